package org.zoneledger.domain.credit.scoring.v1;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.zoneledger.domain.credit.Fact;
import org.zoneledger.domain.credit.RepairLaw;
import org.zoneledger.domain.credit.scoring.Grade;
import org.zoneledger.domain.credit.scoring.Grade.Part;
import org.zoneledger.domain.credit.scoring.Grade.Reason;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.domain.credit.scoring.Inputs;

/**
 * The zone's grade, first version of the function ({@code credit/scoring/v1}). In integers; what is divided is rounded down.
 *
 * <ol>
 *   <li>A word, fact or evaluation counts on the days of its period; outside it is unknown, neither good nor bad.
 *   <li>Score: weighted mean of the points of the known words and of the evaluators' mean, less the deduction of each adverse fact, not
 *       below 0. Evaluators have at most their share of the whole weight, and none where no agency's word is known.
 *   <li>Letter by thresholds; B when no word is known.
 *   <li>B at best without one of the leading classes, and while too little weight is known.
 *   <li>C at best with a class that warns or a serious fact; D with a red line or a listing among serious facts.
 * </ol>
 *
 * The last step is applied to everything that is known, so one red line is enough whatever the score.
 */
public final class Scoring {

    /** What the evaluators say together. */
    private static final String EVALUATORS = "EVALUATORS";

    private static final int PER_CENT = 100;

    private final Inputs inputs;
    private final GradeLaw law;
    private final LocalDate day;
    private final List<Part> parts = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();
    private Letter letter = Letter.B;

    private Scoring(Inputs inputs, GradeLaw law, LocalDate day) {
        this.inputs = inputs;
        this.law = law;
        this.day = day;
    }

    /**
     * The grade of a subject.
     *
     * @param law rule set of the day
     * @param replacedOn first day of the rule set that follows, if one is known
     * @param day in Beijing
     */
    public static Grade grade(Inputs inputs, GradeLaw law, Optional<LocalDate> replacedOn, LocalDate day) {
        return new Scoring(inputs, law, day).grade(replacedOn);
    }

    private Grade grade(Optional<LocalDate> replacedOn) {
        int known = weighWords();
        weighEvaluations(known);
        deductFacts();
        Optional<Integer> score = score(known);
        reach(score);
        if (letter == Letter.A) {
            withhold(known);
        }
        lower("WARNING", Letter.C, this::warns);
        lower("RED_LINE", Letter.D, this::isRedLine);
        return new Grade(letter, score, law.id(), law.function(), day, until(replacedOn), parts, reasons);
    }

    private int weighWords() {
        int known = 0;
        for (Inputs.Word word : inputs.words()) {
            int weight = law.weights().getOrDefault(word.scheme(), 0);
            if (isWithin(word.validFrom(), word.validTo())) {
                parts.add(new Part(
                        word.key(),
                        word.version(),
                        word.ruleset() + ":" + word.classCode(),
                        word.isOpen(),
                        weight,
                        law.points(word.ruleset(), word.classCode())));
                known += weight;
            }
        }
        return known;
    }

    /** All evaluators share one weight, so that many of them say no more than one. */
    private void weighEvaluations(int known) {
        List<Inputs.Evaluation> counted = inputs.evaluations().stream()
                .filter(each -> isWithin(each.validFrom(), each.validTo()))
                .toList();
        int most = known * law.mostPercent() / (PER_CENT - law.mostPercent());
        int weight = Math.min(law.thirdPartyWeight(), most);
        if (counted.isEmpty() || weight == 0) {
            return;
        }
        for (Inputs.Evaluation each : counted) {
            parts.add(new Part(each.key(), each.version(), each.evaluator(), true, 0, each.score()));
        }
        int mean = counted.stream().mapToInt(Inputs.Evaluation::score).sum() / counted.size();
        Inputs.Evaluation any = counted.get(0);
        parts.add(new Part(any.key(), any.version(), EVALUATORS, true, weight, mean));
    }

    private void deductFacts() {
        for (Inputs.Found found : inputs.facts()) {
            Fact fact = found.fact();
            if (fact.counts(day)) {
                Fact.Severity severity = fact.severity().orElseThrow();
                parts.add(new Part(
                        found.key(),
                        found.version(),
                        found.what(),
                        fact.isPublished(day),
                        0,
                        -law.deductions().get(severity)));
            }
        }
    }

    private Optional<Integer> score(int known) {
        if (known == 0) {
            return Optional.empty();
        }
        int weight = parts.stream().mapToInt(Part::weight).sum();
        int sum = parts.stream().mapToInt(part -> part.weight() * part.points()).sum();
        int deducted = parts.stream()
                .filter(part -> part.points() < 0)
                .mapToInt(Part::points)
                .sum();
        return Optional.of(Math.max(0, sum / weight + deducted));
    }

    private void reach(Optional<Integer> score) {
        letter = score.map(points -> Stream.of(Letter.A, Letter.B, Letter.C)
                        .filter(each -> points >= law.thresholds().get(each))
                        .findFirst()
                        .orElse(Letter.D))
                .orElse(Letter.B);
        reasons.add(new Reason(score.isPresent() ? "SCORE" : "NOTHING_KNOWN", "", letter, true));
    }

    private void withhold(int known) {
        boolean leads = parts.stream().anyMatch(part -> law.leads().contains(part.what()));
        if (known < law.enoughWeight() || !leads) {
            letter = Letter.B;
            reasons.add(new Reason(leads ? "LITTLE_KNOWN" : "NO_LEAD", "", letter, true));
        }
    }

    private void lower(String rule, Letter best, Predicate<Part> applies) {
        for (Part part : parts) {
            if (applies.test(part)) {
                letter = letter.worst(best);
                reasons.add(new Reason(rule, part.what(), letter, part.isOpen()));
            }
        }
    }

    private boolean warns(Part part) {
        return law.warnings().contains(part.what()) || (isSerious(part) && !isRedLine(part));
    }

    private boolean isRedLine(Part part) {
        return law.redLines().contains(part.what())
                || part.what().startsWith(Fact.Kind.LISTING + ":" + Fact.Severity.SERIOUS + ":");
    }

    private static boolean isSerious(Part part) {
        return part.what().contains(":" + Fact.Severity.SERIOUS + ":");
    }

    /** The day before the first one on which a period of an input begins or ends, or the order that measures it changes. */
    private Optional<LocalDate> until(Optional<LocalDate> replacedOn) {
        Stream<LocalDate> words = inputs.words().stream()
                .flatMap(word -> Stream.of(word.validFrom(), word.validTo().plusDays(1)));
        Stream<LocalDate> evaluations = inputs.evaluations().stream()
                .flatMap(each -> Stream.of(each.validFrom(), each.validTo().plusDays(1)));
        Stream<LocalDate> facts =
                inputs.facts().stream().map(Inputs.Found::fact).flatMap(this::changes);
        return Stream.of(words, evaluations, facts, replacedOn.stream())
                .flatMap(days -> days)
                .filter(change -> change.isAfter(day))
                .min(LocalDate::compareTo)
                .map(change -> change.minusDays(1));
    }

    private Stream<LocalDate> changes(Fact fact) {
        return Stream.of(
                        Optional.of(fact.foundOn()),
                        fact.publishedFrom(),
                        fact.publishedFrom().flatMap(from -> RepairLaw.changeAfter(day)),
                        fact.suspendedTo().map(to -> to.plusDays(1)),
                        fact.lastPublished(day).map(last -> last.plusDays(1)))
                .flatMap(Optional::stream);
    }

    private boolean isWithin(LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
