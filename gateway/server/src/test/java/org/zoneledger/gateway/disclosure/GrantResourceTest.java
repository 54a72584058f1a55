package org.zoneledger.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

@QuarkusTest
@TestProfile(GatewayProfile.class)
class GrantResourceTest extends Disclosing {

    private static final String GRANTS = "/api/v1/grants";

    @Test
    void the_named_party_is_given_the_named_field_and_nobody_else_is() throws Exception {
        String grant = grant("filing.turnoverBand");
        Answer read = read(People.OTHER_CLERK, grant, newId(), "filing.turnoverBand");
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.json().path("values")).isEqualTo(object().put("filing.turnoverBand", Past.TURNOVER));
        for (People person : List.of(People.CLERK, People.SPINNERS_CLERK)) {
            Answer other = read(person, grant, newId(), "filing.turnoverBand");
            assertThat(other.code()).isEqualTo("NOT_GRANTED");
            assertThat(other.body()).doesNotContain(Past.TURNOVER);
        }
        Answer beyond = read(People.OTHER_CLERK, grant, newId(), "filing.registeredAddress");
        assertThat(beyond.code()).isEqualTo("NOT_GRANTED");
        assertThat(beyond.body()).doesNotContain(Past.ADDRESS);
    }

    @Test
    void nothing_is_given_from_the_withdrawal_on() throws Exception {
        String grant = grant("filing.turnoverBand");
        ObjectNode body = object().put("grant", grant);
        String id = newId();
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, body, SALT, id, 2);
        assertWritten(post(People.CLERK, GRANTS + "/" + grant + "/withdrawal", object(), id, "Zone-Signature", jws));
        assertThat(read(People.OTHER_CLERK, grant, newId(), "filing.turnoverBand")
                        .code())
                .isEqualTo("NOT_GRANTED");
    }

    @Test
    void the_record_of_a_read_is_no_ticket_for_somebody_else() throws Exception {
        String grant = grant("filing.turnoverBand");
        String id = newId();
        assertThat(read(People.OTHER_CLERK, grant, id, "filing.turnoverBand").status())
                .isEqualTo(200);
        Answer other = read(People.SPINNERS_CLERK, grant, id, "filing.turnoverBand");
        assertThat(other.code()).isEqualTo("ID_REUSED");
        assertThat(other.body()).doesNotContain(Past.TURNOVER);
        Answer again = read(People.OTHER_CLERK, grant, id, "filing.turnoverBand");
        assertThat(again.json().at("/values/filing.turnoverBand").asText()).isEqualTo(Past.TURNOVER);
    }

    @Test
    void the_desk_of_the_subject_names_the_party_that_read_and_not_the_agency_it_came_through() throws Exception {
        String grant = grant("filing.turnoverBand");
        String id = newId();
        assertThat(read(People.OTHER_CLERK, grant, id, "filing.turnoverBand").status())
                .isEqualTo(200);
        String desk = as(People.CLERK)
                .get("/desk?lang=en", "Accept", "text/html")
                .body()
                .replaceAll("\\s+", " ");
        String entry = desk.substring(0, desk.indexOf("access/" + id));
        // other tests may have filed it: then by its name
        String name = as(People.OTHER_CLERK)
                .get("/api/v1/filings/" + People.OTHER_ENTERPRISE)
                .json()
                .path("nameEn")
                .asText(People.OTHER_ENTERPRISE);
        assertThat(entry.substring(entry.lastIndexOf("<li>"))).contains("<strong>" + name + "</strong>");
    }

    @Test
    void a_read_is_not_repeated_after_the_withdrawal() throws Exception {
        String grant = grant("filing.turnoverBand");
        String read = newId();
        assertThat(read(People.OTHER_CLERK, grant, read, "filing.turnoverBand").status())
                .isEqualTo(200);
        ObjectNode body = object().put("grant", grant);
        String id = newId();
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, body, SALT, id, 2);
        assertWritten(post(People.CLERK, GRANTS + "/" + grant + "/withdrawal", object(), id, "Zone-Signature", jws));
        Answer again = read(People.OTHER_CLERK, grant, read, "filing.turnoverBand");
        assertThat(again.code()).isEqualTo("NOT_GRANTED");
        assertThat(again.body()).doesNotContain(Past.TURNOVER);
    }

    @Test
    void both_sides_see_the_terms_and_a_third_does_not_see_the_grant() throws Exception {
        String grant = grant("assertion.tax.classCode");
        JsonNode made = of(as(People.CLERK).get(GRANTS).json().path("made"), grant);
        JsonNode received = of(as(People.OTHER_CLERK).get(GRANTS).json().path("received"), grant);
        assertThat(made.path("reader").asText()).isEqualTo(People.OTHER_ENTERPRISE);
        assertThat(received.at("/fields/0").asText()).isEqualTo("assertion.tax.classCode");
        assertThat(as(People.SPINNERS_CLERK).get(GRANTS).body()).doesNotContain(grant);
    }

    private String grant(String field) throws Exception {
        ObjectNode body = object();
        ObjectNode terms = body.putObject("restricted")
                .put("reader", People.OTHER_ENTERPRISE)
                .put("purpose", "loan-review")
                .put("from", today().toString())
                .put("to", today().plusDays(30).toString());
        terms.putArray("fields").add(field);
        String id = newId();
        String jws = Bodies.signature(People.CLERK, Past.KNITTER, body, SALT, id, 1);
        assertWritten(post(People.CLERK, GRANTS, body, id, "Zone-Salt", SALT, "Zone-Signature", jws));
        return id;
    }

    private Answer read(People person, String grant, String id, String field) throws Exception {
        ObjectNode body = object();
        body.putArray("fields").add(field);
        return post(person, GRANTS + "/" + grant + "/reads", body, id, "Zone-Salt", SALT);
    }

    private static JsonNode of(JsonNode grants, String id) {
        for (JsonNode grant : grants) {
            if (grant.path("id").asText().equals(id)) {
                return grant;
            }
        }
        throw new AssertionError("no grant " + id + " in " + grants);
    }
}
