package org.zoneledger.gateway.index;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.ZoneConfig;

/**
 * The gateway's own copy of the ledger, in SQLite (WAL): built from the peer's blocks, read by every route, rebuilt by deleting it.
 *
 * <p>Rows and checkpoint of a block are written in one transaction.
 */
@ApplicationScoped
public class Index {

    private static final int READERS = 8;

    private final Connection writer;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
    private final List<Projection> projections = List.of(
            new RecordProjection(),
            new ActProjection(),
            new DeadlineProjection(),
            new EventProjection(),
            new LogProjection());
    private final Object progress = new Object();
    private volatile Checkpoint checkpoint;
    private boolean mustForget;

    /**
     * How far the index is.
     *
     * @param height blocks it holds
     * @param hash hash of the last one's header, hexadecimal; empty before block 0
     * @param consenters who signs the next one
     */
    public record Checkpoint(long height, String hash, Consenters consenters) {}

    /** Work with a connection. */
    public interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    @Inject
    Index(ZoneConfig config) {
        this(config.data().resolve("index.db"));
    }

    /** Opens the index in a file, or begins it anew when it was made by another schema. */
    public Index(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            String schema = schema();
            int version = Integer.parseInt(
                    Sha256.hex(schema.getBytes(StandardCharsets.UTF_8)).substring(0, 7), 16);
            writer = open(file, schema, version);
            try (var statement = writer.createStatement()) {
                // events touch thousands of pages of the file: these stay at hand, and go into the file when many
                // blocks did
                statement.execute("PRAGMA cache_size=-32768");
                statement.execute("PRAGMA wal_autocheckpoint=16000");
            }
            for (int i = 0; i < READERS; i++) {
                Connection reader = connect(file);
                try (var statement = reader.createStatement()) {
                    statement.execute("PRAGMA query_only=ON");
                }
                readers.add(reader);
            }
            checkpoint = readCheckpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the index " + file + " cannot be opened", e);
        }
    }

    @PreDestroy
    public void close() throws SQLException {
        writer.close();
        for (Connection reader : readers) {
            reader.close();
        }
    }

    /** How far the index is. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Adds a block and the private values that came with it, all or nothing. */
    public void add(LedgerBlock block, List<RestrictedValue> values) {
        Checkpoint next = new Checkpoint(
                block.number() + 1, block.hash(), block.consenters().orElse(checkpoint.consenters()));
        change(connection -> {
            for (Projection projection : projections) {
                projection.apply(connection, block);
            }
            RestrictedProjection.apply(connection, block.number(), values);
            try (var statement =
                    connection.prepareStatement("UPDATE checkpoint SET height = ?, hash = ?, consenters = ?")) {
                statement.setLong(1, next.height());
                statement.setString(2, next.hash());
                statement.setBytes(3, next.consenters().bytes());
                statement.executeUpdate();
            }
        });
        synchronized (progress) {
            checkpoint = next;
            progress.notifyAll();
        }
        forget(purges(block));
    }

    private static boolean purges(LedgerBlock block) {
        return block.transactions().stream()
                .flatMap(transaction -> transaction.restricted().stream())
                .anyMatch(LedgerBlock.RestrictedWrite::deleted);
    }

    /** What was purged leaves the log of the file too, not only its pages; tried again with the next block while somebody reads. */
    private synchronized void forget(boolean purged) {
        mustForget |= purged;
        if (!mustForget) {
            return;
        }
        try (var statement = writer.createStatement();
                var result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            mustForget = result.next() && result.getInt(1) != 0;
        } catch (SQLException e) {
            throw new IllegalStateException("the index cannot be written", e);
        }
    }

    /** Adds private values that the peer received after their block. */
    public void complete(long block, List<RestrictedValue> values) {
        change(connection -> RestrictedProjection.apply(connection, block, values));
    }

    /** The first block, from {@code from} on, of which a private value of one of these collections is still missing. */
    public Optional<Long> firstIncomplete(long from, List<String> collections) {
        return read(connection -> {
            String marks = String.join(",", java.util.Collections.nCopies(collections.size(), "?"));
            try (var statement =
                    connection.prepareStatement("SELECT min(block) FROM restricted WHERE body IS NULL AND purged = 0"
                            + " AND block >= ?"
                            + " AND collection IN (" + marks + ")")) {
                statement.setLong(1, from);
                for (int i = 0; i < collections.size(); i++) {
                    statement.setString(2 + i, collections.get(i));
                }
                var rows = statement.executeQuery();
                long block = rows.getLong(1);
                return rows.wasNull() ? Optional.empty() : Optional.of(block);
            }
        });
    }

    /** Waits until the index holds a block; false when it does not in time. */
    public boolean await(long block, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (progress) {
            while (checkpoint.height() <= block) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                try {
                    progress.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** What became of a transaction, if the index has it. */
    public Optional<Outcome> outcome(String txId) {
        return outcome("SELECT tx_id, block, code FROM ledger_transaction WHERE tx_id = ?", txId, null);
    }

    /** The transaction that wrote a version of a record. */
    public Optional<Outcome> writerOf(String key, long version) {
        return outcome("SELECT tx_id, block, 0 FROM record_version WHERE key = ? AND version = ?", key, version);
    }

    private Optional<Outcome> outcome(String sql, String first, Long second) {
        return read(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, first);
                if (second != null) {
                    statement.setLong(2, second);
                }
                var rows = statement.executeQuery();
                return rows.next()
                        ? Optional.of(new Outcome(rows.getString(1), rows.getLong(2), rows.getInt(3)))
                        : Optional.empty();
            }
        });
    }

    /** Runs a query that changes nothing, on one consistent state of the index. */
    public <T> T read(Query<T> query) {
        Connection connection;
        try {
            connection = readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        try {
            connection.setAutoCommit(false);
            return query.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the index cannot be read", e);
        } finally {
            release(connection);
        }
    }

    private void release(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException("a reader of the index cannot be released", e);
        } finally {
            readers.add(connection);
        }
    }

    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private synchronized void change(Change change) {
        try {
            writer.setAutoCommit(false);
            boolean committed = false;
            try {
                change.on(writer);
                writer.commit();
                committed = true;
            } finally {
                // after an Error too: what is half done must not be committed with the next change
                if (!committed) {
                    writer.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the index cannot be written", e);
        }
    }

    private Checkpoint readCheckpoint() throws SQLException {
        try (var statement = writer.createStatement();
                var rows = statement.executeQuery("SELECT height, hash, consenters FROM checkpoint")) {
            return new Checkpoint(
                    rows.getLong(1), rows.getString(2), Consenters.read(ByteString.copyFrom(rows.getBytes(3))));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the index cannot be read", e);
        }
    }

    private static Connection open(Path file, String schema, int version) throws SQLException, IOException {
        Connection connection = connect(file);
        try (var statement = connection.createStatement()) {
            int found;
            try (var rows = statement.executeQuery("PRAGMA user_version")) {
                found = rows.getInt(1);
            }
            if (found == version) {
                return connection;
            }
        }
        connection.close();
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
        connection = connect(file);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(schema);
            statement.executeUpdate("PRAGMA user_version=" + version);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return connection;
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        source.setGetGeneratedKeys(false);
        Connection connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            // a lost tail is read from the peer again
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute("PRAGMA cache_size=-16384");
            // what is purged is overwritten
            statement.execute("PRAGMA secure_delete=ON");
        }
        return connection;
    }

    private static String schema() throws IOException {
        try (InputStream in = Index.class.getResourceAsStream("schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
