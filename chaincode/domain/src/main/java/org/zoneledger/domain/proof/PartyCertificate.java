package org.zoneledger.domain.proof;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;

/** The certificate that an enterprise registers in its filing and signs its documents with: X.509, EC P-256. */
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
        X509Certificate certificate = Attributes.certificate(bytes);
        if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                || key.getParams().getCurve().getField().getFieldSize() != 256) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.der", "a key on the curve P-256 is expected");
        }
        if (!uscc.value().equals(Attributes.of(certificate).get(Attributes.USCC))) {
            throw Refusal.of(
                    Code.CERTIFICATE_INVALID, "certificate.der", "the certificate was issued for another enterprise");
        }
    }

    /** The public key of a registered certificate. */
    public static ECPublicKey key(String der) {
        return (ECPublicKey) Attributes.certificate(decode(der)).getPublicKey();
    }

    private static byte[] decode(String der) {
        try {
            return Base64.getDecoder().decode(der);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.der", "base64 of a DER certificate is expected");
        }
    }
}
