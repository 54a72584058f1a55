package org.zoneledger.gateway.resolver;

import java.util.ArrayList;
import java.util.List;
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
    List<Line> lines(List<JourneyLine> journey) {
        List<Line> lines = new ArrayList<>();
        String above = "";
        for (JourneyLine line : journey) {
            String when = when(line);
            lines.add(line(line, when.equals(above) ? "" : when));
            above = when;
        }
        return lines;
    }

    private Line line(JourneyLine line, String when) {
        Passport.Step step = line.step();
        return new Line(
                StepWords.tone(step),
                line.from().toString(),
                when,
                words.headline(step),
                line.count() > 1 ? t.of("journey.times", line.count()) : "",
                words.detail(step),
                words.where(line.places()),
                words.by(step));
    }

    private String when(JourneyLine line) {
        return t.dates(line.from(), line.to());
    }
}
