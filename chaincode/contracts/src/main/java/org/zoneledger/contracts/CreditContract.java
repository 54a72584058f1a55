package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.identifier.Uscc;

/** The agencies' credit words. */
final class CreditContract {

    private CreditContract() {}

    static Decision assess(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        String scheme = document.path("scheme").asText();
        Competence.ownerOf(scheme);
        var slot = store.record(
                CreditRules.key(scheme, Uscc.parse(document.path("uscc").asText())));
        return store.apply(CreditRules.assess(slot, document, request.restricted(), request.caller(1), request.at()));
    }
}
