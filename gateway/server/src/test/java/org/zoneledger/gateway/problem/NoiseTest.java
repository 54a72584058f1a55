package org.zoneledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.LogWatch;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class NoiseTest extends RunningGateway {

    private static final long SEED = 20261124;
    private static final int REQUESTS = 2000;
    private static final int SENDERS = 8;
    private static final String PLANTED = "PLANTED-33042119701225003";
    private static final List<People> PEOPLE =
            List.of(People.NOBODY, People.CLERK, People.OTHER_CLERK, People.OFFICER, People.AUDITOR, People.GATEWAY);

    /** One request, made before any is sent, so that a seed always means the same ones. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Noise(People person, String method, String path, byte[] body, String[] headers) {
        @Override
        public String toString() {
            return method + " " + path + " as " + person + " " + String.join(" ", headers)
                    + (body == null ? "" : " with " + new String(body, StandardCharsets.UTF_8));
        }
    }

    @Test
    void noise_on_every_route_is_answered_and_never_with_a_fault_of_the_gateway() throws Exception {
        List<String[]> routes = routes();
        Random random = new Random(SEED);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (LogWatch log = new LogWatch()) {
            List<Callable<String>> requests = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                String[] route = routes.get(i % routes.size());
                Noise noise = noise(random, route[0], route[1]);
                requests.add(() -> complaint(noise));
            }
            List<String> complaints = new ArrayList<>();
            for (Future<String> complaint : senders.invokeAll(requests, 60, TimeUnit.SECONDS)) {
                complaints.add(complaint.get());
            }
            assertThat(complaints)
                    .hasSize(REQUESTS)
                    .filteredOn(each -> !each.isEmpty())
                    .isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains(PLANTED) || line.startsWith("ERROR"));
        } finally {
            senders.shutdownNow();
        }
        assertThat(as(People.NOBODY).get("/capture/capture-1").status()).isEqualTo(200);
        assertThat(management().get("/metrics").body())
                .as("metrics count by route, whatever senders write into paths")
                .contains("uri=\"/api/v1/filings/{uscc}\"")
                .doesNotContain(PLANTED)
                .doesNotContain(Past.KNITTER);
    }

    private String complaint(Noise noise) throws Exception {
        Answer answer = as(noise.person).send(noise.method, noise.path, noise.body, noise.headers);
        // a receipt that no checkpoint holds yet is worth waiting for
        if (answer.status() >= 500 && !answer.code().equals("BUSY")) {
            return "a fault: " + answer + " to " + noise;
        }
        boolean hasBody = !answer.body().isEmpty();
        boolean isPage = answer.header("Content-Type").startsWith("text/html");
        if (answer.status() >= 400 && hasBody && answer.code().isEmpty() && !isPage) {
            return "no problem+json: " + answer + " to " + noise;
        }
        if (answer.status() >= 400 && !isPage && answer.body().contains(PLANTED)) {
            return "repeats what was planted: " + answer + " to " + noise;
        }
        return "";
    }

    private static Noise noise(Random random, String method, String route) {
        String path = route;
        while (path.contains("{")) {
            path = path.replaceFirst("\\{[A-Za-z0-9]+}", pick(random, names(random)));
        }
        if (random.nextInt(4) == 0) {
            path += "?" + pick(random, List.of("perPage=", "nextPageToken=", "format=", "size=", "lang=", "q=", "x="))
                    + pick(random, names(random));
        }
        boolean hasBody = !method.equals("GET") || random.nextInt(20) == 0;
        List<String> headers = new ArrayList<>();
        add(
                random,
                headers,
                "Content-Type",
                List.of("application/json", "application/json", "application/ld+json", "text/plain", PLANTED));
        add(
                random,
                headers,
                "Idempotency-Key",
                List.of("noise-" + random.nextInt(50), "noise-" + random.nextLong(), PLANTED + "~", "x"));
        add(random, headers, "Zone-Salt", List.of(SALT, SALT.substring(1), PLANTED));
        add(random, headers, "If-Match", List.of("\"1\"", "\"0\"", "*", PLANTED));
        add(random, headers, "Zone-Signature", List.of("a..b", "..", PLANTED, "a.b.c"));
        add(random, headers, "Accept", List.of("application/json", "*/*", "text/html", PLANTED));
        String verb = random.nextInt(10) == 0
                ? pick(random, List.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"))
                : method;
        return new Noise(
                pick(random, PEOPLE), verb, path, hasBody ? body(random) : null, headers.toArray(String[]::new));
    }

    private static void add(Random random, List<String> headers, String name, List<String> values) {
        if (random.nextInt(4) > 0) {
            headers.add(name);
            headers.add(pick(random, values));
        }
    }

    private static List<String> names(Random random) {
        byte[] bytes = new byte[random.nextInt(12) + 1];
        random.nextBytes(bytes);
        StringBuilder encoded = new StringBuilder();
        for (byte each : bytes) {
            encoded.append('%').append(String.format(Locale.ROOT, "%02x", each));
        }
        return List.of(
                Past.KNITTER,
                People.OTHER_ENTERPRISE,
                Past.SWEATER,
                "commerce",
                "tax",
                "capture-1",
                "filing%2F" + Past.KNITTER,
                URLEncoder.encode(Past.ITEM, StandardCharsets.UTF_8),
                PLANTED,
                "%00",
                "%7B%7D",
                "-1",
                "a".repeat(300),
                encoded.toString());
    }

    private static byte[] body(Random random) {
        ObjectNode document = pick(
                random,
                List.of(
                        Bodies.product(),
                        Bodies.decision("VERIFY"),
                        Bodies.assertion("GOOD"),
                        Bodies.filing(People.CLERK),
                        Bodies.certificate(People.OTHER_CLERK),
                        Bodies.use("export-refund"),
                        Bodies.object().put("nameZh", PLANTED),
                        Past.document(Past.commissioning("N" + random.nextInt(9)), Past.shipment("N1"))));
        if (random.nextInt(3) == 0) {
            document.set(
                    "restricted", Bodies.object().put(pick(random, List.of("grounds", "licenceNo", PLANTED)), PLANTED));
        }
        List<String> fields = new ArrayList<>();
        document.fieldNames().forEachRemaining(fields::add);
        switch (random.nextInt(5)) {
            case 0 -> document.remove(pick(random, fields));
            case 1 -> document.put(pick(random, fields), PLANTED);
            case 2 -> document.putNull(pick(random, fields));
            case 3 -> document.put(PLANTED, random.nextDouble());
            default -> document.putArray(pick(random, fields)).addObject().put("type", PLANTED);
        }
        byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
        for (int flips = random.nextInt(6) - 3; flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(15) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private List<String[]> routes() throws Exception {
        List<String[]> routes = new ArrayList<>();
        var paths = management().get("/openapi?format=json").json().path("paths");
        paths.properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
            // an answer that never ends is tried with noise by a test of its own
            boolean ends = !List.of("/api/v1/stream", "/api/v1/alerts/stream").contains(path.getKey());
            if (ends && List.of("get", "put", "post", "delete", "patch").contains(method)) {
                routes.add(new String[] {method.toUpperCase(Locale.ROOT), path.getKey()});
            }
        }));
        assertThat(routes).hasSizeGreaterThan(10);
        return routes;
    }
}
