package org.zoneledger.domain.credit.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A grade with everything that made it.
 *
 * @param letter A to D
 * @param score out of 1,000, empty when nothing is known
 * @param law rule set that was applied
 * @param function scoring function by name and version
 * @param on day, in Beijing, for which it was made
 * @param until last day on which it holds if no input changes, empty when time alone changes nothing
 * @param parts every input that counted, in order
 * @param reasons every rule that was applied, in order
 */
public record Grade(
        GradeLaw.Letter letter,
        Optional<Integer> score,
        String law,
        String function,
        LocalDate on,
        Optional<LocalDate> until,
        List<Part> parts,
        List<Reason> reasons) {

    public Grade {
        parts = List.copyOf(parts);
        reasons = List.copyOf(reasons);
    }

    /**
     * One input and what it did.
     *
     * @param key ledger key of the record
     * @param version of that record
     * @param what class as {@code ruleset:class}, fact as {@code kind:severity:factId}, evaluator's credit code, or
     *     {@code EVALUATORS} for their mean
     * @param isOpen whether everybody may know it
     * @param weight in the average; 0 for a fact and for a single evaluation
     * @param points out of 1,000; what a fact takes off is negative
     */
    public record Part(String key, long version, String what, boolean isOpen, int weight, int points) {

        ObjectNode node() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("key", key)
                    .put("version", version)
                    .put("what", what)
                    .put("weight", weight)
                    .put("points", points);
        }
    }

    /**
     * A rule of the scoring function that decided something.
     *
     * @param rule its name
     * @param because the {@link Part#what} that it was applied to, empty when it looks at the whole
     * @param letter the grade after it
     * @param isOpen whether everybody may know it
     */
    public record Reason(String rule, String because, GradeLaw.Letter letter, boolean isOpen) {

        ObjectNode node() {
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("rule", rule);
            if (!because.isEmpty()) {
                node.put("because", because);
            }
            return node.put("letter", letter.name());
        }
    }

    /** The parts as a list of {key, version, what, weight, points}. */
    public ArrayNode partNodes() {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        parts.forEach(part -> nodes.add(part.node()));
        return nodes;
    }

    /** The reasons as a list of {rule, because?, letter}. */
    public ArrayNode reasonNodes() {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        reasons.forEach(reason -> nodes.add(reason.node()));
        return nodes;
    }
}
