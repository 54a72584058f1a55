package org.zoneledger.gateway.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records.Placed;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;

/** A version of a record as a CloudEvent 1.0 in JSON (structured mode): what this visitor may see of it. */
final class CloudEventWire {

    private CloudEventWire() {}

    /**
     * The event of a version.
     *
     * @param source of all events of this zone, whichever gateway tells them: source and id name an event
     * @param letterBefore that of the version of a grade before, empty when there was none or it is none
     */
    static ObjectNode of(Placed placed, String source, Visitor visitor, String letterBefore) {
        Version version = placed.version();
        Stored stored = version.stored();
        String type = RecordType.ofKey(stored.key()).orElseThrow().wire();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", placed.place().toString());
        event.put("source", source);
        event.put("type", "org.zoneledger." + type + ".v1");
        event.put("subject", stored.key());
        event.put("time", Fields.format(version.at()));
        event.put("txid", version.txId());
        event.put("recordversion", stored.version());
        String letter = stored.open().path("grade").asText();
        if (!letterBefore.isEmpty() && !letterBefore.equals(letter)) {
            event.put("movedfrom", letterBefore);
            event.put("movedto", letter);
        }
        if (!version.deleted()) {
            event.put("datacontenttype", "application/json");
            event.set("data", visitor.view(type, about(stored), stored.open(), stored.restricted()));
        }
        return event;
    }

    /** Whether an event says that a grade moved. */
    static boolean isMove(ObjectNode event) {
        return event.has("movedfrom");
    }

    /** The enterprise that an event names to this visitor, empty when it names none. */
    static String subject(ObjectNode event) {
        return event.at("/data/uscc").asText();
    }

    /** The enterprise that a record is about, empty when it is about none; some say so in their restricted part alone. */
    private static String about(Stored stored) {
        String open = stored.open().path("uscc").asText();
        return open.isEmpty()
                ? stored.restricted()
                        .map(part -> part.values().path("uscc").asText())
                        .orElse("")
                : open;
    }
}
