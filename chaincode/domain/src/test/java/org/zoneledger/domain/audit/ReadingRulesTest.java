package org.zoneledger.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.audit.ReadingRules.Finding;
import org.zoneledger.domain.audit.ReadingRules.Kind;
import org.zoneledger.domain.audit.ReadingRules.Read;
import org.zoneledger.domain.audit.ReadingRules.Reader;
import org.zoneledger.domain.credit.CreditRules;

class ReadingRulesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final Reader TAX = new Reader("TaxMSP", "OFFICER", "");
    private static final Reader CUSTOMS = new Reader("CustomsMSP", "OFFICER", "");

    private final List<Read> reads = new ArrayList<>();

    @Nested
    class Surge {

        @Test
        void is_more_on_a_day_than_a_day_may_have_whatever_is_usual() {
            day(DAY, 20, TAX, "audit");
            assertThat(unusual()).isEmpty();
            day(DAY, 1, TAX, "audit");
            assertThat(unusual()).singleElement().satisfies(found -> {
                assertThat(found.kind()).isEqualTo(Kind.SURGE);
                assertThat(found.reader()).isEqualTo(TAX);
                assertThat(found.purpose()).isEqualTo("audit");
                assertThat(found.reads()).isEqualTo(21);
                assertThat(found.limit()).isEqualTo(20);
                assertThat(found.usual()).isZero();
            });
        }

        @Test
        void is_more_than_three_times_the_usual_where_much_is_usual() {
            for (int back = 1; back <= 28; back++) {
                day(DAY.minusDays(back), 10, TAX, "audit");
            }
            day(DAY, 30, TAX, "audit");
            assertThat(unusual()).isEmpty();
            day(DAY, 1, TAX, "audit");
            assertThat(unusual()).extracting(Finding::limit, Finding::usual).containsExactly(tuple(30, 10));
        }

        /** The lower of the two in the middle of 28 days. */
        @Test
        void takes_the_lower_median_of_all_28_days_for_usual() {
            for (int back = 1; back <= 14; back++) {
                day(DAY.minusDays(back), 10, TAX, "audit");
            }
            day(DAY, 21, TAX, "audit");
            assertThat(unusual()).extracting(Finding::usual).containsExactly(0);
            day(DAY.minusDays(15), 10, TAX, "audit");
            assertThat(unusual()).isEmpty();
        }

        @Test
        void does_not_look_further_back_than_28_days() {
            for (int back = 29; back <= 56; back++) {
                day(DAY.minusDays(back), 20, TAX, "audit");
            }
            day(DAY, 21, TAX, "audit");
            assertThat(unusual()).hasSize(1);
        }

        @Test
        void is_of_one_reader_and_one_purpose() {
            day(DAY, 20, TAX, "audit");
            day(DAY, 20, TAX, "refund");
            day(DAY, 20, CUSTOMS, "audit");
            assertThat(unusual()).isEmpty();
        }

        @Test
        void is_of_a_day_in_beijing() {
            Instant midnight = DAY.atStartOfDay(CreditRules.BEIJING).toInstant();
            for (int i = 1; i <= 12; i++) {
                reads.add(read(midnight.minusSeconds(i), TAX, "audit", "c", "A"));
                reads.add(read(midnight.plusSeconds(i), TAX, "audit", "c", "A"));
            }
            assertThat(unusual()).isEmpty();
        }

        @Test
        void of_another_day_is_not_told() {
            day(DAY.minusDays(1), 21, TAX, "audit");
            assertThat(unusual()).isEmpty();
            assertThat(ReadingRules.unusual(reads, DAY.minusDays(1), DAY)).hasSize(1);
        }
    }

    @Nested
    class Bulk {

        private final Instant begun =
                DAY.atTime(9, 0).atZone(CreditRules.BEIJING).toInstant();

        @Test
        void is_reading_about_more_than_twenty_enterprises_within_an_hour_with_one_certificate() {
            enterprises(20, begun, "c");
            assertThat(bulks()).isEmpty();
            reads.add(read(begun.plusSeconds(3599), TAX, purpose(), "c", "the 21st"));
            assertThat(bulks()).singleElement().satisfies(found -> {
                assertThat(found.certificate()).isEqualTo("c");
                assertThat(found.subjects()).isEqualTo(21);
                assertThat(found.reads()).isEqualTo(21);
                assertThat(found.limit()).isEqualTo(20);
                assertThat(found.from()).isEqualTo(begun);
                assertThat(found.to()).isEqualTo(begun.plusSeconds(3599));
            });
        }

        @Test
        void is_over_when_the_hour_is() {
            reads.add(read(begun, TAX, purpose(), "c", "the first"));
            enterprises(20, begun.plusSeconds(1), "c");
            assertThat(bulks()).hasSize(1);
            reads.set(0, read(begun.minusSeconds(3600 - 20), TAX, purpose(), "c", "the first"));
            assertThat(bulks()).as("an hour before the last").isEmpty();
            reads.set(0, read(begun.minusSeconds(3600 - 21), TAX, purpose(), "c", "the first"));
            assertThat(bulks()).as("a second less").hasSize(1);
        }

        @Test
        void counts_an_enterprise_once() {
            for (int i = 0; i < 100; i++) {
                reads.add(read(begun.plusSeconds(i), TAX, purpose(), "c", "E" + i % 20));
            }
            assertThat(bulks()).isEmpty();
        }

        @Test
        void is_of_one_certificate() {
            enterprises(15, begun, "c");
            enterprises(15, begun, "d");
            assertThat(bulks()).isEmpty();
        }

        @Test
        void is_one_finding_as_long_as_it_lasts_and_another_one_after_a_pause() {
            enterprises(60, begun, "c");
            enterprises(30, begun.plus(Duration.ofHours(3)), "c");
            assertThat(bulks()).extracting(Finding::subjects).containsExactly(30, 60);
        }

        @Test
        void does_not_count_what_is_about_nobody_known() {
            enterprises(20, begun, "c");
            reads.add(new Read(begun, TAX, purpose(), "c", Optional.empty()));
            assertThat(bulks()).isEmpty();
        }

        private void enterprises(int count, Instant from, String certificate) {
            for (int i = 0; i < count; i++) {
                reads.add(read(from.plusSeconds(i), TAX, purpose(), certificate, "E" + i));
            }
        }

        private String purpose() {
            return "purpose " + reads.size();
        }

        private List<Finding> bulks() {
            return unusual().stream().filter(found -> found.kind() == Kind.BULK).toList();
        }
    }

    @Test
    void does_not_depend_on_the_order_in_which_reads_are_given() {
        day(DAY, 40, TAX, "audit");
        day(DAY, 40, CUSTOMS, "audit");
        List<Finding> found = unusual();
        Collections.reverse(reads);
        assertThat(unusual()).isEqualTo(found).hasSize(2).isSortedAccordingTo(ReadingRules.NEWEST_FIRST);
    }

    private List<Finding> unusual() {
        return ReadingRules.unusual(reads, DAY, DAY);
    }

    private void day(LocalDate day, int count, Reader reader, String purpose) {
        Instant noon = day.atTime(12, 0).atZone(CreditRules.BEIJING).toInstant();
        for (int i = 0; i < count; i++) {
            reads.add(read(noon.plusSeconds(i), reader, purpose, "c", "A"));
        }
    }

    private static Read read(Instant at, Reader reader, String purpose, String certificate, String subject) {
        return new Read(at, reader, purpose, certificate, Optional.of(subject));
    }
}
