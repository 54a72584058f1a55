package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.credit.Fact.Severity;

class RepairLawTest {

    /** domain.md 0.1, credit repair: Order 36 since 2026-04-01 (S: 7, 8, 9). */
    @ParameterizedTest
    @CsvSource({
        "2023-05-01,ndrc-58-2023",
        "2026-03-31,ndrc-58-2023",
        "2026-04-01,ndrc-36-2026",
        "2099-12-31,ndrc-36-2026"
    })
    void the_order_changes_on_its_day(LocalDate day, String id) {
        assertThat(RepairLaw.inForce(day).id()).isEqualTo(id);
    }

    @Test
    void one_change_of_the_order_is_known() {
        assertThat(RepairLaw.changeAfter(LocalDate.of(2026, 3, 31))).contains(LocalDate.of(2026, 4, 1));
        assertThat(RepairLaw.changeAfter(LocalDate.of(2026, 4, 1))).isEmpty();
    }

    @Test
    void there_was_no_order_before_may_2023() {
        Refused.with(Code.RULESET_UNKNOWN, "publishedFrom", () -> RepairLaw.inForce(LocalDate.of(2023, 4, 30)));
    }

    /** Civil Code 201 and 202: the first day is not counted; the day of the same number is the last, or the month's last. */
    @ParameterizedTest
    @CsvSource({
        "MINOR,2026-05-10,2026-08-10",
        "MINOR,2026-11-30,2027-02-28",
        "MINOR,2027-11-30,2028-02-29",
        "MINOR,2027-02-28,2027-05-28",
        "GENERAL,2028-02-29,2029-02-28",
        "GENERAL,2026-12-31,2027-12-31",
        "GENERAL,2027-02-28,2028-02-28",
        "SERIOUS,2028-02-29,2031-02-28",
        "SERIOUS,2029-02-28,2032-02-28"
    })
    void publicity_lasts_its_months(Severity severity, LocalDate from, LocalDate last) {
        assertThat(RepairLaw.inForce(from).lastPublished(severity, from)).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({"ndrc-58-2023,2026-03-31,2029-03-31", "ndrc-36-2026,2026-04-01,2027-04-01"})
    void a_general_fact_is_published_for_three_years_under_order_58_and_for_one_under_order_36(
            String id, LocalDate from, LocalDate last) {
        RepairLaw law = RepairLaw.inForce(from);
        assertThat(law.id()).isEqualTo(id);
        assertThat(law.lastPublished(Severity.GENERAL, from)).isEqualTo(last);
    }

    @Test
    void every_severity_can_be_repaired_before_its_publicity_ends() {
        for (LocalDate day : new LocalDate[] {LocalDate.of(2025, 1, 31), LocalDate.of(2028, 2, 29)}) {
            RepairLaw law = RepairLaw.inForce(day);
            for (Severity severity : Severity.values()) {
                assertThat(law.firstRepair(severity, day, day)).isBefore(law.lastPublished(severity, day));
            }
        }
    }
}
