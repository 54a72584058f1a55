package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;

/** Filings and the products of filed enterprises. */
final class FilingContract {

    private FilingContract() {}

    static Decision submit(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(FilingRules.key(uscc(document)));
        return store.apply(FilingRules.submit(prior, document, request.restricted(), request.caller(1), request.at()));
    }

    static Decision decide(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(FilingRules.key(uscc(document)));
        return store.apply(FilingRules.decide(prior, document, request.caller(1), request.at()));
    }

    static Decision register(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior =
                store.record(ProductRules.key(Gtin.parse(document.path("gtin").asText())));
        var filing = store.record(FilingRules.key(uscc(document)));
        return store.apply(ProductRules.register(prior, filing, document, request.caller(1), request.at()));
    }

    private static Uscc uscc(ObjectNode document) {
        return Uscc.parse(document.path("uscc").asText());
    }
}
