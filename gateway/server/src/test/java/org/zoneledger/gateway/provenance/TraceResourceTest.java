package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
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
class TraceResourceTest extends RunningGateway {

    private static final String YARN = "https://id.gs1.org/01/" + Past.YARN + "/10/YARN1";
    private static final String BACKWARD = path(Past.ITEM) + "?direction=backward";
    private static final String FORWARD = path(YARN) + "?direction=forward";

    @Inject
    TraceReader reader;

    @Test
    void a_sweater_is_led_back_to_its_yarn() throws Exception {
        JsonNode answer = found(as(People.NOBODY).get(BACKWARD));
        assertThat(epcs(answer)).containsExactly(Past.ITEM, Past.BATCH, YARN);
        assertThat(answer.path("complete").asBoolean()).isTrue();
        assertThat(answer.path("height").asLong()).isPositive();
        JsonNode yarn = answer.path("nodes").path(2);
        assertThat(yarn.path("depth").asInt()).isEqualTo(2);
        assertThat(yarn.path("level").asText()).isEqualTo("batch");
        assertThat(yarn.path("proof").asText()).as("through a batch").isEqualTo("batch");
        assertThat(yarn.at("/via/kind").asText()).isEqualTo("transformation");
        assertThat(yarn.at("/via/epc").asText()).isEqualTo(Past.BATCH);
        assertThat(yarn.at("/via/told/page").asText()).isEqualTo("capture-1");
        assertThat(yarn.at("/via/told/sender").asText()).isEqualTo(Past.KNITTER);
        assertThat(yarn.at("/via/told/event/eventTime").asText()).isNotEmpty();
    }

    @Test
    void yarn_is_followed_to_every_sweater_of_the_batch() throws Exception {
        assertThat(epcs(found(as(People.NOBODY).get(FORWARD))))
                .startsWith(YARN, Past.BATCH)
                .contains(Past.ITEM);
    }

    @Test
    void what_is_missing_is_said() throws Exception {
        JsonNode nodes = found(as(People.NOBODY).get(BACKWARD)).path("nodes");
        assertThat(nodes.at("/0/gaps/0/missing").asText()).isEqualTo("shippedNotReceived");
        assertThat(nodes.at("/0/gaps/0/told/position").asInt()).isEqualTo(1);
        assertThat(nodes.at("/0/last/event/bizStep").asText()).isEqualTo("shipping");
        assertThat(nodes.at("/2/gaps/0/missing").asText()).isEqualTo("unknownOrigin");
    }

    @ParameterizedTest
    @EnumSource(names = {"NOBODY", "OTHER_CLERK", "GATEWAY"})
    void the_public_learns_no_quantity_and_no_balance(People person) throws Exception {
        for (String path : List.of(BACKWARD, FORWARD)) {
            assertThat(as(person).get(path).body())
                    .doesNotContain("120.5")
                    .doesNotContain("KGM")
                    .doesNotContain("unexplained")
                    .doesNotContain(Past.ORDER);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLERK", "OFFICER", "AUDITOR"})
    void who_sees_the_quantities_is_told_whether_they_add_up(People person) throws Exception {
        JsonNode batch = found(as(person).get(FORWARD)).path("nodes").path(1);
        assertThat(batch.path("unexplained").isArray()).isTrue();
        assertThat(batch.path("unexplained")).isEmpty();
    }

    @Test
    void a_moment_before_the_batch_was_made_leads_nowhere() throws Exception {
        assertThat(epcs(found(as(People.NOBODY).get(BACKWARD + "&at=2026-01-15T00:00:00Z"))))
                .containsExactly(Past.ITEM);
    }

    @Test
    void pages_are_followed_by_their_links_to_the_end_also_when_the_gateway_has_forgotten() throws Exception {
        List<String> followed = new ArrayList<>();
        String next = BACKWARD + "&perPage=1";
        long height = -1;
        while (!next.isEmpty()) {
            Answer answer = as(People.NOBODY).get(next);
            JsonNode page = found(answer);
            followed.addAll(epcs(page));
            assertThat(height < 0 || height == page.path("height").asLong()).isTrue();
            height = page.path("height").asLong();
            next = next(answer);
            assertThat(page.path("cut").asText()).isEqualTo(next.isEmpty() ? "" : "more");
            reader.forget();
            assertThat(followed).hasSizeLessThan(10);
        }
        assertThat(followed).containsExactly(Past.ITEM, Past.BATCH, YARN);
    }

    @Test
    void a_thing_that_no_event_names_has_an_empty_trace() throws Exception {
        JsonNode answer = found(
                as(People.NOBODY).get(path("https://id.gs1.org/01/16930000000018/21/NEVER") + "?direction=forward"));
        assertThat(answer.path("nodes")).isEmpty();
        assertThat(answer.path("complete").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?, direction",
                "?direction=sideways, direction",
                "?direction=forward&at=yesterday, at",
                "?direction=forward&at=999999999-01-01T00:00:00Z, at",
                "?direction=forward&perPage=0, perPage",
                "?direction=forward&nextPageToken=1, nextPageToken",
                "?direction=forward&nextPageToken=999999999.1, nextPageToken",
                "?direction=forward&nextPageToken=1.99999, nextPageToken"
            })
    void what_cannot_be_asked_is_refused_by_its_name(String asked) throws Exception {
        String[] parts = asked.split(", ", -1);
        Answer answer = as(People.NOBODY).get(path(Past.ITEM) + parts[0]);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().path("field").asText()).isEqualTo(parts[1]);
    }

    private static JsonNode found(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> epcs(JsonNode answer) {
        List<String> epcs = new ArrayList<>();
        answer.path("nodes").forEach(node -> epcs.add(node.path("epc").asText()));
        return epcs;
    }

    private static String next(Answer answer) {
        String link = answer.header("Link");
        if (link.isEmpty()) {
            return "";
        }
        URI uri = URI.create(link.substring(1, link.indexOf('>')));
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static String path(String epc) {
        return "/epcs/" + URLEncoder.encode(epc, StandardCharsets.UTF_8) + "/trace";
    }
}
