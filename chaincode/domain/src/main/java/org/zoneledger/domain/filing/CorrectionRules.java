package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.OwnersWord;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Correction requests (数据校核纠错): who finds a wrong value asks the agency that vouches for it to set it right, and that agency
 * answers by a day. The answer changes no record: a filing is amended, a credit word given anew, a fact withdrawn. What an enterprise says
 * against a fact is its objection.
 */
public final class CorrectionRules {

    private static final Map<String, String> STEPS = Map.of("ACCEPT", "ACCEPTED", "REFUSE", "REFUSED");

    private static final String FACTS = "facts/";

    private CorrectionRules() {}

    /** Ledger key of a correction request. */
    public static String key(String id) {
        return "correction/" + id;
    }

    /**
     * The agency that answers for a field.
     *
     * @param target {@code filing}, {@code assertion/{scheme}} or {@code facts/{scheme}}
     */
    public static String owner(String target, String field) {
        if (target.equals("filing")) {
            return Competence.verifierOf(field).orElse(Competence.singleWindow());
        }
        for (String prefix : List.of("assertion/", FACTS)) {
            if (target.startsWith(prefix)) {
                return Competence.ownerOf(target.substring(prefix.length()));
            }
        }
        throw Refusal.of(
                Code.VALUE_INVALID, "restricted.target", "a filing, assertion/{scheme} or facts/{scheme} is expected");
    }

    /**
     * Decides on a request, by another agency's officer or a clerk of the enterprise itself.
     *
     * @param document {owner MSP id, restricted digests, id, version 1}
     * @param restricted uscc, target, field, ground, and of facts the factId
     */
    public static Decision request(
            Optional<LedgerRecord> prior, ObjectNode document, Sealed restricted, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        String owner = fields.text("owner", 64);
        fields.optionalAny("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields asked = Fields.of(restricted.values(), "restricted");
        Uscc uscc = asked.value("uscc", Uscc::parse);
        String target = asked.text("target", 40);
        String field = asked.value("field", UseRules::fieldName);
        asked.text("ground", 400);
        if (target.startsWith(FACTS)) {
            asked.value("factId", DocumentId::check);
        }
        asked.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(document);
        PersonalData.refuseIn(restricted.values(), "restricted");
        if (!owner(target, field).equals(owner)) {
            throw Refusal.of(Code.VALUE_INVALID, "owner", "another agency answers for this field");
        }
        if (caller.uscc().isPresent()) {
            caller.mustBeClerkOf(uscc);
            Competence.mustBeSingleWindow(caller);
        } else {
            caller.mustBeOfficerOfOne(Competence.agencies());
        }
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord correction = LedgerRecord.from("correction", document, caller, at);
        correction.node().put("status", "REQUESTED");
        correction
                .node()
                .put(
                        "decideBy",
                        OwnersWord.decideBy(LocalDate.ofInstant(at, CreditRules.BEIJING))
                                .toString());
        return Decision.of(
                key,
                1,
                List.of(
                        Write.open(key, correction.bytes()).ownedBy(List.of(owner)),
                        Write.restricted(key, restricted.bytes())));
    }

    /**
     * Decides on the owner's answer.
     *
     * @param document {correction, step ACCEPT|REFUSE, legalBasis, restricted? digests, id, version}
     * @param restricted reason
     */
    public static Decision answer(
            Optional<LedgerRecord> prior,
            Sealed priorRestricted,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at) {
        return new OwnersWord("correction", CorrectionRules::after)
                .decide(prior, priorRestricted, document, restricted, caller, at);
    }

    private static Optional<String> after(String status, String step) {
        return status.equals("REQUESTED") ? Optional.ofNullable(STEPS.get(step)) : Optional.empty();
    }
}
