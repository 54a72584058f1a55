package org.zoneledger.domain.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;

/** The certificate that an enterprise registers in its filing and signs its documents with: X.509, on P-256 or the curve of SM2. */
public final class PartyCertificate {

    private PartyCertificate() {}

    /**
     * Refuses a certificate that cannot sign for this enterprise.
     *
     * @param der base64 of the certificate
     * @param sha256 hexadecimal digest of the certificate
     * @param uscc the enterprise, which the certificate's attribute {@code zone.uscc} must name
     */
    public static void check(String der, String sha256, Uscc uscc) {
        byte[] bytes = decode(der);
        if (!Sha256.hex(bytes).equals(sha256)) {
            throw Refusal.of(
                    Code.CERTIFICATE_INVALID, "certificate.sha256", "the digest is not that of the certificate");
        }
        Certificate certificate = read(bytes);
        try {
            SignatureAlgorithm.of(certificate.getSubjectPublicKeyInfo());
        } catch (IllegalArgumentException other) {
            throw invalid("a key on the curve P-256 or on that of SM2 is expected");
        }
        if (!uscc.value().equals(Attributes.of(certificate).get(Attributes.USCC))) {
            throw invalid("the certificate was issued for another enterprise");
        }
    }

    /**
     * Refuses with SIGNATURE_INVALID unless a payload is signed with a registered certificate.
     *
     * @param registered {der, sha256}
     * @param jws detached
     */
    public static void mustHaveSigned(JsonNode registered, String jws, byte[] payload) {
        Jws.mustVerify(jws, payload, decode(registered.path("der").asText()));
    }

    /** The certificate (DER) in a PEM text; refuses with CERTIFICATE_INVALID. */
    public static byte[] fromPem(String pem) {
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            PemObject found = reader.readPemObject();
            if (found != null && found.getType().equals("CERTIFICATE")) {
                read(found.getContent());
                return found.getContent();
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException | RefusalException unreadable) {
            // answered below
        }
        throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate", "the certificate is expected as PEM");
    }

    /** An X.509 certificate of whatever key; refuses with CERTIFICATE_INVALID. */
    static Certificate read(byte[] der) {
        try {
            return Certificate.getInstance(ASN1Primitive.fromByteArray(der));
        } catch (IOException | IllegalArgumentException | IllegalStateException notOne) {
            throw invalid("an X.509 certificate is expected");
        }
    }

    private static byte[] decode(String der) {
        try {
            return Base64.getDecoder().decode(der);
        } catch (IllegalArgumentException notBase64) {
            throw invalid("base64 of a DER certificate is expected");
        }
    }

    private static RefusalException invalid(String detail) {
        return Refusal.of(Code.CERTIFICATE_INVALID, "certificate.der", detail);
    }
}
