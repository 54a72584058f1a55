package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;

/** Credit at the desk of commerce: what one person proposes, and what another one makes of it. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class CreditDeskTest extends DeskPages {

    private static final String SUBJECT = "/desk/enterprises/" + Past.KNITTER;
    private static final String WORD = "/desk/words/commerce/" + Past.KNITTER;
    private static final String FACT = "/desk/facts/commerce/" + Past.KNITTER;

    @Test
    void an_enterprise_is_found_by_part_of_its_name() throws Exception {
        assertThat(page(People.REVIEWER, "/desk/enterprises?q=knit"))
                .contains("href=\"" + SUBJECT + "?lang=en\">Tongxiang Knitting</a>");
        assertThat(page(People.OFFICER, "/desk/enterprises?q=%3Cb%3Enone"))
                .contains("Nothing was found.")
                .doesNotContain("<b>none");
        look(People.OFFICER, "/desk/enterprises?q=knit", "lookup");
    }

    @Test
    void a_class_is_proposed_by_one_and_approved_by_another() throws Exception {
        Map<String, String> form = with(
                form(page(People.OFFICER, SUBJECT), WORD),
                "classCode",
                "EXCELLENT",
                "assessedOn",
                today.toString(),
                "validFrom",
                today.toString(),
                "validTo",
                today.plusYears(1).toString(),
                "legalBasis",
                "trial measure 7",
                "grounds",
                "RESTRICTED-REPORT-9",
                "score",
                "931");
        assertDone(send(People.OFFICER, WORD, form), "proposed");
        assertDone(send(People.OFFICER, WORD, form), "proposed");

        String action = "/desk/cases/" + form.get("id");
        assertThat(page(People.OFFICER, "/desk"))
                .as("who proposed has no button")
                .contains("Class: Commerce rating — Excellent", "proposed by you")
                .doesNotContain(action);
        String worklist = page(People.REVIEWER, "/desk");
        assertThat(worklist)
                .contains("Class: Commerce rating — Excellent", "trial measure 7", "RESTRICTED-REPORT-9", "931")
                .contains("Tongxiang Knitting · " + Past.KNITTER);
        look(People.REVIEWER, "/desk", "worklist");
        assertDone(send(People.REVIEWER, action, with(form(worklist, action), "step", "APPROVE")), "approved");

        assertThat(page(People.REVIEWER, "/desk")).doesNotContain(action);
        assertThat(page(People.REVIEWER, SUBJECT)).contains(">Excellent</span>", "RESTRICTED-REPORT-9");
        assertThat(page(People.NOBODY, "/enterprises/" + Past.KNITTER))
                .contains("Excellent", "trial measure 7")
                .doesNotContain("RESTRICTED-REPORT-9");
    }

    @Test
    void a_proposal_is_refused_with_a_reason_and_not_without_one() throws Exception {
        String id = propose("FAIR");
        String action = "/desk/cases/" + id;
        Map<String, String> form = form(page(People.REVIEWER, "/desk"), action);
        Answer silent = send(People.REVIEWER, action, with(form, "step", "REFUSE", "reason", ""));
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.body()).contains("Not done:", "Something is not filled in.", action);
        assertDone(
                send(People.REVIEWER, action, with(form, "step", "REFUSE", "reason", "another year's report")),
                "refused");
        assertThat(page(People.REVIEWER, "/desk")).doesNotContain(action);
        Answer late = send(People.REVIEWER, action, with(form, "step", "APPROVE"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("somebody was quicker");
    }

    @Test
    void who_proposed_cannot_approve_even_with_a_form_of_his_own_making() throws Exception {
        String id = propose("FAIR");
        Map<String, String> form = Map.of("id", newId(), "salt", SALT, "version", "1", "step", "APPROVE");
        Answer own = send(People.OFFICER, "/desk/cases/" + id, form);
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.body())
                .contains("Not done: You have proposed this yourself; another person of your agency decides.");
        send(People.REVIEWER, "/desk/cases/" + id, with(form, "step", "REFUSE", "reason", "a test"));
    }

    @Test
    void a_form_that_was_changed_on_the_way_does_nothing() throws Exception {
        Map<String, String> form = with(
                form(page(People.OFFICER, SUBJECT), WORD),
                "classCode",
                "GOOD",
                "assessedOn",
                today.toString(),
                "validFrom",
                today.toString(),
                "validTo",
                today.plusYears(1).toString(),
                "legalBasis",
                "trial measure 8");
        assertThat(send(People.OFFICER, WORD, form, "https://elsewhere.example").status())
                .isEqualTo(403);
        assertThat(send(People.OFFICER, "/desk/words/tax/" + Past.KNITTER, form).body())
                .contains("Your agency may not take this step.");
        assertThat(send(People.OFFICER, WORD, with(form, "classCode", "SUPERB")).body())
                .contains("The rule set in force on the day of the assessment has no such class.");
        assertThat(send(People.OFFICER, WORD, with(form, "salt", "xyz")).status())
                .isEqualTo(422);
        assertThat(send(People.OFFICER, WORD, with(form, "score", "-1")).body()).contains("Score");
        assertThat(send(People.OFFICER, WORD, with(form, "validTo", "2020-01-01"))
                        .status())
                .isEqualTo(422);
        assertThat(page(People.REVIEWER, "/desk")).doesNotContain("/desk/cases/" + form.get("id"));
    }

    @Test
    void a_form_that_is_refused_comes_back_as_it_was_filled_in_with_the_reason_at_its_field() throws Exception {
        Map<String, String> form = with(
                form(page(People.OFFICER, SUBJECT), WORD),
                "classCode",
                "FAIR",
                "assessedOn",
                today.plusDays(1).toString(),
                "validFrom",
                today.plusDays(1).toString(),
                "validTo",
                today.plusYears(1).toString(),
                "legalBasis",
                "trial \"measure\" 10",
                "grounds",
                "see report 12",
                "score",
                "");
        Answer refused = send(People.OFFICER, WORD, form);
        assertThat(refused.status()).isEqualTo(422);
        keep(refused, "refused-en");
        assertThat(own(refused.body(), WORD))
                .contains("name=\"assessedOn\" type=\"date\" value=\"" + today.plusDays(1)
                        + "\" maxlength=\"400\" required aria-invalid=\"true\" aria-describedby=\"error\" autofocus>"
                        + "<strong id=\"error\">That day has not come yet.</strong>")
                .contains("<option value=\"FAIR\" selected>")
                .contains("value=\"trial &quot;measure&quot; 10\"", "value=\"see report 12\"")
                .as("it becomes another document")
                .doesNotContain(form.get("id"));
        assertThat(own(refused.body(), FACT)).doesNotContain("aria-invalid", "see report 12");

        Answer elsewhere = send(People.OFFICER, WORD, form, "https://elsewhere.example");
        assertThat(elsewhere.body())
                .as("who made another page send it fills in nothing here")
                .doesNotContain("see report 12", "aria-invalid=");
        Answer personal = send(People.OFFICER, WORD, with(form, "grounds", "of 33040219900101001" + "9"));
        assertThat(personal.body()).doesNotContain("33040219900101001");
    }

    @Test
    void a_form_whose_outcome_is_not_known_is_sent_again_as_the_same_document() throws Exception {
        Map<String, String> form = with(
                form(page(People.OFFICER, SUBJECT), FACT),
                "kind",
                "AWARD",
                "title",
                "model exporter",
                "source",
                "award 4",
                "legalBasis",
                "order 15",
                "foundOn",
                today.toString());
        List<String> away = List.of("CustomsMSP", "TaxMSP", "MarketMSP");
        away.forEach(peer()::takeDown);
        Answer open = send(People.OFFICER, FACT, form);
        away.forEach(peer()::bringUp);
        assertThat(open.status()).as(open.toString()).isEqualTo(503);
        assertThat(own(open.body(), FACT))
                .contains("value=\"" + form.get("id") + "\"", "value=\"" + form.get("salt") + "\"", "model exporter");
        assertDone(send(People.OFFICER, FACT, form), "proposed");
    }

    /** The form on a page that leads there. */
    private static String own(String page, String action) {
        int at = page.indexOf("action=\"" + action + "?lang=en\"");
        return page.substring(at, page.indexOf("</form>", at));
    }

    @ParameterizedTest
    @EnumSource(names = {"CLERK", "AUDITOR", "GATEWAY", "STRANGER"})
    void nobody_but_officers_and_reviewers_sees_an_enterprise_from_all_sides(People person) throws Exception {
        assertThat(as(person).get(SUBJECT).status()).isEqualTo(403);
        assertThat(as(person).get("/desk/enterprises").status()).isEqualTo(403);
    }

    @Test
    void an_enterprise_that_has_not_filed_has_no_page() throws Exception {
        assertThat(as(People.OFFICER)
                        .get("/desk/enterprises/91330402MA2B00019E")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_reviewer_has_no_form_to_propose() throws Exception {
        assertThat(page(People.REVIEWER, SUBJECT)).doesNotContain("<form");
    }

    @Test
    void a_finding_is_recorded_shown_as_text_with_its_measures_repaired_and_gone() throws Exception {
        word("GOOD");
        evaluates(905);
        recognises("PENALTY:GENERAL", "D-6", "zone-1:GOOD", "I-5", "sta-12-2025:B", "I-3");
        String title = "<script>alert(1)</script> late filing";
        String shown = "&lt;script&gt;alert(1)&lt;/script&gt; late filing";
        Map<String, String> form = with(
                form(page(People.OFFICER, SUBJECT), FACT),
                "kind",
                "PENALTY",
                "severity",
                "GENERAL",
                "title",
                title,
                "source",
                "decision 9",
                "legalBasis",
                "order 15",
                "foundOn",
                today.minusMonths(4).toString(),
                "publishedFrom",
                today.minusMonths(4).toString(),
                "publishedTo",
                "");
        assertDone(send(People.OFFICER, FACT, form), "proposed");
        String action = "/desk/cases/" + form.get("id");
        String worklist = page(People.REVIEWER, "/desk");
        assertThat(worklist).contains("Finding: " + shown).doesNotContain("<script>alert");
        assertDone(send(People.REVIEWER, action, with(form(worklist, action), "step", "APPROVE")), "approved");

        String subject = page(People.OFFICER, SUBJECT);
        assertThat(subject)
                .contains(shown, "30 points off", "Commerce · Under close supervision")
                .contains("Penalty · general · " + shown, "Commerce · rule-commerce-1 · from 1 January 2026")
                .contains("facts/commerce/" + Past.KNITTER + ", version ")
                .contains("action=\"" + FACT + "/" + form.get("id") + "?lang=en\"")
                .contains("905 of 1,000; GB/T 23794; valid to 31 December 2036")
                .doesNotContain("<script>alert");
        look(People.OFFICER, SUBJECT, "subject");
        look(People.NOBODY, "/enterprises/" + Past.KNITTER, "enterprise");
        String open = page(People.NOBODY, "/enterprises/" + Past.KNITTER);
        assertThat(open).contains(shown).doesNotContain("<script>alert");

        String repair = applies(form.get("id"));
        String repairs = "/desk/repairs/" + repair;
        String desk = page(People.OFFICER, "/desk");
        assertThat(desk).contains("the fine is paid", shown);
        look(People.OFFICER, "/desk", "desk");
        assertThat(page(People.REVIEWER, "/desk")).contains("the fine is paid").doesNotContain(repairs);
        Map<String, String> decision =
                with(form(desk, repairs), "step", "GRANT", "reason", "all duties are done", "legalBasis", "order 36");
        assertDone(send(People.OFFICER, repairs, decision), "proposed");
        assertThat(page(People.OFFICER, "/desk"))
                .contains("a decision is proposed")
                .doesNotContain(repairs);
        String second = "/desk/cases/" + decision.get("id");
        String waiting = page(People.REVIEWER, "/desk");
        assertThat(waiting).contains("Grant a repair: " + shown, "all duties are done");
        assertDone(send(People.REVIEWER, second, with(form(waiting, second), "step", "APPROVE")), "approved");

        assertThat(page(People.OFFICER, SUBJECT)).doesNotContain("late filing").doesNotContain("30 points off");
        assertThat(page(People.NOBODY, "/enterprises/" + Past.KNITTER)).doesNotContain("late filing");
    }

    @Test
    void a_finding_that_was_wrong_is_withdrawn_by_two() throws Exception {
        String fact = found("DEFAULT", "MINOR", "wrong register entry", today.minusDays(3));
        String action = FACT + "/" + fact;
        Map<String, String> form = with(form(page(People.OFFICER, SUBJECT), action), "legalBasis", "order 44");
        assertDone(send(People.OFFICER, action, form), "proposed");
        String second = "/desk/cases/" + form.get("id");
        String worklist = page(People.REVIEWER, "/desk");
        assertThat(worklist).contains("Withdraw a finding: wrong register entry");
        assertDone(send(People.REVIEWER, second, with(form(worklist, second), "step", "APPROVE")), "approved");
        assertThat(page(People.OFFICER, SUBJECT)).doesNotContain("wrong register entry");
    }

    private String propose(String classCode) throws Exception {
        Map<String, String> form = with(
                form(page(People.OFFICER, SUBJECT), WORD),
                "classCode",
                classCode,
                "assessedOn",
                today.toString(),
                "validFrom",
                today.toString(),
                "validTo",
                today.plusYears(1).toString(),
                "legalBasis",
                "trial measure 9");
        assertDone(send(People.OFFICER, WORD, form), "proposed");
        return form.get("id");
    }
}
