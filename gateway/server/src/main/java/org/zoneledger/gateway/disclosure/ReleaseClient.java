package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.ledger.OwnIdentity;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;
import org.zoneledger.gateway.problem.ProblemException;

/** Asks the owner's gateway for values, against an access record that stands on the ledger. */
@ApplicationScoped
class ReleaseClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    /** The owner's index may be some blocks behind. */
    static final int ATTEMPTS = 12;

    private static final Duration PAUSE = Duration.ofMillis(400);

    private final ZoneConfig config;
    private final OwnIdentity own;
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    ReleaseClient(ZoneConfig config, OwnIdentity own) {
        this.config = config;
        this.own = own;
    }

    /**
     * The values that an access record names.
     *
     * @param owner MSP id
     * @param access key of the record
     * @param digests that the record names, by field
     */
    Sealed release(String owner, String access, ObjectNode digests) {
        ZoneConfig.Neighbour gateway = config.gateways().get(owner);
        if (gateway == null) {
            throw unavailable();
        }
        ObjectNode asked = ReleaseResource.statement(access, owner);
        byte[] signed = CanonicalJson.bytes(asked);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("access", access)
                .put("certificate", Base64.getEncoder().encodeToString(own.der()));
        Sealed values = Sealed.read(ask(gateway, "/api/v1/releases", body, signed, Set.of("access", "fields")));
        values.mustMatch(digests);
        return values;
    }

    /**
     * What the owner's gateway answers to a read on a mandate.
     *
     * @param owner MSP id
     * @param asked what is asked for whom, without certificate
     */
    ObjectNode mandated(String owner, ObjectNode asked) {
        ZoneConfig.Neighbour gateway = config.gateways().get(owner);
        if (gateway == null) {
            throw unavailable();
        }
        asked.put("owner", owner);
        asked.put("certificate", Base64.getEncoder().encodeToString(own.der()));
        byte[] signed = CanonicalJson.bytes(asked);
        return (ObjectNode)
                CanonicalJson.read(ask(gateway, MandatedReleaseResource.PATH, asked, signed, Set.of("mandate")));
    }

    /** Asks until the owner has what is awaited: it may be some blocks behind. */
    private byte[] ask(ZoneConfig.Neighbour gateway, String path, ObjectNode body, byte[] signed, Set<String> awaited) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Zone-Signature", own.sign(signed))
                .POST(BodyPublishers.ofByteArray(CanonicalJson.bytes(body)))
                .build();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            HttpResponse<byte[]> answer = send(gateway, request);
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            boolean isAwaited = answer.statusCode() == 404
                    && awaited.contains(
                            CanonicalJson.read(answer.body()).path("field").asText());
            if (!isAwaited) {
                throw refusal(answer.body());
            }
            pause();
        }
        throw unavailable();
    }

    private HttpResponse<byte[]> send(ZoneConfig.Neighbour gateway, HttpRequest request) {
        try {
            return clients.computeIfAbsent(gateway.url(), url -> client(gateway.tlsRoots()))
                    .send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static RuntimeException refusal(byte[] problem) {
        var said = CanonicalJson.read(problem);
        for (Code code : Code.values()) {
            if (code.name().equals(said.path("code").asText())) {
                return Refusal.of(
                        code, said.path("field").asText(), said.path("detail").asText());
            }
        }
        return unavailable();
    }

    static ProblemException unavailable() {
        return Problem.of(
                        GatewayCode.OWNER_UNAVAILABLE,
                        "the owner's gateway does not answer; the access is recorded, send the same again")
                .exception();
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static HttpClient client(Path roots) {
        try (var pem = Files.newInputStream(roots)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("root" + store.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(tls)
                    .connectTimeout(CONNECT)
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(roots + " holds no certificates", e);
        }
    }
}
