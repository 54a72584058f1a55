package org.zoneledger.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.gateway.audit.SubjectAtResource.Change;
import org.zoneledger.gateway.audit.SubjectAtResource.Standing;
import org.zoneledger.gateway.audit.SubjectAtResource.SubjectAt;
import org.zoneledger.gateway.desk.DeskView;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Choice;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** The auditor's desk in the words of one language. */
final class AuditWords {

    private static final int LONGEST_VALUE = 400;
    private static final List<String> AGENCIES = List.of("customs", "tax", "forex", "market", "commerce");

    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Texts t;

    AuditWords(Texts t) {
        this.t = t;
    }

    /** The list of acts that a question found. */
    DeskView acts(ActResource.Found found, ActResource.Reads reads) {
        List<Entry> entries = found.acts().stream().map(this::act).toList();
        List<Entry> readings = reads.reads().stream()
                .map(each -> new Entry(
                        agency(each.msp()),
                        "",
                        "",
                        "plain",
                        "",
                        each.purposes().entrySet().stream()
                                .map(purpose -> new Fact(purpose.getKey(), Long.toString(purpose.getValue()), false))
                                .toList(),
                        null))
                .toList();
        return view(
                t.of("audit.title"),
                t.of("audit.text"),
                t.of("audit.covers", found.height(), found.logSize(), found.matched()) + withheld(found.withheld()),
                List.of(
                        new Section("acts", t.of("audit.acts"), "", t.of("audit.none"), entries),
                        new Section(
                                "reads", t.of("audit.reads"), t.of("audit.reads.text"), t.of("audit.none"), readings)));
    }

    /** Every version of a record, newest first, with what each changed. */
    DeskView record(HistoryResource.History history) {
        List<Entry> entries = new ArrayList<>();
        for (int i = history.versions().size() - 1; i >= 0; i--) {
            HistoryResource.VersionAnswer version = history.versions().get(i);
            List<Fact> facts = new ArrayList<>(
                    who(version.by(), version.endorsers(), version.legalBasis(), version.block(), version.txId()));
            differences(version.differences(), facts);
            entries.add(new Entry(
                    t.of("audit.version", version.version()) + " · " + transaction(version.transaction()),
                    "",
                    version.deleted() ? t.of("audit.deleted") : "",
                    version.deleted() ? "bad" : "plain",
                    time(version.at()),
                    facts,
                    null));
        }
        return view(
                type(history.key()) + " " + history.key(),
                t.of("audit.record.text"),
                t.of("audit.record.covers", history.height(), history.count()),
                List.of(
                        new Section("versions", t.of("audit.versions"), "", t.of("audit.none"), entries),
                        new Section(
                                "proof",
                                t.of("audit.proof"),
                                "",
                                "",
                                List.of(link(
                                        t.of("audit.receipt"),
                                        "/verify?receipt=" + history.key() + "&lang="
                                                + t.language().code())))));
    }

    /** An enterprise on a day. */
    DeskView subject(SubjectAt at) {
        List<Section> sections = new ArrayList<>();
        if (at.since().isPresent()) {
            sections.add(new Section(
                    "changes",
                    t.of("audit.changes", time(at.since().get())),
                    "",
                    t.of("audit.unchanged"),
                    at.changes().stream().map(this::change).toList()));
        }
        sections.add(new Section(
                "standing",
                t.of("audit.standing"),
                t.of("audit.law", t.date(at.policySince())),
                t.of("audit.none"),
                at.records().stream().map(this::standing).toList()));
        return view(
                at.uscc(),
                t.of("audit.subject.text"),
                t.of("audit.subject.covers", time(at.at()), at.height()),
                sections);
    }

    /** Before a thing is named. */
    DeskView noThing() {
        return view(t.of("audit.chain"), t.of("audit.chain.text"), "", List.of());
    }

    /** Who answers for what is said of a thing. */
    DeskView chain(ResponsibilityResource.Chain chain) {
        List<Entry> entries = chain.links().stream()
                .map(link -> new Entry(
                        what(link),
                        "/audit/records/" + path(link.key()) + "?lang="
                                + t.language().code(),
                        link.stands() ? "" : t.of("audit.void"),
                        "warn",
                        time(link.at()) + " · " + link.key(),
                        who(link.by(), link.endorsers(), link.legalBasis(), link.block(), link.txId()),
                        null))
                .toList();
        return view(
                t.of("audit.chain"),
                t.of("audit.chain.text"),
                t.of(chain.isWhole() ? "audit.chain.covers" : "audit.chain.part", chain.height(), entries.size()),
                List.of(new Section("chain", chain.thing(), "", t.of("audit.none"), entries)));
    }

    private String what(ResponsibilityResource.Link link) {
        return t.find("step." + link.what())
                .orElseGet(() -> t.find("type." + link.what()).orElseGet(() -> transaction(link.what())));
    }

    /** The form that asks for a thing. */
    Form thing(Map<String, String> asked) {
        return new Form(
                "/audit/responsibility",
                "",
                "",
                "",
                List.of(text("epc", asked)),
                List.of(new Button("", t.of("audit.ask"), "good")));
    }

    /** The form that asks for acts. */
    Form question(Map<String, String> asked) {
        List<Choice> types = new ArrayList<>(List.of(new Choice("", t.of("audit.any"))));
        HistoryResource.TYPES.forEach(type -> types.add(new Choice(type, type(type + "/"))));
        types.add(new Choice("pagehead", t.of("type.page")));
        List<Choice> transactions = new ArrayList<>(List.of(new Choice("", t.of("audit.any"))));
        Stream.of(TransactionName.values())
                .map(TransactionName::wire)
                .forEach(name -> transactions.add(new Choice(name, transaction(name))));
        return new Form(
                "/audit",
                "",
                "",
                "",
                List.of(
                        text("subject", asked),
                        choice("type", asked, types),
                        choice("agency", asked, agencies()),
                        choice("transaction", asked, transactions),
                        text("legalBasis", asked),
                        day("from", asked),
                        day("to", asked)),
                List.of(new Button("", t.of("audit.ask"), "good")));
    }

    /** Any agency, or one. */
    List<Choice> agencies() {
        List<Choice> agencies = new ArrayList<>(List.of(new Choice("", t.of("audit.any"))));
        AGENCIES.forEach(agency -> agencies.add(new Choice(msp(agency), t.of("agency." + agency))));
        return agencies;
    }

    /** The form that asks for a day. */
    Form days(String uscc, Map<String, String> asked) {
        return new Form(
                "/audit/subjects/" + uscc,
                "",
                "",
                "",
                List.of(day("at", asked), day("since", asked)),
                List.of(new Button("", t.of("audit.ask"), "good")));
    }

    /** Where else an auditor looks. */
    Section also() {
        String lang = "?lang=" + t.language().code();
        return new Section(
                "also",
                t.of("audit.also"),
                "",
                "",
                List.of(
                        link(t.of("audit.chain"), "/audit/responsibility" + lang),
                        link(t.of("audit.logs"), "/log" + lang),
                        link(t.of("policy.title"), "/policy" + lang)));
    }

    /** The whole answer as files. */
    Section take(String query) {
        String asked = query == null ? "" : "&" + query;
        return new Section(
                "take",
                t.of("audit.take"),
                t.of("audit.take.text"),
                "",
                Stream.of("csv", "jsonl", "pdf")
                        .map(format -> link(t.of("audit.take." + format), "/audit/export?format=" + format + asked))
                        .toList());
    }

    /** A link to the rest of a list, at its end. */
    Section more(String id, String href) {
        return new Section(id, t.of("audit.more"), "", "", List.of(link(t.of("audit.next"), href)));
    }

    private Field text(String name, Map<String, String> asked) {
        return new Field(name, t.of("audit.field." + name), "text", asked.getOrDefault(name, ""), false, List.of());
    }

    private Field day(String name, Map<String, String> asked) {
        return new Field(name, t.of("audit.field." + name), "date", asked.getOrDefault(name, ""), false, List.of());
    }

    private Field choice(String name, Map<String, String> asked, List<Choice> choices) {
        return new Field(name, t.of("audit.field." + name), "text", asked.getOrDefault(name, ""), false, choices);
    }

    private DeskView view(String title, String subtitle, String covers, List<Section> sections) {
        return new DeskView(title, subtitle, covers, "plain", sections, t.of("audit.foot"));
    }

    private Entry act(ActResource.Line act) {
        List<Fact> facts = new ArrayList<>(who(act.by(), act.endorsers(), act.legalBasis(), act.block(), act.txId()));
        if (!act.subject().isEmpty()) {
            facts.add(0, new Fact(t.of("audit.subject"), act.subject(), true));
        }
        String withheld =
                String.join(", ", act.withheld().stream().map(this::tier).toList());
        return new Entry(
                transaction(act.transaction()),
                "/audit/records/" + path(act.key()) + "?lang=" + t.language().code(),
                withheld,
                "warn",
                time(act.at()) + " · " + act.key() + " · " + t.of("audit.version", act.version()),
                facts,
                null);
    }

    private Entry standing(Standing record) {
        List<Fact> facts = new ArrayList<>();
        record.record()
                .properties()
                .forEach(field -> facts.add(new Fact(field(field.getKey()), value(field.getValue()), false)));
        return new Entry(
                type(record.key()),
                "/audit/records/" + path(record.key()) + "?lang=" + t.language().code(),
                t.of("audit.version", record.version()),
                "plain",
                record.key() + " · " + time(record.since()) + " · " + transaction(record.transaction()),
                facts,
                null);
    }

    private Entry change(Change change) {
        List<Fact> facts = new ArrayList<>();
        differences(change.differences(), facts);
        return new Entry(
                type(change.key()),
                "/audit/records/" + path(change.key()) + "?lang=" + t.language().code(),
                "",
                "plain",
                change.key(),
                facts,
                null);
    }

    private void differences(List<Difference> differences, List<Fact> facts) {
        for (Difference each : differences) {
            String after = each.after().map(this::value).orElse(t.of("audit.nothing"));
            facts.add(new Fact(
                    field(each.field()),
                    each.before().map(before -> value(before) + " → " + after).orElse(after),
                    false));
        }
    }

    private List<Fact> who(HistoryResource.By by, List<String> endorsers, String basis, long block, String txId) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(t.of("audit.by"), reader(by), false));
        facts.add(new Fact(t.of("audit.certificate"), by.certificate(), true));
        facts.add(new Fact(
                t.of("audit.endorsers"),
                t.list(endorsers.stream().map(this::agency).toList()),
                false));
        if (!basis.isEmpty()) {
            facts.add(new Fact(t.of("desk.field.legalBasis"), basis, false));
        }
        facts.add(new Fact(t.of("audit.block"), block + " · " + txId, true));
        return facts;
    }

    /** Whose person, and in which role. */
    String reader(HistoryResource.By by) {
        String role = t.find("audit.role." + by.role()).orElse(by.role());
        String whose = by.uscc().isEmpty() ? agency(by.msp()) : by.uscc();
        return whose + " · " + role;
    }

    private String withheld(Map<Tier, Long> withheld) {
        StringBuilder text = new StringBuilder();
        withheld.forEach((tier, count) -> text.append(' ').append(t.of("audit.withheld", count, tier(tier.name()))));
        return text.toString();
    }

    private String tier(String name) {
        return t.of("tier." + name + ".name");
    }

    static Entry link(String text, String href) {
        return new Entry(text, href, "", "plain", "", List.of(), null);
    }

    private String value(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : CanonicalJson.text(value);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }

    private String field(String path) {
        String inner = path.substring(path.lastIndexOf('.') + 1);
        return t.find("desk.field." + inner).orElse(path);
    }

    private String type(String key) {
        String type = key.substring(0, key.indexOf('/'));
        return t.find("type." + (type.equals("pagehead") ? "page" : type)).orElse(type);
    }

    String transaction(String name) {
        return t.find("transaction." + name.replace(':', '.')).orElse(name);
    }

    String agency(String msp) {
        return t.find("agency." + msp.replaceFirst("MSP$", "").toLowerCase(Locale.ROOT))
                .orElse(msp);
    }

    private static String msp(String agency) {
        return agency.substring(0, 1).toUpperCase(Locale.ROOT) + agency.substring(1) + "MSP";
    }

    /** In Beijing time, to the second. */
    String time(String instant) {
        ZonedDateTime at = beijing(instant);
        return t.date(at.toLocalDate().toString()) + " " + HOURS.format(at);
    }

    static ZonedDateTime beijing(String instant) {
        return Instant.parse(instant).atZone(CreditRules.BEIJING);
    }

    static String path(String key) {
        return UriBuilder.fromPath("/{key}")
                .build(new Object[] {key}, false)
                .getRawPath()
                .substring(1);
    }
}
