package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Refusal.Code;

class CorrectionContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final String ID = "correction-0001";

    private final MemoryLedger ledger = new MemoryLedger();

    @Nested
    class Correct {

        @ParameterizedTest
        @CsvSource({"nameZh,MarketMSP,CustomsMSP", "customsCode,CustomsMSP,TaxMSP", "base,CommerceMSP,TaxMSP"})
        void goes_to_the_agency_that_answers_for_the_field(String field, String owner, String asks) {
            assertThat(ledger.submit(Corrections.request(ID, KNITTER, field, owner, asks))
                            .status())
                    .isEqualTo(200);
            assertThat(ledger.record("correction/" + ID).text("status")).isEqualTo("REQUESTED");
            assertThat(ledger.record("correction/" + ID).text("decideBy")).isEqualTo("2026-12-08");
            assertThat(ledger.record("correction/" + ID).node().toString())
                    .doesNotContain(KNITTER.uscc().value(), field);
        }

        @Test
        void is_refused_to_an_agency_that_does_not() {
            Refused.with(
                    Code.VALUE_INVALID,
                    "owner",
                    ledger.endorse(Corrections.request(ID, KNITTER, "nameZh", "CustomsMSP", "TaxMSP")));
        }

        @Test
        void is_the_enterprises_objection_to_a_fact_which_its_finder_answers() {
            assertThat(ledger.submit(Corrections.objection(ID, KNITTER, "fact-0001"))
                            .status())
                    .isEqualTo(200);
            assertThat(ledger.record("correction/" + ID).text("decideBy")).isEqualTo("2026-12-08");
            assertThat(ledger.record("correction/" + ID).node().toString()).doesNotContain("fact-0001");
            assertThat(ledger.submit(Corrections.answer(ID, "REFUSE", 2, "MarketMSP"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void is_refused_against_no_fact_in_particular() {
            Refused.with(
                    Code.FIELD_MISSING, "restricted.factId", ledger.endorse(Corrections.objection(ID, KNITTER, "")));
        }

        @Test
        void is_no_business_of_the_operator() {
            Refused.with(
                    Code.NOT_OWNER,
                    "",
                    ledger.endorse(Corrections.request(ID, KNITTER, "nameZh", "MarketMSP", "OperatorMSP")));
        }
    }

    @Nested
    class Answer {

        @Test
        void is_the_owners_and_given_once() {
            ledger.submit(Corrections.request(ID, KNITTER, "nameZh", "MarketMSP", "CustomsMSP"));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(Corrections.answer(ID, "ACCEPT", 2, "CustomsMSP")));
            assertThat(ledger.submit(Corrections.answer(ID, "ACCEPT", 2, "MarketMSP"))
                            .status())
                    .isEqualTo(200);
            assertThat(ledger.record("correction/" + ID).text("status")).isEqualTo("ACCEPTED");
            Refused.with(Code.WRONG_STATE, "step", ledger.endorse(Corrections.answer(ID, "REFUSE", 3, "MarketMSP")));
        }

        @Test
        void is_refused_where_nobody_asked() {
            Refused.with(
                    Code.NOT_FOUND, "correction", ledger.endorse(Corrections.answer(ID, "ACCEPT", 2, "MarketMSP")));
        }
    }
}
