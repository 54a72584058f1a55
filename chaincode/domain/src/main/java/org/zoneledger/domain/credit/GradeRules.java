package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.scoring.Grade;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/**
 * The zone's grade of a subject (综合评价): made anew in the transaction that changes an input, and on request when time has.
 *
 * <p>In public stand the letter, the rule set, the records it was made from by key and version, and the rules whose ground everybody may
 * know. Score, parts and the other rules are restricted: out of the exact score one could compute a class that the law does not publish.
 */
public final class GradeRules {

    /** What the keys of grades begin with. */
    public static final String KEYS = "grade/";

    private GradeRules() {}

    /** Ledger key of a subject's grade. */
    public static String key(Uscc uscc) {
        return KEYS + uscc.value();
    }

    /**
     * Decides on a request to make the grade anew because days have passed or the rule set has changed; the answer is a replay when it
     * would be the same.
     */
    public static Decision regrade(Standing standing, Caller caller, Instant at, byte[] seed) {
        caller.mustBeOfficerOfOne(Competence.agencies());
        standing.word(Competence.schemes().firstKey());
        LocalDate day = LocalDate.ofInstant(at, CreditRules.BEIJING);
        if (standing.grade()
                .filter(grade -> stands(grade, standing, standing.gradeOn(day)))
                .isPresent()) {
            return Decision.replay(
                    key(standing.uscc()), standing.grade().orElseThrow().version());
        }
        List<Write> writes = write(standing, key(standing.uscc()), caller, at, seed);
        return Decision.of(key(standing.uscc()), version(standing), writes);
    }

    private static boolean stands(LedgerRecord grade, Standing standing, Grade now) {
        return grade.text("law").equals(now.law())
                && grade.text("grade").equals(now.letter().name())
                && grade.text("until")
                        .equals(now.until().map(LocalDate::toString).orElse(""))
                && CanonicalJson.text(grade.node().path("inputs")).equals(CanonicalJson.text(inputs(standing, now)));
    }

    /**
     * The writes of a grade.
     *
     * @param standing with the change that made it necessary
     * @param because key of the record that changed
     * @param seed salt seed, see {@link Sealed#seal}
     */
    static List<Write> write(Standing standing, String because, Caller caller, Instant at, byte[] seed) {
        Grade grade = standing.gradeOn(LocalDate.ofInstant(at, CreditRules.BEIJING));
        Sealed sealed = Sealed.seal(restricted(grade), seed);
        ObjectNode node = open(standing.uscc(), grade);
        node.put("schema", 1);
        node.put("because", because);
        node.set("inputs", inputs(standing, grade));
        ArrayNode rules = node.putArray("rules");
        grade.reasons().stream().filter(Grade.Reason::isOpen).forEach(reason -> rules.add(reason.rule()));
        node.set("restricted", sealed.digests());
        node.put("version", version(standing));
        String key = key(standing.uscc());
        byte[] bytes = new LedgerRecord(node).stamp(caller, at).bytes();
        return List.of(Write.open(key, bytes), Write.restricted(key, sealed.bytes()));
    }

    private static long version(Standing standing) {
        return standing.grade().map(LedgerRecord::version).orElse(0L) + 1;
    }

    /** What everybody may know of a grade by itself: {type, uscc, grade, law, function, on, until?}. */
    public static ObjectNode open(Uscc uscc, Grade grade) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "grade");
        node.put("uscc", uscc.value());
        node.put("grade", grade.letter().name());
        node.put("law", grade.law());
        node.put("function", grade.function());
        node.put("on", grade.on().toString());
        grade.until().ifPresent(until -> node.put("until", until.toString()));
        return node;
    }

    /** What is not for everybody: {score?, parts, reasons}. */
    public static ObjectNode restricted(Grade grade) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        grade.score().ifPresent(score -> values.put("score", score));
        values.set("parts", grade.partNodes());
        values.set("reasons", grade.reasonNodes());
        return values;
    }

    /** The records that counted, {key, version}, by key; an evaluation counts by its evaluator's accreditation. */
    private static ArrayNode inputs(Standing standing, Grade grade) {
        SortedMap<String, Long> versions = new TreeMap<>();
        for (Grade.Part part : grade.parts()) {
            versions.put(part.key(), part.version());
            Optional.ofNullable(standing.accreditations().get(part.what()))
                    .ifPresent(found -> versions.put(EvaluationRules.accreditationKey(part.what()), found.version()));
        }
        ArrayNode inputs = JsonNodeFactory.instance.arrayNode();
        versions.forEach((key, version) -> inputs.addObject().put("key", key).put("version", version));
        return inputs;
    }
}
