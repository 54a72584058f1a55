package org.zoneledger.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.audit.DeadlineRules.Kind;
import org.zoneledger.domain.audit.DeadlineRules.Source;
import org.zoneledger.domain.audit.DeadlineRules.Wait;
import org.zoneledger.domain.canonical.CanonicalJson;

class DeadlineRulesTest {

    /** A Monday. */
    private static final LocalDate SINCE = LocalDate.of(2026, 3, 2);

    @ParameterizedTest
    @CsvSource({
        "repair, APPLIED, REPAIR",
        "correction, REQUESTED, CORRECTION",
        "share, REQUESTED, SHARE",
    })
    void takes_the_day_that_stands_in_the_record(String type, String status, Kind kind) {
        assertThat(waits(type, "{\"status\":\"" + status + "\",\"owner\":\"TaxMSP\",\"decideBy\":\"2026-03-16\"}"))
                .containsExactly(new Wait(kind, "TaxMSP", LocalDate.of(2026, 3, 16), Source.RECORD));
    }

    @ParameterizedTest
    @CsvSource({
        "case, PROPOSED, CASE, 2026-03-16",
        "listing, NOTIFIED, LISTING, 2026-05-31",
        "listing, RESPONDED, LISTING, 2026-05-31",
        "listing, DECIDED, DELIVERY, 2026-03-09",
    })
    void takes_the_parameter_where_the_record_has_no_day(String type, String status, Kind kind, LocalDate due) {
        assertThat(waits(type, "{\"status\":\"" + status + "\",\"owner\":\"TaxMSP\",\"respondBy\":\"2026-03-09\"}"))
                .containsExactly(new Wait(kind, "TaxMSP", due, Source.PARAMETER));
    }

    @ParameterizedTest
    @CsvSource({"SUBMITTED, MarketMSP", "VERIFIED, CustomsMSP", "ACCEPTED, CommerceMSP"})
    void waits_with_a_filing_for_the_agency_whose_step_is_next(String status, String owner) {
        assertThat(waits("filing", "{\"status\":\"" + status + "\"}"))
                .containsExactly(new Wait(Kind.FILING, owner, LocalDate.of(2026, 3, 30), Source.PARAMETER));
    }

    @Test
    void waits_with_an_amendment_for_each_verifier_once() {
        String pending = "{\"customsCode\":\"CustomsMSP\",\"nameEn\":\"MarketMSP\",\"nameZh\":\"MarketMSP\"}";
        assertThat(waits("amendment", "{\"status\":\"PENDING\",\"pending\":" + pending + "}"))
                .extracting(Wait::owner)
                .containsExactly("CustomsMSP", "MarketMSP");
    }

    @ParameterizedTest
    @CsvSource({
        "repair, REPAIRED",
        "repair, SUSPENDED",
        "correction, REFUSED",
        "share, GRANTED",
        "share, REVOKED",
        "case, APPROVED",
        "listing, DISMISSED",
        "listing, LISTED",
        "amendment, APPLIED",
        "filing, ACTIVE",
        "filing, SUSPENDED",
        "filing, REJECTED",
        "grade, PROPOSED",
    })
    void waits_for_nobody_when_the_word_was_said(String type, String status) {
        String record = "{\"status\":\"" + status + "\",\"owner\":\"TaxMSP\",\"decideBy\":\"2026-03-16\"}";
        assertThat(waits(type, record)).isEmpty();
    }

    @Test
    void waits_for_nobody_with_a_record_that_is_gone() {
        assertThat(waits("case", "{}")).isEmpty();
    }

    @Test
    void counts_working_days_without_weekends() {
        LocalDate friday = LocalDate.of(2026, 3, 6);
        assertThat(DeadlineRules.waits(
                        "case", CanonicalJson.read("{\"status\":\"PROPOSED\",\"owner\":\"TaxMSP\"}"), friday))
                .extracting(Wait::due)
                .containsExactly(LocalDate.of(2026, 3, 20));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-15, -1", "2026-03-16, 0", "2026-03-17, 1", "2026-04-16, 31"})
    void is_late_from_the_day_after_the_last_one(LocalDate day, long late) {
        assertThat(DeadlineRules.daysLate(LocalDate.of(2026, 3, 16), day)).isEqualTo(late);
    }

    private static List<Wait> waits(String type, String record) {
        JsonNode open = CanonicalJson.read(record);
        return DeadlineRules.waits(type, open, SINCE);
    }
}
