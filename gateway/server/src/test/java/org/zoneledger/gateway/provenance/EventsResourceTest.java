package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
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
class EventsResourceTest extends RunningGateway {

    private static final String EVENTS = path(Past.ITEM);

    @ParameterizedTest
    @EnumSource(names = {"NOBODY", "OTHER_CLERK", "GATEWAY", "STRANGER"})
    void the_public_sees_the_events_without_orders_and_quantities(People person) throws Exception {
        JsonNode events = events(as(person).get(EVENTS));
        assertThat(events).hasSize(2);
        assertThat(events.path(1).path("bizStep").asText()).isEqualTo("shipping");
        assertThat(events.path(1).path("zone:sealed"))
                .as("digests of what is not shown")
                .isNotEmpty();
        assertThat(events.toString()).doesNotContain(Past.ORDER).doesNotContain("bizTransactionList\":[");
        assertThat(as(person).get(path(Past.BATCH)).body())
                .doesNotContain("120.5")
                .doesNotContain("\"KGM\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"CLERK", "OFFICER", "REVIEWER", "AUDITOR"})
    void the_sender_and_the_agencies_see_them_whole(People person) throws Exception {
        JsonNode shipment = events(as(person).get(EVENTS)).path(1);
        assertThat(shipment.path("bizTransactionList")
                        .path(0)
                        .path("bizTransaction")
                        .asText())
                .isEqualTo(Past.ORDER);
        JsonNode transformation = events(as(person).get(path(Past.BATCH))).path(0);
        assertThat(transformation
                        .path("inputQuantityList")
                        .path(0)
                        .path("quantity")
                        .asDouble())
                .isEqualTo(120.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epc:id:sgtin:6930000.100001.A001",
                "https://id.gs1.org/01/16930000000018/21/A001",
                "https://example.com/shop/01/16930000000018/21/A001?17=261231"
            })
    void a_thing_is_found_by_every_spelling_of_its_name(String epc) throws Exception {
        assertThat(events(as(People.NOBODY).get(path(epc)))).hasSize(2);
    }

    @Test
    void the_answer_is_an_epcis_query_document() throws Exception {
        Answer answer = as(People.NOBODY).get(EVENTS);
        assertThat(answer.header("GS1-EPCIS-Version")).isEqualTo("2.0");
        assertThat(answer.json().path("type").asText()).isEqualTo("EPCISQueryDocument");
        assertThat(events(answer).path(0).path("recordTime").asText()).isNotEmpty();
        assertThat(as(People.NOBODY)
                        .get(EVENTS, "Accept", "application/ld+json")
                        .header("Content-Type"))
                .startsWith("application/ld+json");
    }

    @Test
    void the_parameters_of_a_query_narrow_them() throws Exception {
        assertThat(events(as(People.NOBODY).get(EVENTS + "?EQ_bizStep=shipping")))
                .hasSize(1);
        assertThat(as(People.NOBODY).get(EVENTS + "?EQ_nothing=1").code()).isEqualTo("PARAMETER_UNKNOWN");
    }

    @Test
    void a_thing_that_nothing_happened_to_has_no_events() throws Exception {
        Answer answer = as(People.NOBODY).get(path("https://id.gs1.org/01/16930000000018/21/NEVER"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(events(answer)).isEmpty();
    }

    @Test
    void pages_are_followed_by_their_links_to_the_end() throws Exception {
        List<JsonNode> followed = new ArrayList<>();
        String next = EVENTS + "?perPage=1";
        int pages = 0;
        while (!next.isEmpty()) {
            Answer answer = as(People.NOBODY).get(next);
            events(answer).forEach(followed::add);
            next = next(answer);
            assertThat(++pages).isLessThan(10);
        }
        List<JsonNode> whole = new ArrayList<>();
        events(as(People.NOBODY).get(EVENTS)).forEach(whole::add);
        assertThat(followed).isEqualTo(whole);
        assertThat(pages).isEqualTo(2);
    }

    @Test
    void a_last_page_that_is_full_has_no_link() throws Exception {
        assertThat(as(People.NOBODY).get(EVENTS + "?perPage=2").header("Link")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "abc", "1.5", "99999999999", "+5", "%20"})
    void a_page_has_1_to_1000_events(String perPage) throws Exception {
        Answer answer = as(People.NOBODY).get(EVENTS + "?perPage=" + perPage);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("VALUE_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("perPage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1.", ".1", "1.2", "1.2.3.4", "9999999999999999.1.1", "1.-1.1", "%00"})
    void a_token_comes_out_of_a_link(String token) throws Exception {
        Answer answer = as(People.NOBODY).get(EVENTS + "?nextPageToken=" + token);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().path("field").asText()).isEqualTo("nextPageToken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "urn:epc:id:sgtin:6930000.100001",
                "https://id.gs1.org/01/16930000000019/21/A001",
                "https://id.gs1.org/8003/123",
                "urn:uuid:0"
            })
    void a_name_of_nothing_is_refused(String epc) throws Exception {
        Answer answer = as(People.NOBODY).get(path(epc));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.code()).endsWith("_INVALID");
    }

    private static JsonNode events(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json()
                .path("epcisBody")
                .path("queryResults")
                .path("resultsBody")
                .path("eventList");
    }

    private static String next(Answer answer) {
        String link = answer.header("Link");
        if (link.isEmpty()) {
            return "";
        }
        assertThat(link).startsWith("<").endsWith(">; rel=\"next\"");
        URI uri = URI.create(link.substring(1, link.indexOf('>')));
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static String path(String epc) {
        return "/epcs/" + URLEncoder.encode(epc, StandardCharsets.UTF_8) + "/events";
    }
}
