package org.zoneledger.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class ResultsResourceTest extends RunningGateway {

    private static final String PATH = "/api/v1/assertions/commerce/imports";
    private static final String HEADER = "uscc,class,ruleset,legalBasis,assessedOn,validFrom,validTo,score,grounds\n";

    @BeforeEach
    void two_enterprises_are_accepted() throws Exception {
        spinnerIsActiveFor(People.SPINNERS_CLERK);
    }

    @Test
    void a_file_is_proposed_by_one_and_taken_by_another_line_by_line() throws Exception {
        String id = newId();
        Answer accepted = send(People.OFFICER, id, HEADER + line(Past.KNITTER, "GOOD") + line(People.SPINNER, "FAIR"));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertThat(accepted.header("Location")).endsWith(PATH + "/" + id);
        JsonNode proposed = proposed(id);
        assertThat(counts(proposed)).isEqualTo("DONE NONE 2 2 0 0 0");
        assertThat(as(People.REVIEWER)
                        .get("/api/v1/cases/" + id + "-3")
                        .json()
                        .at("/proposed/uscc")
                        .asText())
                .isEqualTo(People.SPINNER);
        assertThat(classOf(Past.KNITTER)).as("it is only proposed").isNotEqualTo(id);

        assertProblem(approval(People.OFFICER, id), 403, "NOT_PERMITTED", "by");
        assertThat(approval(People.OTHER_OFFICER, id).status()).isEqualTo(202);
        JsonNode taken = taken(id);
        assertThat(counts(taken)).isEqualTo("DONE DONE 2 2 2 0 0");
        for (String uscc : List.of(Past.KNITTER, People.SPINNER)) {
            JsonNode word = word(uscc);
            assertThat(word.path("reviewedBy").path("certificate").asText())
                    .isEqualTo(People.OTHER_OFFICER.credential().sha256());
            assertThat(word.path("id").asText()).startsWith(id + "-");
        }
        assertThat(peer().submissions().toString()).doesNotContain("RESTRICTED-YEARLY-1");
    }

    @Test
    void a_file_with_a_bad_line_proposes_nothing_and_names_each() throws Exception {
        String id = newId();
        String file = HEADER
                + line(Past.KNITTER, "GOOD")
                + line(People.SPINNER, "SUPERB")
                + line("91330411MA2B00027A", "GOOD")
                + line(Past.KNITTER, "FAIR")
                + "91330411MA2B00027A,GOOD\n";
        int asked = peer().endorsements().size();
        Answer refused = send(People.OFFICER, id, file);
        assertProblem(refused, 422, "LINES_REFUSED", "");
        assertThat(flaws(refused.json()))
                .containsExactly(
                        "3 class CLASS_UNKNOWN", "4 uscc FILING_NOT_ACCEPTED", "5 uscc ID_REUSED", "6  MALFORMED");
        assertThat(refused.body()).doesNotContain("SUPERB").doesNotContain("RESTRICTED-YEARLY-1");
        assertThat(peer().endorsements()).hasSize(asked);
        assertThat(as(People.OFFICER).get(PATH + "/" + id).code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void at_most_a_hundred_bad_lines_are_named_and_all_are_counted() throws Exception {
        Answer refused = send(People.OFFICER, newId(), HEADER + "x,,,,,,,,\n".repeat(150));
        assertThat(refused.json().path("errors")).hasSize(100);
        assertThat(refused.json().path("detail").asText()).startsWith("150 of 150 lines");
    }

    @Test
    void the_same_file_again_is_the_same_import_and_another_under_its_id_is_refused() throws Exception {
        String id = newId();
        String file = HEADER + line(Past.KNITTER, "GOOD");
        assertThat(send(People.OFFICER, id, file).status()).isEqualTo(202);
        proposed(id);
        int asked = peer().endorsements().size();
        Answer again = send(People.OFFICER, id, file);
        assertThat(again.json().path("state").asText()).isEqualTo("DONE");
        assertThat(peer().endorsements()).hasSize(asked);
        assertProblem(send(People.OFFICER, id, file.replace("GOOD", "FAIR")), 409, "ID_REUSED", "Idempotency-Key");
    }

    @Test
    void a_line_that_the_ledger_refuses_is_named_and_is_not_one_that_is_taken() throws Exception {
        String id = newId();
        // somebody was quicker with the id of a line
        assertWritten(put(
                People.OTHER_OFFICER,
                "/api/v1/assertions/commerce/" + Past.KNITTER,
                Bodies.assertion("FAIR"),
                id + "-2",
                "Zone-Salt",
                SALT));
        send(People.OFFICER, id, HEADER + line(Past.KNITTER, "GOOD") + line(People.SPINNER, "GOOD"));
        JsonNode proposed = proposed(id);
        assertThat(counts(proposed)).isEqualTo("DONE NONE 2 1 0 0 1");
        assertThat(flaws(proposed)).containsExactly("2 Idempotency-Key ID_REUSED");
        approval(People.REVIEWER, id);
        assertThat(counts(taken(id))).isEqualTo("DONE DONE 2 1 1 0 1");
        assertThat(as(People.REVIEWER)
                        .get("/api/v1/cases/" + id + "-2")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("PROPOSED");
    }

    @Test
    void a_case_that_cannot_be_taken_is_named_by_its_line_and_may_be_taken_later() throws Exception {
        String id = newId();
        send(People.OFFICER, id, HEADER + "\n" + line(Past.KNITTER, "GOOD"));
        proposed(id);
        peer().refuseNext(new Refusal(Code.WRONG_STATE, "id", "not now"));
        peer().refuseNext(new Refusal(Code.WRONG_STATE, "id", "not now"));
        approval(People.REVIEWER, id);
        JsonNode failed = taken(id);
        assertThat(flaws(failed)).containsExactly("3 id WRONG_STATE");
        assertThat(counts(failed)).isEqualTo("DONE DONE 1 1 0 0 1");
        approval(People.REVIEWER, id);
        assertThat(counts(taken(id))).isEqualTo("DONE DONE 1 1 1 0 0");
    }

    @Test
    void a_case_that_was_refused_stays_so() throws Exception {
        String id = newId();
        send(People.OFFICER, id, HEADER + line(Past.KNITTER, "GOOD") + line(People.SPINNER, "GOOD"));
        proposed(id);
        assertWritten(post(
                People.REVIEWER,
                "/api/v1/cases/" + id + "-2/refusal",
                Bodies.object().set("restricted", Bodies.object().put("reason", "another report")),
                newId(),
                "Zone-Salt",
                SALT));
        approval(People.REVIEWER, id);
        assertThat(counts(taken(id))).isEqualTo("DONE DONE 2 2 1 1 0");
    }

    @Test
    void the_words_of_one_file_have_salts_of_their_own() throws Exception {
        String id = newId();
        send(People.OFFICER, id, HEADER + line(Past.KNITTER, "FAIR") + line(People.SPINNER, "FAIR"));
        proposed(id);
        approval(People.REVIEWER, id);
        taken(id);
        JsonNode one = word(Past.KNITTER).path("restricted").path("classCode");
        JsonNode other = word(People.SPINNER).path("restricted").path("classCode");
        assertThat(one.asText()).hasSize(64).isNotEqualTo(other.asText());
    }

    @Test
    void only_officers_of_the_owner_send_one_with_an_id_and_a_salt() throws Exception {
        String file = HEADER + line(Past.KNITTER, "GOOD");
        byte[] body = file.getBytes(StandardCharsets.UTF_8);
        Answer foreign = as(People.OFFICER)
                .send(
                        "POST",
                        "/api/v1/assertions/tax/imports",
                        body,
                        "Content-Type",
                        "text/csv",
                        "Idempotency-Key",
                        newId(),
                        "Zone-Salt",
                        SALT);
        assertProblem(foreign, 403, "NOT_OWNER", "");
        assertProblem(
                as(People.OFFICER).send("POST", PATH, body, "Content-Type", "text/csv", "Idempotency-Key", newId()),
                422,
                "FIELD_MISSING",
                "Zone-Salt");
        assertProblem(send(People.OFFICER, "i".repeat(59), file), 422, "VALUE_INVALID", "Idempotency-Key");
        assertProblem(approval(People.REVIEWER, "no-such-import"), 404, "NOT_FOUND", "importID");
    }

    private static String line(String uscc, String classCode) {
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        return uscc + "," + classCode + ",zone-1,yearly measure," + today + "," + today + "," + today.plusYears(1)
                + ",870,RESTRICTED-YEARLY-1\n";
    }

    private Answer send(People person, String id, String file) throws Exception {
        return as(person)
                .send(
                        "POST",
                        PATH,
                        file.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "text/csv; charset=utf-8",
                        "Idempotency-Key",
                        id,
                        "Zone-Salt",
                        SALT);
    }

    private Answer approval(People person, String id) throws Exception {
        return as(person).post(PATH + "/" + id + "/approval", "");
    }

    private JsonNode proposed(String id) throws Exception {
        return ended(id, "state");
    }

    private JsonNode taken(String id) throws Exception {
        return ended(id, "approval");
    }

    private JsonNode ended(String id, String part) throws Exception {
        Until.holds("the import ends", () -> List.of("DONE", "FAILED")
                .contains(progress(id).path(part).asText()));
        return progress(id);
    }

    private JsonNode progress(String id) {
        try {
            return as(People.REVIEWER).get(PATH + "/" + id).json();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode word(String uscc) throws Exception {
        for (JsonNode word :
                as(People.OFFICER).get("/api/v1/subjects/" + uscc).json().path("assertions")) {
            if (word.path("scheme").asText().equals("commerce")) {
                return word;
            }
        }
        throw new AssertionError("no word about " + uscc);
    }

    private String classOf(String uscc) throws Exception {
        return word(uscc).path("id").asText().replaceFirst("-[0-9]+$", "");
    }

    private static String counts(JsonNode progress) {
        return progress.path("state").asText() + " " + progress.path("approval").asText() + " "
                + progress.path("lines").asInt() + " "
                + progress.path("proposed").asInt() + " "
                + progress.path("approved").asInt() + " "
                + progress.path("refused").asInt() + " "
                + progress.path("failed").asInt();
    }

    private static List<String> flaws(JsonNode answer) {
        List<String> flaws = new ArrayList<>();
        answer.path("errors")
                .forEach(flaw -> flaws.add(flaw.path("line").asInt() + " "
                        + flaw.path("field").asText() + " " + flaw.path("code").asText()));
        return flaws;
    }

    private static void assertProblem(Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
    }
}
