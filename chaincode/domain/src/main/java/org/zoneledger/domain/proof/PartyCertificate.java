package org.zoneledger.domain.proof;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Uscc;

/** The certificate that an enterprise registers in its filing and signs its documents with: X.509, EC P-256. */
public final class PartyCertificate {

    private static final String FABRIC_ATTRIBUTES = "1.2.3.4.5.6.7.8.1";

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
        X509Certificate certificate = read(bytes);
        if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                || key.getParams().getCurve().getField().getFieldSize() != 256) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.der", "a key on the curve P-256 is expected");
        }
        byte[] attributes = certificate.getExtensionValue(FABRIC_ATTRIBUTES);
        String expected = "\"zone.uscc\":\"" + uscc.value() + "\"";
        if (attributes == null || !new String(attributes, StandardCharsets.UTF_8).contains(expected)) {
            throw Refusal.of(
                    Code.CERTIFICATE_INVALID, "certificate.der", "the certificate was issued for another enterprise");
        }
    }

    /** The public key of a registered certificate. */
    public static ECPublicKey key(String der) {
        return (ECPublicKey) read(decode(der)).getPublicKey();
    }

    private static byte[] decode(String der) {
        try {
            return Base64.getDecoder().decode(der);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.der", "base64 of a DER certificate is expected");
        }
    }

    private static X509Certificate read(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException notACertificate) {
            throw Refusal.of(Code.CERTIFICATE_INVALID, "certificate.der", "an X.509 certificate is expected");
        }
    }
}
