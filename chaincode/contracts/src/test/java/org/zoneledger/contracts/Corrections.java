package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;

/** The proposals that gateways make about correction requests. */
final class Corrections {

    private Corrections() {}

    static Proposal request(String id, Enterprise subject, String field, String owner, String msp) {
        ObjectNode asked = Enterprise.object("{'target':'filing','ground':'与登记信息不一致'}")
                .put("uscc", subject.uscc().value())
                .put("field", field);
        ObjectNode document =
                Enterprise.object("{'version':1}").put("owner", owner).put("id", id);
        return restricted(TransactionName.FILING_CORRECT, document, Disclosures.sealed(asked), msp);
    }

    /** The enterprise itself objects to a fact of market regulation's. */
    static Proposal objection(String id, Enterprise subject, String factId) {
        ObjectNode asked = Enterprise.object("{'target':'facts/market','field':'severity','ground':'情节轻微'}")
                .put("uscc", subject.uscc().value())
                .put("factId", factId);
        if (factId.isEmpty()) {
            asked.remove("factId");
        }
        Sealed restricted = Disclosures.sealed(asked);
        ObjectNode document =
                Enterprise.object("{'owner':'MarketMSP','version':1}").put("id", id);
        document.set("restricted", restricted.digests());
        Proposal proposal = Proposal.of(
                TransactionName.FILING_CORRECT,
                Identity.gateway("CommerceMSP"),
                Enterprise.AT,
                CanonicalJson.text(document),
                subject.clerk().actor());
        return Enterprise.restricted(proposal, restricted);
    }

    static Proposal answer(String id, String step, int version, String msp) {
        ObjectNode document = Enterprise.object("{'legalBasis':'政务数据共享条例'}")
                .put("correction", id)
                .put("step", step)
                .put("id", "answer-" + version)
                .put("version", version);
        return restricted(
                TransactionName.FILING_ANSWER,
                document,
                Disclosures.sealed(Enterprise.object("{'reason':'已核实'}")),
                msp);
    }

    private static Proposal restricted(TransactionName name, ObjectNode document, Sealed restricted, String msp) {
        document.set("restricted", restricted.digests());
        return Enterprise.restricted(Enterprise.official(name, document, msp), restricted);
    }
}
