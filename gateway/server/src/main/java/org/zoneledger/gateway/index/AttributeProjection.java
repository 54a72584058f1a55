package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.gateway.index.EventAttributes.Trait;

/** The values by which events are found, by trait, each kept once; remembers the traits of the block at hand. */
final class AttributeProjection {

    /** In place of a trait without values. */
    private static final long NONE = 0;

    private final PreparedStatement find;
    private final PreparedStatement add;
    private final PreparedStatement value;
    private final PreparedStatement has;
    private final Map<Trait, Long> known = new HashMap<>();
    private long last;

    AttributeProjection(Connection connection) throws SQLException {
        find = connection.prepareStatement("SELECT id FROM trait WHERE text = ?");
        add = connection.prepareStatement("INSERT INTO trait VALUES (?, ?)");
        value = connection.prepareStatement("INSERT INTO attribute VALUES (?, ?, ?)");
        has = connection.prepareStatement("INSERT INTO event_trait VALUES (?, ?, ?)");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(max(id), 0) FROM trait")) {
            last = rows.getLong(1);
        }
    }

    void add(IndexedEvent event) throws SQLException {
        for (Trait trait : EventAttributes.of(event.body())) {
            long id = id(trait);
            if (id == NONE) {
                continue;
            }
            has.setLong(1, id);
            has.setLong(2, event.time());
            has.setLong(3, event.id());
            has.addBatch();
        }
    }

    private long id(Trait trait) throws SQLException {
        Long id = known.get(trait);
        if (id == null) {
            id = stored(trait.values());
            known.put(trait, id);
        }
        return id;
    }

    private long stored(Map<String, String> values) throws SQLException {
        if (values.isEmpty()) {
            return NONE;
        }
        String text = String.join(
                "\n",
                values.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
        find.setString(1, text);
        try (var rows = find.executeQuery()) {
            if (rows.next()) {
                return rows.getLong(1);
            }
        }
        add.setLong(1, ++last);
        add.setString(2, text);
        add.executeUpdate();
        for (Map.Entry<String, String> each : values.entrySet()) {
            value.setString(1, each.getKey());
            value.setString(2, each.getValue());
            value.setLong(3, last);
            value.executeUpdate();
        }
        return last;
    }

    void flush() throws SQLException {
        has.executeBatch();
    }

    void close() throws SQLException {
        for (PreparedStatement each : List.of(find, add, value, has)) {
            each.close();
        }
    }
}
