package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.EpcUri;

/**
 * The public values by which events are found: {@code type}, {@code action}, {@code bizStep} and {@code disposition} as bare words,
 * {@code readPoint} and {@code bizLocation} as canonical URIs, {@code transformationID}, and {@code ilmd {name}}.
 */
final class EventAttributes {

    private EventAttributes() {}

    /**
     * What an event says of one matter: what happened, where, or a single value.
     *
     * @param texts names and values by turns, as they stand in the event; a value that is not there is empty
     */
    record Trait(List<String> texts) {

        /** The values, without those that are not there. */
        Map<String, String> values() {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < texts.size(); i += 2) {
                String value = canonical(texts.get(i), texts.get(i + 1));
                if (!value.isEmpty()) {
                    values.put(texts.get(i), value);
                }
            }
            return values;
        }
    }

    /** What an event has of them. */
    static List<Trait> of(ObjectNode event) {
        List<Trait> traits = new ArrayList<>();
        traits.add(new Trait(List.of(
                "type", event.path("type").asText(),
                "action", event.path("action").asText(),
                "bizStep", event.path("bizStep").asText(),
                "disposition", event.path("disposition").asText())));
        if (event.has("readPoint") || event.has("bizLocation")) {
            traits.add(new Trait(List.of(
                    "readPoint", event.path("readPoint").path("id").asText(),
                    "bizLocation", event.path("bizLocation").path("id").asText())));
        }
        if (event.has("transformationID")) {
            traits.add(single("transformationID", event.path("transformationID")));
        }
        for (Map.Entry<String, JsonNode> each : event.path("ilmd").properties()) {
            traits.add(single("ilmd " + each.getKey(), each.getValue()));
        }
        return traits;
    }

    private static Trait single(String name, JsonNode value) {
        return new Trait(List.of(name, value.asText()));
    }

    private static String canonical(String name, String value) {
        return switch (name) {
            case "bizStep", "disposition" -> Custody.bare(value);
            case "readPoint", "bizLocation" -> place(value);
            default -> value;
        };
    }

    private static String place(String id) {
        try {
            return id.isEmpty() ? "" : EpcUri.parse(id).uri();
        } catch (RefusalException notOfGs1) {
            return id;
        }
    }
}
