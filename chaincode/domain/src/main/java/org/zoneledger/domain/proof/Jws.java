package org.zoneledger.domain.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;

/** Detached JSON Web Signature (RFC 7515 appendix F) with ES256 over canonical bytes: {@code header..signature}. */
public final class Jws {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private Jws() {}

    /**
     * Signs a payload.
     *
     * @param certificateSha256 hexadecimal digest of the signer's certificate, sent as {@code x5t#S256}
     */
    public static String sign(byte[] payload, PrivateKey key, String certificateSha256) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("alg", "ES256");
        header.put("x5t#S256", thumbprint(certificateSha256));
        String encoded = ENCODER.encodeToString(CanonicalJson.bytes(header));
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signingInput(encoded, payload));
            return encoded + ".." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign ES256", e);
        }
    }

    /**
     * Refuses with SIGNATURE_INVALID unless the signature is by this key over this payload.
     *
     * @param certificateSha256 hexadecimal digest of the certificate that the header must name
     */
    public static void mustVerify(String jws, byte[] payload, PublicKey key, String certificateSha256) {
        String[] parts = jws.split("\\.", -1);
        if (jws.length() > 1024 || parts.length != 3 || !parts[1].isEmpty()) {
            throw invalid("a detached compact JWS is expected: header..signature");
        }
        try {
            JsonNode header = CanonicalJson.read(Base64.getUrlDecoder().decode(parts[0]));
            if (header.size() != 2
                    || !header.path("alg").asText().equals("ES256")
                    || !header.path("x5t#S256").asText().equals(thumbprint(certificateSha256))) {
                throw invalid("the header names ES256 and the registered certificate, and nothing else");
            }
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(signingInput(parts[0], payload));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                throw invalid("the signature is not that of the registered certificate over this statement");
            }
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw invalid("the signature cannot be read");
        } catch (RefusalException e) {
            throw e.refusal().code() == Code.SIGNATURE_INVALID ? e : invalid("the header cannot be read");
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
