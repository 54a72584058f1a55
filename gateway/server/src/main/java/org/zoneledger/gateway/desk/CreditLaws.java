package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Fact.Severity;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.domain.credit.LawData;
import org.zoneledger.domain.credit.Measure;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Draws;
import org.zoneledger.gateway.credit.IndexSource;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.resolver.CreditWords;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** The law of credit in the zone, in the words of one language: how grades are made, what is repaired when, who relies on what. */
@ApplicationScoped
class CreditLaws {

    /** Fewer than this are not told as a number: whoever knows some of them would know the others. */
    private static final int SMALL = 5;

    private final Records records;
    private final Draws draws;
    private final Index index;
    private final Visitor visitor;

    private volatile Counted counted = new Counted(-1, Map.of());

    private record Counted(long height, Map<String, Long> byLetter) {}

    CreditLaws(Records records, Draws draws, Index index, Visitor visitor) {
        this.records = records;
        this.draws = draws;
        this.index = index;
        this.visitor = visitor;
    }

    DeskView view(Texts t) {
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        CreditWords words = new CreditWords(t);
        List<GradeLaw> laws = Standing.laws(IndexSource.now(records));
        GradeLaw inForce = GradeLaw.inForce(laws, today);
        List<Section> sections = new ArrayList<>();
        sections.add(statistics(t));
        sections.add(grading(t, words, inForce, ""));
        sections.add(supervision(t, words, inForce));
        sections.add(recognitions(t, words));
        sections.add(catalogue(t, words));
        sections.add(repair(t, today));
        sections.add(new Section(
                "lists",
                t.of("credit.lists"),
                "",
                "",
                List.of(new Entry(
                        t.of("credit.lists.show"),
                        "/lists?lang=" + t.language().code(),
                        "",
                        "",
                        t.of("credit.lists.text"),
                        List.of(),
                        null))));
        sections.add(classes(t, words, inForce, today));
        for (int i = laws.size() - 1; i >= 0; i--) {
            GradeLaw law = laws.get(i);
            if (!law.equals(inForce)) {
                String state = law.validFrom().isAfter(today) ? "credit.law.future" : "credit.law.past";
                sections.add(grading(t, words, law, t.of(state)));
            }
        }
        return new DeskView(t.of("credit.law"), t.of("credit.law.text"), "", "", sections, t.of("credit.law.foot"));
    }

    private Section statistics(Texts t) {
        Map<String, Long> counts = counts();
        List<Entry> entries = Stream.of(Letter.values())
                .map(letter -> {
                    long count = counts.getOrDefault(letter.name(), 0L);
                    return Entry.of(
                            letter.name() + " · " + t.of("credit.tone." + letter),
                            count < SMALL ? t.of("credit.law.few", SMALL) : t.of("credit.law.count", count),
                            CreditWords.tone(letter.name()),
                            "");
                })
                .toList();
        return new Section(
                "statistics", t.of("credit.law.statistics"), t.of("credit.law.statistics.lead"), "", entries);
    }

    /** Counted once a block. */
    private Map<String, Long> counts() {
        long height = index.checkpoint().height();
        Counted now = counted;
        if (now.height() != height) {
            now = new Counted(height, records.counts(GradeRules.KEYS, "grade"));
            counted = now;
        }
        return now.byLetter();
    }

    private static Section grading(Texts t, CreditWords words, GradeLaw law, String state) {
        List<Fact> weights = new ArrayList<>();
        law.weights()
                .forEach((scheme, weight) -> weights.add(new Fact(words.scheme(scheme), weight.toString(), false)));
        weights.add(new Fact(
                t.of("credit.law.evaluators"),
                t.of("credit.law.evaluators.of", law.thirdPartyWeight(), law.mostPercent()),
                false));
        List<Fact> thresholds = new ArrayList<>();
        for (Letter letter : List.of(Letter.A, Letter.B, Letter.C)) {
            thresholds.add(new Fact(
                    letter.name(), t.of("credit.law.least", law.thresholds().get(letter)), false));
        }
        thresholds.add(new Fact("D", t.of("credit.law.below"), false));
        List<Fact> deductions = Stream.of(Severity.values())
                .map(severity -> new Fact(
                        t.of("credit.severity." + severity),
                        t.of("credit.grade.deducted", law.deductions().get(severity)),
                        false))
                .toList();
        List<Entry> entries = List.of(
                entry(t, "weights", "", weights),
                entry(t, "thresholds", "", thresholds),
                entry(t, "deductions", "", deductions),
                entry(t, "redLines", "", bySchemes(t, words, law.redLines())),
                entry(t, "warnings", "", bySchemes(t, words, law.warnings())),
                entry(t, "leads", t.of("credit.law.leads.of", law.enoughWeight()), bySchemes(t, words, law.leads())));
        String since = words.law(law.id());
        return new Section(
                "law-" + law.id(),
                t.of("credit.law.grading"),
                state.isEmpty() ? since : state + " · " + since,
                "",
                entries);
    }

    private static Entry entry(Texts t, String name, String detail, List<Fact> facts) {
        return new Entry(t.of("credit.law." + name), "", "", "", detail, facts, null);
    }

    /** Classes by the scheme that they are of. */
    private static List<Fact> bySchemes(Texts t, CreditWords words, Collection<String> classes) {
        Map<String, List<String>> byScheme = new TreeMap<>();
        for (String each : classes) {
            String[] parts = each.split(":", 2);
            Ruleset ruleset = Ruleset.named(parts[0]);
            String former = ruleset.validTo().isPresent() ? t.of("credit.law.formerly") : "";
            byScheme.computeIfAbsent(ruleset.scheme(), scheme -> new ArrayList<>())
                    .add(words.className(parts[0], parts[1]) + former);
        }
        return byScheme.entrySet().stream()
                .map(each -> new Fact(words.scheme(each.getKey()), t.list(each.getValue()), false))
                .toList();
    }

    /** What follows from a grade, by the rule and by what has been drawn. */
    private Section supervision(Texts t, CreditWords words, GradeLaw law) {
        List<Entry> entries = draws.effects().stream()
                .map(effect -> new Entry(
                        effect.letter().name(),
                        "",
                        t.of("credit.tone." + effect.letter()),
                        CreditWords.tone(effect.letter().name()),
                        "",
                        Stream.concat(
                                        words.supervision(law.supervision().get(effect.letter())).stream(),
                                        measured(t, effect).stream())
                                .toList(),
                        null))
                .toList();
        return new Section("supervision", t.of("credit.law.supervision"), law.legalBasis(), "", entries);
    }

    private static Optional<Fact> measured(Texts t, Draws.Effect effect) {
        return effect.perMille()
                .map(perMille -> new Fact(
                        t.of("credit.inspections.measured"),
                        t.of("credit.inspections.measured.of", effect.declared(), effect.drawn(), perMille),
                        false));
    }

    private Section recognitions(Texts t, CreditWords words) {
        List<Entry> entries = new ArrayList<>();
        for (String msp : Competence.agencies()) {
            records.find(RecognitionRules.key(msp))
                    .map(each -> visitor.view("recognition", "", each.open(), Optional.empty()))
                    .ifPresent(recognition -> entries.add(recognition(t, words, msp, recognition)));
        }
        return new Section(
                "recognitions",
                t.of("credit.law.recognitions"),
                t.of("credit.law.recognitions.lead"),
                t.of("credit.law.recognitions.none"),
                entries);
    }

    private static Entry recognition(Texts t, CreditWords words, String msp, ObjectNode recognition) {
        List<Fact> rules = new ArrayList<>();
        for (JsonNode rule : recognition.path("rules")) {
            String from = t.date(rule.path("validFrom").asText());
            rules.add(new Fact(
                    words.what(rule.path("on").asText(), each -> each),
                    t.of(
                            "credit.law.rule",
                            words.measure(rule.path("measure").asText()),
                            rule.path("legalBasis").asText(),
                            rule.has("validTo")
                                    ? t.of(
                                            "credit.fact.span",
                                            from,
                                            t.date(rule.path("validTo").asText()))
                                    : t.of("credit.fact.from", from)),
                    false));
        }
        return new Entry(words.agency(msp), "", "", "", "", rules, null);
    }

    private static Section catalogue(Texts t, CreditWords words) {
        List<Entry> entries = Stream.of(true, false)
                .map(isIncentive -> new Entry(
                        t.of(isIncentive ? "credit.law.incentives" : "credit.law.disciplines"),
                        "",
                        "",
                        "",
                        "",
                        Measure.catalogue().stream()
                                .filter(item -> item.isIncentive() == isIncentive)
                                .map(item -> new Fact(item.item(), words.measure(item.item()), false))
                                .toList(),
                        null))
                .toList();
        return new Section("catalogue", t.of("credit.law.catalogue"), t.of("credit.law.catalogue.lead"), "", entries);
    }

    private static Section repair(Texts t, LocalDate today) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode law : LawData.read("repair")) {
            List<Fact> terms = new ArrayList<>();
            for (Severity severity : Severity.values()) {
                JsonNode of = law.path("severities").path(severity.name());
                terms.add(new Fact(
                        t.of("credit.severity." + severity),
                        t.of(
                                "credit.law.term",
                                of.path("publishMonths").asInt(),
                                of.path("repairAfterMonths").asInt()),
                        false));
            }
            String from = law.path("validFrom").asText();
            String to = law.path("validTo").asText();
            entries.add(0, lawEntry(t, law.path("legalBasis").asText(), from, to, today, terms));
        }
        return new Section("repair", t.of("credit.law.repair"), t.of("credit.law.repair.lead"), "", entries);
    }

    private static Section classes(Texts t, CreditWords words, GradeLaw law, LocalDate today) {
        List<Entry> entries = new ArrayList<>();
        for (Ruleset ruleset : Ruleset.all()) {
            List<Fact> classes = ruleset.classes().stream()
                    .map(each -> new Fact(
                            words.className(each),
                            t.of(
                                    each.isOpen() ? "credit.law.class.open" : "credit.law.class.shared",
                                    law.points(ruleset.id(), each.code())),
                            false))
                    .toList();
            Entry entry = lawEntry(
                    t,
                    words.scheme(ruleset.scheme()) + " · " + ruleset.legalBasis(),
                    ruleset.validFrom().toString(),
                    ruleset.validTo().map(LocalDate::toString).orElse(""),
                    today,
                    classes);
            entries.add(entry);
        }
        return new Section("classes", t.of("credit.law.classes"), t.of("credit.law.classes.lead"), "", entries);
    }

    private static Entry lawEntry(Texts t, String name, String from, String to, LocalDate today, List<Fact> facts) {
        boolean isOver = !to.isEmpty() && LocalDate.parse(to).isBefore(today);
        return new Entry(
                name,
                "",
                isOver ? t.of("credit.law.past") : t.of("credit.law.now"),
                isOver ? "plain" : "good",
                to.isEmpty()
                        ? t.of("credit.fact.from", t.date(from))
                        : t.of("credit.fact.span", t.date(from), t.date(to)),
                facts,
                null);
    }
}
