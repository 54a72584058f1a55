package org.zoneledger.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Somebody who asks a gateway one thing after the other, and gets answers of any length. */
final class Caller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BUSY = 503;
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 200;

    private final HttpClient http;
    private final URI gateway;

    Caller(SSLContext tls, URI gateway) {
        this.http = HttpClient.newBuilder().sslContext(tls).build();
        this.gateway = gateway;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json, */*;q=0.1");
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The body of an answer that must be a success; what fails for the moment is sent again. */
    byte[] must(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request);
        for (int attempt = 1;
                attempt < ATTEMPTS && (answer.statusCode() == TOO_MANY_REQUESTS || answer.statusCode() == BUSY);
                attempt++) {
            Thread.sleep(PAUSE_MILLIS);
            answer = send(request);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(request.uri() + " was answered " + answer.statusCode());
        }
        return answer.body();
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return must(to(path).GET().build());
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path));
    }
}
