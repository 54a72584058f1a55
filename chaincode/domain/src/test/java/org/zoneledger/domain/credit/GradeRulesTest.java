package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.credit.TestCredit.SUBJECT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;

class GradeRulesTest {

    private static final Caller OFFICER = TestParty.officer("TaxMSP");
    private static final TestParty ONE = TestParty.of("91330402MA2B00019E", "secp256r1");
    private static final TestParty OTHER = TestParty.of("91330411MA2B00027A", "secp256r1");

    private final TestCredit credit = new TestCredit();

    @Nested
    class Regrade {

        @Test
        void makes_the_first_grade_of_a_subject_of_whom_nothing_is_known() {
            Decision decision = regrade();
            assertThat(TestCredit.keys(decision)).containsExactly("grade/" + SUBJECT, "agencies:grade/" + SUBJECT);
            assertThat(credit.grade().text("grade")).isEqualTo("B");
            assertThat(credit.grade().version()).isEqualTo(1);
            assertThat(credit.grade().node().has("until")).isFalse();
            assertThat(credit.grade().node().get("inputs")).isEmpty();
            assertThat(credit.gradeInside().has("score")).isFalse();
        }

        @Test
        void writes_nothing_as_long_as_nothing_has_changed() {
            credit.assess("customs", "CERTIFIED");
            credit.assess("tax", "B");
            credit.at("2027-05-06T15:59:59Z");
            Decision decision = regrade();
            assertThat(decision.replayed()).isTrue();
            assertThat(decision.version()).isEqualTo(2);
        }

        @Test
        void makes_a_new_grade_when_a_word_has_ended() {
            credit.assess("customs", "CERTIFIED");
            credit.assess("tax", "A");
            assertThat(credit.grade().text("until")).isEqualTo("2027-05-06");
            credit.at("2027-05-06T16:00:00Z");
            assertThat(regrade().version()).isEqualTo(3);
            assertThat(credit.grade().text("grade")).isEqualTo("B");
            assertThat(credit.grade().text("on")).isEqualTo("2027-05-07");
            assertThat(credit.grade().text("because")).isEqualTo("grade/" + SUBJECT);
        }

        @Test
        void makes_a_new_grade_when_a_fact_is_over_although_its_record_is_the_same() {
            credit.assess("customs", "CERTIFIED");
            credit.record("market", TestCredit.fact("penalty-1", "PENALTY", "GENERAL", "2025-06-01", "2025-06-10"));
            credit.record("market", TestCredit.fact("penalty-2", "PENALTY", "GENERAL", "2025-06-01", "2025-06-20"));
            JsonNode inputs = credit.grade().node().get("inputs");
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(840);
            credit.at("2026-06-11T01:00:00Z");
            assertThat(regrade().replayed()).isFalse();
            assertThat(credit.grade().node().get("inputs")).isEqualTo(inputs);
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(870);
        }

        @Test
        void makes_a_new_grade_when_one_of_two_accreditations_was_ended() {
            credit.assess("customs", "CERTIFIED");
            credit.accredit(ONE, "2027-12-31");
            credit.accredit(OTHER, "2027-12-31");
            credit.evaluate(ONE, 1000, "2027-12-31");
            credit.evaluate(OTHER, 500, "2027-12-31");
            String until = credit.grade().text("until");
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(878);
            credit.accredit(OTHER, "2026-05-05");
            assertThat(regrade().replayed()).isFalse();
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(914);
            assertThat(credit.grade().text("until")).isEqualTo(until);
        }

        @Test
        void makes_a_new_grade_when_the_zones_rules_have_changed() {
            JsonNode vector = GradeVectors.read("law-of-the-day.json").stream()
                    .filter(each -> each.get("day").asText("").equals("2026-03-31"))
                    .findFirst()
                    .orElseThrow();
            TestLedger ledger = GradeVectors.ledger(vector);
            ledger.apply(GradeRules.regrade(
                    Standing.load(SUBJECT, ledger), OFFICER, GradeVectors.at(vector), TestCredit.SEED));
            Decision next = GradeRules.regrade(
                    Standing.load(SUBJECT, ledger), OFFICER, Instant.parse("2026-03-31T16:00:00Z"), TestCredit.SEED);
            LedgerRecord grade = LedgerRecord.read(next.writes().get(0).value());
            assertThat(grade.text("law")).isEqualTo("zone-grade-2");
            assertThat(grade.version()).isEqualTo(2);
        }

        @Test
        void refuses_everybody_but_officers_of_agencies() {
            for (Caller caller : List.of(
                    TestParty.reviewer("TaxMSP"),
                    TestParty.officer("OperatorMSP"),
                    TestParty.knitter().clerk("CommerceMSP"))) {
                Refused.with(
                        Code.NOT_OWNER,
                        "",
                        () -> GradeRules.regrade(credit.standing(), caller, TestCredit.AT, TestCredit.SEED));
            }
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    () -> GradeRules.regrade(
                            Standing.load(SUBJECT, new TestLedger()), OFFICER, TestCredit.AT, TestCredit.SEED));
        }
    }

    @Nested
    class GradeRecord {

        @Test
        void hides_a_rule_whose_ground_is_hidden_and_names_an_open_one() {
            credit.assess("market", "ABNORMAL");
            credit.assess("tax", "C");
            assertThat(credit.grade().node().get("rules"))
                    .extracting(JsonNode::asText)
                    .containsExactly("SCORE", "WARNING");
            assertThat(credit.gradeInside().get("reasons"))
                    .extracting(reason -> reason.path("because").asText())
                    .containsExactly("", "samr-44-2021:ABNORMAL", "sta-12-2025:C");
        }

        @Test
        void is_the_same_in_public_for_two_hidden_classes_of_different_points() {
            TestCredit other = new TestCredit();
            credit.assess("customs", "ADVANCED_CERTIFIED");
            credit.assess("tax", "B");
            other.assess("customs", "ADVANCED_CERTIFIED");
            other.assess("tax", "M");
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(909);
            assertThat(other.gradeInside().get("score").asInt()).isEqualTo(863);
            assertThat(open(credit)).isEqualTo(open(other));
        }

        @Test
        void names_what_it_was_made_from_by_key_and_version() {
            credit.assess("customs", "CERTIFIED");
            credit.assess("tax", "B");
            credit.assess("tax", "C");
            credit.record("tax", TestCredit.fact("penalty-1", "PENALTY", "GENERAL", "2026-05-04", "2026-05-05"));
            assertThat(credit.grade().node().get("inputs"))
                    .extracting(input -> input.get("key").asText() + " " + input.get("version"))
                    .containsExactly(
                            "assertion/customs/" + SUBJECT + " 1",
                            "assertion/tax/" + SUBJECT + " 2",
                            "facts/tax/" + SUBJECT + " 1");
        }

        @Test
        void says_who_made_it_and_by_which_record() {
            credit.assess("customs", "CERTIFIED");
            assertThat(credit.grade().text("because")).isEqualTo("assertion/customs/" + SUBJECT);
            assertThat(credit.grade().node().at("/by/msp").asText()).isEqualTo("CustomsMSP");
            assertThat(credit.grade().text("function")).isEqualTo("credit/scoring/v1");
        }

        @Test
        void keeps_score_parts_and_reasons_with_the_agencies_under_their_digests() {
            credit.assess("customs", "CERTIFIED");
            Sealed inside = credit.ledger.restricted("grade/" + SUBJECT);
            inside.mustMatch(credit.grade().node().get("restricted"));
            assertThat(CanonicalJson.text(inside.values().get("parts").get(0)))
                    .isEqualTo(CanonicalJson.text(
                            TestCredit.json("{'what':'gacc-282-2026:CERTIFIED','version':1,'weight':30,'points':900}")
                                    .put("key", "assertion/customs/" + SUBJECT)));
        }
    }

    private Decision regrade() {
        return credit.ledger.apply(GradeRules.regrade(credit.standing(), OFFICER, credit.now(), TestCredit.SEED));
    }

    /** The public record without the digests of what is not. */
    private static ObjectNode open(TestCredit credit) {
        ObjectNode node = credit.grade().node().deepCopy();
        node.remove("restricted");
        return node;
    }
}
