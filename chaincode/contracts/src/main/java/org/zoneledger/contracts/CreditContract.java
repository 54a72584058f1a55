package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.EvaluationRules;
import org.zoneledger.domain.credit.FactRules;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.domain.credit.InspectionRules;
import org.zoneledger.domain.credit.ListRules;
import org.zoneledger.domain.credit.ListingRules;
import org.zoneledger.domain.credit.OriginRules;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.domain.credit.RepairRules;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;

/** The agencies' credit words, what they rest on and what follows from them. */
final class CreditContract {

    private CreditContract() {}

    static Decision propose(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(CaseRules.key(Request.id(document, "id")));
        return store.apply(CaseRules.propose(prior, document, request.restricted(), request.caller(1), request.at()));
    }

    static Decision refuse(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        var prior = mustBeAgencys(caller, store).held(CaseRules.key(Request.id(document, "case")));
        return store.apply(CaseRules.refuse(prior, document, request.restricted(), caller, request.at()));
    }

    static Decision assess(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        return store.apply(CreditRules.assess(
                Standing.load(uscc(document, "uscc"), mustBeAgencys(caller, store)),
                proposal(document, store),
                document,
                request.restricted(),
                caller,
                request.at(),
                request.seed()));
    }

    static Decision state(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Sealed restricted = request.restricted();
        Caller caller = request.caller(1);
        return store.apply(FactRules.state(
                Standing.load(uscc(document, "uscc"), mustBeAgencys(caller, store)),
                proposal(document, store),
                OriginRules.Known.load(restricted.values(), store),
                document,
                restricted,
                caller,
                request.at(),
                request.seed()));
    }

    static Decision recognise(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        var prior = mustBeAgencys(caller, store).record(RecognitionRules.key(caller.msp()));
        return store.apply(
                RecognitionRules.recognise(prior, proposal(document, store), document, caller, request.at()));
    }

    static Decision accredit(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        Uscc evaluator = uscc(document, "uscc");
        return store.apply(EvaluationRules.accredit(
                mustBeAgencys(caller, store).record(EvaluationRules.accreditationKey(evaluator.value())),
                store.record(FilingRules.key(evaluator)),
                proposal(document, store),
                document,
                caller,
                request.at()));
    }

    static Decision evaluate(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Uscc evaluator = uscc(document, "evaluator");
        Caller caller = request.caller(2);
        return store.apply(EvaluationRules.evaluate(
                Standing.load(uscc(document, "uscc"), mustBeAgencys(caller, store)),
                store.record(FilingRules.key(evaluator)),
                store.record(EvaluationRules.accreditationKey(evaluator.value())),
                document,
                request.argument(1),
                caller,
                request.at(),
                request.seed()));
    }

    static Decision repair(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Sealed restricted = request.restricted();
        Uscc uscc = Uscc.parse(restricted.values().path("uscc").asText());
        String scheme = restricted.values().path("scheme").asText();
        Competence.ownerOf(scheme);
        Caller caller = request.caller(2);
        return store.apply(RepairRules.apply(
                store.record(RepairRules.key(Request.id(document, "id"))),
                store.record(FilingRules.key(uscc)),
                mustBeAgencys(caller, store).held(FactRules.key(scheme, uscc)),
                document,
                request.argument(1),
                restricted,
                caller,
                request.at()));
    }

    static Decision restore(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        return store.apply(RepairRules.restore(
                RepairRules.State.load(document, mustBeAgencys(caller, store)),
                document,
                request.restricted(),
                caller,
                request.at(),
                request.seed()));
    }

    static Decision grade(Request request, LedgerStore store) {
        Caller caller = request.caller(1);
        Standing standing = Standing.load(Uscc.parse(request.argument(0)), mustBeAgencys(caller, store));
        return store.apply(GradeRules.regrade(standing, caller, request.at(), request.seed()));
    }

    static Decision inspect(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(InspectionRules.key(Request.id(document, "id")));
        return store.apply(
                InspectionRules.inspect(prior, Standing.laws(store), document, request.caller(1), request.at()));
    }

    static Decision list(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        var prior = mustBeAgencys(caller, store).record(ListRules.key(Request.id(document, "listId")));
        return store.apply(ListRules.decide(prior, proposal(document, store), document, caller, request.at()));
    }

    static Decision notify(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        String id = Request.id(document, "id");
        return store.apply(ListingRules.notify(
                store.record(ListingRules.key(id)),
                store.record(CaseRules.key(id)),
                store.record(ListRules.key(Request.id(document, "list"))),
                document,
                request.restricted(),
                request.caller(1),
                request.at()));
    }

    static Decision respond(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(2);
        ListingRules.State state = ListingRules.State.load(document, mustBeAgencys(caller, store));
        return store.apply(ListingRules.respond(
                state,
                store.record(FilingRules.key(state.uscc())),
                document,
                request.argument(1),
                request.restricted(),
                caller,
                request.at(),
                request.seed()));
    }

    static Decision conclude(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        return store.apply(ListingRules.conclude(
                ListingRules.State.load(document, mustBeAgencys(caller, store)),
                proposal(document, store),
                document,
                request.restricted(),
                caller,
                request.at()));
    }

    static Decision deliver(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        ListingRules.State state = ListingRules.State.load(document, mustBeAgencys(caller, store));
        return store.apply(ListingRules.deliver(
                state,
                Standing.load(state.uscc(), store),
                document,
                request.restricted(),
                caller,
                request.at(),
                request.seed()));
    }

    /** What only comes through an agency, because nobody else may read the restricted parts: Fabric would fail instead of refusing. */
    private static LedgerStore mustBeAgencys(Caller caller, LedgerStore store) {
        if (!Competence.agencies().contains(caller.msp())) {
            throw Refusal.of(Code.NOT_OWNER, "", "credit is written through the agencies' gateways");
        }
        return store;
    }

    private static Optional<Standing.Held> proposal(ObjectNode document, LedgerStore store) {
        return store.held(CaseRules.key(Request.id(document, "id")));
    }

    private static Uscc uscc(ObjectNode document, String field) {
        return Uscc.parse(document.path(field).asText());
    }
}
