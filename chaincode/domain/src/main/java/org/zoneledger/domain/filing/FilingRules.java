package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.DetailRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.PartyCertificate;

/**
 * The life of a filing (一次备案): SUBMITTED, VERIFIED by market regulation, ACCEPTED by customs, ACTIVE by commerce, then SUSPENDED,
 * resumed, renewed or CANCELLED; or REJECTED on the way and submitted again.
 *
 * <p>Each change is bound to the agencies whose competence it is: while a filing waits for one agency's step, no change of it commits
 * without that agency's endorsement; where several may act, without that of one of them.
 */
public final class FilingRules {

    private static final Set<String> SUBMITTED_AGAIN = Set.of("", "SUBMITTED", "REJECTED");
    private static final Set<String> WITH_PERIOD = Set.of("ACTIVATE", "RENEW");

    private FilingRules() {}

    /** Ledger key of a filing. */
    public static String key(Uscc uscc) {
        return "filing/" + uscc.value();
    }

    /**
     * Decides on a filing that an enterprise submits, signed with the certificate in it.
     *
     * @param prior the stored filing, if any
     * @param document as {@link FilingDocument#check} wants it
     * @param jws detached signature over the canonical document
     */
    public static Decision submit(
            Optional<LedgerRecord> prior,
            ObjectNode document,
            String jws,
            Sealed restricted,
            Caller caller,
            Instant at) {
        Uscc uscc = FilingDocument.check(document, restricted);
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
        JsonNode certificate = document.path("certificate");
        CertificateRules.mustBeOwn(certificate, caller);
        mustBeSigned(jws, document, certificate);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key(uscc), prior.orElseThrow().version());
        }
        if (!SUBMITTED_AGAIN.contains(prior.map(FilingRules::status).orElse(""))) {
            throw Refusal.of(Code.WRONG_STATE, "status", "a filing that was verified is amended, not submitted again");
        }
        prior.map(filing -> filing.node().path("certificate"))
                .filter(registered -> registered.path("sha256").equals(certificate.path("sha256")))
                .ifPresent(CertificateRules::mustBeGood);
        LedgerRecord filing = LedgerRecord.from("filing", document, caller, at);
        filing.node().put("status", "SUBMITTED");
        filing.node().put("jws", jws);
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(uscc), filing.bytes()).ownedBy(FilingSteps.owners("SUBMITTED")));
        if (!restricted.isEmpty()) {
            writes.add(Write.restricted(key(uscc), restricted.bytes()));
        }
        return Decision.of(key(uscc), filing.version(), writes);
    }

    /**
     * Decides on an agency's step in a filing's life; an accepted filing gets its vacant slots, each bound to its owner.
     *
     * @param document {uscc, step, reason, legalBasis, validTo? for ACTIVATE and RENEW, id, version}
     */
    public static Decision decide(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        String name = fields.text("step", 16);
        fields.text("reason", 400);
        fields.text("legalBasis", 200);
        if (WITH_PERIOD.contains(name)) {
            FilingDocument.validTo(fields, today(at));
        }
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        LedgerRecord filing =
                prior.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no filing of this enterprise"));
        if (isDecided(filing, document)) {
            return Decision.replay(key(uscc), filing.version());
        }
        FilingSteps.Step step = FilingSteps.find(name, status(filing));
        caller.mustBeOfficerOfOne(step.by());
        if (name.equals("RESUME") && !filing.text("suspendedBy").equals(caller.msp())) {
            throw Refusal.of(Code.NOT_OWNER, "step", "who suspended a filing resumes it");
        }
        ObjectNode node = filing.node().deepCopy();
        node.put("status", step.to());
        node.put("version", document.path("version").asLong());
        node.set("decision", LedgerRecord.decision(document, caller, at));
        if (WITH_PERIOD.contains(name)) {
            node.set("validTo", document.get("validTo"));
        }
        node.remove("suspendedBy");
        if (name.equals("SUSPEND")) {
            node.put("suspendedBy", caller.msp());
        }
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(uscc), CanonicalJson.bytes(node)).ownedBy(FilingSteps.owners(step.to())));
        if (name.equals("ACCEPT")) {
            writes.addAll(CreditRules.vacantSlots(uscc, Competence.texts(node.path("kinds")), at));
            writes.addAll(DetailRules.vacantSlots(uscc, at));
        }
        return Decision.of(key(uscc), document.path("version").asLong(), writes);
    }

    /** Refuses unless a filing is active on the day, so that others may rely on it. */
    public static LedgerRecord mustBeActive(Optional<LedgerRecord> filing, Instant at) {
        LedgerRecord found = filing.filter(record -> status(record).equals("ACTIVE"))
                .orElseThrow(() -> Refusal.of(Code.FILING_NOT_ACTIVE, "uscc", "the enterprise has no active filing"));
        if (LocalDate.parse(found.text("validTo")).isBefore(today(at))) {
            throw Refusal.of(Code.FILING_NOT_ACTIVE, "uscc", "the enterprise's filing has expired");
        }
        return found;
    }

    /** Refuses unless a document is signed with a registered certificate. */
    public static void mustBeSigned(String jws, ObjectNode document, JsonNode certificate) {
        PartyCertificate.mustHaveSigned(certificate, jws, CanonicalJson.bytes(document));
    }

    static LocalDate today(Instant at) {
        return LocalDate.ofInstant(at, CreditRules.BEIJING);
    }

    private static String status(LedgerRecord filing) {
        return filing.text("status");
    }

    static boolean isDecided(LedgerRecord record, JsonNode document) {
        return LedgerRecord.isDecided(record, "decision", document);
    }
}
