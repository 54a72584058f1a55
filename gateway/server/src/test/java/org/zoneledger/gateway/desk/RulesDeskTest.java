package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;

/** What commerce states once for all, at its desk. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class RulesDeskTest extends DeskPages {

    private static final String PATH = "/desk/rules";
    private static final String ADD = "/desk/recognitions";
    private static final String ACCREDIT = "/desk/accreditations";

    @Test
    void a_rule_is_added_to_those_that_stand_and_ended_by_two_people() throws Exception {
        recognises("zone-1:GOOD", "I-5");
        assertThat(page(People.REVIEWER, PATH)).doesNotContain("<form");
        Map<String, String> form = rule(form(page(People.OFFICER, PATH), ADD));
        assertDone(send(People.OFFICER, ADD, form), "proposed");
        assertDone(send(People.OFFICER, ADD, form), "proposed");
        take(form.get("id"), "Recognition rules: 2");
        String page = page(People.OFFICER, PATH);
        assertThat(page).contains("rule-commerce-1", form.get("id"), "memorandum 12");
        look(People.OFFICER, PATH, "rules");

        String end = ADD + "/" + form.get("id");
        Map<String, String> ending =
                with(form(page, end), "validTo", today.minusDays(1).toString());
        assertThat(send(People.OFFICER, end, ending).body())
                .as("it began today")
                .contains("The period is over already, or ends before it begins.");
        assertDone(send(People.OFFICER, end, with(ending, "validTo", today.toString())), "proposed");
        take(ending.get("id"), "Recognition rules: 2");
        assertThat(as(People.NOBODY).get("/api/v1/recognitions").body())
                .contains("\"validTo\":\"" + today + "\"", "rule-commerce-1");
    }

    @Test
    void a_form_on_a_list_that_has_changed_since_takes_nobodys_rule_away() throws Exception {
        Map<String, String> form = rule(form(page(People.OFFICER, PATH), ADD));
        recognises("zone-1:GOOD", "I-5");
        Answer late = send(People.OFFICER, ADD, form);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("The record has changed since you opened this page.");
        assertThat(send(People.OFFICER, ADD + "/no-such-rule", form(page(People.OFFICER, PATH), ADD))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_evaluator_is_accredited_and_its_last_day_is_changed_by_two_people() throws Exception {
        spinnerIsActiveFor(People.SPINNERS_CLERK);
        Map<String, String> form = with(
                form(page(People.OFFICER, PATH).replaceFirst("(?s)^.*id=\"accredit\"", ""), ACCREDIT),
                "uscc",
                People.SPINNER,
                "validFrom",
                today.toString(),
                "validTo",
                today.plusYears(1).toString(),
                "legalBasis",
                "trial measure 31");
        assertThat(send(People.OFFICER, ACCREDIT, with(form, "uscc", "123")).body())
                .contains("This is no valid credit code.");
        Answer refused = send(People.OFFICER, ACCREDIT, with(form, "uscc", Past.KNITTER));
        assertThat(refused.status())
                .as("the knitter has not filed as an evaluator")
                .isEqualTo(422);
        assertDone(send(People.OFFICER, ACCREDIT, form), "proposed");
        take(form.get("id"), "Accredit the evaluator");
        String page = page(People.OFFICER, PATH);
        assertThat(page).contains("trial measure 31", People.SPINNER);
        String own = page.substring(page.indexOf(People.SPINNER));
        Map<String, String> earlier = with(
                form(own, ACCREDIT),
                "uscc",
                People.SPINNER,
                "validFrom",
                today.toString(),
                "validTo",
                today.plusDays(3).toString(),
                "legalBasis",
                "trial measure 31");
        assertThat(earlier.get("version"))
                .as("what stands when the form is opened")
                .matches("[1-9]");
        assertDone(send(People.OFFICER, ACCREDIT, earlier), "proposed");
        take(earlier.get("id"), "Accredit the evaluator");
        assertThat(as(People.NOBODY).get("/api/v1/accreditations").body())
                .contains(today.plusDays(3).toString());
    }

    private Map<String, String> rule(Map<String, String> form) {
        return with(
                form,
                "on",
                "PENALTY:GENERAL",
                "measure",
                "D-6",
                "legalBasis",
                "memorandum 12",
                "validFrom",
                today.toString(),
                "validTo",
                "");
    }

    private void take(String id, String title) throws Exception {
        String action = "/desk/cases/" + id;
        String worklist = page(People.REVIEWER, "/desk");
        assertThat(worklist).contains(title);
        assertDone(send(People.REVIEWER, action, with(form(worklist, action), "step", "APPROVE")), "approved");
    }
}
