package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.issuer.Credential;
import org.zoneledger.launcher.CaptureHeaders;
import org.zoneledger.launcher.ClientTls;
import org.zoneledger.launcher.ZoneException;

/** Somebody with a certificate, at one gateway, over its public HTTPS routes. */
final class Person {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 6;

    private final Credential credential;
    private final URI gateway;
    private final HttpClient http;

    Person(Credential credential, URI gateway, List<X509Certificate> roots) {
        this.credential = credential;
        this.gateway = gateway;
        this.http = HttpClient.newBuilder()
                .sslContext(ClientTls.of(credential, roots))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** A gateway's answer. */
    record Answer(int status, JsonNode body) {
        boolean isFound() {
            return status == 200;
        }
    }

    Credential credential() {
        return credential;
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** Sends a document under an id of the sender's choice; anything but success ends the demonstration. */
    Answer send(String method, String path, JsonNode document, String id) {
        return must(method, path, document, headers(id));
    }

    /** Makes the document that a party signs, from a salt seed and an id. */
    interface Draft {
        PartyDocument of(byte[] seed, String id);
    }

    /** Sends a form, with the signature over the document that the ledger will make of it. */
    Answer sendSigned(String method, String path, JsonNode form, String id, Draft draft) {
        Map<String, String> headers = new TreeMap<>(headers(id));
        byte[] payload = draft.of(CaptureHeaders.seed(credential.key(), id), id).bytes();
        headers.put("Zone-Signature", Jws.sign(payload, credential.key(), credential.fingerprint()));
        return must(method, path, form, headers);
    }

    /** What makes a repetition the same document: the id, and the seed of the salts. */
    Map<String, String> headers(String id) {
        return Map.of(
                "Idempotency-Key",
                id,
                "Zone-Salt",
                HexFormat.of().formatHex(CaptureHeaders.seed(credential.key(), id)));
    }

    Answer must(String method, String path, JsonNode document, Map<String, String> headers) {
        Answer answer = send(method, path, document, headers);
        if (answer.status() / 100 != 2) {
            throw new ZoneException(
                    method + " " + gateway.resolve(path) + " was answered " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    private Answer send(String method, String path, JsonNode document, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json")
                .method(
                        method,
                        document == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(document)));
        if (document != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return send(request.build(), ATTEMPTS);
    }

    private Answer send(HttpRequest request, int attempts) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 503 && attempts > 1) {
                Thread.sleep(500);
                return send(request, attempts - 1);
            }
            byte[] body = response.body();
            return new Answer(response.statusCode(), body.length == 0 ? JSON.nullNode() : JSON.readTree(body));
        } catch (IOException e) {
            throw new ZoneException(request.uri() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
    }
}
