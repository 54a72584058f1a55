package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zoneledger.gateway.resolver.HttpProbe.header;
import static org.zoneledger.gateway.resolver.HttpProbe.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;

@QuarkusTest
@TestProfile(ResolverProfile.class)
class DigitalLinkResourceTest {
    private static final Gtin UNKNOWN = Gtin.parse("6901234567892");
    private static final DigitalLink.Item SWEATER = DigitalLink.Item.batch(Samples.SWEATER, "TX260302");
    private static final DigitalLink.Item FORMULA =
            new DigitalLink.Item(Samples.FORMULA, Optional.of("2A"), Optional.of("K/26+1"), Optional.of("7F%A"));

    @Inject
    DigitalLinkResource resource;

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
            assertThat(header(first, "Vary")).isEqualTo("Accept, Accept-Language");
            HttpResponse<byte[]> second = http.get(SWEATER.path(), "If-None-Match", header(first, "ETag"));
            assertThat(second.statusCode()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(header(second, "ETag")).isEqualTo(header(first, "ETag")).isNotEmpty();
            assertThat(header(second, "Vary")).isEqualTo("Accept, Accept-Language");
        }

        @Test
        void has_an_etag_for_each_language_and_form() throws Exception {
            assertThat(header(http.get(SWEATER.path()), "ETag"))
                    .isNotEqualTo(header(http.get(SWEATER.path() + "?lang=en"), "ETag"))
                    .isNotEqualTo(header(http.get(SWEATER.path(), "Accept", "application/json"), "ETag"));
        }

        @Test
        void forbids_the_browser_everything_but_its_own_style() throws Exception {
            assertThat(header(http.get(SWEATER.path()), "Content-Security-Policy"))
                    .startsWith("default-src 'none'; style-src");
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
            assertThat(header(first, "Vary")).isEqualTo("Accept, Accept-Language");
            assertThat(http.get(SWEATER.path(), "Accept", "application/json", "If-None-Match", header(first, "ETag"))
                            .statusCode())
                    .isEqualTo(304);
        }

        @Test
        void leaves_refusals_to_whoever_writes_problems() {
            assertThatThrownBy(() -> resource.passport("06901234567891", null, null))
                    .isInstanceOfSatisfying(
                            RefusalException.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.GTIN_INVALID));
            assertThatThrownBy(() -> resource.passport(UNKNOWN.value(), null, null))
                    .isInstanceOfSatisfying(
                            RefusalException.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.NOT_FOUND));
            assertThatThrownBy(() -> resource.passport(UNKNOWN + "/21/1/10/2", null, null))
                    .isInstanceOfSatisfying(RefusalException.class, refused -> assertThat(
                                    refused.refusal().code())
                            .isEqualTo(Refusal.Code.DIGITAL_LINK_INVALID));
        }
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
