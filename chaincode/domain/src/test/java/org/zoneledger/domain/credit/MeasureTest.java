package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.Write;

class MeasureTest {

    private final TestCredit credit = new TestCredit();

    @Nested
    class Why {

        @Test
        void was_this_firm_inspected_less_because_of_what_tax_said() {
            credit.assess("tax", "A");
            credit.recognise("CustomsMSP", "customs-1 sta-12-2025:A I-1");
            assertThat(measures("2026-05-06"))
                    .containsExactly(new Measure(
                            "CustomsMSP",
                            "customs-1",
                            "I-1",
                            "合作备忘录",
                            "sta-12-2025:A",
                            "assertion/tax/" + TestCredit.SUBJECT,
                            1,
                            true));
        }

        @Test
        void was_this_firm_inspected_more_because_of_a_fact_that_market_found() {
            credit.registerGoods();
            credit.record("market", TestCredit.falseOrigin("origin-01"));
            credit.recognise("CustomsMSP", "customs-1 FALSE_ORIGIN:GENERAL D-8");
            assertThat(measures("2026-05-06"))
                    .extracting(Measure::item, Measure::because, Measure::key)
                    .containsExactly(
                            tuple("D-8", "FALSE_ORIGIN:GENERAL:origin-01", "facts/market/" + TestCredit.SUBJECT));
        }

        @Test
        void was_no_guarantee_asked_because_of_the_grade() {
            credit.assess("customs", "ADVANCED_CERTIFIED");
            credit.assess("tax", "A");
            credit.recognise("TaxMSP", "tax-0001 grade:A I-2", "tax-0002 grade:B I-3");
            assertThat(measures("2026-05-06"))
                    .extracting(Measure::item, Measure::because, Measure::key, Measure::version)
                    .containsExactly(tuple("I-2", "grade:A", "grade/" + TestCredit.SUBJECT, 2L));
        }
    }

    @Nested
    class Ground {

        @Test
        void of_one_severity_is_not_that_of_another_nor_one_class_that_of_a_class_whose_name_it_begins() {
            credit.assess("payment", "AA");
            credit.record("market", TestCredit.fact("penalty-1", "PENALTY", "GENERAL", "2026-05-04", "2026-05-05"));
            credit.recognise(
                    "ForexMSP",
                    "forex-01 PENALTY:SERIOUS D-6",
                    "forex-02 pbc-250-2025:A I-3",
                    "forex-03 LISTING:GENERAL D-6");
            assertThat(measures("2026-05-06")).isEmpty();
        }

        @Test
        void that_has_ended_bears_no_measure() {
            credit.assess("tax", "A");
            credit.record("market", TestCredit.fact("penalty-1", "PENALTY", "MINOR", "2026-05-04", "2026-05-06"));
            credit.recognise("CustomsMSP", "customs-1 sta-12-2025:A I-1", "customs-2 PENALTY:MINOR D-6");
            assertThat(measures("2026-08-06")).hasSize(2);
            assertThat(measures("2026-08-07")).extracting(Measure::item).containsExactly("I-1");
            assertThat(measures("2027-05-07")).isEmpty();
        }

        @Test
        void that_two_facts_give_makes_one_measure() {
            credit.record("market", TestCredit.fact("penalty-1", "PENALTY", "GENERAL", "2026-05-04", "2026-05-05"));
            credit.record("tax", TestCredit.fact("penalty-2", "PENALTY", "GENERAL", "2026-05-04", "2026-05-05"));
            credit.recognise("CustomsMSP", "customs-1 PENALTY:GENERAL D-6");
            assertThat(measures("2026-05-06")).hasSize(1);
        }
    }

    @Nested
    class RulePeriod {

        @ParameterizedTest
        @CsvSource({"2026-05-31,0", "2026-06-01,1", "2026-06-30,1", "2026-07-01,0"})
        void begins_and_ends_the_measure(LocalDate day, int measures) {
            credit.assess("tax", "A");
            credit.recognise("CustomsMSP", "customs-1 sta-12-2025:A I-1");
            LedgerRecord rules = credit.record("recognition/CustomsMSP");
            ((ObjectNode) rules.node().at("/rules/0"))
                    .put("validFrom", "2026-06-01")
                    .put("validTo", "2026-06-30");
            credit.ledger.put(Write.open("recognition/CustomsMSP", rules.bytes()));
            assertThat(measures(day.toString())).hasSize(measures);
        }
    }

    @Nested
    class Catalogue {

        @Test
        void names_every_measure_once_in_both_languages() {
            TreeSet<String> items = new TreeSet<>();
            for (Measure.Item item : Measure.catalogue()) {
                assertThat(items.add(item.item())).isTrue();
                assertThat(item.isIncentive()).isEqualTo(item.item().startsWith("I-"));
                assertThat(item.zh()).isNotBlank();
                assertThat(item.en()).isNotBlank();
            }
        }

        @Test
        void knows_no_other() {
            Refused.with(Code.VALUE_INVALID, "", () -> Measure.item("D-99"));
        }
    }

    private List<Measure> measures(String day) {
        return Measure.of(
                credit.standing().gradeOn(LocalDate.parse(day)), credit.grade(), RecognitionRules.all(credit.ledger));
    }
}
