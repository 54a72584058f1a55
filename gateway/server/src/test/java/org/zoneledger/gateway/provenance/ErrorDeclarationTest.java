package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ErrorDeclarationTest extends RunningGateway {

    private static final String ITEMS = "/01/" + Past.SWEATER + "/21/";

    @Test
    void a_shipment_declared_wrong_stays_on_the_page_and_counts_for_nothing() throws Exception {
        ObjectNode sent = Past.shipment("E001").put("eventID", "urn:uuid:e001-sent");
        ObjectNode instead = Past.shipment("E001")
                .put("eventID", "urn:uuid:e001-instead")
                .put("eventTime", "2026-01-17T08:00:00+08:00")
                .put("bizStep", "storing");
        captured(Past.commissioning("E001"), sent);
        assertThat(trace("E001").at("/nodes/0/gaps/0/missing").asText()).isEqualTo("shippedNotReceived");
        captured(instead, declaration(sent, "urn:uuid:e001-instead"));

        JsonNode journey = passport("E001").path("journey");
        assertThat(journey.findValuesAsText("eventID"))
                .filteredOn(id -> id.contains("e001"))
                .containsExactly("urn:uuid:e001-sent", "urn:uuid:e001-instead");
        JsonNode declared = step(journey, "urn:uuid:e001-sent").path("errorDeclaration");
        assertThat(declared.path("declarationTime").asText()).isEqualTo("2026-01-18T00:00:00Z");
        assertThat(declared.path("reason").asText()).isEqualTo("incorrect_data");
        assertThat(declared.at("/correctiveEventIDs/0").asText()).isEqualTo("urn:uuid:e001-instead");
        assertThat(step(journey, "urn:uuid:e001-instead").has("errorDeclaration"))
                .isFalse();
        assertThat(page("E001"))
                .contains("<s>Shipped</s>", "Declared wrong on 18 January 2026")
                .doesNotContain("No later record says where it arrived");
        assertThat(trace("E001").at("/nodes/0/gaps")).isEmpty();
        assertThat(trace("E001").at("/nodes/0/last/event/bizStep").asText()).isEqualTo("storing");
    }

    @Test
    void a_failed_inspection_declared_wrong_is_held_against_nothing() throws Exception {
        ObjectNode failed = inspection("E002", "non_conformant").put("eventID", "urn:uuid:e002-failed");
        captured(Past.commissioning("E002"), failed);
        assertThat(passport("E002").path("state").asText()).isEqualTo("non_conformant");
        captured(declaration(failed));
        assertThat(passport("E002").path("state").asText()).isEqualTo("fine");
    }

    @Test
    void an_item_whose_making_was_declared_wrong_is_not_known_and_the_page_shows_why() throws Exception {
        ObjectNode made = Past.commissioning("E003").put("eventID", "urn:uuid:e003-made");
        captured(made);
        assertThat(passport("E003").path("level").asText()).isEqualTo("item");
        captured(declaration(made));
        JsonNode passport = passport("E003");
        assertThat(passport.path("level").asText()).isEqualTo("product");
        assertThat(passport.path("askedLevel").asText()).isEqualTo("item");
        assertThat(passport.path("journey")).hasSize(1);
        assertThat(passport.at("/journey/0").has("errorDeclaration")).isTrue();
        assertThat(page("E003")).contains("Nothing is known of this serial number", "Declared wrong on");
    }

    @Test
    void what_declares_and_what_was_declared_are_both_found_by_queries() throws Exception {
        ObjectNode sent = Past.shipment("E004").put("eventID", "urn:uuid:e004-sent");
        captured(Past.commissioning("E004"), sent, declaration(sent, "urn:uuid:e004-instead"));
        String epc = URLEncoder.encode("https://id.gs1.org" + ITEMS + "E004", StandardCharsets.UTF_8);
        assertThat(events("/epcs/" + epc + "/events")).hasSize(3);
        for (String asked : List.of(
                "EXISTS_errorDeclaration=true",
                "EQ_errorReason=incorrect_data",
                "EQ_correctiveEventID=urn:uuid:e004-instead",
                "GE_errorDeclaration_Time=2026-01-18T00:00:00Z")) {
            assertThat(events("/events?MATCH_anyEPC=" + epc + "&" + asked))
                    .as(asked)
                    .hasSize(1);
        }
        assertThat(events("/events?MATCH_anyEPC=" + epc + "&LT_errorDeclaration_Time=2026-01-18T00:00:00Z"))
                .isEmpty();
    }

    private void captured(ObjectNode... events) throws Exception {
        String id = newId();
        ObjectNode document = Past.document(events);
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
        Answer answer = post(People.CLERK, "/capture", document, id, "Zone-Signature", jws, "Zone-Salt", SALT);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    private static ObjectNode declaration(ObjectNode wrong, String... correctiveEventIDs) {
        ObjectNode declaration = wrong.deepCopy();
        ObjectNode said = declaration
                .putObject("errorDeclaration")
                .put("declarationTime", "2026-01-18T00:00:00Z")
                .put("reason", "incorrect_data");
        if (correctiveEventIDs.length > 0) {
            said.putArray("correctiveEventIDs").add(correctiveEventIDs[0]);
        }
        return declaration;
    }

    private static ObjectNode inspection(String serial, String disposition) {
        return Past.shipment(serial).put("bizStep", "inspecting").put("disposition", disposition);
    }

    private JsonNode passport(String serial) throws IOException, InterruptedException {
        return as(People.NOBODY)
                .get(ITEMS + serial, "Accept", "application/json")
                .json();
    }

    private String page(String serial) throws IOException, InterruptedException {
        return as(People.NOBODY)
                .get(ITEMS + serial + "?lang=en", "Accept", "text/html")
                .body();
    }

    private JsonNode trace(String serial) throws IOException, InterruptedException {
        String epc = URLEncoder.encode("https://id.gs1.org" + ITEMS + serial, StandardCharsets.UTF_8);
        return as(People.NOBODY)
                .get("/epcs/" + epc + "/trace?direction=backward")
                .json();
    }

    private JsonNode events(String path) throws IOException, InterruptedException {
        return as(People.NOBODY).get(path).json().at("/epcisBody/queryResults/resultsBody/eventList");
    }

    private static JsonNode step(JsonNode journey, String eventID) {
        for (JsonNode step : journey) {
            if (step.path("eventID").asText().equals(eventID)) {
                return step;
            }
        }
        throw new AssertionError("no step " + eventID);
    }
}
