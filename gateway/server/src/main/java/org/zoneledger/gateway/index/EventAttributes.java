package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.EpcUri;

/**
 * The public values by which events are found: {@code type}, {@code action}, {@code bizStep} and {@code disposition} as bare words,
 * {@code readPoint} and {@code bizLocation} as canonical URIs, {@code eventID}, {@code transformationID}, and {@code ilmd {name}}.
 */
final class EventAttributes {

    private EventAttributes() {}

    /** What an event has of them. */
    static Map<String, String> of(ObjectNode event) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : new String[] {"type", "action", "eventID", "transformationID"}) {
            put(found, name, event.path(name).asText());
        }
        for (String name : new String[] {"bizStep", "disposition"}) {
            put(found, name, Custody.bare(event.path(name).asText()));
        }
        for (String name : new String[] {"readPoint", "bizLocation"}) {
            put(found, name, place(event.path(name).path("id").asText()));
        }
        for (Map.Entry<String, JsonNode> each : event.path("ilmd").properties()) {
            put(found, "ilmd " + each.getKey(), each.getValue().asText());
        }
        return found;
    }

    private static void put(Map<String, String> found, String name, String value) {
        if (!value.isEmpty()) {
            found.put(name, value);
        }
    }

    private static String place(String id) {
        try {
            return id.isEmpty() ? "" : EpcUri.parse(id).uri();
        } catch (RefusalException notOfGs1) {
            return id;
        }
    }
}
