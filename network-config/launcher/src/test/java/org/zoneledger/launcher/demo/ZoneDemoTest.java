package org.zoneledger.launcher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.domain.provenance.PageRules.Statement;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.demo.StandInGateways.Sent;

class ZoneDemoTest {
    private static final DemoData DATA = DemoData.load();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @TempDir
    static Path home;

    private static StandInGateways gateways;
    private static Issuer issuer;
    private static String printed;

    @BeforeAll
    static void run_on_an_empty_zone() throws IOException, GeneralSecurityException {
        issuer = Issuer.open(home, CryptoConfig.read(Path.of("../../crypto-config/crypto-config.yaml")));
        gateways = new StandInGateways(issuer, home.resolve("nodes"));
        printed = run();
    }

    @AfterAll
    static void stop() {
        gateways.close();
    }

    private static String run() {
        var out = new ByteArrayOutputStream();
        ZoneDemo.run(home, gateways.gateways(), issuer, new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    private static List<Sent> sent(String method, String path) {
        return gateways.sent.stream()
                .filter(each -> each.method().equals(method) && each.path().startsWith(path))
                .toList();
    }

    private static LedgerRecord activeFiling(Credential clerk) {
        var filing = JSON.objectNode().put("status", "ACTIVE").put("validTo", "2099-12-31");
        filing.putObject("certificate")
                .put("sha256", clerk.fingerprint())
                .put("der", clerk.certificatePem().replaceAll("-----[A-Z ]+-----|\\s", ""));
        return new LedgerRecord(filing);
    }

    @Nested
    class Sends {
        @Test
        void every_filing_by_its_own_clerk_through_the_single_window() {
            var filings = sent("PUT", "/api/v1/filings/").stream()
                    .filter(filing -> !filing.path().endsWith("/amendment"))
                    .toList();
            assertThat(filings).hasSize(27).allSatisfy(filing -> {
                assertThat(filing.organisation()).isEqualTo("commerce");
                assertThat(filing.subject()).contains("CN=" + filing.path().substring("/api/v1/filings/".length()));
            });
        }

        @Test
        void verification_by_market_regulation_acceptance_by_customs_and_activation_by_commerce() {
            var steps = Map.of("VERIFY", "market", "ACCEPT", "customs", "ACTIVATE", "commerce");
            var decisions = sent("POST", "/api/v1/filings/").stream()
                    .filter(decision -> decision.path().endsWith("/decisions"))
                    .toList();
            assertThat(decisions).hasSize(81).allSatisfy(decision -> assertThat(decision.subject())
                    .contains("CN=officer@"
                            + steps.get(decision.body().path("step").asText())));
        }

        @Test
        void a_contact_of_each_enterprise_five_uses_three_requests_and_a_grant_that_is_read() {
            assertThat(sent("PUT", "/api/v1/people/")).hasSize(27);
            assertThat(sent("POST", "/api/v1/filings/"))
                    .filteredOn(sent -> sent.path().endsWith("/uses"))
                    .hasSize(5);
            assertThat(sent("POST", "/api/v1/shares"))
                    .filteredOn(sent -> sent.path().equals("/api/v1/shares"))
                    .extracting(Sent::organisation)
                    .containsExactlyInAnyOrder("customs", "market", "commerce");
            assertThat(sent("POST", "/api/v1/shares"))
                    .filteredOn(sent -> sent.path().endsWith("/reads"))
                    .hasSize(1);
            assertThat(sent("POST", "/api/v1/grants")).hasSize(2);
            assertThat(sent("PUT", "/api/v1/filings/"))
                    .filteredOn(sent -> sent.path().endsWith("/amendment"))
                    .hasSize(1);
        }

        @Test
        void products_and_captures_by_their_owner() {
            assertThat(sent("PUT", "/api/v1/products/")).hasSize(60);
            assertThat(sent("POST", "/capture")).hasSize(60).allSatisfy(capture -> assertThat(capture.organisation())
                    .isEqualTo("operator"));
        }

        @Test
        void captures_that_the_rules_of_the_ledger_accept() {
            var products = new TreeMap<String, LedgerRecord>();
            DATA.products()
                    .forEach(product -> products.put(
                            product.gtin(),
                            new LedgerRecord(JSON.objectNode()
                                    .put(
                                            "uscc",
                                            DATA.enterprise(product.owner()).uscc()))));
            for (Sent capture : sent("POST", "/capture")) {
                String id = capture.headers().get("Idempotency-Key");
                var uscc =
                        Uscc.parse(products.get(id.substring("demo-".length())).text("uscc"));
                var seed = HexFormat.of().parseHex(capture.headers().get("Zone-Salt"));
                var page = Page.split(capture.body(), seed, Instant.now());
                var clerk = issuer.party(uscc.value());

                var decision = PageRules.capture(
                        Optional.empty(),
                        Optional.of(activeFiling(clerk)),
                        products,
                        Statement.of(id, uscc, page),
                        capture.headers().get("Zone-Signature"),
                        page,
                        page.eventBytes(),
                        new Caller("OperatorMSP", Role.CLERK, Optional.of(uscc), clerk.fingerprint()),
                        Instant.now());
                assertThat(decision.writes()).hasSize(3);
            }
        }

        @Test
        void words_of_all_five_agencies_each_by_its_own_officer() {
            var words = sent("PUT", "/api/v1/assertions/");

            assertThat(words.stream().map(Sent::organisation).collect(Collectors.toSet()))
                    .isEqualTo(new HashSet<>(StandInGateways.AGENCIES));
            assertThat(words)
                    .hasSizeGreaterThan(110)
                    .allSatisfy(
                            word -> assertThat(Competence.agencyOf(word.path().split("/", -1)[4]))
                                    .isEqualTo(word.organisation()))
                    .allSatisfy(word -> assertThat(word.subject()).contains("CN=officer@" + word.organisation()));
        }

        @Test
        void a_second_person_for_every_decision_of_an_agency() {
            assertThat(sent("POST", "/api/v1/cases/"))
                    .hasSize(sent("PUT", "/api/v1/assertions/").size()
                            + sent("POST", "/api/v1/facts/").size()
                            + sent("PUT", "/api/v1/recognitions").size()
                            + sent("PUT", "/api/v1/accreditations/").size()
                            + sent("PUT", "/api/v1/lists/").size()
                            + 1)
                    .allSatisfy(taken -> assertThat(taken.subject()).contains("CN=reviewer@" + taken.organisation()));
        }

        @Test
        void three_lists_and_a_listing_from_notice_to_delivery() {
            assertThat(sent("PUT", "/api/v1/lists/"))
                    .extracting(Sent::organisation)
                    .containsExactlyInAnyOrder("customs", "commerce", "market");
            assertThat(sent("POST", "/api/v1/listings"))
                    .extracting(step -> step.path().substring(step.path().lastIndexOf('/') + 1))
                    .containsExactly("listings", "statements", "decisions", "deliveries");
        }

        @Test
        void words_the_rules_can_divide() {
            for (Sent word : sent("PUT", "/api/v1/assertions/")) {
                ObjectNode assertion = ((ObjectNode) word.body()).deepCopy();
                assertion.setAll((ObjectNode) assertion.remove("restricted"));
                assertion.put("scheme", word.path().split("/", -1)[4]);

                JsonNode open = CreditRules.split(assertion, new byte[16]).document();
                assertThat(open.has("grounds") || open.has("score")).isFalse();
            }
        }
    }

    @Nested
    class Again {
        @Test
        void sends_nothing() {
            int before = gateways.sent.size();

            assertThat(run()).contains("all there already").doesNotContain(" new,");
            assertThat(gateways.sent).hasSize(before);
        }
    }

    @Nested
    class Tells {
        @Test
        void links_codes_and_a_command_for_every_user() {
            assertThat(printed)
                    .contains("http://localhost:17055/01/")
                    .contains("# consumer", "# enterprise", "# auditor")
                    .contains("# officer of customs", "# officer of tax", "# officer of forex")
                    .contains("# officer of market", "# officer of commerce");
            assertThat(printed.lines().filter(line -> line.startsWith("Scan: ")))
                    .hasSize(3);
        }

        @Test
        void only_of_files_that_are_there() {
            var names = printed.lines()
                    .flatMap(line -> List.of(line.split("[ @]+")).stream())
                    .filter(word -> word.startsWith(home.toString()))
                    .toList();

            assertThat(names).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(Files.exists(Path.of(name)))
                    .as(name)
                    .isTrue());
        }
    }
}
