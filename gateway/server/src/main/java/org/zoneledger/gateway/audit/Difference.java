package org.zoneledger.gateway.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One field that two versions of a record do not have alike.
 *
 * @param field dotted path through objects
 * @param before its value, when the older version has it
 * @param after its value, when the newer version has it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Difference(String field, Optional<JsonNode> before, Optional<JsonNode> after) {

    /** Every field that differs, by its path. */
    static List<Difference> between(ObjectNode before, ObjectNode after) {
        List<Difference> found = new ArrayList<>();
        collect(before, after, "", found);
        return found;
    }

    private static void collect(ObjectNode before, ObjectNode after, String path, List<Difference> found) {
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode older = before.get(name);
            JsonNode newer = after.get(name);
            if (older instanceof ObjectNode olderObject && newer instanceof ObjectNode newerObject) {
                collect(olderObject, newerObject, path + name + ".", found);
            } else if (older == null || !older.equals(newer)) {
                found.add(new Difference(path + name, Optional.ofNullable(older), Optional.ofNullable(newer)));
            }
        }
    }
}
