package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.gateway.resolver.HttpProbe.header;
import static org.zoneledger.gateway.resolver.HttpProbe.text;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ResolverProfile.class)
class ScanPageResourceTest {
    private static final String ITEM = "/01/06901234567892/10/K%2F1/21/7F3A99C2";

    @TestHTTPResource("/")
    URL base;

    private HttpProbe http;

    @BeforeEach
    void connect() {
        http = new HttpProbe(base);
    }

    @Nested
    class Page {
        @ParameterizedTest
        @CsvSource({"zh, zh-CN, 扫码查询", "en, en, Scan a code"})
        void is_in_the_language_asked_for(String lang, String tag, String title) throws Exception {
            HttpResponse<byte[]> answer = http.get("/scan?lang=" + lang);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Language")).isEqualTo(tag);
            assertThat(text(answer)).contains("<html lang=\"" + tag + "\">").contains("<h1 id=\"verdict\">" + title);
        }

        @Test
        void may_use_the_camera_and_can_send_nothing_to_anybody() throws Exception {
            HttpResponse<byte[]> answer = http.get("/scan");
            assertThat(header(answer, "Permissions-Policy")).isEqualTo("camera=(self)");
            assertThat(header(answer, "Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .contains("form-action 'self'")
                    .doesNotContain("connect-src");
        }

        @Test
        void loads_its_script_and_the_decoder_from_here() throws Exception {
            assertThat(text(http.get("/scan")))
                    .contains("src=\"/scan-page.js\"")
                    .doesNotContain("src=\"http");
            String script = text(http.get("/scan-page.js"));
            Matcher decoder = Pattern.compile("'(/webjars/.*)'").matcher(script);
            assertThat(decoder.find()).isTrue();
            HttpResponse<byte[]> library = http.get(decoder.group(1));
            assertThat(library.statusCode()).isEqualTo(200);
            assertThat(text(library)).contains("QRCodeReader");
        }

        @Test
        void is_one_tap_away_from_the_page_of_an_unknown_product() throws Exception {
            assertThat(text(http.get("/01/06901234567892?lang=en", "Accept", "text/html")))
                    .contains("<a href=\"/scan?lang=en\">");
        }
    }

    @Nested
    class WhatWasTyped {
        @ParameterizedTest
        @CsvSource({
            "6901234567892, /01/06901234567892",
            "06901234567892, /01/06901234567892",
            "' 690 1234 56789 2 ', /01/06901234567892",
            "690-123456789-2, /01/06901234567892",
            "96385074, /01/00000096385074",
            "036000291452, /01/00036000291452",
            "169300000000000018, /00/169300000000000018",
            "1 6930000 00000000 18, /00/169300000000000018",
            "https://trace.example" + ITEM + ", " + ITEM,
            "HTTPS://TRACE.EXAMPLE" + ITEM + "?linkType=all#x, " + ITEM,
            "https://trace.example/shop/414/6930000000018, /414/6930000000018",
            "https://trace.example/8004/6930000001, /8004/6930000001"
        })
        void leads_to_the_page_of_what_it_names(String code, String path) throws Exception {
            HttpResponse<byte[]> answer = typed(code, "");
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(header(answer, "Location")).endsWith(path);
            assertThat(header(typed(code, "&lang=en"), "Location")).endsWith(path + "?lang=en");
        }

        @Test
        void may_be_a_link_to_the_address_at_which_the_page_was_opened() throws Exception {
            assertThat(header(typed(base + ITEM.substring(1), ""), "Location")).endsWith(ITEM);
        }

        @ParameterizedTest
        @CsvSource({
            "6901234567891, 'digit 13, is worked out from the others. From these it should be 2, but here it is 1.'",
            "690 1234 56789 1, 'digit 13, is worked out from the others. From these it should be 2, but here it is 1.'",
            "169300000000000017, 'digit 18, is worked out from the others. From these it should be 8, but here it is 7.'",
            "12345, 'has 8, 12, 13 or 14 digits'",
            "what is this, 'has 8, 12, 13 or 14 digits'",
            "https://trace.example/about, does not have the form of a product code",
            "https://trace.example@elsewhere.example/01/06901234567892, does not have the form of a product code",
            "javascript:alert(1)//01/06901234567892, does not have the form of a product code"
        })
        void explains_itself_when_it_is_no_code(String code, String why) throws Exception {
            HttpResponse<byte[]> answer = typed(code, "&lang=en");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(text(answer)).contains(why);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://elsewhere.example/01/06901234567892",
                    "http://trace.example.elsewhere.example/01/06901234567892",
                    "https://trace.example:444/01/06901234567892"
                })
        void is_not_followed_to_another_host_but_looked_up_here(String code) throws Exception {
            HttpResponse<byte[]> answer = typed(code, "&lang=en");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer))
                    .contains("This code does not lead to this zone")
                    .contains("It leads to " + code.substring(code.indexOf("//") + 2, code.indexOf("/01/")) + ",")
                    .contains("<a id=\"here\" href=\"/01/06901234567892\">")
                    .doesNotContain("href=\"" + code);
        }

        @Test
        void is_shown_as_text_even_if_it_is_markup() throws Exception {
            assertThat(text(typed("<script>alert(1)</script>", ""))).doesNotContain("<script>alert");
            assertThat(text(typed("https://<b>x/01/06901234567892", ""))).doesNotContain("<b>x");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "11010519491231002X",
                    "110105 19491231 002X",
                    "https://elsewhere.example/01/06901234567892/21/11010519491231002X"
                })
        void is_not_repeated_when_it_holds_a_resident_identity_number(String code) throws Exception {
            HttpResponse<byte[]> answer = typed(code, "");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(text(answer)).doesNotContain("19491231");
            assertThat(header(answer, "Location")).isEmpty();
        }

        private HttpResponse<byte[]> typed(String code, String more) throws Exception {
            return http.get("/scan?code=" + URLEncoder.encode(code, StandardCharsets.UTF_8) + more);
        }
    }
}
