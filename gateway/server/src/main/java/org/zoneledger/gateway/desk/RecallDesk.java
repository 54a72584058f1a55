package org.zoneledger.gateway.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.desk.DeskView.Button;
import org.zoneledger.gateway.desk.DeskView.Entry;
import org.zoneledger.gateway.desk.DeskView.Field;
import org.zoneledger.gateway.desk.DeskView.Form;
import org.zoneledger.gateway.desk.DeskView.Section;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.provenance.RecallReach;
import org.zoneledger.gateway.provenance.Recalls;
import org.zoneledger.gateway.provenance.TraceView.Told;
import org.zoneledger.gateway.provenance.TraceView.TraceNode;
import org.zoneledger.gateway.resolver.EnterpriseView.Fact;
import org.zoneledger.gateway.resolver.Texts;

/** Recalls on the desk of market regulation: those in force, a form for another one, and what each reaches. */
@ApplicationScoped
class RecallDesk {

    private static final int MOST = 50;

    private final Recalls recalls;
    private final Records records;
    private final Visitor visitor;

    RecallDesk(Recalls recalls, Records records, Visitor visitor) {
        this.recalls = recalls;
        this.records = records;
        this.visitor = visitor;
    }

    /** What stands on the desk itself; forms only for whoever decides. */
    List<Section> sections(Texts t, Desk desk, boolean decides) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "recalls",
                t.of("desk.recalls"),
                t.of("desk.recalls.lead"),
                t.of("desk.recalls.none"),
                recalls.open().stream()
                        .limit(MOST)
                        .map(recall -> recall(t, desk, decides, recall))
                        .toList()));
        if (decides) {
            Form form = desk.form("/desk/recalls", 0, fields(t), List.of(button(t, "RECALL")));
            Entry entry = new Entry(t.of("desk.recall.what"), "", "", "", "", List.of(), form);
            sections.add(new Section("recall", t.of("desk.recall"), t.of("desk.recall.lead"), "", List.of(entry)));
        }
        return sections;
    }

    /** What a recall reaches and who has it. */
    DeskView reach(Texts t, RecallReach.Page page) {
        Desk desk = new Desk(t);
        List<Entry> things = new ArrayList<>();
        page.reach().affected().forEach(thing -> things.add(thing(t, desk, thing)));
        page.next()
                .ifPresent(next -> things.add(new Entry(
                        t.of("desk.reach.more"),
                        "?lang=" + t.language().code() + "&nextPageToken=" + next,
                        "",
                        "",
                        "",
                        List.of(),
                        null)));
        String cut = page.reach().cut().filter(why -> !why.equals("more")).isPresent() ? t.of("desk.reach.cut") : "";
        Section section = new Section("reach", t.of("desk.reach"), cut, t.of("desk.reach.none"), things);
        ObjectNode recall = visitor.view("recall", "", page.recall(), Optional.empty());
        return new DeskView(
                product(desk, recall), reason(t, recall), "", "", List.of(section), t.of("desk.reach.foot"));
    }

    private Entry recall(Texts t, Desk desk, boolean decides, ObjectNode stored) {
        ObjectNode recall = visitor.view("recall", "", stored, Optional.empty());
        String id = recall.path("id").asText();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(t.of("desk.fact.gtin"), recall.path("gtin").asText(), true));
        facts.add(desk.fact(
                "batches",
                recall.has("batches") ? t.list(Competence.texts(recall.path("batches"))) : t.of("desk.recall.every")));
        facts.add(desk.fact("reason", reason(t, recall)));
        facts.add(desk.fact("basis", recall.path("legalBasis").asText()));
        Form form = decides
                ? desk.form(
                        "/desk/recalls/" + id,
                        recall.path("version").asLong(),
                        List.of(
                                Field.text("reason", t.of("desk.reason"), ""),
                                Field.text("legalBasis", t.of("desk.fact.basis"), "")),
                        List.of(button(t, "CLOSE")))
                : null;
        return new Entry(
                t.of("desk.reach.of", product(desk, recall)),
                "/desk/recalls/" + id + "?lang=" + t.language().code(),
                desk.status("OPEN"),
                "bad",
                t.of("desk.submitted", desk.day(recall.path("at"))),
                facts,
                form);
    }

    private Entry thing(Texts t, Desk desk, TraceNode thing) {
        DigitalLink link = EpcUri.parse(thing.epc()).link();
        List<Fact> facts = new ArrayList<>();
        thing.last().ifPresent(last -> {
            facts.add(desk.fact("holder", enterprise(desk, last.sender())));
            facts.add(desk.fact("last", told(t, desk, last)));
        });
        return new Entry(
                name(desk, link),
                link.path() + "?lang=" + t.language().code(),
                thing.gaps().isEmpty() ? "" : t.of("desk.reach.gap"),
                "warn",
                t.of("desk.level." + thing.level()),
                facts,
                null);
    }

    /** What happened last, where and when. */
    private static String told(Texts t, Desk desk, Told last) {
        String step = last.event().path("bizStep").asText();
        String place = last.event().path("zone:place").path(t.language().code()).asText();
        List<String> words = new ArrayList<>();
        if (!step.isEmpty()) {
            words.add(t.find("step." + step).orElse(step));
        }
        if (!place.isEmpty()) {
            words.add(place);
        }
        words.add(desk.day(last.event().path("eventTime")));
        return String.join(" · ", words);
    }

    private String name(Desk desk, DigitalLink link) {
        if (!(link instanceof DigitalLink.Item item)) {
            return link.path().substring(link.path().lastIndexOf('/') + 1);
        }
        String number = item.serial().or(item::batch).map(text -> " · " + text).orElse("");
        return product(desk, item.gtin()) + number;
    }

    private String product(Desk desk, ObjectNode recall) {
        return product(desk, Gtin.parse(recall.path("gtin").asText()));
    }

    private String product(Desk desk, Gtin gtin) {
        return records.find(ProductRules.key(gtin))
                .map(product -> desk.name(product.open()))
                .orElse(gtin.value());
    }

    private String enterprise(Desk desk, String uscc) {
        return records.find(FilingRules.key(Uscc.parse(uscc)))
                .map(filing -> desk.name(filing.open()) + " · " + uscc)
                .orElse(uscc);
    }

    private static String reason(Texts t, JsonNode recall) {
        return recall.path(t.language().code().equals("zh") ? "reasonZh" : "reasonEn")
                .asText();
    }

    private static List<Field> fields(Texts t) {
        return List.of(
                Field.text("gtin", t.of("desk.fact.gtin"), ""),
                Field.optional("batches", t.of("desk.recall.batches")),
                Field.text("reasonZh", t.of("desk.recall.reasonZh"), ""),
                Field.text("reasonEn", t.of("desk.recall.reasonEn"), ""),
                Field.optional("adviceZh", t.of("desk.recall.adviceZh")),
                Field.optional("adviceEn", t.of("desk.recall.adviceEn")),
                Field.text("legalBasis", t.of("desk.fact.basis"), ""));
    }

    private static Button button(Texts t, String step) {
        return new Button(step, t.of("desk.step." + step), step.equals("RECALL") ? "bad" : "good");
    }
}
