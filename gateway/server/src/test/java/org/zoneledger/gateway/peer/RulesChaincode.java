package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
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
import org.zoneledger.domain.disclosure.AccessRules;
import org.zoneledger.domain.disclosure.DetailRules;
import org.zoneledger.domain.disclosure.GrantRules;
import org.zoneledger.domain.disclosure.MandateRules;
import org.zoneledger.domain.disclosure.PersonCreditRules;
import org.zoneledger.domain.disclosure.PersonRules;
import org.zoneledger.domain.disclosure.PolicyRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.ShareRules;
import org.zoneledger.domain.disclosure.ThresholdRules;
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
import org.zoneledger.domain.log.WitnessRules;
import org.zoneledger.domain.proof.Attributes;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.domain.provenance.RecallRules;
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
            case PROVENANCE_RECALL -> {
                ObjectNode document = document(call);
                yield RecallRules.open(
                        state.record(RecallRules.key(document.path("id").asText())),
                        state.record(ProductRules.key(
                                Gtin.parse(document.path("gtin").asText()))),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case PROVENANCE_CLOSE -> {
                ObjectNode document = document(call);
                yield RecallRules.close(
                        state.record(RecallRules.key(document.path("recall").asText())),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_PROPOSE -> {
                ObjectNode document = document(call);
                yield CaseRules.propose(
                        state.record(CaseRules.key(document.path("id").asText())),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_REFUSE -> {
                ObjectNode document = document(call);
                var prior = state.held(CaseRules.key(document.path("case").asText()));
                yield CaseRules.refuse(prior, document, restricted(call), caller(call, 1), call.at());
            }
            case CREDIT_ASSESS -> {
                ObjectNode document = document(call);
                yield CreditRules.assess(
                        Standing.load(uscc(document), state),
                        proposal(document, state),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at(),
                        seed(call));
            }
            case CREDIT_STATE -> {
                ObjectNode document = document(call);
                yield FactRules.state(
                        Standing.load(uscc(document), state),
                        proposal(document, state),
                        OriginRules.Known.load(restricted(call).values(), state),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at(),
                        seed(call));
            }
            case CREDIT_RECOGNISE -> {
                ObjectNode document = document(call);
                yield RecognitionRules.recognise(
                        state.record(RecognitionRules.key(call.creator())),
                        proposal(document, state),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_ACCREDIT -> {
                ObjectNode document = document(call);
                yield EvaluationRules.accredit(
                        state.record(EvaluationRules.accreditationKey(
                                document.path("uscc").asText())),
                        state.record(FilingRules.key(uscc(document))),
                        proposal(document, state),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_EVALUATE -> {
                ObjectNode document = document(call);
                String evaluator = document.path("evaluator").asText();
                yield EvaluationRules.evaluate(
                        Standing.load(uscc(document), state),
                        state.record(FilingRules.key(Uscc.parse(evaluator))),
                        state.record(EvaluationRules.accreditationKey(evaluator)),
                        document,
                        jws(call),
                        caller(call, 2),
                        call.at(),
                        seed(call));
            }
            case CREDIT_REPAIR -> {
                ObjectNode document = document(call);
                Sealed restricted = restricted(call);
                Uscc uscc = Uscc.parse(restricted.values().path("uscc").asText());
                String scheme = restricted.values().path("scheme").asText();
                yield RepairRules.apply(
                        state.record(RepairRules.key(document.path("id").asText())),
                        state.record(FilingRules.key(uscc)),
                        state.held(FactRules.key(scheme, uscc)),
                        document,
                        jws(call),
                        restricted,
                        caller(call, 2),
                        call.at());
            }
            case CREDIT_RESTORE -> {
                ObjectNode document = document(call);
                yield RepairRules.restore(
                        RepairRules.State.load(document, state),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at(),
                        seed(call));
            }
            case CREDIT_GRADE -> {
                Uscc uscc = Uscc.parse(call.arguments().get(0));
                yield GradeRules.regrade(Standing.load(uscc, state), caller(call, 1), call.at(), seed(call));
            }
            case CREDIT_INSPECT -> {
                ObjectNode document = document(call);
                yield InspectionRules.inspect(
                        state.record(InspectionRules.key(document.path("id").asText())),
                        Standing.laws(state),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_LIST -> {
                ObjectNode document = document(call);
                yield ListRules.decide(
                        state.record(ListRules.key(document.path("listId").asText())),
                        proposal(document, state),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_NOTIFY -> {
                ObjectNode document = document(call);
                yield ListingRules.notify(
                        state.record(ListingRules.key(document.path("id").asText())),
                        state.record(CaseRules.key(document.path("id").asText())),
                        state.record(ListRules.key(document.path("list").asText())),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_RESPOND -> {
                ObjectNode document = document(call);
                ListingRules.State listing = ListingRules.State.load(document, state);
                yield ListingRules.respond(
                        listing,
                        state.record(FilingRules.key(listing.uscc())),
                        document,
                        jws(call),
                        restricted(call),
                        caller(call, 2),
                        call.at(),
                        seed(call));
            }
            case CREDIT_CONCLUDE -> {
                ObjectNode document = document(call);
                yield ListingRules.conclude(
                        ListingRules.State.load(document, state),
                        proposal(document, state),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_DELIVER -> {
                ObjectNode document = document(call);
                ListingRules.State listing = ListingRules.State.load(document, state);
                yield ListingRules.deliver(
                        listing,
                        Standing.load(listing.uscc(), state),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at(),
                        seed(call));
            }
            case PROVENANCE_CAPTURE -> capture(call, state);
            case FILING_DRAFT -> DraftRules.keep(restricted(call), caller(call, 0));
            case FILING_DROP -> DraftRules.drop(Uscc.parse(call.arguments().get(0)), caller(call, 1));
            case FILING_CORRECT -> {
                ObjectNode document = document(call);
                var prior = state.record(CorrectionRules.key(document.path("id").asText()));
                yield CorrectionRules.request(prior, document, restricted(call), caller(call, 1), call.at());
            }
            case FILING_ANSWER -> {
                ObjectNode document = document(call);
                String key = CorrectionRules.key(document.path("correction").asText());
                yield CorrectionRules.answer(
                        state.record(key),
                        state.restricted(key),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case GOVERNANCE_PROPOSE -> {
                ObjectNode document = document(call);
                var prior =
                        state.record(PolicyRules.proposalKey(document.path("id").asText()));
                yield PolicyRules.propose(prior, document, caller(call, 1), call.at());
            }
            case GOVERNANCE_APPROVE -> {
                ObjectNode document = document(call);
                String id = document.path("proposal").asText();
                yield PolicyRules.approve(
                        state.record(PolicyRules.approvalKey(id, call.creator())),
                        state.record(PolicyRules.proposalKey(id)),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case GOVERNANCE_WITNESS ->
                WitnessRules.witness(
                        state.record(WitnessRules.key(call.creator())), document(call), caller(call, 1), call.at());
            case GOVERNANCE_ENACT -> {
                ObjectNode document = document(call);
                String id = document.path("proposal").asText();
                var approvals = Competence.agencies().stream()
                        .flatMap(agency -> state.record(PolicyRules.approvalKey(id, agency)).stream())
                        .toList();
                var proposal = state.record(PolicyRules.proposalKey(id));
                yield PolicyRules.enact(
                        proposal.flatMap(found -> state.record(PolicyRules.key(found))),
                        proposal,
                        approvals,
                        document,
                        caller(call, 1),
                        call.at());
            }
            case DISCLOSURE_DESCRIBE -> {
                ObjectNode document = document(call);
                var slot = state.record(DetailRules.key(document.path("scheme").asText(), uscc(document)));
                yield DetailRules.describe(slot, document, caller(call, 1), call.at());
            }
            case DISCLOSURE_KEEP -> {
                String scheme = call.arguments().get(0);
                Uscc uscc = Uscc.parse(call.arguments().get(1));
                yield DetailRules.keep(
                        scheme, uscc, state.record(DetailRules.key(scheme, uscc)), restricted(call), caller(call, 2));
            }
            case DISCLOSURE_NOTE -> {
                String id = call.arguments().get(0);
                var prior = state.kept(Write.implicit(call.creator()), DetailRules.noteKey(id));
                yield DetailRules.note(prior, id, restricted(call), caller(call, 1));
            }
            case DISCLOSURE_REQUEST -> {
                ObjectNode document = document(call);
                var standing = state.record(ShareRules.standingKey(
                        document.path("scheme").asText(),
                        call.creator(),
                        document.path("purpose").asText()));
                yield ShareRules.request(
                        state.record(ShareRules.key(document.path("id").asText())),
                        standing,
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case DISCLOSURE_DECIDE -> {
                ObjectNode document = document(call);
                String key = ShareRules.key(document.path("share").asText());
                yield ShareRules.decide(
                        state.record(key),
                        state.restricted(key),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case DISCLOSURE_STAND -> {
                ObjectNode document = document(call);
                var prior = state.record(ShareRules.standingKey(
                        document.path("scheme").asText(),
                        document.path("reader").asText(),
                        document.path("purpose").asText()));
                yield ShareRules.stand(prior, document, caller(call, 1), call.at());
            }
            case DISCLOSURE_GRANT -> {
                ObjectNode document = document(call);
                yield GrantRules.grant(
                        state.record(GrantRules.key(document.path("id").asText())),
                        filing(document, state),
                        document,
                        jws(call),
                        restricted(call),
                        caller(call, 2),
                        call.at());
            }
            case DISCLOSURE_WITHDRAW -> {
                ObjectNode document = document(call);
                yield GrantRules.withdraw(
                        state.record(GrantRules.key(document.path("grant").asText())),
                        filing(document, state),
                        document,
                        jws(call),
                        caller(call, 2),
                        call.at());
            }
            case DISCLOSURE_MANDATE -> {
                ObjectNode document = document(call);
                yield MandateRules.record(
                        state.record(MandateRules.key(document.path("id").asText())),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case DISCLOSURE_END -> {
                ObjectNode document = document(call);
                yield MandateRules.end(
                        state.record(MandateRules.key(document.path("mandate").asText())),
                        document,
                        caller(call, 1),
                        call.at());
            }
            case DISCLOSURE_ACCESS -> {
                ObjectNode document = document(call);
                String permit = AccessRules.permit(document);
                yield AccessRules.record(
                        state.record(AccessRules.key(document.path("id").asText())),
                        state.record(permit),
                        state.restricted(permit),
                        document,
                        restricted(call),
                        caller(call, 1),
                        call.signer(),
                        call.at());
            }
            case DISCLOSURE_ASK -> {
                ObjectNode document = document(call);
                Sealed restricted = restricted(call);
                String grant = GrantRules.key(restricted.values().path("grant").asText());
                yield ThresholdRules.answer(
                        state.record(ThresholdRules.key(document.path("id").asText())),
                        state.held(grant),
                        Standing.load(
                                Uscc.parse(restricted.values().path("uscc").asText()), state),
                        document,
                        restricted,
                        caller(call, 1),
                        call.at(),
                        seed(call));
            }
            case DISCLOSURE_PERSON -> {
                String person = call.arguments().get(0);
                yield PersonRules.keep(
                        state.kept(Write.PEOPLE, PersonRules.key(person)),
                        state.record(PersonRules.erasureKey(person)),
                        person,
                        restricted(call),
                        caller(call, 1),
                        call.at());
            }
            case CREDIT_PERSON -> {
                String person = call.arguments().get(0);
                yield PersonCreditRules.assess(
                        state.kept(Write.PEOPLE, PersonRules.key(person)),
                        state.record(PersonRules.erasureKey(person)),
                        state.kept(Write.PEOPLE, PersonCreditRules.key(person)),
                        person,
                        restricted(call),
                        caller(call, 1),
                        call.at(),
                        seed(call));
            }
            case DISCLOSURE_ERASE -> {
                ObjectNode document = document(call);
                String person = document.path("person").asText();
                yield PersonRules.erase(
                        state.record(PersonRules.erasureKey(person)),
                        state.kept(Write.PEOPLE, PersonRules.key(person)),
                        state.kept(Write.PEOPLE, PersonCreditRules.key(person)),
                        document,
                        caller(call, 1),
                        call.at());
            }
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

    private static byte[] seed(Call call) {
        return call.transients().get("seed");
    }

    private static Optional<Standing.Held> proposal(ObjectNode document, State state) {
        return state.held(CaseRules.key(document.path("id").asText()));
    }

    private static Optional<LedgerRecord> filing(ObjectNode document, State state) {
        return state.record(FilingRules.key(uscc(document)));
    }

    private static AmendmentRules.Standing standing(ObjectNode document, State state) {
        return AmendmentRules.Standing.load(uscc(document), state);
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
