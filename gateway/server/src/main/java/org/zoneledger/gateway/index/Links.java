package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the links between things as they were known up to one event of the ledger, whatever came later: events that had been declared
 * wrong by then make none.
 *
 * <p>Holds the statements of one read of the index; every look-up is a scan of one index, in its order, and gives at most
 * {@value #MOST} links.
 */
public final class Links implements AutoCloseable {

    /** Links that one look-up gives; one more shows that there are more. */
    public static final int MOST = 10_000;

    /** The first unpacking after a packing, also one that was declared wrong. */
    static final String END_OF_ANY = end("");

    private final Connection connection;
    private final long known;
    private final long judged;
    private final String end;
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

    private static String end(String condition) {
        return "SELECT time, event FROM (" + first("?2", condition) + " UNION ALL " + first("0", condition)
                + ") ORDER BY time, event LIMIT 1";
    }

    private static String first(String child, String condition) {
        return "SELECT * FROM (SELECT time, event FROM unpacking WHERE parent = ?1 AND child = " + child
                + " AND (time, event) > (?3, ?4) AND event <= ?5" + condition + " ORDER BY time, event LIMIT 1)";
    }

    /** That the event of a row is known, by the parameter with this number, and had not been declared wrong. */
    private String isFact(String table, int parameter) {
        String event = table + ".event";
        return " " + event + " <= ?" + parameter + " AND NOT " + isWrong(event);
    }

    private String isWrong(String event) {
        return "EXISTS (SELECT 1 FROM erroneous x WHERE x.event = " + event + " AND x.since <= " + judged + ")";
    }

    /**
     * The links up to an event.
     *
     * @param known id of the last event that counts
     */
    public Links(Connection connection, long known) {
        this(connection, known, known);
    }

    /**
     * The links up to an event, by fewer error declarations.
     *
     * @param known id of the last event that counts
     * @param judged id of the last event by which another may have been declared wrong
     */
    public Links(Connection connection, long known, long judged) {
        this.connection = connection;
        this.known = known;
        this.judged = judged;
        this.end = end(" AND" + isFact("unpacking", 5));
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
        return beginning(prefix, MOST);
    }

    /** Names of things that begin so, in order, so many at the most. */
    public List<String> beginning(String prefix, int most) throws SQLException {
        var statement = statement("SELECT uri FROM thing WHERE uri >= ? AND uri < ? ORDER BY uri LIMIT ?");
        statement.setString(1, prefix);
        statement.setString(2, prefix + Character.MAX_VALUE);
        statement.setInt(3, most);
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
        return stays("parent", "child", child, from, to, most);
    }

    /** What was packed in a thing at some moment between two times, by packing. */
    public List<Link> childrenOf(long parent, long from, long to) throws SQLException {
        return childrenOf(parent, from, to, MOST + 1);
    }

    /** What was packed in a thing at some moment between two times, by packing, so many at the most. */
    public List<Link> childrenOf(long parent, long from, long to, int most) throws SQLException {
        return stays("child", "parent", parent, from, to, most);
    }

    private List<Link> stays(String other, String own, long thing, long from, long to, int most) throws SQLException {
        // an end that was not known yet, or is known to be wrong, is looked for again
        String looked = "(ended > ?3 OR " + isWrong("stay.ended") + ")";
        var statement =
                statement("SELECT " + other + ", child, parent, since, event, until, " + looked + " FROM stay WHERE "
                        + own + " = ?1 AND since <= ?2 AND" + isFact("stay", 3) + " AND (until >= ?4 OR " + looked
                        + ") ORDER BY since, 1, event LIMIT ?5");
        set(statement, thing, to, known, from, most);
        List<Link> links = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                long since = rows.getLong(4);
                long event = rows.getLong(5);
                long until = rows.getBoolean(7)
                        ? end(statement(end), rows.getLong(3), rows.getLong(2), since, event, known)
                                .time()
                        : rows.getLong(6);
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
     * @param statement of {@link #END_OF_ANY}, or the same over facts
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
                "SELECT thing, process, event, time FROM process_part WHERE thing = ?1 AND output = ?2"
                        + " AND time BETWEEN ?3 AND ?4 AND" + isFact("process_part", 5)
                        + " ORDER BY time, process, event LIMIT ?6",
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
                "SELECT thing, process, event, time FROM process_part WHERE process = ?1 AND output = ?2"
                        + " AND time BETWEEN ?3 AND ?4 AND" + isFact("process_part", 5)
                        + " ORDER BY time, thing, event LIMIT ?6",
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
                "SELECT item, 0, event, time FROM member WHERE batch = ?1 AND time BETWEEN ?2 AND ?3 AND"
                        + isFact("member", 4) + " ORDER BY time, item, event LIMIT ?5",
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
                "SELECT batch, 0, event, time FROM member WHERE item = ?1 AND time BETWEEN ?2 AND ?3 AND"
                        + isFact("member", 4) + " ORDER BY time, batch, event LIMIT ?5",
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
        var statement = statement("SELECT event FROM event_epc WHERE thing = ?1 AND" + isFact("event_epc", 2)
                + " ORDER BY time DESC, event DESC LIMIT 1");
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
        var statement =
                statement("SELECT time, event, step FROM event_epc WHERE thing = ?1 AND time BETWEEN ?2 AND ?3 AND"
                        + isFact("event_epc", 4) + " ORDER BY time, event LIMIT " + most);
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
