package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.disclosure.Tier;

/**
 * The classes of one credit scheme under one law, for as long as that law is in force.
 *
 * @param id name that every assertion made under it stores
 * @param scheme customs, tax, forex, market or commerce
 * @param legalBasis the regulation
 * @param validFrom first day in force
 * @param validTo last day in force, empty while it is
 * @param classes best first
 */
public record Ruleset(
        String id,
        String scheme,
        String legalBasis,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        List<CreditClass> classes) {

    private static final List<Ruleset> ALL = load();

    /**
     * One class.
     *
     * @param code stable code
     * @param rank 1 is best; classes are compared by rank and never by name
     * @param tier T0 when the law publishes the class
     * @param zh name in Chinese
     * @param en name in English
     */
    public record CreditClass(String code, int rank, Tier tier, String zh, String en) {

        /** Whether the law publishes the class. */
        public boolean isOpen() {
            return tier == Tier.T0;
        }
    }

    public Ruleset {
        classes = List.copyOf(classes);
    }

    /** Every known rule set, in the order of their file. */
    public static List<Ruleset> all() {
        return ALL;
    }

    /** The rule set of this name; refuses with RULESET_UNKNOWN. */
    public static Ruleset named(String id) {
        return ALL.stream()
                .filter(ruleset -> ruleset.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.of(Code.RULESET_UNKNOWN, "ruleset", "there is no such rule set"));
    }

    /** The rule set of a scheme in force on a day; refuses with RULESET_UNKNOWN. */
    public static Ruleset inForce(String scheme, LocalDate day) {
        return ALL.stream()
                .filter(ruleset -> ruleset.scheme.equals(scheme) && ruleset.isInForce(day))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.of(Code.RULESET_UNKNOWN, "ruleset", "no rule set of the scheme is in force that day"));
    }

    public boolean isInForce(LocalDate day) {
        return !day.isBefore(validFrom) && validTo.map(to -> !day.isAfter(to)).orElse(true);
    }

    /** The class of this code; refuses with CLASS_UNKNOWN. */
    public CreditClass classOf(String code) {
        return classes.stream()
                .filter(c -> c.code.equals(code))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.of(Code.CLASS_UNKNOWN, "classCode", "the rule set " + id + " has no such class"));
    }

    private static List<Ruleset> load() {
        List<Ruleset> rulesets = new ArrayList<>();
        for (JsonNode node : LawData.read("rulesets")) {
            rulesets.add(read(node));
        }
        return List.copyOf(rulesets);
    }

    private static Ruleset read(JsonNode node) {
        List<CreditClass> classes = new ArrayList<>();
        for (JsonNode c : node.path("classes")) {
            classes.add(new CreditClass(
                    c.path("code").asText(),
                    c.path("rank").asInt(),
                    Tier.valueOf(c.path("tier").asText()),
                    c.path("zh").asText(),
                    c.path("en").asText()));
        }
        return new Ruleset(
                node.path("id").asText(),
                node.path("scheme").asText(),
                node.path("legalBasis").asText(),
                LocalDate.parse(node.path("validFrom").asText()),
                node.has("validTo")
                        ? Optional.of(LocalDate.parse(node.path("validTo").asText()))
                        : Optional.empty(),
                classes);
    }
}
