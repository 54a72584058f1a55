package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.PartyCertificate;

/**
 * The certificate an enterprise signs with: changed with the old key, or after commerce has revoked it, with the new one.
 *
 * <p>What was signed before stays signed: a page head and a document name the certificate they were signed with.
 */
public final class CertificateRules {

    private static final String REVOKER = "CommerceMSP";

    private CertificateRules() {}

    /** Refuses a registered certificate that was revoked. */
    public static JsonNode mustBeGood(JsonNode certificate) {
        if (certificate.has("revoked")) {
            throw Refusal.of(Code.CERTIFICATE_REVOKED, "certificate", "the registered certificate has been revoked");
        }
        return certificate;
    }

    /** Refuses a certificate that is not the one the caller showed: it is the only one of which somebody knows who issued it. */
    static void mustBeOwn(JsonNode certificate, Caller caller) {
        if (!caller.certificate().equals(certificate.path("sha256").asText())) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.sha256", "a clerk registers the own certificate");
        }
    }

    /**
     * Decides on a new certificate of an enterprise.
     *
     * @param document {uscc, certificate {der, sha256}, reason, id, version}
     * @param jws by the key of the registered certificate; by the new key, which is the caller's own, when the registered one was revoked
     */
    public static Decision replace(
            Optional<LedgerRecord> prior, ObjectNode document, String jws, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        Fields certificate = fields.object("certificate");
        PartyCertificate.check(certificate.text("der", 8192), certificate.text("sha256", 64), uscc);
        certificate.end();
        fields.text("reason", 400);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
        LedgerRecord filing = found(prior);
        if (isDecided(filing, document)) {
            return Decision.replay(FilingRules.key(uscc), filing.version());
        }
        JsonNode registered = filing.node().path("certificate");
        JsonNode certified = document.path("certificate");
        boolean isRevoked = registered.has("revoked");
        if (isRevoked) {
            mustBeOwn(certified, caller);
        }
        if (registered.path("sha256").equals(certified.path("sha256"))) {
            mustBeGood(registered);
        }
        FilingRules.mustBeSigned(jws, document, isRevoked ? certified : registered);
        return changed(uscc, filing, document, (ObjectNode) document.get("certificate"), caller, at);
    }

    /**
     * Decides on the revocation of a registered certificate, lost or misused, by the authority that issued it.
     *
     * @param document {uscc, reason, legalBasis, id, version}
     */
    public static Decision revoke(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.text("reason", 400);
        fields.text("legalBasis", 200);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        caller.mustBeOfficerOf(REVOKER);
        LedgerRecord filing = found(prior);
        if (isDecided(filing, document)) {
            return Decision.replay(FilingRules.key(uscc), filing.version());
        }
        ObjectNode certificate = filing.node().path("certificate").deepCopy();
        mustBeGood(certificate);
        certificate.put("revoked", Fields.format(at));
        return changed(uscc, filing, document, certificate, caller, at);
    }

    private static LedgerRecord found(Optional<LedgerRecord> prior) {
        return prior.filter(filing -> !filing.text("status").equals("CANCELLED"))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no filing of this enterprise"));
    }

    private static boolean isDecided(LedgerRecord filing, ObjectNode document) {
        return LedgerRecord.isDecided(filing, "certification", document);
    }

    private static Decision changed(
            Uscc uscc, LedgerRecord filing, ObjectNode document, ObjectNode certificate, Caller caller, Instant at) {
        ObjectNode node = filing.node().deepCopy();
        node.set("certificate", certificate);
        node.put("version", document.path("version").asLong());
        node.set("certification", LedgerRecord.decision(document, caller, at));
        return Decision.of(
                FilingRules.key(uscc),
                document.path("version").asLong(),
                List.of(Write.open(FilingRules.key(uscc), CanonicalJson.bytes(node))));
    }
}
