package org.zoneledger.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ShareResourceTest extends Disclosing {

    @Test
    void a_granted_request_is_read_once_the_access_stands_on_the_ledger() throws Exception {
        details("SCORE-A");
        String share = request("platformScore");
        assertWritten(decide(share, "GRANT"));
        String id = newId();
        Answer read = read(share, id, "platformScore");
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.json().at("/values/platformScore").asText()).isEqualTo("SCORE-A");
        assertThat(read.json().at("/access/key").asText()).isEqualTo("access/" + id);
        assertThat(peer().state("access/" + id)).isPresent();

        JsonNode described = as(People.NOBODY).get(DETAILS).json();
        assertThat(described.at("/restricted/platformScore").asText())
                .as("what was given is what the owner has described")
                .isEqualTo(Sealed.digest(
                        "platformScore",
                        read.json().at("/salts/platformScore").asText(),
                        read.json().at("/values/platformScore")));
    }

    @Test
    void the_same_read_again_is_given_the_value_that_was_read_though_the_owner_knows_another_by_now() throws Exception {
        details("SCORE-B");
        String share = request("platformScore");
        assertWritten(decide(share, "GRANT"));
        String id = newId();
        JsonNode first = read(share, id, "platformScore").json();
        details("SCORE-C");
        JsonNode again = read(share, id, "platformScore").json();
        assertThat(again.at("/access/replayed").asBoolean()).isTrue();
        assertThat(again.path("values")).isEqualTo(first.path("values"));
        assertThat(read(share, newId(), "platformScore")
                        .json()
                        .at("/values/platformScore")
                        .asText())
                .isEqualTo("SCORE-C");
    }

    @Test
    void nothing_is_read_before_the_owners_word_after_its_end_or_beyond_the_request() throws Exception {
        details("SCORE-D");
        String share = request("subsidyAmount");
        notGranted(share, "platformScore");
        assertWritten(decide(share, "GRANT"));
        notGranted(share, "platformScore");
        String other = request("platformScore");
        notGranted(other, "platformScore");
        assertWritten(decide(other, "GRANT"));
        assertWritten(decide(other, "REVOKE"));
        notGranted(other, "platformScore");
    }

    private void notGranted(String share, String field) throws Exception {
        Answer answer = read(share, newId(), field);
        assertThat(answer.code()).as(answer.toString()).isEqualTo("NOT_GRANTED");
        assertThat(answer.body()).doesNotContain("SCORE-D");
    }

    @Test
    void a_value_that_the_owner_does_not_have_leaves_no_record() throws Exception {
        details("SCORE-E");
        String share = request("subsidyAmount");
        assertWritten(decide(share, "GRANT"));
        String id = newId();
        assertThat(read(share, id, "subsidyAmount").code()).isEqualTo("NOT_FOUND");
        assertThat(peer().state("access/" + id)).isEmpty();
    }

    @Test
    void an_owner_whose_gateway_does_not_answer_is_named_and_the_access_stands_recorded() throws Exception {
        String share = newId();
        Sealed values = Sealed.seal(object().put("taxPaid", "1"), new byte[16]);
        Sealed terms = Sealed.seal(
                object().put("uscc", Past.KNITTER)
                        .put("from", today().toString())
                        .put("to", today().toString())
                        .set("fields", object().arrayNode().add("taxPaid")),
                new byte[16]);
        ObjectNode open = object().put("type", "share")
                .put("scheme", "tax")
                .put("owner", "TaxMSP")
                .put("status", "GRANTED")
                .put("version", 2);
        open.putObject("by").put("msp", "CustomsMSP");
        open.set("restricted", terms.digests());
        ObjectNode detail = object().put("type", "detail").put("scheme", "tax").put("version", 1);
        detail.set("restricted", values.digests());
        Decision past = Decision.of(
                "share/" + share,
                2,
                List.of(
                        Write.open("detail/tax/" + Past.KNITTER, CanonicalJson.bytes(detail)),
                        Write.open("share/" + share, CanonicalJson.bytes(open)),
                        Write.restricted("share/" + share, terms.bytes())));
        peer().past(TestTransaction.of("tx-" + share).writing(past), past);
        Until.holds("the index has the request", () -> {
            try {
                return as(People.AUDITOR).get("/api/v1/shares/" + share).status() == 200;
            } catch (java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        String id = newId();
        Answer answer = read(share, id, "taxPaid");
        assertThat(answer.code()).as(answer.toString()).isEqualTo("OWNER_UNAVAILABLE");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(peer().state("access/" + id)).isPresent();
    }

    @Test
    void the_public_sees_no_terms_and_no_other_agency_sees_the_owners_values() throws Exception {
        details("SCORE-F");
        String share = request("platformScore");
        assertWritten(decide(share, "GRANT"));
        JsonNode seen = as(People.AUDITOR).get("/api/v1/shares/" + share).json();
        assertThat(seen.path("ground").asText()).isEqualTo("RESTRICTED-GROUND-9");
        assertThat(seen.path("reason").asText()).isEqualTo("RESTRICTED-REASON-9");
        for (People person : List.of(People.NOBODY, People.CLERK, People.AUDITOR)) {
            assertThat(as(person).get(DETAILS).body()).doesNotContain("SCORE-F");
        }
        assertThat(as(People.OFFICER).get(DETAILS).body()).contains("SCORE-F");
        assertThat(new String(peer().state("share/" + share).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain(Past.KNITTER, "RESTRICTED-GROUND-9", "RESTRICTED-REASON-9");
    }

    @Test
    void the_owner_endorses_requests_and_words_and_alone_is_shown_the_values() throws Exception {
        details("SCORE-G");
        String share = request("platformScore");
        assertWritten(decide(share, "GRANT"));
        assertThat(peer().endorsements())
                .filteredOn(each ->
                        List.of("disclosure:request", "disclosure:decide").contains(each.name()))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.msps()).hasSize(3).contains("CommerceMSP"));
        assertThat(peer().endorsements())
                .filteredOn(each -> each.name().equals("disclosure:keep"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.msps()).containsExactly("CommerceMSP"));
    }
}
