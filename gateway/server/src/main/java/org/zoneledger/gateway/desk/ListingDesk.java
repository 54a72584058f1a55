package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.ListRules;
import org.zoneledger.domain.credit.ListRules.Kind;
import org.zoneledger.domain.credit.ListingRules.Method;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Listings;
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

/** Lists for everybody, and the way onto one at the desks of the agency and of the enterprise. */
@ApplicationScoped
class ListingDesk {

    private static final List<String> OPEN = List.of("NOTIFIED", "RESPONDED", "DECIDED");

    private final Listings listings;
    private final Records records;
    private final FiledNames names;
    private final Visitor visitor;

    ListingDesk(Listings listings, Records records, FiledNames names, Visitor visitor) {
        this.listings = listings;
        this.records = records;
        this.names = names;
        this.visitor = visitor;
    }

    /** The lists in force, each with its items or with the enterprises that stand on it for everybody to see. */
    DeskView view(Texts t) {
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        List<Section> sections = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            listings.inForce(kind, today).forEach(list -> sections.add(section(t, kind, list, today)));
        }
        if (sections.isEmpty()) {
            sections.add(new Section("none", t.of("credit.lists.inForce"), "", t.of("credit.lists.none"), List.of()));
        }
        return new DeskView(
                t.of("credit.lists"), t.of("credit.lists.text"), "", "", sections, t.of("credit.lists.foot"));
    }

    private Section section(Texts t, Kind kind, Stored stored, LocalDate today) {
        ObjectNode list = visitor.view("list", "", stored.open(), Optional.empty());
        List<Entry> entries = kind == Kind.SUBJECT
                ? listings.published(stored, today).stream()
                        .map(each -> subject(t, each))
                        .toList()
                : ListRules.standing(list, today).stream()
                        .map(each -> item(t, each))
                        .toList();
        return new Section(
                list.path("listId").asText(),
                title(t, list),
                String.join(
                        " · ",
                        t.of("credit.list.kind." + kind),
                        new CreditWords(t).agency(list.path("owner").asText()),
                        list.path("legalBasis").asText(),
                        days(t, list, "validFrom", "validTo")),
                t.of("credit.lists.nobody"),
                entries);
    }

    private static Entry item(Texts t, JsonNode item) {
        return Entry.of(
                item.path(t.language() == Language.ZH ? "zh" : "en").asText(),
                item.path("item").asText(),
                "warn",
                days(t, item, "from", "to"));
    }

    private Entry subject(Texts t, Listings.Subject each) {
        String uscc = each.uscc().value();
        ObjectNode fact = visitor.view("fact", uscc, each.found().node(), Optional.empty());
        return new Entry(
                names.of(t, uscc),
                "/enterprises/" + uscc + "?lang=" + t.language().code(),
                fact.path("source").asText(),
                "bad",
                days(t, fact, "publishedFrom", "lastPublished"),
                List.of(),
                null);
    }

    /** The notices that an enterprise has got, those first that wait for its statement. */
    Section notices(Texts t, Person clerk) {
        List<Entry> waiting = new ArrayList<>();
        List<Entry> others = new ArrayList<>();
        for (Stored listing : listings.of(clerk)) {
            ObjectNode node = view(listing);
            boolean waits = node.path("status").asText().equals("NOTIFIED");
            List<Fact> facts = said(t, node);
            if (waits) {
                facts.addAll(answering(t, node, clerk.enterprise()));
            }
            (waits ? waiting : others).add(entry(t, node, agency(t, node), "", facts, null));
        }
        waiting.addAll(others);
        return new Section(
                "listings",
                t.of("credit.listings"),
                t.of("credit.listings.lead"),
                t.of("credit.listings.none"),
                waiting);
    }

    private static List<Fact> answering(Texts t, ObjectNode listing, Uscc uscc) {
        String id = listing.path("id").asText();
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.putObject("restricted").put("statement", t.of("credit.listing.say"));
        return List.of(
                new Fact("statement.json", form.toString(), true),
                new Fact(
                        t.of("credit.apply.sign"),
                        "./zone sign statement.json --as " + uscc.value() + " --statement " + id + " > headers",
                        true),
                new Fact(t.of("credit.apply.send"), "POST /api/v1/listings/" + id + "/statements", true));
    }

    /**
     * The listings of an agency that are on their way.
     *
     * @param proposed ids of those on which somebody has proposed a decision
     */
    Section open(Texts t, Desk desk, Person person, Set<String> proposed) {
        List<Entry> entries = new ArrayList<>();
        for (Stored listing : listings.of(person)) {
            ObjectNode node = view(listing);
            String uscc = node.path("uscc").asText();
            if (OPEN.contains(node.path("status").asText()) && !uscc.isEmpty()) {
                boolean isProposed = proposed.contains(node.path("id").asText());
                Form form = isProposed || person.caller().role() != Role.OFFICER
                        ? null
                        : form(t, desk, node, listing.version());
                entries.add(entry(t, node, names.of(t, uscc), "/desk/enterprises/" + uscc, said(t, node), form));
            }
        }
        return new Section(
                "listings",
                t.of("credit.listings.open"),
                t.of("credit.listings.open.lead"),
                t.of("credit.listings.open.none"),
                entries);
    }

    private static Form form(Texts t, Desk desk, ObjectNode listing, long version) {
        String action = "/desk/listings/" + listing.path("id").asText();
        if (listing.path("status").asText().equals("DECIDED")) {
            List<Choice> methods = Stream.of(Method.values())
                    .map(method -> new Choice(method.name(), t.of("credit.listing.method." + method)))
                    .toList();
            return desk.form(
                    action,
                    version,
                    List.of(
                            Field.choice("method", t.of("credit.field.method"), methods),
                            Field.date(
                                    "deliveredOn",
                                    t.of("credit.field.deliveredOn"),
                                    LocalDate.now(CreditRules.BEIJING).toString())),
                    List.of(new Button("DELIVER", t.of("credit.listing.DELIVER"), "good")));
        }
        return desk.form(
                action,
                version,
                List.of(
                        Field.text("reason", t.of("desk.reason"), ""),
                        Field.text("legalBasis", t.of("desk.fact.basis"), ""),
                        Field.optionalChoice("severity", t.of("credit.field.severity"), CreditDesk.severities(t)),
                        Field.optional("source", t.of("credit.field.source")),
                        Field.optional("remedies", t.of("credit.field.remedies")),
                        Field.optionalDate("publishedTo", t.of("credit.field.publishedTo"))),
                List.of(
                        new Button("LIST", t.of("credit.listing.LIST"), "bad"),
                        new Button("DISMISS", t.of("credit.listing.DISMISS"), "good")));
    }

    /** The form for a notice, where the agency leads a list of subjects for the scheme. */
    Optional<Section> notice(Texts t, Desk desk, String scheme, Uscc uscc, LocalDate today) {
        List<Choice> lists = listings.inForce(Kind.SUBJECT, today).stream()
                .map(Stored::open)
                .filter(list -> list.path("scheme").asText().equals(scheme))
                .map(list -> new Choice(list.path("listId").asText(), title(t, list)))
                .toList();
        Form form = desk.form(
                "/desk/notices/" + uscc.value(),
                0,
                List.of(
                        Field.choice("list", t.of("credit.field.list"), lists),
                        Field.text("ground", t.of("credit.field.ground"), "")),
                List.of(new Button("NOTIFY", t.of("credit.listing.NOTIFY"), "bad")));
        return lists.isEmpty()
                ? Optional.empty()
                : Optional.of(Section.of(
                        "notice-" + scheme, t.of("credit.listing.notify"), t.of("credit.listing.notify.lead"), form));
    }

    private Entry entry(Texts t, ObjectNode listing, String text, String href, List<Fact> facts, Form form) {
        String status = listing.path("status").asText();
        return new Entry(
                text,
                href.isEmpty() ? "" : href + "?lang=" + t.language().code(),
                t.find("credit.listing.status." + status).orElse(status),
                status.equals("DISMISSED") ? "good" : status.equals("LISTED") ? "bad" : "warn",
                t.of("desk.submitted", new Desk(t).day(listing.path("at"))),
                facts,
                form);
    }

    private List<Fact> said(Texts t, ObjectNode listing) {
        List<Fact> facts = new ArrayList<>();
        records.find(ListRules.key(listing.path("list").asText()))
                .ifPresent(list -> facts.add(new Fact(t.of("credit.field.list"), title(t, list.open()), false)));
        for (String name : List.of("ground", "statement", "reason", "source", "remedies")) {
            if (listing.has(name)) {
                facts.add(new Fact(
                        t.find("credit.field." + name).orElseGet(() -> t.of("desk.fact." + name)),
                        listing.path(name).asText(),
                        false));
            }
        }
        if (listing.path("status").asText().equals("NOTIFIED")) {
            facts.add(new Fact(
                    t.of("credit.listing.respondBy"),
                    t.date(listing.path("respondBy").asText()),
                    false));
        }
        return facts;
    }

    private ObjectNode view(Stored listing) {
        String subject = Listings.subject(listing).map(Uscc::value).orElse("");
        return visitor.view("listing", subject, listing.open(), listing.restricted());
    }

    private static String agency(Texts t, ObjectNode listing) {
        return new CreditWords(t).agency(listing.path("owner").asText());
    }

    private static String title(Texts t, JsonNode list) {
        return list.path(t.language() == Language.ZH ? "titleZh" : "titleEn").asText();
    }

    private static String days(Texts t, JsonNode node, String first, String last) {
        String from = t.date(node.path(first).asText());
        return node.has(last)
                ? t.of("credit.fact.span", from, t.date(node.path(last).asText()))
                : t.of("credit.fact.from", from);
    }
}
