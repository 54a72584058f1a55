package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.CreditRules.Split;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

class CreditRulesTest {

    private static final Instant AT = Instant.parse("2026-05-06T07:08:09Z");
    private static final Uscc USCC = Uscc.parse("91330483MA2B00078U");

    private final TestLedger ledger = TestLedger.accepted(USCC, List.of("manufacturer"), AT);

    @Nested
    class Assess {

        @Test
        void writes_an_open_class_in_public() {
            Decision decision = assess(assertion("customs", "CERTIFIED"), "CustomsMSP");
            assertThat(open(decision)).contains("\"openClass\":\"CERTIFIED\"", "\"ruleset\":\"gacc-282-2026\"");
        }

        @Test
        void keeps_a_class_that_the_law_does_not_publish_with_the_agencies() {
            Decision decision = assess(assertion("tax", "C"), "TaxMSP");
            assertThat(open(decision)).doesNotContain("\"C\"").contains("\"restricted\":{\"classCode\":");
            assertThat(decision.writes().get(1).collection()).contains("agencies");
            assertThat(decision.writes().get(1).owners()).contains(List.of("TaxMSP"));
            assertThat(decision.writes())
                    .filteredOn(write -> write.collection().isEmpty())
                    .extracting(Write::key)
                    .containsExactly("assertion/tax/" + USCC.value(), "grade/" + USCC.value(), "case/assertion-1");
        }

        @Test
        void keeps_grounds_and_score_with_the_agencies() {
            ObjectNode assertion =
                    assertion("market", "NORMAL").put("grounds", "年报已公示").put("score", 870);
            assertThat(open(assess(assertion, "MarketMSP")))
                    .doesNotContain("年报")
                    .doesNotContain("870");
        }

        @ParameterizedTest
        @CsvSource({"customs,TaxMSP", "tax,CustomsMSP", "forex,MarketMSP", "market,CommerceMSP", "commerce,OperatorMSP"
        })
        void refuses_a_reviewer_of_another_agency(String scheme, String msp) {
            String best = Ruleset.inForce(scheme, LocalDate.of(2026, 5, 6))
                    .classes()
                    .get(0)
                    .code();
            Split split = CreditRules.split(assertion(scheme, best), new byte[16]);
            propose(split, Competence.ownerOf(scheme));
            Refused.with(Code.NOT_OWNER, "", () -> decide(split, TestParty.reviewer(msp), AT));
        }

        @Test
        void refuses_a_clerk() {
            Split split = CreditRules.split(assertion("customs", "CERTIFIED"), new byte[16]);
            propose(split, "CustomsMSP");
            Refused.with(
                    Code.NOT_OWNER, "", () -> decide(split, TestParty.knitter().clerk("CustomsMSP"), AT));
        }

        @Test
        void names_both_who_proposed_and_who_decided() {
            LedgerRecord word = LedgerRecord.read(assess(assertion("customs", "CERTIFIED"), "CustomsMSP")
                    .writes()
                    .get(0)
                    .value());
            assertThat(word.node().at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(word.node().at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
        }

        @Test
        void refuses_what_nobody_proposed_what_was_proposed_otherwise_and_the_same_person_twice() {
            Split split = CreditRules.split(assertion("customs", "CERTIFIED"), new byte[16]);
            Refused.with(Code.NOT_FOUND, "id", () -> decide(split, TestParty.reviewer("CustomsMSP"), AT));
            propose(split, "CustomsMSP");
            Refused.with(Code.NOT_PERMITTED, "by", () -> decide(split, TestParty.officer("CustomsMSP"), AT));
            Split other = CreditRules.split(assertion("customs", "DISCREDITED"), new byte[16]);
            Refused.with(Code.VALUE_INVALID, "id", () -> decide(other, TestParty.reviewer("CustomsMSP"), AT));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Split split = CreditRules.split(assertion("customs", "CERTIFIED"), new byte[16]);
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    () -> CreditRules.assess(
                            Standing.load(USCC, new TestLedger()),
                            Optional.empty(),
                            split.document(),
                            split.restricted(),
                            TestParty.reviewer("CustomsMSP"),
                            AT,
                            new byte[16]));
        }

        @Test
        void refuses_a_class_of_the_law_before() {
            Refused.with(
                    Code.CLASS_UNKNOWN,
                    "classCode",
                    () -> assess(assertion("customs", "GENERAL_CERTIFIED"), "CustomsMSP"));
            ObjectNode old = assertion("customs", "CERTIFIED").put("assessedOn", "2026-03-31");
            Refused.with(Code.CLASS_UNKNOWN, "classCode", () -> assess(old, "CustomsMSP"));
        }

        @Test
        void refuses_a_rule_set_that_was_not_in_force_on_the_day() {
            Split split = CreditRules.split(assertion("customs", "ADVANCED_CERTIFIED"), new byte[16]);
            split.document().put("ruleset", "gacc-251-2021");
            Refused.with(Code.RULESET_UNKNOWN, "ruleset", () -> assess(split, "CustomsMSP"));
        }

        @Test
        void refuses_a_class_in_public_that_the_law_does_not_publish() {
            Split split = CreditRules.split(assertion("tax", "C"), new byte[16]);
            split.document().put("openClass", "C").remove("restricted");
            Refused.with(
                    Code.CLASS_UNKNOWN,
                    "classCode",
                    () -> assess(new Split(split.document(), Sealed.none()), "TaxMSP"));
        }

        @Test
        void refuses_a_closed_period_a_future_assessment_and_a_period_that_runs_backwards() {
            Refused.with(Code.PERIOD_INVALID, "validTo", () -> check(period("2026-04-01", "2026-04-01", "2026-05-05")));
            Refused.with(
                    Code.PERIOD_INVALID, "assessedOn", () -> check(period("2026-05-07", "2026-05-07", "2027-05-06")));
            Refused.with(
                    Code.PERIOD_INVALID, "validFrom", () -> check(period("2026-05-01", "2026-06-01", "2026-05-31")));
            Refused.with(
                    Code.PERIOD_INVALID, "validFrom", () -> check(period("2026-05-01", "2026-04-30", "2026-06-30")));
        }

        @Test
        void counts_days_in_beijing_time() {
            Instant lateInUtc = Instant.parse("2026-05-06T16:00:00Z");
            Split split = CreditRules.split(period("2026-05-07", "2026-05-07", "2027-05-06"), new byte[16]);
            propose(split, "CustomsMSP");
            assertThat(decide(split, TestParty.reviewer("CustomsMSP"), lateInUtc)
                            .version())
                    .isEqualTo(1);
        }

        @Test
        void refuses_a_score_above_a_thousand() {
            Refused.with(
                    Code.VALUE_INVALID,
                    "restricted.score",
                    () -> assess(assertion("tax", "C").put("score", 1001), "TaxMSP"));
        }

        @Test
        void answers_the_same_assertion_again_without_writing() {
            Split split = CreditRules.split(assertion("customs", "CERTIFIED"), new byte[16]);
            assess(split, "CustomsMSP");
            Decision again = decide(split, TestParty.reviewer("CustomsMSP"), AT);
            assertThat(again.replayed()).isTrue();
        }

        @Test
        void refuses_a_retry_that_comes_after_a_newer_word() {
            Split old = CreditRules.split(assertion("customs", "CERTIFIED"), new byte[16]);
            Split newer = CreditRules.split(
                    assertion("customs", "DISCREDITED").put("id", "assertion-2").put("version", 2), new byte[16]);
            assess(old, "CustomsMSP");
            assess(newer, "CustomsMSP");
            Refused.with(Code.VERSION_CONFLICT, "version", () -> decide(old, TestParty.reviewer("CustomsMSP"), AT));
        }
    }

    @Nested
    class Rulesets {

        @ParameterizedTest
        @CsvSource({
            "customs,2026-03-31,gacc-251-2021",
            "customs,2026-04-01,gacc-282-2026",
            "tax,2025-06-30,sta-40-2014",
            "tax,2025-07-01,sta-12-2025",
            "payment,2026-02-01,pbc-250-2025"
        })
        void change_on_the_day_the_law_changes(String scheme, LocalDate day, String ruleset) {
            assertThat(Ruleset.inForce(scheme, day).id()).isEqualTo(ruleset);
        }

        /** domain.md 0.1, payment institutions: 银发〔2025〕250号 since 2026-02-01 (S: 11). */
        @Test
        void of_payment_institutions_begin_in_february_2026() {
            Refused.with(Code.RULESET_UNKNOWN, "ruleset", () -> Ruleset.inForce("payment", LocalDate.of(2026, 1, 31)));
        }

        @Test
        void rank_classes_from_best_to_worst_without_a_gap() {
            for (Ruleset ruleset : Ruleset.all()) {
                for (int i = 0; i < ruleset.classes().size(); i++) {
                    assertThat(ruleset.classes().get(i).rank()).isEqualTo(i + 1);
                }
            }
        }
    }

    private Decision assess(ObjectNode assertion, String msp) {
        return assess(CreditRules.split(assertion, new byte[16]), msp);
    }

    private Decision assess(Split split, String msp) {
        propose(split, msp);
        return ledger.apply(decide(split, TestParty.reviewer(msp), AT));
    }

    private static void check(ObjectNode assertion) {
        Split split = CreditRules.split(assertion, new byte[16]);
        CreditRules.check(split.document(), split.restricted(), LocalDate.ofInstant(AT, CreditRules.BEIJING));
    }

    private void propose(Split split, String msp) {
        String id = split.document().path("id").asText();
        Split proposal =
                CaseRules.split(TransactionName.CREDIT_ASSESS, split.document(), split.restricted(), new byte[16]);
        ledger.apply(CaseRules.propose(
                ledger.record(CaseRules.key(id)),
                proposal.document(),
                proposal.restricted(),
                TestParty.officer(msp),
                AT));
    }

    private Decision decide(Split split, Caller reviewer, Instant at) {
        return CreditRules.assess(
                Standing.load(USCC, ledger),
                ledger.held(CaseRules.key(split.document().path("id").asText())),
                split.document(),
                split.restricted(),
                reviewer,
                at,
                new byte[16]);
    }

    private static String open(Decision decision) {
        return new String(decision.writes().get(0).value(), StandardCharsets.UTF_8);
    }

    private static ObjectNode period(String assessedOn, String validFrom, String validTo) {
        return assertion("customs", "CERTIFIED")
                .put("assessedOn", assessedOn)
                .put("validFrom", validFrom)
                .put("validTo", validTo);
    }

    private static ObjectNode assertion(String scheme, String classCode) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("scheme", scheme)
                .put("uscc", USCC.value())
                .put("classCode", classCode)
                .put("legalBasis", "海关总署令第282号 第十二条")
                .put("assessedOn", "2026-05-06")
                .put("validFrom", "2026-05-06")
                .put("validTo", "2027-05-05")
                .put("id", "assertion-1")
                .put("version", 1);
    }
}
