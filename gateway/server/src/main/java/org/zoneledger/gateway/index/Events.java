package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.provenance.EventRules.Part;

/** Reads events from the index by the things they name. */
@ApplicationScoped
public class Events {

    private static final String STORED =
            "SELECT e.id, p.name, e.id - p.id, e.time, 'OBJECT', e.body, coalesce(w.declared, 0) FROM event e"
                    + " JOIN page p ON p.id = e.page LEFT JOIN erroneous w ON w.event = e.id";

    private final Index index;

    public Events(Index index) {
        this.index = index;
    }

    /**
     * One event.
     *
     * @param id of the row; grows with the order of the ledger
     * @param page capture whose page holds it
     * @param position in the page, from 0
     * @param part where the thing asked for stands in it; OBJECT when no thing was asked for
     * @param open public part, exactly as on the ledger
     * @param declared id of the first event by which its sender declared it wrong, which may be itself; 0 when it stands
     */
    public record Stored(long id, String page, int position, Instant time, Part part, ObjectNode open, long declared) {

        /** Whether it counts: it neither was declared wrong nor declares another event wrong. */
        public boolean isFact() {
            return declared == 0;
        }

        /** Whether it says that an event was wrong (EPCIS 2.0, section 7.4.1.4). */
        public boolean isDeclaration() {
            return open.has("errorDeclaration");
        }
    }

    /**
     * An event in its page.
     *
     * @param body canonical bytes of the public part
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Paged(String page, int position, byte[] body) {}

    /** Where a list of events goes on. */
    public record Cursor(long time, long id) {

        /** Before the first event. */
        public static final Cursor START = new Cursor(Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /**
     * Events that name a thing, by time.
     *
     * @param epc canonical Digital Link URI of a thing by its finest key, see {@link Things}
     * @param after where to go on
     * @param most how many at the most
     */
    public List<Stored> naming(String epc, Cursor after, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT e.id, p.name, e.id - p.id, e.time, min(x.part), e.body, coalesce(w.declared, 0) FROM event_epc x"
                            + " JOIN event e ON e.id = x.event JOIN page p ON p.id = e.page LEFT JOIN erroneous w ON w.event = e.id"
                            + " WHERE x.thing = (SELECT id FROM thing WHERE uri = ?) AND (x.time, x.event) > (?, ?)"
                            + " GROUP BY x.time, x.event ORDER BY x.time, x.event LIMIT ?")) {
                statement.setString(1, epc);
                statement.setLong(2, after.time());
                statement.setLong(3, after.id());
                statement.setInt(4, most);
                List<Stored> events = new ArrayList<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    events.add(stored(rows));
                }
                return events;
            }
        });
    }

    /**
     * Events by the ids of their rows.
     *
     * @return those that there are, by id
     */
    public Map<Long, Stored> find(Collection<Long> ids) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(STORED + " WHERE e.id = ?")) {
                Map<Long, Stored> found = new TreeMap<>();
                for (long id : ids) {
                    statement.setLong(1, id);
                    var rows = statement.executeQuery();
                    if (rows.next()) {
                        found.put(id, stored(rows));
                    }
                }
                return found;
            }
        });
    }

    /**
     * Events in the order of the ledger.
     *
     * @param id of the row before the first
     * @param most how many at the most
     */
    public List<Stored> after(long id, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(STORED + " WHERE e.id > ? ORDER BY e.id LIMIT ?")) {
                statement.setLong(1, id);
                statement.setInt(2, most);
                List<Stored> events = new ArrayList<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    events.add(stored(rows));
                }
                return events;
            }
        });
    }

    /** The row of the last event, 0 when there is none. */
    public long last() {
        return before(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    /** The row before the first event that was recorded at a time or later; the last one when there is none. */
    public long before(Instant recorded) {
        return index.read(connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT coalesce((SELECT min(id) - 1 FROM page WHERE record_time >= ?),"
                            + " (SELECT max(id) FROM event), 0)")) {
                statement.setLong(1, recorded.toEpochMilli());
                return statement.executeQuery().getLong(1);
            }
        });
    }

    /**
     * The event with these canonical bytes; when it was captured twice, the first.
     *
     * @param sha256 of the public part, 32 bytes
     */
    public Optional<Paged> byDigest(byte[] sha256) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT p.name, e.id - p.id, e.body FROM event e JOIN page p ON p.id = e.page WHERE e.id = ?")) {
                for (long event : EventHashes.find(connection, EventHashes.of(sha256))) {
                    statement.setLong(1, event);
                    var rows = statement.executeQuery();
                    if (MessageDigest.isEqual(Sha256.digest(rows.getBytes(3)), sha256)) {
                        return Optional.of(new Paged(rows.getString(1), rows.getInt(2), rows.getBytes(3)));
                    }
                }
                return Optional.empty();
            }
        });
    }

    /** The canonical public events of a page, in their order; none when there is no such page. */
    public List<byte[]> ofPage(String page) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT e.body FROM page p JOIN event e ON e.id BETWEEN p.id AND p.id + p.size - 1"
                            + " WHERE p.name = ? ORDER BY e.id")) {
                statement.setString(1, page);
                var rows = statement.executeQuery();
                List<byte[]> bodies = new ArrayList<>();
                while (rows.next()) {
                    bodies.add(rows.getBytes(1));
                }
                return bodies;
            }
        });
    }

    /** What the ledger holds of a page, byte for byte: its canonical public events, compressed by {@link Zstandard}. */
    public Optional<byte[]> valueOfPage(String page) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT v.value FROM page p JOIN page_value v ON v.page = p.id WHERE p.name = ?")) {
                statement.setString(1, page);
                var rows = statement.executeQuery();
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        });
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Part.valueOf(row.getString(5)),
                (ObjectNode) CanonicalJson.read(row.getBytes(6)),
                row.getLong(7));
    }

    /** The restricted fields of the events of a page, by position, when this organisation's peer holds them. */
    public Optional<JsonNode> restricted(String page) {
        return index.read(connection -> restricted(connection, page));
    }

    private static Optional<JsonNode> restricted(Connection connection, String page) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT body FROM restricted WHERE key = ?")) {
            statement.setString(1, "page/" + page);
            var rows = statement.executeQuery();
            return rows.next() ? Optional.of(CanonicalJson.read(rows.getBytes(1))) : Optional.empty();
        }
    }
}
