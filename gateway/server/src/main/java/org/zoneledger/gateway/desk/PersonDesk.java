package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Choice;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.disclosure.PersonCredit;
import org.zoneledger.gateway.disclosure.PersonCredit.Proposed;
import org.zoneledger.gateway.disclosure.Reading.Released;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** A person's credit at the desks of customs. The person is named inside forms only, never in an address. */
@ApplicationScoped
class PersonDesk {

    static final String PATH = "/desk/person-credit";

    private final PersonCredit credits;

    PersonDesk(PersonCredit credits) {
        this.credits = credits;
    }

    /**
     * The page.
     *
     * @param named key of the person it is about, empty when it is about nobody yet
     * @param read what was read of the person, if it was
     */
    DeskView view(Texts t, String named, Optional<Released> read, String message, String tone) {
        Person person = credits.mustBeOfCustoms();
        boolean isOfficer = person.caller().role() == Role.OFFICER;
        Desk desk = new Desk(t);
        List<Section> sections = new ArrayList<>();
        read.ifPresent(released -> sections.add(new Section(
                "force",
                t.of("person.force"),
                t.of("person.force.lead", released.access().key()),
                "",
                List.of(entry(t, desk, released.values().path("credit"), "", null)))));
        if (!named.isEmpty()) {
            Optional<Proposed> waiting = credits.waiting(named);
            sections.add(new Section(
                    "waiting",
                    t.of("credit.cases"),
                    "",
                    t.of("person.waiting.none"),
                    waiting.map(each -> List.of(waiting(t, desk, person, named, each)))
                            .orElse(List.of())));
            if (isOfficer) {
                sections.add(Section.of(
                        "propose", t.of("person.propose"), t.of("person.propose.lead"), proposal(t, desk, named)));
            }
        }
        sections.add(Section.of(
                "look",
                t.of("person.look"),
                t.of(isOfficer ? "person.look.officer" : "person.look.reviewer"),
                look(t, desk, named, isOfficer)));
        return new DeskView(
                t.of("credit.person"), t.of("credit.person.text"), message, tone, sections, t.of("desk.foot"));
    }

    private static Form look(Texts t, Desk desk, String named, boolean isOfficer) {
        List<Field> fields = new ArrayList<>(List.of(Field.text("person", t.of("credit.field.person"), named)));
        if (isOfficer) {
            fields.add(Field.optional("purpose", t.of("credit.field.purpose")));
            fields.add(Field.optional("legalBasis", t.of("desk.fact.basis")));
        }
        return desk.form(PATH, 0, fields, List.of(new Button("LOOK", t.of("person.look.button"), "good")));
    }

    private static Entry waiting(Texts t, Desk desk, Person person, String named, Proposed proposed) {
        boolean isOwn = proposed.proposer().equals(person.caller().certificate());
        Form form = isOwn
                ? null
                : desk.form(
                        PATH + "/approvals",
                        0,
                        List.of(Field.hidden("person", named)),
                        List.of(new Button("APPROVE", t.of("credit.case.APPROVE"), "good")));
        return entry(t, desk, proposed.credit(), t.of(isOwn ? "credit.case.own" : "credit.case.waits"), form);
    }

    private static Form proposal(Texts t, Desk desk, String named) {
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        List<Choice> flags = List.of(
                new Choice("", t.of("person.flags.none")),
                new Choice("IDENTITY_ABUSE", t.of("person.flag.IDENTITY_ABUSE")),
                new Choice("RESALE", t.of("person.flag.RESALE")),
                new Choice(
                        "IDENTITY_ABUSE RESALE",
                        t.list(List.of(t.of("person.flag.IDENTITY_ABUSE"), t.of("person.flag.RESALE")))));
        return desk.form(
                PATH + "/proposals",
                0,
                List.of(
                        Field.hidden("person", named),
                        Field.text("year", t.of("credit.field.year"), Integer.toString(today.getYear())),
                        Field.text("quotaUsed", t.of("credit.field.quotaUsed"), ""),
                        Field.optionalChoice("flags", t.of("credit.field.flags"), flags),
                        Field.text("legalBasis", t.of("desk.fact.basis"), ""),
                        Field.date("validTo", t.of("credit.field.validTo"), today.getYear() + "-12-31")),
                List.of(new Button("PROPOSE", t.of("credit.propose"), "good")));
    }

    private static Entry entry(Texts t, Desk desk, JsonNode credit, String tag, Form form) {
        List<String> flags = new ArrayList<>();
        credit.path("flags").forEach(flag -> flags.add(t.of("person.flag." + flag.asText())));
        return new Entry(
                t.of(
                        "person.quota",
                        credit.path("year").asText(),
                        credit.path("quotaUsed").asText()),
                "",
                tag,
                "warn",
                "",
                List.of(
                        new Fact(
                                t.of("credit.field.flags"),
                                flags.isEmpty() ? t.of("person.flags.none") : t.list(flags),
                                false),
                        desk.fact("basis", credit.path("legalBasis").asText()),
                        desk.fact("validTo", t.date(credit.path("validTo").asText()))),
                form);
    }
}
