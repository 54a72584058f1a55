package org.zoneledger.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class SubjectResourceTest extends RunningGateway {

    private static final String SUBJECT = "/api/v1/subjects/" + Past.KNITTER;

    @ParameterizedTest
    @EnumSource(names = {"NOBODY", "OTHER_CLERK", "GATEWAY", "STRANGER"})
    void the_public_sees_that_there_is_a_word_but_not_the_class_that_the_law_does_not_publish(People person)
            throws Exception {
        Answer answer = as(person).get(SUBJECT);
        assertThat(word(answer, "tax").path("status").asText()).isEqualTo("EFFECTIVE");
        assertThat(word(answer, "tax").has("classCode")).isFalse();
        assertThat(answer.body())
                .doesNotContain(Past.GROUNDS)
                .doesNotContain(Past.ADDRESS)
                .doesNotContain("\"salts\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"CLERK", "OFFICER", "REVIEWER", "AUDITOR"})
    void the_enterprise_itself_and_the_agencies_see_the_class_and_its_grounds(People person) throws Exception {
        Answer answer = as(person).get(SUBJECT);
        assertThat(word(answer, "tax").path("classCode").asText()).isEqualTo("B");
        assertThat(word(answer, "tax").path("grounds").asText()).isEqualTo(Past.GROUNDS);
        assertThat(answer.json().path("filing").path("registeredAddress").asText())
                .isEqualTo(Past.ADDRESS);
    }

    @Test
    void a_subject_has_a_slot_for_each_scheme_and_its_products() throws Exception {
        JsonNode subject = as(People.NOBODY).get(SUBJECT).json();
        assertThat(subject.path("assertions").findValuesAsText("scheme"))
                .containsExactly("commerce", "customs", "forex", "market", "tax");
        assertThat(subject.path("products").findValuesAsText("gtin")).contains(Past.SWEATER, Past.YARN);
        assertThat(word(as(People.NOBODY).get(SUBJECT), "forex").path("status").asText())
                .isEqualTo("VACANT");
        assertThat(subject.path("height").asInt()).isPositive();
    }

    @Test
    void an_enterprise_that_has_not_filed_is_no_subject() throws Exception {
        Answer answer = as(People.OFFICER).get("/api/v1/subjects/91330402MA2B00019E");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    private static JsonNode word(Answer answer, String scheme) {
        for (JsonNode assertion : answer.json().path("assertions")) {
            if (assertion.path("scheme").asText().equals(scheme)) {
                return assertion;
            }
        }
        throw new AssertionError("no slot of " + scheme + " in " + answer);
    }
}
