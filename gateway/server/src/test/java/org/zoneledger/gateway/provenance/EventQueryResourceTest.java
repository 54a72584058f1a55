package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(answer.header("GS1-EPCIS-Version")).isEqualTo("2.0.0");
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
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("FIELD_UNKNOWN");
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

    private static JsonNode events(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().at("/epcisBody/queryResults/resultsBody/eventList");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
