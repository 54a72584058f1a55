package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal.Code;

class CreditContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise MILL = Enterprise.of("91330482MA2B0006XD");
    private static final String CUSTOMS = "assertion/customs/" + KNITTER.uscc();
    private static final String GRADE = "grade/" + KNITTER.uscc();
    private static final String CASE = "case/assertion-1";
    private static final String TAX = "assertion/tax/" + KNITTER.uscc();

    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void file() {
        KNITTER.fileOn(ledger);
    }

    @Nested
    class Assess {

        @Test
        void writes_a_word_that_the_law_publishes_into_its_slot_with_the_grade_that_follows_and_the_case_it_ends() {
            Endorsement endorsement = give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP");

            assertThat(endorsement.answer())
                    .isEqualTo("{\"key\":\"" + CUSTOMS + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values()).containsOnlyKeys(CUSTOMS, GRADE, "agencies:" + GRADE, CASE);
            assertThat(ledger.record(CUSTOMS).text("openClass")).isEqualTo("CERTIFIED");
        }

        @Test
        void leaves_the_slot_bound_to_its_owner() {
            Endorsement endorsement = give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP");
            assertThat(endorsement.writes().validationParameters()).isEmpty();
            assertThat(ledger.validationParameter(CUSTOMS)).isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));
        }

        @Test
        void keeps_a_class_that_the_law_does_not_publish_with_the_agencies_and_binds_it_to_its_owner() {
            ObjectNode assertion = KNITTER.assertion("tax", "B", 1).put("grounds", "按期申报");

            WriteSet writes = give(assertion, "TaxMSP").writes();

            assertThat(writes.values()).containsOnlyKeys("agencies:" + TAX, TAX, "agencies:" + GRADE, GRADE, CASE);
            assertThat(new String(writes.values().get("agencies:" + TAX), StandardCharsets.UTF_8))
                    .contains("\"classCode\":\"B\"", "\"grounds\":\"按期申报\"");
            assertThat(new String(writes.values().get(TAX), StandardCharsets.UTF_8))
                    .doesNotContain("\"B\"", "按期申报");
            assertThat(writes.validationParameters()).containsOnlyKeys("agencies:" + TAX);
            assertThat(writes.validationParameters().get("agencies:" + TAX))
                    .isEqualTo(OwnerPolicy.of(List.of("TaxMSP")));
        }

        @Test
        void answers_the_same_word_again_and_writes_nothing() {
            Proposal proposal = KNITTER.assess(KNITTER.assertion("tax", "B", 1), "TaxMSP");
            give(KNITTER.assertion("tax", "B", 1), "TaxMSP").answer();
            Endorsement again = ledger.endorse(proposal);
            assertThat(again.answer()).contains("\"replayed\":true");
            assertThat(again.writes().isEmpty()).isTrue();
        }

        @Test
        void puts_a_second_word_in_the_place_of_the_first() {
            give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP").answer();
            give(KNITTER.assertion("customs", "DISCREDITED", 2), "CustomsMSP").answer();
            assertThat(ledger.record(CUSTOMS).text("openClass")).isEqualTo("DISCREDITED");
            assertThat(ledger.record(CUSTOMS).version()).isEqualTo(2);
        }

        @Test
        void refuses_the_officer_of_another_agency() {
            Refused.with(
                    Code.NOT_OWNER,
                    "",
                    ledger.endorse(KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "TaxMSP")));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    ledger.endorse(MILL.assess(MILL.assertion("customs", "CERTIFIED", 1), "CustomsMSP")));
        }

        @Test
        void refuses_a_scheme_that_is_not_one() {
            Proposal proposal = KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP")
                    .withArgument(
                            0,
                            "{\"id\":\"assertion-1\",\"scheme\":\"customs/../tax\",\"uscc\":\"" + KNITTER.uscc()
                                    + "\"}");
            Refused.with(Code.VALUE_INVALID, "scheme", ledger.endorse(proposal));
        }

        @Test
        void takes_today_from_the_transaction() {
            Proposal proposal = KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP");
            ledger.submit(Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1))
                            .proposed("CustomsMSP"))
                    .answer();
            Refused.with(
                    Code.PERIOD_INVALID, "assessedOn", ledger.endorse(proposal.at(Enterprise.AT.minusSeconds(86_400))));
        }
    }

    private Endorsement give(ObjectNode assertion, String msp) {
        return Credits.word(assertion).carried(ledger, msp);
    }
}
