package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.EvaluationRules;
import org.zoneledger.domain.credit.Fact.Kind;
import org.zoneledger.domain.credit.Fact.Severity;
import org.zoneledger.domain.credit.Measure;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Choice;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.resolver.CreditWords;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** What an agency states once for all, at its desk: which measure follows for it from what; for commerce also whom it has accredited. */
@ApplicationScoped
class RulesDesk {

    static final String PATH = "/desk/rules";

    private static final int MOST = 200;

    private final Records records;
    private final FiledNames names;
    private final Visitor visitor;

    RulesDesk(Records records, FiledNames names, Visitor visitor) {
        this.records = records;
        this.names = names;
        this.visitor = visitor;
    }

    DeskView view(Texts t, Person person, String message, String tone) {
        Desk desk = new Desk(t);
        String msp = person.caller().msp();
        boolean proposes = person.caller().role() == Role.OFFICER;
        List<Section> sections = new ArrayList<>();
        Optional<Stored> own = records.find(RecognitionRules.key(msp));
        long version = own.map(Stored::version).orElse(0L);
        List<Entry> rules = new ArrayList<>();
        own.map(found -> visitor.view("recognition", "", found.open(), Optional.empty()))
                .ifPresent(found ->
                        found.path("rules").forEach(rule -> rules.add(rule(t, desk, rule, version, proposes))));
        sections.add(new Section("recognised", t.of("rules.own"), t.of("rules.own.lead"), t.of("rules.none"), rules));
        if (proposes) {
            sections.add(Section.of("recognise", t.of("rules.add"), t.of("rules.add.lead"), add(t, desk, version)));
        }
        if (msp.equals(Competence.table("accreditation").asText())) {
            sections.add(new Section(
                    "accredited",
                    t.of("rules.evaluators"),
                    t.of("rules.evaluators.lead"),
                    t.of("rules.evaluators.none"),
                    records.under(EvaluationRules.accreditationKey(""), MOST).stream()
                            .map(each -> accreditation(t, desk, each, proposes))
                            .toList()));
            if (proposes) {
                sections.add(Section.of(
                        "accredit",
                        t.of("rules.accredit"),
                        "",
                        accredit(
                                t,
                                desk,
                                0,
                                "",
                                today().toString(),
                                today().plusYears(1).minusDays(1).toString(),
                                "")));
            }
        }
        return new DeskView(t.of("rules"), t.of("rules.text"), message, tone, sections, t.of("desk.foot"));
    }

    private static Entry rule(Texts t, Desk desk, JsonNode rule, long version, boolean proposes) {
        CreditWords words = new CreditWords(t);
        String to = rule.path("validTo").asText();
        boolean isOver = isOver(to);
        List<Fact> facts = List.of(
                new Fact(
                        t.of("credit.field.measure"),
                        words.measure(rule.path("measure").asText()),
                        false),
                desk.fact("basis", rule.path("legalBasis").asText()),
                desk.fact("period", period(t, rule.path("validFrom").asText(), to)));
        Form form = proposes && !isOver
                ? desk.form(
                        "/desk/recognitions/" + rule.path("ruleId").asText(),
                        version,
                        List.of(Field.date("validTo", t.of("rules.last"), today().toString())),
                        List.of(new Button("END", t.of("rules.end"), "bad")))
                : null;
        return new Entry(
                words.what(rule.path("on").asText(), each -> each),
                "",
                t.of(isOver ? "credit.law.past" : "credit.law.now"),
                isOver ? "plain" : "good",
                rule.path("ruleId").asText(),
                facts,
                form);
    }

    private static Form add(Texts t, Desk desk, long version) {
        CreditWords words = new CreditWords(t);
        List<Choice> measures = Measure.catalogue().stream()
                .map(item -> new Choice(item.item(), words.measure(item.item())))
                .toList();
        return desk.form(
                "/desk/recognitions",
                version,
                List.of(
                        Field.choice("on", t.of("credit.field.on"), grounds(words)),
                        Field.choice("measure", t.of("credit.field.measure"), measures),
                        Field.text("legalBasis", t.of("desk.fact.basis"), ""),
                        Field.date("validFrom", t.of("credit.field.validFrom"), today().toString()),
                        Field.optionalDate("validTo", t.of("rules.lastIfAny"))),
                List.of(new Button("ADD", t.of("credit.propose"), "good")));
    }

    /** Everything that a rule can rest on today. */
    private static List<Choice> grounds(CreditWords words) {
        Stream<String> grades = Stream.of(Letter.values()).map(letter -> "grade:" + letter);
        Stream<String> classes = Ruleset.all().stream()
                .filter(ruleset -> ruleset.isInForce(today()))
                .flatMap(ruleset -> ruleset.classes().stream().map(each -> ruleset.id() + ":" + each.code()));
        Stream<String> facts = Stream.of(Kind.values())
                .filter(Kind::isAdverse)
                .flatMap(kind -> Stream.of(Severity.values()).map(severity -> kind + ":" + severity));
        return Stream.of(grades, classes, facts)
                .flatMap(each -> each)
                .map(ground -> new Choice(ground, words.what(ground, each -> each)))
                .toList();
    }

    private Entry accreditation(Texts t, Desk desk, Stored stored, boolean proposes) {
        ObjectNode accreditation = visitor.view("accreditation", "", stored.open(), Optional.empty());
        String uscc = accreditation.path("uscc").asText();
        String from = accreditation.path("validFrom").asText();
        String to = accreditation.path("validTo").asText();
        String basis = accreditation.path("legalBasis").asText();
        String name = names.of(t, uscc);
        return new Entry(
                name,
                "",
                t.of(isOver(to) ? "credit.law.past" : "credit.law.now"),
                isOver(to) ? "plain" : "good",
                uscc,
                List.of(desk.fact("basis", basis), desk.fact("period", period(t, from, to))),
                proposes ? accredit(t, desk, stored.version(), uscc, from, to, basis) : null);
    }

    private static Form accredit(Texts t, Desk desk, long version, String uscc, String from, String to, String basis) {
        return desk.form(
                "/desk/accreditations",
                version,
                List.of(
                        Field.text("uscc", t.of("rules.evaluator"), uscc),
                        Field.date("validFrom", t.of("credit.field.validFrom"), from),
                        Field.date("validTo", t.of("credit.field.validTo"), to),
                        Field.text("legalBasis", t.of("desk.fact.basis"), basis)),
                List.of(new Button("ACCREDIT", t.of("credit.propose"), "good")));
    }

    private static String period(Texts t, String from, String to) {
        return to.isEmpty()
                ? t.of("credit.fact.from", t.date(from))
                : t.of("credit.fact.span", t.date(from), t.date(to));
    }

    private static boolean isOver(String to) {
        return !to.isEmpty() && LocalDate.parse(to).isBefore(today());
    }

    private static LocalDate today() {
        return LocalDate.now(CreditRules.BEIJING);
    }
}
