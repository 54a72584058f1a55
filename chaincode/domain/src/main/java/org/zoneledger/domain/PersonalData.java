package org.zoneledger.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.ResidentId;

/** Keeps resident identity numbers off the ledger, wherever in a document they stand (PIPL, domain rule: never stored). */
public final class PersonalData {

    private PersonalData() {}

    /** Refuses with PERSONAL_DATA and the path when any text or name in the document holds a valid resident identity number. */
    public static void refuseIn(JsonNode node) {
        refuseIn(node, "");
    }

    /** The same for a part that stands at a path of a larger document. */
    public static void refuseIn(JsonNode node, String path) {
        if (node.isTextual() || node.isNumber()) {
            refuseIn(node.asText(), path);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseIn(node.get(i), path + "[" + i + "]");
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            refuseIn(field.getKey(), path);
            refuseIn(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
        }
    }

    private static void refuseIn(String text, String path) {
        if (text.length() >= 18 && ResidentId.occursIn(text)) {
            throw Refusal.of(
                    Code.PERSONAL_DATA, path, "the text holds a resident identity number, which is never stored");
        }
    }
}
