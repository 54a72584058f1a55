package org.zoneledger.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * The verifier of the pages, {@code verify.js}, comes to the same verdicts as ours, in headless Chromium: one start of the browser for all
 * receipts. Where there is no Chromium, {@code ./zone test} fails (it installs one where it can), and {@code mvn verify} alone passes it
 * over.
 */
class BrowserVerifierTest {

    private static final TestZone ZONE = new TestZone();
    private static final Path SCRIPT = Path.of("../../gateway/server/src/main/resources/META-INF/resources/verify.js");
    private static final String[] THREE = {"customs", "market", "tax"};
    private static final String PAGE = """
            <!doctype html>
            <script type="module">
            import {verify} from '/verify.js';
            const {receipts, roots} = await (await fetch('/receipts')).json();
            const verdicts = {};
            for (const [name, receipt] of Object.entries(receipts)) {
              const {verified, step, reason, revealed} = await verify(receipt, roots);
              verdicts[name] = {verified, step, reason, revealed};
            }
            const times = [];
            for (let i = 0; i < 300; i++) {
              const begun = performance.now();
              await verify(receipts['good event'], roots);
              times.push(performance.now() - begun);
            }
            const last = times.slice(100).sort((a, b) => a - b);
            const answer = {verdicts, first: times[0], p50: last[100], p95: last[190]};
            await fetch('/verdicts', {method: 'POST', body: JSON.stringify(answer)});
            </script>
            """;

    @TempDir
    private static Path profile;

    private static JsonNode verdicts;

    @BeforeAll
    static void everything_is_verified_in_one_page() throws Exception {
        Optional<Path> chromium = Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
        String missing =
                "there is no chromium on the PATH (Debian: apt-get install -y --no-install-recommends chromium)";
        assertThat(chromium.isPresent() || !Boolean.getBoolean("browser.required"))
                .as(missing)
                .isTrue();
        assumeTrue(chromium.isPresent(), missing);
        CompletableFuture<JsonNode> said = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8)));
        server.createContext("/verify.js", exchange -> answer(exchange, "text/javascript", Files.readAllBytes(SCRIPT)));
        byte[] receipts = CanonicalJson.bytes(receipts());
        server.createContext("/receipts", exchange -> answer(exchange, "application/json", receipts));
        server.createContext("/verdicts", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, "text/plain", new byte[0]);
            said.complete(CanonicalJson.read(body));
        });
        server.start();
        Process browser = new ProcessBuilder(
                        chromium.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "http://localhost:" + server.getAddress().getPort() + "/")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            JsonNode answer = said.get(2, TimeUnit.MINUTES);
            verdicts = answer.path("verdicts");
            System.out.printf(
                    "verify.js in Chromium, a receipt of an event: %.1f ms the first time, %.1f ms (p50), %.1f ms (p95) when warm%n",
                    answer.path("first").asDouble(),
                    answer.path("p50").asDouble(),
                    answer.path("p95").asDouble());
        } finally {
            server.stop(0);
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.zoneledger.domain.receipt.Tampering#all")
    void refuses_a_changed_receipt_at_the_step_that_ours_names(Tampering tampering) {
        JsonNode verdict = verdicts.path(name(tampering));
        assertThat(verdict.path("verified").asBoolean(true))
                .as(verdict.toString())
                .isFalse();
        assertThat(verdict.path("step").asText())
                .as(verdict.path("reason").asText())
                .isEqualTo(tampering.step().name());
    }

    @ParameterizedTest
    @MethodSource("good")
    void accepts_what_ours_accepts(String name) {
        JsonNode verdict = verdicts.path("good " + name);
        assertThat(verdict.path("verified").asBoolean())
                .as(name + ": " + verdict.path("reason").asText())
                .isTrue();
    }

    @Test
    void shows_what_was_revealed() {
        assertThat(verdicts.at("/good revealed event/revealed").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("/quantityList");
    }

    @Test
    void needs_more_than_half_of_the_agencies() {
        assertThat(verdicts.at("/two agencies/step").asText()).isEqualTo("COSIGNATURES");
    }

    static List<String> good() {
        return goodReceipts().properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private static ObjectNode goodReceipts() {
        ObjectNode good = JsonNodeFactory.instance.objectNode();
        good.set("record", ZONE.filingReceipt(THREE).node());
        good.set("event", ZONE.eventReceipt("commerce", "forex", "tax").node());
        good.set("revealed event", ZONE.eventRevealed(THREE).node());
        good.set("revealed record", ZONE.filingRevealed(THREE).node());
        good.set("newest", ZONE.newestReceipt(THREE).node());
        good.set("older", ZONE.olderReceipt(THREE).node());
        good.set("without map", ZONE.receiptWithoutMap(THREE).node());
        good.set(
                "everybody",
                ZONE.filingReceipt(TestZone.AGENCIES.toArray(String[]::new)).node());
        for (String key : List.of("filing/none", "filing/other", "product/none", "x", TestZone.DELETED_KEY)) {
            good.set("absent " + key, ZONE.absence(key, THREE).node());
        }
        return good;
    }

    private static ObjectNode receipts() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ObjectNode receipts = all.putObject("receipts");
        goodReceipts().properties().forEach(good -> receipts.set("good " + good.getKey(), good.getValue()));
        receipts.set("two agencies", ZONE.filingReceipt("customs", "tax").node());
        Tampering.all().forEach(each -> receipts.set(name(each), CanonicalJson.read(each.of(ZONE))));
        ObjectNode roots = all.putObject("roots");
        ZONE.roots().forEach((name, root) -> {
            try {
                roots.put(name, Base64.getEncoder().encodeToString(root.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        });
        return all;
    }

    private static String name(Tampering tampering) {
        return tampering.of() + " " + tampering.part() + " " + tampering.what();
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
