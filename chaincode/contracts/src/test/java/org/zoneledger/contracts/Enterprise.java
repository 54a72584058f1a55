package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules.Statement;

/**
 * An enterprise, its clerk, and the proposals that gateways make for it and about it.
 *
 * @param uscc its credit code
 * @param clerk who acts for it
 */
record Enterprise(Uscc uscc, Identity clerk) {

    static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");
    static final String SWEATER = "16930000000018";
    static final String YARN = "06930000000028";

    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> OWNERS = Map.of(
            "VERIFY", "MarketMSP",
            "REJECT", "MarketMSP",
            "ACCEPT", "CustomsMSP",
            "ACTIVATE", "CommerceMSP",
            "RENEW", "CommerceMSP",
            "SUSPEND", "MarketMSP",
            "RESUME", "MarketMSP",
            "CANCEL", "CustomsMSP");

    static Enterprise of(String uscc) {
        Uscc parsed = Uscc.parse(uscc);
        return new Enterprise(parsed, Identity.clerk(parsed));
    }

    /** The same enterprise with another key and certificate. */
    Enterprise renewed() {
        return new Enterprise(uscc, Identity.clerk(uscc));
    }

    /** Puts the filing on a ledger, up to its activation: version 4. */
    void fileOn(MemoryLedger ledger) {
        fileOn(ledger, Sealed.none());
    }

    void fileOn(MemoryLedger ledger, Sealed restricted) {
        fileOn(ledger, filing(1), restricted);
    }

    void fileOn(MemoryLedger ledger, ObjectNode filing, Sealed restricted) {
        ledger.submit(submit(filing, restricted)).answer();
        ledger.submit(decide("VERIFY", 2)).answer();
        ledger.submit(decide("ACCEPT", 3)).answer();
        ledger.submit(decide("ACTIVATE", 4)).answer();
    }

    String filingKey() {
        return "filing/" + uscc;
    }

    ObjectNode filing(int version) {
        ObjectNode document =
                object("{'nameZh':'桐乡云织毛衫有限公司','nameEn':'Yunzhi Knitwear','kinds':['manufacturer','evaluator'],"
                        + "'areaCode':'330483','base':'tongxiang'}");
        document.put("uscc", uscc.value());
        document.set("certificate", clerk.registered());
        return document.put("id", "filing-000" + version).put("version", version);
    }

    String amendmentKey() {
        return "amendment/" + uscc;
    }

    Proposal submit(ObjectNode filing, Sealed restricted) {
        return restricted(signed(TransactionName.FILING_SUBMIT, sealed(filing, restricted)), restricted);
    }

    /** A form that is not finished. */
    Proposal draft(String name) {
        ObjectNode values = object("{'form':{}}").put("uscc", uscc().value());
        values.withObject("/form").put("nameZh", name);
        return restricted(
                Proposal.of(TransactionName.FILING_DRAFT, Identity.gateway("CommerceMSP"), AT, clerk().actor()),
                Disclosures.sealed(values));
    }

    Proposal drop() {
        return Proposal.of(
                TransactionName.FILING_DROP, Identity.gateway("CommerceMSP"), AT, uscc().value(), clerk().actor());
    }

    /** A step of the agency that usually takes it. */
    Proposal decide(String step, int version) {
        return decide(step, OWNERS.get(step), version);
    }

    Proposal decide(String step, String msp, int version) {
        ObjectNode document = decision(step, version);
        if (step.equals("ACTIVATE") || step.equals("RENEW")) {
            document.put("validTo", "2027-11-24");
        }
        return official(TransactionName.FILING_DECIDE, document, msp);
    }

    Proposal amend(ObjectNode filing, Sealed restricted) {
        return restricted(signed(TransactionName.FILING_AMEND, sealed(filing, restricted)), restricted);
    }

    Proposal review(String step, String msp, int version) {
        return official(TransactionName.FILING_REVIEW, decision(step, version), msp);
    }

    /** A new certificate of this enterprise, signed by {@code signer} and sent by the clerk of {@code sender}. */
    Proposal certify(Enterprise newer, Enterprise signer, Enterprise sender, int version) {
        ObjectNode document = object("{'reason':'换发'}").put("uscc", uscc.value());
        document.set("certificate", newer.clerk.registered());
        document.put("id", "certificate-" + version).put("version", version);
        String text = CanonicalJson.text(document);
        return Proposal.of(
                TransactionName.FILING_CERTIFY,
                Identity.gateway("CommerceMSP"),
                AT,
                text,
                signer.sign(text),
                sender.clerk.actor());
    }

    Proposal revoke(int version) {
        ObjectNode document = object("{'reason':'密钥遗失','legalBasis':'电子签名法'}").put("uscc", uscc.value());
        document.put("id", "revocation-" + version).put("version", version);
        return official(TransactionName.FILING_REVOKE, document, "CommerceMSP");
    }

    ObjectNode use(String id) {
        ObjectNode document = object("{'procedure':'export-tax-refund','fields':['nameZh','customsCode']}");
        return document.put("uscc", uscc.value()).put("id", id).put("version", 1);
    }

    Proposal use(ObjectNode use, String msp) {
        return official(TransactionName.FILING_USE, use, msp);
    }

    private ObjectNode decision(String step, int version) {
        ObjectNode document = object("{'reason':'材料齐全','legalBasis':'跨境电子商务综合试验区实施方案'}");
        document.put("uscc", uscc.value()).put("step", step);
        return document.put("id", "decision-" + step + "-" + version).put("version", version);
    }

    private static ObjectNode sealed(ObjectNode filing, Sealed restricted) {
        ObjectNode document = filing.deepCopy();
        if (!restricted.isEmpty()) {
            document.set("restricted", restricted.digests());
        }
        return document;
    }

    /** A document that the clerk signs and sends through the single window. */
    Proposal signed(TransactionName name, ObjectNode document) {
        String text = CanonicalJson.text(document);
        return Proposal.of(name, Identity.gateway("CommerceMSP"), AT, text, sign(text), clerk.actor());
    }

    /** Detached signature over a text. */
    String sign(String text) {
        return Jws.sign(text.getBytes(StandardCharsets.UTF_8), clerk.key(), clerk.sha256());
    }

    /** A document that an officer sends through the own gateway. */
    static Proposal official(TransactionName name, ObjectNode document, String msp) {
        return Proposal.of(
                name,
                Identity.gateway(msp),
                AT,
                CanonicalJson.text(document),
                Identity.officer(msp).actor());
    }

    ObjectNode product(String gtin, int version) {
        ObjectNode document = object(
                "{'nameZh':'羊毛衫','nameEn':'Wool sweater','brand':'云织','originCountry':'CN','hs6':'611011','level':'item'}");
        document.put("gtin", gtin).put("uscc", uscc.value());
        return document.put("id", "product-" + version).put("version", version);
    }

    Proposal register(ObjectNode product) {
        return signed(TransactionName.FILING_REGISTER, product);
    }

    /** The leaves of an import of these products, in this order, each the first version under its number. */
    List<ImportRules.Leaf> leaves(String importID, List<ObjectNode> products) {
        List<ObjectNode> documents = new ArrayList<>();
        for (ObjectNode product : products) {
            documents.add(product.deepCopy().put("id", importID + "-" + documents.size()));
        }
        MerkleTree.Levels tree = tree(documents);
        List<ImportRules.Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            List<String> path = tree.inclusionProof(i).stream()
                    .map(HexFormat.of()::formatHex)
                    .toList();
            leaves.add(new ImportRules.Leaf(documents.get(i), i, path));
        }
        return leaves;
    }

    /** A batch of an import whose leaves are these. */
    Proposal importing(String importID, List<ImportRules.Leaf> leaves, int from, int to) {
        String root = HexFormat.of()
                .formatHex(tree(leaves.stream().map(ImportRules.Leaf::document).toList())
                        .root());
        String statement = new String(
                new ImportRules.Statement(importID, leaves.size(), root, uscc).bytes(), StandardCharsets.UTF_8);
        return Proposal.of(
                        TransactionName.FILING_IMPORT,
                        Identity.gateway("CommerceMSP"),
                        AT,
                        statement,
                        sign(statement),
                        clerk.actor())
                .withTransient("products", ImportRules.bytes(leaves.subList(from, to)));
    }

    private static MerkleTree.Levels tree(List<ObjectNode> documents) {
        return new MerkleTree.Levels(documents.stream()
                .map(document -> MerkleTree.leafHash(CanonicalJson.bytes(document)))
                .toList());
    }

    ObjectNode assertion(String scheme, String classCode, int version) {
        ObjectNode document = object(
                "{'legalBasis':'海关总署令第282号','assessedOn':'2026-11-24','validFrom':'2026-11-24','validTo':'2027-11-23'}");
        document.put("scheme", scheme).put("uscc", uscc.value()).put("classCode", classCode);
        return document.put("id", "assertion-" + version).put("version", version);
    }

    /** A reviewer takes what {@link Credits#proposed} has proposed. */
    Proposal assess(ObjectNode assertion, String msp) {
        return Credits.word(assertion).taken(msp);
    }

    /** What this enterprise, an accredited evaluator, thinks of another one. */
    ObjectNode evaluation(Enterprise subject, int score, int version) {
        ObjectNode document = object("{'method':'电商履约评价模型','validFrom':'2026-11-24','validTo':'2027-11-23'}");
        document.put("evaluator", uscc.value())
                .put("uscc", subject.uscc.value())
                .put("score", score);
        return document.put("id", "evaluation-" + version).put("version", version);
    }

    Proposal evaluate(ObjectNode evaluation) {
        return signed(TransactionName.CREDIT_EVALUATE, evaluation).withTransient("seed", SEED);
    }

    /** An application for the repair of a fact. */
    Proposal repair(String id, String scheme, String factId, String ground) {
        ObjectNode values = object("{'statement':'罚款已缴清'}");
        values.put("uscc", uscc.value())
                .put("scheme", scheme)
                .put("factId", factId)
                .put("ground", ground);
        values.putArray("materials").add("5e".repeat(32));
        return repair(id, Competence.ownerOf(scheme), Sealed.seal(values, SEED));
    }

    Proposal repair(String id, String owner, Sealed asked) {
        ObjectNode document = object("{'version':1}").put("owner", owner).put("id", id);
        document.set("restricted", asked.digests());
        return restricted(signed(TransactionName.CREDIT_REPAIR, document), asked);
    }

    Proposal capture(String captureID, ObjectNode... events) {
        return capture(captureID, page(events));
    }

    Proposal capture(String captureID, Page page) {
        byte[] statement = Statement.of(captureID, uscc, page).bytes();
        return Proposal.of(
                        TransactionName.PROVENANCE_CAPTURE,
                        Identity.gateway("OperatorMSP"),
                        AT,
                        new String(statement, StandardCharsets.UTF_8),
                        Jws.sign(statement, clerk.key(), clerk.sha256()),
                        clerk.actor())
                .withTransient("events", Zstd.compress(page.eventBytes(), 1))
                .withTransient("restricted", page.restrictedBytes());
    }

    static Page page(ObjectNode... events) {
        ObjectNode document = object("{'type':'EPCISDocument','schemaVersion':'2.0','@context':'https://example.org'}");
        var list = document.putObject("epcisBody").putArray("eventList");
        for (ObjectNode event : events) {
            list.add(event);
        }
        return Page.split(document, SEED, AT);
    }

    /** Sweaters come into being; nothing in it is restricted. */
    static ObjectNode commissioning(String serial) {
        return object("{'type':'ObjectEvent','eventTime':'2026-11-24T15:00:00+08:00','eventTimeZoneOffset':'+08:00',"
                + "'epcList':['https://id.gs1.org/01/" + SWEATER + "/21/" + serial
                + "'],'action':'ADD','bizStep':'commissioning','ilmd':{'cbvmda:lotNumber':'B1'}}");
    }

    /** Yarn becomes sweaters; the quantities are restricted. */
    static ObjectNode knitting(double kilograms) {
        ObjectNode event = object(
                "{'type':'TransformationEvent','eventTime':'2026-11-24T09:00:00+08:00','eventTimeZoneOffset':'+08:00',"
                        + "'inputQuantityList':[{'epcClass':'https://id.gs1.org/01/" + YARN + "/10/Y1','uom':'KGM'}],"
                        + "'outputQuantityList':[{'epcClass':'https://id.gs1.org/01/" + SWEATER
                        + "/10/B1','quantity':200}]}");
        ((ObjectNode) event.at("/inputQuantityList/0")).put("quantity", kilograms);
        return event;
    }

    static Sealed sealed(String field, String value) {
        return Sealed.seal(JsonNodeFactory.instance.objectNode().put(field, value), SEED);
    }

    /** A JSON object written with apostrophes for quotes. */
    static ObjectNode object(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }

    static Proposal restricted(Proposal proposal, Sealed restricted) {
        return restricted.isEmpty() ? proposal : proposal.withTransient("restricted", restricted.bytes());
    }
}
