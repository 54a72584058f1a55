package org.zoneledger.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class NoteResourceTest extends Disclosing {

    private static final String NOTES = "/api/v1/notes?uscc=" + Past.KNITTER;

    private final String id = Sha256.hex(newId().getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .substring(0, 32);
    private final String text = "RESTRICTED-NOTE-" + id;

    @Test
    void is_shown_to_the_agencys_own_people_and_to_its_own_peer_alone() throws Exception {
        assertWritten(note(id));
        for (People person : List.of(People.OFFICER, People.REVIEWER)) {
            assertThat(as(person).get(NOTES).body()).contains(text, id);
        }
        for (People person : List.of(People.NOBODY, People.CLERK, People.AUDITOR)) {
            assertThat(as(person).get(NOTES).body()).doesNotContain(text, id);
        }
        assertThat(peer().endorsements())
                .filteredOn(each -> each.name().equals("disclosure:note"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.msps()).containsExactly("CommerceMSP"));
    }

    @Test
    void is_written_once() throws Exception {
        assertWritten(note(id));
        assertThat(note(id).status()).isEqualTo(200);
    }

    @Test
    void is_refused_under_an_id_that_could_be_guessed() throws Exception {
        Answer answer = note("note-of-the-knitter");
        assertThat(answer.code()).isEqualTo("VALUE_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("id");
    }

    private Answer note(String under) throws Exception {
        ObjectNode body = object().put("uscc", Past.KNITTER).put("text", text).put("riskScore", 640);
        return post(People.OFFICER, "/api/v1/notes", body, under, "Zone-Salt", SALT);
    }
}
