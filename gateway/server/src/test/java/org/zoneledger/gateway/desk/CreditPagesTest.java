package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;

/** Credit as the public, the enterprise itself and those who make the rules see it. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class CreditPagesTest extends DeskPages {

    private static final String ENTERPRISE = "/enterprises/" + Past.KNITTER;

    @Nested
    class Public {

        @Test
        void shows_the_letter_and_why_but_neither_score_nor_what_the_law_does_not_publish() throws Exception {
            word("GOOD");
            assertThat(page(People.NOBODY, ENTERPRISE))
                    .contains(
                            "Credit grade in the zone",
                            "<p class=\"grade ",
                            "zone-grade-2",
                            "The weighted score decides.")
                    .contains("href=\"/verify?receipt=grade/" + Past.KNITTER + "&amp;lang=en\"")
                    .contains("href=\"/api/v1/receipts/grade/" + Past.KNITTER + "?format=pdf\"")
                    .contains("Commerce rating</dt><dd>Good · ")
                    .doesNotContain("Tax class")
                    .doesNotContain("weight 25");
            assertThat(as(People.OFFICER).get(ENTERPRISE + "?lang=en").body())
                    .as("the public page is the same for an officer")
                    .doesNotContain("Tax class");
        }

        @Test
        void shows_a_finding_while_it_is_published_with_the_day_of_its_repair_and_not_longer() throws Exception {
            String fact = found("PENALTY", "GENERAL", "PUBLISHED-FINE-3", today.minusMonths(2));
            String over = found("PENALTY", "MINOR", "OLD-FINE-3", today.minusMonths(8));
            assertThat(page(People.NOBODY, ENTERPRISE))
                    .contains("PUBLISHED-FINE-3", "decision 7 of 2026", "order 44, article 9", "Repair possible from")
                    .doesNotContain("OLD-FINE-3");
            withdraw(fact);
            assertThat(page(People.NOBODY, ENTERPRISE))
                    .doesNotContain("PUBLISHED-FINE-3")
                    .contains("Nothing is being published about this enterprise.");
            withdraw(over);
        }

        @Test
        void law_is_readable_in_both_languages_without_small_numbers() throws Exception {
            recognises("zone-1:EXCELLENT", "I-2", "grade:D", "D-8");
            assertThat(page(People.NOBODY, "/credit-laws"))
                    .contains("zone-grade-2", "zone-grade-1", "fewer than 5", "850 or more", "30 points off")
                    .contains("Advanced certified (AEO)", "published for 12 months at most; repair after 3 months")
                    .contains("Commerce rating · Excellent</dt><dd>No guarantee; by memorandum 1")
                    .contains("Zone grade D</dt><dd>More inspections", "D-9</dt>", "500 of 1,000 declarations");
            assertThat(as(People.NOBODY).get("/credit-laws?lang=zh").body())
                    .contains("评定规则", "高级认证企业", "不足 5 家", "谁采信什么".substring(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/credit-laws", "/lists", "/policy"})
    void a_page_for_everybody_does_not_call_itself_a_desk(String path) throws Exception {
        look(People.NOBODY, path, path.substring(1));
        assertThat(page(People.NOBODY, path))
                .contains("<p>Open information<small>")
                .doesNotContain("Zone desk");
        assertThat(as(People.NOBODY).get(path + "?lang=zh").body())
                .contains("<p>综试区信息公开<small>")
                .doesNotContain("综试区工作台");
        assertThat(page(People.OFFICER, "/desk")).contains("<p>Zone desk<small>");
    }

    @Nested
    class Own {

        @Test
        void explains_the_grade_what_would_raise_it_and_how_to_apply_for_repair() throws Exception {
            word("GOOD");
            recognises("PENALTY:GENERAL", "D-6", "zone-1:GOOD", "I-5");
            String fact = found("PENALTY", "GENERAL", "<img src=x> fine", today.minusMonths(5));
            String early = found("DEFAULT", "SERIOUS", "early default", today.minusMonths(1));
            String repair = applies(fact);
            assertThat(page(People.CLERK, "/desk")).contains("href=\"/desk/credit?lang=en\"");
            look(People.CLERK, "/desk/credit", "own-credit");
            assertThat(page(People.CLERK, "/desk/credit"))
                    .contains("If Tax class · B were A", "If Commerce rating · Good were Excellent")
                    .contains("Without Penalty · general · &lt;img src=x&gt; fine")
                    .contains("weight 25, 800 points", "30 points off", "Something warns: C at best.")
                    .contains("./zone sign repair.json --as " + Past.KNITTER + " --repair &gt; headers")
                    .contains("&quot;factId&quot;:&quot;" + fact + "&quot;", "can be applied for now")
                    .contains("the fine is paid", "to be decided", "Commerce · Under close supervision")
                    .doesNotContain("<img src=x");
            assertThat(repair).isNotEmpty();
            withdraw(early);
            withdraw(fact);
        }

        @ParameterizedTest
        @EnumSource(names = {"OFFICER", "REVIEWER", "AUDITOR", "STRANGER"})
        void is_the_enterprises_alone(People person) throws Exception {
            assertThat(as(person).get("/desk/credit").status()).isEqualTo(403);
        }

        @Test
        void of_another_enterprise_shows_nothing_of_this_one() throws Exception {
            assertThat(page(People.OTHER_CLERK, "/desk/credit"))
                    .contains("No grade has been made yet.")
                    .doesNotContain(Past.KNITTER);
        }
    }

    @Nested
    class Trying {

        private static final String ACTION = "/desk/simulation";

        @Test
        void other_numbers_shows_who_would_move_and_writes_nothing() throws Exception {
            word("GOOD");
            int written = peer().submissions().size();
            Map<String, String> form = form(page(People.OFFICER, ACTION), ACTION);
            Answer tried = send(
                    People.REVIEWER,
                    ACTION,
                    with(
                            form,
                            "thresholds.A",
                            "999",
                            "thresholds.B",
                            "998",
                            "thresholds.C",
                            "997",
                            "weights.tax",
                            "50"));
            assertThat(tried.status()).as(tried.toString()).isEqualTo(200);
            keep(tried, "simulation-en");
            assertThat(tried.body())
                    .contains(" would move.", "B → D", "The weighted score decides.")
                    .contains("href=\"/desk/enterprises/" + Past.KNITTER + "?lang=en\">Tongxiang Knitting</a>")
                    .contains("name=\"thresholds.A\" type=\"number\" value=\"999\"");
            assertThat(peer().submissions()).hasSize(written);
            look(People.OFFICER, ACTION, "simulation-form");
        }

        @Test
        void the_numbers_in_force_moves_nobody() throws Exception {
            Map<String, String> form = form(page(People.OFFICER, ACTION), ACTION);
            assertThat(send(People.OFFICER, ACTION, form).body()).contains("Nobody would move.");
        }

        @Test
        void what_is_no_rule_set_says_why() throws Exception {
            Map<String, String> form = form(page(People.OFFICER, ACTION), ACTION);
            Answer above = send(People.OFFICER, ACTION, with(form, "thresholds.A", "100"));
            assertThat(above.status()).isEqualTo(422);
            assertThat(above.body()).contains("Not done:", "A value is not of the expected form.");
            assertThat(send(People.OFFICER, ACTION, with(form, "weights.tax", "<b>"))
                            .body())
                    .contains("Not done:")
                    .doesNotContain("<b>\"");
            assertThat(send(People.OFFICER, ACTION, form, "https://elsewhere.example")
                            .status())
                    .isEqualTo(403);
        }
    }
}
