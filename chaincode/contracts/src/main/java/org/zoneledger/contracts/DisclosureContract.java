package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.AccessRules;
import org.zoneledger.domain.disclosure.DetailRules;
import org.zoneledger.domain.disclosure.GrantRules;
import org.zoneledger.domain.disclosure.MandateRules;
import org.zoneledger.domain.disclosure.PersonCreditRules;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.ShareRules;
import org.zoneledger.domain.disclosure.ThresholdRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;

/** What is not public: agencies' details and notes, share requests, grants, mandates, access records, persons. */
final class DisclosureContract {

    private DisclosureContract() {}

    static Decision describe(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        String scheme = document.path("scheme").asText();
        Competence.ownerOf(scheme);
        var slot = store.record(
                DetailRules.key(scheme, Uscc.parse(document.path("uscc").asText())));
        return store.apply(DetailRules.describe(slot, document, request.caller(1), request.at()));
    }

    static Decision keep(Request request, LedgerStore store) {
        String scheme = request.argument(0);
        Competence.ownerOf(scheme);
        Uscc uscc = Uscc.parse(request.argument(1));
        var described = store.record(DetailRules.key(scheme, uscc));
        return store.apply(DetailRules.keep(scheme, uscc, described, request.restricted(), request.caller(2)));
    }

    static Decision note(Request request, LedgerStore store) {
        String id = request.argument(0);
        Caller caller = request.caller(1);
        caller.mustBeOfficerOfOne(Competence.agencies());
        var prior = store.kept(Write.implicit(caller.msp()), DetailRules.noteKey(id));
        return store.apply(DetailRules.note(prior, id, request.restricted(), caller));
    }

    static Decision request(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        var prior = store.record(ShareRules.key(Request.id(document, "id")));
        var standing = store.record(ShareRules.standingKey(
                document.path("scheme").asText(),
                caller.msp(),
                document.path("purpose").asText()));
        return store.apply(ShareRules.request(prior, standing, document, request.restricted(), caller, request.at()));
    }

    static Decision decide(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        caller.mustBeOfficerOfOne(Competence.agencies());
        String key = ShareRules.key(Request.id(document, "share"));
        return store.apply(ShareRules.decide(
                store.record(key), store.restricted(key), document, request.restricted(), caller, request.at()));
    }

    static Decision stand(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(ShareRules.standingKey(
                document.path("scheme").asText(),
                document.path("reader").asText(),
                document.path("purpose").asText()));
        return store.apply(ShareRules.stand(prior, document, request.caller(1), request.at()));
    }

    static Decision grant(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(GrantRules.key(Request.id(document, "id")));
        return store.apply(GrantRules.grant(
                prior,
                filing(document, store),
                document,
                request.argument(1),
                request.restricted(),
                request.caller(2),
                request.at()));
    }

    static Decision withdraw(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(GrantRules.key(Request.id(document, "grant")));
        return store.apply(GrantRules.withdraw(
                prior, filing(document, store), document, request.argument(1), request.caller(2), request.at()));
    }

    static Decision mandate(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(MandateRules.key(Request.id(document, "id")));
        return store.apply(MandateRules.record(prior, document, request.restricted(), request.caller(1), request.at()));
    }

    static Decision end(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        var prior = store.record(MandateRules.key(Request.id(document, "mandate")));
        return store.apply(MandateRules.end(prior, document, request.caller(1), request.at()));
    }

    static Decision access(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        mustBeAgencys(caller);
        var prior = store.record(AccessRules.key(Request.id(document, "id")));
        String permit = AccessRules.permit(document);
        Optional<LedgerRecord> permitted = permit.equals(AccessRules.PERSON) ? Optional.empty() : store.record(permit);
        Sealed terms = permit.equals(AccessRules.PERSON) ? Sealed.none() : store.restricted(permit);
        return store.apply(AccessRules.record(
                prior, permitted, terms, document, request.restricted(), caller, request.creator(), request.at()));
    }

    static Decision ask(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        mustBeAgencys(caller);
        Sealed restricted = request.restricted();
        Fields asked = Fields.of(restricted.values(), "restricted");
        String grant = GrantRules.key(asked.value("grant", DocumentId::check));
        return store.apply(ThresholdRules.answer(
                store.record(ThresholdRules.key(Request.id(document, "id"))),
                store.held(grant),
                Standing.load(asked.value("uscc", Uscc::parse), store),
                document,
                restricted,
                caller,
                request.at(),
                request.seed()));
    }

    static Decision person(Request request, LedgerStore store) {
        String person = PersonRules.checkKey(request.argument(0));
        Caller caller = request.caller(1);
        mustHoldPeople(caller);
        return store.apply(PersonRules.keep(
                store.kept(Write.PEOPLE, PersonRules.key(person)),
                store.record(PersonRules.erasureKey(person)),
                person,
                request.restricted(),
                caller,
                request.at()));
    }

    static Decision personCredit(Request request, LedgerStore store) {
        String person = PersonRules.checkKey(request.argument(0));
        Caller caller = request.caller(1);
        mustHoldPeople(caller);
        return store.apply(PersonCreditRules.assess(
                store.kept(Write.PEOPLE, PersonRules.key(person)),
                store.record(PersonRules.erasureKey(person)),
                store.kept(Write.PEOPLE, PersonCreditRules.key(person)),
                person,
                request.restricted(),
                caller,
                request.at(),
                request.seed()));
    }

    static Decision erase(Request request, LedgerStore store) {
        ObjectNode document = request.document();
        Caller caller = request.caller(1);
        mustHoldPeople(caller);
        String person = Fields.of(document).value("person", PersonRules::checkKey);
        return store.apply(PersonRules.erase(
                store.record(PersonRules.erasureKey(person)),
                store.kept(Write.PEOPLE, PersonRules.key(person)),
                store.kept(Write.PEOPLE, PersonCreditRules.key(person)),
                document,
                caller,
                request.at()));
    }

    /** Only members may read the collection: Fabric would fail instead of refusing. */
    private static void mustHoldPeople(Caller caller) {
        if (!Competence.people().contains(caller.msp())) {
            throw Refusal.of(Code.NOT_PERMITTED, "", "personal data are kept by the agencies with competence alone");
        }
    }

    private static void mustBeAgencys(Caller caller) {
        if (!Competence.agencies().contains(caller.msp())) {
            throw Refusal.of(Code.NOT_PERMITTED, "", "restricted values are read through an agency's gateway");
        }
    }

    private static Optional<LedgerRecord> filing(ObjectNode document, LedgerStore store) {
        return store.record(FilingRules.key(Uscc.parse(document.path("uscc").asText())));
    }
}
