package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.AmendmentRules;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.filing.UseRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Attributes;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.index.Zstandard;

/** The law itself, called as the contracts call it. */
public final class RulesChaincode implements Chaincode {

    @Override
    public Decision decide(Call call, State state) {
        return switch (TransactionName.of(call.name()).orElseThrow()) {
            case FILING_SUBMIT -> {
                ObjectNode document = document(call);
                yield FilingRules.submit(
                        filing(document, state), document, jws(call), restricted(call), caller(call, 2), call.at());
            }
            case FILING_DECIDE -> {
                ObjectNode document = document(call);
                yield FilingRules.decide(filing(document, state), document, caller(call, 1), call.at());
            }
            case FILING_AMEND -> {
                ObjectNode document = document(call);
                yield AmendmentRules.amend(
                        standing(document, state), document, jws(call), restricted(call), caller(call, 2), call.at());
            }
            case FILING_REVIEW -> {
                ObjectNode document = document(call);
                yield AmendmentRules.review(standing(document, state), document, caller(call, 1), call.at());
            }
            case FILING_CERTIFY -> {
                ObjectNode document = document(call);
                yield CertificateRules.replace(
                        filing(document, state), document, jws(call), caller(call, 2), call.at());
            }
            case FILING_REVOKE -> {
                ObjectNode document = document(call);
                yield CertificateRules.revoke(filing(document, state), document, caller(call, 1), call.at());
            }
            case FILING_USE -> {
                ObjectNode document = document(call);
                var prior = state.record(
                        UseRules.key(uscc(document), document.path("id").asText()));
                yield UseRules.record(prior, filing(document, state), document, caller(call, 1), call.at());
            }
            case FILING_REGISTER -> {
                ObjectNode document = document(call);
                var prior = state.record(
                        ProductRules.key(Gtin.parse(document.path("gtin").asText())));
                yield ProductRules.register(
                        prior, filing(document, state), document, jws(call), caller(call, 2), call.at());
            }
            case FILING_IMPORT -> imported(call, state);
            case CREDIT_ASSESS -> {
                ObjectNode document = document(call);
                var slot = state.record(CreditRules.key(document.path("scheme").asText(), uscc(document)));
                yield CreditRules.assess(slot, document, restricted(call), caller(call, 1), call.at());
            }
            case PROVENANCE_CAPTURE -> capture(call, state);
        };
    }

    private static Decision capture(Call call, State state) {
        var statement = PageRules.Statement.read(call.arguments().get(0).getBytes(StandardCharsets.UTF_8));
        byte[] compressed = call.transients().get("events");
        Page page = Page.read(Zstandard.expand(compressed), call.transients().get("restricted"));
        SortedMap<String, LedgerRecord> products = new TreeMap<>();
        for (String gtin : PageRules.gtins(page)) {
            state.record(ProductRules.key(Gtin.parse(gtin))).ifPresent(product -> products.put(gtin, product));
        }
        return PageRules.capture(
                state.record(PageRules.headKey(statement.captureID())),
                state.record(FilingRules.key(statement.uscc())),
                products,
                statement,
                jws(call),
                page,
                compressed,
                caller(call, 2),
                call.at());
    }

    private static Decision imported(Call call, State state) {
        var statement = ImportRules.Statement.read(call.arguments().get(0).getBytes(StandardCharsets.UTF_8));
        var batch = ImportRules.read(call.transients().get("products"));
        SortedMap<String, LedgerRecord> products = new TreeMap<>();
        for (String gtin : ImportRules.gtins(batch)) {
            state.record(ProductRules.key(Gtin.parse(gtin))).ifPresent(product -> products.put(gtin, product));
        }
        return ImportRules.decide(
                state.record(FilingRules.key(statement.uscc())),
                products,
                statement,
                jws(call),
                batch,
                caller(call, 2),
                call.at());
    }

    private static ObjectNode document(Call call) {
        return (ObjectNode) CanonicalJson.readCanonical(call.arguments().get(0).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<LedgerRecord> filing(ObjectNode document, State state) {
        return state.record(FilingRules.key(uscc(document)));
    }

    private static AmendmentRules.Standing standing(ObjectNode document, State state) {
        String filing = FilingRules.key(uscc(document));
        String amendment = AmendmentRules.key(uscc(document));
        return new AmendmentRules.Standing(
                state.record(filing), state.restricted(filing), state.record(amendment), state.restricted(amendment));
    }

    private static String jws(Call call) {
        return call.arguments().get(1);
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
