package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.zoneledger.domain.provenance.EventRules.Part;

/** Reads events from the index by the things they name. */
@ApplicationScoped
public class Events {

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
     */
    public record Stored(long id, String page, int position, Instant time, Part part, ObjectNode open) {}

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
                    "SELECT e.id, e.page, e.position, e.time, min(x.part), e.body FROM event_epc x"
                            + " JOIN event e ON e.id = x.event"
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
            try (var statement = connection.prepareStatement(
                    "SELECT id, page, position, time, 'OBJECT', body FROM event WHERE id = ?")) {
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
            try (var statement = connection.prepareStatement(
                    "SELECT id, page, position, time, 'OBJECT', body FROM event WHERE id > ? ORDER BY id LIMIT ?")) {
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
            try (var statement = connection.prepareStatement(
                    "SELECT coalesce((SELECT min(id) - 1 FROM event WHERE record_time >= ?),"
                            + " (SELECT max(id) FROM event), 0)")) {
                statement.setLong(1, recorded.toEpochMilli());
                return statement.executeQuery().getLong(1);
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
                (ObjectNode) CanonicalJson.read(row.getBytes(6)));
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
