package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.provenance.RecallRules;

/**
 * Findings of false origin (虚假原产地): what market regulation says of goods, made and withdrawn in the commit of the fact about the
 * enterprise that declared it.
 *
 * <p>A finding is about goods and therefore public, and says nothing of a penalty. It outlives the fact: a repair restores the enterprise,
 * and does not move the goods to another country.
 */
public final class OriginRules {

    private OriginRules() {}

    /** Ledger key of the finding that a fact makes. */
    public static String key(String factId) {
        return "origin/" + factId;
    }

    /**
     * What the ledger knows of what a statement names.
     *
     * @param product that a recorded fact names
     * @param finding that was made with the fact
     * @param listing whose id is that of the fact
     */
    public record Known(
            Optional<LedgerRecord> product, Optional<LedgerRecord> finding, Optional<LedgerRecord> listing) {

        /** Reads it, single keys only. */
        public static Known load(ObjectNode statement, Standing.Source source) {
            String gtin = statement.at("/fact/goods/gtin").asText();
            String factId = statement.path("factId").asText();
            return new Known(
                    gtin.isEmpty() ? Optional.empty() : source.record("product/" + gtin),
                    source.record(key(factId)),
                    source.record(ListingRules.key(factId)));
        }
    }

    /**
     * Refuses goods that nobody has registered or another enterprise answers for, and another finder than market regulation; officers
     * learn it when they propose.
     */
    public static void check(Known known, Uscc subject, Caller caller) {
        if (!caller.msp().equals(RecallRules.owner())) {
            throw Refusal.of(Code.NOT_OWNER, "restricted.fact.kind", "market regulation finds that an origin is false");
        }
        LedgerRecord product = known.product()
                .orElseThrow(() -> Refusal.of(
                        Code.PRODUCT_UNKNOWN,
                        "restricted.fact.goods.gtin",
                        "no enterprise has registered this product"));
        if (!product.text("uscc").equals(subject.value())) {
            throw Refusal.of(
                    Code.NOT_OWNER, "restricted.fact.goods.gtin", "another enterprise answers for this product");
        }
    }

    /** The finding that a fact makes. */
    static Write find(
            Fact fact, Goods goods, Known known, Uscc subject, LedgerRecord approved, Caller caller, Instant at) {
        check(known, subject, caller);
        ObjectNode document = goods.node();
        document.put("uscc", subject.value());
        document.put("legalBasis", fact.legalBasis());
        document.put("id", fact.factId());
        document.put("version", 1);
        LedgerRecord finding = CaseRules.record("origin", document, approved, caller, at);
        finding.node().put("status", "OPEN");
        return Write.open(key(fact.factId()), finding.bytes()).ownedBy(List.of(caller.msp()));
    }

    /** The end of the finding that a fact made. */
    static Optional<Write> withdraw(Known known, LedgerRecord approved, Caller caller, Instant at) {
        return known.finding().map(finding -> {
            ObjectNode node = finding.node().deepCopy();
            node.put("status", "CLOSED");
            node.put("version", finding.version() + 1);
            ObjectNode decision = LedgerRecord.decision(JsonNodeFactory.instance.objectNode(), caller, at);
            decision.remove("document");
            decision.set("proposedBy", approved.node().get("by"));
            node.set("decision", decision);
            return Write.open(key(finding.text("id")), CanonicalJson.bytes(node));
        });
    }
}
