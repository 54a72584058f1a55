package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.disclosure.PolicyRules;
import org.zoneledger.domain.log.WitnessRules;

/** What the agencies decide together. */
final class GovernanceContract {

    private GovernanceContract() {}

    static Decision propose(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(PolicyRules.proposalKey(Request.id(document, "id")));
        return store.apply(PolicyRules.propose(prior, document, request.caller(1), request.at()));
    }

    static Decision approve(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        String id = Request.id(document, "proposal");
        var prior = store.record(PolicyRules.approvalKey(id, caller.msp()));
        var proposal = store.record(PolicyRules.proposalKey(id));
        return store.apply(PolicyRules.approve(prior, proposal, document, caller, request.at()));
    }

    static Decision witness(Request request, LedgerStore store) {
        Caller caller = request.caller(1);
        var prior = store.record(WitnessRules.key(caller.msp()));
        return store.apply(WitnessRules.witness(prior, request.document(), caller, request.at()));
    }

    static Decision enact(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        String id = Request.id(document, "proposal");
        List<LedgerRecord> approvals = new ArrayList<>();
        for (String agency : Competence.agencies()) {
            store.record(PolicyRules.approvalKey(id, agency)).ifPresent(approvals::add);
        }
        var proposal = store.record(PolicyRules.proposalKey(id));
        return store.apply(PolicyRules.enact(
                proposal.flatMap(found -> store.record(PolicyRules.key(found))),
                proposal,
                approvals,
                document,
                request.caller(1),
                request.at()));
    }
}
