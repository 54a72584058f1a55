package org.zoneledger.gateway.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where in the index the events of a query are looked for, in the order they are wanted, a stretch at a time. */
@ApplicationScoped
public class EventScan {

    private final Index index;

    public EventScan(Index index) {
        this.index = index;
    }

    /**
     * Events that name one of some things, or have one of some values.
     *
     * @param attribute name of what has the values, empty for things
     */
    public record Source(String attribute, Set<String> values) {

        /** Events that name one of these things, by canonical URI. */
        public static Source things(Set<String> uris) {
            return new Source("", uris);
        }

        /** Events with one of these values, see {@code EventAttributes}; of an eventID, perhaps one too many. */
        public static Source attributes(String name, Set<String> values) {
            return new Source(name, values);
        }
    }

    /** An event's place in the order. */
    public record Spot(long time, long event) {}

    /**
     * In which order, and between which times.
     *
     * @param recorded by recordTime instead of eventTime; the whole index is looked at then, whatever the source
     * @param from earliest eventTime
     * @param to first eventTime that is too late
     */
    public record Order(boolean recorded, boolean descending, long from, long to) {}

    /**
     * The next events of a source; one that names several of its things may come more than once.
     *
     * @param after where to go on
     * @param most how many at the most
     */
    public List<Spot> next(Optional<Source> source, Order order, Optional<Spot> after, int most) {
        return index.read(connection -> {
            if (order.recorded()) {
                return recorded(connection, order, after, most);
            }
            if (source.isEmpty()) {
                return sorted(spots(connection, "event", "id", Optional.empty(), order, after, most), order, most);
            }
            List<Spot> spots = new ArrayList<>();
            for (String value : new TreeSet<>(source.get().values())) {
                spots.addAll(of(connection, source.get().attribute(), value, order, after, most));
            }
            return sorted(spots, order, most);
        });
    }

    private static List<Spot> sorted(List<Spot> spots, Order order, int most) {
        Comparator<Spot> by = Comparator.comparingLong(Spot::time).thenComparingLong(Spot::event);
        return spots.stream()
                .sorted(order.descending() ? by.reversed() : by)
                .limit(most)
                .toList();
    }

    private static List<Spot> of(
            Connection connection, String attribute, String value, Order order, Optional<Spot> after, int most)
            throws SQLException {
        if (attribute.equals("eventID")) {
            List<Spot> spots = new ArrayList<>();
            for (long event : EventHashes.find(connection, EventHashes.of(value))) {
                spots.addAll(spots(connection, "event", "id", Optional.of(new Key("id", event)), order, after, most));
            }
            return spots;
        }
        boolean isThing = attribute.isEmpty();
        List<Spot> spots = new ArrayList<>();
        String sql = isThing
                ? "SELECT id FROM thing WHERE uri = ?"
                : "SELECT trait FROM attribute WHERE value = ? AND name = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            if (!isThing) {
                statement.setString(2, attribute);
            }
            var rows = statement.executeQuery();
            while (rows.next()) {
                Key key = new Key(isThing ? "thing" : "trait", rows.getLong(1));
                spots.addAll(spots(
                        connection,
                        isThing ? "event_epc" : "event_trait",
                        "event",
                        Optional.of(key),
                        order,
                        after,
                        most));
            }
        }
        return spots;
    }

    /** A column and the number in it. */
    private record Key(String column, long number) {}

    private static List<Spot> spots(
            Connection connection,
            String table,
            String event,
            Optional<Key> key,
            Order order,
            Optional<Spot> after,
            int most)
            throws SQLException {
        String way = order.descending() ? " DESC" : "";
        try (var statement = connection.prepareStatement("SELECT time, " + event + " FROM " + table + " WHERE "
                + key.map(each -> each.column() + " = " + each.number() + " AND ")
                        .orElse("")
                + "time >= ? AND time < ? AND (time, " + event + ") " + (order.descending() ? "<" : ">")
                + " (?, ?) ORDER BY time" + way + ", " + event + way + " LIMIT ?")) {
            long edge = order.descending() ? Long.MAX_VALUE : Long.MIN_VALUE;
            statement.setLong(1, order.from());
            statement.setLong(2, order.to());
            statement.setLong(3, after.map(Spot::time).orElse(edge));
            statement.setLong(4, after.map(Spot::event).orElse(edge));
            statement.setInt(5, most);
            List<Spot> spots = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                spots.add(new Spot(rows.getLong(1), rows.getLong(2)));
            }
            return spots;
        }
    }

    /** By recordTime: that of the page, whose events have numbers in a row. */
    private static List<Spot> recorded(Connection connection, Order order, Optional<Spot> after, int most)
            throws SQLException {
        boolean back = order.descending();
        String way = back ? " DESC" : "";
        try (var statement = connection.prepareStatement(
                "SELECT record_time, id, size FROM page WHERE (record_time, " + (back ? "id) <" : "id + size - 1) >")
                        + " (?, ?) ORDER BY record_time" + way + ", id" + way + " LIMIT ?")) {
            Spot last = after.orElse(back ? new Spot(Long.MAX_VALUE, 0) : new Spot(Long.MIN_VALUE, 0));
            statement.setLong(1, last.time());
            statement.setLong(2, last.event());
            statement.setInt(3, most);
            List<Spot> spots = new ArrayList<>();
            var rows = statement.executeQuery();
            while (spots.size() < most && rows.next()) {
                for (int i = 0; i < rows.getInt(3) && spots.size() < most; i++) {
                    long event = rows.getLong(2) + (back ? rows.getInt(3) - 1 - i : i);
                    boolean isBefore =
                            rows.getLong(1) == last.time() && (back ? event >= last.event() : event <= last.event());
                    if (!isBefore) {
                        spots.add(new Spot(rows.getLong(1), event));
                    }
                }
            }
            return spots;
        }
    }

    /**
     * The values that events have of an attribute, in the order of their characters.
     *
     * @param attribute empty for the things that they name
     * @param after value before the first one
     */
    public List<String> values(String attribute, String after, int most) {
        return index.read(connection -> {
            String sql = attribute.isEmpty()
                    ? "SELECT uri FROM thing WHERE uri > ? ORDER BY uri LIMIT ?"
                    : "SELECT DISTINCT value FROM attribute WHERE value > ? AND name = ? ORDER BY value LIMIT ?";
            try (var statement = connection.prepareStatement(sql)) {
                int next = 1;
                statement.setString(next++, after);
                if (!attribute.isEmpty()) {
                    statement.setString(next++, attribute);
                }
                statement.setInt(next, most);
                return strings(statement.executeQuery());
            }
        });
    }

    private static List<String> strings(java.sql.ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(1));
        }
        return values;
    }
}
