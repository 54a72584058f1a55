package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.disclosure.Sealed;

class EvaluationRulesTest {

    private static final TestParty ONE = TestParty.of("91330402MA2B00019E", "secp256r1");
    private static final TestParty OTHER = TestParty.of("91330411MA2B00027A", "secp256r1");
    private static final String KEY = "evaluations/" + TestCredit.SUBJECT;

    private final TestCredit credit = new TestCredit();

    @Nested
    class Accredit {

        @Test
        void is_commerces_decision_by_two_persons() {
            Decision decision = credit.accredit(ONE, "2027-12-31");
            assertThat(decision.writes().get(0).owners()).contains(List.of("CommerceMSP"));
            LedgerRecord open = credit.record("accreditation/" + ONE.uscc());
            assertThat(open.text("validTo")).isEqualTo("2027-12-31");
            assertThat(open.node().at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(open.node().at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
        }

        @Test
        void can_be_ended_earlier_by_a_second_decision() {
            credit.accredit(ONE, "2027-12-31");
            assertThat(credit.accredit(ONE, "2026-05-05").version()).isEqualTo(2);
        }

        @Test
        void is_of_an_enterprise_that_has_filed_as_an_evaluator() {
            credit.file(ONE, "bank");
            ObjectNode document = accreditation("2027-12-31");
            credit.propose(TransactionName.CREDIT_ACCREDIT, document, Sealed.none(), TestParty.officer("CommerceMSP"));
            Refused.with(Code.VALUE_INVALID, "uscc", () -> decide(document, "CommerceMSP"));
            credit.file(ONE, "evaluator");
            assertThat(decide(document, "CommerceMSP").version()).isEqualTo(1);
        }

        @Test
        void refuses_an_evaluator_without_an_active_filing() {
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> decide(accreditation("2027-12-31"), "CommerceMSP"));
        }

        @Test
        void can_be_ended_and_not_prolonged_when_the_enterprise_is_no_evaluator_any_more() {
            credit.accredit(ONE, "2027-12-31");
            credit.file(ONE, "bank");
            Refused.with(Code.VALUE_INVALID, "uscc", () -> decide(accreditation("2028-01-01"), "CommerceMSP"));
            ObjectNode earlier = accreditation("2027-12-31").put("validFrom", "2025-12-31");
            Refused.with(Code.VALUE_INVALID, "uscc", () -> decide(earlier, "CommerceMSP"));
            ObjectNode end = accreditation("2026-05-05");
            credit.take(TransactionName.CREDIT_ACCREDIT, end, Sealed.none(), "CommerceMSP");
            assertThat(credit.record("accreditation/" + ONE.uscc()).text("validTo"))
                    .isEqualTo("2026-05-05");
        }

        @Test
        void answers_the_same_document_again_without_writing() {
            credit.file(ONE, "evaluator");
            ObjectNode document = accreditation("2027-12-31");
            credit.take(TransactionName.CREDIT_ACCREDIT, document, Sealed.none(), "CommerceMSP");
            assertThat(decide(document, "CommerceMSP").replayed()).isTrue();
        }

        @Test
        void refuses_another_agency() {
            ObjectNode document = accreditation("2027-12-31");
            credit.propose(TransactionName.CREDIT_ACCREDIT, document, Sealed.none(), TestParty.officer("MarketMSP"));
            Refused.with(Code.NOT_OWNER, "", () -> decide(document, "MarketMSP"));
        }

        @Test
        void refuses_what_nobody_proposed_and_an_end_before_the_beginning() {
            credit.file(ONE, "evaluator");
            Refused.with(Code.NOT_FOUND, "id", () -> decide(accreditation("2027-12-31"), "CommerceMSP"));
            Refused.with(Code.PERIOD_INVALID, "validTo", () -> decide(accreditation("2025-12-31"), "CommerceMSP"));
        }

        private ObjectNode accreditation(String validTo) {
            return credit.document("{'validFrom':'2026-01-01','legalBasis':'综合评价办法'}", "accreditation/" + ONE.uscc())
                    .put("uscc", ONE.uscc().value())
                    .put("validTo", validTo);
        }

        private Decision decide(ObjectNode document, String msp) {
            return credit.decide(TransactionName.CREDIT_ACCREDIT, document, Sealed.none(), TestParty.reviewer(msp));
        }
    }

    @Nested
    class Evaluate {

        @Test
        void makes_the_grade_anew_in_the_same_decision() {
            credit.assess("customs", "CERTIFIED");
            credit.assess("tax", "B");
            credit.accredit(ONE, "2027-12-31");
            Decision decision = credit.evaluate(ONE, 1000, "2027-05-05");
            assertThat(TestCredit.keys(decision))
                    .containsExactly(KEY, "grade/" + TestCredit.SUBJECT, "agencies:grade/" + TestCredit.SUBJECT);
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(875);
            assertThat(credit.grade().text("because")).isEqualTo(KEY);
        }

        @Test
        void names_the_accreditation_among_the_records_that_the_grade_was_made_from() {
            credit.assess("customs", "CERTIFIED");
            credit.accredit(ONE, "2027-12-31");
            credit.evaluate(ONE, 1000, "2027-05-05");
            assertThat(credit.grade().node().get("inputs"))
                    .extracting(input -> input.get("key").asText())
                    .containsExactly("accreditation/" + ONE.uscc(), "assertion/customs/" + TestCredit.SUBJECT, KEY);
        }

        @Test
        void takes_the_place_of_the_same_evaluators_earlier_word_and_leaves_the_others() {
            credit.accredit(ONE, "2027-12-31");
            credit.accredit(OTHER, "2027-12-31");
            credit.evaluate(ONE, 700, "2027-05-05");
            credit.evaluate(OTHER, 800, "2027-05-05");
            credit.evaluate(ONE, 900, "2027-05-05");
            JsonNode evaluations = credit.record(KEY).node().get("evaluations");
            assertThat(evaluations)
                    .extracting(each -> each.get("evaluator").asText() + " " + each.get("score"))
                    .containsExactly(ONE.uscc() + " 900", OTHER.uscc() + " 800");
        }

        @Test
        void keeps_the_evaluators_signature() {
            credit.accredit(ONE, "2027-12-31");
            credit.evaluate(ONE, 700, "2027-05-05");
            assertThat(credit.record(KEY).node().at("/evaluations/0/jws").asText())
                    .isNotEmpty();
        }

        @Test
        void answers_the_same_document_again_without_writing() {
            credit.accredit(ONE, "2027-12-31");
            ObjectNode document = credit.evaluation(ONE, 700, "2027-05-05");
            credit.ledger.apply(credit.evaluate(ONE, document));
            assertThat(credit.evaluate(ONE, document).replayed()).isTrue();
        }

        @Test
        void refuses_an_evaluator_without_accreditation_and_one_whose_accreditation_has_ended() {
            ObjectNode document = credit.evaluation(ONE, 700, "2027-05-05");
            Refused.with(Code.NOT_PERMITTED, "evaluator", () -> credit.evaluate(ONE, document));
            credit.accredit(ONE, "2026-05-05");
            Refused.with(Code.NOT_PERMITTED, "evaluator", () -> credit.evaluate(ONE, document));
            credit.accredit(ONE, "2026-05-06");
            assertThat(credit.evaluate(ONE, document).version()).isEqualTo(1);
            credit.at("2026-05-06T16:00:00Z");
            Refused.with(Code.NOT_PERMITTED, "evaluator", () -> credit.evaluate(ONE, document));
        }

        @Test
        void refuses_a_closed_period_and_one_that_runs_backwards() {
            credit.accredit(ONE, "2027-12-31");
            Refused.with(
                    Code.PERIOD_INVALID,
                    "validTo",
                    () -> credit.evaluate(ONE, credit.evaluation(ONE, 700, "2026-05-05")));
            Refused.with(
                    Code.PERIOD_INVALID,
                    "validTo",
                    () -> credit.evaluate(
                            ONE, credit.evaluation(ONE, 700, "2026-06-30").put("validFrom", "2026-07-01")));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 1001})
        void refuses_a_score_that_is_not_out_of_a_thousand(int score) {
            credit.accredit(ONE, "2027-12-31");
            Refused.with(
                    Code.VALUE_INVALID,
                    "score",
                    () -> credit.evaluate(ONE, credit.evaluation(ONE, score, "2027-05-05")));
        }

        @Test
        void refuses_a_subject_that_evaluates_itself() {
            credit.accredit(TestCredit.KNITTER, "2027-12-31");
            Refused.with(
                    Code.NOT_PERMITTED,
                    "evaluator",
                    () -> credit.evaluate(
                            TestCredit.KNITTER, credit.evaluation(TestCredit.KNITTER, 1000, "2027-05-05")));
        }

        @Test
        void refuses_a_document_that_somebody_else_signs_or_sends() {
            credit.accredit(ONE, "2027-12-31");
            ObjectNode document = credit.evaluation(ONE, 700, "2027-05-05");
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> credit.evaluate(OTHER, document));
            Refused.with(Code.SIGNATURE_INVALID, "jws", () -> evaluate(document, OTHER.sign(document), filing()));
        }

        @Test
        void refuses_an_evaluator_whose_filing_is_not_active() {
            credit.accredit(ONE, "2027-12-31");
            ObjectNode document = credit.evaluation(ONE, 700, "2027-05-05");
            String jws = ONE.sign(document);
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> evaluate(document, jws, Optional.empty()));
            LedgerRecord suspended = TestCredit.filing(ONE);
            suspended.node().put("status", "SUSPENDED");
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> evaluate(document, jws, Optional.of(suspended)));
        }

        @Test
        void refuses_what_does_not_come_through_the_single_window() {
            credit.accredit(ONE, "2027-12-31");
            ObjectNode document = credit.evaluation(ONE, 700, "2027-05-05");
            Refused.with(
                    Code.NOT_PERMITTED,
                    "",
                    () -> EvaluationRules.evaluate(
                            credit.standing(),
                            filing(),
                            credit.ledger.record("accreditation/" + ONE.uscc()),
                            document,
                            ONE.sign(document),
                            ONE.clerk("CustomsMSP"),
                            TestCredit.AT,
                            TestCredit.SEED));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            credit.accredit(ONE, "2027-12-31");
            ObjectNode document = credit.evaluation(ONE, 700, "2027-05-05");
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    () -> EvaluationRules.evaluate(
                            Standing.load(TestCredit.SUBJECT, new TestLedger()),
                            filing(),
                            credit.ledger.record("accreditation/" + ONE.uscc()),
                            document,
                            ONE.sign(document),
                            ONE.clerk("CommerceMSP"),
                            TestCredit.AT,
                            TestCredit.SEED));
        }

        @Test
        void refuses_the_seventeenth_evaluator() {
            LedgerRecord slot = credit.record(KEY);
            var evaluations = slot.node().putArray("evaluations");
            for (int i = 0; i < EvaluationRules.MOST; i++) {
                evaluations.addObject().put("evaluator", "evaluator-" + i);
            }
            credit.ledger.put(Write.open(KEY, slot.bytes()));
            credit.accredit(ONE, "2027-12-31");
            Refused.with(
                    Code.TOO_LARGE, "evaluator", () -> credit.evaluate(ONE, credit.evaluation(ONE, 700, "2027-05-05")));
        }

        private Optional<LedgerRecord> filing() {
            return Optional.of(TestCredit.filing(ONE));
        }

        private Decision evaluate(ObjectNode document, String jws, Optional<LedgerRecord> filing) {
            return EvaluationRules.evaluate(
                    credit.standing(),
                    filing,
                    credit.ledger.record("accreditation/" + ONE.uscc()),
                    document,
                    jws,
                    ONE.clerk("CommerceMSP"),
                    TestCredit.AT,
                    TestCredit.SEED);
        }
    }
}
