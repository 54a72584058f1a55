package org.zoneledger.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class DisclosureResourceTest extends Disclosing {

    private static final String PATH = "/api/v1/subjects/" + Past.KNITTER + "/disclosures";

    @Test
    void the_enterprise_sees_who_read_what_on_which_ground_with_salts_to_prove_it() throws Exception {
        String id = readOnce();
        JsonNode first = as(People.CLERK).get(PATH).json().at("/disclosures/0");
        assertThat(first.at("/access/id").asText()).isEqualTo(id);
        assertThat(first.at("/access/by/msp").asText()).isEqualTo("CustomsMSP");
        assertThat(first.at("/access/fields").fieldNames()).toIterable().containsExactly("platformScore");
        assertThat(first.at("/ground/purpose").asText()).isEqualTo("export-supervision");
        assertThat(first.at("/ground/ground").asText()).isEqualTo("RESTRICTED-GROUND-9");
        assertThat(first.path("txId").asText()).isNotEmpty();
        assertThat(first.path("endorsers")).hasSize(3);
        assertThat(first.at("/access/restricted/uscc").asText())
                .isEqualTo(Sealed.digest("uscc", first.at("/access/salts/uscc").asText(), first.at("/access/uscc")));
        assertThat(first.toString()).doesNotContain("SCORE-H");
    }

    @Test
    void officers_and_auditors_see_the_same_and_another_enterprise_nothing() throws Exception {
        String id = readOnce();
        for (People person : List.of(People.OFFICER, People.REVIEWER, People.AUDITOR)) {
            assertThat(as(person)
                            .get(PATH)
                            .json()
                            .at("/disclosures/0/access/id")
                            .asText())
                    .isEqualTo(id);
        }
        Answer other = as(People.OTHER_CLERK).get(PATH);
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.code()).isEqualTo("NOT_PERMITTED");
        assertThat(other.body()).doesNotContain(id);
        assertThat(as(People.NOBODY).get(PATH).status()).isEqualTo(401);
    }

    @Test
    void an_enterprise_about_which_nobody_read_has_none() throws Exception {
        JsonNode none = as(People.OTHER_CLERK)
                .get("/api/v1/subjects/" + People.OTHER_ENTERPRISE + "/disclosures")
                .json();
        assertThat(none.path("count").asInt()).isZero();
        assertThat(none.path("height").asLong()).isPositive();
    }

    private String readOnce() throws Exception {
        details("SCORE-H");
        String share = request("platformScore");
        assertWritten(decide(share, "GRANT"));
        String id = newId();
        assertThat(read(share, id, "platformScore").status()).isEqualTo(200);
        return id;
    }
}
