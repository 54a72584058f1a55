package org.zoneledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.LogWatch;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

/** What the gateway does with requests that are none; every one of them carries {@value #PLANTED}, which must not come back. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class EdgeTest extends RunningGateway {

    private static final String PLANTED = "PLANTED-33040219900101001";
    private static final String FILING = "/api/v1/filings/" + Past.KNITTER;
    private static final String OTHERS = "/api/v1/filings/" + People.OTHER_ENTERPRISE;
    private static final int LIMIT = 9 << 20;

    private LogWatch log;
    private int submitted;

    @BeforeEach
    void watch() {
        log = new LogWatch();
        submitted = peer().submissions().size();
    }

    @AfterEach
    void nothing_was_written_and_nothing_planted_was_logged() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(PLANTED));
        assertThat(peer().submissions()).hasSize(submitted);
    }

    @Nested
    class Content {

        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource("org.zoneledger.gateway.problem.EdgeTest#malformed")
        void that_are_no_i_json_object_are_malformed_on_every_route(Route route, String name, byte[] body)
                throws Exception {
            assertProblem(send(route, body), 400, "MALFORMED");
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.gateway.problem.EdgeTest#routes")
        void with_restricted_that_is_no_object_are_refused(Route route) throws Exception {
            for (String value : List.of("null", "[]", "\"" + PLANTED + "\"", "1")) {
                Answer answer = send(route, ("{\"restricted\":" + value + "}").getBytes(StandardCharsets.UTF_8));
                assertThat(answer.status()).as(answer.toString()).isIn(400, 422);
                assertThat(answer.code()).isNotEmpty();
            }
        }

        @Test
        void that_are_no_form_are_malformed_on_the_desk() throws Exception {
            Answer answer = as(People.CLERK)
                    .send(
                            "POST",
                            "/desk/people/" + "ab".repeat(32),
                            "reason=%zz".getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            assertProblem(answer, 400, "MALFORMED");
        }

        @Test
        void with_a_nul_in_a_text_are_refused_with_its_field() throws Exception {
            var body = Bodies.filing(People.OTHER_CLERK).put("nameEn", PLANTED + "\0");
            Answer answer = putSigned(People.OTHER_CLERK, OTHERS, body, newId());
            assertProblem(answer, 422, "VALUE_INVALID");
            assertThat(answer.json().path("field").asText()).isEqualTo("nameEn");
        }

        @Test
        void with_a_resident_identity_number_are_refused_without_repeating_it() throws Exception {
            var body = Bodies.filing(People.OTHER_CLERK).put("nameEn", "buyer " + PLANTED.substring(8) + "9");
            Answer answer = putSigned(People.OTHER_CLERK, OTHERS, body, newId());
            assertProblem(answer, 422, "PERSONAL_DATA");
            assertThat(answer.body()).doesNotContain("33040219900101001");
        }
    }

    @Nested
    class Sizes {

        @Test
        void declared_above_the_limit_are_refused_before_the_body_is_read() throws Exception {
            String head = "PUT " + FILING + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + (LIMIT + 1) + "\r\n\r\n" + PLANTED;
            assertProblem(raw(People.CLERK, head), 413, "TOO_LARGE");
        }

        @Test
        void beyond_every_number_are_refused_too() throws Exception {
            String head = "PUT " + FILING + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 9223372036854775807\r\n\r\n" + PLANTED;
            assertProblem(raw(People.CLERK, head), 413, "TOO_LARGE");
        }

        @Test
        void that_come_in_chunks_are_counted() throws Exception {
            String request = "PUT " + FILING + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nIdempotency-Key: " + newId()
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n";
            String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
            assertProblem(raw(People.CLERK, request + chunk.repeat(10) + "0\r\n\r\n"), 413, "TOO_LARGE");
        }

        @Test
        void over_http_2_are_the_same() throws Exception {
            byte[] large = new byte[LIMIT + 1];
            Arrays.fill(large, (byte) 'x');
            Answer answer = as(People.CLERK)
                    .send(HttpClient.Version.HTTP_2, "PUT", FILING, large, "Content-Type", "application/json");
            assertProblem(answer, 413, "TOO_LARGE");
        }

        @Test
        void at_the_limit_are_read() throws Exception {
            byte[] large = new byte[LIMIT];
            Arrays.fill(large, (byte) ' ');
            assertProblem(send(Route.FILING, large), 400, "MALFORMED");
        }

        @Test
        void of_a_body_that_breaks_off_are_nobodys_fault_but_the_senders() throws Exception {
            String broken = "PUT " + FILING + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Idempotency-Key: " + newId() + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
            try {
                assertThat(raw(People.CLERK, broken).status()).isEqualTo(400);
            } catch (java.io.IOException closed) {
                assertThat(closed).hasMessageContaining("closed");
            }
            assertThat(as(People.NOBODY).get(FILING).status()).isEqualTo(200);
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
        }
    }

    @Nested
    class Headers {

        @ParameterizedTest
        @CsvSource({
            "Idempotency-Key, short",
            "Idempotency-Key, has spaces in it",
            "Idempotency-Key, PLANTED-33040219900101001/",
            "Idempotency-Key, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "If-Match, *",
            "If-Match, 1",
            "If-Match, W/\"1\"",
            "If-Match, \"-1\"",
            "If-Match, \"9999999999\"",
            "If-Match, \"PLANTED-33040219900101001\"",
            "Zone-Salt, 0011",
            "Zone-Salt, PLANTED-33040219900101001PLANTED",
            "Zone-Salt, 00112233445566778899aabbccddeef"
        })
        void that_say_nothing_are_refused_by_name(String header, String value) throws Exception {
            var body = Bodies.filing(People.OTHER_CLERK);
            body.putObject("restricted").put("licenceNo", "1");
            Map<String, String> headers = new TreeMap<>(Map.of(
                    "Idempotency-Key",
                    newId(),
                    "Zone-Salt",
                    SALT,
                    "Zone-Signature",
                    "a..b",
                    "Content-Type",
                    "application/json"));
            headers.put(header, value);
            Answer answer = as(People.OTHER_CLERK)
                    .send(
                            "PUT",
                            OTHERS,
                            body.toString().getBytes(StandardCharsets.UTF_8),
                            headers.entrySet().stream()
                                    .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                                    .toArray(String[]::new));
            assertProblem(answer, 422, "VALUE_INVALID");
            assertThat(answer.json().path("field").asText()).isEqualTo(header);
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.gateway.problem.EdgeTest#routes")
        void without_an_id_no_write_is_taken(Route route) throws Exception {
            Answer answer = as(route.person)
                    .send(
                            route.method,
                            route.path,
                            "{}".getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json",
                            "Zone-Salt",
                            SALT,
                            "Zone-Signature",
                            "a..b");
            assertProblem(answer, 422, "FIELD_MISSING");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "application/xhtml+xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "PLANTED-33040219900101001",
                    "a/b/c;;="
                })
        void of_another_media_type_are_not_taken(String type) throws Exception {
            for (Route route : Route.values()) {
                Answer answer = as(route.person)
                        .send(route.method, route.path, PLANTED.getBytes(StandardCharsets.UTF_8), "Content-Type", type);
                assertProblem(answer, 415, "MEDIA_TYPE_UNSUPPORTED");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"image/png", "application/PLANTED-33040219900101001", "!!/;;q=x"})
        void that_accept_nothing_we_have_are_told_so(String accepted) throws Exception {
            assertProblem(as(People.NOBODY).get(FILING, "Accept", accepted), 406, "NOT_ACCEPTABLE");
        }
    }

    @Nested
    class Paths {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/PLANTED-33040219900101001",
                    "/api",
                    "/api/v1/filings",
                    "/api/v2/filings/1",
                    "/q/health",
                    "/q/metrics",
                    "/q/openapi",
                    "/index.html"
                })
        void that_lead_nowhere_say_so_whatever_is_accepted(String path) throws Exception {
            for (String accepted : List.of("application/json", "text/html", "*/*")) {
                assertProblem(as(People.NOBODY).get(path, "Accept", accepted), 404, "ROUTE_UNKNOWN");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "/api/v1/filings/PLANTED-33040219900101001, USCC_INVALID",
            "/api/v1/filings/%00, USCC_INVALID",
            "/api/v1/filings/%ff%fe, USCC_INVALID",
            "/api/v1/filings/91330483ma2b00078u, USCC_INVALID",
            "/api/v1/subjects/%F0%9F%98%80, USCC_INVALID",
            "/api/v1/products/PLANTED-33040219900101001, GTIN_INVALID",
            "/api/v1/products/16930000000019, GTIN_INVALID",
            "/capture/a%20b, VALUE_INVALID",
            "/epcs/PLANTED-33040219900101001/events, DIGITAL_LINK_INVALID",
            "/epcs/%00/events, DIGITAL_LINK_INVALID"
        })
        void with_an_impossible_name_are_refused_with_its_code(String path, String code) throws Exception {
            assertProblem(as(People.OFFICER).get(path), 422, code);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1/history/filing/" + Past.KNITTER,
                    "//api/v1/history/filing/" + Past.KNITTER,
                    "/api/v1/../v1/history/filing/" + Past.KNITTER,
                    "/api/v1/./history/filing/" + Past.KNITTER,
                    "/api//v1/history/filing/" + Past.KNITTER,
                    "/api/v1/history;x=y/filing/" + Past.KNITTER,
                    "/api/v1/%68istory/filing/" + Past.KNITTER
                })
        void to_a_closed_route_are_closed_however_they_are_spelt(String path) throws Exception {
            Answer answer = raw(People.NOBODY, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer.status()).as(answer.toString()).isIn(401, 404);
            assertThat(answer.code()).isIn("AUTHENTICATION_REQUIRED", "ROUTE_UNKNOWN");
        }
    }

    /** What the router never sees; there the connection says no more than a status. */
    @Nested
    class BrokenHttp {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /api/v1/filings/PLANTED-33040219900101001 HTTP/1.1\r\n\r\n",
                    "GET /api/v1/filings/PLANTED-33040219900101001 HTTP/1.1\r\nHost: a b\r\n\r\n",
                    "GET PLANTED-33040219900101001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /api/v1/filings/PLANTED-33040219900101001%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /api/v1/filings/PLANTED-33040219900101001% HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /api/v1/filings/PLANTED-33040219900101001?a={b} HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /api/v1/filings/\0PLANTED-33040219900101001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /capture/capture-1 HTTP/1.1\r\nHost: localhost\r\nX: PLANTED-33040219900101001\0\r\n\r\n",
                    "PLANTED-33040219900101001\r\n\r\n",
                    "PUT /capture HTTP/1.1\r\nHost: localhost\r\nContent-Length: PLANTED-33040219900101001\r\n\r\n",
                    "PUT /capture HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                    "PUT /capture HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                    "PUT /capture HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                })
        void is_answered_with_a_status_and_nothing_of_it(String request) throws Exception {
            Answer answer = raw(People.NOBODY, request);
            assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
            assertThat(answer.body()).doesNotContain(PLANTED);
            if (!answer.body().isEmpty()) {
                assertThat(answer.code()).as(answer.toString()).isNotEmpty();
            }
        }

        @Test
        void of_any_length_is_cut_off() throws Exception {
            String line = "GET /" + PLANTED + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            assertThat(raw(People.NOBODY, line).status()).isEqualTo(414);
            String header = "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + PLANTED + "a".repeat(40_000) + "\r\n\r\n";
            assertThat(raw(People.NOBODY, header).status()).isEqualTo(431);
        }
    }

    /** Routes that take a body, and who may send one. */
    enum Route {
        FILING("PUT", EdgeTest.FILING, People.CLERK),
        DECISION("POST", EdgeTest.FILING + "/decisions", People.OFFICER),
        AMENDMENT("PUT", EdgeTest.FILING + "/amendment", People.CLERK),
        REVIEW("POST", EdgeTest.FILING + "/amendment/decisions", People.OFFICER),
        CERTIFICATE("PUT", EdgeTest.FILING + "/certificate", People.CLERK),
        REVOCATION("POST", EdgeTest.FILING + "/certificate/revocation", People.OFFICER),
        USE("POST", EdgeTest.FILING + "/uses", People.OFFICER),
        PRODUCT("PUT", "/api/v1/products/" + Past.SWEATER, People.CLERK),
        ASSERTION("PUT", "/api/v1/assertions/commerce/" + Past.KNITTER, People.OFFICER),
        DETAIL("PUT", "/api/v1/details/commerce/" + Past.KNITTER, People.OFFICER),
        SHARE_DECISION("POST", "/api/v1/shares/share-0001/decisions", People.OFFICER),
        GRANT("POST", "/api/v1/grants", People.CLERK),
        CAPTURE("POST", "/capture", People.CLERK);

        private final String method;
        private final String path;
        private final People person;

        Route(String method, String path, People person) {
            this.method = method;
            this.path = path;
            this.person = person;
        }
    }

    static Stream<Route> routes() {
        return Stream.of(Route.values());
    }

    static Stream<Arguments> malformed() {
        Map<String, byte[]> bodies = new TreeMap<>();
        Map.of(
                        "nothing", "",
                        "a list", "[\"" + PLANTED + "\"]",
                        "a text", "\"" + PLANTED + "\"",
                        "null", "null",
                        "half an object", "{\"" + PLANTED + "\":",
                        "a name twice", "{\"a\":1,\"" + PLANTED + "\":2,\"" + PLANTED + "\":3}",
                        "text after it", "{}" + PLANTED,
                        "two objects", "{}{}",
                        "half a surrogate pair", "{\"a\":\"" + PLANTED + "\\ud800\"}",
                        "half a pair in a name", "{\"\\udc00\":1}")
                .forEach((name, text) -> bodies.put(name, text.getBytes(StandardCharsets.UTF_8)));
        Map.of(
                        "33 levels",
                        "{\"a\":".repeat(33) + "1" + "}".repeat(33),
                        "100,000 levels",
                        "[".repeat(100_000),
                        "an integer beyond 2^53",
                        "{\"a\":9007199254740993}",
                        "a number no double carries",
                        "{\"a\":0.1234567890123456789}",
                        "a number of 1,000 digits",
                        "{\"a\":" + "9".repeat(1000) + "}",
                        "not a number",
                        "{\"a\":NaN}",
                        "a name of 300 characters",
                        "{\"" + "a".repeat(300) + "\":1}",
                        "a bare NUL",
                        "{\"a\":\"\0\"}",
                        "a comment",
                        "{/*" + PLANTED + "*/}",
                        "UTF-8 with a mark",
                        "\ufeff{}")
                .forEach((name, text) -> bodies.put(name, text.getBytes(StandardCharsets.UTF_8)));
        bodies.put("UTF-16", ("{\"a\":\"" + PLANTED + "\"}").getBytes(StandardCharsets.UTF_16));
        bodies.put("ISO 8859-1", "{\"a\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1));
        return routes().flatMap(route ->
                bodies.entrySet().stream().map(body -> Arguments.of(route, body.getKey(), body.getValue())));
    }

    private Answer send(Route route, byte[] body) throws Exception {
        return as(route.person)
                .send(
                        route.method,
                        route.path,
                        body,
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        newId(),
                        "Zone-Salt",
                        SALT,
                        "Zone-Signature",
                        "a..b");
    }

    private Answer raw(People person, String request) throws Exception {
        return as(person).raw(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:zoneledger:problem:" + code);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.body()).doesNotContain(PLANTED);
    }
}
