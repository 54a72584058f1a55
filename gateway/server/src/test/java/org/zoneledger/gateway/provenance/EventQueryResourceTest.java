package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class EventQueryResourceTest extends RunningGateway {

    private static final String SHIPMENTS = "/events?EQ_bizStep=shipping&MATCH_anyEPC=" + encoded(Past.ITEM);

    @Test
    void events_are_found_by_what_they_say() throws Exception {
        Answer answer = as(People.NOBODY).get(SHIPMENTS);
        assertThat(events(answer)).hasSize(1);
        assertThat(answer.json().path("type").asText()).isEqualTo("EPCISQueryDocument");
        assertThat(answer.header("GS1-EPCIS-Version")).isEqualTo("2.0");
        assertThat(events(as(People.NOBODY).get(SHIPMENTS + "&EQ_action=DELETE")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOBODY", "GATEWAY", "STRANGER"})
    void a_filter_is_no_way_to_learn_what_is_not_shown(People person) throws Exception {
        for (String parameter : List.of("EQ_bizTransaction_po=" + encoded(Past.ORDER), "EQ_quantity=200")) {
            Answer answer = as(person).get("/events?" + parameter);
            assertThat(answer.code()).as(answer.toString()).isEqualTo("NOT_PERMITTED");
            assertThat(answer.body()).doesNotContain(Past.ORDER);
        }
    }

    @Test
    void a_filter_finds_what_the_visitor_sees_and_nothing_else() throws Exception {
        String byOrder = "/events?EQ_bizTransaction_po=" + encoded(Past.ORDER);
        for (People person : List.of(People.CLERK, People.OFFICER, People.AUDITOR)) {
            assertThat(events(as(person).get(byOrder))).isNotEmpty().allSatisfy(event -> assertThat(event.toString())
                    .contains(Past.ORDER));
        }
        assertThat(events(as(People.OTHER_CLERK).get(byOrder))).isEmpty();
    }

    @Test
    void what_is_not_understood_is_refused_by_its_name() throws Exception {
        Answer answer = as(People.NOBODY).get("/events?EQ_nothing=1");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("PARAMETER_UNKNOWN");
        assertThat(answer.json().path("field").asText()).isEqualTo("EQ_nothing");
    }

    @Test
    void an_event_id_that_nobody_gave_is_not_found() throws Exception {
        assertThat(as(People.NOBODY).get("/events/" + encoded("urn:uuid:none")).code())
                .isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/eventTypes", "/bizSteps", "/epcs", "/dispositions", "/readPoints", "/bizLocations"})
    void dimensions_are_collections(String path) throws Exception {
        Answer answer = as(People.NOBODY).get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("type").asText()).isEqualTo("Collection");
        assertThat(answer.json().path("member").isArray()).isTrue();
    }

    @Test
    void collections_are_followed_by_their_links_to_the_end() throws Exception {
        List<String> followed = new ArrayList<>();
        String next = "/eventTypes?perPage=1";
        while (!next.isEmpty()) {
            Answer answer = as(People.NOBODY).get(next);
            answer.json().path("member").forEach(each -> followed.add(each.asText()));
            String link = answer.header("Link");
            next = link.isEmpty() ? "" : link.substring(link.indexOf("/eventTypes"), link.indexOf('>'));
        }
        assertThat(followed).contains("ObjectEvent", "TransformationEvent").doesNotHaveDuplicates();
    }

    @Test
    void a_dimension_leads_to_its_events() throws Exception {
        assertThat(events(as(People.NOBODY).get("/bizSteps/shipping/events?MATCH_anyEPC=" + encoded(Past.ITEM))))
                .hasSize(1);
        assertThat(events(as(People.NOBODY).get("/eventTypes/TransformationEvent/events")))
                .isNotEmpty();
    }

    @Nested
    class Capture {

        @Test
        void of_one_event_gives_it_and_says_where_it_is() throws Exception {
            ObjectNode event = Past.commissioning("E001").put("eventID", "urn:uuid:e001");
            Answer answer = capture(event);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            assertThat(answer.json().path("eventID").asText()).isEqualTo("urn:uuid:e001");
            assertThat(answer.header("GS1-EPC-Format")).isEqualTo("Always_GS1_Digital_Link");
            String path = answer.header("Location").replaceFirst("https://[^/]+", "");
            JsonNode found = as(People.NOBODY).get(path).json();
            assertThat(found.path("epcList")).isEqualTo(event.path("epcList"));
        }

        @Test
        void sent_twice_is_written_once() throws Exception {
            String id = newId();
            ObjectNode event = Past.commissioning("E002").put("eventID", "urn:uuid:e002");
            assertThat(capture(id, event).status()).isEqualTo(201);
            Answer again = capture(id, event);
            assertThat(again.status()).as(again.toString()).isEqualTo(200);
            assertThat(events(as(People.NOBODY).get("/events?EQ_eventID=urn:uuid:e002")))
                    .hasSize(1);
        }

        @Test
        void shows_the_sender_what_is_restricted_and_nobody_else() throws Exception {
            ObjectNode event = Past.shipment("E003").put("eventID", "urn:uuid:e003");
            Answer answer = capture(event);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            assertThat(answer.body()).contains(Past.ORDER);
            assertThat(as(People.NOBODY).get("/events/urn:uuid:e003").body())
                    .contains("urn:uuid:e003")
                    .doesNotContain(Past.ORDER);
        }

        @Test
        void needs_a_name_for_the_event() throws Exception {
            Answer answer = capture(Past.commissioning("E004"));
            assertThat(answer.code()).isEqualTo("FIELD_MISSING");
            assertThat(answer.json().path("field").asText()).isEqualTo("eventID");
        }

        @Test
        void refuses_a_flaw_by_the_field_of_the_event() throws Exception {
            Answer answer = capture(
                    Past.commissioning("E005").put("eventID", "urn:uuid:e005").put("eventTime", "yesterday"));
            assertThat(answer.code()).isEqualTo("TIME_INVALID");
            assertThat(answer.json().path("field").asText()).isEqualTo("eventTime");
            assertThat(as(People.NOBODY).get("/events/urn:uuid:e005").status()).isEqualTo(404);
        }

        @Test
        void takes_no_document_and_no_list() throws Exception {
            for (String body :
                    List.of("[]", "7", Past.document().put("eventID", "x").toString())) {
                Answer answer = post(People.CLERK, "/events", body, newId(), "Zone-Signature", "a..b");
                assertThat(answer.status()).as(answer.toString()).isBetween(400, 422);
                assertThat(answer.code()).isNotEmpty();
            }
        }
    }

    @Nested
    class Errors {

        @Test
        void and_lasting_states_are_found_by_what_is_declared() throws Exception {
            ObjectNode wrong = Past.commissioning("E010").put("eventID", "urn:uuid:e010");
            wrong.putObject("persistentDisposition").putArray("set").add("completeness_verified");
            ObjectNode declared = wrong.deepCopy();
            declared.putObject("errorDeclaration")
                    .put("declarationTime", "2026-01-20T08:00:00Z")
                    .put("reason", "incorrect_data")
                    .putArray("correctiveEventIDs")
                    .add("urn:uuid:e011");
            assertThat(capture(wrong).status()).isEqualTo(201);
            assertThat(capture(declared).status()).isEqualTo(201);
            String item = "/events?MATCH_epc=urn:epc:id:sgtin:6930000.100001.E010&";
            for (String holds : List.of(
                    "EXISTS_errorDeclaration=true",
                    "EQ_errorReason=incorrect_data",
                    "EQ_correctiveEventID=urn:uuid:e011",
                    "GE_errorDeclaration_Time=2026-01-20T08:00:00Z",
                    "LT_errorDeclarationTime=2026-01-20T08:00:01Z")) {
                assertThat(events(as(People.NOBODY).get(item + holds)))
                        .as(holds)
                        .hasSize(1)
                        .allSatisfy(event ->
                                assertThat(event.has("errorDeclaration")).isTrue());
            }
            for (String fails : List.of(
                    "EQ_errorReason=did_not_occur",
                    "EQ_correctiveEventID=urn:uuid:e012",
                    "LT_errorDeclaration_Time=2026-01-20T08:00:00Z",
                    "EQ_persistentDisposition_unset=completeness_verified",
                    "EQ_persistentDisposition_set=completeness_inferred")) {
                assertThat(events(as(People.NOBODY).get(item + fails)))
                        .as(fails)
                        .isEmpty();
            }
            assertThat(events(as(People.NOBODY)
                            .get(item + "EQ_persistentDisposition_set=urn:epcglobal:cbv:disp:completeness_verified")))
                    .hasSize(2);
        }
    }

    private Answer capture(ObjectNode event) throws Exception {
        return capture(newId(), event);
    }

    private Answer capture(String id, ObjectNode event) throws Exception {
        ObjectNode document = Past.document(event);
        String jws;
        try {
            jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
        } catch (RefusalException unreadable) {
            jws = "a..b";
        }
        return post(People.CLERK, "/events", event, id, "Zone-Salt", SALT, "Zone-Signature", jws);
    }

    private static JsonNode events(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().at("/epcisBody/queryResults/resultsBody/eventList");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
