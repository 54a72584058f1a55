package org.zoneledger.gateway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.audit.ReadingRules.Kind;
import org.zoneledger.gateway.audit.WatchResource.Late;
import org.zoneledger.gateway.audit.WatchResource.LatePage;
import org.zoneledger.gateway.audit.WatchResource.Measure;
import org.zoneledger.gateway.audit.WatchResource.Unusual;
import org.zoneledger.gateway.audit.WatchResource.UnusualPage;
import org.zoneledger.gateway.desk.DeskView;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Choice;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** Late decisions and unusual reading in the words of one language. */
final class WatchWords {

    private final Texts t;
    private final AuditWords words;

    WatchWords(Texts t) {
        this.t = t;
        this.words = new AuditWords(t);
    }

    /** Both lists; the links lead to what is older. */
    DeskView view(LatePage late, UnusualPage unusual, Optional<String> olderLate, Optional<String> olderUnusual) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "late",
                t.of("audit.late"),
                t.of("audit.late.lead", late.matched()),
                t.of("audit.none"),
                late.matched() == 0 ? List.of() : entries(late)));
        olderLate.ifPresent(href -> sections.add(words.more("more-late", href)));
        Measure law = unusual.law();
        sections.add(new Section(
                "unusual",
                t.of("audit.unusual"),
                t.of(
                        "audit.unusual.lead",
                        t.date(unusual.from().toString()),
                        t.date(unusual.to().toString()),
                        unusual.reads(),
                        unusual.matched(),
                        law.times(),
                        law.usualDays(),
                        law.readsADay(),
                        law.windowMinutes(),
                        law.subjects()),
                t.of("audit.none"),
                unusual.unusual().stream().map(this::unusual).toList()));
        olderUnusual.ifPresent(href -> sections.add(words.more("more-unusual", href)));
        return new DeskView(
                t.of("audit.watch"),
                t.of("audit.watch.text"),
                t.of("audit.watch.covers", late.height(), t.date(late.on().toString())),
                "plain",
                sections,
                t.of("audit.foot"));
    }

    /** How much of both there is, as a way to the page. */
    Section counts(LatePage late, UnusualPage unusual) {
        long waiting = late.counts().stream().mapToLong(each -> each.waiting()).sum();
        return new Section(
                "watch",
                t.of("audit.watch"),
                t.of("audit.watch.counts", late.matched(), waiting, unusual.matched()),
                "",
                List.of(AuditWords.link(
                        t.of("audit.watch"), "/audit/watch?lang=" + t.language().code())));
    }

    /** The form that asks for an agency and days. */
    Form form(Map<String, String> asked) {
        return new Form(
                "/audit/watch",
                "",
                "",
                "",
                List.of(
                        field("agency", "text", asked, words.agencies()),
                        field("from", "date", asked, List.of()),
                        field("to", "date", asked, List.of())),
                List.of(new Button("", t.of("audit.ask"), "good")));
    }

    private Field field(String name, String type, Map<String, String> asked, List<Choice> choices) {
        return new Field(name, t.of("audit.watch." + name), type, asked.getOrDefault(name, ""), false, choices);
    }

    private List<Entry> entries(LatePage late) {
        List<Entry> entries = new ArrayList<>();
        List<Fact> counts = late.counts().stream()
                .map(each -> new Fact(
                        words.agency(each.owner()), t.of("audit.late.agency", each.waiting(), each.decided()), false))
                .toList();
        entries.add(new Entry("", "", "", "plain", "", counts, null));
        late.late().forEach(each -> entries.add(late(each)));
        return entries;
    }

    private Entry late(Late late) {
        List<Fact> facts = new ArrayList<>();
        late.subject().ifPresent(subject -> facts.add(new Fact(t.of("audit.subject"), subject, true)));
        facts.add(new Fact(t.of("audit.late.since"), t.date(late.since().toString()), false));
        facts.add(new Fact(
                t.of("audit.late.due"),
                t.date(late.due().toString()) + " · "
                        + t.of("audit.late.source." + late.source().name()),
                false));
        late.decidedOn()
                .ifPresent(day -> facts.add(new Fact(t.of("audit.late.decidedOn"), t.date(day.toString()), false)));
        boolean waits = late.decidedOn().isEmpty();
        return new Entry(
                t.of("audit.late." + late.kind().name()),
                "/audit/records/" + AuditWords.path(late.key()) + "?lang="
                        + t.language().code(),
                t.of(waits ? "audit.late.waiting" : "audit.late.decided", late.daysLate()),
                waits ? "bad" : "warn",
                words.agency(late.owner()) + " · " + late.key(),
                facts,
                null);
    }

    private Entry unusual(Unusual unusual) {
        boolean isSurge = unusual.kind() == Kind.SURGE;
        List<Fact> facts = new ArrayList<>();
        if (isSurge) {
            facts.add(new Fact(t.of("audit.unusual.purpose"), purpose(unusual.purpose()), false));
            facts.add(new Fact(t.of("audit.unusual.usual"), number(unusual.usual()), false));
        }
        facts.add(new Fact(t.of("audit.unusual.subjects"), number(unusual.subjects()), false));
        facts.add(new Fact(t.of("audit.unusual.limit." + unusual.kind().name()), number(unusual.limit()), false));
        if (!isSurge) {
            facts.add(new Fact(t.of("audit.certificate"), unusual.by().certificate(), true));
        }
        return new Entry(
                t.of("audit.unusual." + unusual.kind().name()),
                "/audit?type=access&agency=" + unusual.by().msp() + "&from=" + day(unusual.from()) + "&to="
                        + day(unusual.to()) + "&lang=" + t.language().code(),
                t.of("audit.unusual.reads", unusual.reads()),
                "bad",
                words.reader(unusual.by()) + " · "
                        + t.of("audit.unusual.between", words.time(unusual.from()), words.time(unusual.to())),
                facts,
                null);
    }

    private String purpose(String purpose) {
        return t.find("type." + purpose).orElse(purpose);
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String day(String instant) {
        return AuditWords.beijing(instant).toLocalDate().toString();
    }
}
