package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.FilingSteps;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.provenance.RecallRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** An agency's desk: credit matters, filings and amendments that wait for it, share requests it decides on or has made; for market regulation recalls. */
@ApplicationScoped
class AgencyDesk {

    private static final int MOST = 50;
    private static final List<String> WAITING = List.of("SUBMITTED", "VERIFIED", "ACCEPTED");

    private final Records records;
    private final RecallDesk recalls;
    private final CreditDesk credit;
    private final AlertDesk alerts;
    private final Visitor visitor;

    AgencyDesk(Records records, RecallDesk recalls, CreditDesk credit, AlertDesk alerts, Visitor visitor) {
        this.alerts = alerts;
        this.credit = credit;
        this.records = records;
        this.recalls = recalls;
        this.visitor = visitor;
    }

    DeskView view(Texts t, Person person, String message, String tone) {
        Desk desk = new Desk(t);
        String msp = person.caller().msp();
        boolean decides = person.caller().role() == Role.OFFICER;
        List<Section> sections = new ArrayList<>();
        sections.add(alerts.section(t, person));
        sections.addAll(credit.sections(t, desk, person));
        if (msp.equals(RecallRules.owner())) {
            sections.addAll(recalls.sections(t, desk, decides));
        }
        sections.addAll(List.of(
                new Section(
                        "filings", t.of("desk.filings"), "", t.of("desk.filings.none"), filings(t, desk, msp, decides)),
                new Section(
                        "amendments",
                        t.of("desk.amendments"),
                        "",
                        t.of("desk.amendments.none"),
                        amendments(t, desk, msp, decides)),
                new Section(
                        "corrections",
                        t.of("desk.corrections"),
                        t.of("desk.corrections.lead"),
                        t.of("desk.corrections.none"),
                        corrections(t, desk, msp, decides)),
                new Section(
                        "asked",
                        t.of("desk.shares.asked"),
                        t.of("desk.shares.asked.lead"),
                        t.of("desk.shares.none"),
                        shares(t, desk, msp, decides, true)),
                new Section(
                        "made",
                        t.of("desk.shares.made"),
                        "",
                        t.of("desk.shares.none"),
                        shares(t, desk, msp, decides, false))));
        return new DeskView(
                t.of("desk.agency", desk.agency(TextNode.valueOf(msp))),
                t.of(decides ? "desk.officer" : "desk.reviewer"),
                message,
                tone,
                sections,
                t.of("desk.foot"));
    }

    private List<Entry> filings(Texts t, Desk desk, String msp, boolean decides) {
        List<String> statuses = WAITING.stream()
                .filter(status -> FilingSteps.owners(status).contains(msp))
                .toList();
        return statuses.isEmpty()
                ? List.of()
                : records.filingsIn(statuses, MOST).stream()
                        .map(filing -> filing(t, desk, msp, decides, filing))
                        .toList();
    }

    private Entry filing(Texts t, Desk desk, String msp, boolean decides, Stored stored) {
        String uscc = stored.open().path("uscc").asText();
        ObjectNode filing = visitor.view("filing", uscc, stored.open(), stored.restricted());
        String status = filing.path("status").asText();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(t.of("desk.fact.uscc"), uscc, true));
        for (String name : List.of("areaCode", "customsCode", "licenceNo", "registeredAddress")) {
            if (filing.has(name)) {
                facts.add(new Fact(desk.field(name), filing.path(name).asText(), false));
            }
        }
        Form form = decides
                ? desk.form(
                        "/desk/filings/" + uscc,
                        stored.version(),
                        grounds(t, status.equals("ACCEPTED")),
                        FilingSteps.of(status, msp).stream()
                                .map(step -> button(t, step.name()))
                                .toList())
                : null;
        return new Entry(
                desk.name(filing),
                "/enterprises/" + uscc,
                desk.status(status),
                "warn",
                t.of("desk.submitted", desk.day(filing.path("at"))),
                facts,
                form);
    }

    private List<Entry> amendments(Texts t, Desk desk, String msp, boolean decides) {
        List<Entry> entries = new ArrayList<>();
        for (Stored stored : records.under("amendment/", 20 * MOST)) {
            JsonNode pending = stored.open().path("pending");
            boolean waits = stored.open().path("status").asText().equals("PENDING")
                    && pending.properties().stream()
                            .anyMatch(field -> field.getValue().asText().equals(msp));
            if (waits && entries.size() < MOST) {
                entries.add(amendment(t, desk, msp, decides, stored));
            }
        }
        return entries;
    }

    private Entry amendment(Texts t, Desk desk, String msp, boolean decides, Stored stored) {
        String uscc = stored.open().path("uscc").asText();
        ObjectNode amendment = visitor.view("amendment", uscc, stored.open(), stored.restricted());
        List<Fact> facts = new ArrayList<>();
        for (JsonNode change : amendment.path("changes")) {
            String name = change.path("field").asText();
            if (amendment.path("pending").path(name).asText().equals(msp)) {
                String to = change.path("restricted").asBoolean()
                        ? amendment.path(name).asText()
                        : text(change.path("to"));
                facts.add(new Fact(desk.field(name), text(change.path("from")) + " → " + to, false));
            }
        }
        Form form = decides
                ? desk.form(
                        "/desk/amendments/" + uscc,
                        stored.version(),
                        grounds(t, false),
                        List.of(button(t, "CONFIRM"), button(t, "REFUSE")))
                : null;
        return new Entry(
                desk.name(amendment),
                "/enterprises/" + uscc,
                desk.status("PENDING"),
                "warn",
                t.of("desk.submitted", desk.day(amendment.path("at"))),
                facts,
                form);
    }

    private List<Entry> corrections(Texts t, Desk desk, String msp, boolean decides) {
        return records.requests("correction/", msp, MOST).stream()
                .filter(each -> each.open().path("owner").asText().equals(msp)
                        && each.open().path("status").asText().equals("REQUESTED"))
                .map(each -> correction(t, desk, decides, each))
                .toList();
    }

    private Entry correction(Texts t, Desk desk, boolean decides, Stored stored) {
        ObjectNode correction = visitor.view("correction", "", stored.open(), stored.restricted());
        String decideBy = correction.path("decideBy").asText();
        List<Fact> facts = List.of(
                desk.fact("subject", subject(desk, correction)),
                desk.fact("fields", desk.field(correction.path("field").asText())),
                desk.fact("ground", correction.path("ground").asText()),
                desk.fact("decideBy", t.date(decideBy)));
        return new Entry(
                desk.agency(correction.at("/by/msp")),
                "",
                isOver(decideBy) ? t.of("desk.late") : desk.status("REQUESTED"),
                isOver(decideBy) ? "bad" : "warn",
                t.of("desk.submitted", desk.day(correction.path("at"))),
                facts,
                decides
                        ? desk.form(
                                "/desk/corrections/" + correction.path("id").asText(),
                                stored.version(),
                                grounds(t, false),
                                List.of(button(t, "ACCEPT"), button(t, "REFUSE")))
                        : null);
    }

    /** Days of one form: their order as texts is their order in time. */
    private static boolean isOver(String day) {
        return day.compareTo(LocalDate.now(CreditRules.BEIJING).toString()) < 0;
    }

    private List<Entry> shares(Texts t, Desk desk, String msp, boolean decides, boolean own) {
        return records.requests("share/", msp, MOST).stream()
                .filter(share -> share.open().path("owner").asText().equals(msp) == own)
                // what waits comes first; the order is stable otherwise
                .sorted(Comparator.comparing(
                        share -> !share.open().path("status").asText().equals("REQUESTED")))
                .map(share -> share(t, desk, decides && own, share))
                .toList();
    }

    private Entry share(Texts t, Desk desk, boolean decides, Stored stored) {
        ObjectNode share = visitor.view("share", "", stored.open(), stored.restricted());
        String status = share.path("status").asText();
        boolean waits = status.equals("REQUESTED");
        String decideBy = share.path("decideBy").asText();
        // days of one form: their order as texts is their order in time
        boolean late =
                waits && decideBy.compareTo(LocalDate.now(CreditRules.BEIJING).toString()) < 0;
        List<Fact> facts = new ArrayList<>();
        facts.add(desk.fact("subject", subject(desk, share)));
        facts.add(desk.fact("fields", desk.fields(share.path("fields"))));
        facts.add(desk.fact("purpose", share.path("purpose").asText()));
        facts.add(desk.fact("ground", share.path("ground").asText()));
        facts.add(desk.fact("basis", share.path("legalBasis").asText()));
        facts.add(desk.fact(
                "period",
                t.date(share.path("from").asText()) + " – "
                        + t.date(share.path("to").asText())));
        if (waits) {
            facts.add(desk.fact("decideBy", t.date(decideBy)));
        }
        Form form = decides && (waits || status.equals("GRANTED"))
                ? desk.form(
                        "/desk/shares/" + share.path("id").asText(),
                        stored.version(),
                        grounds(t, false),
                        waits ? List.of(button(t, "GRANT"), button(t, "REFUSE")) : List.of(button(t, "REVOKE")))
                : null;
        return new Entry(
                t.of("desk.share", desk.agency(share.at("/by/msp")), desk.agency(share.path("owner"))),
                "",
                late ? t.of("desk.late") : desk.status(status),
                late ? "bad" : waits ? "warn" : status.equals("GRANTED") ? "good" : "plain",
                t.of("desk.submitted", desk.day(share.path("at"))),
                facts,
                form);
    }

    private String subject(Desk desk, JsonNode share) {
        String uscc = share.path("uscc").asText();
        return Optional.of(uscc)
                .filter(code -> !code.isEmpty())
                .flatMap(code -> records.find(FilingRules.key(Uscc.parse(code))))
                .map(filing -> desk.name(filing.open()) + " · " + uscc)
                .orElse(uscc);
    }

    private static List<Field> grounds(Texts t, boolean withPeriod) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.text("reason", t.of("desk.reason"), ""));
        fields.add(Field.text("legalBasis", t.of("desk.fact.basis"), ""));
        if (withPeriod) {
            fields.add(Field.date(
                    "validTo",
                    t.of("desk.validTo"),
                    LocalDate.now(CreditRules.BEIJING).plusYears(1).toString()));
        }
        return fields;
    }

    private static Button button(Texts t, String step) {
        boolean isNo =
                List.of("REJECT", "REFUSE", "REVOKE", "SUSPEND", "CANCEL").contains(step);
        return new Button(step, t.of("desk.step." + step), isNo ? "bad" : "good");
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.isMissingNode() ? "—" : value.toString();
    }
}
