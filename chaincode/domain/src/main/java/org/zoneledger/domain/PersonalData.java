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
        // without the path first: it is only needed for the refusal
        if (occursIn(node)) {
            refuseAt(node, path);
        }
    }

    private static boolean occursIn(JsonNode node) {
        if ((node.isTextual() || node.isNumber()) && occursIn(node.asText())) {
            return true;
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (occursIn(item)) {
                    return true;
                }
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (occursIn(field.getKey()) || occursIn(field.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static void refuseAt(JsonNode node, String path) {
        if (node.isTextual() || node.isNumber()) {
            refuseAt(node.asText(), path);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseAt(node.get(i), path + "[" + i + "]");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            refuseAt(field.getKey(), path);
            refuseAt(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
        }
    }

    private static void refuseAt(String text, String path) {
        if (occursIn(text)) {
            throw Refusal.of(
                    Code.PERSONAL_DATA, path, "the text holds a resident identity number, which is never stored");
        }
    }

    private static boolean occursIn(String text) {
        return text.length() >= 18 && ResidentId.occursIn(text);
    }
}
