package org.zoneledger.gateway.scan;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.gateway.ZoneConfig;

/**
 * Scans by thing and day. Nothing about who scanned: no address, no browser, no place, no time of day.
 *
 * <p>No block holds them, so they have a file of their own: {@code scans.db}. A crash loses the last seconds at most.
 */
@ApplicationScoped
class ScanCounts {

    private static final int MOST_LISTED = 1000;

    private final Connection connection;

    /** Readers need not wait for a batch to be written. */
    private final Connection reader;

    /** What was counted on a day under the path of a Digital Link. */
    record Key(String thing, LocalDate day) {}

    @Inject
    ScanCounts(ZoneConfig config) {
        this(config.data());
    }

    ScanCounts(Path directory) {
        try {
            Files.createDirectories(directory);
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + directory.resolve("scans.db"));
            connection = source.getConnection();
            reader = source.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=NORMAL");
                statement.execute("CREATE TABLE IF NOT EXISTS scan (thing TEXT NOT NULL, day TEXT NOT NULL,"
                        + " scans INTEGER NOT NULL, unknown INTEGER NOT NULL, far_apart INTEGER NOT NULL,"
                        + " PRIMARY KEY (thing, day)) WITHOUT ROWID");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the scans cannot be opened", e);
        }
    }

    /** Adds to what was counted, all or nothing. */
    synchronized void add(Map<Key, Tally.Count> counts) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO scan VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET scans = scans + excluded.scans,"
                        + " unknown = unknown + excluded.unknown, far_apart = far_apart + excluded.far_apart")) {
            for (Map.Entry<Key, Tally.Count> each : counts.entrySet()) {
                statement.setString(1, each.getKey().thing());
                statement.setString(2, each.getKey().day().toString());
                statement.setLong(3, each.getValue().scans());
                statement.setLong(4, each.getValue().unknown());
                statement.setLong(5, each.getValue().farApart());
                statement.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** What was counted of a thing. */
    Tally of(String thing) throws SQLException {
        synchronized (reader) {
            try (PreparedStatement statement =
                    reader.prepareStatement("SELECT day, scans, unknown, far_apart FROM scan WHERE thing = ?")) {
                statement.setString(1, thing);
                Tally tally = Tally.NONE;
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        tally = tally.and(
                                LocalDate.parse(rows.getString(1)),
                                new Tally.Count(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                    }
                }
                return tally;
            }
        }
    }

    /** What was counted of a product and everything of it, the most telling first, at most {@value #MOST_LISTED}. */
    Map<String, Tally> under(String product) throws SQLException {
        Map<String, Tally> found = new LinkedHashMap<>();
        for (String thing : things(product)) {
            found.put(thing, of(thing));
        }
        return found;
    }

    private List<String> things(String product) throws SQLException {
        synchronized (reader) {
            try (PreparedStatement statement = reader.prepareStatement(
                    "SELECT thing FROM scan WHERE thing = ?1 OR (thing > ?1 || '/' AND thing < ?1 || '0') GROUP BY thing"
                            + " ORDER BY sum(far_apart) DESC, sum(unknown) DESC, sum(scans) DESC, thing LIMIT "
                            + MOST_LISTED)) {
                statement.setString(1, product);
                List<String> things = new ArrayList<>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        things.add(rows.getString(1));
                    }
                }
                return things;
            }
        }
    }

    @PreDestroy
    synchronized void close() throws SQLException {
        reader.close();
        connection.close();
    }
}
