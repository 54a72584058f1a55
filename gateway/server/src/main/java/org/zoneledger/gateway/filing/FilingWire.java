package org.zoneledger.gateway.filing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Attributes;

/** Filings as clients send them, as documents for the ledger. */
final class FilingWire {

    private FilingWire() {}

    /** The document of a filing: the body with its subject, and the certificate as DER instead of PEM. */
    static ObjectNode document(Uscc uscc, ObjectNode body) {
        ObjectNode document = about(uscc, body);
        if (document.hasNonNull("certificate")) {
            document.set("certificate", certificate(document.get("certificate").asText()));
        }
        return document;
    }

    /** The body with its subject, which the path names and the body may repeat. */
    static ObjectNode about(Uscc uscc, ObjectNode body) {
        if (body.has("uscc") && !body.get("uscc").asText().equals(uscc.value())) {
            throw Refusal.of(Code.USCC_INVALID, "uscc", "path and body name different enterprises");
        }
        return body.put("uscc", uscc.value());
    }

    private static ObjectNode certificate(String pem) {
        try {
            byte[] der =
                    Attributes.certificate(pem.getBytes(StandardCharsets.UTF_8)).getEncoded();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("der", Base64.getEncoder().encodeToString(der))
                    .put("sha256", Sha256.hex(der));
        } catch (CertificateEncodingException | org.zoneledger.domain.RefusalException e) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate", "the certificate is expected as PEM");
        }
    }
}
