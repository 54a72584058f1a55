package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.LawData;
import org.zoneledger.domain.disclosure.DisclosurePolicy;

/** The proposals that gateways make about the disclosure policy. */
final class Governance {

    private Governance() {}

    /** The table this software was built with, from another day on. */
    static ObjectNode edition(String id, String validFrom) {
        ObjectNode edition = Enterprise.object("{'legalBasis':'政务数据共享条例','version':1}")
                .put("id", id)
                .put("validFrom", validFrom);
        ObjectNode types = edition.putObject("types");
        DisclosurePolicy.inForce().table(Enterprise.AT).forEach((type, table) -> {
            ObjectNode tiers = types.putObject(type);
            table.forEach((field, tier) -> tiers.withArray("/" + tier).add(field));
        });
        return edition;
    }

    /** The rule set of the zone's grade that is in force, from another day on. */
    static ObjectNode grading(String id, String validFrom) {
        ObjectNode edition = Enterprise.object("{'legalBasis':'综合试验区综合评价办法（修订）','version':1}")
                .put("id", id)
                .put("validFrom", validFrom);
        ObjectNode law = LawData.read("grading").get(1).deepCopy();
        edition.set("grading", law.without(List.of("id", "validFrom", "legalBasis")));
        return edition;
    }

    static Proposal propose(ObjectNode edition, String msp) {
        return Enterprise.official(TransactionName.GOVERNANCE_PROPOSE, edition, msp);
    }

    static Proposal approve(String edition, String digest, String msp) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("proposal", edition)
                .put("digest", digest)
                .put("id", "approval-of-" + msp)
                .put("version", 1);
        return Enterprise.official(TransactionName.GOVERNANCE_APPROVE, document, msp);
    }

    /** An agency registers the key of its witness. */
    static Proposal witness(Identity witness, int version, String msp) {
        return Enterprise.official(
                TransactionName.GOVERNANCE_WITNESS, witnessing(version).put("certificate", witness.actor()), msp);
    }

    /** An agency withdraws the key of its witness. */
    static Proposal withdraw(int version, String msp) {
        return Enterprise.official(TransactionName.GOVERNANCE_WITNESS, witnessing(version), msp);
    }

    private static ObjectNode witnessing(int version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reason", "a new key")
                .put("id", "witness-000" + version)
                .put("version", version);
    }

    static Proposal enact(String edition, int version, String msp) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("proposal", edition)
                .put("id", "enactment-" + version)
                .put("version", version);
        return Enterprise.official(TransactionName.GOVERNANCE_ENACT, document, msp);
    }
}
