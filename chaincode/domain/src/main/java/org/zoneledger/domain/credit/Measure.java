package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.scoring.Grade;

/**
 * What an agency does with a subject because of somebody's word (联合奖惩): never stored, always derived from what stands and what the agency
 * has recognised once. So a measure ends in the commit that ends its ground.
 *
 * @param msp agency that takes it
 * @param ruleId the agency's recognition rule
 * @param item of the catalogue of measures
 * @param legalBasis of the rule
 * @param because what it rests on, see {@link Grade.Part#what}, or {@code grade:} and the letter
 * @param key ledger key of the record that says so
 * @param version of that record
 * @param isOpen whether everybody may know the ground
 */
public record Measure(
        String msp,
        String ruleId,
        String item,
        String legalBasis,
        String because,
        String key,
        long version,
        boolean isOpen) {

    private static final Map<String, Item> CATALOGUE = load();

    /** A measure that the catalogue knows; there are no others. */
    public record Item(String item, boolean isIncentive, String zh, String en) {}

    /** The measure of the catalogue; refuses with VALUE_INVALID what is not in it. */
    public static Item item(String item) {
        Item found = CATALOGUE.get(item);
        if (found == null) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the catalogue has no such measure");
        }
        return found;
    }

    /** The catalogue, in its order. */
    public static List<Item> catalogue() {
        return List.copyOf(CATALOGUE.values());
    }

    /**
     * The measures that stand.
     *
     * @param grade with its parts
     * @param gradeRecord its record, for subject and version
     * @param recognitions of the agencies, in their order
     */
    public static List<Measure> of(Grade grade, LedgerRecord gradeRecord, List<LedgerRecord> recognitions) {
        List<Measure> measures = new ArrayList<>();
        for (LedgerRecord recognition : recognitions) {
            for (JsonNode rule : recognition.node().path("rules")) {
                if (isInForce(rule, grade.on())) {
                    ground(rule.path("on").asText(), grade, gradeRecord)
                            .ifPresent(part -> measures.add(new Measure(
                                    recognition.text("msp"),
                                    rule.path("ruleId").asText(),
                                    rule.path("measure").asText(),
                                    rule.path("legalBasis").asText(),
                                    part.what(),
                                    part.key(),
                                    part.version(),
                                    part.isOpen())));
                }
            }
        }
        return measures;
    }

    private static Optional<Grade.Part> ground(String on, Grade grade, LedgerRecord gradeRecord) {
        if (on.equals("grade:" + grade.letter())) {
            String key = "grade/" + gradeRecord.text("uscc");
            return Optional.of(new Grade.Part(key, gradeRecord.version(), on, true, 0, 0));
        }
        return grade.parts().stream()
                .filter(part -> part.what().equals(on) || part.what().startsWith(on + ":"))
                .findFirst();
    }

    private static boolean isInForce(JsonNode rule, LocalDate day) {
        return !day.isBefore(LocalDate.parse(rule.path("validFrom").asText()))
                && (!rule.has("validTo")
                        || !day.isAfter(LocalDate.parse(rule.path("validTo").asText())));
    }

    /** {msp, ruleId, item}, as a repair names what it has lifted. */
    ObjectNode node() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("msp", msp)
                .put("ruleId", ruleId)
                .put("item", item);
    }

    private static Map<String, Item> load() {
        JsonNode catalogue = LawData.read("measures");
        Map<String, Item> items = new LinkedHashMap<>();
        for (String kind : List.of("incentives", "disciplines")) {
            for (JsonNode node : catalogue.path(kind)) {
                Item item = new Item(
                        node.path("item").asText(),
                        kind.equals("incentives"),
                        node.path("zh").asText(),
                        node.path("en").asText());
                items.put(item.item(), item);
            }
        }
        return items;
    }
}
