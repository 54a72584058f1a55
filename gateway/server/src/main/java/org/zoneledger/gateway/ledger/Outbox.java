package org.zoneledger.gateway.ledger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.gateway.ZoneConfig;

/**
 * Endorsed transactions whose outcome this gateway does not know yet, on disk before they are sent.
 *
 * <p>Unlike the index it cannot be rebuilt, so it has a file of its own: {@code outbox.db}.
 */
@ApplicationScoped
public class Outbox {

    private final Connection connection;

    /**
     * One open transaction.
     *
     * @param submission id of the submission
     * @param txId its transaction
     * @param envelope the endorsed transaction as fabric-gateway writes it; resubmitting it is always safe
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String submission, String txId, byte[] envelope) {}

    Outbox(ZoneConfig config) {
        try {
            Files.createDirectories(config.data());
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + config.data().resolve("outbox.db"));
            connection = source.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("CREATE TABLE IF NOT EXISTS open_transaction ("
                        + "submission TEXT PRIMARY KEY, tx_id TEXT NOT NULL, envelope BLOB NOT NULL) WITHOUT ROWID");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox cannot be opened", e);
        }
    }

    @PreDestroy
    void close() throws SQLException {
        connection.close();
    }

    synchronized void put(Entry entry) {
        run("INSERT INTO open_transaction VALUES (?, ?, ?)", statement -> {
            statement.setString(1, entry.submission());
            statement.setString(2, entry.txId());
            statement.setBytes(3, entry.envelope());
            return statement.executeUpdate();
        });
    }

    synchronized void remove(String submission) {
        run("DELETE FROM open_transaction WHERE submission = ?", statement -> {
            statement.setString(1, submission);
            return statement.executeUpdate();
        });
    }

    synchronized Optional<Entry> find(String submission) {
        return run("SELECT * FROM open_transaction WHERE submission = ?", statement -> {
            statement.setString(1, submission);
            return entries(statement.executeQuery()).stream().findFirst();
        });
    }

    synchronized List<Entry> all() {
        return run("SELECT * FROM open_transaction", statement -> entries(statement.executeQuery()));
    }

    private static List<Entry> entries(ResultSet rows) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        while (rows.next()) {
            entries.add(new Entry(rows.getString(1), rows.getString(2), rows.getBytes(3)));
        }
        return entries;
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) {
        try (var statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox cannot be used", e);
        }
    }
}
