package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Numbers for the names of things, given in the order of the ledger; remembers those of the block at hand. */
final class Interning {

    private final PreparedStatement find;
    private final PreparedStatement add;
    private final Map<String, Long> known = new HashMap<>();
    private long last;

    Interning(Connection connection) throws SQLException {
        find = connection.prepareStatement("SELECT id FROM thing WHERE uri = ?");
        add = connection.prepareStatement("INSERT INTO thing VALUES (?, ?)");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(max(id), 0) FROM thing")) {
            last = rows.getLong(1);
        }
    }

    /** The number of a thing, which it gets now if it has none. */
    long id(String uri) throws SQLException {
        Long id = known.get(uri);
        if (id == null) {
            id = stored(uri);
            known.put(uri, id);
        }
        return id;
    }

    private long stored(String uri) throws SQLException {
        find.setString(1, uri);
        try (var rows = find.executeQuery()) {
            if (rows.next()) {
                return rows.getLong(1);
            }
        }
        add.setLong(1, ++last);
        add.setString(2, uri);
        add.executeUpdate();
        return last;
    }

    void close() throws SQLException {
        find.close();
        add.close();
    }
}
