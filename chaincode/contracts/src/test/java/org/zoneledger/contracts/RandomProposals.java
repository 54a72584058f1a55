package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.Fact;
import org.zoneledger.domain.credit.FactRules;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;

/** Proposals by chance, about two thirds of them ones that the chaincode agrees to on this ledger. */
final class RandomProposals {

    private static final List<String> WORDS = List.of(
            "桐乡",
            "羊毛衫",
            "İstanbul",
            "ılık",
            "TITLE",
            "straße",
            "ﬁne",
            "𠮷野",
            "🧶",
            "e\u0301",
            "\u200b",
            "١٢٣",
            "\"\\/",
            "&<>",
            "'");

    private static final List<String> FIELDS = List.of("nameZh", "customsCode", "areaCode", "licenceNo");

    private final Random random;
    private final MemoryLedger ledger;
    private final List<Uscc> usccs = Stream.of(
                    "91330483MA2B00078", "91330482MA2B0006X", "91330402MA2B0001A", "91330402MA2B0002B")
            .map(Uscc::withCheckDigit)
            .toList();
    private final Map<String, Enterprise> enterprises = new HashMap<>();
    private final Map<String, Sealed> described = new HashMap<>();
    private final List<String> shares = new ArrayList<>();
    private final Map<String, ObjectNode> terms = new HashMap<>();
    private final List<String> grants = new ArrayList<>();
    private final List<String> recalls = new ArrayList<>();
    private final List<String> mandates = new ArrayList<>();
    private final List<String> people = new ArrayList<>();
    private final List<String> corrections = new ArrayList<>();
    private final List<String> repairs = new ArrayList<>();
    private final Map<String, Enterprise> listings = new TreeMap<>();
    private final Deque<Proposal> taken = new ArrayDeque<>();
    private final Map<String, String> granted = new TreeMap<>();
    private final Map<Uscc, String> thresholds = new HashMap<>();
    private String edition = "";
    private String digest = "";
    private int count;

    RandomProposals(long seed, MemoryLedger ledger) {
        this.random = new Random(seed);
        this.ledger = ledger;
    }

    Proposal next() {
        count++;
        Proposal proposal = proposal();
        proposal = proposal.at(proposal.at().plusSeconds(count).plusNanos(random.nextInt(1_000_000_000)));
        return random.nextInt(4) == 0 ? broken(proposal) : proposal;
    }

    private Proposal proposal() {
        Uscc uscc = usccs.get(random.nextInt(usccs.size()));
        Optional<LedgerRecord> filing = record("filing/" + uscc);
        Enterprise enterprise = enterprise(uscc, filing);
        String status = filing.map(record -> record.text("status")).orElse("");
        int version = version(enterprise.filingKey());
        if (!taken.isEmpty()) {
            return taken.remove();
        }
        return switch (status) {
            case "SUBMITTED" -> random.nextInt(3) == 0 ? reject(enterprise, "MarketMSP") : decide(enterprise, "VERIFY");
            case "VERIFIED" -> random.nextInt(4) == 0 ? reject(enterprise, "CustomsMSP") : decide(enterprise, "ACCEPT");
            case "ACCEPTED" -> decide(enterprise, "ACTIVATE");
            case "SUSPENDED" -> resume(enterprise, filing.orElseThrow());
            case "ACTIVE" -> active(enterprise, filing.orElseThrow());
            case "CANCELLED" -> random.nextBoolean() ? credit(enterprise) : disclosure(enterprise);
            default -> enterprise.submit(filing(enterprise, version), restricted());
        };
    }

    private Proposal active(Enterprise enterprise, LedgerRecord filing) {
        int version = (int) filing.version() + 1;
        if (filing.node().path("certificate").has("revoked")) {
            Enterprise newer = renewed(enterprise);
            return enterprise.certify(newer, newer, newer, version);
        }
        for (String gtin : List.of(Enterprise.SWEATER, Enterprise.YARN)) {
            if (record("product/" + gtin).isEmpty() && random.nextBoolean()) {
                return product(enterprise, gtin);
            }
        }
        if (random.nextBoolean()) {
            return random.nextInt(3) == 0 ? credit(enterprise) : disclosure(enterprise);
        }
        return switch (random.nextInt(22)) {
            case 0, 1 -> decide(enterprise, "RENEW");
            case 2 -> enterprise.decide("SUSPEND", random.nextBoolean() ? "CustomsMSP" : "MarketMSP", version);
            case 3 -> random.nextInt(8) == 0 ? decide(enterprise, "CANCEL") : enterprise.revoke(version);
            case 4 -> enterprise.certify(renewed(enterprise), enterprise, enterprise, version);
            case 5, 6, 7, 8 -> amendment(enterprise);
            case 9 -> recall();
            case 10, 20, 21 -> use(enterprise);
            case 11 -> product(enterprise, gtin());
            case 12, 13, 14 -> imported(enterprise);
            case 15 -> credit(enterprise);
            default -> owner(Enterprise.SWEATER, enterprise).capture(id(), events());
        };
    }

    private Proposal disclosure(Enterprise enterprise) {
        return switch (random.nextInt(33)) {
            case 20, 21, 22, 23 -> correction(enterprise);
            case 24 -> enterprise.draft(text());
            case 25 -> enterprise.drop();
            case 27, 28 -> mandate(enterprise);
            case 14, 15, 16, 17, 18, 19 -> governance();
            case 0, 1 -> describe(enterprise);
            case 2 -> {
                String scheme = scheme();
                Sealed values = described.getOrDefault(scheme + enterprise.uscc(), Sealed.none());
                yield Disclosures.keep(enterprise, scheme, values, Competence.ownerOf(scheme));
            }
            case 3 -> {
                String noteId = random.nextInt(3) == 0 ? text() : "%032x".formatted(count);
                yield Disclosures.note(enterprise, noteId, text(), one(Competence.agencies()));
            }
            case 4, 5 -> request(enterprise);
            case 6, 7 -> word(request -> !request.text("status").equals("REVOKED"), enterprise);
            case 8, 29, 30 -> {
                String scheme = scheme();
                String reader = one(Competence.agencies());
                int version = version("standing/" + scheme + "/" + reader + "/export-supervision");
                String field = one(List.copyOf(Competence.details(scheme)));
                yield Disclosures.stand(
                        scheme, reader, "export-supervision", field, version, Competence.ownerOf(scheme));
            }
            case 9 -> {
                String field = one(Competence.texts(Competence.table("grantable")));
                grants.add(id());
                granted.put(id(), field);
                if (field.startsWith("threshold.")) {
                    thresholds.put(enterprise.uscc(), id());
                }
                yield Disclosures.grant(enterprise, enterprise, id(), field);
            }
            case 31, 32 -> {
                String grant = thresholds.getOrDefault(enterprise.uscc(), id());
                yield Disclosures.ask(enterprise, enterprise, id(), grant, question(grant));
            }
            case 10, 26 -> {
                String grant = grants.isEmpty() ? id() : one(grants);
                yield Disclosures.withdraw(enterprise, grant, version("grant/" + grant));
            }
            case 11, 12 -> read(enterprise);
            default -> person(enterprise);
        };
    }

    /** What a grant lets its reader ask, if anything. */
    private String question(String grant) {
        String scheme = granted.getOrDefault(grant, "").replace("threshold.", "");
        return Competence.creditSchemes().containsKey(scheme)
                ? "{'" + scheme + "':{'atLeast':'"
                        + Ruleset.inForce(scheme, LocalDate.of(2026, 11, 24))
                                .classes()
                                .get(1)
                                .code() + "'}}"
                : "{'noRedLine':{}}";
    }

    private Proposal recall() {
        if (!recalls.isEmpty() && random.nextBoolean()) {
            String id = one(recalls);
            return Recalls.close(id, version("recall/" + id));
        }
        recalls.add(id());
        return Recalls.open(id(), random.nextInt(4) == 0 ? gtin() : Enterprise.SWEATER, 1);
    }

    private Proposal correction(Enterprise enterprise) {
        if (!corrections.isEmpty() && random.nextBoolean()) {
            String id = one(corrections);
            return Corrections.answer(
                    id, random.nextBoolean() ? "ACCEPT" : "REFUSE", version("correction/" + id), "MarketMSP");
        }
        corrections.add(id());
        return Corrections.request(id(), enterprise, "nameZh", "MarketMSP", one(Competence.agencies()));
    }

    /** An edition is proposed now and then; else somebody approves the last one, or tries to enact it. */
    private Proposal governance() {
        if (random.nextInt(6) == 0) {
            return witness();
        }
        if (edition.isEmpty() || random.nextInt(12) == 0) {
            edition = id();
            ObjectNode proposed = Governance.edition(
                    edition, LocalDate.of(2027, 1, 1).plusDays(count).toString());
            digest = Sha256.hex(CanonicalJson.bytes(proposed));
            return Governance.propose(proposed, one(Competence.agencies()));
        }
        List<String> silent = Competence.agencies().stream()
                .filter(agency -> record("approval/" + edition + "/" + agency).isEmpty())
                .toList();
        return silent.size() > 1 && random.nextInt(6) > 0
                ? Governance.approve(edition, digest, one(silent))
                : Governance.enact(edition, version("policy/disclosure"), one(Competence.agencies()));
    }

    private Proposal witness() {
        String agency = one(List.copyOf(Competence.schemes().keySet()));
        String msp = random.nextInt(4) == 0 ? one(Competence.agencies()) : Competence.ownerOf(agency);
        int version = version("witness/" + msp);
        return random.nextBoolean()
                ? Governance.witness(Identity.witness(agency), version, msp)
                : Governance.withdraw(version, msp);
    }

    private Proposal describe(Enterprise enterprise) {
        String scheme = scheme();
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (String name : Competence.details(scheme)) {
            values.put(name, random.nextInt());
        }
        Sealed kept = Disclosures.sealed(values);
        described.put(scheme + enterprise.uscc(), kept);
        ObjectNode details =
                Disclosures.details(enterprise, scheme, kept, version("detail/" + scheme + "/" + enterprise.uscc()));
        return Disclosures.describe(details.put("legalBasis", text()), Competence.ownerOf(scheme));
    }

    private Proposal request(Enterprise enterprise) {
        String scheme = scheme();
        ObjectNode asked = Disclosures.terms(enterprise, one(List.copyOf(Competence.details(scheme))))
                .put("ground", text());
        shares.add(id());
        terms.put(id(), asked);
        return Disclosures.request(id(), scheme, "export-supervision", asked, one(Competence.agencies()));
    }

    private Proposal mandate(Enterprise enterprise) {
        if (!mandates.isEmpty() && random.nextBoolean()) {
            String id = one(mandates);
            String recorder = record("mandate/" + id)
                    .map(found -> found.node().at("/by/msp").asText())
                    .orElse("CommerceMSP");
            return Disclosures.end(id, version("mandate/" + id), recorder);
        }
        String scheme = scheme();
        ObjectNode asked = Disclosures.terms(enterprise, one(List.copyOf(Competence.details(scheme))))
                .put("ground", text());
        mandates.add(id());
        return Disclosures.mandate(id(), scheme, asked, one(Competence.agencies()));
    }

    private Proposal word(Predicate<LedgerRecord> open, Enterprise enterprise) {
        for (String id : shares) {
            Optional<LedgerRecord> share = record("share/" + id).filter(open);
            if (share.isPresent() && random.nextInt(3) > 0) {
                boolean waits = share.get().text("status").equals("REQUESTED");
                String step = waits ? random.nextInt(4) == 0 ? "REFUSE" : "GRANT" : "REVOKE";
                return Disclosures.decide(
                        id, step, version("share/" + id), share.get().text("owner"));
            }
        }
        return request(enterprise);
    }

    private Proposal read(Enterprise enterprise) {
        for (String id : shares) {
            Optional<LedgerRecord> share =
                    record("share/" + id).filter(found -> found.text("status").equals("GRANTED"));
            if (share.isPresent() && random.nextInt(3) > 0) {
                ObjectNode asked = terms.get(id);
                ObjectNode reading = JsonNodeFactory.instance.objectNode();
                reading.set("uscc", asked.get("uscc"));
                reading.putObject("fields").put(asked.at("/fields/0").asText(), Disclosures.DIGEST);
                return Disclosures.access(
                        id(),
                        "share/" + id,
                        reading,
                        share.get().node().at("/by/msp").asText());
            }
        }
        ObjectNode reading = Disclosures.reading(enterprise, "phone").put("person", "ab".repeat(32));
        return Disclosures.access(id(), "person", reading, one(Competence.people()));
    }

    private Proposal person(Enterprise enterprise) {
        if (!people.isEmpty() && random.nextInt(3) > 0) {
            String person = one(people);
            if (random.nextInt(3) > 0) {
                return Disclosures.credit(
                        person, random.nextBoolean() ? "PROPOSE" : "CONFIRM", Integer.toString(random.nextInt(2)));
            }
            return Disclosures.erase(person, version("erasure/" + person), one(Competence.people()));
        }
        String person = "%064x".formatted(count);
        people.add(person);
        String retainUntil = random.nextBoolean() ? "2026-11-24" : "2029-11-24";
        return Disclosures.person(
                enterprise, person, Disclosures.contact(enterprise, retainUntil).put("name", text()));
    }

    private String scheme() {
        return one(List.copyOf(Competence.schemes().keySet()));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Mostly the enterprise that registered a product, if there is one. */
    private Enterprise owner(String gtin, Enterprise otherwise) {
        Optional<LedgerRecord> product = record("product/" + gtin);
        if (product.isEmpty() || random.nextInt(10) == 0) {
            return otherwise;
        }
        Uscc owner = Uscc.parse(product.get().text("uscc"));
        return enterprise(owner, record("filing/" + owner));
    }

    /** The enterprise with the key of its registered certificate. */
    private Enterprise enterprise(Uscc uscc, Optional<LedgerRecord> filing) {
        return filing.map(record ->
                        enterprises.get(record.node().at("/certificate/sha256").asText()))
                .orElseGet(() -> known(Enterprise.of(uscc.value())));
    }

    private Enterprise renewed(Enterprise enterprise) {
        return known(enterprise.renewed());
    }

    private Enterprise known(Enterprise enterprise) {
        enterprises.put(enterprise.clerk().sha256(), enterprise);
        return enterprise;
    }

    private Proposal decide(Enterprise enterprise, String step) {
        return enterprise.decide(step, version(enterprise.filingKey()));
    }

    private Proposal reject(Enterprise enterprise, String msp) {
        return enterprise.decide("REJECT", msp, version(enterprise.filingKey()));
    }

    private Proposal resume(Enterprise enterprise, LedgerRecord filing) {
        return enterprise.decide("RESUME", filing.text("suspendedBy"), (int) filing.version() + 1);
    }

    private Proposal amendment(Enterprise enterprise) {
        int version = version(enterprise.amendmentKey());
        Optional<LedgerRecord> open = record(enterprise.amendmentKey())
                .filter(record -> record.text("status").equals("PENDING"));
        if (open.isPresent()) {
            String verifier =
                    open.get().node().path("pending").elements().next().asText();
            return enterprise.review(random.nextInt(3) == 0 ? "REFUSE" : "CONFIRM", verifier, version);
        }
        ObjectNode filing = filing(enterprise, version);
        if (random.nextBoolean()) {
            JsonNode stored = record(enterprise.filingKey()).orElseThrow().node();
            filing.set("nameZh", stored.get("nameZh"));
            filing.set("nameEn", stored.get("nameEn"));
            filing.put("base", "base-" + count);
            return enterprise.amend(filing, Sealed.none());
        }
        return enterprise.amend(filing, restricted());
    }

    private Proposal use(Enterprise enterprise) {
        ObjectNode use = enterprise.use(id());
        if (random.nextBoolean()) {
            use.putArray("askedAgain").add(FIELDS.get(random.nextInt(FIELDS.size())));
        }
        List<String> agencies = Competence.agencies();
        return enterprise.use(use, agencies.get(random.nextInt(agencies.size())));
    }

    private ObjectNode filing(Enterprise enterprise, int version) {
        ObjectNode filing =
                enterprise.filing(version).put("id", id()).put("nameZh", text()).put("nameEn", text());
        if (count % 6 == 0) {
            filing.putArray("kinds").add("platform");
        }
        return filing;
    }

    private Sealed restricted() {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("turnoverBand", "registeredAddress", "licenceNo", "customsCode")) {
            if (random.nextBoolean()) {
                values.put(name, name.equals("customsCode") ? "330496000" + random.nextInt(10) : text());
            }
        }
        return Sealed.seal(values, new byte[16]);
    }

    private Proposal product(Enterprise enterprise, String gtin) {
        Enterprise owner = owner(gtin, enterprise);
        ObjectNode product = owner.product(gtin, version("product/" + gtin));
        return owner.register(product.put("id", id()).put("nameZh", text()).put("brand", text()));
    }

    /** A few products under one signature, one of which may stand there already. */
    private Proposal imported(Enterprise enterprise) {
        List<ObjectNode> products = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String gtin =
                    Gtin.withCheckDigit("69" + (1_000_000_000 + count) + i).value();
            products.add(enterprise.product(gtin, 1).put("nameZh", text()));
        }
        if (random.nextInt(4) == 0) {
            products.add(enterprise.product(Enterprise.YARN, version("product/" + Enterprise.YARN)));
        }
        return enterprise.importing(id(), enterprise.leaves(id(), products), 0, products.size());
    }

    private Proposal credit(Enterprise enterprise) {
        // at midnight in Beijing the day is another one elsewhere
        Instant at = Enterprise.AT.minusSeconds(random.nextInt(18 * 3600));
        return switch (random.nextInt(18)) {
            case 13 -> decision(list(), at);
            case 14, 15, 16 -> listing(enterprise, at);
            case 0, 1, 2 -> decision(word(enterprise), at);
            case 3, 4 -> decision(fact(enterprise), at);
            case 5 -> decision(recognition(), at);
            case 6, 7 -> evaluation(enterprise, at);
            case 8, 9, 10, 11 -> repair(enterprise, at);
            case 12 ->
                Credits.grade(enterprise, one(Competence.agencies()))
                        .at(at.plusSeconds(random.nextInt(2) * 400L * 86_400));
            default -> Inspections.inspect(Inspections.list(id(), 1 + random.nextInt(5)), "CustomsMSP");
        };
    }

    /** An officer proposes; whom the table names takes it next, or refuses it. */
    private Proposal decision(Decision decision, Instant at) {
        Credits credits = decision.credits();
        Proposal next = random.nextInt(5) == 0 ? credits.refused(decision.msp()) : credits.taken(decision.msp());
        taken.add(next.at(at));
        return credits.proposed(decision.msp()).at(at);
    }

    /** A decision and the agency that takes it. */
    private record Decision(Credits credits, String msp) {}

    private Decision word(Enterprise enterprise) {
        String scheme = scheme();
        var classes = Ruleset.inForce(scheme, LocalDate.of(2026, 11, 24)).classes();
        String code = one(classes).code();
        int version = version("assertion/" + scheme + "/" + enterprise.uscc());
        ObjectNode assertion = enterprise.assertion(scheme, code, version);
        assertion.put("id", id()).put("grounds", text()).put("score", random.nextInt(1001));
        return new Decision(Credits.word(assertion), Competence.ownerOf(scheme));
    }

    private Decision fact(Enterprise enterprise) {
        String scheme = scheme();
        String key = "facts/" + scheme + "/" + enterprise.uscc();
        List<Fact> facts = facts(key);
        if (!facts.isEmpty() && random.nextInt(4) == 0) {
            Credits withdrawal =
                    Credits.withdrawal(enterprise, scheme, one(facts).factId(), version(key));
            return new Decision(withdrawal, Competence.ownerOf(scheme));
        }
        ObjectNode fact = Credits.penalty(id()).put("title", text()).put("source", text());
        fact.put("kind", one(List.of("PENALTY", "DEFAULT")));
        if (random.nextInt(4) == 0) {
            fact.put("kind", "FALSE_ORIGIN").putObject("goods").put("gtin", gtin());
        }
        if (random.nextInt(4) == 0) {
            fact.remove("publishedFrom");
        }
        return new Decision(Credits.fact(enterprise, scheme, fact, version(key)), Competence.ownerOf(scheme));
    }

    private List<Fact> facts(String key) {
        return Optional.ofNullable(ledger.value("agencies:" + key))
                .map(roll -> FactRules.facts(Sealed.read(roll)))
                .orElse(List.of());
    }

    private Decision recognition() {
        String msp = one(Competence.agencies());
        List<String> grounds = List.of("grade:D", "grade:C", "PENALTY:SERIOUS", "sta-12-2025:A", "DEFAULT:GENERAL");
        List<String> rules = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            rules.add(one(grounds) + ">D-" + (1 + random.nextInt(9)));
        }
        int version = version("recognition/" + msp);
        return new Decision(Credits.recognition(id(), version, rules.toArray(String[]::new)), msp);
    }

    /** Another enterprise evaluates this one, when it is accredited. */
    private Proposal evaluation(Enterprise subject, Instant at) {
        Uscc uscc = one(usccs);
        Optional<LedgerRecord> accreditation = record("accreditation/" + uscc);
        Enterprise evaluator = enterprise(uscc, record("filing/" + uscc));
        if (accreditation.isEmpty() || random.nextInt(6) == 0) {
            String validTo = random.nextInt(6) == 0 ? "2026-11-23" : "2027-12-31";
            int version = version("accreditation/" + uscc);
            return decision(new Decision(Credits.accreditation(evaluator, id(), validTo, version), "CommerceMSP"), at);
        }
        int version = version("evaluations/" + subject.uscc());
        ObjectNode evaluation = evaluator.evaluation(subject, random.nextInt(1001), version);
        return evaluator
                .evaluate(evaluation.put("id", id()).put("method", text()))
                .at(at);
    }

    /** An application for the repair of a fact, or the decision on one. */
    private Proposal repair(Enterprise enterprise, Instant at) {
        for (String id : repairs) {
            Optional<LedgerRecord> open =
                    record("repair/" + id).filter(found -> found.text("status").equals("APPLIED"));
            if (open.isPresent() && random.nextInt(3) > 0) {
                String step = random.nextInt(4) == 0 ? "REFUSE" : "GRANT";
                return decision(
                        new Decision(
                                Credits.restoration(id, step, version("repair/" + id)),
                                open.get().text("owner")),
                        at);
            }
        }
        List<String> schemes = Competence.schemes().keySet().stream()
                .filter(scheme ->
                        !facts("facts/" + scheme + "/" + enterprise.uscc()).isEmpty())
                .toList();
        if (schemes.isEmpty()) {
            return decision(fact(enterprise), at);
        }
        String scheme = one(schemes);
        Fact fact = one(facts("facts/" + scheme + "/" + enterprise.uscc()));
        repairs.add(id());
        return enterprise.repair(id(), scheme, fact.factId(), "DUTIES_DONE").at(at);
    }

    private Decision list() {
        int version = version("list/goods-0001");
        return new Decision(
                Listings.goods("goods-0001", "61%02d".formatted(random.nextInt(100)), version), "CustomsMSP");
    }

    /** The next step of a listing that is on its way, or a notice. */
    private Proposal listing(Enterprise enterprise, Instant at) {
        for (String id : listings.keySet()) {
            Optional<LedgerRecord> open = record("listing/" + id)
                    .filter(found -> !found.text("status").equals("LISTED"));
            if (open.isPresent() && random.nextInt(3) > 0) {
                return step(id, open.get(), at);
            }
        }
        String scheme = one(List.of("market", "tax"));
        if (record("list/" + Listings.id(scheme)).isEmpty() || random.nextInt(10) == 0) {
            int version = version("list/" + Listings.id(scheme));
            return decision(new Decision(Listings.subjects(scheme, version), Competence.ownerOf(scheme)), at);
        }
        listings.put(id(), enterprise);
        return Listings.notice(id(), enterprise, scheme).at(at);
    }

    private Proposal step(String id, LedgerRecord listing, Instant at) {
        int version = (int) listing.version() + 1;
        String owner = listing.text("owner");
        return switch (listing.text("status")) {
            case "NOTIFIED" -> {
                Uscc subject = listings.get(id).uscc();
                yield Listings.statement(enterprise(subject, record("filing/" + subject)), id, version)
                        .at(at);
            }
            case "RESPONDED" -> {
                String step = random.nextInt(4) == 0 ? "DISMISS" : "LIST";
                yield decision(new Decision(Listings.conclusion(id, step, version), owner), at);
            }
            default -> Listings.delivery(id, "2026-11-24", version, owner).at(Enterprise.AT);
        };
    }

    private ObjectNode[] events() {
        ObjectNode[] events = new ObjectNode[1 + random.nextInt(5)];
        for (int i = 0; i < events.length; i++) {
            events[i] = random.nextBoolean()
                    ? Enterprise.knitting(Math.scalb(random.nextDouble() + 0.001, random.nextInt(90) - 40))
                    : Enterprise.commissioning("S" + random.nextInt(1000));
            events[i].put("disposition", "active").put("https://mill.example/ns/remark", text());
            events[i].putObject("zone:inspection").put("remark", text()).put("by", text());
        }
        return events;
    }

    private Proposal broken(Proposal proposal) {
        List<String> names = List.copyOf(proposal.transients().keySet());
        int argument = random.nextInt(proposal.arguments().size());
        String text = proposal.arguments().get(argument);
        return switch (random.nextInt(8)) {
            case 0 -> proposal.by(Identity.gateway("ForexMSP"));
            case 1 ->
                proposal.by(Identity.officer("MarketMSP"))
                        .withArgument(proposal.arguments().size() - 1, "");
            case 2 -> proposal.withArguments(proposal.arguments().subList(0, argument));
            case 3 -> proposal.withArgument(0, text());
            case 4 -> proposal.withArgument(argument, text + text());
            case 5 -> proposal.withArgument(0, proposal.arguments().get(0).replace("\"version\":", "\"Version\":"));
            case 6 -> proposal.calling(text());
            default -> names.isEmpty() ? proposal.by(noise()) : proposal.withTransient(names.get(0), noise());
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        return noise;
    }

    private Optional<LedgerRecord> record(String key) {
        return Optional.ofNullable(ledger.value(key)).map(LedgerRecord::read);
    }

    private int version(String key) {
        return (int) (record(key).map(LedgerRecord::version).orElse(0L) + 1);
    }

    private String id() {
        return "document-" + count;
    }

    private String gtin() {
        return random.nextBoolean()
                ? random.nextBoolean() ? Enterprise.SWEATER : Enterprise.YARN
                : Gtin.withCheckDigit("690000000000" + random.nextInt(10)).value();
    }

    private String text() {
        List<String> words = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words) + " " + random.nextInt(100);
    }
}
