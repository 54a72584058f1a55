package org.zoneledger.gateway.peer;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;

/** What tests of routes have in common: one gateway of commerce for all of them, so that each writes under ids of its own. */
public abstract class RunningGateway {

    protected static final String SALT = "00112233445566778899aabbccddeeff";

    private static final AtomicInteger COUNT = new AtomicInteger();

    @TestHTTPResource(value = "/", tls = true)
    URL base;

    @TestHTTPResource(value = "/", management = true)
    URL management;

    @BeforeEach
    void the_index_is_level_and_the_peer_endorses_for_commerce() throws Exception {
        RunningPeer.get().speaksFor("CommerceMSP");
        Until.holds("the index has the past", () -> has("/capture/capture-1"));
    }

    private boolean has(String path) {
        try {
            return as(People.NOBODY).get(path).status() == 200;
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    protected GatewayProbe as(People person) {
        return new GatewayProbe(base, person);
    }

    /** The port where the operators of a gateway ask, without TLS here. */
    protected GatewayProbe management() {
        return new GatewayProbe(management, People.NOBODY);
    }

    protected LoopbackPeer peer() {
        return RunningPeer.get().peer();
    }

    /** An id that no other test uses. */
    protected static String newId() {
        return "test-document-" + COUNT.incrementAndGet();
    }

    /** Sends a JSON document under an id. */
    protected Answer put(People person, String path, Object document, String id, String... headers) throws Exception {
        return as(person).put(path, document.toString(), with(id, headers));
    }

    protected Answer post(People person, String path, Object document, String id, String... headers) throws Exception {
        return as(person).post(path, document.toString(), with(id, headers));
    }

    private static String[] with(String id, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Idempotency-Key";
        all[headers.length + 1] = id;
        return all;
    }
}
