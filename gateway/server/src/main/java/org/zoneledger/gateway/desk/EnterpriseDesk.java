package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.AmendmentRules;
import org.zoneledger.domain.filing.DraftRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Choice;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.resolver.CreditWords;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.PassportSource;
import org.zoneledger.gateway.resolver.Texts;

/** An enterprise's desk: its filing and what it lacks, who used it, who read what of it, grants, labels of its batches, persons. */
@ApplicationScoped
class EnterpriseDesk {

    private static final int MOST = 50;
    private static final int SOON_DAYS = 60;

    private final Records records;
    private final PassportSource things;
    private final ListingDesk listings;
    private final AlertDesk alerts;
    private final Visitor visitor;

    EnterpriseDesk(Records records, PassportSource things, ListingDesk listings, AlertDesk alerts, Visitor visitor) {
        this.alerts = alerts;
        this.records = records;
        this.things = things;
        this.listings = listings;
        this.visitor = visitor;
    }

    DeskView view(Texts t, Person clerk, String message, String tone) {
        Desk desk = new Desk(t);
        Uscc uscc = clerk.enterprise();
        Optional<ObjectNode> filing = records.find(FilingRules.key(uscc)).map(found -> view("filing", uscc, found));
        SortedMap<String, Sealed> people = records.keptAbout(uscc.value(), PersonRules.key(""), MOST);
        List<ObjectNode> uses = records.ofOwner(uscc.value(), "use/", MOST).stream()
                .map(use -> view("use", uscc, use))
                .toList();
        int askedAgain =
                uses.stream().mapToInt(use -> use.path("askedAgain").size()).sum();
        List<Section> sections = List.of(
                alerts.section(t, clerk),
                new Section(
                        "filing",
                        t.of("desk.filing"),
                        "",
                        t.of("desk.filing.none"),
                        filing.map(found -> List.of(filing(t, desk, found))).orElse(List.of())),
                new Section(
                        "missing",
                        t.of("desk.missing"),
                        "",
                        t.of("desk.missing.none"),
                        missing(t, uscc, filing, people.isEmpty())),
                new Section("credit", t.of("credit.section"), "", t.of("credit.grade.none"), credit(t, uscc)),
                listings.notices(t, clerk),
                new Section(
                        "uses",
                        t.of("desk.uses"),
                        t.of("desk.uses.lead", uses.size(), askedAgain),
                        t.of("desk.uses.none"),
                        uses.stream().map(use -> use(desk, use)).toList()),
                new Section(
                        "corrections",
                        t.of("desk.corrections.own"),
                        "",
                        t.of("desk.corrections.none"),
                        records.about(uscc.value(), "correction/", MOST).stream()
                                .map(each -> correction(t, desk, uscc, each))
                                .toList()),
                new Section(
                        "reads",
                        t.of("desk.reads"),
                        t.of("desk.reads.lead"),
                        t.of("desk.reads.none"),
                        records.about(uscc.value(), "access/", MOST).stream()
                                .map(access -> read(t, desk, uscc, access))
                                .toList()),
                new Section(
                        "grants",
                        t.of("desk.grants"),
                        t.of("desk.grants.lead"),
                        t.of("desk.grants.none"),
                        grants(t, desk, uscc)),
                new Section(
                        "labels",
                        t.of("desk.labels"),
                        t.of("desk.labels.lead"),
                        t.of("desk.labels.none"),
                        labels(desk, uscc)),
                new Section(
                        "people",
                        t.of("desk.people"),
                        t.of("desk.people.lead"),
                        t.of("desk.people.none"),
                        people(t, desk, uscc, people)));
        return new DeskView(
                filing.map(desk::name).orElse(uscc.value()), uscc.value(), message, tone, sections, t.of("desk.foot"));
    }

    private Entry filing(Texts t, Desk desk, ObjectNode filing) {
        String status = filing.path("status").asText();
        List<Fact> facts = new ArrayList<>();
        if (filing.has("validTo")) {
            facts.add(desk.fact("validTo", t.date(filing.path("validTo").asText())));
        }
        JsonNode decision = filing.path("decision");
        if (decision.has("step")) {
            facts.add(
                    desk.fact("decided", desk.agency(decision.at("/by/msp")) + " · " + desk.day(decision.path("at"))));
            facts.add(desk.fact("reason", decision.path("reason").asText()));
            facts.add(desk.fact("basis", decision.path("legalBasis").asText()));
        }
        String tone = status.equals("ACTIVE")
                ? "good"
                : List.of("SUSPENDED", "CANCELLED", "REJECTED").contains(status) ? "bad" : "warn";
        return new Entry(
                t.of("desk.version", filing.path("version").asLong()),
                "/enterprises/" + filing.path("uscc").asText(),
                desk.status(status),
                tone,
                t.of("desk.submitted", desk.day(filing.path("at"))),
                facts,
                null);
    }

    private List<Entry> credit(Texts t, Uscc uscc) {
        return records.find(GradeRules.key(uscc))
                .map(grade -> view("grade", uscc, grade).path("grade").asText())
                .map(letter -> List.of(new Entry(
                        t.of("credit.own"),
                        "/desk/credit?lang=" + t.language().code(),
                        letter,
                        CreditWords.tone(letter),
                        t.of("credit.own.text"),
                        List.of(),
                        null)))
                .orElse(List.of());
    }

    private List<Entry> missing(Texts t, Uscc uscc, Optional<ObjectNode> filing, boolean nobody) {
        List<Entry> missing = new ArrayList<>();
        if (filing.isEmpty()) {
            boolean drafted = !records.kept(DraftRules.key(uscc)).isEmpty();
            missing.add(hint(t, drafted ? "draft" : "filing", drafted ? "warn" : "bad"));
            return missing;
        }
        String status = filing.get().path("status").asText();
        t.find("desk.missing." + status).ifPresent(text -> missing.add(Entry.of(text, "", "plain", "")));
        if (filing.get().path("certificate").has("revoked")) {
            missing.add(hint(t, "certificate", "bad"));
        }
        String validTo = filing.get().path("validTo").asText();
        if (!validTo.isEmpty()
                && validTo.compareTo(LocalDate.now(CreditRules.BEIJING)
                                .plusDays(SOON_DAYS)
                                .toString())
                        < 0) {
            missing.add(hint(t, "renewal", "warn"));
        }
        boolean amending = records.find(AmendmentRules.key(uscc))
                .filter(amendment -> amendment.open().path("status").asText().equals("PENDING"))
                .isPresent();
        if (amending) {
            missing.add(hint(t, "amendment", "plain"));
        }
        if (nobody) {
            missing.add(hint(t, "contact", "warn"));
        }
        if (status.equals("ACTIVE")
                && records.ofOwner(uscc.value(), "product/", 1).isEmpty()) {
            missing.add(hint(t, "product", "plain"));
        }
        return missing;
    }

    private static Entry use(Desk desk, ObjectNode use) {
        List<Fact> facts = new ArrayList<>();
        facts.add(desk.fact("fields", desk.fields(use.path("fields"))));
        if (use.path("askedAgain").size() > 0) {
            facts.add(desk.fact("askedAgain", desk.fields(use.path("askedAgain"))));
        }
        return new Entry(
                desk.agency(use.at("/by/msp")),
                "",
                use.path("procedure").asText(),
                "plain",
                desk.day(use.path("at")),
                facts,
                null);
    }

    private Entry correction(Texts t, Desk desk, Uscc uscc, Stored stored) {
        ObjectNode correction = view("correction", uscc, stored);
        String status = correction.path("status").asText();
        List<Fact> facts = new ArrayList<>();
        facts.add(desk.fact("fields", desk.field(correction.path("field").asText())));
        facts.add(desk.fact("ground", correction.path("ground").asText()));
        if (correction.has("reason")) {
            facts.add(desk.fact("reason", correction.path("reason").asText()));
        } else {
            facts.add(desk.fact("decideBy", t.date(correction.path("decideBy").asText())));
        }
        return new Entry(
                t.of("desk.correction", desk.agency(correction.path("owner"))),
                "",
                desk.status(status.equals("ACCEPTED") ? "CORRECTING" : status),
                status.equals("REQUESTED") ? "warn" : "plain",
                desk.day(correction.path("at")),
                facts,
                null);
    }

    private Entry read(Texts t, Desk desk, Uscc uscc, Stored stored) {
        ObjectNode access = view("access", uscc, stored);
        String permit = access.path("permit").asText();
        JsonNode ground = records.find(permit).<JsonNode>map(Stored::open).orElse(access);
        List<Fact> facts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        access.path("fields").fieldNames().forEachRemaining(name -> names.add(desk.field(name)));
        facts.add(desk.fact("fields", t.list(names)));
        if (ground.has("purpose")) {
            facts.add(desk.fact("purpose", ground.path("purpose").asText()));
        }
        if (ground.has("legalBasis")) {
            facts.add(desk.fact("basis", ground.path("legalBasis").asText()));
        }
        facts.add(new Fact(t.of("desk.fact.record"), stored.key(), true));
        String kind = permit.contains("/") ? permit.substring(0, permit.indexOf('/')) : permit;
        return new Entry(
                reader(desk, uscc, kind, access),
                "",
                t.of("desk.permit." + kind),
                "plain",
                desk.day(access.path("at")),
                facts,
                null);
    }

    /** Who read: on a grant or mandate the party or the auditors, not the agency through whose gateway it came. */
    private String reader(Desk desk, Uscc uscc, String kind, ObjectNode access) {
        return switch (kind) {
            case "grant" -> grantedTo(desk, uscc, access.path("permit").asText());
            case "mandate" -> desk.auditors();
            default -> desk.agency(access.at("/by/msp"));
        };
    }

    private String grantedTo(Desk desk, Uscc uscc, String permit) {
        return records.find(permit)
                .map(grant -> view("grant", uscc, grant).path("reader").asText())
                .map(reader -> enterprise(desk, reader))
                .orElse(permit);
    }

    /** The name of a filed enterprise, or its code. */
    private String enterprise(Desk desk, String code) {
        return Optional.of(code)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> records.find("filing/" + text))
                .map(filing -> desk.name(filing.open()))
                .orElse(code);
    }

    private List<Entry> grants(Texts t, Desk desk, Uscc uscc) {
        List<Entry> grants = new ArrayList<>();
        for (Stored grant : records.ofOwner(uscc.value(), "grant/", MOST)) {
            grants.add(grant(t, desk, view("grant", uscc, grant), "reader", "desk.grant.to"));
        }
        for (Stored grant : records.about(uscc.value(), "grant/", MOST)) {
            // the terms name this enterprise as the reader
            grants.add(grant(t, desk, view("grant", uscc, grant), "uscc", "desk.grant.from"));
        }
        return grants;
    }

    private Entry grant(Texts t, Desk desk, ObjectNode grant, String whom, String title) {
        String name = enterprise(desk, grant.path(whom).asText());
        List<Fact> facts = List.of(
                desk.fact("fields", desk.fields(grant.path("fields"))),
                desk.fact("purpose", grant.path("purpose").asText()),
                desk.fact(
                        "period",
                        t.date(grant.path("from").asText()) + " – "
                                + t.date(grant.path("to").asText())),
                new Fact(t.of("desk.fact.record"), "grant/" + grant.path("id").asText(), true));
        String status = grant.path("status").asText();
        boolean over = grant.path("to")
                        .asText()
                        .compareTo(LocalDate.now(CreditRules.BEIJING).toString())
                < 0;
        return new Entry(
                t.of(title, name),
                "",
                desk.status(over ? "OVER" : status),
                status.equals("GRANTED") && !over ? "good" : "plain",
                desk.day(grant.path("at")),
                facts,
                null);
    }

    private List<Entry> labels(Desk desk, Uscc uscc) {
        List<Entry> labels = new ArrayList<>();
        for (Stored stored : records.ofOwner(uscc.value(), "product/", MOST)) {
            ObjectNode product = view("product", uscc, stored);
            for (DigitalLink.Item batch :
                    things.batches(Gtin.parse(product.path("gtin").asText()), MOST)) {
                if (labels.size() < MOST) {
                    labels.add(new Entry(
                            desk.name(product) + " · " + batch.batch().orElseThrow(),
                            "/qr/sheet" + batch.path(),
                            "PDF",
                            "plain",
                            product.path("gtin").asText(),
                            List.of(),
                            null));
                }
            }
        }
        return labels;
    }

    private List<Entry> people(Texts t, Desk desk, Uscc uscc, SortedMap<String, Sealed> people) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Sealed> kept : people.entrySet()) {
            String person = kept.getKey().substring(PersonRules.key("").length());
            ObjectNode values =
                    visitor.view("person", uscc.value(), kept.getValue().values(), Optional.empty());
            Optional<Stored> erasure = records.find(PersonRules.erasureKey(person));
            List<Fact> facts = new ArrayList<>();
            for (String name : List.of("phone", "email", "address")) {
                if (values.has(name)) {
                    facts.add(new Fact(desk.field(name), values.path(name).asText(), false));
                }
            }
            facts.add(desk.fact("basis", values.path("legalBasis").asText()));
            facts.add(desk.fact("retainUntil", t.date(values.path("retainUntil").asText())));
            String tag = erasure.map(found -> t.of(
                            "desk.person.restricted",
                            t.date(found.open().path("restrictedUntil").asText())))
                    .orElse("");
            entries.add(new Entry(
                    values.path("name").asText(),
                    "",
                    tag,
                    "warn",
                    t.of("desk.person." + values.path("kind").asText()),
                    facts,
                    desk.form(
                            "/desk/people/" + person,
                            erasure.map(Stored::version).orElse(0L),
                            List.of(
                                    Field.choice("reason", t.of("desk.reason"), reasons(t)),
                                    Field.text("legalBasis", t.of("desk.fact.basis"), t.of("desk.person.basis"))),
                            List.of(new Button("ERASE", t.of("desk.step.ERASE"), "bad")))));
        }
        return entries;
    }

    private static List<Choice> reasons(Texts t) {
        return List.of("withdrawn", "purpose-fulfilled", "period-over", "unlawful").stream()
                .map(reason -> new Choice(reason, t.of("desk.person.reason." + reason)))
                .toList();
    }

    private static Entry hint(Texts t, String what, String tone) {
        return Entry.of(t.of("desk.missing." + what), t.of("desk.missing.tag." + tone), tone, "");
    }

    private ObjectNode view(String recordType, Uscc uscc, Stored stored) {
        return visitor.view(recordType, uscc.value(), stored.open(), stored.restricted());
    }
}
