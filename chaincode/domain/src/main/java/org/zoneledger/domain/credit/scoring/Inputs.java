package org.zoneledger.domain.credit.scoring;

import java.time.LocalDate;
import java.util.List;
import org.zoneledger.domain.credit.Fact;

/**
 * What a grade is made of, each with the key and version of the record that says so.
 *
 * @param words the agencies' words that were ever given, in the order of their schemes
 * @param facts what agencies have found, in the order of their schemes and then as recorded
 * @param evaluations of accredited evaluators, in the order of their credit codes
 */
public record Inputs(List<Word> words, List<Found> facts, List<Evaluation> evaluations) {

    public Inputs {
        words = List.copyOf(words);
        facts = List.copyOf(facts);
        evaluations = List.copyOf(evaluations);
    }

    /**
     * An agency's class of the subject.
     *
     * @param isOpen whether the law publishes it
     */
    public record Word(
            String scheme,
            String key,
            long version,
            String ruleset,
            String classCode,
            boolean isOpen,
            LocalDate validFrom,
            LocalDate validTo) {}

    /** A fact that an agency has recorded. */
    public record Found(String scheme, String key, long version, Fact fact) {

        /** How an adverse fact is named among the parts of a grade. */
        public String what() {
            return fact.kind() + ":" + fact.severity().orElseThrow() + ":" + fact.factId();
        }
    }

    /**
     * What an evaluator thinks of the subject.
     *
     * @param evaluator credit code
     * @param score 0 to 1,000
     * @param validTo last day of the evaluation or of the accreditation, whichever is earlier
     */
    public record Evaluation(
            String evaluator, String key, long version, int score, LocalDate validFrom, LocalDate validTo) {}
}
