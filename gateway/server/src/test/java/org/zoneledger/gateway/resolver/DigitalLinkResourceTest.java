package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.gateway.resolver.HttpProbe.header;
import static org.zoneledger.gateway.resolver.HttpProbe.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.provenance.Shipment;

@QuarkusTest
@TestProfile(ResolverProfile.class)
class DigitalLinkResourceTest {
    private static final Gtin UNKNOWN = Gtin.parse("6901234567892");
    private static final DigitalLink.Item SWEATER = DigitalLink.Item.batch(Samples.SWEATER, "TX260302");
    private static final DigitalLink.Item FORMULA =
            new DigitalLink.Item(Samples.FORMULA, Optional.of("2A"), Optional.of("K/26+1"), Optional.of("7F%A"));

    @TestHTTPResource("/")
    URL base;

    private HttpProbe http;

    @BeforeEach
    void give_passports() {
        http = new HttpProbe(base);
        GivenPassports passports = GivenPassports.running();
        passports.give(SWEATER, Samples.sweater());
        passports.give(FORMULA, Samples.formula());
    }

    @Nested
    class Page {
        @Test
        void is_what_a_browser_gets() throws Exception {
            HttpResponse<byte[]> answer = http.get(
                    SWEATER.path(),
                    "Accept",
                    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
            assertThat(text(answer)).contains("女式羊绒圆领套头衫");
        }

        @ParameterizedTest
        @ValueSource(strings = {"*/*", "text/*", "text/html, application/json", "application/json;q=0.5, text/html"})
        void is_the_default(String accept) throws Exception {
            assertThat(header(http.get(SWEATER.path(), "Accept", accept), "Content-Type"))
                    .startsWith("text/html");
        }

        @Test
        void is_the_default_when_nothing_is_said() throws Exception {
            assertThat(header(http.get(SWEATER.path()), "Content-Type")).startsWith("text/html");
        }

        @Test
        void speaks_the_language_of_the_browser_unless_the_link_says_otherwise() throws Exception {
            assertThat(header(http.get(SWEATER.path(), "Accept-Language", "en-US,en;q=0.9"), "Content-Language"))
                    .isEqualTo("en");
            assertThat(header(http.get(SWEATER.path() + "?lang=zh", "Accept-Language", "en"), "Content-Language"))
                    .isEqualTo("zh-CN");
            assertThat(header(http.get(SWEATER.path()), "Content-Language")).isEqualTo("zh-CN");
        }

        @Test
        void reads_qualifiers_that_are_percent_encoded() throws Exception {
            assertThat(FORMULA.path()).contains("/22/2A/10/K%2F26%2B1/21/7F%25A");
            assertThat(http.get(FORMULA.path()).statusCode()).isEqualTo(200);
        }

        @Test
        void drops_attributes_in_the_query() throws Exception {
            assertThat(http.get(SWEATER.path() + "?17=270131&lang=en").statusCode())
                    .isEqualTo(200);
        }

        @Test
        void may_be_kept_for_a_minute_and_is_then_confirmed_by_its_etag() throws Exception {
            HttpResponse<byte[]> first = http.get(SWEATER.path());
            assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=60");
            assertThat(header(first, "Vary")).isEqualTo("Accept, Accept-Language, Accept-Encoding");
            HttpResponse<byte[]> second = http.get(SWEATER.path(), "If-None-Match", header(first, "ETag"));
            assertThat(second.statusCode()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(header(second, "ETag")).isEqualTo(header(first, "ETag")).isNotEmpty();
            assertThat(header(second, "Vary")).isEqualTo("Accept, Accept-Language, Accept-Encoding");
        }

        @Test
        void has_an_etag_for_each_language_and_form() throws Exception {
            assertThat(header(http.get(SWEATER.path()), "ETag"))
                    .isNotEqualTo(header(http.get(SWEATER.path() + "?lang=en"), "ETag"))
                    .isNotEqualTo(header(http.get(SWEATER.path(), "Accept", "application/json"), "ETag"));
        }

        @Test
        void forbids_the_browser_everything_but_its_own_style_and_check() throws Exception {
            assertThat(header(http.get(SWEATER.path()), "Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; connect-src 'self'; style-src");
        }

        @Test
        void answers_head_like_get_without_a_body() throws Exception {
            HttpResponse<byte[]> answer = http.send("HEAD", SWEATER.path());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Nested
    class Json {
        @Test
        void is_the_passport() throws Exception {
            HttpResponse<byte[]> answer = http.get(SWEATER.path(), "Accept", "application/json");
            assertThat(header(answer, "Content-Type")).startsWith("application/json");
            JsonNode passport = new ObjectMapper().readTree(answer.body());
            assertThat(passport.path("level").asText()).isEqualTo("batch");
            assertThat(passport.path("product").path("name").path("en").asText())
                    .isEqualTo("Women's cashmere crew-neck sweater");
            assertThat(passport.path("batch").asText()).isEqualTo("TX260302");
            assertThat(passport.has("serial")).isFalse();
            assertThat(passport.path("journey").path(0).path("time").asText()).isEqualTo("2026-03-02T00:30:00Z");
        }

        @Test
        void may_be_kept_like_the_page() throws Exception {
            HttpResponse<byte[]> first = http.get(SWEATER.path(), "Accept", "application/json");
            assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=60");
            assertThat(header(first, "Vary")).isEqualTo("Accept, Accept-Language, Accept-Encoding");
            assertThat(http.get(SWEATER.path(), "Accept", "application/json", "If-None-Match", header(first, "ETag"))
                            .statusCode())
                    .isEqualTo(304);
        }

        @ParameterizedTest
        @CsvSource({
            "06901234567891, 422, GTIN_INVALID",
            "06901234567892, 404, NOT_FOUND",
            "06901234567892/21/1/10/2, 422, DIGITAL_LINK_INVALID"
        })
        void leaves_refusals_to_whoever_writes_problems(String link, int status, String code) throws Exception {
            HttpResponse<byte[]> answer = http.get("/01/" + link, "Accept", "application/json");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(text(answer)).contains(code);
        }
    }

    @Nested
    class Linkset {
        @ParameterizedTest
        @ValueSource(strings = {"?linkType=linkset", "?linkType=all", "?lang=en&linkType=linkset"})
        void is_answered_and_never_redirected_to(String query) throws Exception {
            HttpResponse<byte[]> answer = http.get(SWEATER.path() + query, "Accept", "text/html");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).startsWith("application/linkset+json");
        }

        @Test
        void is_what_accept_asks_for_and_names_its_context() throws Exception {
            HttpResponse<byte[]> answer = http.get(SWEATER.path(), "Accept", "application/linkset+json");
            assertThat(header(answer, "Content-Type")).startsWith("application/linkset+json");
            assertThat(header(answer, "Link"))
                    .contains(
                            "https://ref.gs1.org/standards/resolver/linkset-context",
                            "rel=\"http://www.w3.org/ns/json-ld#context\"");
            assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        }

        @Test
        void has_a_context_for_the_batch_and_for_its_product() throws Exception {
            JsonNode contexts = linkset(SWEATER.path());
            assertThat(contexts).hasSize(2);
            assertThat(contexts.path(0).path("anchor").asText()).isEqualTo(ResolverProfile.PUBLIC_URL + SWEATER.path());
            assertThat(contexts.path(1).path("anchor").asText())
                    .isEqualTo(ResolverProfile.PUBLIC_URL + "/01/" + Samples.SWEATER);
        }

        @Test
        void holds_links_of_the_vocabulary_with_href_title_type_and_language() throws Exception {
            JsonNode contexts = linkset(SWEATER.path());
            for (JsonNode context : contexts) {
                context.properties().forEach(member -> {
                    if (member.getValue().isTextual()) {
                        assertThat(member.getKey()).isIn("anchor", "itemDescription");
                        return;
                    }
                    assertThat(member.getKey()).startsWith("https://gs1.org/voc/");
                    assertThat(member.getValue()).isNotEmpty();
                    for (JsonNode link : member.getValue()) {
                        assertThat(link.path("href").asText()).startsWith(ResolverProfile.PUBLIC_URL + "/");
                        assertThat(link.path("title").asText()).isNotBlank();
                        assertThat(link.has("hreflang"))
                                .isEqualTo(link.path("type").asText().equals("text/html"));
                    }
                });
            }
            assertThat(contexts.path(0).path("https://gs1.org/voc/defaultLink")).hasSize(1);
            assertThat(contexts.path(0).path("https://gs1.org/voc/epcis")).hasSize(1);
            assertThat(contexts.path(1).has("https://gs1.org/voc/epcis")).isFalse();
        }

        private JsonNode linkset(String path) throws Exception {
            return new ObjectMapper()
                    .readTree(http.get(path + "?linkType=linkset").body())
                    .path("linkset");
        }
    }

    @Nested
    class LinkTypes {
        @ParameterizedTest
        @CsvSource({
            "gs1:pip, ?lang=en",
            "https://gs1.org/voc/pip, ?lang=en",
            "gs1:traceability, ?lang=en#journey",
            "gs1:certificationInfo, ?lang=en#checks",
            "gs1:recallStatus, ?lang=en#state"
        })
        void lead_to_the_part_of_the_page_in_the_readers_language(String type, String rest) throws Exception {
            HttpResponse<byte[]> answer = http.get(SWEATER.path() + "?linkType=" + type, "Accept-Language", "en");
            assertThat(answer.statusCode()).isEqualTo(307);
            assertThat(header(answer, "Location")).isEqualTo(SWEATER.path() + rest);
            assertThat(header(answer, "Link"))
                    .contains(
                            "<" + ResolverProfile.PUBLIC_URL + SWEATER.path() + "?linkType=linkset>; rel=\"linkset\"",
                            "<" + SWEATER.uri() + ">; rel=\"owl:sameAs\"");
        }

        @Test
        void for_programs_lead_to_routes_of_the_gateway() throws Exception {
            assertThat(header(http.get(SWEATER.path() + "?linkType=gs1:masterData"), "Location"))
                    .isEqualTo("/api/v1/products/" + Samples.SWEATER);
            assertThat(header(http.get(SWEATER.path() + "?linkType=gs1:epcis"), "Location"))
                    .startsWith("/epcs/https%3A%2F%2Fid.gs1.org%2F01%2F")
                    .endsWith("/events");
            assertThat(header(http.get(SWEATER.path() + "?linkType=gs1:dpp"), "Location"))
                    .isEqualTo("/dpp" + SWEATER.path());
        }

        @Test
        void default_is_the_page_itself() throws Exception {
            assertThat(http.get(SWEATER.path() + "?linkType=gs1:defaultLink").statusCode())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"gs1:instructions", "gs1:nothing", "nonsense", "https://example.com/pip"})
        void that_are_not_here_are_404(String type) throws Exception {
            assertThat(http.get(SWEATER.path() + "?linkType=" + type).statusCode())
                    .isEqualTo(404);
            HttpResponse<byte[]> problem = http.get(SWEATER.path() + "?linkType=" + type, "Accept", "application/json");
            assertThat(problem.statusCode()).isEqualTo(404);
            assertThat(text(problem)).contains("NOT_FOUND", "linkType").doesNotContain(type);
        }
    }

    @Nested
    class LinkedData {
        @ParameterizedTest
        @ValueSource(strings = {"", "/dpp"})
        void is_the_passport_with_its_level_of_proof(String prefix) throws Exception {
            HttpResponse<byte[]> answer = http.get(prefix + SWEATER.path(), "Accept", "application/ld+json");
            assertThat(header(answer, "Content-Type")).startsWith("application/ld+json");
            JsonNode dpp = new ObjectMapper().readTree(answer.body());
            assertThat(dpp.path("@type").asText()).isEqualTo("zone:ProductPassport");
            assertThat(dpp.path("zone:levelOfProof").asText()).isEqualTo("batch");
            assertThat(dpp.path("zone:about").path("@id").asText()).isEqualTo(SWEATER.uri());
            assertThat(dpp.path("zone:about")
                            .path("gs1:countryOfOrigin")
                            .path("gs1:countryCode")
                            .asText())
                    .isEqualTo("CN");
            assertThat(dpp.path("zone:economicOperator").path("zone:uscc").asText())
                    .isNotEmpty();
            assertThat(dpp.path("gs1:certification")).hasSize(2);
            assertThat(dpp.path("zone:event")).hasSizeGreaterThan(20);
            assertThat(dpp.path("zone:proof").path(0).path("zone:endorser")).isNotEmpty();
        }

        @Test
        void uses_no_term_that_its_context_leaves_unbound() throws Exception {
            JsonNode dpp = new ObjectMapper()
                    .readTree(http.get("/dpp" + FORMULA.path()).body());
            List<String> prefixes = new ArrayList<>();
            dpp.path("@context").fieldNames().forEachRemaining(prefixes::add);
            assertThat(names(dpp)).allMatch(name -> name.startsWith("@") || prefixes.contains(name.split(":", -1)[0]));
        }

        private static List<String> names(JsonNode node) {
            List<String> names = new ArrayList<>();
            node.properties().forEach(member -> {
                names.add(member.getKey());
                if (!member.getKey().equals("@context")) {
                    names.addAll(names(member.getValue()));
                }
            });
            if (node.isArray()) {
                node.forEach(each -> names.addAll(names(each)));
            }
            return names;
        }
    }

    @Nested
    class Compressed {
        @Test
        void is_the_same_page_with_an_etag_of_its_own() throws Exception {
            HttpResponse<byte[]> plain = http.get(SWEATER.path());
            HttpResponse<byte[]> gzip = http.get(SWEATER.path(), "Accept-Encoding", "br, gzip;q=0.8");
            assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
            assertThat(gzip.body().length).isLessThan(plain.body().length / 2);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                    .isEqualTo(plain.body());
            assertThat(header(gzip, "ETag")).isNotEqualTo(header(plain, "ETag"));
            assertThat(http.get(SWEATER.path(), "Accept-Encoding", "gzip", "If-None-Match", header(gzip, "ETag"))
                            .statusCode())
                    .isEqualTo(304);
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip;q=0", "br", "identity", "gzip;q=0.000"})
        void is_not_given_to_who_does_not_take_it(String codings) throws Exception {
            assertThat(header(http.get(SWEATER.path(), "Accept-Encoding", codings), "Content-Encoding"))
                    .isEmpty();
        }
    }

    @Nested
    class Unit {
        private static final DigitalLink.LogisticUnit PALLET =
                new DigitalLink.LogisticUnit(Sscc.withCheckDigit("16930000000000001"));

        @BeforeEach
        void give_a_shipment() {
            Passport sweater = Samples.sweater();
            GivenPassports.running()
                    .give(
                            PALLET,
                            new Shipment(
                                    PALLET.uri(),
                                    PALLET.sscc().value(),
                                    "shipment",
                                    sweater.journey().subList(16, 18),
                                    sweater.proofs(),
                                    7));
        }

        @Test
        void has_a_page_that_says_its_level_of_proof() throws Exception {
            HttpResponse<byte[]> answer = http.get(PALLET.path(), "Accept-Language", "en");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer))
                    .contains(
                            "These records are about a shipment as a whole",
                            PALLET.sscc().value());
        }

        @Test
        void shows_that_it_was_sent_off_and_never_received() throws Exception {
            assertThat(text(http.get(PALLET.path(), "Accept-Language", "en")))
                    .contains("No later record says where it arrived.");
            assertThat(text(http.get(PALLET.path(), "Accept-Language", "zh"))).contains("没有记录说明它到了哪里");
        }

        @Test
        void is_answered_as_json_and_as_linkset() throws Exception {
            JsonNode shipment = new ObjectMapper()
                    .readTree(http.get(PALLET.path(), "Accept", "application/json")
                            .body());
            assertThat(shipment.path("level").asText()).isEqualTo("shipment");
            assertThat(text(http.get(PALLET.path() + "?linkType=linkset")))
                    .contains("https://gs1.org/voc/traceability", "https://gs1.org/voc/epcis");
            assertThat(header(http.get(PALLET.path() + "?linkType=gs1:traceability"), "Location"))
                    .isEqualTo(PALLET.path() + "?lang=zh#journey");
            assertThat(http.get(PALLET.path() + "?linkType=gs1:dpp").statusCode())
                    .isEqualTo(404);
        }

        @Test
        void that_no_event_names_is_404_and_one_mistyped_explains_itself() throws Exception {
            assertThat(http.get("/00/" + Sscc.withCheckDigit("16930000000000009"), "Accept", "application/json")
                            .statusCode())
                    .isEqualTo(404);
            HttpResponse<byte[]> page = http.get("/00/169300000000000017", "Accept-Language", "en");
            assertThat(page.statusCode()).isEqualTo(422);
            assertThat(text(page)).contains("here digit 18", "it should be 8, but here it is 7");
        }
    }

    @Nested
    class OtherKeys {
        @ParameterizedTest
        @ValueSource(
                strings = {"/414/6930000000011", "/414/6930000000011/254/A", "/417/6930000000011", "/8003/1", "/8004/1"
                })
        void are_404_with_the_reason(String path) throws Exception {
            HttpResponse<byte[]> answer = http.get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
            assertThat(text(answer)).contains("\"field\":\"key\"");
        }

        @Test
        void explain_a_wrong_check_digit() throws Exception {
            assertThat(text(http.get("/414/6930000000012")))
                    .contains("GLN_INVALID", "digit 13, the last one, should be 1");
            assertThat(text(http.get("/01/06901234567891", "Accept", "application/json")))
                    .contains("GTIN_INVALID", "digit 14, the last one, should be 2")
                    .doesNotContain("06901234567891");
        }
    }

    @Test
    void the_description_file_says_what_is_served() throws Exception {
        HttpResponse<byte[]> answer = http.get("/.well-known/gs1resolver");
        JsonNode file = new ObjectMapper().readTree(answer.body());
        assertThat(file.path("resolverRoot").asText()).isEqualTo(ResolverProfile.PUBLIC_URL);
        assertThat(file.path("supportedPrimaryKeys")).hasSize(2);
        assertThat(file.path("supportedLinkType").path(0).path("namespace").asText())
                .isEqualTo("https://gs1.org/voc/");
    }

    @Nested
    class Redirect {
        @ParameterizedTest
        @ValueSource(strings = {"text/html", "application/json"})
        void leads_to_the_gtin_of_fourteen_digits(String accept) throws Exception {
            String gtin13 = Samples.SWEATER.value().substring(1);
            HttpResponse<byte[]> answer =
                    http.get("/01/" + gtin13 + "/10/TX260302?lang=en&17=270131", "Accept", accept);
            assertThat(answer.statusCode()).isEqualTo(307);
            assertThat(header(answer, "Location")).isEqualTo(SWEATER.path() + "?lang=en&17=270131");
        }

        @ParameterizedTest
        @ValueSource(strings = {"96385074", "036000291452", "6901234567892"})
        void serves_each_shorter_form(String gtin) throws Exception {
            HttpResponse<byte[]> answer = http.get("/01/" + gtin);
            assertThat(answer.statusCode()).isEqualTo(307);
            assertThat(header(answer, "Location")).isEqualTo("/01/" + Gtin.parse(gtin));
        }

        @Test
        void keeps_the_percent_encoding() throws Exception {
            HttpResponse<byte[]> answer =
                    http.get("/01/" + Samples.SWEATER.value().substring(1) + "/10/A%2FB%2B");
            assertThat(header(answer, "Location")).isEqualTo("/01/" + Samples.SWEATER + "/10/A%2FB%2B");
        }
    }

    @Nested
    class ErrorPage {
        @Test
        void of_a_wrong_check_digit_explains_itself() throws Exception {
            HttpResponse<byte[]> answer = http.get("/01/06901234567891", "Accept-Language", "en");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(header(answer, "Content-Type")).startsWith("text/html");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
            assertThat(text(answer)).contains("it should be 2, but here it is 1", "06901234567891");
        }

        @Test
        void of_an_unknown_product_is_404() throws Exception {
            HttpResponse<byte[]> answer = http.get("/01/" + UNKNOWN);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(text(answer)).contains("没有找到这款商品");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/21/1/10/2",
                    "/10/1/10/2",
                    "/99/1",
                    "/10",
                    "/10/%E6%89%B9",
                    "/10/a%20b",
                    "/21/123456789012345678901",
                    "/00/169300000000000018"
                })
        void of_a_malformed_link_is_422(String rest) throws Exception {
            HttpResponse<byte[]> answer = http.get("/01/" + UNKNOWN + rest, "Accept-Language", "en");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(text(answer)).contains("This link is incomplete or broken");
        }

        @Test
        void does_not_run_what_is_in_the_link() throws Exception {
            HttpResponse<byte[]> answer = http.get("/01/%3Cscript%3Ealert(1)%3C%2Fscript%3E");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(text(answer)).doesNotContain("<script");
        }

        @Test
        void stands_where_the_link_ends_too_early() throws Exception {
            assertThat(http.get("/01/").statusCode()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/01/%GG",
                "/01/%",
                "/01/a|b",
                "/01/<script>",
                "/01/06930000001018?lang=%GG",
                "/01/06930000001018?lang=%",
                "/01/06930000001018?%",
                "/01//",
                "/01/..%2f..",
                "/01/%00",
                "/01/06930000001018/10/%00",
                "/01/[",
                "/qr/01/%GG",
                "/qr/01/06930000001018?size=%GG"
            })
    void noise_is_the_senders_fault(String target) throws Exception {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 5");
        }
    }
}
