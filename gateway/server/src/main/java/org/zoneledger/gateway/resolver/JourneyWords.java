package org.zoneledger.gateway.resolver;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.resolver.PassportView.Line;

/** Puts a journey into the words of one language. */
final class JourneyWords {
    private final Texts t;
    private final StepWords words;

    JourneyWords(Texts t) {
        this.t = t;
        this.words = new StepWords(t);
    }

    /** What its records leave open about who had the thing; empty when they leave nothing open. */
    List<String> gaps(List<Passport.Step> journey) {
        return Custody.gaps(journey).stream()
                .map(gap -> t.of(
                        "gap." + gap.kind(),
                        t.date(JourneyLine.of(List.of(gap.step())).get(0).from())))
                .toList();
    }

    /** Its lines, oldest first. */
    List<Line> lines(List<Passport.Step> journey) {
        List<Line> lines = new ArrayList<>();
        String above = "";
        for (JourneyLine line : JourneyLine.of(journey)) {
            String when = t.dates(line.from(), line.to());
            String wrong = line.step()
                    .errorDeclaration()
                    .map(declared -> wrong(declared, journey))
                    .orElse("");
            lines.add(line(line, when.equals(above) ? "" : when, wrong));
            above = when;
        }
        return lines;
    }

    private Line line(JourneyLine line, String when, String wrong) {
        Passport.Step step = line.step();
        return new Line(
                StepWords.tone(step),
                line.from().toString(),
                when,
                words.headline(step),
                line.count() > 1 ? t.of("journey.times", line.count()) : "",
                words.detail(step),
                words.where(line.places()),
                words.by(step),
                wrong,
                new PassportView.Said(
                        String.join(
                                " ",
                                line.steps().stream().map(Passport.Step::sha256).toList()),
                        line.to().toString(),
                        step.bizStep().orElse("")));
    }

    /** When and why a step was declared wrong, and what replaces it. */
    private String wrong(Passport.ErrorDeclaration declared, List<Passport.Step> journey) {
        String reason = declared.reason()
                .flatMap(word -> t.find("wrong.reason." + word))
                .orElseGet(() -> t.of("wrong.reason.other"));
        String day = t.date(LocalDate.ofInstant(declared.declarationTime(), CreditRules.BEIJING));
        String said = t.of("wrong", day, reason);
        if (declared.correctiveEventIDs().isEmpty()) {
            return said;
        }
        List<String> instead = journey.stream()
                .filter(step -> step.eventID()
                        .filter(declared.correctiveEventIDs()::contains)
                        .isPresent())
                .map(step -> t.of(
                        "wrong.step",
                        words.headline(step),
                        t.date(JourneyLine.of(List.of(step)).get(0).from())))
                .distinct()
                .toList();
        return said + " " + (instead.isEmpty() ? t.of("wrong.elsewhere") : t.of("wrong.replaced", t.list(instead)));
    }
}
