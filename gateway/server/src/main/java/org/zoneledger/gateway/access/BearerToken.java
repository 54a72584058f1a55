package org.zoneledger.gateway.access;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bearer token (RFC 6750) that is a signed JWT (RFC 7519), as it was shown: what it claims counts when its issuer's signature has
 * been checked.
 *
 * @param text header, claims and signature, each base64url, with points between them
 * @param claims as they stand in it
 */
record BearerToken(String text, JsonNode claims) {

    private static final Pattern HEADER = Pattern.compile("(?i:bearer) +([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");
    private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");
    private static final String THUMBPRINT = "x5t#S256";
    private static final int SHA256_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The token in the {@code Authorization} headers of a request, empty when they are anything but one token that may be asked about. */
    static Optional<BearerToken> in(List<String> headers) {
        Matcher parts = HEADER.matcher(headers.size() == 1 ? headers.get(0) : "");
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            boolean isSignedForAll =
                    ALGORITHMS.contains(read(parts.group(1)).path("alg").asText());
            JsonNode claims = read(parts.group(2));
            String text = parts.group(1) + '.' + parts.group(2) + '.' + parts.group(3);
            return isSignedForAll && claims.isObject() ? Optional.of(new BearerToken(text, claims)) : Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** SHA-256 of the certificate whose holder the token names, lower-case hexadecimal; empty when it names none. */
    Optional<String> holder() {
        return thumbprint(claims);
    }

    /** Whether it counts only on connections that show a certificate (RFC 8705). */
    boolean isBound() {
        return claims.has("cnf");
    }

    /** SHA-256 of the certificate that the connection must show, empty when the token is bound to anything else. */
    Optional<String> binding() {
        return thumbprint(claims.path("cnf"));
    }

    private static Optional<String> thumbprint(JsonNode claims) {
        try {
            byte[] digest =
                    Base64.getUrlDecoder().decode(claims.path(THUMBPRINT).asText());
            return digest.length == SHA256_BYTES ? Optional.of(HexFormat.of().formatHex(digest)) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static JsonNode read(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    /** Nothing of a token is ever logged. */
    @Override
    public String toString() {
        return "BearerToken";
    }
}
