package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.EventRules.Part;

/**
 * A public event on its way into the index.
 *
 * @param id of its row
 * @param time milliseconds since 1970
 * @param sender credit code of the enterprise that captured it
 * @param named what it names, in the order of the event
 */
record IndexedEvent(long id, ObjectNode body, long time, String sender, List<Named> named) {

    /**
     * One mention.
     *
     * @param uri the thing, by its finest key
     * @param batch the batch that the event says it is of
     */
    record Named(Part part, String uri, Optional<String> batch) {}

    IndexedEvent(long id, ObjectNode body, String sender) {
        this(
                id,
                body,
                OffsetDateTime.parse(body.path("eventTime").asText())
                        .toInstant()
                        .toEpochMilli(),
                sender,
                EventRules.mentions(body).stream()
                        .map(mention -> named(body, mention))
                        .toList());
    }

    /** Whether it says that an event was wrong, and nothing else. */
    boolean isDeclaration() {
        return body.has("errorDeclaration");
    }

    private static Named named(ObjectNode body, EventRules.Mention mention) {
        Optional<DigitalLink> batch = Things.batchOf(mention.link())
                .or(() -> mention.part() == Part.OBJECT || mention.part() == Part.OUTPUT
                        ? lot(
                                mention.link(),
                                body.path("ilmd").path("cbvmda:lotNumber").asText())
                        : Optional.empty());
        return new Named(mention.part(), Things.of(mention.link()).uri(), batch.map(DigitalLink::uri));
    }

    private static Optional<DigitalLink> lot(DigitalLink link, String lot) {
        if (!(link instanceof DigitalLink.Item item) || item.serial().isEmpty() || lot.isEmpty()) {
            return Optional.empty();
        }
        return batch(item.gtin(), lot);
    }

    private static Optional<DigitalLink> batch(Gtin gtin, String lot) {
        try {
            return Optional.of(DigitalLink.Item.batch(gtin, lot));
        } catch (RefusalException noBatchNumber) {
            // ilmd is free text, so it may hold what no label could
            return Optional.empty();
        }
    }
}
