package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.credit.TestCredit.KNITTER;
import static org.zoneledger.domain.credit.TestCredit.SUBJECT;
import static org.zoneledger.domain.credit.TestCredit.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.CreditRules.Split;
import org.zoneledger.domain.disclosure.Sealed;

/** On 2026-05-06 the listing has been public for its least time, the penalty for one day. */
class RepairRulesTest {

    private static final Caller CLERK = KNITTER.clerk("CommerceMSP");
    private static final String FACTS = "facts/market/" + SUBJECT;

    private final TestCredit credit = new TestCredit();

    @BeforeEach
    void two_good_words_and_two_facts() {
        credit.assess("customs", "ADVANCED_CERTIFIED");
        credit.assess("tax", "A");
        credit.listed("market", "listing-1", "SERIOUS", "2025-05-02", "2025-05-05");
        credit.record("market", TestCredit.fact("penalty-1", "PENALTY", "GENERAL", "2026-05-04", "2026-05-05"));
    }

    @Nested
    class Apply {

        @Test
        void stands_before_the_finder_who_alone_may_change_it() {
            Decision decision = credit.apply(credit.application("market", "listing-1", "DUTIES_DONE"));
            assertThat(decision.writes().get(0).owners()).contains(List.of("MarketMSP"));
            assertThat(decision.writes().get(1).collection()).contains(Write.AGENCIES);
            LedgerRecord open = LedgerRecord.read(decision.writes().get(0).value());
            assertThat(open.text("status")).isEqualTo("APPLIED");
            assertThat(open.text("decideBy")).isEqualTo("2026-05-20");
        }

        @Test
        void tells_the_public_neither_the_subject_nor_the_fact() {
            Decision decision = credit.apply(credit.application("market", "listing-1", "DUTIES_DONE"));
            assertThat(TestCredit.open(decision))
                    .doesNotContain(SUBJECT.value())
                    .doesNotContain("listing-1")
                    .doesNotContain("DUTIES_DONE")
                    .doesNotContain("罚款");
        }

        @Test
        void answers_the_same_application_again_without_writing() {
            Split application = credit.application("market", "listing-1", "DUTIES_DONE");
            credit.ledger.apply(credit.apply(application));
            assertThat(credit.apply(application).replayed()).isTrue();
        }

        /** domain.md 3.4: a general fact after three months of publicity, a serious one after twelve (S: 7, 8, 9). */
        @ParameterizedTest
        @CsvSource({
            "penalty-1,2026-08-05T15:59:59.999Z,false",
            "penalty-1,2026-08-05T16:00:00Z,true",
            "listing-2,2027-05-05T15:59:59.999Z,false",
            "listing-2,2027-05-05T16:00:00Z,true"
        })
        void waits_for_the_least_publicity_to_end_in_beijing(String factId, String at, boolean isTime) {
            credit.listed("market", "listing-2", "SERIOUS", "2026-05-04", "2026-05-05");
            credit.at(at);
            Split application = credit.application("market", factId, "DUTIES_DONE");
            if (isTime) {
                assertThat(credit.apply(application).version()).isEqualTo(1);
            } else {
                Refused.with(Code.PERIOD_INVALID, "restricted.factId", () -> credit.apply(application));
            }
        }

        @Test
        void need_not_wait_with_a_minor_fact() {
            credit.record("market", TestCredit.fact("penalty-2", "PENALTY", "MINOR", "2026-05-06", "2026-05-20"));
            assertThat(credit.apply(credit.application("market", "penalty-2", "DUTIES_DONE"))
                            .version())
                    .isEqualTo(1);
        }

        @Test
        void need_not_wait_in_a_reorganisation() {
            assertThat(credit.apply(credit.application("market", "penalty-1", "REORGANISATION"))
                            .version())
                    .isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DUTIES_DONE", "REORGANISATION"})
        void refuses_a_fact_whose_repair_a_law_forbids(String ground) {
            credit.record(
                    "market",
                    TestCredit.fact("penalty-2", "PENALTY", "MINOR", "2026-05-04", "2026-05-05")
                            .put("irreparableBy", "食品安全法"));
            Refused.with(
                    Code.WRONG_STATE,
                    "restricted.factId",
                    () -> credit.apply(credit.application("market", "penalty-2", ground)));
        }

        @Test
        void refuses_a_fact_that_speaks_for_the_subject() {
            ObjectNode award = TestCredit.fact("award-01", "AWARD", "MINOR", "2025-01-01", "2025-01-01");
            award.remove("severity");
            credit.record("market", award);
            Refused.with(
                    Code.WRONG_STATE,
                    "restricted.factId",
                    () -> credit.apply(credit.application("market", "award-01", "DUTIES_DONE")));
        }

        @Test
        void refuses_a_fact_that_does_not_stand_or_stands_with_another_agency() {
            Refused.with(
                    Code.NOT_FOUND,
                    "restricted.factId",
                    () -> credit.apply(credit.application("market", "listing-9", "DUTIES_DONE")));
            Refused.with(
                    Code.NOT_FOUND,
                    "restricted.factId",
                    () -> credit.apply(credit.application("tax", "listing-1", "DUTIES_DONE")));
        }

        @Test
        void refuses_another_agency_than_the_finder_as_owner() {
            Split application = credit.application("TaxMSP", asked("market"));
            Refused.with(Code.VALUE_INVALID, "owner", () -> credit.apply(application));
        }

        @Test
        void refuses_everybody_but_the_subjects_own_clerk_at_the_single_window() {
            Split application = credit.application("market", "listing-1", "DUTIES_DONE");
            TestParty other = TestParty.of("91330402MA2B00019E", "secp256r1");
            Refused.with(
                    Code.NOT_PERMITTED, "uscc", () -> credit.apply(application, KNITTER, other.clerk("CommerceMSP")));
            Refused.with(
                    Code.NOT_PERMITTED,
                    "uscc",
                    () -> credit.apply(application, KNITTER, TestParty.officer("MarketMSP")));
            Refused.with(Code.NOT_PERMITTED, "", () -> credit.apply(application, KNITTER, KNITTER.clerk("MarketMSP")));
        }

        @Test
        void refuses_a_signature_of_another_certificate_and_a_subject_without_a_filing() {
            Split application = credit.application("market", "listing-1", "DUTIES_DONE");
            Refused.with(Code.SIGNATURE_INVALID, "jws", () -> credit.apply(application, KNITTER.renewed(), CLERK));
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "restricted.uscc",
                    () -> RepairRules.apply(
                            Optional.empty(),
                            Optional.empty(),
                            credit.ledger.held(FACTS),
                            application.document(),
                            KNITTER.sign(application.document()),
                            application.restricted(),
                            CLERK,
                            TestCredit.AT));
        }

        @Test
        void refuses_restricted_values_other_than_those_of_the_digests() {
            Split one = credit.application("market", "listing-1", "DUTIES_DONE");
            Split other = credit.application("market", "listing-1", "REORGANISATION");
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> credit.apply(new Split(one.document(), other.restricted())));
        }

        @Test
        void refuses_a_ground_material_or_statement_that_cannot_be() {
            Refused.with(
                    Code.VALUE_INVALID,
                    "restricted.ground",
                    () -> credit.apply(credit.application("market", "listing-1", "FORGIVEN")));
            ObjectNode file = asked("market");
            file.withArray("materials").add("receipt.pdf");
            Refused.with(
                    Code.VALUE_INVALID,
                    "restricted.materials[1]",
                    () -> credit.apply(credit.application("MarketMSP", file)));
            ObjectNode none = asked("market");
            none.putArray("materials");
            Refused.with(
                    Code.VALUE_INVALID,
                    "restricted.materials",
                    () -> credit.apply(credit.application("MarketMSP", none)));
            ObjectNode person = asked("market").put("statement", "经办人 330402199001010019");
            Refused.with(
                    Code.PERSONAL_DATA,
                    "restricted.statement",
                    () -> credit.apply(credit.application("MarketMSP", person)));
        }

        private ObjectNode asked(String scheme) {
            ObjectNode asked = json("{'factId':'listing-1','ground':'DUTIES_DONE','statement':'罚款已缴清'}")
                    .put("uscc", SUBJECT.value())
                    .put("scheme", scheme);
            asked.putArray("materials").add("ab".repeat(32));
            return asked;
        }
    }

    @Nested
    class Grant {

        @Test
        void takes_the_fact_away_and_makes_the_grade_anew_in_the_same_decision() {
            assertThat(credit.grade().text("grade")).isEqualTo("D");
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            Decision decision = credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP");
            assertThat(TestCredit.keys(decision))
                    .startsWith(
                            FACTS,
                            "agencies:" + FACTS,
                            "grade/" + SUBJECT,
                            "agencies:grade/" + SUBJECT,
                            "repair/" + repair,
                            "agencies:repair/" + repair)
                    .hasSize(7);
            assertThat(facts()).containsExactly("penalty-1");
            assertThat(credit.grade().text("grade")).isEqualTo("A");
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(970);
            assertThat(credit.gradeInside().toString()).doesNotContain("listing-1");
            assertThat(credit.record("repair/" + repair).text("status")).isEqualTo("REPAIRED");
        }

        @Test
        void names_both_persons_on_the_roll_and_on_the_application() {
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP");
            LedgerRecord roll = credit.record(FACTS);
            assertThat(credit.ledger.restricted(FACTS).values().path("act"))
                    .isEqualTo(FactRules.act("REPAIR", "listing-1", "信用修复管理办法"));
            assertThat(roll.version()).isEqualTo(3);
            assertThat(roll.node().at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(roll.node().at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
            LedgerRecord decided = credit.record("repair/" + repair);
            assertThat(decided.node().at("/by/role").asText()).isEqualTo("CLERK");
            assertThat(decided.node().at("/proposedBy/role").asText()).isEqualTo("OFFICER");
            assertThat(decided.node().at("/decision/by/role").asText()).isEqualTo("REVIEWER");
        }

        @Test
        void lifts_five_measures_of_four_agencies_at_once_and_no_other() {
            credit.recognise(
                    "CustomsMSP",
                    "customs-1 LISTING:SERIOUS D-8",
                    "customs-2 grade:D D-9",
                    "customs-3 sta-12-2025:A I-1",
                    "customs-4 PENALTY:GENERAL D-6");
            credit.recognise("TaxMSP", "tax-0001 LISTING:SERIOUS D-6");
            credit.recognise("ForexMSP", "forex-01 grade:D D-6");
            credit.recognise("CommerceMSP", "commerce-1 LISTING:SERIOUS D-3");
            assertThat(measures()).hasSize(7);
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP");
            assertThat(lifted(repair))
                    .extracting(each -> each.get("msp").asText()
                            + " " + each.get("ruleId").asText()
                            + " " + each.get("item").asText())
                    .containsExactly(
                            "CustomsMSP customs-1 D-8",
                            "CustomsMSP customs-2 D-9",
                            "TaxMSP tax-0001 D-6",
                            "ForexMSP forex-01 D-6",
                            "CommerceMSP commerce-1 D-3");
            assertThat(measures()).extracting(Measure::ruleId).containsExactly("customs-3", "customs-4");
        }

        @Test
        void does_not_lift_a_measure_that_another_fact_still_bears() {
            credit.listed("tax", "listing-2", "SERIOUS", "2026-05-04", "2026-05-05");
            credit.recognise("CustomsMSP", "customs-1 LISTING:SERIOUS D-8", "customs-2 grade:D D-9");
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP");
            assertThat(lifted(repair)).isEmpty();
            assertThat(credit.grade().text("grade")).isEqualTo("D");
        }

        @Test
        void keeps_what_was_lifted_and_why_with_the_agencies() {
            credit.recognise("CustomsMSP", "customs-1 LISTING:SERIOUS D-8");
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            Decision decision = credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP");
            String open =
                    new String(TestCredit.write(decision, "repair/" + repair).value(), StandardCharsets.UTF_8);
            assertThat(open)
                    .doesNotContain("customs-1")
                    .doesNotContain("义务已履行")
                    .doesNotContain(SUBJECT.value())
                    .doesNotContain("listing-1");
            ObjectNode inside = credit.ledger.restricted("repair/" + repair).values();
            assertThat(inside.get("reason").asText()).isEqualTo("义务已履行");
            assertThat(inside.get("statement").asText()).isEqualTo("罚款已缴清");
            credit.ledger
                    .restricted("repair/" + repair)
                    .mustMatch(credit.record("repair/" + repair).node().get("restricted"));
        }

        @Test
        void suspends_in_a_reorganisation_to_a_day_and_lifts_until_then() {
            credit.recognise("CustomsMSP", "customs-1 LISTING:SERIOUS D-8");
            String repair = credit.applied("market", "listing-1", "REORGANISATION");
            credit.restore(suspension(repair, "2026-12-31"), "MarketMSP");
            assertThat(credit.record("repair/" + repair).text("status")).isEqualTo("SUSPENDED");
            assertThat(lifted(repair)).hasSize(1);
            assertThat(credit.grade().text("grade")).isEqualTo("A");
            assertThat(credit.grade().text("until")).isEqualTo("2026-12-31");
            assertThat(facts()).containsExactly("penalty-1", "listing-1");
            Standing standing = credit.standing();
            assertThat(standing.gradeOn(LocalDate.of(2026, 12, 31)).letter().name())
                    .isEqualTo("A");
            assertThat(standing.gradeOn(LocalDate.of(2027, 1, 1)).letter().name())
                    .isEqualTo("D");
        }

        @Test
        void of_a_suspended_fact_is_for_good_when_duties_are_done() {
            String first = credit.applied("market", "listing-1", "REORGANISATION");
            credit.restore(suspension(first, "2026-12-31"), "MarketMSP");
            String second = credit.applied("market", "listing-1", "DUTIES_DONE");
            credit.restore(credit.outcome(second, "GRANT"), "MarketMSP");
            assertThat(facts()).containsExactly("penalty-1");
            assertThat(lifted(second)).isEmpty();
        }

        @Test
        void refuses_a_reorganisation_without_a_day_to_come_and_a_day_without_a_reorganisation() {
            String reorganised = credit.applied("market", "listing-1", "REORGANISATION");
            Refused.with(
                    Code.PERIOD_INVALID,
                    "suspendTo",
                    () -> credit.restore(credit.outcome(reorganised, "GRANT"), "MarketMSP"));
            Refused.with(
                    Code.PERIOD_INVALID,
                    "suspendTo",
                    () -> credit.restore(suspension(reorganised, "2026-05-06"), "MarketMSP"));
            String done = credit.applied("market", "listing-1", "DUTIES_DONE");
            Refused.with(
                    Code.PERIOD_INVALID,
                    "suspendTo",
                    () -> credit.restore(suspension(done, "2026-12-31"), "MarketMSP"));
        }

        @Test
        void refuses_a_day_before_the_least_publicity_is_over() {
            credit.at("2026-08-06T01:00:00Z");
            String repair = credit.applied("market", "penalty-1", "DUTIES_DONE");
            credit.at("2026-08-05T01:00:00Z");
            Refused.with(
                    Code.PERIOD_INVALID,
                    "restricted.factId",
                    () -> credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP"));
        }

        @Test
        void refuses_a_fact_that_is_gone_which_leaves_only_a_refusal() {
            String first = credit.applied("market", "listing-1", "DUTIES_DONE");
            String second = credit.applied("market", "listing-1", "DUTIES_DONE");
            credit.restore(credit.outcome(first, "GRANT"), "MarketMSP");
            Refused.with(
                    Code.NOT_FOUND,
                    "restricted.factId",
                    () -> credit.restore(credit.outcome(second, "GRANT"), "MarketMSP"));
            credit.restore(credit.outcome(second, "REFUSE"), "MarketMSP");
            assertThat(credit.record("repair/" + second).text("status")).isEqualTo("REFUSED");
        }
    }

    @Nested
    class Refuse {

        @Test
        void leaves_facts_and_grade_as_they_were() {
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            Decision decision = credit.restore(credit.outcome(repair, "REFUSE"), "MarketMSP");
            assertThat(TestCredit.keys(decision))
                    .startsWith("repair/" + repair, "agencies:repair/" + repair)
                    .hasSize(3);
            assertThat(facts()).containsExactly("listing-1", "penalty-1");
            assertThat(credit.record("repair/" + repair).text("status")).isEqualTo("REFUSED");
            assertThat(credit.ledger.restricted("repair/" + repair).values().has("lifted"))
                    .isFalse();
        }

        @Test
        void refuses_to_suspend_beside_it() {
            String repair = credit.applied("market", "listing-1", "REORGANISATION");
            Split outcome = suspension(repair, "2026-12-31");
            outcome.document().put("step", "REFUSE");
            Refused.with(Code.PERIOD_INVALID, "suspendTo", () -> credit.restore(outcome, "MarketMSP"));
        }
    }

    @Nested
    class Restore {

        @Test
        void answers_the_same_decision_again_without_writing() {
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            Split outcome = credit.outcome(repair, "GRANT");
            credit.restore(outcome, "MarketMSP");
            assertThat(decide(outcome, TestParty.reviewer("MarketMSP")).replayed())
                    .isTrue();
        }

        @Test
        void refuses_the_same_id_for_another_decision_and_a_second_decision() {
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            Split outcome = credit.outcome(repair, "REFUSE");
            credit.restore(outcome, "MarketMSP");
            ObjectNode other = outcome.document().deepCopy().put("step", "GRANT");
            Refused.with(
                    Code.ID_REUSED,
                    "id",
                    () -> decide(new Split(other, outcome.restricted()), TestParty.reviewer("MarketMSP")));
            Refused.with(
                    Code.WRONG_STATE, "repair", () -> credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP"));
        }

        @Test
        void refuses_an_application_that_there_is_not() {
            Refused.with(
                    Code.NOT_FOUND,
                    "repair",
                    () -> credit.restore(credit.outcome("no-such-repair", "GRANT"), "MarketMSP"));
        }

        @Test
        void refuses_everybody_but_a_second_person_of_the_finder() {
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            Split outcome = credit.outcome(repair, "GRANT");
            Refused.with(Code.NOT_FOUND, "id", () -> decide(outcome, TestParty.reviewer("MarketMSP")));
            credit.propose(
                    TransactionName.CREDIT_RESTORE,
                    outcome.document(),
                    outcome.restricted(),
                    TestParty.officer("MarketMSP"));
            Refused.with(Code.NOT_PERMITTED, "by", () -> decide(outcome, TestParty.officer("MarketMSP")));
            Refused.with(Code.NOT_OWNER, "", () -> decide(outcome, TestParty.reviewer("CommerceMSP")));
            Refused.with(Code.NOT_OWNER, "", () -> decide(outcome, CLERK));
        }

        @Test
        void refuses_a_decision_without_a_reason_and_values_other_than_those_of_the_digests() {
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            Split outcome = credit.outcome(repair, "GRANT");
            Refused.with(
                    Code.FIELD_MISSING,
                    "restricted.reason",
                    () -> decide(new Split(outcome.document(), Sealed.none()), TestParty.reviewer("MarketMSP")));
            Sealed other = Sealed.seal(json("{'reason':'另一理由'}"), TestCredit.SEED);
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> decide(new Split(outcome.document(), other), TestParty.reviewer("MarketMSP")));
        }

        private Decision decide(Split outcome, Caller caller) {
            return credit.decide(TransactionName.CREDIT_RESTORE, outcome.document(), outcome.restricted(), caller);
        }
    }

    private Split suspension(String repair, String to) {
        Split outcome = credit.outcome(repair, "GRANT");
        outcome.document().put("suspendTo", to);
        return outcome;
    }

    private List<String> facts() {
        return FactRules.facts(credit.ledger.restricted(FACTS)).stream()
                .map(Fact::factId)
                .toList();
    }

    private JsonNode lifted(String repair) {
        return credit.ledger.restricted("repair/" + repair).values().get("lifted");
    }

    private List<Measure> measures() {
        return Measure.of(
                credit.standing().gradeOn(LocalDate.of(2026, 5, 6)),
                credit.grade(),
                RecognitionRules.all(credit.ledger));
    }
}
