package org.zoneledger.domain.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;

/** The key by which an agency speaks about logs: registered, changed and withdrawn by the agency itself. */
public final class WitnessRules {

    private WitnessRules() {}

    /** Ledger key of an agency's witness. */
    public static String key(String msp) {
        return "witness/" + msp;
    }

    /**
     * Decides on a witness.
     *
     * @param document {certificate (base64 of DER), reason, id, version}; without a certificate the key in force is withdrawn
     */
    public static Decision witness(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        Optional<WitnessCertificate> certificate = fields.optionalValue("certificate", WitnessRules::certificate);
        fields.text("reason", 200);
        DocumentId.checkIn(fields);
        fields.end();
        caller.mustBeOfficerOfOne(Competence.agencies());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key(caller.msp()), prior.orElseThrow().version());
        }
        certificate.ifPresent(given -> mustBeOf(given, caller, at));
        LedgerRecord record = LedgerRecord.from("witness", document, caller, at);
        record.node().put("msp", caller.msp());
        record.node().put("status", certificate.isPresent() ? "ACTIVE" : "WITHDRAWN");
        return Decision.of(
                key(caller.msp()),
                record.version(),
                List.of(Write.open(key(caller.msp()), record.bytes()).ownedBy(List.of(caller.msp()))));
    }

    private static WitnessCertificate certificate(String base64) {
        try {
            return WitnessCertificate.read(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "", "base64 of a DER certificate is expected");
        }
    }

    private static void mustBeOf(WitnessCertificate certificate, Caller caller, Instant at) {
        if (!caller.msp().equals(Competence.schemes().get(certificate.agency()))) {
            throw Refusal.of(
                    Code.CERTIFICATE_INVALID, "certificate", "the certificate is that of another agency's witness");
        }
        try {
            certificate.x509().checkValidity(Date.from(at));
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate", "the certificate is not in force");
        }
    }
}
