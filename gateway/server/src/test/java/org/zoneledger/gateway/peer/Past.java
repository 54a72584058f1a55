package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.index.Zstandard;
import org.zoneledger.gateway.peer.TestAuthority.Credential;

/**
 * What has happened in the zone before a test: a knitter files, registers products, is assessed and captures events.
 *
 * <p>Every step is a decision of the real rules, so that the blocks hold what real ones hold.
 */
public final class Past {

    public static final String KNITTER = "91330483MA2B00078U";
    public static final String SWEATER = "16930000000018";
    public static final String YARN = "06930000000028";
    public static final String ITEM = "https://id.gs1.org/01/" + SWEATER + "/21/A001";
    public static final String BATCH = "https://id.gs1.org/01/" + SWEATER + "/10/B20260115";

    /** Restricted values of the knitter's records; whoever may not see them must not find them anywhere. */
    public static final String ADDRESS = "RESTRICTED-ADDRESS-7";

    /** The address that the knitter asks market regulation to confirm. */
    public static final String NEW_ADDRESS = "RESTRICTED-ADDRESS-8";

    public static final String TURNOVER = "RESTRICTED-TURNOVER-7";
    public static final String GROUNDS = "RESTRICTED-GROUNDS-7";
    public static final String ORDER = "urn:example:po:RESTRICTED-ORDER-7";

    private static final String VALID_TO = "2036-01-31";
    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);

    private final Chaincode chaincode = new RulesChaincode();
    private final WrittenState state = new WrittenState();
    private final TestAuthority agencies = TestAuthority.named("agencies");
    private final Credential clerk;
    private final Ledger ledger;
    private Instant at = TestTransaction.AT.minus(Duration.ofDays(300));
    private int count;

    /** Where the transactions go. */
    public interface Ledger {
        void put(TestTransaction transaction, Decision decision);
    }

    /**
     * Nothing has happened yet.
     *
     * @param clerk of the knitter; signs what it sends
     */
    public Past(Credential clerk, Ledger ledger) {
        this.clerk = clerk;
        this.ledger = ledger;
    }

    /** Puts everything below on the ledger, in this order. */
    public Past whole() {
        return submits()
                .activates()
                .registers(SWEATER)
                .registers(YARN)
                .assesses()
                .captures()
                .uses()
                .amends();
    }

    public Past submits() {
        Sealed restricted = restricted(ADDRESS);
        return sendSigned(TransactionName.FILING_SUBMIT, restricted, filing("filing-1", restricted));
    }

    /** Market regulation verifies and customs accepts. */
    public Past accepts() {
        return decides("VERIFY", 2).decides("ACCEPT", 3);
    }

    /** Market regulation verifies, customs accepts and commerce activates. */
    public Past activates() {
        return accepts().decides("ACTIVATE", 4);
    }

    public Past decides(String step, int version) {
        ObjectNode document = object().put("uscc", KNITTER)
                .put("step", step)
                .put("reason", "documents complete")
                .put("legalBasis", "order 7")
                .put("id", "decision-" + version)
                .put("version", version);
        String msp =
                switch (step) {
                    case "VERIFY" -> "MarketMSP";
                    case "ACCEPT" -> "CustomsMSP";
                    default -> {
                        document.put("validTo", VALID_TO);
                        yield "CommerceMSP";
                    }
                };
        return send(TransactionName.FILING_DECIDE, msp, officer(), Map.of(), document);
    }

    public Past registers(String gtin) {
        ObjectNode document = object().put("gtin", gtin)
                .put("uscc", KNITTER)
                .put("nameZh", "羊毛衫")
                .put("nameEn", "Sweater")
                .put("brand", "Tongxiang")
                .put("originCountry", "CN")
                .put("level", "item")
                .put("id", "product-" + gtin)
                .put("version", 1);
        return sendSigned(TransactionName.FILING_REGISTER, Sealed.none(), document);
    }

    /** The tax administration relies on the filing, and asks for one filed field once more. */
    public Past uses() {
        ObjectNode document = object().put("uscc", KNITTER)
                .put("procedure", "export-refund")
                .put("id", "tax-use-1")
                .put("version", 1);
        document.putArray("fields").add("nameZh").add("areaCode");
        document.putArray("askedAgain").add("areaCode");
        return send(TransactionName.FILING_USE, "TaxMSP", officer(), Map.of(), document);
    }

    /** The knitter moves; market regulation has not confirmed the address yet. */
    public Past amends() {
        Sealed restricted = restricted(NEW_ADDRESS);
        return sendSigned(TransactionName.FILING_AMEND, restricted, filing("amendment-1", restricted));
    }

    /** The tax administration gives a class that the law does not publish. */
    public Past assesses() {
        ObjectNode assertion = object().put("scheme", "tax")
                .put("uscc", KNITTER)
                .put("classCode", "B")
                .put("legalBasis", "announcement 12")
                .put("assessedOn", "2026-01-10")
                .put("validFrom", "2026-01-10")
                .put("validTo", "2036-01-09")
                .put("grounds", GROUNDS)
                .put("id", "assessment-1")
                .put("version", 1);
        CreditRules.Split split = CreditRules.split(assertion, SEED);
        return decides(TransactionName.CREDIT_ASSESS, "TaxMSP", split.document(), split.restricted());
    }

    /** One person of an agency proposes a decision, and a second one takes it. */
    private Past decides(TransactionName name, String msp, ObjectNode decision, Sealed restricted) {
        CreditRules.Split proposal = CaseRules.split(name, decision, restricted, SEED);
        send(
                TransactionName.CREDIT_PROPOSE,
                msp,
                officer(),
                Map.of("restricted", proposal.restricted().bytes()),
                proposal.document());
        return send(
                name,
                msp,
                agencies.holding("reviewer"),
                restricted.isEmpty() ? Map.of("seed", SEED) : Map.of("restricted", restricted.bytes(), "seed", SEED),
                decision);
    }

    /** Commissioning, a shipment with an order, and the transformation that made the batch. */
    public Past captures() {
        return captures("capture-1", commissioning("A001"), shipment("A001"), transformation());
    }

    public Past captures(String captureID, ObjectNode... events) {
        Page page = Page.split(document(events), SEED, at);
        PageRules.Statement statement = PageRules.Statement.of(captureID, Uscc.parse(KNITTER), page);
        Map<String, byte[]> transients =
                Map.of("events", Zstandard.compress(page.eventBytes()), "restricted", page.restrictedBytes());
        String jws = Jws.sign(statement.bytes(), clerk.key(), clerk.sha256());
        return send(
                TransactionName.PROVENANCE_CAPTURE,
                "OperatorMSP",
                clerk,
                transients,
                new String(statement.bytes(), StandardCharsets.UTF_8),
                jws);
    }

    /** An item goes into a carton and out again, which was told wrongly at first, and yarn into a run that is told in two events. */
    public Past packs() {
        ObjectNode packing = packing("2026-01-15T17:00:00+08:00", "ADD");
        ObjectNode unpacking = packing("2026-01-15T18:00:00+08:00", "DELETE");
        ObjectNode input =
                event("TransformationEvent", "2026-01-15T10:00:00+08:00").put("transformationID", "urn:example:run:1");
        input.putArray("inputQuantityList").addObject().put("epcClass", "https://id.gs1.org/01/" + YARN + "/10/YARN2");
        ObjectNode wrong = packing("2026-01-15T17:30:00+08:00", "DELETE").put("eventID", "urn:uuid:wrong");
        ObjectNode declaration = wrong.deepCopy();
        declaration.putObject("errorDeclaration").put("declarationTime", "2026-01-16T00:00:00Z");
        return captures("capture-packs", packing, unpacking, input, wrong, declaration);
    }

    private static ObjectNode packing(String time, String action) {
        ObjectNode event = event("AggregationEvent", time)
                .put("action", action)
                .put(
                        "parentID",
                        "https://id.gs1.org/00/"
                                + Sscc.withCheckDigit("06930000000000042").value());
        event.putArray("childEPCs").add(ITEM);
        return event;
    }

    private static Sealed restricted(String address) {
        return Sealed.seal(object().put("registeredAddress", address).put("turnoverBand", TURNOVER), SEED);
    }

    private ObjectNode filing(String id, Sealed restricted) {
        ObjectNode document = object().put("uscc", KNITTER)
                .put("nameZh", "桐乡针织")
                .put("nameEn", "Tongxiang Knitting")
                .put("areaCode", "330483")
                .put("id", id)
                .put("version", 1);
        document.putArray("kinds").add("manufacturer");
        document.putObject("certificate")
                .put("der", Base64.getEncoder().encodeToString(clerk.der()))
                .put("sha256", clerk.sha256());
        document.set("restricted", restricted.digests());
        return document;
    }

    /** An EPCIS document of these events. */
    public static ObjectNode document(ObjectNode... events) {
        ObjectNode document = object().put("type", "EPCISDocument")
                .put("schemaVersion", "2.0")
                .put("@context", "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld");
        var list = document.putObject("epcisBody").putArray("eventList");
        List.of(events).forEach(list::add);
        return document;
    }

    /** Market regulation's finding of a false origin, as the ledger holds it. */
    public static ObjectNode finding(String id, String gtin, List<String> batches, String status, int version) {
        ObjectNode finding = object().put("type", "origin")
                .put("schema", 1)
                .put("gtin", gtin)
                .put("uscc", KNITTER)
                .put("legalBasis", "product quality law, article 30")
                .put("status", status)
                .put("id", id)
                .put("version", version)
                .put("at", "2026-11-24T08:00:00.000Z");
        batches.forEach(finding.putArray("batches")::add);
        return finding;
    }

    public static ObjectNode commissioning(String serial) {
        ObjectNode event = event("ObjectEvent", "2026-01-15T16:00:00+08:00").put("action", "ADD");
        event.putArray("epcList").add("https://id.gs1.org/01/" + SWEATER + "/21/" + serial);
        event.putObject("ilmd").put("cbvmda:lotNumber", "B20260115");
        return event;
    }

    public static ObjectNode shipment(String serial) {
        ObjectNode event = event("ObjectEvent", "2026-01-16T08:00:00+08:00")
                .put("action", "OBSERVE")
                .put("bizStep", "shipping");
        event.putArray("epcList").add("https://id.gs1.org/01/" + SWEATER + "/21/" + serial);
        event.putArray("bizTransactionList").addObject().put("type", "po").put("bizTransaction", ORDER);
        return event;
    }

    private static ObjectNode transformation() {
        ObjectNode event = event("TransformationEvent", "2026-01-15T09:00:00+08:00");
        event.putArray("inputQuantityList")
                .addObject()
                .put("epcClass", "https://id.gs1.org/01/" + YARN + "/10/YARN1")
                .put("quantity", 120.5)
                .put("uom", "KGM");
        event.putArray("outputQuantityList").addObject().put("epcClass", BATCH).put("quantity", 200);
        return event;
    }

    private static ObjectNode event(String type, String time) {
        return object().put("type", type).put("eventTime", time).put("eventTimeZoneOffset", "+08:00");
    }

    private Past sendSigned(TransactionName name, Sealed restricted, ObjectNode document) {
        byte[] bytes = CanonicalJson.bytes(document);
        return send(
                name,
                "CommerceMSP",
                clerk,
                restricted.isEmpty() ? Map.of() : Map.of("restricted", restricted.bytes()),
                new String(bytes, StandardCharsets.UTF_8),
                Jws.sign(bytes, clerk.key(), clerk.sha256()));
    }

    private Credential officer() {
        return agencies.holding("officer");
    }

    private Past send(
            TransactionName name, String msp, Credential person, Map<String, byte[]> transients, ObjectNode document) {
        return send(name, msp, person, transients, CanonicalJson.text(document));
    }

    private Past send(
            TransactionName name, String msp, Credential person, Map<String, byte[]> transients, String... documents) {
        var arguments = new java.util.ArrayList<>(List.of(documents));
        arguments.add(Base64.getEncoder().encodeToString(person.der()));
        at = at.plusSeconds(60);
        Decision decision = chaincode.decide(
                new Chaincode.Call(msp, "00".repeat(32), name.wire(), arguments, transients, at), state);
        state.apply(decision.writes());
        arguments.add(0, name.wire());
        ledger.put(
                TestTransaction.of("past-" + count++)
                        .by(msp, new byte[0])
                        .at(at)
                        .calling(arguments.toArray(String[]::new))
                        .writing(decision),
                decision);
        return this;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
