package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An agency's identity provider: says where its keys are (OpenID Connect Discovery 1.0), publishes them and signs tokens. */
public final class TokenIssuer implements AutoCloseable {

    public static final String AUDIENCE = "zone-gateway-commerce";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String url;
    private HttpServer server;
    private volatile List<SigningKey> published;
    private final AtomicInteger asked = new AtomicInteger();

    /** A key of an issuer, published or not. */
    public record SigningKey(String kid, KeyPair pair) {

        public static SigningKey ec() {
            return made("EC", 256);
        }

        public static SigningKey rsa() {
            return made("RSA", 2048);
        }

        private static SigningKey made(String type, int bits) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
                generator.initialize(bits);
                return new SigningKey("key-" + COUNT.incrementAndGet(), generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        String algorithm() {
            return pair.getPublic() instanceof RSAPublicKey ? "RS256" : "ES256";
        }

        private byte[] sign(byte[] text) {
            try {
                PrivateKey key = pair.getPrivate();
                Signature signature = Signature.getInstance(
                        algorithm().equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
                signature.initSign(key);
                signature.update(text);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private ObjectNode jwk() {
            ObjectNode jwk = object().put("kid", kid).put("use", "sig").put("alg", algorithm());
            if (pair.getPublic() instanceof RSAPublicKey rsa) {
                return jwk.put("kty", "RSA")
                        .put("n", base64(unsigned(rsa.getModulus(), 256)))
                        .put("e", base64(unsigned(rsa.getPublicExponent(), 3)));
            }
            var point = ((ECPublicKey) pair.getPublic()).getW();
            return jwk.put("kty", "EC")
                    .put("crv", "P-256")
                    .put("x", base64(unsigned(point.getAffineX(), 32)))
                    .put("y", base64(unsigned(point.getAffineY(), 32)));
        }
    }

    /** An issuer under the address that the gateway knows, which does not answer yet. */
    public TokenIssuer(String url, SigningKey... keys) {
        this.url = url;
        this.published = List.of(keys);
    }

    /** Answers from now on. */
    public void open() {
        try {
            server = HttpServer.create(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), URI.create(url).getPort()),
                    0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        serve("/.well-known/openid-configuration", this::metadata);
        serve("/keys", this::keys);
        server.start();
    }

    /** Does not answer any more. */
    @Override
    public void close() {
        server.stop(0);
    }

    /** Publishes these keys and no others. */
    public void publish(SigningKey... keys) {
        published = List.of(keys);
    }

    public SigningKey key() {
        return published.get(0);
    }

    /** How often it was asked for its keys. */
    public int asked() {
        return asked.get();
    }

    /** A token that names this person, signed with the first published key. */
    public String token(People person) {
        return token(person, claims -> {});
    }

    /** The same with other claims. */
    public String token(People person, Consumer<ObjectNode> change) {
        return token(key(), person, change);
    }

    public String token(SigningKey key, People person, Consumer<ObjectNode> change) {
        String text = unsigned(key.algorithm(), key.kid(), person, change);
        return text + '.' + base64(key.sign(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Header and claims, with a point between them. */
    public String unsigned(String algorithm, String kid, People person, Consumer<ObjectNode> change) {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = object().put("iss", url)
                .put("aud", AUDIENCE)
                .put("sub", "employee-" + COUNT.incrementAndGet())
                .put("iat", now)
                .put("exp", now + 300)
                .put("x5t#S256", thumbprint(person));
        claims.putArray("groups").add("officer").add("auditor");
        change.accept(claims);
        ObjectNode header = object().put("alg", algorithm).put("typ", "JWT").put("kid", kid);
        return base64(header.toString().getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code x5t#S256} of a person's certificate. */
    public static String thumbprint(People person) {
        return base64(HexFormat.of().parseHex(person.credential().sha256()));
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private interface Document {
        ObjectNode now();
    }

    private void serve(String path, Document document) {
        server.createContext(path, exchange -> {
            byte[] body = document.now().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private ObjectNode metadata() {
        return object().put("issuer", url)
                .put("jwks_uri", url + "/keys")
                .put("authorization_endpoint", url + "/authorize")
                .put("token_endpoint", url + "/token")
                .put("introspection_endpoint", url + "/introspect");
    }

    private ObjectNode keys() {
        asked.incrementAndGet();
        ObjectNode keys = object();
        var list = keys.putArray("keys");
        new ArrayList<>(published).forEach(key -> list.add(key.jwk()));
        return keys;
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] whole = new byte[length];
        int most = Math.min(length, bytes.length);
        byte[] last = Arrays.copyOfRange(bytes, bytes.length - most, bytes.length);
        System.arraycopy(last, 0, whole, length - most, most);
        return whole;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
