package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;

class RecognitionRulesTest {

    private static final TransactionName NAME = TransactionName.CREDIT_RECOGNISE;

    private final TestCredit credit = new TestCredit();

    @Nested
    class Recognise {

        @Test
        void states_an_agencys_own_rules_and_binds_them_to_it() {
            Decision decision = credit.recognise("CustomsMSP", "customs-1 sta-12-2025:A I-1");
            assertThat(decision.key()).isEqualTo("recognition/CustomsMSP");
            assertThat(decision.writes().get(0).owners()).contains(List.of("CustomsMSP"));
            LedgerRecord open = credit.record("recognition/CustomsMSP");
            assertThat(open.text("msp")).isEqualTo("CustomsMSP");
            assertThat(open.node().at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(open.node().at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
        }

        @Test
        void takes_the_place_of_the_whole_list_before() {
            credit.recognise("CustomsMSP", "customs-1 sta-12-2025:A I-1", "customs-2 grade:A I-2");
            credit.recognise("CustomsMSP", "customs-3 grade:D D-8");
            assertThat(credit.record("recognition/CustomsMSP").node().get("rules"))
                    .extracting(rule -> rule.get("ruleId").asText())
                    .containsExactly("customs-3");
        }

        @Test
        void may_state_no_rule_at_all() {
            credit.recognise("CustomsMSP", "customs-1 sta-12-2025:A I-1");
            credit.recognise("CustomsMSP");
            assertThat(credit.record("recognition/CustomsMSP").node().get("rules"))
                    .isEmpty();
        }

        @Test
        void answers_the_same_list_again_without_writing() {
            ObjectNode document = list("sta-12-2025:A", "I-1");
            credit.take(NAME, document, Sealed.none(), "TaxMSP");
            assertThat(decide(document, "TaxMSP").replayed()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "gacc-282-2026:CERTIFIED",
                    "pbc-250-2025:E",
                    "LISTING:SERIOUS",
                    "FALSE_ORIGIN:MINOR",
                    "grade:B"
                })
        void takes_a_class_an_adverse_fact_or_a_grade_as_ground(String on) {
            assertThat(credit.take(NAME, list(on, "D-6"), Sealed.none(), "TaxMSP")
                            .version())
                    .isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "gacc-282-2026:GENERAL_CERTIFIED",
                    "gacc-999-2030:CERTIFIED",
                    "gacc-282-2026",
                    "gacc-282-2026:",
                    "LISTING:GRAVE",
                    "LISTING",
                    "LISTING:SERIOUS:listing-1",
                    "AWARD:MINOR",
                    "LICENCE:SERIOUS",
                    "grade:E",
                    "grade:a",
                    ":A"
                })
        void refuses_a_ground_that_cannot_be(String on) {
            Refused.with(Code.VALUE_INVALID, "rules[0].on", () -> decide(list(on, "I-1"), "TaxMSP"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"I-6", "D-10", "i-1", "罚款"})
        void refuses_a_measure_that_the_catalogue_does_not_have(String measure) {
            Refused.with(Code.VALUE_INVALID, "rules[0].measure", () -> decide(list("grade:A", measure), "TaxMSP"));
        }

        @Test
        void refuses_two_rules_of_one_id_an_end_before_the_beginning_and_a_field_too_many() {
            ObjectNode twice = list("grade:A", "I-1");
            twice.withArray("rules").add(twice.get("rules").get(0).deepCopy());
            Refused.with(Code.ID_REUSED, "rules[1].ruleId", () -> decide(twice, "TaxMSP"));
            ObjectNode backwards = list("grade:A", "I-1");
            ((ObjectNode) backwards.get("rules").get(0)).put("validTo", "2026-03-31");
            Refused.with(Code.PERIOD_INVALID, "rules[0].validTo", () -> decide(backwards, "TaxMSP"));
            ObjectNode more = list("grade:A", "I-1");
            ((ObjectNode) more.get("rules").get(0)).put("remark", "急");
            Refused.with(Code.FIELD_UNKNOWN, "rules[0]", () -> decide(more, "TaxMSP"));
        }

        @Test
        void refuses_the_sixty_fifth_rule_and_what_is_no_list() {
            ObjectNode many = credit.document("{}", "recognition/TaxMSP");
            many.putArray("rules");
            for (int i = 0; i < 65; i++) {
                many.withArray("rules").addObject();
            }
            Refused.with(Code.VALUE_INVALID, "rules", () -> decide(many, "TaxMSP"));
            ObjectNode none = credit.document("{'rules':'grade:A'}", "recognition/TaxMSP");
            Refused.with(Code.VALUE_INVALID, "rules", () -> decide(none, "TaxMSP"));
        }

        @Test
        void refuses_everybody_but_agencies_and_what_nobody_proposed() {
            Refused.with(Code.NOT_OWNER, "", () -> decide(list("grade:A", "I-1"), "OperatorMSP"));
            Refused.with(Code.NOT_FOUND, "id", () -> decide(list("grade:A", "I-1"), "TaxMSP"));
        }

        @Test
        void refuses_to_decide_on_what_another_agency_has_proposed() {
            ObjectNode document = list("grade:A", "I-1");
            credit.propose(NAME, document, Sealed.none(), TestParty.officer("CustomsMSP"));
            Refused.with(Code.NOT_OWNER, "", () -> decide(document, "TaxMSP"));
        }
    }

    @Nested
    class All {

        @Test
        void come_in_the_order_of_the_agencies() {
            credit.recognise("CommerceMSP", "commerce-1 grade:A I-3");
            credit.recognise("CustomsMSP", "customs-1 grade:A I-1");
            assertThat(RecognitionRules.all(credit.ledger))
                    .extracting(rules -> rules.text("msp"))
                    .containsExactly("CustomsMSP", "CommerceMSP");
        }
    }

    private Decision decide(ObjectNode document, String msp) {
        return credit.decide(NAME, document, Sealed.none(), TestParty.reviewer(msp));
    }

    private ObjectNode list(String on, String measure) {
        ObjectNode document = credit.document("{}", "recognition/TaxMSP");
        document.putArray("rules")
                .addObject()
                .put("ruleId", "recognition-1")
                .put("on", on)
                .put("measure", measure)
                .put("legalBasis", "合作备忘录")
                .put("validFrom", "2026-04-01");
        return document;
    }
}
