package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.RunningPeer;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class RecallResourceTest extends RunningGateway {

    private static final String LOT = "YARN1";
    private static final String PAGE = "/01/" + Past.YARN + "/10/";

    @Test
    void a_recall_is_seen_by_everybody_and_at_the_code_of_its_batch_at_once_until_it_is_closed() throws Exception {
        String id = newId();
        assertWritten(open("MarketMSP", id, LOT));
        assertThat(open().toString()).contains("\"" + id + "\"");
        JsonNode passport = passport(PAGE + LOT);
        assertThat(passport.path("state").asText()).isEqualTo("recalled");
        assertThat(passport.at("/recalls/0/reason/en").asText()).isEqualTo("azo dyes above the limit");
        String page = as(People.NOBODY)
                .get(PAGE + LOT + "?lang=en", "Accept", "text/html")
                .body();
        assertThat(page).contains("azo dyes above the limit");

        assertWritten(close("MarketMSP", id));
        assertThat(open().toString()).doesNotContain("\"" + id + "\"");
        assertThat(passport(PAGE + LOT).path("recalls")).isEmpty();
        assertThat(as(People.NOBODY)
                        .get("/api/v1/recalls/" + id)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("CLOSED");
    }

    @Test
    void what_was_made_of_a_recalled_batch_is_recalled_too_and_found_forward() throws Exception {
        String id = newId();
        assertWritten(open("MarketMSP", id, LOT));
        try {
            JsonNode reached =
                    as(People.NOBODY).get("/api/v1/recalls/" + id + "/affected").json();
            List<String> epcs = reached.path("affected").findValuesAsText("epc");
            assertThat(epcs).anyMatch(epc -> epc.endsWith("/10/" + LOT));
            List<String> products = epcs.stream()
                    .filter(epc -> epc.contains("/01/" + Past.SWEATER + "/10/"))
                    .toList();
            assertThat(products).isNotEmpty();
            String path = products.get(0).substring(products.get(0).indexOf("/01/"));
            JsonNode passport = passport(path);
            assertThat(passport.path("state").asText()).isEqualTo("recalled");
            assertThat(passport.at("/recalls/0/of").isMissingNode()).isFalse();
        } finally {
            assertWritten(close("MarketMSP", id));
        }
    }

    @Test
    void what_is_declared_wrong_after_a_recall_was_opened_does_not_get_out_of_it() throws Exception {
        ObjectNode knitting = knitting("YARN-R1", "R1");
        captured(knitting);
        String id = newId();
        assertWritten(open("MarketMSP", id, "YARN-R1"));
        try {
            captured(declaredWrong(knitting));
            JsonNode passport = passport("/01/" + Past.SWEATER + "/10/R1");
            assertThat(passport.path("level").asText())
                    .as("nothing else is on record")
                    .isEqualTo("product");
            assertThat(passport.path("state").asText()).isEqualTo("recalled");
            JsonNode reached =
                    as(People.NOBODY).get("/api/v1/recalls/" + id + "/affected").json();
            assertThat(reached.path("affected").findValuesAsText("epc")).anyMatch(epc -> epc.endsWith("/10/R1"));
            captured(inspection("R1"));
            assertThat(passport("/01/" + Past.SWEATER + "/10/R1").path("state").asText())
                    .isEqualTo("recalled");
        } finally {
            assertWritten(close("MarketMSP", id));
        }
    }

    @Test
    void what_was_declared_wrong_before_is_not_called_back() throws Exception {
        ObjectNode knitting = knitting("YARN-R2", "R2");
        captured(knitting, inspection("R2"));
        captured(declaredWrong(knitting));
        String id = newId();
        assertWritten(open("MarketMSP", id, "YARN-R2"));
        try {
            assertThat(passport("/01/" + Past.SWEATER + "/10/R2").path("state").asText())
                    .isEqualTo("fine");
        } finally {
            assertWritten(close("MarketMSP", id));
        }
    }

    private void captured(ObjectNode... events) throws Exception {
        String id = newId();
        ObjectNode document = Past.document(events);
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, id, document, SALT);
        Answer answer = post(People.CLERK, "/capture", document, id, "Zone-Signature", jws, "Zone-Salt", SALT);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    private static ObjectNode knitting(String yarn, String sweaters) {
        ObjectNode event = event("TransformationEvent").put("eventID", "urn:uuid:" + sweaters);
        event.putArray("inputQuantityList").addObject().put("epcClass", batch(Past.YARN, yarn));
        event.putArray("outputQuantityList").addObject().put("epcClass", batch(Past.SWEATER, sweaters));
        return event;
    }

    private static ObjectNode inspection(String sweaters) {
        ObjectNode event = event("ObjectEvent").put("action", "OBSERVE").put("bizStep", "inspecting");
        event.putArray("quantityList").addObject().put("epcClass", batch(Past.SWEATER, sweaters));
        return event;
    }

    private static ObjectNode declaredWrong(ObjectNode event) {
        ObjectNode declaration = event.deepCopy();
        declaration.putObject("errorDeclaration").put("declarationTime", "2026-01-18T00:00:00Z");
        return declaration;
    }

    private static ObjectNode event(String type) {
        return object().put("type", type)
                .put("eventTime", "2026-01-17T08:00:00+08:00")
                .put("eventTimeZoneOffset", "+08:00");
    }

    private static String batch(String gtin, String lot) {
        return "https://id.gs1.org/01/" + gtin + "/10/" + lot;
    }

    @Test
    void only_market_regulation_opens_and_closes_one() throws Exception {
        String id = newId();
        assertThat(open("CustomsMSP", id, LOT).code()).isEqualTo("NOT_OWNER");
        assertWritten(open("MarketMSP", id, "NO-SUCH-BATCH"));
        assertThat(close("CommerceMSP", id).code()).isEqualTo("NOT_OWNER");
        assertWritten(close("MarketMSP", id));
    }

    @Test
    void one_that_market_regulations_own_peer_has_not_endorsed_does_not_count() throws Exception {
        String id = newId();
        ObjectNode forged =
                document(LOT).put("type", "recall").put("status", "OPEN").put("version", 1);
        peer().past(TestTransaction.of("tx-forged-" + id)
                .writing("recall/" + id, forged.toString())
                .endorsedBy("CustomsMSP", "TaxMSP", "CommerceMSP"));
        Until.holds("the index has it", () -> {
            try {
                return as(People.NOBODY).get("/api/v1/recalls/" + id).status() == 200;
            } catch (java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(open().toString()).doesNotContain(id);
        assertThat(passport(PAGE + LOT).path("recalls")).isEmpty();
    }

    @Test
    void a_finding_of_false_origin_is_seen_at_the_code_of_its_batch_and_of_what_was_made_of_it_until_it_is_withdrawn()
            throws Exception {
        captured(knitting("YARN-O1", "O1"), inspection("O1"));
        String id = newId();
        find(id, "OPEN", 1, "CustomsMSP", "TaxMSP", "MarketMSP");
        JsonNode yarn = passport(PAGE + "YARN-O1");
        assertThat(yarn.path("state").asText()).isEqualTo("false_origin");
        assertThat(yarn.at("/falseOrigins/0/id").asText()).isEqualTo(id);
        JsonNode sweaters = passport("/01/" + Past.SWEATER + "/10/O1");
        assertThat(sweaters.path("state").asText()).isEqualTo("false_origin");
        assertThat(sweaters.at("/falseOrigins/0/of").isMissingNode()).isFalse();
        assertThat(passport(PAGE + LOT).path("falseOrigins")).isEmpty();
        assertThat(open().toString()).doesNotContain(id);
        for (String language : List.of("en", "zh-CN")) {
            String page = as(People.NOBODY)
                    .get(PAGE + "YARN-O1?lang=" + language, "Accept", "text/html")
                    .body();
            assertThat(page)
                    .contains(language.equals("en") ? "Its origin is not what it says" : "原产地不实")
                    .contains("product quality law, article 30");
        }
        find(id, "CLOSED", 2, "CustomsMSP", "TaxMSP", "MarketMSP");
        assertThat(passport(PAGE + "YARN-O1").path("state").asText()).isEqualTo("fine");
    }

    @Test
    void a_finding_that_market_regulations_own_peer_has_not_endorsed_does_not_count() throws Exception {
        captured(knitting("YARN-O2", "O2"));
        find(newId(), "OPEN", 1, "CustomsMSP", "TaxMSP", "CommerceMSP");
        assertThat(passport(PAGE + "YARN-O2").path("falseOrigins")).isEmpty();
    }

    private void find(String id, String status, int version, String... endorsers) throws Exception {
        ObjectNode finding = Past.finding(id, Past.YARN, List.of("YARN-O1", "YARN-O2"), status, version);
        peer().past(TestTransaction.of("tx-origin-" + id + version)
                .writing("origin/" + id, finding.toString())
                .endorsedBy(endorsers));
        Until.holds("the index has it", () -> {
            try {
                return as(People.AUDITOR)
                                .get("/api/v1/history/origin/" + id)
                                .json()
                                .path("versions")
                                .size()
                        == version;
            } catch (java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private JsonNode open() throws Exception {
        return as(People.NOBODY).get("/api/v1/recalls").json().path("recalls");
    }

    private JsonNode passport(String path) throws Exception {
        return as(People.NOBODY).get(path, "Accept", "application/json").json();
    }

    private Answer open(String msp, String id, String batch) throws Exception {
        return as(msp, "/api/v1/recalls", document(batch), id);
    }

    private Answer close(String msp, String id) throws Exception {
        ObjectNode document = object().put("reason", "all returned").put("legalBasis", "product quality law");
        return as(msp, "/api/v1/recalls/" + id + "/closure", document, newId());
    }

    private static ObjectNode document(String batch) {
        ObjectNode document = object().put("gtin", Past.YARN)
                .put("reasonZh", "可分解芳香胺染料超标")
                .put("reasonEn", "azo dyes above the limit")
                .put("legalBasis", "consumer product recall rules");
        document.putArray("batches").add(batch);
        return document;
    }

    private Answer as(String msp, String path, ObjectNode body, String id) throws Exception {
        RunningPeer.get().speaksFor(msp);
        try {
            return post(People.OFFICER, path, body, id);
        } finally {
            RunningPeer.get().speaksFor("CommerceMSP");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
