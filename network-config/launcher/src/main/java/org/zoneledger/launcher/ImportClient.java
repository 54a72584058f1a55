package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.issuer.Credential;

/** The routes of imports at a gateway, as an enterprise's clerk meets them. */
final class ImportClient {

    private static final int ATTEMPTS = 10;

    private final URI gateway;
    private final HttpClient http;

    /** A gateway's answer. */
    record Answer(int status, String body) {}

    ImportClient(Credential clerk, URI gateway, List<X509Certificate> roots) {
        this.gateway = gateway;
        this.http = HttpClient.newBuilder()
                .sslContext(ClientTls.of(clerk, roots))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Sends a file, again when the gateway says that it is busy: sending it twice is safe. */
    Answer post(String path, byte[] file, String mediaType, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file));
        headers.forEach(request::header);
        try {
            Answer answer = send(request.build());
            for (int i = 1; answer.status() == 503 && i < ATTEMPTS; i++) {
                Thread.sleep(2000);
                answer = send(request.build());
            }
            return answer;
        } catch (IOException e) {
            throw new ZoneException(gateway.resolve(path) + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
    }

    /** What a route says, or nothing while the gateway is away. */
    Optional<JsonNode> get(String path) {
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            Answer answer = send(request);
            return answer.status() >= 500 ? Optional.empty() : Optional.of(must(answer));
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /** The body of an answer of success; anything else ends the command with code and detail. */
    JsonNode must(Answer answer) {
        if (answer.status() / 100 == 2) {
            return CanonicalJson.read(answer.body());
        }
        throw new ZoneException("the gateway answers " + answer.status() + ": " + answer.body());
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
    }
}
