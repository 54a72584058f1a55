package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.access.Neighbours;
import org.zoneledger.gateway.ledger.OwnIdentity;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;
import org.zoneledger.gateway.problem.ProblemException;

/** Asks the owner's gateway for values, against an access record that stands on the ledger. */
@ApplicationScoped
class ReleaseClient {

    private static final Duration ANSWER = Duration.ofSeconds(8);
    /** The owner's index may be some blocks behind. */
    static final int ATTEMPTS = 12;

    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Neighbours neighbours;
    private final OwnIdentity own;

    ReleaseClient(Neighbours neighbours, OwnIdentity own) {
        this.neighbours = neighbours;
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
        if (!neighbours.msps().contains(owner)) {
            throw unavailable();
        }
        ObjectNode asked = ReleaseResource.statement(access, owner);
        byte[] signed = CanonicalJson.bytes(asked);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("access", access)
                .put("certificate", Base64.getEncoder().encodeToString(own.der()));
        Sealed values = Sealed.read(ask(owner, "/api/v1/releases", body, signed, Set.of("access", "fields")));
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
        if (!neighbours.msps().contains(owner)) {
            throw unavailable();
        }
        asked.put("owner", owner);
        asked.put("certificate", Base64.getEncoder().encodeToString(own.der()));
        byte[] signed = CanonicalJson.bytes(asked);
        return (ObjectNode)
                CanonicalJson.read(ask(owner, MandatedReleaseResource.PATH, asked, signed, Set.of("mandate")));
    }

    /** Asks until the owner has what is awaited: it may be some blocks behind. */
    private byte[] ask(String owner, String path, ObjectNode body, byte[] signed, Set<String> awaited) {
        HttpRequest request = neighbours
                .request(owner, path)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Zone-Signature", own.sign(signed))
                .POST(BodyPublishers.ofByteArray(CanonicalJson.bytes(body)))
                .build();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            HttpResponse<byte[]> answer = send(owner, request);
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

    private HttpResponse<byte[]> send(String owner, HttpRequest request) {
        try {
            return neighbours.send(owner, request);
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
}
