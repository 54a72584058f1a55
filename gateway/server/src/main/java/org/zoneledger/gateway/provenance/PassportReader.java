package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.ListRules;
import org.zoneledger.domain.credit.ListRules.Kind;
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
import org.zoneledger.gateway.credit.Listings;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Links;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Things;
import org.zoneledger.gateway.provenance.Passport.CreditWord;
import org.zoneledger.gateway.provenance.Passport.Enterprise;
import org.zoneledger.gateway.provenance.Passport.FalseOrigin;
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

    private final Records records;
    private final Events events;
    private final Index index;
    private final Policy policy;
    private final Recalls inForce;
    private final Listings listings;

    PassportReader(Records records, Events events, Index index, Policy policy, Recalls inForce, Listings listings) {
        this.records = records;
        this.events = events;
        this.index = index;
        this.policy = policy;
        this.inForce = inForce;
        this.listings = listings;
    }

    @Override
    public Optional<Passport> find(DigitalLink.Item asked) {
        long height = index.checkpoint().height();
        return open("product", ProductRules.key(asked.gtin())).map(product -> {
            DigitalLink.Item known = known(asked);
            List<Events.Stored> journey = journey(asked, known);
            Steps steps = new Steps(policy, pagesOf(product.path("uscc").asText(), journey));
            List<Step> shown = steps.of(journey);
            List<Events.Stored> facts =
                    journey.stream().filter(Events.Stored::isFact).toList();
            List<ObjectNode> against = against(asked, known, height);
            List<Recall> recalls = recalls(against, known.gtin());
            List<FalseOrigin> falseOrigins = falseOrigins(against, known.gtin());
            return new Passport(
                    new DigitalLink.Item(known.gtin(), Optional.empty(), known.batch(), known.serial()).uri(),
                    level(known),
                    level(asked),
                    state(shown, recalls, falseOrigins),
                    recalls,
                    falseOrigins,
                    product(product),
                    known.batch(),
                    known.serial(),
                    ilmd(facts, "cbvmda:itemExpirationDate"),
                    enterprise(product.path("uscc").asText()),
                    materials(known, facts),
                    shown,
                    proofs(journey),
                    asked.serial().isPresent() && known.serial().isEmpty() && hasItems(known, height),
                    height);
        });
    }

    @Override
    public Optional<Shipment> find(DigitalLink.LogisticUnit unit) {
        long height = index.checkpoint().height();
        List<Events.Stored> journey = withDeclarations(Journey.of(List.of(unit.uri()), this::naming));
        return Optional.of(journey)
                .filter(found -> !found.isEmpty())
                .map(found -> new Shipment(
                        unit.uri(),
                        unit.sscc().value(),
                        "shipment",
                        new Steps(policy, Set.of()).of(found),
                        proofs(found),
                        height));
    }

    @Override
    public List<DigitalLink.Item> batches(Gtin gtin, int most) {
        String prefix = DigitalLink.Item.product(gtin).uri() + "/10/";
        return links(links -> links.beginning(prefix, most)).stream()
                .map(PassportReader::item)
                .toList();
    }

    @Override
    public List<DigitalLink.Item> items(DigitalLink.Item batch, Optional<String> from, int most) {
        return links(links -> {
            long id = links.id(Things.of(batch).uri());
            long first = 0;
            long since = Long.MIN_VALUE;
            if (from.isPresent()) {
                first = links.id(
                        DigitalLink.Item.serial(batch.gtin(), from.get()).uri());
                Optional<Links.Link> made = links.batchesOf(first, Long.MIN_VALUE, Long.MAX_VALUE).stream()
                        .filter(link -> link.thing() == id)
                        .findFirst();
                if (made.isEmpty()) {
                    return List.of();
                }
                since = made.get().from();
            }
            Set<Long> found = new LinkedHashSet<>();
            for (Links.Link link : links.itemsOf(id, since, Long.MAX_VALUE)) {
                if (found.size() < most && (link.thing() == first || first == 0 || !found.isEmpty())) {
                    found.add(link.thing());
                }
            }
            List<DigitalLink.Item> items = new ArrayList<>();
            for (long thing : found) {
                DigitalLink.Item item = item(links.uri(thing));
                items.add(new DigitalLink.Item(item.gtin(), Optional.empty(), batch.batch(), item.serial()));
            }
            return items;
        });
    }

    /** A look at the links of the index as it stands. */
    private interface Look<T> {
        T at(Links links) throws SQLException;
    }

    private <T> T links(Look<T> look) {
        long height = index.checkpoint().height();
        return index.read(connection -> {
            try (Links links = new Links(connection, Links.known(connection, height))) {
                return look.at(links);
            }
        });
    }

    private static DigitalLink.Item item(String uri) {
        return (DigitalLink.Item) DigitalLink.parse(uri);
    }

    /** The finest of what was asked that the ledger knows something of, with the batch that an item was commissioned in. */
    private DigitalLink.Item known(DigitalLink.Item asked) {
        if (asked.serial().isPresent()) {
            var item = DigitalLink.Item.serial(asked.gtin(), asked.serial().get());
            List<Events.Stored> named = facts(item);
            Optional<String> lot = ilmd(named, "cbvmda:lotNumber");
            // an item that says it is of another batch than it was commissioned in is not the item asked for
            if (!named.isEmpty() && (asked.batch().isEmpty() || lot.isEmpty() || lot.equals(asked.batch()))) {
                return new DigitalLink.Item(asked.gtin(), Optional.empty(), lot, asked.serial());
            }
        }
        if (asked.batch().isPresent()) {
            var batch = DigitalLink.Item.batch(asked.gtin(), asked.batch().get());
            if (!facts(batch).isEmpty()) {
                return batch;
            }
        }
        return DigitalLink.Item.product(asked.gtin());
    }

    /** Whether single items of a batch or product are on record. */
    private boolean hasItems(DigitalLink.Item known, long height) {
        return index.read(connection -> {
            try (Links links = new Links(connection, Links.known(connection, height))) {
                return known.batch().isPresent()
                        ? !links.itemsOf(links.id(Things.of(known).uri()), Long.MIN_VALUE, Long.MAX_VALUE, 1)
                                .isEmpty()
                        : !links.beginning(known.uri() + "/21/").isEmpty();
            }
        });
    }

    private List<Events.Stored> facts(DigitalLink.Item thing) {
        return naming(thing.uri()).stream().filter(Events.Stored::isFact).toList();
    }

    /** The events of what is known, and what was declared wrong about the item or batch that was asked for and is not known. */
    private List<Events.Stored> journey(DigitalLink.Item asked, DigitalLink.Item known) {
        List<Events.Stored> journey = new ArrayList<>(
                known.level() == DigitalLink.Level.PRODUCT ? List.of() : Journey.of(things(known), this::naming));
        for (String thing : things(asked)) {
            List<Events.Stored> named = naming(thing);
            if (named.stream().noneMatch(Events.Stored::isFact)) {
                journey.addAll(named);
            }
        }
        return withDeclarations(journey);
    }

    /** Events, each once, with those by which they were declared wrong; oldest first. */
    private List<Events.Stored> withDeclarations(List<Events.Stored> journey) {
        Map<Long, Events.Stored> whole = new TreeMap<>();
        journey.forEach(event -> whole.put(event.id(), event));
        Set<Long> declarations = journey.stream()
                .map(Events.Stored::declared)
                .filter(id -> id > 0 && !whole.containsKey(id))
                .collect(Collectors.toSet());
        whole.putAll(events.find(declarations));
        return whole.values().stream()
                .sorted(Comparator.comparing(Events.Stored::time).thenComparing(Events.Stored::id))
                .toList();
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

    private static State state(List<Step> steps, List<Recall> recalls, List<FalseOrigin> falseOrigins) {
        State captured = recalls.isEmpty() ? state(steps) : State.recalled;
        return captured == State.fine && !falseOrigins.isEmpty() ? State.false_origin : captured;
    }

    private static State state(List<Step> steps) {
        State state = State.fine;
        for (Step step : steps.stream().filter(Step::stands).toList()) {
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

    /**
     * The recalls and findings in force about what is known, or about what was asked for though no event that counts names it, or what they
     * came from; nothing is looked for while none is in force.
     */
    private List<ObjectNode> against(DigitalLink.Item asked, DigitalLink.Item known, long height) {
        Stream<DigitalLink.Item> things = known.level() == asked.level() ? Stream.of(known) : Stream.of(known, asked);
        return things.flatMap(thing -> inForce.concerning(thing, height).stream())
                .distinct()
                .map(found -> policy.open(found.path("type").asText(), found))
                .toList();
    }

    private List<Recall> recalls(List<ObjectNode> against, Gtin known) {
        return against.stream()
                .filter(found -> found.path("type").asText().equals("recall"))
                .map(recall -> new Recall(
                        recall.path("id").asText(),
                        ofOther(recall, known),
                        Competence.texts(recall.path("batches")),
                        new Text(
                                recall.path("reasonZh").asText(),
                                recall.path("reasonEn").asText()),
                        text(recall, "adviceZh", "adviceEn"),
                        recall.path("legalBasis").asText(),
                        recall.path("at").asText()))
                .toList();
    }

    private List<FalseOrigin> falseOrigins(List<ObjectNode> against, Gtin known) {
        return against.stream()
                .filter(found -> found.path("type").asText().equals("origin"))
                .map(finding -> new FalseOrigin(
                        finding.path("id").asText(),
                        ofOther(finding, known),
                        Competence.texts(finding.path("batches")),
                        finding.path("legalBasis").asText(),
                        finding.path("at").asText()))
                .toList();
    }

    /** The name of the product that is spoken of, when it is another than this one. */
    private Optional<Text> ofOther(ObjectNode found, Gtin known) {
        Gtin gtin = Gtin.parse(found.path("gtin").asText());
        return gtin.equals(known)
                ? Optional.empty()
                : open("product", ProductRules.key(gtin)).flatMap(product -> text(product, "nameZh", "nameEn"));
    }

    private Product product(ObjectNode product) {
        return new Product(
                product.path("gtin").asText(),
                new Text(product.path("nameZh").asText(), product.path("nameEn").asText()),
                product.path("brand").asText(),
                product.path("originCountry").asText(),
                text(product, "producerZh", "producerEn"),
                text(product, "categoryZh", "categoryEn"),
                string(product, "hs6"),
                lists(product));
    }

    private List<Text> lists(ObjectNode product) {
        String code = product.path("hs10").asText(product.path("hs6").asText());
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        return code.isEmpty()
                ? List.of()
                : listings.inForce(Kind.GOODS, today).stream()
                        .map(Records.Stored::open)
                        .filter(list -> !ListRules.hits(list, code, today).isEmpty())
                        .map(list -> new Text(
                                list.path("titleZh").asText(),
                                list.path("titleEn").asText()))
                        .toList();
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
        proofs.sort(Comparator.comparingLong(Proof::block));
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

    static Optional<Text> text(JsonNode node, String zh, String en) {
        return node.has(zh) || node.has(en)
                ? Optional.of(new Text(
                        node.path(zh).asText(node.path(en).asText()),
                        node.path(en).asText(node.path(zh).asText())))
                : Optional.empty();
    }

    static Optional<String> string(JsonNode node, String name) {
        return node.path(name).isTextual() ? Optional.of(node.path(name).textValue()) : Optional.empty();
    }
}
