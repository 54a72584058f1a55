package org.zoneledger.domain.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;

/**
 * Detached JSON Web Signature (RFC 7515 appendix F) over canonical bytes: {@code header..signature}.
 *
 * <p>{@code alg} is ES256, or {@code urn:oid:1.2.156.10197.1.501} for SM2 with SM3, as the key of the certificate is.
 */
public final class Jws {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Jws() {}

    /**
     * Signs a payload.
     *
     * @param key on P-256 or on the curve of SM2
     * @param certificateSha256 hexadecimal digest of the signer's certificate, sent as {@code x5t#S256}
     */
    public static String sign(byte[] payload, PrivateKey key, String certificateSha256) {
        PrivateKeyInfo encoded = PrivateKeyInfo.getInstance(key.getEncoded());
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(encoded);
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("alg", algorithm.header());
        header.put("x5t#S256", thumbprint(certificateSha256));
        String head = ENCODER.encodeToString(CanonicalJson.bytes(header));
        return head + ".." + ENCODER.encodeToString(algorithm.sign(signingInput(head, payload), encoded));
    }

    /**
     * Refuses with SIGNATURE_INVALID unless the signature is over this payload by the key of this certificate, which the header must
     * name.
     *
     * @param certificate DER
     */
    public static void mustVerify(String jws, byte[] payload, byte[] certificate) {
        String[] parts = jws.split("\\.", -1);
        if (jws.length() > 1024 || parts.length != 3 || !parts[1].isEmpty()) {
            throw invalid("a detached compact JWS is expected: header..signature");
        }
        try {
            SubjectPublicKeyInfo key = PartyCertificate.read(certificate).getSubjectPublicKeyInfo();
            SignatureAlgorithm algorithm = SignatureAlgorithm.of(key);
            JsonNode header = CanonicalJson.read(Base64.getUrlDecoder().decode(parts[0]));
            if (header.size() != 2
                    || !header.path("alg").asText().equals(algorithm.header())
                    || !header.path("x5t#S256").asText().equals(thumbprint(Sha256.hex(certificate)))) {
                throw invalid("the header names the registered certificate and its algorithm, and nothing else");
            }
            if (!algorithm.isSignature(Base64.getUrlDecoder().decode(parts[2]), signingInput(parts[0], payload), key)) {
                throw invalid("the signature is not that of the registered certificate over this statement");
            }
        } catch (IllegalArgumentException unreadable) {
            throw invalid("the signature cannot be read");
        } catch (RefusalException e) {
            throw e.refusal().code() == Code.SIGNATURE_INVALID
                    ? e
                    : invalid("the signature or its header cannot be read");
        }
    }

    private static byte[] signingInput(String header, byte[] payload) {
        return (header + "." + ENCODER.encodeToString(payload)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String thumbprint(String sha256) {
        return ENCODER.encodeToString(HexFormat.of().parseHex(sha256));
    }

    private static RefusalException invalid(String detail) {
        return Refusal.of(Code.SIGNATURE_INVALID, "jws", detail);
    }
}
