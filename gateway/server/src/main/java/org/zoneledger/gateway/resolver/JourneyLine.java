package org.zoneledger.gateway.resolver;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.gateway.provenance.Passport;

/**
 * One line of a journey as a person reads it: a step, or several alike.
 *
 * <p>Alike are steps of one kind at one place on one day or on end, and sales wherever they were made; what an inspection, customs or
 * a recall did in between is never jumped over. What was declared wrong is alike only with what was declared wrong in the same place.
 *
 * @param steps them, the first one first
 * @param from day of the first, at its place
 * @param to day of the last, at its place
 * @param places where, each once, in order
 */
record JourneyLine(List<Passport.Step> steps, LocalDate from, LocalDate to, List<Place> places) {

    /** A place and its country, as far as they are told. */
    record Place(Optional<Passport.Text> name, Optional<String> country) {}

    /** The first of them. */
    Passport.Step step() {
        return steps.get(0);
    }

    /** How many they are. */
    int count() {
        return steps.size();
    }

    /** Draws the steps of a journey together, oldest first. */
    static List<JourneyLine> of(List<Passport.Step> journey) {
        List<JourneyLine> lines = new ArrayList<>();
        Map<Kind, Integer> open = new HashMap<>();
        for (Passport.Step step : journey) {
            Kind kind = Kind.of(step);
            Integer at = open.get(kind);
            boolean joins = at != null
                    && (kind.isSale()
                            || at == lines.size() - 1
                            || lines.get(at).to.equals(day(step)));
            if (joins) {
                lines.set(at, lines.get(at).with(step));
                continue;
            }
            if (isDecisive(step)) {
                open.clear();
            }
            lines.add(new JourneyLine(List.of(step), day(step), day(step), placesOf(step)));
            open.put(kind, lines.size() - 1);
        }
        return List.copyOf(lines);
    }

    private JourneyLine with(Passport.Step next) {
        List<Place> all = new ArrayList<>(places);
        placesOf(next).stream().filter(place -> !all.contains(place)).forEach(all::add);
        List<Passport.Step> both = new ArrayList<>(steps);
        both.add(next);
        LocalDate day = day(next);
        return new JourneyLine(
                List.copyOf(both), day.isBefore(from) ? day : from, day.isAfter(to) ? day : to, List.copyOf(all));
    }

    private static List<Place> placesOf(Passport.Step step) {
        return step.place().isEmpty() && step.country().isEmpty()
                ? List.of()
                : List.of(new Place(step.place(), step.country()));
    }

    private static boolean isDecisive(Passport.Step step) {
        return StepWords.isCheck(step) || StepWords.tone(step) == PassportView.Tone.bad;
    }

    private static LocalDate day(Passport.Step step) {
        ZoneOffset offset;
        try {
            offset = ZoneOffset.of(step.offset());
        } catch (DateTimeException unknown) {
            offset = ZoneOffset.UTC;
        }
        return step.time().atOffset(offset).toLocalDate();
    }

    private record Kind(
            String type,
            Optional<String> bizStep,
            Optional<String> disposition,
            Optional<Passport.Text> authority,
            Optional<Passport.Release> release,
            Optional<Passport.ErrorDeclaration> errorDeclaration,
            List<Place> places) {

        static Kind of(Passport.Step step) {
            boolean sale = isSale(step.bizStep());
            return new Kind(
                    step.bizStep().isPresent() ? "" : step.type(),
                    step.bizStep(),
                    step.disposition(),
                    step.authority(),
                    step.release(),
                    step.errorDeclaration(),
                    sale ? List.of() : placesOf(step));
        }

        boolean isSale() {
            return isSale(bizStep);
        }

        private static boolean isSale(Optional<String> bizStep) {
            return bizStep.filter("retail_selling"::equals).isPresent();
        }
    }
}
