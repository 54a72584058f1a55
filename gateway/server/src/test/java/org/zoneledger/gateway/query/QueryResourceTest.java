package org.zoneledger.gateway.query;

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
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.stream.Receiver;
import org.zoneledger.gateway.stream.Receiver.Delivery;
import org.zoneledger.gateway.stream.StreamReader;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class QueryResourceTest extends RunningGateway {

    private static final List<People> KEEPERS =
            List.of(People.CLERK, People.OTHER_CLERK, People.OFFICER, People.AUDITOR, People.REVIEWER);

    private Receiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void nobody_keeps_a_query_any_more() throws Exception {
        for (People person : KEEPERS) {
            for (JsonNode query : as(person).get("/queries").json()) {
                assertThat(end(person, "/queries/" + query.path("name").asText())
                                .status())
                        .isEqualTo(204);
            }
        }
        receiver.close();
    }

    @Nested
    class Named {

        @Test
        void are_kept_given_back_and_ended() throws Exception {
            Answer kept = keep(People.CLERK, "shipments", "{\"EQ_bizStep\":[\"shipping\",\"receiving\"]}");
            assertThat(kept.status()).as(kept.toString()).isEqualTo(201);
            assertThat(kept.header("Location")).endsWith("/queries/shipments");
            JsonNode query = as(People.CLERK).get("/queries/shipments").json();
            assertThat(query.path("name").asText()).isEqualTo("shipments");
            assertThat(query.at("/query/EQ_bizStep/1").asText()).isEqualTo("receiving");
            assertThat(as(People.CLERK).get("/queries").json()).containsExactly(query);
            assertThat(end(People.CLERK, "/queries/shipments").status()).isEqualTo(204);
            assertThat(as(People.CLERK).get("/queries/shipments").code()).isEqualTo("NOT_FOUND");
        }

        @Test
        void are_each_persons_own() throws Exception {
            keep(People.CLERK, "mine", "{\"EQ_action\":\"ADD\"}");
            assertThat(as(People.OTHER_CLERK).get("/queries/mine").code()).isEqualTo("NOT_FOUND");
            assertThat(end(People.OTHER_CLERK, "/queries/mine").code()).isEqualTo("NOT_FOUND");
            assertThat(keep(People.OTHER_CLERK, "mine", "{\"EQ_action\":\"DELETE\"}")
                            .status())
                    .as("a name of one person is free for another")
                    .isEqualTo(201);
        }

        @Test
        void under_one_name_are_one_query() throws Exception {
            keep(People.CLERK, "twice", "{\"EQ_action\":\"ADD\"}");
            assertThat(keep(People.CLERK, "twice", "{\"EQ_action\":\"ADD\"}").status())
                    .isEqualTo(200);
            Answer other = keep(People.CLERK, "twice", "{\"EQ_action\":\"DELETE\"}");
            assertThat(other.status()).isEqualTo(409);
            assertThat(other.code()).isEqualTo("ID_REUSED");
        }

        @Test
        void find_what_their_keeper_sees() throws Exception {
            String query = "{\"MATCH_anyEPC\":[\"" + Past.ITEM + "\"],\"EQ_bizStep\":\"shipping\"}";
            for (People person : List.of(People.CLERK, People.OTHER_CLERK)) {
                keep(person, "item", query);
                Answer answer = as(person).get("/queries/item/events");
                assertThat(answer.json().at("/epcisBody/queryResults/queryName").asText())
                        .as(answer.toString())
                        .isEqualTo("item");
                assertThat(events(answer.json())).hasSize(1);
                assertThat(answer.body().contains(Past.ORDER)).isEqualTo(person == People.CLERK);
            }
        }

        @Test
        void are_followed_page_by_page() throws Exception {
            keep(People.AUDITOR, "all", "{\"MATCH_anyEPC\":[\"" + Past.ITEM + "\"]}");
            Answer first = as(People.AUDITOR).get("/queries/all/events?perPage=1");
            assertThat(events(first.json())).hasSize(1);
            String link = first.header("Link");
            Answer second = as(People.AUDITOR).get(link.substring(link.indexOf("/queries"), link.indexOf('>')));
            assertThat(events(second.json())).hasSize(1).isNotEqualTo(events(first.json()));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "{'name':'q','query':{'EQ_nothing':'1'}}; PARAMETER_UNKNOWN; EQ_nothing",
                    "{'name':'q','query':{'perPage':7}}; PARAMETER_UNKNOWN; perPage",
                    "{'name':'q','query':{'EQ_action':{}}}; VALUE_INVALID; query",
                    "{'name':'q','query':{'EQ_action':[null]}}; VALUE_INVALID; query",
                    "{'name':'q','query':{'GE_eventTime':'now'}}; TIME_INVALID; GE_eventTime",
                    "{'name':'q','query':[]}; MALFORMED; query",
                    "{'name':'q'}; FIELD_MISSING; query",
                    "{'name':'../q','query':{}}; VALUE_INVALID; name",
                    "{'name':'..','query':{}}; VALUE_INVALID; name",
                    "{'name':'SimpleEventQuery','query':{}}; VALUE_INVALID; name",
                    "{'name':'q','query':{},'x':1}; FIELD_UNKNOWN; ''"
                })
        void that_could_not_be_answered_are_refused(String body, String code, String field) throws Exception {
            Answer answer =
                    as(People.CLERK).post("/queries", body.replace('\'', '"').replace("\"\"", ""));
            assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(field);
        }
    }

    @Nested
    class Subscriptions {

        @Test
        void are_given_back_without_the_secret_and_ended() throws Exception {
            keep(People.OFFICER, "additions", "{\"EQ_action\":\"ADD\"}");
            Answer answer = subscribe(
                    People.OFFICER,
                    "additions",
                    order().put("signatureToken", "hush")
                            .put("reportIfEmpty", true)
                            .set("schedule", Bodies.object().put("hour", "1").put("minute", "5")));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            String path = answer.header("Location").replaceFirst("https://[^/]+", "");
            JsonNode subscription = as(People.OFFICER).get(path).json();
            assertThat(subscription).isEqualTo(answer.json());
            assertThat(subscription.path("queryName").asText()).isEqualTo("additions");
            assertThat(subscription.path("dest").asText()).isEqualTo(receiver.url());
            assertThat(subscription.at("/schedule/hour").asText()).isEqualTo("1");
            assertThat(subscription.path("reportIfEmpty").asBoolean()).isTrue();
            assertThat(subscription.path("next").asText()).contains("T01:05:00");
            assertThat(answer.body()).doesNotContain("hush");
            String all = "/queries/additions/subscriptions";
            assertThat(as(People.OFFICER).get(all).json()).containsExactly(subscription);
            assertThat(as(People.REVIEWER).get(path).code()).isEqualTo("NOT_FOUND");
            assertThat(end(People.OFFICER, path).status()).isEqualTo(204);
            assertThat(as(People.OFFICER).get(all).json()).isEmpty();
        }

        @Test
        void send_new_events_to_each_as_it_may_see_them_under_the_gateways_signature() throws Exception {
            JsonNode subscription = null;
            for (People person : List.of(People.CLERK, People.OTHER_CLERK)) {
                keep(person, "shipped", "{\"MATCH_epc\":[\"urn:epc:id:sgtin:6930000.100001.Q001\"]}");
                Answer answer = subscribe(person, "shipped", order().put("stream", true));
                assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
                subscription = person == People.CLERK ? answer.json() : subscription;
            }
            captured("Q001");
            String own = subscription.path("subscriptionID").asText();
            for (int i = 0; i < 2; i++) {
                Delivery delivery = receiver.delivery();
                String text = delivery.document().toString();
                assertThat(events(delivery.document())).hasSize(1);
                assertThat(text.contains(Past.ORDER))
                        .as(text)
                        .isEqualTo(delivery.subscription().equals(own));
                X509Certificate signer = Identities.readX509Certificate(
                        new StringReader(subscription.path("signer").asText()));
                assertThatCode(() -> Jws.mustVerify(delivery.signature(), delivery.body(), signer.getEncoded()))
                        .doesNotThrowAnyException();
            }
        }

        @Test
        void wait_for_restricted_fields_that_are_still_on_their_way() throws Exception {
            keep(People.OFFICER, "ordered", "{\"EQ_bizTransaction_po\":[\"" + Past.ORDER + "\"]}");
            subscribe(People.OFFICER, "ordered", order().put("stream", true));
            peer().withholdRestricted(true);
            try {
                captured("Q002");
                assertThat(receiver.isSilent(1000)).isTrue();
            } finally {
                peer().withholdRestricted(false);
            }
            assertThat(receiver.delivery().document().toString())
                    .contains("/21/Q002")
                    .contains(Past.ORDER);
        }

        @Test
        void begin_with_what_was_recorded_from_a_time_on() throws Exception {
            keep(People.OFFICER, "past", "{\"MATCH_anyEPC\":[\"" + Past.ITEM + "\"]}");
            subscribe(
                    People.OFFICER,
                    "past",
                    order().put("stream", true).put("initialRecordTime", "2020-01-01T00:00:00+08:00"));
            assertThat(events(receiver.delivery().document())).hasSize(2);
        }

        @Test
        void end_with_their_query() throws Exception {
            keep(People.OFFICER, "short", "{\"EQ_action\":\"ADD\"}");
            Answer answer = subscribe(People.OFFICER, "short", order().put("stream", true));
            end(People.OFFICER, "/queries/short");
            keep(People.OFFICER, "short", "{\"EQ_action\":\"ADD\"}");
            String path = answer.header("Location").replaceFirst("https://[^/]+", "");
            assertThat(as(People.OFFICER).get(path).code()).isEqualTo("NOT_FOUND");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "{'stream':true}; FIELD_MISSING; dest",
                    "{'dest':'ftp://party.example/','stream':true}; VALUE_INVALID; dest",
                    "{'dest':'https://nowhere.invalid/','stream':true}; VALUE_INVALID; dest",
                    "{'dest':'http://localhost:1/'}; VALUE_INVALID; schedule",
                    "{'dest':'http://localhost:1/','stream':false}; VALUE_INVALID; schedule",
                    "{'dest':'http://localhost:1/','stream':true,'schedule':{'hour':'1'}}; VALUE_INVALID; schedule",
                    "{'dest':'http://localhost:1/','schedule':{'hour':'25'}}; VALUE_INVALID; schedule.hour",
                    "{'dest':'http://localhost:1/','stream':'yes'}; VALUE_INVALID; stream",
                    "{'dest':'http://localhost:1/','stream':true,'reportIfEmpty':true}; VALUE_INVALID; reportIfEmpty",
                    "{'dest':'http://localhost:1/','stream':true,'initialRecordTime':'now'}; TIME_INVALID; initialRecordTime"
                })
        void that_would_never_be_told_are_refused(String body, String code, String field) throws Exception {
            keep(People.CLERK, "q", "{\"EQ_action\":\"ADD\"}");
            Answer answer = as(People.CLERK).post("/queries/q/subscriptions", body.replace('\'', '"'));
            assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).isEqualTo(field);
        }

        @Test
        void are_not_made_to_a_query_that_orders_its_events_or_to_none() throws Exception {
            keep(People.CLERK, "ordering", "{\"orderBy\":\"eventTime\"}");
            assertThat(subscribe(People.CLERK, "ordering", order().put("stream", true))
                            .code())
                    .isEqualTo("WRONG_STATE");
            assertThat(as(People.CLERK).get("/queries/ordering/stream").code()).isEqualTo("WRONG_STATE");
            assertThat(subscribe(People.CLERK, "none", order().put("stream", true))
                            .code())
                    .isEqualTo("NOT_FOUND");
        }
    }

    @Nested
    class Streams {

        @Test
        void tell_events_as_they_come_and_go_on_after_the_last_one() throws Exception {
            keep(People.OFFICER, "live", "{\"MATCH_epc\":[\"urn:epc:id:sgtin:6930000.100001.Q003\"]}");
            String last;
            try (StreamReader stream = new StreamReader(as(People.OFFICER), "/queries/live/stream")) {
                captured("Q003");
                StreamReader.Message message = stream.next();
                last = message.id();
                JsonNode document = message.data().orElseThrow();
                assertThat(document.path("type").asText()).isEqualTo("EPCISQueryDocument");
                assertThat(events(document)).hasSize(1);
                assertThat(document.toString()).contains("/21/Q003");
            }
            captured("Q003");
            try (StreamReader stream =
                    new StreamReader(as(People.OFFICER), "/queries/live/stream", "Last-Event-ID", last)) {
                assertThat(Long.parseLong(stream.next().id())).isGreaterThan(Long.parseLong(last));
            }
        }

        @Test
        void begin_at_a_place_of_their_own() throws Exception {
            keep(People.CLERK, "live", "{\"MATCH_anyEPC\":[\"" + Past.ITEM + "\"]}");
            assertThat(as(People.CLERK).get("/queries/live/stream?from=x").code())
                    .isEqualTo("VALUE_INVALID");
            try (StreamReader stream = new StreamReader(as(People.CLERK), "/queries/live/stream?from=0")) {
                assertThat(stream.nextData().toString()).contains("/21/A001");
                assertThat(stream.nextData().toString()).contains(Past.ORDER);
            }
        }
    }

    private Answer keep(People person, String name, String query) throws Exception {
        ObjectNode body = Bodies.object().put("name", name);
        body.set("query", CanonicalJson.read(query));
        return as(person).post("/queries", body.toString());
    }

    private ObjectNode order() {
        return Bodies.object().put("dest", receiver.url());
    }

    private Answer subscribe(People person, String name, JsonNode order) throws Exception {
        return as(person).post("/queries/" + name + "/subscriptions", order.toString());
    }

    private Answer end(People person, String path) throws Exception {
        return as(person).send("DELETE", path, null);
    }

    private void captured(String serial) throws Exception {
        String id = newId();
        ObjectNode document = Past.document(Past.shipment(serial));
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
        Answer answer = post(People.CLERK, "/capture", document, id, "Zone-Salt", SALT, "Zone-Signature", jws);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    private static JsonNode events(JsonNode document) {
        return document.at("/epcisBody/queryResults/resultsBody/eventList");
    }
}
