package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.scoring.Grade;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.Inputs;
import org.zoneledger.domain.credit.scoring.v1.Scoring;
import org.zoneledger.domain.disclosure.PolicyRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Everything that a subject's grade is made of, as it stands.
 *
 * @param words by scheme: the slots of the agencies' words, vacant ones included
 * @param facts by scheme: the slots of their facts
 * @param evaluations the slot of evaluations
 * @param accreditations by credit code of the evaluator
 * @param grade the grade so far, if there was one
 * @param laws the zone's rule sets, by date
 */
public record Standing(
        Uscc uscc,
        SortedMap<String, Held> words,
        SortedMap<String, Held> facts,
        Optional<LedgerRecord> evaluations,
        SortedMap<String, LedgerRecord> accreditations,
        Optional<LedgerRecord> grade,
        List<GradeLaw> laws) {

    /** Where records come from: the ledger, or an index of it. */
    public interface Source {

        /** The public record under a key. */
        Optional<LedgerRecord> record(String key);

        /** What the agencies hold under a key. */
        Sealed restricted(String key);

        /**
         * Is told of keys that are read next, each of them, so that they can be fetched together.
         *
         * @param records keys of public records
         * @param restricted keys of what the agencies hold
         */
        default void readAhead(List<String> records, List<String> restricted) {}

        /** Both parts of what stands under a key, if anything does; the second is read where the first names something of it. */
        default Optional<Held> held(String key) {
            return record(key).map(record -> held(key, record));
        }

        /** The same of many keys, by key. */
        default Map<String, Held> held(List<String> keys) {
            Map<String, LedgerRecord> records = new TreeMap<>();
            keys.forEach(key -> record(key).ifPresent(record -> records.put(key, record)));
            readAhead(
                    List.of(),
                    records.keySet().stream()
                            .filter(key -> namesMore(records.get(key)))
                            .toList());
            Map<String, Held> held = new TreeMap<>();
            records.forEach((key, record) -> held.put(key, held(key, record)));
            return held;
        }

        private Held held(String key, LedgerRecord record) {
            JsonNode named = record.node().path("restricted");
            return new Held(record, namesMore(record) ? restricted(key).namedBy(named) : Sealed.none());
        }
    }

    private static boolean namesMore(LedgerRecord record) {
        return !record.node().path("restricted").isEmpty();
    }

    /** A record with the restricted values that its digests name. */
    public record Held(LedgerRecord record, Sealed restricted) {

        /** What the agencies hold next under this key: the first value binds it to its owner, later ones leave it bound. */
        Write next(String key, Sealed values, String owner) {
            Write write = Write.restricted(key, values.bytes());
            return restricted.isEmpty() ? write.ownedBy(List.of(owner)) : write;
        }
    }

    public Standing {
        words = byName(words);
        facts = byName(facts);
        accreditations = byName(accreditations);
        laws = List.copyOf(laws);
    }

    /** In the natural order, whatever order the map was sorted in. */
    private static <T> SortedMap<String, T> byName(SortedMap<String, T> map) {
        SortedMap<String, T> sorted = new TreeMap<>();
        sorted.putAll(map);
        return sorted;
    }

    /** Reads what stands of a subject, single keys only. */
    public static Standing load(Uscc uscc, Source source) {
        SortedMap<String, String> words = keys(scheme -> CreditRules.key(scheme, uscc));
        SortedMap<String, String> facts = keys(scheme -> FactRules.key(scheme, uscc));
        List<String> slots =
                Stream.concat(words.values().stream(), facts.values().stream()).toList();
        List<String> rest = List.of(EvaluationRules.key(uscc), GradeRules.key(uscc), PolicyRules.GRADE_KEY);
        source.readAhead(Stream.concat(slots.stream(), rest.stream()).toList(), List.of());
        Map<String, Held> held = source.held(slots);
        Optional<LedgerRecord> evaluations = source.record(EvaluationRules.key(uscc));
        SortedMap<String, LedgerRecord> accreditations = new TreeMap<>();
        evaluations.ifPresent(slot -> slot.node()
                .path("evaluations")
                .forEach(each -> accreditation(each.path("evaluator").asText(), source, accreditations)));
        return new Standing(
                uscc,
                of(words, held),
                of(facts, held),
                evaluations,
                accreditations,
                source.record(GradeRules.key(uscc)),
                laws(source));
    }

    private static SortedMap<String, String> keys(UnaryOperator<String> ofScheme) {
        SortedMap<String, String> keys = new TreeMap<>();
        Competence.creditSchemes().keySet().forEach(scheme -> keys.put(scheme, ofScheme.apply(scheme)));
        return keys;
    }

    private static SortedMap<String, Held> of(SortedMap<String, String> keys, Map<String, Held> held) {
        SortedMap<String, Held> slots = new TreeMap<>();
        keys.forEach((scheme, key) -> Optional.ofNullable(held.get(key)).ifPresent(found -> slots.put(scheme, found)));
        return slots;
    }

    private static void accreditation(String evaluator, Source source, SortedMap<String, LedgerRecord> into) {
        source.record(EvaluationRules.accreditationKey(evaluator)).ifPresent(found -> into.put(evaluator, found));
    }

    /** The zone's rule sets, by date: those of the software and those that the agencies have enacted. */
    public static List<GradeLaw> laws(Source source) {
        return GradeLaw.all(PolicyRules.gradeLaws(source.record(PolicyRules.GRADE_KEY)));
    }

    /** The slot of an agency's word; refuses a subject that has none. */
    public LedgerRecord word(String scheme) {
        return wordOf(scheme).record();
    }

    /** The same with its restricted values. */
    Held wordOf(String scheme) {
        return slot(words, scheme);
    }

    /** The slot of an agency's facts; refuses a subject that has none. */
    public Held factsOf(String scheme) {
        return slot(facts, scheme);
    }

    private static Held slot(SortedMap<String, Held> slots, String scheme) {
        Held found = slots.get(scheme);
        if (found == null) {
            throw Refusal.of(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    "the subject has no accepted filing and so no slot for a credit word");
        }
        return found;
    }

    Standing withWord(String scheme, Held word) {
        Standing changed = copy(evaluations);
        changed.words.put(scheme, word);
        return changed;
    }

    Standing withFacts(String scheme, Held roll) {
        Standing changed = copy(evaluations);
        changed.facts.put(scheme, roll);
        return changed;
    }

    Standing withEvaluations(LedgerRecord slot, String evaluator, LedgerRecord accreditation) {
        Standing changed = copy(Optional.of(slot));
        changed.accreditations.put(evaluator, accreditation);
        return changed;
    }

    private Standing copy(Optional<LedgerRecord> slot) {
        return new Standing(uscc, words, facts, slot, accreditations, grade, laws);
    }

    /** The grade that this makes on a day. */
    public Grade gradeOn(LocalDate day) {
        return gradeUnder(GradeLaw.inForce(laws, day), day);
    }

    /** The grade that this would make on a day under another rule set. */
    public Grade gradeUnder(GradeLaw law, LocalDate day) {
        return grade(inputs(), law, day);
    }

    /** The grade that other inputs would make on a day. */
    Grade gradeOf(Inputs other, LocalDate day) {
        return grade(other, GradeLaw.inForce(laws, day), day);
    }

    private Grade grade(Inputs given, GradeLaw law, LocalDate day) {
        return Scoring.grade(given, law, law.replacedOn(laws), day);
    }

    /** What the scoring function is given. */
    public Inputs inputs() {
        List<Inputs.Word> given = new ArrayList<>();
        words.forEach((scheme, held) -> word(scheme, held).ifPresent(given::add));
        List<Inputs.Found> found = new ArrayList<>();
        facts.forEach((scheme, held) -> FactRules.facts(held.restricted())
                .forEach(fact -> found.add(new Inputs.Found(
                        scheme, FactRules.key(scheme, uscc), held.record().version(), fact))));
        List<Inputs.Evaluation> evaluated = new ArrayList<>();
        evaluations.ifPresent(slot -> slot.node().path("evaluations").forEach(each -> evaluation(slot.version(), each)
                .ifPresent(evaluated::add)));
        return new Inputs(given, found, evaluated);
    }

    private Optional<Inputs.Word> word(String scheme, Held held) {
        JsonNode node = held.record().node();
        if (!held.record().text("status").equals("EFFECTIVE")) {
            return Optional.empty();
        }
        boolean isOpen = node.has("openClass");
        JsonNode code =
                isOpen ? node.path("openClass") : held.restricted().values().path("classCode");
        if (!code.isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new Inputs.Word(
                scheme,
                CreditRules.key(scheme, uscc),
                held.record().version(),
                held.record().text("ruleset"),
                code.asText(),
                isOpen,
                LocalDate.parse(held.record().text("validFrom")),
                LocalDate.parse(held.record().text("validTo"))));
    }

    private Optional<Inputs.Evaluation> evaluation(long version, JsonNode each) {
        String evaluator = each.path("evaluator").asText();
        return Optional.ofNullable(accreditations.get(evaluator)).map(accreditation -> {
            LocalDate to = LocalDate.parse(each.path("validTo").asText());
            LocalDate accreditedTo = LocalDate.parse(accreditation.text("validTo"));
            return new Inputs.Evaluation(
                    evaluator,
                    EvaluationRules.key(uscc),
                    version,
                    each.path("score").asInt(),
                    LocalDate.parse(each.path("validFrom").asText()),
                    to.isBefore(accreditedTo) ? to : accreditedTo);
        });
    }
}
