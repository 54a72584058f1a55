package org.zoneledger.domain.credit.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.Fact.Severity;
import org.zoneledger.domain.credit.LawData;
import org.zoneledger.domain.credit.Ruleset;

/**
 * The zone's rule set for its grade (综合评价) from a day on: weights, points, red lines and what follows from a grade (分类监管).
 *
 * @param id name that every grade made under it stores
 * @param function the scoring function, by name and version
 * @param legalBasis the zone's rules
 * @param validFrom first day in force
 * @param weights weight of each scheme
 * @param enoughWeight weight of known words below which no A is given
 * @param thirdPartyWeight weight of the evaluators together
 * @param mostPercent share of the whole weight that evaluators can have at most, in percent
 * @param points points out of 1,000 by rule set of the agency, then by class
 * @param redLines classes that make D, as {@code ruleset:class}
 * @param warnings classes that make C at best
 * @param leads classes of which A needs one
 * @param deductions points taken off for each adverse fact, by severity
 * @param thresholds least score by letter; D has none
 * @param supervision what follows, by letter
 */
public record GradeLaw(
        String id,
        String function,
        String legalBasis,
        LocalDate validFrom,
        SortedMap<String, Integer> weights,
        int enoughWeight,
        int thirdPartyWeight,
        int mostPercent,
        SortedMap<String, SortedMap<String, Integer>> points,
        Set<String> redLines,
        Set<String> warnings,
        Set<String> leads,
        Map<Severity, Integer> deductions,
        Map<Letter, Integer> thresholds,
        Map<Letter, Supervision> supervision) {

    /** Scoring functions that there are. */
    public static final Set<String> FUNCTIONS = Set.of("credit/scoring/v1");

    private static final int MOST_POINTS = 1000;
    private static final List<GradeLaw> BUILT_IN = load();

    /** The grades, best first. */
    public enum Letter {
        A,
        B,
        C,
        D;

        /** The worse of two. */
        public Letter worst(Letter other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /**
     * What agencies do with a subject of a grade.
     *
     * @param inspectionsPerMille declarations out of 1,000 that are inspected
     * @param guarantee word of the rule set
     * @param processing word of the rule set
     * @param audit word of the rule set
     */
    public record Supervision(int inspectionsPerMille, String guarantee, String processing, String audit) {}

    /** Those that the software was built with, and those that four agencies have enacted since, by date. */
    public static List<GradeLaw> all(List<GradeLaw> enacted) {
        List<GradeLaw> all = new ArrayList<>(BUILT_IN);
        all.addAll(enacted);
        return List.copyOf(all);
    }

    /** The rule set in force on a day; refuses with RULESET_UNKNOWN before there was one. */
    public static GradeLaw inForce(List<GradeLaw> laws, LocalDate day) {
        GradeLaw found = null;
        for (GradeLaw law : laws) {
            if (!law.validFrom.isAfter(day)) {
                found = law;
            }
        }
        if (found == null) {
            throw Refusal.of(Code.RULESET_UNKNOWN, "on", "the zone had no rule set for its grade on that day");
        }
        return found;
    }

    /** The first day of the rule set that follows, if one is known. */
    public Optional<LocalDate> replacedOn(List<GradeLaw> laws) {
        return laws.stream()
                .map(GradeLaw::validFrom)
                .filter(from -> from.isAfter(validFrom))
                .findFirst();
    }

    /** Points of a class; refuses with CLASS_UNKNOWN what the rule set does not weigh. */
    public int points(String ruleset, String classCode) {
        Integer found = points.getOrDefault(ruleset, new TreeMap<>()).get(classCode);
        if (found == null) {
            throw Refusal.of(Code.CLASS_UNKNOWN, "points", "the rule set does not weigh a class of " + ruleset);
        }
        return found;
    }

    /**
     * Reads a rule set; refuses one that is not whole: every scheme has its weight and every class of every agency's rule set its points.
     *
     * @param node as {@code grading.json} has it
     */
    public static GradeLaw read(JsonNode node) {
        Fields fields = Fields.of(node);
        String id = fields.text("id", 64);
        String function = fields.text("function", 64);
        if (!FUNCTIONS.contains(function)) {
            throw Refusal.of(Code.RULESET_UNKNOWN, "function", "there is no such scoring function");
        }
        String legalBasis = fields.text("legalBasis", 200);
        LocalDate validFrom = fields.date("validFrom");
        Fields weights = fields.object("weights");
        SortedMap<String, Integer> weightOf = new TreeMap<>();
        for (String scheme : Competence.creditSchemes().keySet()) {
            weightOf.put(scheme, (int) weights.integer(scheme, 0, 100));
        }
        weights.end();
        int enough = (int) fields.integer("enoughWeight", 0, 1000);
        Fields third = fields.object("thirdParty");
        int thirdWeight = (int) third.integer("weight", 0, 100);
        int mostPercent = (int) third.integer("mostPercent", 0, 50);
        third.end();
        SortedMap<String, SortedMap<String, Integer>> points = points(fields.object("points"));
        Set<String> redLines = classes(fields, "redLines");
        Set<String> warnings = classes(fields, "warnings");
        Set<String> leads = classes(fields, "leads");
        Map<Severity, Integer> deductions = new EnumMap<>(Severity.class);
        Fields off = fields.object("deductions");
        for (Severity severity : Severity.values()) {
            deductions.put(severity, (int) off.integer(severity.name(), 0, MOST_POINTS));
        }
        off.end();
        Map<Letter, Integer> thresholds = thresholds(fields.object("thresholds"));
        Map<Letter, Supervision> supervision = supervision(fields.object("supervision"));
        fields.end();
        return new GradeLaw(
                id,
                function,
                legalBasis,
                validFrom,
                weightOf,
                enough,
                thirdWeight,
                mostPercent,
                points,
                redLines,
                warnings,
                leads,
                deductions,
                thresholds,
                supervision);
    }

    private static SortedMap<String, SortedMap<String, Integer>> points(Fields fields) {
        SortedMap<String, SortedMap<String, Integer>> points = new TreeMap<>();
        for (Ruleset ruleset : Ruleset.all()) {
            Fields of = fields.object(ruleset.id());
            SortedMap<String, Integer> byClass = new TreeMap<>();
            ruleset.classes().forEach(each -> byClass.put(each.code(), (int) of.integer(each.code(), 0, MOST_POINTS)));
            of.end();
            points.put(ruleset.id(), byClass);
        }
        fields.end();
        return points;
    }

    private static Set<String> classes(Fields fields, String name) {
        return new TreeSet<>(fields.list(name, 64, text -> {
            String[] parts = text.split(":", 2);
            if (parts.length != 2) {
                throw Refusal.of(Code.VALUE_INVALID, "", "ruleset:class is expected");
            }
            Ruleset.named(parts[0]).classOf(parts[1]);
            return text;
        }));
    }

    private static Map<Letter, Integer> thresholds(Fields fields) {
        Map<Letter, Integer> thresholds = new EnumMap<>(Letter.class);
        int above = MOST_POINTS;
        for (Letter letter : List.of(Letter.A, Letter.B, Letter.C)) {
            above = (int) fields.integer(letter.name(), 0, above);
            thresholds.put(letter, above);
        }
        fields.end();
        return thresholds;
    }

    private static Map<Letter, Supervision> supervision(Fields fields) {
        Map<Letter, Supervision> supervision = new EnumMap<>(Letter.class);
        for (Letter letter : Letter.values()) {
            Fields of = fields.object(letter.name());
            supervision.put(
                    letter,
                    new Supervision(
                            (int) of.integer("inspectionsPerMille", 0, 1000),
                            of.text("guarantee", 40),
                            of.text("processing", 40),
                            of.text("audit", 40)));
            of.end();
        }
        fields.end();
        return supervision;
    }

    private static List<GradeLaw> load() {
        List<GradeLaw> laws = new ArrayList<>();
        for (JsonNode node : LawData.read("grading")) {
            laws.add(read(node));
        }
        return List.copyOf(laws);
    }
}
