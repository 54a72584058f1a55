package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;

/**
 * A decision in a credit matter, which one person of an agency proposes and a second one takes.
 *
 * @param name transaction that takes it
 * @param document its document
 * @param restricted its restricted part
 */
record Credits(TransactionName name, ObjectNode document, Sealed restricted) {

    static final byte[] SEED = "a seed of 16 byt".getBytes(StandardCharsets.UTF_8);

    /** An agency's word about an enterprise. */
    static Credits word(ObjectNode assertion) {
        CreditRules.Split split = CreditRules.split(assertion, SEED);
        return new Credits(TransactionName.CREDIT_ASSESS, split.document(), split.restricted());
    }

    /** An officer proposes it. */
    Proposal proposed(String msp) {
        CreditRules.Split split = CaseRules.split(name, document, restricted, SEED);
        return Enterprise.restricted(
                Enterprise.official(TransactionName.CREDIT_PROPOSE, split.document(), msp), split.restricted());
    }

    /** A reviewer takes it. */
    Proposal taken(String msp) {
        Proposal proposal = Proposal.of(
                name,
                Identity.gateway(msp),
                Enterprise.AT,
                CanonicalJson.text(document),
                Identity.reviewer(msp).actor());
        return Enterprise.restricted(proposal, restricted).withTransient("seed", SEED);
    }

    /** Both, one after the other. */
    Endorsement carried(MemoryLedger ledger, String msp) {
        ledger.submit(proposed(msp)).answer();
        return ledger.submit(taken(msp));
    }
}
