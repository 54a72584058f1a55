package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Which events were declared wrong (EPCIS 2.0, section 7.4.1.4): an event with the same {@code eventID} and an error declaration, captured
 * by the same enterprise. Nobody takes back what another has said.
 *
 * <p>A declaration may come before what it is about, so that the rows do not depend on the order.
 */
final class DeclarationProjection {

    private final Connection connection;
    private final EventHashes hashes;
    private final PreparedStatement declare;
    private final PreparedStatement declared;
    private final PreparedStatement mark;
    private final PreparedStatement markEarlier;

    DeclarationProjection(Connection connection, EventHashes hashes) throws SQLException {
        this.connection = connection;
        this.hashes = hashes;
        declare = connection.prepareStatement("INSERT INTO declaration VALUES (?, ?, ?)");
        declared = connection.prepareStatement("SELECT min(event) FROM declaration WHERE sender = ? AND event_id = ?");
        mark = connection.prepareStatement("INSERT INTO erroneous VALUES (?, ?, ?)");
        markEarlier = connection.prepareStatement("INSERT OR IGNORE INTO erroneous SELECT e.id, ?1, ?1 FROM event e"
                + " JOIN page p ON p.id = e.page JOIN record r ON r.key = 'pagehead/' || p.name"
                + " WHERE e.id = ?4 AND json_extract(CAST(e.body AS TEXT), '$.eventID') = ?2 AND r.owner = ?3");
    }

    void add(IndexedEvent event) throws SQLException {
        String eventID = event.body().path("eventID").asText();
        if (event.isDeclaration() && !eventID.isEmpty()) {
            declare.setString(1, event.sender());
            declare.setString(2, eventID);
            declare.setLong(3, event.id());
            declare.executeUpdate();
        }
        long first = eventID.isEmpty() ? 0 : declared(event.sender(), eventID);
        if (event.isDeclaration() || first > 0) {
            mark.setLong(1, event.id());
            mark.setLong(2, first > 0 ? first : event.id());
            mark.setLong(3, event.isDeclaration() ? 0 : first);
            mark.executeUpdate();
        }
        if (first == event.id()) {
            markEarlier.setLong(1, first);
            markEarlier.setString(2, eventID);
            markEarlier.setString(3, event.sender());
            hashes.flush();
            for (long earlier : EventHashes.find(connection, EventHashes.of(eventID))) {
                markEarlier.setLong(4, earlier);
                markEarlier.executeUpdate();
            }
        }
    }

    private long declared(String sender, String eventID) throws SQLException {
        declared.setString(1, sender);
        declared.setString(2, eventID);
        try (var rows = declared.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    void close() throws SQLException {
        declare.close();
        declared.close();
        mark.close();
        markEarlier.close();
    }
}
