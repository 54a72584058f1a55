package org.zoneledger.gateway.query;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Authenticates deliveries by a secret that the receiver has chosen. */
final class Tokens {

    private static final String ALGORITHM = "HmacSHA256";

    private Tokens() {}

    /** HMAC-SHA-256 (RFC 2104) of a body, hexadecimal. */
    static String hmac(String token, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
