package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.CustomsProfile;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningPeer;

/** What customs says of a person, at its desks. */
@QuarkusTest
@TestProfile(CustomsProfile.class)
class PersonDeskTest extends DeskPages {

    /** What was used of the quota, with or without its decimals; a random id may hold the digits. */
    private static final String AMOUNT = "\\b6500\\b";

    private static final String PATH = "/desk/person-credit";
    private static final String PROPOSALS = PATH + "/proposals";
    private static final String APPROVALS = PATH + "/approvals";

    private final String person = Sha256.hex(newId().getBytes(StandardCharsets.UTF_8));

    @BeforeEach
    void the_knitter_names_a_buyer_at_the_single_window() throws Exception {
        RunningPeer.get().speaksFor("CommerceMSP");
        assertWritten(put(
                People.CLERK,
                "/api/v1/people/" + person,
                Bodies.object()
                        .put("kind", "buyer")
                        .put("name", "NAME-OF-A-BUYER")
                        .put("legalBasis", "e-commerce law")
                        .put("retainUntil", today.plusYears(2).toString()),
                newId(),
                "Zone-Salt",
                SALT));
        RunningPeer.get().speaksFor("CustomsMSP");
    }

    @Test
    void is_proposed_by_one_confirmed_by_another_and_read_with_a_record() throws Exception {
        assertThat(page(People.OFFICER, "/desk")).contains("href=\"" + PATH + "?lang=en\"");
        look(People.OFFICER, PATH, "person-credit");
        Map<String, String> proposal = proposal();
        Answer proposed = send(People.OFFICER, PROPOSALS, proposal);
        assertDone(proposed, "proposed");
        assertThat(proposed.header("Location")).doesNotContain(person);

        assertThat(shown(People.OFFICER))
                .as("who proposed has no button")
                .contains("proposed by you", "2026: 6500.00 CNY used")
                .doesNotContain(APPROVALS);
        String waiting = shown(People.REVIEWER);
        assertThat(waiting)
                .contains("waiting", "2026: 6500.00 CNY used", "abuse of identity, resale", "notice 194")
                .doesNotContain(PROPOSALS, "NAME-OF-A-BUYER");
        Answer confirmed = send(People.REVIEWER, APPROVALS, with(form(waiting, APPROVALS), "person", person));
        assertDone(confirmed, "confirmed");
        assertThat(confirmed.header("Location")).doesNotContain(person);
        assertThat(shown(People.REVIEWER)).contains("Nothing has been proposed about this person.");

        Map<String, String> form = with(
                form(page(People.OFFICER, PATH), PATH),
                "person",
                person,
                "purpose",
                "quota-check",
                "legalBasis",
                "notice 194, article 4");
        Answer read = send(People.OFFICER, PATH, form);
        keep(read, "person-credit-read-en");
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.body())
                .contains("In force", "2026: 6500.00 CNY used", "access/" + form.get("id"))
                .doesNotContain("NAME-OF-A-BUYER");
        assertThat(new String(peer().state("access/" + form.get("id")).orElseThrow(), StandardCharsets.UTF_8))
                .contains("quota-check")
                .doesNotContain(person)
                .doesNotContainPattern(AMOUNT);
    }

    @Test
    void is_not_confirmed_by_who_proposed_it_even_with_a_form_of_his_own_making() throws Exception {
        assertDone(send(People.OFFICER, PROPOSALS, proposal()), "proposed");
        Map<String, String> own =
                Map.of("id", newId(), "salt", SALT, "version", "0", "step", "APPROVE", "person", person);
        Answer refused = send(People.OFFICER, APPROVALS, own);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body())
                .contains("Not done: You have proposed this yourself; another person of your agency decides.");
        assertDone(send(People.OTHER_OFFICER, APPROVALS, own), "confirmed");
    }

    @Test
    void is_not_read_without_a_ground_or_where_nothing_is_in_force_and_the_field_says_so() throws Exception {
        assertDone(send(People.OFFICER, PROPOSALS, proposal()), "proposed");
        Map<String, String> form = with(form(page(People.OFFICER, PATH), PATH), "person", person);
        Answer nothing = send(People.OFFICER, PATH, with(form, "purpose", "quota-check", "legalBasis", "notice 194"));
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.body())
                .contains("Not done: Nothing of it is in force.")
                .doesNotContainPattern(AMOUNT);
        confirm();
        Answer half = send(People.OFFICER, PATH, with(form, "purpose", "quota-check"));
        assertThat(half.status()).isEqualTo(422);
        assertThat(half.body())
                .containsPattern("name=\"legalBasis\"[^>]*aria-invalid=\"true\"")
                .contains("value=\"" + person + "\"")
                .doesNotContainPattern(AMOUNT);
        Answer reviewer = send(People.REVIEWER, PATH, with(form, "purpose", "quota-check", "legalBasis", "notice 194"));
        assertThat(reviewer.status()).isEqualTo(403);
        assertThat(reviewer.body()).doesNotContainPattern(AMOUNT);
        assertThat(send(People.OFFICER, PATH, with(form, "person", "somebody")).body())
                .containsPattern("name=\"person\"[^>]*aria-invalid=\"true\"");
    }

    @Test
    void is_refused_at_the_field_that_is_wrong_with_everything_else_kept() throws Exception {
        Answer refused = send(People.OFFICER, PROPOSALS, with(proposal(), "quotaUsed", "a lot"));
        assertThat(refused.status()).isEqualTo(422);
        keep(refused, "person-credit-refused-en");
        assertThat(refused.body())
                .containsPattern("name=\"quotaUsed\"[^>]*value=\"a lot\"[^>]*aria-invalid=\"true\"")
                .contains("<option value=\"IDENTITY_ABUSE RESALE\" selected>")
                .contains("<input type=\"hidden\" name=\"person\" value=\"" + person + "\">");
    }

    @Test
    void is_shown_to_nobody_once_the_person_is_erased_or_restricted() throws Exception {
        assertDone(send(People.OFFICER, PROPOSALS, proposal()), "proposed");
        assertWritten(post(
                People.OFFICER,
                "/api/v1/people/" + person + "/erasure",
                Bodies.object().put("reason", "withdrawn").put("legalBasis", "article 47"),
                newId()));
        assertThat(shown(People.REVIEWER))
                .contains("Nothing has been proposed about this person.")
                .doesNotContain(APPROVALS)
                .doesNotContainPattern(AMOUNT);
        assertThat(as(People.REVIEWER)
                        .get("/api/v1/people/" + person + "/credit")
                        .code())
                .isEqualTo("NOT_FOUND");
        Answer late = send(People.OFFICER, PROPOSALS, proposal());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("Not done:");
    }

    private Map<String, String> proposal() throws Exception {
        return with(
                form(shown(People.OFFICER), PROPOSALS),
                "person",
                person,
                "year",
                "2026",
                "quotaUsed",
                "6500.00",
                "flags",
                "IDENTITY_ABUSE RESALE",
                "legalBasis",
                "notice 194",
                "validTo",
                today.plusMonths(1).toString());
    }

    private void confirm() throws Exception {
        assertDone(
                send(People.REVIEWER, APPROVALS, with(form(shown(People.REVIEWER), APPROVALS), "person", person)),
                "confirmed");
    }

    /** What the page shows of the person without a ground. */
    private String shown(People who) throws Exception {
        Answer answer = send(who, PATH, with(form(page(who, PATH), PATH), "person", person));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }
}
