package org.zoneledger.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.StringReader;
import java.security.cert.X509Certificate;
import java.util.List;
import org.hyperledger.fabric.client.identity.Identities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.gateway.stream.Receiver.Delivery;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class SubscriptionResourceTest extends RunningGateway {

    private static final String SUBSCRIPTIONS = "/api/v1/subscriptions";

    /** Versions of {@link Past#whole()}. */
    private static final int PAST = 15;

    private Receiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void nobody_is_subscribed_any_more() throws Exception {
        for (People person :
                List.of(People.CLERK, People.OTHER_CLERK, People.OFFICER, People.AUDITOR, People.REVIEWER)) {
            for (String id : own(person)) {
                assertThat(end(person, id).status()).isEqualTo(204);
            }
        }
        receiver.close();
    }

    @Nested
    class Deliveries {

        @Test
        void are_batches_of_cloudevents_under_the_gateways_signature() throws Exception {
            JsonNode subscription = subscribed(People.OFFICER, order().put("from", "0"));
            Delivery delivery = receiver.delivery();
            assertThat(delivery.path()).isEqualTo("/hook?party=1");
            assertThat(delivery.mediaType()).isEqualTo("application/cloudevents-batch+json");
            assertThat(delivery.subscription())
                    .isEqualTo(subscription.path("id").asText());
            assertThat(delivery.ids()).hasSizeGreaterThanOrEqualTo(PAST).startsWith("1-0-0", "2-0-0");
            X509Certificate signer = Identities.readX509Certificate(
                    new StringReader(subscription.path("signer").asText()));
            assertThatCode(() -> Jws.mustVerify(delivery.signature(), delivery.body(), signer.getEncoded()))
                    .doesNotThrowAnyException();
        }

        @Test
        void are_what_a_stream_tells_the_same_person() throws Exception {
            subscribed(People.CLERK, order().put("from", "0"));
            List<JsonNode> sent = receiver.delivery().events();
            try (StreamReader stream = new StreamReader(as(People.CLERK), "/api/v1/stream?from=0")) {
                for (JsonNode event : sent) {
                    assertThat(event).isEqualTo(stream.nextData());
                }
            }
        }

        @Test
        void begin_now_when_no_place_is_named_and_come_soon_after_the_write() throws Exception {
            subscribed(
                    People.CLERK,
                    order().set("types", Bodies.object().arrayNode().add("product")));
            Gtin gtin = Gtin.withCheckDigit("693000000711");
            assertWritten(putProduct(People.CLERK, Past.KNITTER, gtin, Bodies.product(), newId(), 1));
            assertThat(receiver.delivery().events())
                    .extracting(each -> each.path("subject").asText())
                    .containsExactly("product/" + gtin.value());
        }

        @Test
        void begin_after_the_place_that_is_named() throws Exception {
            subscribed(People.CLERK, order().put("from", "5-0-0"));
            assertThat(receiver.delivery().ids()).startsWith("6-0-0");
        }

        @Test
        void are_of_one_enterprise_when_that_is_asked() throws Exception {
            subscribed(People.CLERK, order().put("from", "0").put("subject", Past.KNITTER));
            assertThat(receiver.delivery().events())
                    .hasSizeGreaterThanOrEqualTo(PAST)
                    .allMatch(each -> each.path("data").path("uscc").asText().equals(Past.KNITTER));
        }
    }

    @Nested
    class Receivers {

        @ParameterizedTest
        @ValueSource(ints = {500, 503, 404, 302, 400})
        void that_do_not_take_a_batch_are_sent_it_again_without_loss(int status) throws Exception {
            receiver.next(status);
            receiver.next(status);
            subscribed(People.OFFICER, order().put("from", "0"));
            Delivery first = receiver.delivery();
            assertThat(receiver.delivery().ids()).startsWith(first.ids().toArray(String[]::new));
            assertThat(receiver.delivery().ids()).startsWith(first.ids().toArray(String[]::new));
            assertThat(receiver.delivery(500).map(Delivery::ids).orElse(List.of()))
                    .as("then it is taken, and what follows is what comes next")
                    .doesNotContainAnyElementsOf(first.ids());
        }

        @Test
        void that_send_elsewhere_are_not_followed() throws Exception {
            try (Receiver other = new Receiver()) {
                receiver.next(exchange -> {
                    exchange.getResponseHeaders().add("Location", other.url());
                    exchange.sendResponseHeaders(307, -1);
                });
                subscribed(People.OFFICER, order().put("from", "0"));
                receiver.delivery();
                receiver.delivery();
                assertThat(other.isSilent(200)).isTrue();
            }
        }

        @Test
        void that_break_off_are_sent_it_again() throws Exception {
            receiver.next(exchange -> exchange.close());
            subscribed(People.OFFICER, order().put("from", "0"));
            List<String> first = receiver.delivery().ids();
            assertThat(receiver.delivery().ids()).startsWith(first.toArray(String[]::new));
        }

        @Test
        void that_talk_without_end_are_not_listened_to() throws Exception {
            receiver.next(exchange -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] noise = new byte[1 << 16];
                for (int i = 0; i < 10_000; i++) {
                    exchange.getResponseBody().write(noise);
                }
            });
            String id = subscribed(People.OFFICER, order().put("from", "0"))
                    .path("id")
                    .asText();
            receiver.delivery();
            awaitProgress(People.OFFICER, id);
        }

        @Test
        void are_seen_to_fail_by_who_subscribed() throws Exception {
            for (int i = 0; i < 30; i++) {
                receiver.next(500);
            }
            subscribed(People.OFFICER, order().put("from", "0"));
            receiver.delivery();
            receiver.delivery();
            Until.holds("failures are counted", () -> failures() >= 1);
            JsonNode failing = as(People.OFFICER)
                    .get(SUBSCRIPTIONS)
                    .json()
                    .path("subscriptions")
                    .path(0);
            assertThat(failing.path("nextAttempt").asText()).endsWith("Z");
            assertThat(failing.path("position").asText()).isEqualTo("0");
        }

        private int failures() {
            try {
                return as(People.OFFICER)
                        .get(SUBSCRIPTIONS)
                        .json()
                        .path("subscriptions")
                        .path(0)
                        .path("failures")
                        .asInt();
            } catch (java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class Ending {

        @Test
        void stops_what_is_sent() throws Exception {
            String id = subscribed(People.OFFICER, order()).path("id").asText();
            assertThat(end(People.OFFICER, id).status()).isEqualTo(204);
            Gtin gtin = Gtin.withCheckDigit("693000000712");
            assertWritten(putProduct(People.CLERK, Past.KNITTER, gtin, Bodies.product(), newId(), 1));
            assertThat(receiver.isSilent(800)).isTrue();
            assertThat(end(People.OFFICER, id).code()).isEqualTo("NOT_FOUND");
        }
    }

    @Nested
    class Owners {

        @Test
        void see_and_end_their_own_only() throws Exception {
            String id = subscribed(People.OFFICER, order()).path("id").asText();
            for (People other : List.of(People.CLERK, People.AUDITOR, People.REVIEWER)) {
                assertThat(own(other)).isEmpty();
                assertThat(end(other, id).code()).isEqualTo("NOT_FOUND");
            }
            assertThat(own(People.OFFICER)).containsExactly(id);
        }

        @Test
        void who_give_the_same_order_twice_have_one_subscription() throws Exception {
            Answer first = subscribe(People.OFFICER, order());
            Answer second = subscribe(People.OFFICER, order());
            assertThat(first.status()).isEqualTo(201);
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
            assertThat(first.header("Location"))
                    .endsWith(SUBSCRIPTIONS + "/" + first.json().path("id").asText());
            assertThat(subscribe(People.AUDITOR, order()).status()).isEqualTo(201);
        }

        @Test
        void have_no_more_than_a_number_of_them() throws Exception {
            for (int i = 0; i < 20; i++) {
                assertThat(subscribe(People.OFFICER, order().put("from", "0").put("url", "http://localhost:1/" + i))
                                .status())
                        .isEqualTo(201);
            }
            assertThat(subscribe(People.OFFICER, order()).code()).isEqualTo("TOO_MANY_REQUESTS");
            subscribed(People.AUDITOR, order());
        }

        @ParameterizedTest
        @EnumSource(
                value = People.class,
                names = {"CLERK", "OFFICER", "REVIEWER", "AUDITOR"})
        void who_are_given_restricted_parts_by_a_read_are_sent_them(People person) throws Exception {
            subscribed(person, order().put("from", "0"));
            assertThat(receiver.delivery().events().toString()).contains(Past.ADDRESS, Past.GROUNDS);
        }

        @Test
        void who_are_not_are_not() throws Exception {
            subscribed(People.OTHER_CLERK, order().put("from", "0").put("subject", Past.KNITTER));
            assertThat(receiver.delivery().events().toString())
                    .contains(Past.KNITTER)
                    .doesNotContain(Past.ADDRESS)
                    .doesNotContain(Past.NEW_ADDRESS)
                    .doesNotContain(Past.TURNOVER)
                    .doesNotContain(Past.GROUNDS)
                    .doesNotContain("salts");
        }
    }

    @Nested
    class Orders {

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "{}; FIELD_MISSING; url",
                    "[]; MALFORMED; ''",
                    "{\"url\":1}; MALFORMED; url",
                    "{\"url\":\"ftp://localhost/\"}; VALUE_INVALID; url",
                    "{\"url\":\"http://nowhere.invalid/\"}; VALUE_INVALID; url",
                    "{\"url\":\"http://192.0.2.1/\"}; VALUE_INVALID; url",
                    "{\"url\":\"http://localhost:1/\",\"types\":[\"person\"]}; VALUE_INVALID; types",
                    "{\"url\":\"http://localhost:1/\",\"types\":[]}; VALUE_INVALID; types",
                    "{\"url\":\"http://localhost:1/\",\"subject\":\"x\"}; USCC_INVALID; subject",
                    "{\"url\":\"http://localhost:1/\",\"from\":\"x\"}; VALUE_INVALID; from",
                    "{\"url\":\"http://localhost:1/\",\"colour\":\"x\"}; FIELD_UNKNOWN; ''"
                })
        void that_say_nothing_are_refused(String body, String code, String field) throws Exception {
            Answer answer = as(People.OFFICER).post(SUBSCRIPTIONS, body);
            assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(field);
            assertThat(own(People.OFFICER)).isEmpty();
        }
    }

    private ObjectNode order() {
        return Bodies.object().put("url", receiver.url());
    }

    private Answer subscribe(People person, JsonNode order) throws Exception {
        return as(person).post(SUBSCRIPTIONS, order.toString());
    }

    private JsonNode subscribed(People person, JsonNode order) throws Exception {
        Answer answer = subscribe(person, order);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private List<String> own(People person) throws Exception {
        return as(person).get(SUBSCRIPTIONS).json().path("subscriptions").findValuesAsText("id");
    }

    private Answer end(People person, String id) throws Exception {
        return as(person).send("DELETE", SUBSCRIPTIONS + "/" + id, null);
    }

    private void awaitProgress(People person, String id) throws Exception {
        Until.holds("the place moves on", () -> {
            try {
                for (JsonNode each : as(person).get(SUBSCRIPTIONS).json().path("subscriptions")) {
                    if (each.path("id").asText().equals(id)) {
                        return !each.path("position").asText().equals("0");
                    }
                }
                return false;
            } catch (java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
