package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The values by which events are found, each kept once; remembers those of the block at hand. */
final class AttributeProjection {

    private final PreparedStatement find;
    private final PreparedStatement add;
    private final PreparedStatement has;
    private final Map<String, Long> known = new HashMap<>();
    private long last;

    AttributeProjection(Connection connection) throws SQLException {
        find = connection.prepareStatement("SELECT id FROM attribute WHERE name = ? AND value = ?");
        add = connection.prepareStatement("INSERT INTO attribute VALUES (?, ?, ?)");
        has = connection.prepareStatement("INSERT INTO event_attribute VALUES (?, ?, ?)");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(max(id), 0) FROM attribute")) {
            last = rows.getLong(1);
        }
    }

    void add(IndexedEvent event) throws SQLException {
        for (Map.Entry<String, String> each : EventAttributes.of(event.body()).entrySet()) {
            has.setLong(1, id(each.getKey(), each.getValue()));
            has.setLong(2, event.time());
            has.setLong(3, event.id());
            has.addBatch();
        }
    }

    private long id(String name, String value) throws SQLException {
        String key = name + "\n" + value;
        Long id = known.get(key);
        if (id == null) {
            id = stored(name, value);
            known.put(key, id);
        }
        return id;
    }

    private long stored(String name, String value) throws SQLException {
        find.setString(1, name);
        find.setString(2, value);
        try (var rows = find.executeQuery()) {
            if (rows.next()) {
                return rows.getLong(1);
            }
        }
        add.setLong(1, ++last);
        add.setString(2, name);
        add.setString(3, value);
        add.executeUpdate();
        return last;
    }

    void flush() throws SQLException {
        has.executeBatch();
    }

    void close() throws SQLException {
        find.close();
        add.close();
        has.close();
    }
}
