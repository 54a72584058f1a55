package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;

/** The public events of pages, one row each, and a row for every EPC or class they name. */
final class EventProjection implements Projection {

    private static final String PAGE = "page/";

    @Override
    public void apply(Connection connection, LedgerBlock block) throws SQLException {
        for (LedgerTransaction transaction : block.transactions()) {
            for (PublicWrite write : transaction.writes()) {
                if (write.key().startsWith(PAGE)) {
                    String page = write.key().substring(PAGE.length());
                    events(connection, page, Page.readEvents(Zstandard.expand(write.value())));
                }
            }
        }
    }

    private static void events(Connection connection, String page, List<ObjectNode> events) throws SQLException {
        try (var event = connection.prepareStatement(
                        "INSERT INTO event (page, position, time, body) VALUES (?, ?, ?, ?)",
                        Statement.RETURN_GENERATED_KEYS);
                var epc = connection.prepareStatement("INSERT OR IGNORE INTO event_epc VALUES (?, ?, ?, ?)")) {
            for (int i = 0; i < events.size(); i++) {
                long time = OffsetDateTime.parse(events.get(i).path("eventTime").asText())
                        .toInstant()
                        .toEpochMilli();
                event.setString(1, page);
                event.setInt(2, i);
                event.setLong(3, time);
                event.setBytes(4, CanonicalJson.bytes(events.get(i)));
                event.executeUpdate();
                long id;
                try (var keys = event.getGeneratedKeys()) {
                    id = keys.getLong(1);
                }
                for (EventRules.Mention mention : EventRules.mentions(events.get(i))) {
                    epc.setString(1, mention.link().uri());
                    epc.setLong(2, time);
                    epc.setLong(3, id);
                    epc.setString(4, mention.part().name());
                    epc.addBatch();
                }
                epc.executeBatch();
            }
        }
    }
}
