package org.zoneledger.domain.credit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.zoneledger.domain.credit.scoring.Grade;
import org.zoneledger.domain.credit.scoring.Inputs;

/**
 * What a subject's grade would be if one input were another: the same function as made it, run again.
 *
 * @param what the input, see {@link Grade.Part#what}
 * @param instead code of the class in its place, empty when the input is left out
 * @param grade that this would make
 */
public record WhatIf(String what, Optional<String> instead, Grade grade) {

    /** For each word that counts and is not of the best class, the best class in its place; for each fact that counts, without it. */
    public static List<WhatIf> of(Standing standing, LocalDate day) {
        Inputs inputs = standing.inputs();
        Set<String> counted =
                standing.gradeOn(day).parts().stream().map(Grade.Part::what).collect(Collectors.toSet());
        List<WhatIf> all = new ArrayList<>();
        for (Inputs.Word word : inputs.words()) {
            String what = word.ruleset() + ":" + word.classCode();
            String best = Ruleset.named(word.ruleset()).classes().get(0).code();
            if (counted.contains(what) && !best.equals(word.classCode())) {
                Inputs other = new Inputs(
                        changed(inputs.words(), each -> each.equals(word) ? better(word, best) : each),
                        inputs.facts(),
                        inputs.evaluations());
                all.add(new WhatIf(what, Optional.of(best), standing.gradeOf(other, day)));
            }
        }
        for (Inputs.Found found : inputs.facts()) {
            if (found.fact().counts(day)) {
                List<Inputs.Found> others = inputs.facts().stream()
                        .filter(each -> !each.equals(found))
                        .toList();
                Inputs without = new Inputs(inputs.words(), others, inputs.evaluations());
                all.add(new WhatIf(found.what(), Optional.empty(), standing.gradeOf(without, day)));
            }
        }
        return List.copyOf(all);
    }

    private static List<Inputs.Word> changed(List<Inputs.Word> words, UnaryOperator<Inputs.Word> change) {
        return words.stream().map(change).toList();
    }

    private static Inputs.Word better(Inputs.Word word, String classCode) {
        return new Inputs.Word(
                word.scheme(),
                word.key(),
                word.version(),
                word.ruleset(),
                classCode,
                word.isOpen(),
                word.validFrom(),
                word.validTo());
    }
}
