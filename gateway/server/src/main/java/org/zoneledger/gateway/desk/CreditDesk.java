package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Fact.Kind;
import org.zoneledger.domain.credit.Fact.Severity;
import org.zoneledger.domain.credit.FactRules;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.domain.credit.ListingRules;
import org.zoneledger.domain.credit.RepairRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.disclosure.PersonCreditRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.provenance.RecallRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Grades;
import org.zoneledger.gateway.credit.Listings;
import org.zoneledger.gateway.credit.StatedFacts;
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
import org.zoneledger.gateway.resolver.Language;
import org.zoneledger.gateway.resolver.Texts;

/** Credit at an agency's desk: what waits for a second person, repairs to decide on, and an enterprise from all sides. */
@ApplicationScoped
class CreditDesk {

    private static final int MOST = 50;

    private final Records records;
    private final Grades grades;
    private final StatedFacts facts;
    private final ListingDesk listings;
    private final FiledNames names;
    private final Visitor visitor;

    CreditDesk(
            Records records,
            Grades grades,
            StatedFacts facts,
            ListingDesk listings,
            FiledNames names,
            Visitor visitor) {
        this.records = records;
        this.grades = grades;
        this.facts = facts;
        this.listings = listings;
        this.names = names;
        this.visitor = visitor;
    }

    /** What stands on the desk itself. */
    List<Section> sections(Texts t, Desk desk, Person person) {
        String msp = person.caller().msp();
        if (!Competence.agencies().contains(msp)) {
            return List.of();
        }
        List<Proposal> proposals = records.waiting(CaseRules.key(""), msp, "PROPOSED", MOST).stream()
                .map(each -> new Proposal(each.version(), visitor.view("case", "", each.open(), each.restricted())))
                .toList();
        Set<String> decided = proposals.stream()
                .map(each -> each.proposed()
                        .path("repair")
                        .asText(each.proposed().path("listing").asText()))
                .collect(Collectors.toSet());
        List<Entry> links = new ArrayList<>(List.of(
                link(t, "lookup", "/desk/enterprises"),
                link(t, "results", ResultsDesk.PATH),
                link(t, "rules", RulesDesk.PATH),
                link(t, "try", "/desk/simulation"),
                link(t, "law", "/credit-laws")));
        if (msp.equals(PersonCreditRules.owner())) {
            links.add(1, link(t, "person", PersonDesk.PATH));
        }
        return List.of(
                new Section("credit", t.of("credit.section"), "", "", links),
                new Section(
                        "cases",
                        t.of("credit.cases"),
                        t.of("credit.cases.lead"),
                        t.of("credit.cases.none"),
                        proposals.stream()
                                .map(each -> proposal(t, desk, person, each))
                                .toList()),
                new Section(
                        "repairs",
                        t.of("credit.applied"),
                        t.of("credit.applied.lead"),
                        t.of("credit.applied.none"),
                        records.waiting(RepairRules.key(""), msp, "APPLIED", MOST).stream()
                                .map(each -> applied(t, desk, person, each, decided))
                                .toList()),
                listings.open(t, desk, person, decided));
    }

    private static Entry link(Texts t, String name, String path) {
        return new Entry(
                t.of("credit." + name),
                path + "?lang=" + t.language().code(),
                "",
                "",
                t.of("credit." + name + ".text"),
                List.of(),
                null);
    }

    /** A case as the visitor may see it. */
    private record Proposal(long version, ObjectNode node) {

        JsonNode proposed() {
            return node.path("proposed");
        }

        JsonNode sealed() {
            return node.at("/sealed/values");
        }
    }

    private Entry proposal(Texts t, Desk desk, Person person, Proposal proposal) {
        ObjectNode node = proposal.node();
        String id = node.path("id").asText();
        String proposer = node.at("/by/certificate").asText();
        boolean isOwn = proposer.equals(person.caller().certificate());
        List<Fact> said = new ArrayList<>();
        said.add(fact(
                t, "case.by", isOwn ? t.of("credit.case.you") : t.of("credit.case.officer", proposer.substring(0, 8))));
        said.addAll(said(t, desk, proposal));
        Form form = isOwn
                ? null
                : desk.form(
                        "/desk/cases/" + id,
                        proposal.version(),
                        List.of(Field.optional("reason", t.of("credit.case.reason"))),
                        List.of(
                                new Button("APPROVE", t.of("credit.case.APPROVE"), "good"),
                                new Button("REFUSE", t.of("credit.case.REFUSE"), "bad")));
        String subject = subject(proposal);
        return new Entry(
                title(t, proposal),
                subject.isEmpty() ? "" : href(t, subject),
                t.of(isOwn ? "credit.case.own" : "credit.case.waits"),
                isOwn ? "plain" : "warn",
                t.of("desk.submitted", desk.day(node.path("at"))),
                said,
                form);
    }

    private String title(Texts t, Proposal proposal) {
        CreditWords words = new CreditWords(t);
        JsonNode proposed = proposal.proposed();
        JsonNode sealed = proposal.sealed();
        return switch (proposal.node().path("transaction").asText()) {
            case "credit:assess" ->
                t.of(
                        "credit.case.word",
                        words.scheme(proposed.path("scheme").asText()),
                        words.className(
                                proposed.path("ruleset").asText(),
                                proposed.path("openClass")
                                        .asText(sealed.path("classCode").asText())));
            case "credit:state" ->
                sealed.has("fact")
                        ? t.of("credit.case.record", sealed.at("/fact/title").asText())
                        : t.of(
                                "credit.case.withdraw",
                                standing(sealed, proposed.path("uscc").asText()));
            case "credit:restore" ->
                t.of(
                        proposed.path("step").asText().equals("GRANT") ? "credit.case.grant" : "credit.case.refuse",
                        repaired(proposed));
            case "credit:recognise" ->
                t.of("credit.case.recognise", proposed.path("rules").size());
            case "credit:accredit" ->
                t.of("credit.case.accredit", names.of(t, proposed.path("uscc").asText()));
            case "credit:list" ->
                t.of(
                        "credit.case.list",
                        proposed.path(t.language() == Language.ZH ? "titleZh" : "titleEn")
                                .asText());
            case "credit:conclude" ->
                t.of("credit.case.conclude." + proposed.path("step").asText(), names.of(t, subject(proposal)));
            default -> proposal.node().path("transaction").asText();
        };
    }

    private List<Fact> said(Texts t, Desk desk, Proposal proposal) {
        CreditWords words = new CreditWords(t);
        JsonNode proposed = proposal.proposed();
        JsonNode sealed = proposal.sealed();
        List<Fact> said = new ArrayList<>();
        String subject = subject(proposal);
        if (!subject.isEmpty()) {
            said.add(desk.fact("subject", names.of(t, subject) + " · " + subject));
        }
        if (sealed.has("fact")) {
            ObjectNode fact = sealed.get("fact").deepCopy();
            fact.set("scheme", proposed.get("scheme"));
            said.add(fact(
                    t,
                    "field.kind",
                    words.kind(fact.path("kind").asText(), fact.path("severity").asText())));
            if (fact.has("publishedTo")) {
                fact.set("lastPublished", fact.get("publishedTo"));
            }
            said.addAll(words.fact(fact));
        } else if (proposed.has("legalBasis") || sealed.has("legalBasis")) {
            said.add(desk.fact(
                    "basis",
                    proposed.path("legalBasis").asText(sealed.path("legalBasis").asText())));
        }
        if (proposed.has("assessedOn")) {
            said.add(fact(t, "word.assessed", t.date(proposed.path("assessedOn").asText())));
        }
        if (proposed.has("validFrom") && proposed.has("validTo")) {
            said.add(fact(
                    t,
                    "word.valid",
                    t.of(
                            "credit.fact.span",
                            t.date(proposed.path("validFrom").asText()),
                            t.date(proposed.path("validTo").asText()))));
        }
        if (proposed.has("suspendTo")) {
            said.add(fact(t, "case.suspendTo", t.date(proposed.path("suspendTo").asText())));
        }
        for (String name : List.of("score", "grounds")) {
            if (sealed.has(name)) {
                said.add(fact(t, "word." + name, sealed.path(name).asText()));
            }
        }
        if (sealed.has("reason")) {
            said.add(desk.fact("reason", sealed.path("reason").asText()));
        }
        for (String name : List.of("source", "remedies")) {
            if (sealed.has(name)) {
                said.add(fact(t, "field." + name, sealed.path(name).asText()));
            }
        }
        if (proposed.has("listing") && sealed.has("severity")) {
            said.add(fact(
                    t,
                    "field.severity",
                    t.of("credit.severity." + sealed.path("severity").asText())));
        }
        proposed.path("items")
                .forEach(item -> said.add(new Fact(
                        item.path("item").asText(),
                        item.path(t.language() == Language.ZH ? "zh" : "en").asText(),
                        false)));
        int number = 0;
        for (JsonNode rule : proposed.path("rules")) {
            number++;
            said.add(new Fact(
                    t.of("credit.case.rule", number),
                    t.of(
                            "credit.case.rule.of",
                            words.what(rule.path("on").asText(), each -> each),
                            words.measure(rule.path("measure").asText()),
                            rule.path("legalBasis").asText()),
                    false));
        }
        return said;
    }

    /** The enterprise that a proposal is about, empty when it is about none. */
    private String subject(Proposal proposal) {
        JsonNode proposed = proposal.proposed();
        if (proposed.has("listing")) {
            return records.find(ListingRules.key(proposed.path("listing").asText()))
                    .flatMap(Listings::subject)
                    .map(Uscc::value)
                    .orElse("");
        }
        return proposed.has("repair")
                ? application(proposed).map(each -> each.path("uscc").asText()).orElse("")
                : proposed.path("uscc").asText();
    }

    private Optional<ObjectNode> application(JsonNode proposed) {
        return records.find(RepairRules.key(proposed.path("repair").asText()))
                .map(each -> visitor.view("repair", "", each.open(), each.restricted()));
    }

    private String repaired(JsonNode proposed) {
        return application(proposed)
                .map(each -> standing(each, each.path("uscc").asText()))
                .orElse("");
    }

    /** The title of the fact that a document names, or its id when it stands no longer. */
    private String standing(JsonNode named, String uscc) {
        String factId = named.path("factId").asText();
        return titles(Uscc.parse(uscc)).getOrDefault(factId, factId);
    }

    private Map<String, String> titles(Uscc uscc) {
        return facts
                .of(uscc, LocalDate.now(CreditRules.BEIJING), fact -> visitor.seesShared(uscc.value()))
                .found()
                .stream()
                .map(each -> visitor.view("fact", uscc.value(), each.node(), Optional.empty()))
                .collect(Collectors.toMap(
                        fact -> fact.path("factId").asText(),
                        fact -> fact.path("title").asText(),
                        (one, other) -> one));
    }

    private Entry applied(Texts t, Desk desk, Person person, Stored stored, Set<String> decided) {
        ObjectNode repair = visitor.view("repair", "", stored.open(), stored.restricted());
        String id = repair.path("id").asText();
        String uscc = repair.path("uscc").asText();
        boolean isReorganisation = repair.path("ground").asText().equals("REORGANISATION");
        List<Fact> said = new ArrayList<>(
                file(t, Uscc.parse(uscc), LocalDate.now(CreditRules.BEIJING)).asked(repair));
        said.add(desk.fact("decideBy", t.date(repair.path("decideBy").asText())));
        List<Field> fields = new ArrayList<>();
        fields.add(Field.text("reason", t.of("desk.reason"), ""));
        fields.add(Field.text("legalBasis", t.of("desk.fact.basis"), ""));
        if (isReorganisation) {
            fields.add(Field.optionalDate("suspendTo", t.of("credit.applied.suspendTo")));
        }
        boolean isProposed = decided.contains(id);
        Form form = isProposed || person.caller().role() != Role.OFFICER
                ? null
                : desk.form(
                        "/desk/repairs/" + id,
                        stored.version(),
                        fields,
                        List.of(
                                new Button("GRANT", t.of("credit.applied.GRANT"), "good"),
                                new Button("REFUSE", t.of("credit.applied.REFUSE"), "bad")));
        return new Entry(
                names.of(t, uscc),
                href(t, uscc),
                isProposed ? t.of("credit.applied.proposed") : t.of("credit.repair.status.APPLIED"),
                isProposed ? "plain" : "warn",
                t.of("desk.submitted", desk.day(repair.path("at"))),
                said,
                form);
    }

    /** Enterprises that a search has found. */
    DeskView found(Texts t, String query) {
        List<Entry> entries = query.isEmpty()
                ? List.of()
                : records.filings(query, MOST).stream()
                        .map(filing -> visitor.view(
                                "filing", filing.open().path("uscc").asText(), filing.open(), filing.restricted()))
                        .map(filing -> found(t, filing))
                        .toList();
        List<Section> sections = query.isEmpty()
                ? List.of()
                : List.of(new Section("found", t.of("credit.lookup.found"), "", t.of("credit.lookup.none"), entries));
        return new DeskView(t.of("credit.lookup"), t.of("credit.lookup.text"), "", "", sections, t.of("desk.foot"));
    }

    private static Entry found(Texts t, ObjectNode filing) {
        String uscc = filing.path("uscc").asText();
        return new Entry(new Desk(t).name(filing), href(t, uscc), "", "", uscc, List.of(), null);
    }

    /** An enterprise from all sides, with what the person can propose. */
    DeskView subject(Texts t, Person person, Uscc uscc, String message, String tone) {
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        Desk desk = new Desk(t);
        CreditFile file = file(t, uscc, today);
        boolean proposes = person.caller().role() == Role.OFFICER;
        Form regrade = proposes && file.isDue()
                ? desk.form(
                        "/desk/grades/" + uscc.value(),
                        0,
                        List.of(),
                        List.of(new Button("GRADE", t.of("desk.step.GRADE"), "good")))
                : null;
        List<Section> sections = new ArrayList<>(List.of(
                file.grade(regrade),
                file.parts(),
                file.words(),
                file.facts(each -> withdrawal(t, desk, person, uscc, each)),
                file.measures(),
                file.evaluations(),
                new Section(
                        "repairs",
                        t.of("credit.repairs"),
                        "",
                        t.of("credit.repairs.none"),
                        file.repairs(status -> status.equals("APPLIED")))));
        if (proposes) {
            Competence.creditSchemes().forEach((scheme, owner) -> {
                if (owner.equals(person.caller().msp())) {
                    sections.addAll(forms(t, desk, scheme, uscc, today));
                    listings.notice(t, desk, scheme, uscc, today).ifPresent(sections::add);
                }
            });
        }
        return new DeskView(
                names.of(t, uscc.value()),
                uscc.value() + " · " + t.of(proposes ? "credit.subject.officer" : "credit.subject.reviewer"),
                message,
                tone,
                sections,
                t.of("desk.foot"));
    }

    /**
     * An enterprise's own credit explained, with what would raise it and how to apply for repair.
     *
     * @param gateway address that takes applications
     */
    DeskView own(Texts t, Uscc uscc, String gateway) {
        CreditFile file = file(t, uscc, LocalDate.now(CreditRules.BEIJING));
        return new DeskView(
                t.of("credit.own"),
                names.of(t, uscc.value()) + " · " + uscc.value(),
                "",
                "",
                List.of(
                        file.grade(null),
                        file.parts(),
                        file.prospects(visitor.seesShared(uscc.value()) ? grades.whatIf(uscc) : List.of()),
                        file.words(),
                        file.facts(each -> null),
                        file.applying(gateway),
                        new Section(
                                "repairs",
                                t.of("credit.own.repairs"),
                                "",
                                t.of("credit.own.repairs.none"),
                                file.repairs(status -> true)),
                        file.measures(),
                        file.evaluations()),
                t.of("desk.foot"));
    }

    CreditFile file(Texts t, Uscc uscc, LocalDate today) {
        return new CreditFile(
                t,
                uscc,
                records,
                visitor,
                records.find(GradeRules.key(uscc)).map(any -> grades.now(uscc, visitor)),
                facts.of(uscc, today, fact -> fact.isPublished(today) || visitor.seesShared(uscc.value())),
                today);
    }

    private Form withdrawal(Texts t, Desk desk, Person person, Uscc uscc, StatedFacts.Found each) {
        boolean isOwn = Competence.ownerOf(each.scheme()).equals(person.caller().msp());
        if (!isOwn || person.caller().role() != Role.OFFICER) {
            return null;
        }
        return desk.form(
                "/desk/facts/" + each.scheme() + "/" + uscc.value() + "/"
                        + each.fact().factId(),
                version(FactRules.key(each.scheme(), uscc)),
                List.of(Field.text("legalBasis", t.of("desk.fact.basis"), "")),
                List.of(new Button("WITHDRAW", t.of("credit.propose.withdraw"), "bad")));
    }

    /** The forms for a class and for a finding, where the subject has a place for them. */
    private List<Section> forms(Texts t, Desk desk, String scheme, Uscc uscc, LocalDate today) {
        if (records.find(CreditRules.key(scheme, uscc)).isEmpty()) {
            return List.of();
        }
        Ruleset ruleset = Ruleset.inForce(scheme, today);
        CreditWords words = new CreditWords(t);
        List<Choice> classes = ruleset.classes().stream()
                .map(each -> new Choice(each.code(), words.className(each)))
                .toList();
        Button button = new Button("PROPOSE", t.of("credit.propose"), "good");
        Form word = desk.form(
                "/desk/words/" + scheme + "/" + uscc.value(),
                version(CreditRules.key(scheme, uscc)),
                List.of(
                        Field.choice("classCode", t.of("credit.field.classCode"), classes),
                        Field.date("assessedOn", t.of("credit.field.assessedOn"), today.toString()),
                        Field.date("validFrom", t.of("credit.field.validFrom"), today.toString()),
                        Field.date(
                                "validTo",
                                t.of("credit.field.validTo"),
                                today.plusYears(1).minusDays(1).toString()),
                        Field.text("legalBasis", t.of("desk.fact.basis"), ruleset.legalBasis()),
                        Field.optional("grounds", t.of("credit.field.grounds")),
                        Field.optional("score", t.of("credit.field.score"))),
                List.of(button));
        boolean findsOrigins = Competence.ownerOf(scheme).equals(RecallRules.owner());
        List<Field> finding = new ArrayList<>(List.of(
                Field.choice("kind", t.of("credit.field.kind"), kinds(words, findsOrigins)),
                Field.optionalChoice("severity", t.of("credit.field.severity"), severities(t)),
                Field.text("title", t.of("credit.field.title"), ""),
                Field.text("source", t.of("credit.field.source"), ""),
                Field.text("legalBasis", t.of("desk.fact.basis"), ""),
                Field.date("foundOn", t.of("credit.field.foundOn"), today.toString()),
                Field.optionalDate("publishedFrom", t.of("credit.field.publishedFrom")),
                Field.optionalDate("publishedTo", t.of("credit.field.publishedTo"))));
        if (findsOrigins) {
            finding.add(Field.optional("goods.gtin", t.of("credit.field.gtin")));
            finding.add(Field.optional("goods.batches", t.of("credit.field.batches")));
        }
        Form fact = desk.form(
                "/desk/facts/" + scheme + "/" + uscc.value(),
                version(FactRules.key(scheme, uscc)),
                finding,
                List.of(button));
        return List.of(
                section(t, "word-" + scheme, "credit.propose.word", words.scheme(scheme), ruleset.legalBasis(), word),
                section(t, "fact-" + scheme, "credit.propose.fact", words.scheme(scheme), "", fact));
    }

    private static Section section(Texts t, String id, String heading, String scheme, String basis, Form form) {
        String lead = basis.isEmpty() ? "" : t.of("credit.propose.lead", basis);
        return Section.of(id, t.of(heading, scheme), lead, form);
    }

    private static List<Choice> kinds(CreditWords words, boolean findsOrigins) {
        return Stream.of(Kind.values())
                .filter(kind -> kind != Kind.LISTING)
                .filter(kind -> kind != Kind.FALSE_ORIGIN || findsOrigins)
                .map(kind -> new Choice(kind.name(), words.kind(kind.name(), "")))
                .toList();
    }

    /** How grave a finding can be, or nothing. */
    static List<Choice> severities(Texts t) {
        List<Choice> severities = new ArrayList<>();
        severities.add(new Choice("", t.of("credit.field.severity.none")));
        for (Severity severity : Severity.values()) {
            severities.add(new Choice(severity.name(), t.of("credit.severity." + severity)));
        }
        return severities;
    }

    private long version(String key) {
        return records.find(key).map(Stored::version).orElse(0L);
    }

    /** Whether the enterprise has filed. */
    boolean isKnown(Uscc uscc) {
        return records.find(FilingRules.key(uscc)).isPresent();
    }

    private static String href(Texts t, String uscc) {
        return "/desk/enterprises/" + uscc + "?lang=" + t.language().code();
    }

    private static Fact fact(Texts t, String name, String value) {
        return new Fact(t.of("credit." + name), value, false);
    }
}
