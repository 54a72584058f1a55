package org.zoneledger.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

/** A penalty comes, lowers the grade, is repaired and is gone; each step by two people. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class GradeResourceTest extends RunningGateway {

    private static final String GRADE = "/api/v1/grades/" + Past.KNITTER;
    private static final String FACTS = "/api/v1/facts/" + Past.KNITTER;
    private static final String TITLE = "PENALTY-FOR-LATE-FILING-7";

    private final LocalDate today = LocalDate.now(CreditRules.BEIJING);

    @Test
    void falls_with_a_serious_penalty_and_rises_when_it_is_repaired_and_nobody_but_auditors_finds_it_then()
            throws Exception {
        propose("/api/v1/recognitions", recognition(), true);
        String fact = penalty(today.minusMonths(13));
        assertThat(json(People.NOBODY, GRADE).at("/grade/grade").asText()).isEqualTo("C");
        assertThat(json(People.NOBODY, GRADE).at("/grade/rules").toString()).contains("WARNING");
        assertThat(json(People.NOBODY, FACTS).at("/facts").toString()).contains(TITLE);
        assertThat(json(People.NOBODY, GRADE).path("measures").findValuesAsText("item"))
                .containsExactly("D-5", "D-8");

        String repair = apply(fact);
        assertThat(json(People.CLERK, "/api/v1/repairs").at("/repairs/0/status").asText())
                .isEqualTo("APPLIED");
        assertThat(json(People.OTHER_CLERK, "/api/v1/repairs").path("repairs")).isEmpty();
        decide(repair);

        assertThat(json(People.NOBODY, GRADE).at("/grade/grade").asText()).isEqualTo("B");
        assertThat(json(People.NOBODY, GRADE).path("measures")).isEmpty();
        for (People anybody : new People[] {People.NOBODY, People.CLERK, People.OFFICER, People.AUDITOR}) {
            assertThat(as(anybody).get(FACTS).body()).as("shown to %s", anybody).doesNotContain(TITLE);
        }
        assertThat(as(People.AUDITOR)
                        .get("/api/v1/history/facts/commerce/" + Past.KNITTER)
                        .body())
                .contains(TITLE);
        JsonNode repaired = json(People.CLERK, "/api/v1/repairs").at("/repairs/0");
        assertThat(repaired.path("status").asText()).isEqualTo("REPAIRED");
        assertThat(repaired.path("lifted").findValuesAsText("item")).containsExactly("D-5", "D-8");
    }

    @Test
    void cannot_be_repaired_before_the_minimum_period_is_over() throws Exception {
        String fact = penalty(today.minusMonths(2));
        String id = newId();
        Answer answer = apply(fact, id);
        assertThat(answer.code()).isEqualTo("PERIOD_INVALID");
        assertThat(answer.json().path("field").asText()).isEqualTo("restricted.factId");
        withdraw(fact);
    }

    @Test
    void shows_score_and_parts_to_whom_they_are_shared_with_and_the_letter_to_everybody() throws Exception {
        word();
        JsonNode open = json(People.NOBODY, GRADE).path("grade");
        assertThat(open.path("grade").asText()).isNotEmpty();
        assertThat(open.has("score") || open.has("parts") || open.has("reasons"))
                .isFalse();
        assertThat(json(People.OFFICER, GRADE).at("/grade/parts")).isNotEmpty();
        assertThat(json(People.CLERK, GRADE).at("/grade/score").isInt()).isTrue();
        assertThat(json(People.OTHER_CLERK, GRADE).at("/grade/score").isMissingNode())
                .isTrue();
    }

    @Test
    void is_shown_as_of_another_day_to_auditors_and_the_enterprise_itself() throws Exception {
        word();
        assertThat(as(People.NOBODY).get(GRADE + "?on=2026-02-01").code()).isEqualTo("NOT_PERMITTED");
        JsonNode then = json(People.AUDITOR, GRADE + "?on=" + today);
        assertThat(then.at("/grade/law").asText()).isEqualTo("zone-grade-2");
        assertThat(then.at("/grade/parts")).isNotEmpty();
        assertThat(json(People.CLERK, GRADE + "?on=" + today).at("/grade/grade").asText())
                .isEqualTo(then.at("/grade/grade").asText());
        assertThat(as(People.AUDITOR).get(GRADE + "?on=yesterday").code()).isEqualTo("TIME_INVALID");
    }

    @Test
    void is_tried_under_another_rule_set_without_being_touched() throws Exception {
        word();
        ObjectNode law = (ObjectNode) json(People.NOBODY, "/api/v1/credit-laws").at("/grading/1");
        law.put("id", "zone-grade-strict")
                .putObject("thresholds")
                .put("A", 1000)
                .put("B", 999)
                .put("C", 998);
        Answer answer = post(People.OFFICER, "/api/v1/simulations", law, newId());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("moves").properties()).isNotEmpty();
        assertThat(answer.json().at("/moved/0/because/0/rule").asText()).isEqualTo("SCORE");
        law.withObject("/weights").remove("tax");
        assertThat(post(People.OFFICER, "/api/v1/simulations", law, newId()).code())
                .isEqualTo("FIELD_MISSING");
    }

    @Test
    void a_proposal_is_taken_by_a_second_person_or_refused_once() throws Exception {
        String id = newId();
        assertWritten(put(People.OFFICER, WORD, Bodies.assertion("GOOD"), id, "Zone-Salt", SALT));
        assertThat(as(People.OFFICER)
                        .post("/api/v1/cases/" + id + "/approval", "")
                        .code())
                .isEqualTo("NOT_PERMITTED");
        assertThat(json(People.REVIEWER, "/api/v1/cases/" + id)
                        .at("/proposed/openClass")
                        .asText())
                .isEqualTo("GOOD");
        ObjectNode reason = Bodies.object();
        reason.putObject("restricted").put("reason", "the report is of another year");
        assertWritten(post(People.REVIEWER, "/api/v1/cases/" + id + "/refusal", reason, newId(), "Zone-Salt", SALT));
        assertThat(approve(id).code()).isEqualTo("WRONG_STATE");
        Answer again = put(People.OFFICER, WORD, Bodies.assertion("GOOD"), id, "Zone-Salt", SALT);
        assertThat(again.status()).as(again.toString()).isEqualTo(200);
    }

    private static final String WORD = "/api/v1/assertions/commerce/" + Past.KNITTER;

    private void word() throws Exception {
        propose(WORD, Bodies.assertion("GOOD"), true);
    }

    private String propose(String path, ObjectNode body, boolean isPut) throws Exception {
        String id = newId();
        assertWritten(
                isPut
                        ? put(People.OFFICER, path, body, id, "Zone-Salt", SALT)
                        : post(People.OFFICER, path, body, id, "Zone-Salt", SALT));
        assertWritten(approve(id));
        return id;
    }

    private String penalty(LocalDate published) throws Exception {
        ObjectNode body = basis();
        body.withObject("/restricted")
                .putObject("fact")
                .put("kind", "PENALTY")
                .put("severity", "SERIOUS")
                .put("title", TITLE)
                .put("source", "decision 7 of 2026")
                .put("legalBasis", "order 44")
                .put("foundOn", published.toString())
                .put("publishedFrom", published.toString());
        return propose("/api/v1/facts/commerce/" + Past.KNITTER, body, false);
    }

    private void withdraw(String fact) throws Exception {
        propose("/api/v1/facts/commerce/" + Past.KNITTER + "/" + fact + "/withdrawal", basis(), false);
    }

    private static ObjectNode basis() {
        ObjectNode body = Bodies.object();
        body.putObject("restricted").put("legalBasis", "order 44");
        return body;
    }

    private String apply(String fact) throws Exception {
        String id = newId();
        assertWritten(apply(fact, id));
        return id;
    }

    private Answer apply(String fact, String id) throws Exception {
        ObjectNode body = Bodies.object();
        ObjectNode restricted = body.putObject("restricted")
                .put("scheme", "commerce")
                .put("factId", fact)
                .put("ground", "DUTIES_DONE")
                .put("statement", "the fine is paid");
        restricted.putArray("materials").add("ab".repeat(32));
        ObjectNode signed = body.deepCopy();
        signed.withObject("/restricted").put("uscc", Past.KNITTER);
        byte[] document = PartyDocument.repair(
                        "CommerceMSP", signed, java.util.HexFormat.of().parseHex(SALT), id, 1)
                .bytes();
        String jws = Jws.sign(
                document,
                People.CLERK.credential().key(),
                People.CLERK.credential().sha256());
        return post(People.CLERK, "/api/v1/repairs", body, id, "Zone-Salt", SALT, "Zone-Signature", jws);
    }

    private void decide(String repair) throws Exception {
        ObjectNode body = Bodies.object().put("step", "GRANT").put("legalBasis", "order 36");
        body.putObject("restricted").put("reason", "all duties are done");
        propose("/api/v1/repairs/" + repair + "/decisions", body, false);
    }

    private static ObjectNode recognition() {
        ObjectNode body = Bodies.object();
        var rules = body.putArray("rules");
        rules.addObject()
                .put("ruleId", "rule-penalty")
                .put("on", "PENALTY:SERIOUS")
                .put("measure", "D-5")
                .put("legalBasis", "memorandum 1")
                .put("validFrom", "2026-01-01");
        rules.addObject()
                .put("ruleId", "rule-grade-c")
                .put("on", "grade:C")
                .put("measure", "D-8")
                .put("legalBasis", "memorandum 1")
                .put("validFrom", "2026-01-01");
        return body;
    }

    private JsonNode json(People person, String path) throws Exception {
        Answer answer = as(person).get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }
}
