package org.zoneledger.gateway.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.canonical.Sha256;

/** Events by numbers made of their bytes or of their eventID; who looks compares what is found, since others may have the same number. */
final class EventHashes {

    private static final int GENERATION_BITS = 15;

    private final PreparedStatement add;

    EventHashes(Connection connection) throws SQLException {
        add = connection.prepareStatement("INSERT OR IGNORE INTO event_hash VALUES (?, ?, ?)");
    }

    /** The number of a digest. */
    static long of(byte[] sha256) {
        return ByteBuffer.wrap(sha256).getLong();
    }

    /** The number of an eventID. */
    static long of(String eventID) {
        return of(Sha256.digest(eventID.getBytes(StandardCharsets.UTF_8)));
    }

    void add(long hash, long event) throws SQLException {
        add.setLong(1, event >> GENERATION_BITS);
        add.setLong(2, hash);
        add.setLong(3, event);
        add.addBatch();
    }

    void flush() throws SQLException {
        add.executeBatch();
    }

    /** The events with a number, in the order of the ledger. */
    static List<Long> find(Connection connection, long hash) throws SQLException {
        try (var statement = connection.prepareStatement(
                "WITH RECURSIVE each(generation) AS (SELECT 0 UNION ALL"
                        + " SELECT generation + 1 FROM each WHERE generation < (SELECT max(generation) FROM event_hash))"
                        + " SELECT event FROM each JOIN event_hash h ON h.generation = each.generation AND h.hash = ? ORDER BY event")) {
            statement.setLong(1, hash);
            List<Long> events = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                events.add(rows.getLong(1));
            }
            return events;
        }
    }

    void close() throws SQLException {
        add.close();
    }
}
