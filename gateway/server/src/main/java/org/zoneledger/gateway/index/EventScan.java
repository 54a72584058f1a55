package org.zoneledger.gateway.index;

import jakarta.enterprise.context.ApplicationScoped;
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

        /** Events with one of these values, see {@code EventAttributes}. */
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
            List<Spot> spots = new ArrayList<>();
            Optional<Source> used = order.recorded() ? Optional.empty() : source;
            for (String value : new TreeSet<>(used.map(Source::values).orElse(Set.of("")))) {
                try (var statement = connection.prepareStatement(sql(used, order))) {
                    int next = 1;
                    if (used.isPresent()) {
                        statement.setString(next++, value);
                        if (!used.get().attribute().isEmpty()) {
                            statement.setString(next++, used.get().attribute());
                        }
                    }
                    if (!order.recorded()) {
                        statement.setLong(next++, order.from());
                        statement.setLong(next++, order.to());
                    }
                    long edge = order.descending() ? Long.MAX_VALUE : Long.MIN_VALUE;
                    statement.setLong(next++, after.map(Spot::time).orElse(edge));
                    statement.setLong(next++, after.map(Spot::event).orElse(edge));
                    statement.setInt(next, most);
                    var rows = statement.executeQuery();
                    while (rows.next()) {
                        spots.add(new Spot(rows.getLong(1), rows.getLong(2)));
                    }
                }
            }
            Comparator<Spot> by = Comparator.comparingLong(Spot::time).thenComparingLong(Spot::event);
            spots.sort(order.descending() ? by.reversed() : by);
            return List.copyOf(spots.subList(0, Math.min(most, spots.size())));
        });
    }

    private static String sql(Optional<Source> source, Order order) {
        String time = order.recorded() ? "record_time" : "time";
        String event = source.isPresent() ? "event" : "id";
        String from = source.map(
                        each -> each.attribute().isEmpty()
                                ? "event_epc WHERE thing = (SELECT id FROM thing WHERE uri = ?) AND "
                                : "event_attribute WHERE attribute = (SELECT id FROM attribute WHERE value = ? AND name = ?) AND ")
                .orElse("event WHERE ");
        String way = order.descending() ? " DESC" : "";
        return "SELECT " + time + ", " + event + " FROM " + from
                + (order.recorded() ? "" : "time >= ? AND time < ? AND ")
                + "(" + time + ", " + event + ") " + (order.descending() ? "<" : ">") + " (?, ?) ORDER BY " + time + way
                + ", " + event + way + " LIMIT ?";
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
                    : "SELECT value FROM attribute WHERE value > ? AND name = ? ORDER BY value LIMIT ?";
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
