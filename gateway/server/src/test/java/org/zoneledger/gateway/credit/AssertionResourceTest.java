package org.zoneledger.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.LoopbackPeer.Endorsement;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class AssertionResourceTest extends RunningGateway {

    private static final String WORD = "/api/v1/assertions/commerce/" + Past.KNITTER;
    private static final String SUBJECT = "/api/v1/subjects/" + Past.KNITTER;

    @Test
    void a_class_that_the_law_publishes_is_public_and_its_grounds_are_not() throws Exception {
        ObjectNode body = Bodies.assertion("EXCELLENT");
        body.putObject("restricted").put("grounds", "RESTRICTED-REPORT-5").put("score", 912);
        String id = newId();
        assertWritten(put(People.OFFICER, WORD, body, id, "Zone-Salt", SALT));
        assertThat(as(People.NOBODY).get(SUBJECT).body())
                .as("it is only proposed")
                .doesNotContain("\"openClass\":\"EXCELLENT\"");
        assertWritten(approve(id));
        assertThat(as(People.NOBODY).get(SUBJECT).body())
                .contains("\"openClass\":\"EXCELLENT\"")
                .doesNotContain("RESTRICTED-REPORT-5")
                .doesNotContain("\"score\":912");
        assertThat(as(People.OFFICER).get(SUBJECT).body()).contains("RESTRICTED-REPORT-5");
        assertThat(peer().submissions().toString()).doesNotContain("RESTRICTED-REPORT-5");
    }

    @Test
    void the_owner_is_asked_to_endorse_its_own_word() throws Exception {
        for (int i = 0; i < 5; i++) {
            String id = newId();
            assertWritten(put(People.OFFICER, WORD, Bodies.assertion("GOOD"), id, "Zone-Salt", SALT));
            assertWritten(approve(id));
        }
        assertThat(peer().endorsements().stream()
                        .filter(each -> each.name().equals("credit:assess"))
                        .map(Endorsement::msps))
                .isNotEmpty()
                .allSatisfy(msps -> assertThat(msps).hasSize(3).contains("CommerceMSP"));
    }

    @Test
    void a_scheme_that_does_not_exist_is_nobodys() throws Exception {
        Answer answer = put(
                People.OFFICER,
                "/api/v1/assertions/morals/" + Past.KNITTER,
                Bodies.assertion("GOOD"),
                newId(),
                "Zone-Salt",
                SALT);
        assertThat(answer.code()).isEqualTo("VALUE_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("scheme");
    }

    @Test
    void a_value_is_given_once_either_open_or_restricted() throws Exception {
        ObjectNode body = Bodies.assertion("GOOD");
        body.putObject("restricted").put("classCode", "GOOD");
        Answer answer = put(People.OFFICER, WORD, body, newId(), "Zone-Salt", SALT);
        assertThat(answer.code()).isEqualTo("VALUE_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("classCode");
    }

    @Test
    void a_restricted_value_that_no_assertion_has_is_unknown() throws Exception {
        ObjectNode body = Bodies.assertion("GOOD");
        body.putObject("restricted").put("legalBasis", "hidden law");
        assertThat(put(People.OFFICER, WORD, body, newId(), "Zone-Salt", SALT).code())
                .isEqualTo("FIELD_UNKNOWN");
    }

    @Test
    void every_word_needs_a_salt_because_its_class_may_be_restricted() throws Exception {
        Answer answer = put(People.OFFICER, WORD, Bodies.assertion("GOOD"), newId());
        assertThat(answer.code()).isEqualTo("FIELD_MISSING");
        assertThat(answer.json().path("field").asText()).isEqualTo("Zone-Salt");
    }

    @Test
    void an_enterprise_without_an_accepted_filing_has_no_slot() throws Exception {
        Answer answer = put(
                People.OFFICER,
                "/api/v1/assertions/commerce/91330402MA2B00019E",
                Bodies.assertion("GOOD"),
                newId(),
                "Zone-Salt",
                SALT);
        assertThat(answer.code()).isEqualTo("FILING_NOT_ACCEPTED");
    }
}
