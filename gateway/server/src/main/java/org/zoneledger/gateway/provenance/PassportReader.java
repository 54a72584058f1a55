package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.EventRules.Part;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.provenance.Passport.CreditWord;
import org.zoneledger.gateway.provenance.Passport.Enterprise;
import org.zoneledger.gateway.provenance.Passport.Level;
import org.zoneledger.gateway.provenance.Passport.Material;
import org.zoneledger.gateway.provenance.Passport.Product;
import org.zoneledger.gateway.provenance.Passport.Proof;
import org.zoneledger.gateway.provenance.Passport.Recall;
import org.zoneledger.gateway.provenance.Passport.State;
import org.zoneledger.gateway.provenance.Passport.Step;
import org.zoneledger.gateway.provenance.Passport.Text;
import org.zoneledger.gateway.resolver.PassportSource;

/** Puts passports together from the index; every record passes the disclosure policy for the public first. */
@ApplicationScoped
class PassportReader implements PassportSource {

    private static final int MOST_EVENTS = 400;
    private static final List<String> JUDGEMENTS = List.of("disposition", "zone:inspection", "zone:customsRelease");

    private final Records records;
    private final Events events;
    private final Index index;
    private final Policy policy;
    private final Recalls inForce;

    PassportReader(Records records, Events events, Index index, Policy policy, Recalls inForce) {
        this.records = records;
        this.events = events;
        this.index = index;
        this.policy = policy;
        this.inForce = inForce;
    }

    @Override
    public Optional<Passport> find(DigitalLink.Item asked) {
        long height = index.checkpoint().height();
        return open("product", ProductRules.key(asked.gtin())).map(product -> {
            DigitalLink.Item known = known(asked);
            List<Events.Stored> journey =
                    known.level() == DigitalLink.Level.PRODUCT ? List.of() : Journey.of(things(known), this::naming);
            Set<String> own = pagesOf(product.path("uscc").asText(), journey);
            List<Step> steps = journey.stream()
                    .map(event -> step(event, own.contains(event.page())))
                    .toList();
            List<Recall> recalls = recalls(known, height);
            return new Passport(
                    new DigitalLink.Item(known.gtin(), Optional.empty(), known.batch(), known.serial()).uri(),
                    level(known),
                    level(asked),
                    recalls.isEmpty() ? state(steps) : State.recalled,
                    recalls,
                    product(product),
                    known.batch(),
                    known.serial(),
                    ilmd(journey, "cbvmda:itemExpirationDate"),
                    enterprise(product.path("uscc").asText()),
                    materials(known, journey),
                    steps,
                    proofs(journey),
                    height);
        });
    }

    @Override
    public Optional<Shipment> find(DigitalLink.LogisticUnit unit) {
        long height = index.checkpoint().height();
        List<Events.Stored> journey = Journey.of(List.of(unit.uri()), this::naming);
        return Optional.of(journey)
                .filter(found -> !found.isEmpty())
                .map(found -> new Shipment(
                        unit.uri(),
                        unit.sscc().value(),
                        "shipment",
                        found.stream().map(event -> step(event, false)).toList(),
                        proofs(found),
                        height));
    }

    /** The finest of what was asked that the ledger knows something of, with the batch that an item was commissioned in. */
    private DigitalLink.Item known(DigitalLink.Item asked) {
        if (asked.serial().isPresent()) {
            var item = DigitalLink.Item.serial(asked.gtin(), asked.serial().get());
            List<Events.Stored> named = naming(item.uri());
            Optional<String> lot = ilmd(named, "cbvmda:lotNumber");
            // an item that says it is of another batch than it was commissioned in is not the item asked for
            if (!named.isEmpty() && (asked.batch().isEmpty() || lot.isEmpty() || lot.equals(asked.batch()))) {
                return new DigitalLink.Item(asked.gtin(), Optional.empty(), lot, asked.serial());
            }
        }
        if (asked.batch().isPresent()) {
            var batch = DigitalLink.Item.batch(asked.gtin(), asked.batch().get());
            if (!naming(batch.uri()).isEmpty()) {
                return batch;
            }
        }
        return DigitalLink.Item.product(asked.gtin());
    }

    private static List<String> things(DigitalLink.Item known) {
        List<String> things = new ArrayList<>();
        known.serial()
                .ifPresent(serial ->
                        things.add(DigitalLink.Item.serial(known.gtin(), serial).uri()));
        known.batch()
                .ifPresent(batch ->
                        things.add(DigitalLink.Item.batch(known.gtin(), batch).uri()));
        return things;
    }

    private List<Events.Stored> naming(String thing) {
        return events.naming(thing, Events.Cursor.START, MOST_EVENTS);
    }

    private Optional<ObjectNode> open(String recordType, String key) {
        return records.find(key).map(record -> policy.open(recordType, record.open()));
    }

    private static Level level(DigitalLink.Item item) {
        return switch (item.level()) {
            case PRODUCT -> Level.product;
            case BATCH -> Level.batch;
            case ITEM -> Level.item;
        };
    }

    private static State state(List<Step> steps) {
        State state = State.fine;
        for (Step step : steps) {
            String disposition = step.disposition().orElse("");
            if (disposition.equals("recalled")) {
                return State.recalled;
            }
            if (step.release().filter(release -> !release.released()).isPresent()) {
                state = State.refused;
            } else if (disposition.equals("non_conformant")) {
                state = state == State.refused ? state : State.non_conformant;
            } else if (disposition.equals("conformant") && state == State.non_conformant) {
                state = State.fine;
            }
        }
        return state;
    }

    /** The recalls in force about a thing or what it came from; nothing is looked for while none is in force. */
    private List<Recall> recalls(DigitalLink.Item known, long height) {
        return inForce.concerning(known, height).stream()
                .map(found -> {
                    ObjectNode recall = policy.open("recall", found);
                    Gtin gtin = Gtin.parse(recall.path("gtin").asText());
                    return new Recall(
                            recall.path("id").asText(),
                            gtin.equals(known.gtin())
                                    ? Optional.empty()
                                    : open("product", ProductRules.key(gtin))
                                            .flatMap(product -> text(product, "nameZh", "nameEn")),
                            Competence.texts(recall.path("batches")),
                            new Text(
                                    recall.path("reasonZh").asText(),
                                    recall.path("reasonEn").asText()),
                            text(recall, "adviceZh", "adviceEn"),
                            recall.path("legalBasis").asText(),
                            recall.path("at").asText());
                })
                .toList();
    }

    private static Product product(ObjectNode product) {
        return new Product(
                product.path("gtin").asText(),
                new Text(product.path("nameZh").asText(), product.path("nameEn").asText()),
                product.path("brand").asText(),
                product.path("originCountry").asText(),
                text(product, "producerZh", "producerEn"),
                text(product, "categoryZh", "categoryEn"),
                string(product, "hs6"));
    }

    private Enterprise enterprise(String code) {
        Uscc uscc = Uscc.parse(code);
        ObjectNode filing = open("filing", FilingRules.key(uscc)).orElseThrow();
        List<CreditWord> words = new ArrayList<>();
        for (String scheme : Competence.schemes().keySet()) {
            open("assertion", CreditRules.key(scheme, uscc))
                    .flatMap(assertion -> word(scheme, assertion, LocalDate.now(CreditRules.BEIJING)))
                    .ifPresent(words::add);
        }
        return new Enterprise(
                code,
                new Text(filing.path("nameZh").asText(), filing.path("nameEn").asText()),
                filing.path("status").asText(),
                words);
    }

    private static Optional<CreditWord> word(String scheme, ObjectNode assertion, LocalDate today) {
        if (!assertion.has("openClass")
                || LocalDate.parse(assertion.path("validTo").asText()).isBefore(today)) {
            return Optional.empty();
        }
        Ruleset ruleset = Ruleset.named(assertion.path("ruleset").asText());
        Ruleset.CreditClass given = ruleset.classOf(assertion.path("openClass").asText());
        return Optional.of(new CreditWord(
                scheme,
                given.code(),
                new Text(given.zh(), given.en()),
                given.rank(),
                ruleset.classes().size(),
                assertion.path("legalBasis").asText(),
                assertion.path("assessedOn").asText(),
                assertion.path("validTo").asText()));
    }

    private List<Material> materials(DigitalLink.Item known, List<Events.Stored> journey) {
        Map<String, Material> materials = new LinkedHashMap<>();
        for (Events.Stored event : journey) {
            List<EventRules.Mention> mentions = EventRules.mentions(event.open());
            boolean makesIt = mentions.stream()
                    .anyMatch(mention -> mention.part() == Part.OUTPUT
                            && mention.link() instanceof DigitalLink.Item item
                            && item.gtin().equals(known.gtin()));
            for (EventRules.Mention mention : mentions) {
                if (makesIt && mention.part() == Part.INPUT && mention.link() instanceof DigitalLink.Item input) {
                    materials.computeIfAbsent(input.path(), path -> material(input));
                }
            }
        }
        return List.copyOf(materials.values());
    }

    private Material material(DigitalLink.Item input) {
        Optional<ObjectNode> product = open("product", ProductRules.key(input.gtin()));
        return new Material(
                input.path(),
                input.gtin().value(),
                input.batch(),
                product.flatMap(node -> text(node, "nameZh", "nameEn")),
                product.flatMap(node -> string(node, "originCountry")));
    }

    /** The pages among those of a journey that an enterprise has captured itself. */
    private Set<String> pagesOf(String uscc, List<Events.Stored> journey) {
        Set<String> pages = new HashSet<>();
        journey.forEach(event -> pages.add(event.page()));
        pages.removeIf(page -> records.find(PageRules.headKey(page))
                .filter(head -> head.open().path("uscc").asText().equals(uscc))
                .isEmpty());
        return pages;
    }

    /**
     * One event as a step.
     *
     * @param own captured by the enterprise that answers for the product; nobody else's word counts on whether it is good
     */
    private Step step(Events.Stored stored, boolean own) {
        ObjectNode event = policy.open("event", stored.open());
        if (!own) {
            event.remove(JUDGEMENTS);
        }
        JsonNode release = event.path("zone:customsRelease");
        return new Step(
                string(event, "eventID"),
                stored.time(),
                event.path("eventTimeZoneOffset").asText(),
                event.path("type").asText(),
                string(event, "bizStep").map(PassportReader::bare),
                string(event, "disposition").map(PassportReader::bare),
                text(event.path("zone:place"), "zh", "en"),
                string(event.path("zone:place"), "country"),
                text(event.path("zone:inspection"), "authorityZh", "authorityEn"),
                release.isObject()
                        ? Optional.of(new Passport.Release(
                                release.path("office").asText(),
                                new Text(
                                        release.path("officeZh").asText(),
                                        release.path("officeEn").asText()),
                                release.path("direction").asText(),
                                release.path("released").asText().equals("true")))
                        : Optional.empty(),
                stored.page(),
                stored.position());
    }

    /** A CBV word without its URI or CURIE prefix. */
    private static String bare(String word) {
        return word.replaceFirst("^(.*BizStep-|.*Disp-|urn:epcglobal:cbv:(bizstep|disp):)", "");
    }

    private List<Proof> proofs(List<Events.Stored> journey) {
        Set<String> pages = new LinkedHashSet<>();
        journey.forEach(event -> pages.add(event.page()));
        List<Proof> proofs = new ArrayList<>();
        for (String page : pages) {
            records.versions(PageRules.headKey(page)).stream()
                    .findFirst()
                    .map(version -> proof(page, version))
                    .ifPresent(proofs::add);
        }
        proofs.sort(java.util.Comparator.comparingLong(Proof::block));
        return proofs;
    }

    private Proof proof(String page, Records.Version version) {
        ObjectNode head = policy.open("page", version.stored().open());
        Uscc signer = Uscc.parse(head.path("uscc").asText());
        ObjectNode filing = open("filing", FilingRules.key(signer)).orElseThrow();
        return new Proof(
                page,
                head.path("count").asLong(),
                head.path("root").asText(),
                signer.value(),
                new Text(filing.path("nameZh").asText(), filing.path("nameEn").asText()),
                head.path("certificate").asText(),
                version.endorsers().stream().map(PassportReader::shortName).toList(),
                version.block(),
                version.txId(),
                version.at());
    }

    private static String shortName(String msp) {
        return Competence.schemes().entrySet().stream()
                .filter(scheme -> scheme.getValue().equals(msp))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(msp.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> ilmd(List<Events.Stored> journey, String name) {
        return journey.stream()
                .map(event -> event.open().path("ilmd").path(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    private static Optional<Text> text(JsonNode node, String zh, String en) {
        return node.has(zh) || node.has(en)
                ? Optional.of(new Text(
                        node.path(zh).asText(node.path(en).asText()),
                        node.path(en).asText(node.path(zh).asText())))
                : Optional.empty();
    }

    private static Optional<String> string(JsonNode node, String name) {
        return node.path(name).isTextual() ? Optional.of(node.path(name).textValue()) : Optional.empty();
    }
}
