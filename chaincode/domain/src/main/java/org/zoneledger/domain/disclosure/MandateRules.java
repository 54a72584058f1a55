package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Mandates (审计授权): auditors may read named details that an agency keeps, about one enterprise or all, for a period.
 *
 * <p>An agency other than the one whose details they are records the audit notice: neither the audited agency nor the auditors make
 * their own mandate. Whose details and on which basis is public; about whom, which fields and why is not.
 */
public final class MandateRules {

    private MandateRules() {}

    /** Ledger key of a mandate. */
    public static String key(String id) {
        return "mandate/" + id;
    }

    /**
     * Decides on a mandate.
     *
     * @param prior the stored mandate, if any
     * @param document {scheme, legalBasis, restricted digests, id, version 1}
     * @param restricted uscc? (all enterprises without), fields[], ground, from, to
     */
    public static Decision record(
            Optional<LedgerRecord> prior, ObjectNode document, Sealed restricted, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        String scheme = fields.text("scheme", 16);
        String owner = Competence.ownerOf(scheme);
        fields.text("legalBasis", 200);
        fields.optionalAny("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields terms = Fields.of(restricted.values(), "restricted");
        if (restricted.values().has("uscc")) {
            terms.value("uscc", Uscc::parse);
        }
        terms.list("fields", 20, name -> DetailRules.checkName(name, scheme));
        terms.text("ground", 400);
        Terms.checkPeriod(terms, "from", "to", Terms.today(at));
        terms.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(document);
        PersonalData.refuseIn(restricted.values(), "restricted");
        caller.mustBeOfficerOfOne(Competence.agencies());
        if (caller.msp().equals(owner)) {
            throw Refusal.of(Code.NOT_PERMITTED, "scheme", "another agency records a mandate over an agency's details");
        }
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord mandate = LedgerRecord.from("mandate", document, caller, at);
        mandate.node().put("owner", owner);
        mandate.node().put("status", "GRANTED");
        return Decision.of(
                key,
                1,
                List.of(
                        Write.open(key, mandate.bytes()).ownedBy(List.of(owner)),
                        Write.restricted(key, restricted.bytes())));
    }

    /**
     * Decides on the end of a mandate before its last day, by the agency that recorded it.
     *
     * @param document {mandate, reason, legalBasis, id, version}
     */
    public static Decision end(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        String key = key(fields.value("mandate", DocumentId::check));
        fields.text("reason", 400);
        fields.text("legalBasis", 200);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        LedgerRecord mandate =
                prior.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "mandate", "there is no such mandate"));
        if (LedgerRecord.isDecided(mandate, "decision", document)) {
            return Decision.replay(key, mandate.version());
        }
        caller.mustBeOfficerOf(mandate.node().at("/by/msp").asText());
        if (!mandate.text("status").equals("GRANTED")) {
            throw Refusal.of(Code.WRONG_STATE, "mandate", "the mandate has ended already");
        }
        ObjectNode node = mandate.node().deepCopy();
        node.put("status", "REVOKED");
        node.put("version", document.path("version").asLong());
        node.set("decision", LedgerRecord.decision(document, caller, at));
        return Decision.of(key, document.path("version").asLong(), List.of(Write.open(key, CanonicalJson.bytes(node))));
    }

    /**
     * Refuses unless a mandate covers a read by an auditor for whom the owner speaks: auditors write nothing themselves.
     *
     * @param restricted terms of the mandate
     * @param names fields to be read
     * @param caller the auditor, through the owner's gateway
     */
    public static void mustCover(
            LedgerRecord mandate, Sealed restricted, Uscc uscc, Set<String> names, Caller caller, Instant at) {
        ObjectNode terms = restricted.values();
        boolean isReader = caller.role() == Role.AUDITOR && caller.msp().equals(mandate.text("owner"));
        boolean isSubject = !terms.has("uscc") || terms.path("uscc").asText().equals(uscc.value());
        if (!isReader
                || !isSubject
                || !mandate.text("status").equals("GRANTED")
                || !Terms.cover(terms, names, Terms.today(at))) {
            throw Refusal.of(Code.NOT_GRANTED, "permit", "the mandate does not cover this read");
        }
    }
}
