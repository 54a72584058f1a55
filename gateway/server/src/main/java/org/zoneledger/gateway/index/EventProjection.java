package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.provenance.EventRules.Part;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;

/**
 * The public events of pages, one row each, a row for every EPC or class they name, the links that they make between things, and which
 * of them were declared wrong.
 */
final class EventProjection implements Projection {

    private static final String PAGE = "page/";

    @Override
    public void apply(Connection connection, LedgerBlock block) throws SQLException {
        if (block.transactions().stream()
                .flatMap(transaction -> transaction.writes().stream())
                .noneMatch(write -> write.key().startsWith(PAGE))) {
            return;
        }
        try (Rows rows = new Rows(connection)) {
            for (LedgerTransaction transaction : block.transactions()) {
                for (PublicWrite write : transaction.writes()) {
                    if (write.key().startsWith(PAGE)) {
                        String name = write.key().substring(PAGE.length());
                        rows.add(name, transaction, write.value());
                    }
                }
            }
            rows.finish(block.number());
        }
    }

    /** The statements of one block. */
    private static final class Rows implements AutoCloseable {

        private final Connection connection;
        private final PreparedStatement page;
        private final PreparedStatement value;
        private final PreparedStatement event;
        private final PreparedStatement epc;
        private final Interning things;
        private final LinkProjection links;
        private final EventHashes hashes;
        private final AttributeProjection attributes;
        private final DeclarationProjection declarations;
        private long last;

        Rows(Connection connection) throws SQLException {
            this.connection = connection;
            page = connection.prepareStatement("INSERT INTO page VALUES (?, ?, ?, ?)");
            value = connection.prepareStatement("INSERT INTO page_value VALUES (?, ?)");
            event = connection.prepareStatement("INSERT INTO event VALUES (?, ?, ?, ?)");
            epc = connection.prepareStatement("INSERT OR IGNORE INTO event_epc VALUES (?, ?, ?, ?, ?)");
            things = new Interning(connection);
            links = new LinkProjection(connection, things);
            hashes = new EventHashes(connection);
            attributes = new AttributeProjection(connection);
            declarations = new DeclarationProjection(connection, hashes);
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT coalesce(max(id), 0) FROM event")) {
                last = rows.getLong(1);
            }
        }

        void add(String name, LedgerTransaction transaction, byte[] stored) throws SQLException {
            List<ObjectNode> events = Page.readEvents(Zstandard.expand(stored));
            long first = last + 1;
            page.setLong(1, first);
            page.setString(2, name);
            page.setInt(3, events.size());
            page.setLong(4, transaction.at().toEpochMilli());
            page.executeUpdate();
            value.setLong(1, first);
            value.setBytes(2, stored);
            value.executeUpdate();
            for (ObjectNode body : events) {
                IndexedEvent each =
                        new IndexedEvent(++last, body, transaction.signer().uscc());
                add(first, each);
                names(each);
                attributes.add(each);
                declarations.add(each);
                if (!each.isDeclaration()) {
                    links.add(each);
                }
            }
            epc.executeBatch();
            attributes.flush();
            hashes.flush();
        }

        private void add(long page, IndexedEvent each) throws SQLException {
            byte[] body = CanonicalJson.bytes(each.body());
            String eventID = each.body().path("eventID").asText();
            event.setLong(1, each.id());
            event.setLong(2, page);
            event.setLong(3, each.time());
            event.setBytes(4, body);
            event.executeUpdate();
            hashes.add(EventHashes.of(Sha256.digest(body)), each.id());
            if (!eventID.isEmpty()) {
                hashes.add(EventHashes.of(eventID), each.id());
            }
        }

        private void names(IndexedEvent each) throws SQLException {
            Set<String> seen = new HashSet<>();
            for (IndexedEvent.Named named : each.named()) {
                Part part = named.part();
                if (seen.add(part + named.uri())) {
                    epc.setLong(1, things.id(named.uri()));
                    epc.setLong(2, each.time());
                    epc.setLong(3, each.id());
                    epc.setString(4, part.name());
                    epc.setInt(5, Custody.of(each.body(), part).number());
                    epc.addBatch();
                }
            }
        }

        void finish(long block) throws SQLException {
            try (var statement = connection.prepareStatement("INSERT INTO event_block VALUES (?, ?)")) {
                statement.setLong(1, block);
                statement.setLong(2, last);
                statement.executeUpdate();
            }
        }

        @Override
        public void close() throws SQLException {
            links.close();
            attributes.close();
            hashes.close();
            declarations.close();
            things.close();
            epc.close();
            event.close();
            value.close();
            page.close();
        }
    }
}
