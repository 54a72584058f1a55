package org.zoneledger.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.LogWatch;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.TokenIssuer;
import org.zoneledger.gateway.peer.TokenIssuer.SigningKey;
import org.zoneledger.gateway.peer.Until;

/** People who come by a token of their agency's issuer. */
@QuarkusTest
@TestProfile(TokenProfile.class)
class TokenTest extends RunningGateway {

    private static final String FILING = "/api/v1/filings/" + Past.KNITTER;
    private static final String NOTES = "/api/v1/notes?uscc=" + Past.KNITTER;
    private static final SigningKey EC = SigningKey.ec();
    private static final SigningKey RSA = SigningKey.rsa();

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    String url;

    @ConfigProperty(name = "zone.people")
    Path folder;

    @TestHTTPResource("/")
    URL plain;

    private final List<String> sent = new ArrayList<>();
    private TokenIssuer issuer;
    private LogWatch log;

    @BeforeEach
    void the_issuer_answers() {
        issuer = new TokenIssuer(url, EC, RSA);
        issuer.open();
        log = new LogWatch();
    }

    @AfterEach
    void nothing_of_a_token_was_logged() {
        issuer.close();
        log.close();
        for (String token : sent) {
            for (String part : token.split("\\.", -1)) {
                assertThat(log.lines()).noneMatch(line -> part.length() > 10 && line.contains(part));
            }
        }
    }

    @Nested
    class Naming {

        @ParameterizedTest
        @EnumSource(names = {"OFFICER", "REVIEWER", "AUDITOR"})
        void somebody_of_the_agency_is_answered_as_by_certificate(People person) throws Exception {
            for (String path : List.of(FILING, NOTES, "/api/v1/shares", "/api/v1/history/filing/" + Past.KNITTER)) {
                Answer byToken = get(People.NOBODY, path, issuer.token(person));
                Answer byCertificate = as(person).get(path);
                assertThat(byToken.status()).as(path).isEqualTo(byCertificate.status());
                assertThat(byToken.body()).as(path).isEqualTo(byCertificate.body());
            }
        }

        @Test
        void an_officer_writes_what_the_ledger_keeps_under_the_officers_certificate() throws Exception {
            String id = newId();
            Answer written = as(People.NOBODY)
                    .post(
                            FILING + "/uses",
                            Bodies.use("export-refund").toString(),
                            "Idempotency-Key",
                            id,
                            "Authorization",
                            bearer(issuer.token(People.OFFICER)));
            assertWritten(written);
            JsonNode by = as(People.AUDITOR)
                    .get("/api/v1/history/use/" + Past.KNITTER + "/" + id)
                    .json()
                    .path("versions")
                    .path(0)
                    .path("by");
            assertThat(by.path("role").asText()).isEqualTo("OFFICER");
            assertThat(by.path("certificate").asText())
                    .isEqualTo(People.OFFICER.credential().sha256());
        }

        @Test
        void the_desk_is_the_same() throws Exception {
            Answer desk = get(People.NOBODY, "/desk?lang=en", issuer.token(People.OFFICER));
            assertThat(desk.status()).isEqualTo(200);
            assertThat(desk.header("Content-Type")).startsWith("text/html");
        }

        @Test
        void roles_that_a_token_claims_are_nobodys() throws Exception {
            String token = issuer.token(People.REVIEWER, claims -> {
                claims.put("scope", "officer auditor");
                claims.putObject("realm_access").putArray("roles").add("officer");
            });
            assertThat(get(People.NOBODY, "/api/v1/history/filing/" + Past.KNITTER, token)
                            .code())
                    .isEqualTo("NOT_PERMITTED");
        }

        @Test
        void both_algorithms_count() throws Exception {
            for (SigningKey key : List.of(EC, RSA)) {
                assertThat(get(People.NOBODY, NOTES, issuer.token(key, People.OFFICER, claims -> {}))
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        void an_audience_among_others_counts() throws Exception {
            String token = issuer.token(
                    People.OFFICER,
                    claims -> claims.putArray("aud").add("another").add(TokenIssuer.AUDIENCE));
            assertThat(get(People.NOBODY, NOTES, token).status()).isEqualTo(200);
        }

        @Test
        void somebody_new_counts_from_when_the_certificate_lies_there_until_it_is_gone() throws Exception {
            String token = issuer.token(People.NEWCOMER);
            assertInvalid(get(People.NOBODY, NOTES, token));
            Path file = folder.resolve("newcomer.pem");
            Files.writeString(file, People.NEWCOMER.credential().certificatePem());
            Until.holds("the newcomer is let in", () -> status(token) == 200);
            Files.delete(file);
            Until.holds("and no more", () -> status(token) == 401);
        }

        private int status(String token) {
            try {
                return get(People.NOBODY, NOTES, token).status();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class Refused {

        @ParameterizedTest(name = "{0}")
        @MethodSource("org.zoneledger.gateway.access.TokenTest#claims")
        void are_claims_that_do_not_count(String name, Consumer<ObjectNode> change) throws Exception {
            assertInvalidEverywhere(issuer.token(People.OFFICER, change));
        }

        @ParameterizedTest
        @EnumSource(names = {"CLERK", "GATEWAY", "DISMISSED", "FOREIGNER", "STRANGER"})
        void are_those_who_have_no_role_here_or_must_show_their_certificate(People person) throws Exception {
            assertInvalidEverywhere(issuer.token(person));
        }

        @Test
        void is_another_issuers_signature_under_a_published_name() throws Exception {
            assertInvalidEverywhere(
                    issuer.token(new SigningKey(EC.kid(), SigningKey.ec().pair()), People.OFFICER, claims -> {}));
            assertInvalidEverywhere(issuer.token(SigningKey.ec(), People.OFFICER, claims -> {}));
        }

        @Test
        void is_a_token_that_is_not_signed() throws Exception {
            String none = issuer.unsigned("none", EC.kid(), People.OFFICER, claims -> {});
            assertInvalidEverywhere(none + ".");
            assertInvalidEverywhere(none + ".AA");
            assertInvalidEverywhere(issuer.unsigned("ES256", EC.kid(), People.OFFICER, claims -> {}) + ".");
        }

        @Test
        void is_a_token_that_was_signed_with_what_everybody_knows() throws Exception {
            String text = issuer.unsigned("HS256", RSA.kid(), People.OFFICER, claims -> {});
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(RSA.pair().getPublic().getEncoded(), "HmacSHA256"));
            assertInvalidEverywhere(
                    text + '.' + TokenIssuer.base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))));
        }

        @Test
        void is_a_claim_that_was_changed() throws Exception {
            String[] parts = issuer.token(People.REVIEWER).split("\\.", -1);
            String[] others = issuer.token(People.OFFICER).split("\\.", -1);
            assertInvalidEverywhere(parts[0] + '.' + others[1] + '.' + parts[2]);
        }

        @Test
        void is_what_is_no_token() throws Exception {
            for (String header : List.of(
                    "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ....", "Basic b2ZmaWNlcjp4", "x", "")) {
                assertInvalid(as(People.NOBODY).get(FILING, "Authorization", header));
                assertInvalid(as(People.OFFICER).get(FILING, "Authorization", header));
            }
        }

        @Test
        void is_a_second_token() throws Exception {
            assertInvalid(as(People.NOBODY)
                    .get(
                            FILING,
                            "Authorization",
                            bearer(issuer.token(People.OFFICER)),
                            "Authorization",
                            bearer(issuer.token(People.OFFICER))));
        }

        @Test
        void is_a_token_that_everybody_on_the_way_can_read() throws Exception {
            GatewayProbe open = new GatewayProbe(plain, People.NOBODY);
            assertThat(open.get(FILING).status()).isEqualTo(200);
            assertInvalid(open.get(FILING, "Authorization", bearer(issuer.token(People.OFFICER))));
        }

        @Test
        void with_a_body_leaves_the_connection_usable() throws Exception {
            String body = "{\"x\":\"" + "y".repeat(200_000) + "\"}";
            for (int i = 0; i < 3; i++) {
                assertInvalid(as(People.NOBODY).post(FILING + "/uses", body, "Authorization", "Bearer a.b.c"));
                assertThat(as(People.NOBODY).get(FILING).status()).isEqualTo(200);
            }
        }
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                claim("expired", claims -> claims.put("exp", claims.path("iat").asLong() - 60)),
                claim("without an end", claims -> claims.remove("exp")),
                claim(
                        "not valid yet",
                        claims -> claims.put("nbf", claims.path("iat").asLong() + 200)),
                claim("for another audience", claims -> claims.put("aud", "another")),
                claim("for no audience", claims -> claims.remove("aud")),
                claim("of another issuer", claims -> claims.put("iss", "https://issuer.example")),
                claim("of no issuer", claims -> claims.remove("iss")),
                claim("naming no certificate", claims -> claims.remove("x5t#S256")),
                claim("naming an unknown certificate", claims -> claims.put("x5t#S256", "A".repeat(43))),
                claim("naming something else", claims -> claims.put("x5t#S256", "officer")),
                claim("bound to a key", claims -> claims.putObject("cnf").put("jkt", "A".repeat(43))),
                claim("bound to nothing", claims -> claims.putNull("cnf")));
    }

    private static Arguments claim(String name, Consumer<ObjectNode> change) {
        return Arguments.of(name, change);
    }

    @Nested
    class WithACertificate {

        private String bound(People person) {
            return issuer.token(
                    person, claims -> claims.putObject("cnf").put("x5t#S256", TokenIssuer.thumbprint(person)));
        }

        @Test
        void a_bound_token_counts_on_connections_that_show_it() throws Exception {
            assertThat(get(People.OFFICER, NOTES, bound(People.OFFICER)).status())
                    .isEqualTo(200);
            assertInvalid(get(People.NOBODY, NOTES, bound(People.OFFICER)));
            assertInvalid(get(People.REVIEWER, NOTES, bound(People.OFFICER)));
        }

        @Test
        void a_token_must_name_the_certificate_that_is_shown() throws Exception {
            assertThat(get(People.OFFICER, NOTES, issuer.token(People.OFFICER)).status())
                    .isEqualTo(200);
            assertInvalid(get(People.REVIEWER, FILING, issuer.token(People.OFFICER)));
            assertInvalid(get(People.CLERK, FILING, issuer.token(People.OFFICER)));
            assertInvalid(get(People.GATEWAY, FILING, issuer.token(People.OFFICER)));
        }

        @Test
        void a_token_bound_to_what_is_shown_names_nobody_else() throws Exception {
            String token = issuer.token(People.REVIEWER, claims -> claims.putObject("cnf")
                    .put("x5t#S256", TokenIssuer.thumbprint(People.OFFICER)));
            assertInvalid(get(People.OFFICER, NOTES, token));
        }

        @Test
        void a_bad_token_does_not_fall_back_to_the_certificate() throws Exception {
            assertInvalid(get(People.OFFICER, FILING, issuer.token(People.OFFICER, claims -> claims.put("exp", 1))));
            assertInvalid(get(People.CLERK, FILING, issuer.token(People.CLERK)));
        }
    }

    @Nested
    class Keys {

        @Test
        void that_are_new_count_when_they_are_first_used_and_old_ones_no_more() throws Exception {
            assertThat(get(People.NOBODY, NOTES, issuer.token(People.OFFICER)).status())
                    .isEqualTo(200);
            String old = issuer.token(People.OFFICER);
            SigningKey next = SigningKey.ec();
            issuer.publish(next);
            assertThat(get(People.NOBODY, NOTES, issuer.token(People.OFFICER)).status())
                    .isEqualTo(200);
            assertInvalid(get(People.NOBODY, NOTES, old));
        }

        @Test
        void are_known_while_the_issuer_is_away() throws Exception {
            String token = issuer.token(People.OFFICER);
            assertThat(get(People.NOBODY, NOTES, token).status()).isEqualTo(200);
            issuer.close();
            try {
                assertThat(get(People.NOBODY, NOTES, token).status()).isEqualTo(200);
                assertInvalid(get(People.NOBODY, NOTES, issuer.token(People.OFFICER, claims -> claims.put("exp", 1))));
                Answer unknown = get(People.NOBODY, NOTES, issuer.token(SigningKey.ec(), People.OFFICER, claims -> {}));
                assertThat(unknown.status()).as(unknown.toString()).isEqualTo(503);
                assertThat(unknown.code()).isEqualTo("ISSUER_UNAVAILABLE");
                assertThat(as(People.OFFICER).get(NOTES).status()).isEqualTo(200);
                assertThat(as(People.NOBODY).get(FILING).status()).isEqualTo(200);
            } finally {
                issuer.open();
            }
        }

        @Test
        void are_asked_for_and_tokens_are_not_asked_about() throws Exception {
            get(People.NOBODY, NOTES, issuer.token(People.OFFICER));
            int asked = issuer.asked();
            for (int i = 0; i < 5; i++) {
                assertThat(get(People.NOBODY, NOTES, issuer.token(People.OFFICER))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(issuer.asked()).isEqualTo(asked);
        }
    }

    @Test
    void a_person_has_one_budget_whether_by_token_or_by_certificate() throws Exception {
        String token = issuer.token(People.OTHER_OFFICER);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 3 * TokenProfile.PERSON_READS; i++) {
            answers.add(get(People.NOBODY, FILING, token));
        }
        assertThat(answers.get(0).status()).isEqualTo(200);
        Answer last = answers.get(answers.size() - 1);
        assertThat(last.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(last.header("Retry-After")).isEqualTo("1");
        List<Integer> byCertificate = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byCertificate.add(as(People.OTHER_OFFICER).get(FILING).status());
        }
        assertThat(byCertificate).contains(429);
        assertThat(get(People.NOBODY, FILING, issuer.token(People.REVIEWER)).status())
                .as("another person at the same address")
                .isEqualTo(200);
    }

    private Answer get(People shown, String path, String token) throws Exception {
        return as(shown).get(path, "Authorization", bearer(token));
    }

    private String bearer(String token) {
        sent.add(token);
        return "Bearer " + token;
    }

    private void assertInvalidEverywhere(String token) throws Exception {
        assertInvalid(get(People.NOBODY, FILING, token));
        assertInvalid(get(People.NOBODY, NOTES, token));
        assertInvalid(get(People.NOBODY, "/01/" + Past.SWEATER, token));
        assertInvalid(get(People.NOBODY, "/nowhere", token));
    }

    static void assertInvalid(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("TOKEN_INVALID");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("the Authorization header names nobody who may ask here by token");
    }
}
