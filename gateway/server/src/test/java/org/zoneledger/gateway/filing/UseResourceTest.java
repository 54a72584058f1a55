package org.zoneledger.gateway.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.RunningPeer;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class UseResourceTest extends RunningGateway {

    private static final String KNITTERS = uses(Past.KNITTER);
    private static final String SPINNERS = uses(People.SPINNER);

    @Test
    void each_agency_relies_on_one_filing_and_what_it_asks_again_is_counted() throws Exception {
        spinnerIsActiveFor(People.SPINNERS_CLERK);
        JsonNode before = as(People.NOBODY).get(SPINNERS).json();
        for (String msp : List.of("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP")) {
            assertWritten(officer(msp, SPINNERS, Bodies.use("procedure-of-" + msp.toLowerCase(java.util.Locale.ROOT))));
        }
        ObjectNode asking = Bodies.use("export-refund");
        asking.putArray("askedAgain").add("nameZh").add("areaCode");
        assertWritten(officer("TaxMSP", SPINNERS, asking));
        JsonNode after = as(People.NOBODY).get(SPINNERS).json();
        assertThat(after.path("uscc").asText()).isEqualTo(People.SPINNER);
        assertThat(after.path("count").asInt() - before.path("count").asInt()).isEqualTo(6);
        assertThat(after.path("askedAgain").asInt() - before.path("askedAgain").asInt())
                .isEqualTo(2);
        assertThat(after.path("uses")).hasSize(after.path("count").asInt());
        assertThat(after.path("height").asInt())
                .isGreaterThan(before.path("height").asInt());
        assertThat(after.path("uses").findValuesAsText("msp"))
                .contains("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP");
    }

    @ParameterizedTest
    @EnumSource(names = {"NOBODY", "CLERK", "OFFICER"})
    void everybody_sees_who_relied_on_which_version_for_what(People person) throws Exception {
        JsonNode use = named(as(person).get(KNITTERS).json(), "tax-use-1");
        assertThat(use.path("procedure").asText()).isEqualTo("export-refund");
        assertThat(use.path("fields")).extracting(JsonNode::asText).containsExactly("nameZh", "areaCode");
        assertThat(use.path("askedAgain")).extracting(JsonNode::asText).containsExactly("areaCode");
        assertThat(use.path("filingVersion").asInt()).isEqualTo(4);
        assertThat(use.at("/by/msp").asText()).isEqualTo("TaxMSP");
    }

    @Test
    void an_enterprise_that_nobody_relied_on_has_none() throws Exception {
        JsonNode none = as(People.NOBODY).get(uses("91330402MA2B00019E")).json();
        assertThat(none.path("count").asInt()).isZero();
        assertThat(none.path("askedAgain").asInt()).isZero();
        assertThat(none.path("uses")).isEmpty();
    }

    @Test
    void a_use_sent_twice_is_written_once() throws Exception {
        String id = newId();
        RunningPeer.get().speaksFor("TaxMSP");
        Answer first = post(People.OFFICER, KNITTERS, Bodies.use("export-refund"), id);
        assertWritten(first);
        assertThat(first.json().path("key").asText()).isEqualTo("use/" + Past.KNITTER + "/" + id);
        Answer second = post(People.OFFICER, KNITTERS, Bodies.use("export-refund"), id);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("txId")).isEqualTo(first.json().path("txId"));
        Answer other = post(People.OFFICER, KNITTERS, Bodies.use("customs-release"), id);
        assertThat(other.code()).isEqualTo("ID_REUSED");
    }

    @Test
    void nobody_relies_on_a_filing_that_is_not_active() throws Exception {
        for (String uscc : List.of(People.OTHER_ENTERPRISE, "91330402MA2B00019E")) {
            Answer answer = officer("TaxMSP", uses(uscc), Bodies.use("export-refund"));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("FILING_NOT_ACTIVE");
        }
    }

    @Test
    void members_that_are_no_agency_rely_on_nothing() throws Exception {
        assertThat(officer("OperatorMSP", KNITTERS, Bodies.use("export-refund")).code())
                .isEqualTo("NOT_PERMITTED");
    }

    @ParameterizedTest
    @CsvSource({
        "procedure, , FIELD_MISSING",
        "procedure, Export Refund, VALUE_INVALID",
        "fields, , FIELD_MISSING",
        "legalBasis, order 7, FIELD_UNKNOWN"
    })
    void a_use_names_a_procedure_and_fields_and_nothing_else(String field, String value, String code) throws Exception {
        ObjectNode body = Bodies.use("export-refund");
        body.remove(field);
        if (value != null) {
            body.put(field, value);
        }
        assertThat(officer("TaxMSP", KNITTERS, body).code()).isEqualTo(code);
    }

    private static String uses(String uscc) {
        return "/api/v1/filings/" + uscc + "/uses";
    }

    private static JsonNode named(JsonNode uses, String id) {
        for (JsonNode use : uses.path("uses")) {
            if (use.path("id").asText().equals(id)) {
                return use;
            }
        }
        throw new AssertionError("no use " + id + " in " + uses);
    }
}
