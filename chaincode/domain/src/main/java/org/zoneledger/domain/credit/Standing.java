package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
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

        /** Both parts of what stands under a key, if anything does; the second is read where the first names something of it. */
        default Optional<Held> held(String key) {
            return record(key).map(record -> {
                JsonNode named = record.node().path("restricted");
                return new Held(
                        record,
                        named.isEmpty() ? Sealed.none() : restricted(key).namedBy(named));
            });
        }
    }

    /** A record with the restricted values that its digests name. */
    public record Held(LedgerRecord record, Sealed restricted) {}

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
        SortedMap<String, Held> words = new TreeMap<>();
        SortedMap<String, Held> facts = new TreeMap<>();
        for (String scheme : Competence.creditSchemes().keySet()) {
            source.held(CreditRules.key(scheme, uscc)).ifPresent(held -> words.put(scheme, held));
            source.held(FactRules.key(scheme, uscc)).ifPresent(held -> facts.put(scheme, held));
        }
        Optional<LedgerRecord> evaluations = source.record(EvaluationRules.key(uscc));
        SortedMap<String, LedgerRecord> accreditations = new TreeMap<>();
        evaluations.ifPresent(slot -> slot.node()
                .path("evaluations")
                .forEach(each -> accreditation(each.path("evaluator").asText(), source, accreditations)));
        return new Standing(
                uscc, words, facts, evaluations, accreditations, source.record(GradeRules.key(uscc)), laws(source));
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
        return slot(words, scheme).record();
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
