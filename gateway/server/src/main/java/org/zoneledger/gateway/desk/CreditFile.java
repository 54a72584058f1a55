package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.EvaluationRules;
import org.zoneledger.domain.credit.Measure;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.domain.credit.RepairRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.credit.WhatIf;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Grades.Explained;
import org.zoneledger.gateway.credit.StatedFacts;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.resolver.CreditWords;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** An enterprise's credit from all sides in the words of one language, as far as whoever asks may see it. */
final class CreditFile {

    private static final int MOST = 50;

    private final Texts t;
    private final Desk desk;
    private final CreditWords words;
    private final Uscc uscc;
    private final LocalDate today;
    private final Records records;
    private final Visitor visitor;
    private final Optional<Explained> explained;
    private final StatedFacts.Standing found;
    private final Map<String, String> titles = new TreeMap<>();

    /**
     * @param explained the grade, if there is one
     * @param found the findings that the visitor may see
     * @param today in China
     */
    CreditFile(
            Texts t,
            Uscc uscc,
            Records records,
            Visitor visitor,
            Optional<Explained> explained,
            StatedFacts.Standing found,
            LocalDate today) {
        this.t = t;
        this.desk = new Desk(t);
        this.words = new CreditWords(t);
        this.uscc = uscc;
        this.today = today;
        this.records = records;
        this.visitor = visitor;
        this.explained = explained;
        this.found = found;
        found.found()
                .forEach(each -> titles.put(
                        each.fact().factId(), view(each).path("title").asText()));
    }

    /** What a part of the grade, a rule or a measure names. */
    String what(String what) {
        return words.what(what, this::named);
    }

    private String named(String code) {
        return Optional.ofNullable(titles.get(code)).orElseGet(() -> enterprise(code));
    }

    private String enterprise(String code) {
        return records.find("filing/" + code)
                .map(filing -> desk.name(visitor.view("filing", code, filing.open(), filing.restricted())))
                .orElse(code);
    }

    /** The grade, why, and what follows; with a form when there is something to do about it. */
    Section grade(Form form) {
        List<Entry> entries = explained.map(each -> List.of(grade(each, form))).orElse(List.of());
        return new Section(
                "grade", t.of("credit.grade"), t.of("credit.grade.scale"), t.of("credit.grade.none"), entries);
    }

    /** Whether days have passed that change the grade. */
    boolean isDue() {
        return explained.map(Explained::isDue).orElse(false);
    }

    private Entry grade(Explained each, Form form) {
        ObjectNode grade = each.grade();
        String letter = grade.path("grade").asText();
        String until = grade.path("until").asText();
        List<Fact> facts = new ArrayList<>();
        grade.path("reasons").forEach(reason -> facts.add(reason(reason)));
        facts.add(fact("grade.law", words.law(grade.path("law").asText())));
        facts.add(fact("grade.until", until.isEmpty() ? t.of("credit.grade.always") : t.date(until)));
        facts.addAll(words.supervision(each.supervision()));
        facts.add(record("grade/" + uscc.value(), grade.path("version").asLong()));
        String score = grade.has("score")
                ? " · " + t.of("credit.grade.points", grade.path("score").asInt())
                : "";
        return new Entry(
                letter + score,
                "/verify?receipt=grade/" + uscc.value() + "&lang="
                        + t.language().code(),
                t.find("credit.tone." + letter).orElse(letter),
                CreditWords.tone(letter),
                each.isDue() ? t.of("credit.grade.due") : t.of("credit.grade.on", day(grade, "on")),
                facts,
                form);
    }

    private Fact reason(JsonNode reason) {
        String because = reason.path("because").asText();
        String rule = words.rule(reason.path("rule").asText());
        return new Fact(
                "→ " + reason.path("letter").asText(), because.isEmpty() ? rule : rule + " " + what(because), false);
    }

    /** What the score is made of. */
    Section parts() {
        List<Entry> entries = new ArrayList<>();
        explained.ifPresent(each -> each.grade().path("parts").forEach(part -> entries.add(part(part))));
        return new Section(
                "parts",
                t.of("credit.grade.parts"),
                t.of("credit.grade.parts.lead"),
                t.of("credit.words.none"),
                entries);
    }

    private Entry part(JsonNode part) {
        int weight = part.path("weight").asInt();
        int points = part.path("points").asInt();
        String value = weight > 0
                ? t.of("credit.grade.weighed", weight, points)
                : part.path("key").asText().startsWith("facts/")
                        ? t.of("credit.grade.deducted", -points)
                        : t.of("credit.grade.counted", points);
        return Entry.of(what(part.path("what").asText()), value, points < 0 ? "bad" : "plain", "");
    }

    /** The agencies' classes. */
    Section words() {
        List<Entry> entries = new ArrayList<>();
        for (String scheme : Competence.creditSchemes().keySet()) {
            records.find(CreditRules.key(scheme, uscc)).ifPresent(slot -> entries.add(word(scheme, slot)));
        }
        return new Section("words", t.of("credit.words"), "", t.of("credit.words.none"), entries);
    }

    private Entry word(String scheme, Stored slot) {
        ObjectNode word = visitor.view("assertion", uscc.value(), slot.open(), slot.restricted());
        if (!word.path("status").asText().equals("EFFECTIVE")) {
            return Entry.of(words.scheme(scheme), t.of("credit.word.none"), "plain", "");
        }
        String ruleset = word.path("ruleset").asText();
        String code = word.path("openClass").asText(word.path("classCode").asText());
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("word.assessed", day(word, "assessedOn")));
        facts.add(fact("word.valid", t.of("credit.fact.span", day(word, "validFrom"), day(word, "validTo"))));
        facts.add(fact("fact.basis", word.path("legalBasis").asText()));
        for (String name : List.of("score", "grounds")) {
            if (word.has(name)) {
                facts.add(fact("word." + name, word.path(name).asText()));
            }
        }
        facts.add(record(slot.key(), slot.version()));
        String today = this.today.toString();
        String lapse = word.path("validTo").asText().compareTo(today) < 0
                ? t.of("credit.word.lapsed")
                : word.path("validFrom").asText().compareTo(today) > 0 ? t.of("credit.word.future") : "";
        return new Entry(
                words.scheme(scheme), "", words.className(ruleset, code), classTone(ruleset, code), lapse, facts, null);
    }

    private static String classTone(String ruleset, String code) {
        List<Ruleset.CreditClass> classes = Ruleset.named(ruleset).classes();
        String best = classes.get(0).code();
        String worst = classes.get(classes.size() - 1).code();
        return code.equals(best) ? "good" : code.equals(worst) ? "bad" : "plain";
    }

    /** The findings, each with what can be done about it. */
    Section facts(Function<StatedFacts.Found, Form> form) {
        return new Section(
                "facts",
                t.of("credit.found"),
                t.of("credit.found.lead"),
                t.of(found.isHeld() ? "credit.found.none" : "credit.facts.elsewhere"),
                found.found().stream()
                        .map(each -> finding(each, form.apply(each)))
                        .toList());
    }

    private Entry finding(StatedFacts.Found each, Form form) {
        ObjectNode fact = view(each);
        String severity = fact.path("severity").asText();
        List<Fact> facts = new ArrayList<>(words.fact(fact));
        if (fact.has("irreparableBy")) {
            facts.add(fact("fact.irreparable", fact.path("irreparableBy").asText()));
        }
        if (fact.has("suspendedTo")) {
            facts.add(fact("case.suspendTo", day(fact, "suspendedTo")));
        }
        facts.add(new Fact(t.of("credit.fact.id"), each.fact().factId(), true));
        return new Entry(
                fact.path("title").asText(),
                "",
                words.kind(fact.path("kind").asText(), severity),
                CreditWords.factTone(severity),
                "",
                facts,
                form);
    }

    /** Measures, each with the whole way to its ground. */
    Section measures() {
        return new Section(
                "measures",
                t.of("credit.measures"),
                t.of("credit.measures.lead"),
                t.of("credit.measures.none"),
                explained
                        .map(each -> each.measures().stream().map(this::measure).toList())
                        .orElse(List.of()));
    }

    private Entry measure(Measure measure) {
        boolean isIncentive = Measure.item(measure.item()).isIncentive();
        List<Fact> facts = List.of(
                fact("measure.because", what(measure.because())),
                fact("measure.said", said(measure.key(), measure.because())),
                record(measure.key(), measure.version()),
                fact("measure.rule", rule(measure)),
                fact("measure.basis", measure.legalBasis()));
        return new Entry(
                words.agency(measure.msp()) + " · " + words.measure(measure.item()),
                "",
                t.of(isIncentive ? "credit.measure.incentive" : "credit.measure.discipline"),
                CreditWords.measureTone(measure.item()),
                "",
                facts,
                null);
    }

    /** Who said what a measure rests on, when and under which law. */
    private String said(String key, String because) {
        String type = key.substring(0, key.indexOf('/'));
        if (type.equals("facts")) {
            String factId = because.substring(because.lastIndexOf(':') + 1);
            return found.found().stream()
                    .filter(each -> each.fact().factId().equals(factId))
                    .map(this::view)
                    .map(fact -> String.join(
                            " · ",
                            words.agency(Competence.agencyOf(fact.path("scheme").asText())),
                            day(fact, "foundOn"),
                            fact.path("legalBasis").asText()))
                    .findFirst()
                    .orElse("");
        }
        if (type.equals("grade")) {
            return explained
                    .map(each -> words.law(each.grade().path("law").asText()))
                    .orElse("");
        }
        return records.find(key)
                .map(each -> visitor.view(type, uscc.value(), each.open(), Optional.empty()))
                .map(record -> String.join(
                        " · ",
                        words.agency(record.at("/by/msp").asText()),
                        record.has("assessedOn") ? day(record, "assessedOn") : desk.day(record.path("at")),
                        record.path("legalBasis").asText()))
                .orElse("");
    }

    private String rule(Measure measure) {
        Predicate<JsonNode> isIt = rule -> rule.path("ruleId").asText().equals(measure.ruleId());
        return records.find(RecognitionRules.key(measure.msp()))
                .map(each -> visitor.view("recognition", "", each.open(), Optional.empty()))
                .flatMap(recognition -> StreamSupport.stream(
                                recognition.path("rules").spliterator(), false)
                        .filter(isIt)
                        .findFirst())
                .map(rule -> words.agency(measure.msp()) + " · " + measure.ruleId() + " · "
                        + t.of("credit.fact.from", day(rule, "validFrom")))
                .orElse(measure.ruleId());
    }

    /** What would raise the grade, by the function that made it. */
    Section prospects(List<WhatIf> prospects) {
        String now = explained
                .map(Explained::grade)
                .map(grade -> t.of(
                        "credit.if.lead",
                        grade.path("grade").asText(),
                        grade.path("score").asText("—")))
                .orElse("");
        return new Section(
                "prospects",
                t.of("credit.if"),
                now,
                t.of("credit.if.none"),
                prospects.stream().map(this::prospect).toList());
    }

    private Entry prospect(WhatIf each) {
        String what = what(each.what());
        String text = each.instead()
                .map(best -> t.of(
                        "credit.if.were",
                        what,
                        words.className(each.what().substring(0, each.what().indexOf(':')), best)))
                .orElseGet(() -> t.of("credit.if.without", what));
        String letter = each.grade().letter().name();
        String score = each.grade()
                .score()
                .map(points -> " · " + t.of("credit.grade.points", points))
                .orElse("");
        return Entry.of(text, letter + score, CreditWords.tone(letter), "");
    }

    /**
     * How to apply for the repair of each finding.
     *
     * @param gateway address that takes applications
     */
    Section applying(String gateway) {
        return new Section(
                "apply",
                t.of("credit.apply"),
                t.of("credit.apply.lead"),
                t.of("credit.apply.none"),
                found.found().stream()
                        .filter(each -> each.fact().kind().isAdverse())
                        .map(each -> applying(each, gateway))
                        .toList());
    }

    private Entry applying(StatedFacts.Found each, String gateway) {
        ObjectNode fact = view(each);
        String title = fact.path("title").asText();
        if (fact.has("irreparableBy")) {
            return Entry.of(
                    title,
                    t.of("credit.apply.never"),
                    "bad",
                    fact.path("irreparableBy").asText());
        }
        String first = fact.path("firstRepair").asText();
        boolean isTime = first.compareTo(today.toString()) <= 0;
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.putObject("restricted")
                .put("scheme", each.scheme())
                .put("factId", each.fact().factId())
                .put("ground", "DUTIES_DONE")
                .put("statement", t.of("credit.apply.statement"))
                .putArray("materials");
        List<Fact> facts = List.of(
                new Fact("repair.json", form.toString(), true),
                new Fact(
                        t.of("credit.apply.sign"),
                        "./zone sign repair.json --as " + uscc.value() + " --repair > headers",
                        true),
                new Fact(
                        t.of("credit.apply.send"),
                        "curl --cert cert.pem --key key.pem --cacert tls-bundle.pem -H @headers -H \"Content-Type: application/json\""
                                + " --data-binary @repair.json " + gateway + "/api/v1/repairs",
                        true));
        return new Entry(
                title,
                "",
                isTime ? t.of("credit.apply.now") : t.of("credit.fact.from", t.date(first)),
                isTime ? "good" : "warn",
                words.agency(Competence.ownerOf(each.scheme())),
                facts,
                null);
    }

    /** What evaluators say. */
    Section evaluations() {
        List<Fact> facts = new ArrayList<>();
        records.find(EvaluationRules.key(uscc))
                .map(slot -> visitor.view("evaluations", "", slot.open(), Optional.empty()))
                .ifPresent(slot -> slot.path("evaluations").forEach(each -> {
                    if (CreditWords.isInForce(each, today)) {
                        facts.add(new Fact(enterprise(each.path("evaluator").asText()), words.evaluation(each), false));
                    }
                }));
        return new Section(
                "evaluations",
                t.of("credit.evaluations"),
                "",
                t.of("credit.evaluations.none"),
                facts.isEmpty() ? List.of() : List.of(new Entry("", "", "", "", "", facts, null)));
    }

    /** Applications for repair in these states. */
    List<Entry> repairs(Predicate<String> status) {
        return records.about(uscc.value(), RepairRules.key(""), MOST).stream()
                .map(each -> visitor.view("repair", uscc.value(), each.open(), each.restricted()))
                .filter(each -> status.test(each.path("status").asText()))
                .map(this::repair)
                .toList();
    }

    private Entry repair(ObjectNode repair) {
        String status = repair.path("status").asText();
        boolean waits = status.equals("APPLIED");
        List<Fact> facts = new ArrayList<>(asked(repair));
        if (waits) {
            facts.add(desk.fact("decideBy", t.date(repair.path("decideBy").asText())));
        } else {
            facts.add(fact(
                    "repair.decided",
                    String.join(
                            " · ",
                            words.agency(repair.at("/decision/by/msp").asText()),
                            desk.day(repair.at("/decision/at")),
                            repair.at("/decision/legalBasis").asText())));
            facts.add(desk.fact("reason", repair.path("reason").asText()));
        }
        if (repair.path("lifted").size() > 0) {
            facts.add(fact("repair.lifted", lifted(repair.path("lifted"))));
        }
        return new Entry(
                words.agency(repair.path("owner").asText()),
                "",
                t.find("credit.repair.status." + status).orElse(status),
                waits ? "warn" : status.equals("REFUSED") ? "bad" : "good",
                desk.day(repair.path("at")),
                facts,
                null);
    }

    /** What an application asks for and why. */
    List<Fact> asked(ObjectNode repair) {
        String factId = repair.path("factId").asText();
        String ground = repair.path("ground").asText();
        return List.of(
                fact("repair.fact", Optional.ofNullable(titles.get(factId)).orElse(factId)),
                fact("repair.ground", t.find("credit.repair.ground." + ground).orElse(ground)),
                fact("repair.statement", repair.path("statement").asText()),
                fact(
                        "repair.materials",
                        t.of(
                                "credit.repair.materials.of",
                                repair.path("materials").size())));
    }

    private String lifted(JsonNode lifted) {
        return StreamSupport.stream(lifted.spliterator(), false)
                .map(each -> words.agency(each.path("msp").asText()) + " · "
                        + words.measure(each.path("item").asText()))
                .collect(Collectors.joining(t.language().code().equals("zh") ? "；" : "; "));
    }

    private ObjectNode view(StatedFacts.Found each) {
        return visitor.view("fact", uscc.value(), each.node(), Optional.empty());
    }

    private Fact record(String key, long version) {
        return new Fact(t.of("credit.record"), t.of("credit.record.of", key, version), true);
    }

    private Fact fact(String name, String value) {
        return new Fact(t.of("credit." + name), value, false);
    }

    private String day(JsonNode node, String name) {
        return t.date(node.path(name).asText());
    }
}
