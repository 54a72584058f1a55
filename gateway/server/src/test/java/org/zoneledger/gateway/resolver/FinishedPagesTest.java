package org.zoneledger.gateway.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.gateway.resolver.HttpProbe.header;
import static org.zoneledger.gateway.resolver.HttpProbe.text;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.identifier.DigitalLink;

@QuarkusTest
@TestProfile(ResolverProfile.class)
class FinishedPagesTest {
    private static final DigitalLink.Item SWEATER = DigitalLink.Item.batch(Samples.SWEATER, "TX260302");
    private static final int MANY = 300;

    @TestHTTPResource("/")
    URL base;

    private HttpProbe http;

    @BeforeEach
    void the_page_is_finished() throws Exception {
        http = new HttpProbe(base);
        GivenPassports.running().give(SWEATER, Samples.sweater());
        assertThat(http.get(SWEATER.path(), "Accept", "*/*").statusCode()).isEqualTo(200);
    }

    /** What accepts anything goes to the route, what begins with HTML does not need to. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity", "br, gzip;q=0.5"})
    void the_answer_is_the_same_with_and_without_the_route(String codings) throws Exception {
        for (String language : List.of("zh-CN", "en-GB,en;q=0.9", "fr")) {
            String[] rest = {"Accept-Language", language, "Accept-Encoding", codings, "Accept"};
            HttpResponse<byte[]> routed = http.get(SWEATER.path(), with(rest, "*/*"));
            HttpResponse<byte[]> finished = http.get(SWEATER.path(), with(rest, "text/html,*/*;q=0.8"));
            assertThat(finished.statusCode()).isEqualTo(200);
            assertThat(headers(finished)).isEqualTo(headers(routed)).containsKeys("etag", "link", "vary");
            assertThat(finished.body()).isEqualTo(routed.body());
        }
    }

    @Test
    void many_on_one_connection_are_all_answered() throws Exception {
        for (int i = 0; i < MANY; i++) {
            String accepted = i % 7 == 0 ? "*/*" : "text/html";
            assertThat(http.get(SWEATER.path(), "Accept", accepted).statusCode())
                    .as("request %d", i)
                    .isEqualTo(200);
        }
    }

    /** Java's client asks for HTTP/2 in its first request unless told otherwise. */
    @Test
    void without_tls_it_stays_http_1_1() throws Exception {
        assertThat(http.get(SWEATER.path(), "Accept", "text/html").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void who_has_the_page_is_told_that_it_has_not_changed() throws Exception {
        String tag = header(http.get(SWEATER.path(), "Accept", "text/html"), "ETag");
        assertThat(http.get(SWEATER.path(), "Accept", "text/html", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void a_token_that_counts_for_nothing_is_refused_here_too() throws Exception {
        HttpResponse<byte[]> answer = http.get(SWEATER.path(), "Accept", "text/html", "Authorization", "Bearer none");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(text(answer)).contains("TOKEN_INVALID");
    }

    @Test
    void a_program_that_would_rather_have_json_gets_it() throws Exception {
        assertThat(header(http.get(SWEATER.path(), "Accept", "text/html;q=0.1, application/json"), "Content-Type"))
                .startsWith("application/json");
    }

    @Test
    void a_gtin_of_another_length_is_sent_to_where_the_item_lives() throws Exception {
        String path = SWEATER.path().replace("/01/0", "/01/");
        assertThat(http.get(path, "Accept", "text/html").statusCode()).isEqualTo(307);
    }

    private static String[] with(String[] headers, String accepted) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = accepted;
        return all;
    }

    private static Map<String, List<String>> headers(HttpResponse<byte[]> answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.remove("date");
        return headers;
    }
}
