package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zoneledger.domain.provenance.EventRules.Part;

/**
 * The links that events make between things: packing and unpacking, what goes into a transformation and comes out, items of batches.
 *
 * <p>Events arrive in any order of their times. A stay is cut when a later capture tells of an earlier unpacking, and a packing that
 * is told late finds the unpacking that ended it, so that the rows do not depend on the order. Events that were declared wrong make links
 * too, and cut stays: whether they count depends on the height that is asked for, see {@link Links}.
 */
final class LinkProjection {

    /** Stands for every child of a parent. */
    private static final long ALL = 0;

    private final Interning things;
    private final PreparedStatement stay;
    private final PreparedStatement ends;
    private final PreparedStatement unpacking;
    private final PreparedStatement cutOne;
    private final PreparedStatement cutAll;
    private final PreparedStatement process;
    private final PreparedStatement newProcess;
    private final PreparedStatement part;
    private final PreparedStatement member;

    LinkProjection(Connection connection, Interning things) throws SQLException {
        this.things = things;
        stay = connection.prepareStatement("INSERT OR IGNORE INTO stay VALUES (?, ?, ?, ?, ?, ?)");
        ends = connection.prepareStatement(Links.END_OF_ANY);
        unpacking = connection.prepareStatement("INSERT OR IGNORE INTO unpacking VALUES (?, ?, ?, ?)");
        String cut = "UPDATE stay SET until = ?1, ended = ?2 WHERE parent = ?3"
                + " AND (since < ?1 OR (since = ?1 AND event < ?2)) AND until > ?1";
        cutAll = connection.prepareStatement(cut);
        cutOne = connection.prepareStatement(
                cut.replace("WHERE parent = ?3", "WHERE child = ?4 AND since <= ?1 AND parent = ?3"));
        process = connection.prepareStatement("SELECT id FROM process WHERE name = ?");
        newProcess = connection.prepareStatement("INSERT INTO process VALUES (?, ?)");
        part = connection.prepareStatement("INSERT OR IGNORE INTO process_part VALUES (?, ?, ?, ?, ?)");
        member = connection.prepareStatement("INSERT OR IGNORE INTO member VALUES (?, ?, ?, ?)");
    }

    void add(IndexedEvent event) throws SQLException {
        contain(event);
        transform(event);
        for (IndexedEvent.Named named : event.named()) {
            if (named.batch().isPresent()) {
                insert(member, things.id(named.batch().get()), event.time(), things.id(named.uri()), event.id());
            }
        }
    }

    private void contain(IndexedEvent event) throws SQLException {
        List<Long> parents = in(event, Part.PARENT);
        String type = event.body().path("type").asText();
        if (parents.isEmpty() || type.equals("TransactionEvent") || type.equals("ObjectEvent")) {
            return;
        }
        List<Long> children = in(event, Part.CHILD);
        String action = event.body().path("action").asText();
        if (action.equals("DELETE")) {
            for (long child : children.isEmpty() ? List.of(ALL) : children) {
                unpack(parents.get(0), child, event);
            }
            return;
        }
        for (long child : children) {
            pack(parents.get(0), child, event, action.equals("OBSERVE"));
        }
    }

    /** A child that was only seen in its parent was in it at that moment; nobody says since when and how long. */
    private void pack(long parent, long child, IndexedEvent event, boolean isMoment) throws SQLException {
        Links.End end = isMoment
                ? new Links.End(event.time(), event.id())
                : Links.end(ends, parent, child, event.time(), event.id(), Long.MAX_VALUE);
        insert(stay, child, event.time(), parent, event.id(), end.time(), end.event());
    }

    private void unpack(long parent, long child, IndexedEvent event) throws SQLException {
        insert(unpacking, parent, child, event.time(), event.id());
        PreparedStatement cut = child == ALL ? cutAll : cutOne;
        cut.setLong(1, event.time());
        cut.setLong(2, event.id());
        cut.setLong(3, parent);
        if (child != ALL) {
            cut.setLong(4, child);
        }
        cut.executeUpdate();
    }

    private void transform(IndexedEvent event) throws SQLException {
        if (!event.body().path("type").asText().equals("TransformationEvent")) {
            return;
        }
        long id = processOf(event);
        for (long input : in(event, Part.INPUT)) {
            insert(part, input, 0, event.time(), id, event.id());
        }
        for (long output : in(event, Part.OUTPUT)) {
            insert(part, output, 1, event.time(), id, event.id());
        }
    }

    /** Nobody adds inputs to another's transformation: an id holds among the events of one sender. */
    private long processOf(IndexedEvent event) throws SQLException {
        String name = event.body().path("transformationID").asText();
        if (name.isEmpty()) {
            return event.id();
        }
        String own = event.sender() + " " + name;
        process.setString(1, own);
        try (var rows = process.executeQuery()) {
            if (rows.next()) {
                return rows.getLong(1);
            }
        }
        newProcess.setString(1, own);
        newProcess.setLong(2, event.id());
        newProcess.executeUpdate();
        return event.id();
    }

    private List<Long> in(IndexedEvent event, Part part) throws SQLException {
        List<Long> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (IndexedEvent.Named named : event.named()) {
            if (named.part() == part && seen.add(named.uri())) {
                found.add(things.id(named.uri()));
            }
        }
        return found;
    }

    private static void insert(PreparedStatement statement, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(1 + i, values[i]);
        }
        statement.executeUpdate();
    }

    void close() throws SQLException {
        for (PreparedStatement each :
                List.of(stay, ends, unpacking, cutOne, cutAll, process, newProcess, part, member)) {
            each.close();
        }
    }
}
