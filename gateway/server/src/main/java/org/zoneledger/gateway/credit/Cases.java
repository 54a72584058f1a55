package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/** Decisions that one person of an agency proposes and a second one takes. */
@ApplicationScoped
public class Cases {

    private final Documents documents;
    private final LedgerClient ledger;
    private final Records records;

    Cases(Documents documents, LedgerClient ledger, Records records) {
        this.documents = documents;
        this.ledger = ledger;
        this.records = records;
    }

    /** Puts a decision's id and version in: the version that follows the record it changes, or the one it was proposed with before. */
    public void complete(ObjectNode decision, String key, WriteHeaders headers) {
        decision.put("id", headers.id());
        decision.put(
                "version",
                records.find(CaseRules.key(headers.id()))
                        .flatMap(Stored::restricted)
                        .map(proposal ->
                                proposal.values().at("/proposed/version").asLong())
                        .orElseGet(() -> headers.seen().orElseGet(() -> records.find(key)
                                        .map(Stored::version)
                                        .orElse(0L))
                                + 1));
    }

    /** The same for a record that is made when a filing is accepted; refuses with FILING_NOT_ACCEPTED where there is none. */
    public void completeSlot(ObjectNode decision, String key, WriteHeaders headers) {
        if (records.find(key).isEmpty()) {
            throw Refusal.of(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    "the subject has no accepted filing and so no slot for a credit word");
        }
        complete(decision, key, headers);
    }

    /**
     * Proposes a decision, which is complete.
     *
     * @param name transaction that takes it
     */
    public Response propose(
            TransactionName name, ObjectNode decision, Sealed restricted, WriteHeaders headers, Person officer) {
        CreditRules.Split proposal = CaseRules.split(name, decision, restricted, headers.mustHaveSalt());
        return documents.send(
                TransactionName.CREDIT_PROPOSE,
                CaseRules.key(headers.id()),
                proposal.document(),
                proposal.restricted(),
                List.of(),
                headers.withoutVersion(),
                officer);
    }

    /** Refuses a proposed decision; the restricted part holds the reason. */
    public Response refuse(String id, ObjectNode document, WriteHeaders headers, Person reviewer) {
        String owner = proposal(id).open().path("owner").asText();
        document.put("case", id);
        Sealed reason = Documents.seal(document, headers);
        return documents.send(
                TransactionName.CREDIT_REFUSE, CaseRules.key(id), document, reason, List.of(owner), headers, reviewer);
    }

    /** Takes a proposed decision. */
    public Committed approve(String id, Person reviewer) {
        Stored proposal = proposal(id);
        String owner = proposal.open().path("owner").asText();
        reviewer.caller().mustReviewFor(owner);
        ObjectNode values = proposal.restricted()
                .orElseThrow(() -> Problem.of(GatewayCode.BUSY, "what was proposed has not arrived here yet")
                        .exception())
                .values();
        ObjectNode decision = (ObjectNode) values.get("proposed");
        Sealed restricted =
                values.has("sealed") ? Sealed.read(CanonicalJson.bytes(values.get("sealed"))) : Sealed.none();
        TransactionName name =
                TransactionName.of(proposal.open().path("transaction").asText()).orElseThrow();
        return ledger.submit(new Submission(
                name.wire() + " " + CaseRules.key(id),
                name,
                List.of(CanonicalJson.text(decision), reviewer.actor()),
                Submission.transients(name, restricted),
                Endorsing.ownedBy(List.of(owner))));
    }

    private Stored proposal(String id) {
        return records.find(CaseRules.key(id))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "case", "there is no such case"));
    }
}
