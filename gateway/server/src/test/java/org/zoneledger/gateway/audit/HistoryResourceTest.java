package org.zoneledger.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class HistoryResourceTest extends RunningGateway {

    @Test
    void every_version_names_who_wrote_it_on_what_ground_and_who_endorsed() throws Exception {
        JsonNode history = history("filing/" + Past.KNITTER);
        assertThat(history.path("count").asInt()).isEqualTo(4);
        assertThat(history.path("versions").findValuesAsText("transaction"))
                .containsExactly("filing:submit", "filing:decide", "filing:decide", "filing:decide");
        JsonNode submitted = history.path("versions").path(0);
        assertThat(submitted.path("by").path("role").asText()).isEqualTo("CLERK");
        assertThat(submitted.path("by").path("uscc").asText()).isEqualTo(Past.KNITTER);
        assertThat(submitted.path("by").path("certificate").asText())
                .isEqualTo(People.CLERK.credential().sha256());
        assertThat(submitted.path("endorsers")).hasSize(3);
        JsonNode verified = history.path("versions").path(1);
        assertThat(verified.path("by").path("msp").asText()).isEqualTo("MarketMSP");
        assertThat(verified.path("legalBasis").asText()).isEqualTo("order 7");
    }

    @Test
    void every_version_names_the_fields_that_changed() throws Exception {
        JsonNode versions = history("filing/" + Past.KNITTER).path("versions");
        assertThat(versions.path(1).path("changes"))
                .extracting(JsonNode::asText)
                .containsExactly("decision", "status", "version");
    }

    @Test
    void the_auditor_sees_the_restricted_part_of_each_version() throws Exception {
        JsonNode versions = history("assertion/tax/" + Past.KNITTER).path("versions");
        assertThat(versions.path(0).path("record").has("grounds")).isFalse();
        assertThat(versions.path(1).path("record").path("grounds").asText()).isEqualTo(Past.GROUNDS);
    }

    @Test
    void a_page_has_the_history_of_its_head() throws Exception {
        JsonNode history = history("pagehead/capture-1");
        assertThat(history.path("count").asInt()).isEqualTo(1);
        assertThat(history.path("versions").path(0).path("record").path("count").asInt())
                .isEqualTo(3);
    }

    @Test
    void a_finished_history_is_sent_once_and_ends_with_the_next_version() throws Exception {
        Gtin gtin = Gtin.withCheckDigit("693000000188");
        String path = "/api/v1/history/product/" + gtin.value();
        assertWritten(putProduct(People.CLERK, Past.KNITTER, gtin, Bodies.product(), newId(), 1));
        Until.holds("the first version is told", () -> count(path) == 1);
        String tag = as(People.AUDITOR).get(path).header("ETag");
        assertThat(as(People.AUDITOR).get(path, "If-None-Match", tag).status()).isEqualTo(304);
        ObjectNode anew = Bodies.product().put("brand", "anew");
        putProduct(People.CLERK, Past.KNITTER, gtin, anew, newId(), 2, "If-Match", "\"1\"");
        Until.holds("the second version is told", () -> count(path) == 2);
        assertThat(as(People.AUDITOR).get(path, "If-None-Match", tag).status()).isEqualTo(200);
    }

    private int count(String path) {
        try {
            return as(People.AUDITOR).get(path).json().path("count").asInt();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filing/91330402MA2B00019E",
                "product/1",
                "assertion/tax",
                "detail/tax/1",
                "access/1",
                "erasure/1"
            })
    void a_key_that_never_was_has_no_history(String key) throws Exception {
        Answer answer = as(People.AUDITOR).get("/api/v1/history/" + key);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page/capture-1", "filing", "x", "note/1", "person/1", "/filing/", "FILING/1"})
    void a_key_of_no_record_type_is_refused(String key) throws Exception {
        Answer answer = as(People.AUDITOR).get("/api/v1/history/" + key);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("VALUE_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("recordKey");
    }

    private JsonNode history(String key) throws Exception {
        Answer answer = as(People.AUDITOR).get("/api/v1/history/" + key);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }
}
