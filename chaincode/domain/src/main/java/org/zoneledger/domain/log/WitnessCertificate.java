package org.zoneledger.domain.log;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Certificate;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.proof.Attributes;

/**
 * The certificate by which an agency's root vouches for the key of its witness. Its subject is a common name alone: the origin of the
 * agency's log, {@code zoneledger.org/<zone>/<agency>}. Older ones have the origin in the attribute {@code zone.log}.
 *
 * @param x509 the certificate
 * @param origin of the agency's own log
 * @param key Ed25519 public key, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WitnessCertificate(X509Certificate x509, String origin, byte[] key) {

    private static final String LOG = "zone.log";

    /** DER of an Ed25519 public key (RFC 8410) up to its 32 bytes. */
    private static final int KEY_OFFSET = 12;

    /** Reads a certificate (DER); refuses with CERTIFICATE_INVALID what is none of a witness. */
    public static WitnessCertificate read(byte[] der) {
        X509Certificate x509 = Attributes.certificate(der);
        String origin = Attributes.of(x509).getOrDefault(LOG, commonName(x509));
        if (!origin.matches("zoneledger\\.org/[a-z0-9-]+/[a-z0-9-]+")) {
            throw invalid("the certificate of a witness names its log");
        }
        return new WitnessCertificate(x509, origin, key(x509.getPublicKey()));
    }

    /** The agency's name: the last part of its origin. */
    public String agency() {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }

    /** Whether another log is of the same zone. */
    public boolean isSameZone(String other) {
        String zone = origin.substring(0, origin.lastIndexOf('/') + 1);
        return other.startsWith(zone) && other.indexOf('/', zone.length()) < 0;
    }

    /** The certificate's bytes. */
    public byte[] der() {
        return der(x509);
    }

    private static byte[] der(X509Certificate x509) {
        try {
            return x509.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The subject where it is a common name alone, else nothing. */
    private static String commonName(X509Certificate x509) {
        RDN[] names = Certificate.getInstance(der(x509)).getSubject().getRDNs();
        return names.length == 1
                        && !names[0].isMultiValued()
                        && names[0].getFirst().getType().equals(BCStyle.CN)
                ? IETFUtils.valueToString(names[0].getFirst().getValue())
                : "";
    }

    private static byte[] key(PublicKey key) {
        if (!key.getAlgorithm().equals("EdDSA") || key.getEncoded().length != KEY_OFFSET + 32) {
            throw invalid("the key of a witness is an Ed25519 key");
        }
        return Arrays.copyOfRange(key.getEncoded(), KEY_OFFSET, KEY_OFFSET + 32);
    }

    private static RefusalException invalid(String detail) {
        return Refusal.of(Code.CERTIFICATE_INVALID, "certificates", detail);
    }
}
