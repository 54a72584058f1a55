package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the links between things as they were known up to one event of the ledger, whatever came later.
 *
 * <p>Holds the statements of one read of the index; every look-up is a scan of one index, in its order, and gives at most
 * {@value #MOST} links.
 */
public final class Links implements AutoCloseable {

    /** Links that one look-up gives; one more shows that there are more. */
    public static final int MOST = 10_000;

    static final String END =
            "SELECT time, event FROM (SELECT * FROM (SELECT time, event FROM unpacking WHERE parent = ?1"
                    + " AND child = ?2 AND (time, event) > (?3, ?4) AND event <= ?5 ORDER BY time, event LIMIT 1)"
                    + " UNION ALL SELECT * FROM (SELECT time, event FROM unpacking WHERE parent = ?1"
                    + " AND child = 0 AND (time, event) > (?3, ?4) AND event <= ?5 ORDER BY time, event LIMIT 1))"
                    + " ORDER BY time, event LIMIT 1";

    private static final String LIMIT = " LIMIT ?";

    private final Connection connection;
    private final long known;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /**
     * What links a thing with another.
     *
     * @param thing the other one
     * @param process of a transformation, else 0
     * @param event that says so
     * @param from since when, in milliseconds
     * @param to until when; for what happened at a moment the same
     */
    public record Link(long thing, long process, long event, long from, long to) {}

    /** When a stay ended, and by which event; the largest time and event 0 when it has not. */
    record End(long time, long event) {

        static final End NEVER = new End(Long.MAX_VALUE, 0);
    }

    /** One thing that an event says about the custody of a thing. */
    public record Step(long time, long event, Custody custody) {}

    /**
     * The links up to an event.
     *
     * @param known id of the last event that counts
     */
    public Links(Connection connection, long known) {
        this.connection = connection;
        this.known = known;
    }

    /** The last event of the blocks below a height; 0 when there was none. */
    public static long known(Connection connection, long height) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT last FROM event_block WHERE block < ? ORDER BY block DESC LIMIT 1")) {
            statement.setLong(1, height);
            var rows = statement.executeQuery();
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Number of a thing in the index; 0 when no event names it. */
    public long id(String uri) throws SQLException {
        var statement = statement("SELECT id FROM thing WHERE uri = ?");
        statement.setString(1, uri);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Names of things that begin so, in order; at most {@value #MOST}. */
    public List<String> beginning(String prefix) throws SQLException {
        var statement = statement("SELECT uri FROM thing WHERE uri >= ? AND uri < ? ORDER BY uri" + LIMIT);
        statement.setString(1, prefix);
        statement.setString(2, prefix + Character.MAX_VALUE);
        statement.setInt(3, MOST);
        List<String> names = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The canonical Digital Link URI of a thing. */
    public String uri(long thing) throws SQLException {
        var statement = statement("SELECT uri FROM thing WHERE id = ?");
        statement.setLong(1, thing);
        try (var rows = statement.executeQuery()) {
            return rows.getString(1);
        }
    }

    /** What a thing was packed in at some moment between two times, by packing. */
    public List<Link> parentsOf(long child, long from, long to) throws SQLException {
        return parentsOf(child, from, to, MOST + 1);
    }

    /** What a thing was packed in at some moment between two times, by packing, so many at the most. */
    public List<Link> parentsOf(long child, long from, long to, int most) throws SQLException {
        return stays(
                "SELECT parent, child, parent, since, event, until, ended FROM stay WHERE child = ?",
                child,
                from,
                to,
                most);
    }

    /** What was packed in a thing at some moment between two times, by packing. */
    public List<Link> childrenOf(long parent, long from, long to) throws SQLException {
        return childrenOf(parent, from, to, MOST + 1);
    }

    /** What was packed in a thing at some moment between two times, by packing, so many at the most. */
    public List<Link> childrenOf(long parent, long from, long to, int most) throws SQLException {
        return stays(
                "SELECT child, child, parent, since, event, until, ended FROM stay WHERE parent = ?",
                parent,
                from,
                to,
                most);
    }

    private List<Link> stays(String sql, long thing, long from, long to, int most) throws SQLException {
        var statement = statement(sql + " AND since <= ? AND event <= ? AND (until >= ? OR ended > ?)"
                + " ORDER BY since, 1, event" + LIMIT);
        set(statement, thing, to, known, from, known, most);
        List<Link> links = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                long since = rows.getLong(4);
                long event = rows.getLong(5);
                long until = rows.getLong(7) <= known
                        ? rows.getLong(6)
                        : end(statement(END), rows.getLong(3), rows.getLong(2), since, event, known)
                                .time();
                if (until >= from) {
                    links.add(new Link(rows.getLong(1), 0, event, since, until));
                }
            }
        }
        return links;
    }

    /**
     * The first unpacking of a child, or of everything, after a packing.
     *
     * @param statement of {@link #END}
     */
    static End end(PreparedStatement statement, long parent, long child, long since, long event, long known)
            throws SQLException {
        set(statement, parent, child, since, event, known);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? new End(rows.getLong(1), rows.getLong(2)) : End.NEVER;
        }
    }

    /** Processes that a thing went into (or came out of) between two times. */
    public List<Link> processesOf(long thing, boolean output, long from, long to) throws SQLException {
        return processesOf(thing, output, from, to, MOST + 1);
    }

    /** Processes that a thing went into (or came out of) between two times, so many at the most. */
    public List<Link> processesOf(long thing, boolean output, long from, long to, int most) throws SQLException {
        return moments(
                "SELECT thing, process, event, time FROM process_part WHERE thing = ? AND output = ? AND time BETWEEN ? AND ?"
                        + " AND event <= ? ORDER BY time, process, event" + LIMIT,
                thing,
                output ? 1 : 0,
                from,
                to,
                known,
                most);
    }

    /** What went into a process (or came out of it) between two times. */
    public List<Link> partsOf(long process, boolean output, long from, long to) throws SQLException {
        return partsOf(process, output, from, to, MOST + 1);
    }

    /** What went into a process (or came out of it) between two times, so many at the most. */
    public List<Link> partsOf(long process, boolean output, long from, long to, int most) throws SQLException {
        return moments(
                "SELECT thing, process, event, time FROM process_part WHERE process = ? AND output = ? AND time BETWEEN ?"
                        + " AND ? AND event <= ? ORDER BY time, thing, event" + LIMIT,
                process,
                output ? 1 : 0,
                from,
                to,
                known,
                most);
    }

    /** The items that a batch got between two times. */
    public List<Link> itemsOf(long batch, long from, long to) throws SQLException {
        return itemsOf(batch, from, to, MOST + 1);
    }

    /** The items that a batch got between two times, so many at the most. */
    public List<Link> itemsOf(long batch, long from, long to, int most) throws SQLException {
        return moments(
                "SELECT item, 0, event, time FROM member WHERE batch = ? AND time BETWEEN ? AND ? AND event <= ?"
                        + " ORDER BY time, item, event" + LIMIT,
                batch,
                from,
                to,
                known,
                most);
    }

    /** The batches that an item was said to be of between two times. */
    public List<Link> batchesOf(long item, long from, long to) throws SQLException {
        return batchesOf(item, from, to, MOST + 1);
    }

    /** The batches that an item was said to be of between two times, so many at the most. */
    public List<Link> batchesOf(long item, long from, long to, int most) throws SQLException {
        return moments(
                "SELECT batch, 0, event, time FROM member WHERE item = ? AND time BETWEEN ? AND ? AND event <= ?"
                        + " ORDER BY time, batch, event" + LIMIT,
                item,
                from,
                to,
                known,
                most);
    }

    private List<Link> moments(String sql, long... values) throws SQLException {
        var statement = statement(sql);
        set(statement, values);
        List<Link> links = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                long time = rows.getLong(4);
                links.add(new Link(rows.getLong(1), rows.getLong(2), rows.getLong(3), time, time));
            }
        }
        return links;
    }

    /** The last event that names a thing; 0 when there is none. */
    public long lastEvent(long thing) throws SQLException {
        var statement = statement(
                "SELECT event FROM event_epc WHERE thing = ? AND event <= ? ORDER BY time DESC, event DESC LIMIT 1");
        set(statement, thing, known);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /**
     * What events say about the custody of a thing between two times, oldest first.
     *
     * @param most events that are looked at
     */
    public List<Step> steps(long thing, long from, long to, int most) throws SQLException {
        var statement = statement("SELECT time, event, step FROM event_epc WHERE thing = ? AND time BETWEEN ? AND ?"
                + " AND event <= ? ORDER BY time, event LIMIT " + most);
        set(statement, thing, from, to, known);
        List<Step> steps = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                steps.add(new Step(rows.getLong(1), rows.getLong(2), Custody.of(rows.getInt(3))));
            }
        }
        return steps;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement found = statements.get(sql);
        if (found == null) {
            found = connection.prepareStatement(sql);
            statements.put(sql, found);
        }
        return found;
    }

    private static void set(PreparedStatement statement, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(1 + i, values[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement each : statements.values()) {
            each.close();
        }
    }
}
