package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.filing.AmendmentRules;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.CorrectionRules;
import org.zoneledger.domain.filing.DraftRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.ImportRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.filing.UseRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;

/** Filings and the products of filed enterprises. */
final class FilingContract {

    private FilingContract() {}

    static Decision submit(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(FilingRules.key(uscc(document)));
        return store.apply(FilingRules.submit(
                prior, document, request.argument(1), request.restricted(), request.caller(2), request.at()));
    }

    static Decision decide(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(FilingRules.key(uscc(document)));
        return store.apply(FilingRules.decide(prior, document, request.caller(1), request.at()));
    }

    static Decision amend(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(2);
        var standing = standing(uscc(document), caller, store);
        return store.apply(AmendmentRules.amend(
                standing, document, request.argument(1), request.restricted(), caller, request.at()));
    }

    static Decision review(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        var standing = standing(uscc(document), caller, store);
        return store.apply(AmendmentRules.review(standing, document, caller, request.at()));
    }

    static Decision certify(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(FilingRules.key(uscc(document)));
        return store.apply(
                CertificateRules.replace(prior, document, request.argument(1), request.caller(2), request.at()));
    }

    static Decision revoke(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(FilingRules.key(uscc(document)));
        return store.apply(CertificateRules.revoke(prior, document, request.caller(1), request.at()));
    }

    static Decision use(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Uscc uscc = uscc(document);
        String id = Request.id(document, "id");
        var prior = store.record(UseRules.key(uscc, id));
        var filing = store.record(FilingRules.key(uscc));
        return store.apply(UseRules.record(prior, filing, document, request.caller(1), request.at()));
    }

    static Decision draft(Request request, LedgerStore store) {
        return store.apply(DraftRules.keep(request.restricted(), request.caller(0)));
    }

    static Decision drop(Request request, LedgerStore store) {
        return store.apply(DraftRules.drop(Uscc.parse(request.argument(0)), request.caller(1)));
    }

    static Decision correct(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(CorrectionRules.key(Request.id(document, "id")));
        return store.apply(
                CorrectionRules.request(prior, document, request.restricted(), request.caller(1), request.at()));
    }

    static Decision answer(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        caller.mustBeOfficerOfOne(Competence.agencies());
        String key = CorrectionRules.key(Request.id(document, "correction"));
        return store.apply(CorrectionRules.answer(
                store.record(key), store.restricted(key), document, request.restricted(), caller, request.at()));
    }

    static Decision register(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior =
                store.record(ProductRules.key(Gtin.parse(document.path("gtin").asText())));
        var filing = store.record(FilingRules.key(uscc(document)));
        return store.apply(
                ProductRules.register(prior, filing, document, request.argument(1), request.caller(2), request.at()));
    }

    static Decision importProducts(Request request, LedgerStore store) {
        var statement = ImportRules.Statement.read(request.argument(0).getBytes(StandardCharsets.UTF_8));
        List<ImportRules.Leaf> batch = ImportRules.read(request.transientValue("products"));
        var filing = store.record(FilingRules.key(statement.uscc()));
        return store.apply(ImportRules.decide(
                filing,
                store.products(ImportRules.gtins(batch)),
                statement,
                request.argument(1),
                batch,
                request.caller(2),
                request.at()));
    }

    /** What only comes through an agency, because nobody else may read the restricted parts: Fabric would fail instead of refusing. */
    private static AmendmentRules.Standing standing(Uscc uscc, Caller caller, LedgerStore store) {
        if (!Competence.agencies().contains(caller.msp())) {
            throw Refusal.of(Code.NOT_PERMITTED, "", "amendments come in through an agency's gateway");
        }
        return AmendmentRules.Standing.load(uscc, store);
    }

    private static Uscc uscc(ObjectNode document) {
        return Uscc.parse(document.path("uscc").asText());
    }
}
