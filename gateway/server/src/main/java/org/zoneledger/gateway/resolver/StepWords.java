package org.zoneledger.gateway.resolver;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.resolver.PassportView.Tone;

/** Puts a step of a journey into the words of one language. */
final class StepWords {
    private static final Set<String> HEADLINES = Set.of("conformant", "non_conformant", "recalled", "returned");
    private static final Set<String> BAD = Set.of(
            "damaged",
            "destroyed",
            "disposed",
            "expired",
            "mismatch_class",
            "mismatch_instance",
            "mismatch_quantity",
            "needs_replacement",
            "no_pedigree_match",
            "non_conformant",
            "non_sellable_other",
            "recalled",
            "returned",
            "stolen");
    private static final int NAMED_PLACES = 3;

    private final Texts t;

    StepWords(Texts t) {
        this.t = t;
    }

    /** Whether it is a finding of an inspection or of customs, and stands. */
    static boolean isCheck(Passport.Step step) {
        return step.stands() && (step.release().isPresent() || isInspection(step));
    }

    static boolean isInspection(Passport.Step step) {
        return step.authority().isPresent()
                || step.bizStep().filter("inspecting"::equals).isPresent();
    }

    static Tone tone(Passport.Step step) {
        if (!step.stands()) {
            return Tone.plain;
        }
        if (step.release().isPresent()) {
            return step.release().get().released() ? Tone.good : Tone.bad;
        }
        String disposition = step.disposition().orElse("");
        return BAD.contains(disposition)
                ? Tone.bad
                : isInspection(step) && disposition.equals("conformant") ? Tone.good : Tone.plain;
    }

    /** What happened, such as: passed inspection. */
    String headline(Passport.Step step) {
        if (step.release().isPresent()) {
            Passport.Release release = step.release().get();
            String key = release.released() ? "headline.released" : "headline.refused";
            return t.find(key + "." + release.direction()).orElseGet(() -> t.of(key));
        }
        return headlineDisposition(step)
                .map(disposition -> t.of("headline." + disposition))
                .or(() -> step.bizStep().map(this::stepName))
                .or(() -> step.disposition().map(this::dispositionName))
                .orElseGet(() -> t.find("type." + step.type()).orElseGet(() -> t.of("type.other")));
    }

    private static Optional<String> headlineDisposition(Passport.Step step) {
        return step.disposition()
                .filter(HEADLINES::contains)
                .filter(d -> !d.endsWith("conformant") || isInspection(step));
    }

    /** The state it left behind, when the headline does not say it; or empty. */
    String detail(Passport.Step step) {
        boolean isSaid = step.bizStep().isEmpty()
                || step.release().isPresent()
                || headlineDisposition(step).isPresent();
        return step.disposition()
                .filter(d -> !isSaid && (BAD.contains(d) || d.endsWith("conformant")))
                .map(this::dispositionName)
                .orElse("");
    }

    private String stepName(String bizStep) {
        return t.find("step." + bizStep).orElseGet(() -> plain(bizStep));
    }

    private String dispositionName(String disposition) {
        String name = t.find("disposition." + disposition).orElseGet(() -> plain(disposition));
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String plain(String term) {
        return term.replace('_', ' ');
    }

    /** Who inspected or decided; or empty. */
    String by(Passport.Step step) {
        if (step.release().isPresent()) {
            return t.of("check.office", t.name(step.release().get().officeName()));
        }
        return step.authority()
                .map(name -> t.of("check.authority", t.name(name)))
                .orElse("");
    }

    /** The first places by name and their countries; or empty. */
    String where(List<JourneyLine.Place> places) {
        List<String> countries = places.stream()
                .flatMap(place -> place.country().map(t::country).stream())
                .distinct()
                .toList();
        List<String> names = places.stream()
                .flatMap(place -> place.name().map(t::name).filter(not(String::isBlank)).stream())
                .distinct()
                .toList();
        String named = t.list(names.stream().limit(NAMED_PLACES).toList());
        return Stream.of(
                        names.size() > NAMED_PLACES ? t.of("journey.morePlaces", named, names.size()) : named,
                        t.list(countries))
                .filter(not(String::isBlank))
                .collect(Collectors.joining(" · "));
    }
}
