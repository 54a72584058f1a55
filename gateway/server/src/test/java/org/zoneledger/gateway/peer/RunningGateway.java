package org.zoneledger.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.zoneledger.domain.identifier.Gtin;
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
        Until.holds("the index has the past", () -> has("/api/v1/filings/" + Past.KNITTER + "/amendment"));
    }

    private boolean has(String path) {
        try {
            return as(People.NOBODY).get(path).status() == 200;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    protected GatewayProbe as(People person) {
        return new GatewayProbe(base, person);
    }

    /** The gateway's own port for gRPC. */
    protected ManagedChannel channel(People person) throws IOException {
        return NettyChannelBuilder.forAddress("localhost", base.getPort())
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                        .keyManager(person.shown())
                        .trustManager(People.trusted())
                        .build())
                .build();
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

    /** A second person of commerce takes the decision that was proposed under an id. */
    protected Answer approve(String id) throws Exception {
        return as(People.REVIEWER).post("/api/v1/cases/" + id + "/approval", "");
    }

    /** Sends what the clerk of an enterprise signs for the version that comes next; the path begins with the enterprise's filing. */
    protected Answer putSigned(People clerk, String path, ObjectNode body, String id, String... headers)
            throws Exception {
        return putSigned(clerk, path, body, id, version(recordOf(path)) + 1, headers);
    }

    /** Sends what the clerk of an enterprise signs for a version. */
    protected Answer putSigned(People clerk, String path, ObjectNode body, String id, long version, String... headers)
            throws Exception {
        return put(
                clerk, path, body, id, signed(Bodies.signature(clerk, uscc(path), body, SALT, id, version), headers));
    }

    /** Registers a product, signed by the clerk for a version. */
    protected Answer putProduct(
            People clerk, String uscc, Gtin gtin, ObjectNode body, String id, long version, String... headers)
            throws Exception {
        String jws = Bodies.signature(clerk, uscc, gtin, body, id, version);
        return put(clerk, "/api/v1/products/" + gtin.value(), body, id, signed(jws, headers));
    }

    /** Takes an agency's step about a filing, whatever agency the gateway is of. */
    protected Answer decide(String msp, String uscc, ObjectNode decision) throws Exception {
        return officer(msp, "/api/v1/filings/" + uscc + "/decisions", decision);
    }

    /** Sends an officer's document as if the gateway were this agency's. */
    protected Answer officer(String msp, String path, ObjectNode document) throws Exception {
        RunningPeer.get().speaksFor(msp);
        try {
            return post(People.OFFICER, path, document, newId());
        } finally {
            RunningPeer.get().speaksFor("CommerceMSP");
        }
    }

    /** The filing of the spinner, active under this clerk's certificate whatever it was before. */
    protected void spinnerIsActiveFor(People clerk) throws Exception {
        String filing = "/api/v1/filings/" + People.SPINNER;
        JsonNode certificate = as(People.NOBODY).get(filing).json().path("certificate");
        if (certificate.isMissingNode()) {
            assertWritten(putSigned(clerk, filing, Bodies.filing(clerk), newId()));
            assertWritten(decide("MarketMSP", People.SPINNER, Bodies.decision("VERIFY")));
            assertWritten(decide("CustomsMSP", People.SPINNER, Bodies.decision("ACCEPT")));
            assertWritten(decide("CommerceMSP", People.SPINNER, Bodies.activation()));
            return;
        }
        if (!certificate.path("sha256").asText().equals(clerk.credential().sha256())) {
            if (!certificate.has("revoked")) {
                assertWritten(officer("CommerceMSP", filing + "/certificate/revocation", Bodies.revocation()));
            }
            assertWritten(putSigned(clerk, filing + "/certificate", Bodies.certificate(clerk), newId()));
        }
    }

    protected static void assertWritten(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    /** The version of a record as its ETag names it, 0 when there is none. */
    protected long version(String path) throws Exception {
        String etag = as(People.NOBODY).get(path).header("ETag");
        return etag.isEmpty() ? 0 : Long.parseLong(etag.substring(1, etag.length() - 1));
    }

    private static String recordOf(String path) {
        return path.replaceFirst("/certificate$", "");
    }

    private static String uscc(String path) {
        return path.split("/", -1)[4];
    }

    private static String[] signed(String jws, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Zone-Signature", jws));
        return all.toArray(String[]::new);
    }

    private static String[] with(String id, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Idempotency-Key";
        all[headers.length + 1] = id;
        return all;
    }
}
