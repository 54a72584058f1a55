package org.zoneledger.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class PersonResourceTest extends Disclosing {

    private final String person = Sha256.hex(newId().getBytes(StandardCharsets.UTF_8));
    private final String path = "/api/v1/people/" + person;
    private final String phone = "PHONE-" + person.substring(0, 8);

    @BeforeEach
    void the_knitter_names_a_contact() throws Exception {
        assertWritten(keep(person, phone, today()));
    }

    @Test
    void an_officer_is_given_the_asked_fields_after_a_record_stands_on_the_ledger() throws Exception {
        String id = newId();
        Answer read = readOf(person, id, "phone");
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.json().path("values")).isEqualTo(object().put("phone", phone));
        String record = new String(peer().state("access/" + id).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(record).contains("complaint-handling").doesNotContain(person, phone, Past.KNITTER);
    }

    @Test
    void no_value_is_given_when_the_record_does_not_get_onto_the_ledger() throws Exception {
        peer().refuseNext(new Refusal(Code.NOT_PERMITTED, "", "no"));
        Answer refused = readOf(person, newId(), "phone");
        assertThat(refused.code()).isEqualTo("NOT_PERMITTED");
        assertThat(refused.body()).doesNotContain(phone);
    }

    @Test
    void a_read_without_purpose_leaves_no_record_and_is_given_nothing() throws Exception {
        ObjectNode body = object().put("legalBasis", "article 13");
        body.putArray("fields").add("phone");
        Answer answer = post(People.OFFICER, path + "/reads", body, newId(), "Zone-Salt", SALT);
        assertThat(answer.code()).isEqualTo("FIELD_MISSING");
        assertThat(answer.json().path("field").asText()).isEqualTo("purpose");
        assertThat(answer.body()).doesNotContain(phone);
    }

    @Test
    void the_record_of_one_person_is_no_ground_to_read_another() throws Exception {
        String other = Sha256.hex(newId().getBytes(StandardCharsets.UTF_8));
        assertWritten(keep(other, "PHONE-OF-ANOTHER", today()));
        String id = newId();
        assertThat(readOf(person, id, "phone").status()).isEqualTo(200);
        Answer second = readOf(other, id, "phone");
        assertThat(second.body()).doesNotContain("PHONE-OF-ANOTHER");
        assertThat(second.code()).isEqualTo("ID_REUSED");
    }

    @Test
    void the_same_read_again_is_given_the_value_that_was_read() throws Exception {
        String id = newId();
        JsonNode first = readOf(person, id, "phone").json();
        assertWritten(keep(person, "PHONE-NEWER", today()));
        JsonNode again = readOf(person, id, "phone").json();
        assertThat(again.path("values")).isEqualTo(first.path("values"));
        assertThat(again.path("salts")).isEqualTo(first.path("salts"));
    }

    @Test
    void officers_see_which_fields_there_are_and_the_enterprise_sees_what_it_named() throws Exception {
        String list = "/api/v1/people?uscc=" + Past.KNITTER;
        assertThat(as(People.OFFICER).get(list).body())
                .contains(person, "\"phone\"")
                .doesNotContain(phone);
        assertThat(as(People.CLERK).get(list).body()).contains(phone);
        Answer other = as(People.OTHER_CLERK).get(list);
        assertThat(other.code()).isEqualTo("NOT_PERMITTED");
        assertThat(other.body()).doesNotContain(person);
    }

    @Test
    void what_is_erased_is_neither_listed_nor_read_and_leaves_a_receipt() throws Exception {
        assertWritten(erase());
        assertThat(as(People.NOBODY)
                        .get(path + "/erasure")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("ERASED");
        assertThat(as(People.CLERK).get("/api/v1/people?uscc=" + Past.KNITTER).body())
                .doesNotContain(person, phone);
        Answer read = readOf(person, newId(), "phone");
        assertThat(read.code()).isEqualTo("WRONG_STATE");
        assertThat(keep(person, phone, today()).code()).isEqualTo("WRONG_STATE");
    }

    @Test
    void what_the_law_keeps_is_restricted_and_no_longer_read() throws Exception {
        assertWritten(keep(person, phone, today().plusYears(3)));
        assertWritten(erase());
        assertThat(as(People.NOBODY)
                        .get(path + "/erasure")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("RESTRICTED");
        assertThat(readOf(person, newId(), "phone").code()).isEqualTo("WRONG_STATE");
    }

    @Test
    void persons_are_shown_to_peers_of_the_agencies_with_competence_alone() throws Exception {
        assertWritten(erase());
        assertThat(peer().endorsements())
                .filteredOn(
                        each -> List.of("disclosure:person", "disclosure:erase").contains(each.name()))
                .hasSizeGreaterThan(1)
                .allSatisfy(each -> assertThat(each.msps()).hasSize(3).doesNotContain("ForexMSP"));
    }

    private Answer keep(String key, String number, LocalDate retainUntil) throws Exception {
        ObjectNode body = object().put("kind", "contact")
                .put("name", "NAME-OF-SOMEBODY")
                .put("phone", number)
                .put("legalBasis", "e-commerce law")
                .put("retainUntil", retainUntil.toString());
        return put(People.CLERK, "/api/v1/people/" + key, body, newId(), "Zone-Salt", SALT);
    }

    private Answer readOf(String key, String id, String... fields) throws Exception {
        ObjectNode body = object().put("purpose", "complaint-handling").put("legalBasis", "article 13");
        List.of(fields).forEach(body.putArray("fields")::add);
        return post(People.OFFICER, "/api/v1/people/" + key + "/reads", body, id, "Zone-Salt", SALT);
    }

    private Answer erase() throws Exception {
        ObjectNode body = object().put("reason", "withdrawn").put("legalBasis", "article 47");
        return post(People.OFFICER, path + "/erasure", body, newId());
    }
}
