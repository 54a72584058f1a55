package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;

class FilingStepsTest {

    @Nested
    class Owners {

        @ParameterizedTest
        @CsvSource({
            "SUBMITTED,MarketMSP",
            "VERIFIED,CustomsMSP",
            "ACCEPTED,CommerceMSP",
            "ACTIVE,CustomsMSP MarketMSP CommerceMSP",
            "SUSPENDED,CustomsMSP MarketMSP"
        })
        void are_those_who_can_take_the_next_step_each_once_in_the_order_of_the_agencies(String status, String owners) {
            assertThat(FilingSteps.owners(status)).containsExactly(owners.split(" "));
        }

        @ParameterizedTest
        @ValueSource(strings = {"REJECTED", "CANCELLED", "", "PENDING"})
        void are_none_where_no_agency_has_a_step(String status) {
            assertThat(FilingSteps.owners(status)).isEmpty();
        }

        @Test
        void are_agencies_that_endorse() {
            for (String status : List.of("SUBMITTED", "VERIFIED", "ACCEPTED", "ACTIVE", "SUSPENDED")) {
                assertThat(Competence.agencies()).containsAll(FilingSteps.owners(status));
            }
        }
    }

    @Nested
    class Find {

        @Test
        void tells_the_two_rejections_apart_by_where_the_filing_stands() {
            assertThat(FilingSteps.find("REJECT", "SUBMITTED").by()).containsExactly("MarketMSP");
            assertThat(FilingSteps.find("REJECT", "VERIFIED").by()).containsExactly("CustomsMSP");
        }

        @Test
        void refuses_a_step_that_there_is_not_and_one_that_is_not_for_now() {
            Refused.with(Code.VALUE_INVALID, "step", () -> FilingSteps.find("REOPEN", "ACTIVE"));
            Refused.with(Code.WRONG_STATE, "step", () -> FilingSteps.find("REJECT", "ACTIVE"));
        }
    }
}
