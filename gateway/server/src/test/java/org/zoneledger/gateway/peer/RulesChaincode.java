package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Attributes;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.index.Zstandard;

/** The law itself, called as the contracts call it. */
public final class RulesChaincode implements Chaincode {

    @Override
    public Decision decide(Call call, Function<String, Optional<LedgerRecord>> state) {
        return switch (TransactionName.of(call.name()).orElseThrow()) {
            case FILING_SUBMIT -> {
                ObjectNode document = document(call);
                yield FilingRules.submit(
                        filing(document, state), document, restricted(call), caller(call, 1), call.at());
            }
            case FILING_DECIDE -> {
                ObjectNode document = document(call);
                yield FilingRules.decide(filing(document, state), document, caller(call, 1), call.at());
            }
            case FILING_REGISTER -> {
                ObjectNode document = document(call);
                var prior = state.apply(
                        ProductRules.key(Gtin.parse(document.path("gtin").asText())));
                yield ProductRules.register(prior, filing(document, state), document, caller(call, 1), call.at());
            }
            case CREDIT_ASSESS -> {
                ObjectNode document = document(call);
                var slot = state.apply(CreditRules.key(document.path("scheme").asText(), uscc(document)));
                yield CreditRules.assess(slot, document, restricted(call), caller(call, 1), call.at());
            }
            case PROVENANCE_CAPTURE -> capture(call, state);
        };
    }

    private static Decision capture(Call call, Function<String, Optional<LedgerRecord>> state) {
        var statement = PageRules.Statement.read(call.arguments().get(0).getBytes(StandardCharsets.UTF_8));
        byte[] compressed = call.transients().get("events");
        Page page = Page.read(Zstandard.expand(compressed), call.transients().get("restricted"));
        SortedMap<String, LedgerRecord> products = new TreeMap<>();
        for (String gtin : PageRules.gtins(page)) {
            state.apply(ProductRules.key(Gtin.parse(gtin))).ifPresent(product -> products.put(gtin, product));
        }
        return PageRules.capture(
                state.apply(PageRules.headKey(statement.captureID())),
                state.apply(FilingRules.key(statement.uscc())),
                products,
                statement,
                call.arguments().get(1),
                page,
                compressed,
                caller(call, 2),
                call.at());
    }

    private static ObjectNode document(Call call) {
        return (ObjectNode) CanonicalJson.readCanonical(call.arguments().get(0).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<LedgerRecord> filing(ObjectNode document, Function<String, Optional<LedgerRecord>> state) {
        return state.apply(FilingRules.key(uscc(document)));
    }

    private static Uscc uscc(ObjectNode document) {
        return Uscc.parse(document.path("uscc").asText());
    }

    private static Sealed restricted(Call call) {
        byte[] sealed = call.transients().get("restricted");
        return sealed == null ? Sealed.none() : Sealed.read(sealed);
    }

    private static Caller caller(Call call, int index) {
        byte[] der = Base64.getDecoder().decode(call.arguments().get(index));
        return Caller.holding(call.creator(), Attributes.certificate(der));
    }
}
