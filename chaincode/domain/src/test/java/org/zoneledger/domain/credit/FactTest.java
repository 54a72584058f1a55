package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.credit.TestCredit.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;

class FactTest {

    @Nested
    class Read {

        @Test
        void gives_back_what_it_has_read() {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05")
                    .put("publishedTo", "2026-11-05")
                    .put("irreparableBy", "药品管理法")
                    .put("suspendedTo", "2026-08-01");
            assertThat(Fact.read(node, "fact").node()).isEqualTo(node);
        }

        @Test
        void gives_back_a_fact_of_which_nothing_is_said_but_what_must_be() {
            ObjectNode node = penalty("MINOR", "2026-05-04", "2026-05-05");
            node.remove("publishedFrom");
            assertThat(Fact.read(node, "fact").node()).isEqualTo(node);
        }

        @ParameterizedTest
        @EnumSource(Fact.Kind.class)
        void asks_adverse_facts_for_a_severity_and_no_others(Fact.Kind kind) {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05").put("kind", kind.name());
            if (kind.isAdverse()) {
                node.remove("severity");
            }
            Refused.with(Code.VALUE_INVALID, "fact.severity", () -> Fact.read(node, "fact"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"factId", "kind", "title", "source", "legalBasis", "foundOn"})
        void refuses_a_fact_without_one_of_its_fields(String field) {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05");
            node.remove(field);
            Refused.with(Code.FIELD_MISSING, "fact." + field, () -> Fact.read(node, "fact"));
        }

        @Test
        void refuses_a_field_that_it_does_not_know() {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05").put("amount", "5000");
            Refused.with(Code.FIELD_UNKNOWN, "fact", () -> Fact.read(node, "fact"));
        }

        @ParameterizedTest
        @CsvSource({
            "kind,FINE,VALUE_INVALID",
            "severity,GRAVE,VALUE_INVALID",
            "factId,short,VALUE_INVALID",
            "foundOn,2026-02-29,TIME_INVALID",
            "foundOn,2026-5-4,TIME_INVALID",
            "publishedFrom,2026-05-03,PERIOD_INVALID",
            "publishedTo,2026-05-04,PERIOD_INVALID"
        })
        void refuses_a_value_that_cannot_be(String field, String value, Code code) {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05").put(field, value);
            Refused.with(code, "fact." + field, () -> Fact.read(node, "fact"));
        }

        @Test
        void refuses_an_end_of_publicity_without_a_beginning() {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05").put("publishedTo", "2026-06-05");
            node.remove("publishedFrom");
            Refused.with(Code.PERIOD_INVALID, "fact.publishedFrom", () -> Fact.read(node, "fact"));
        }

        /** domain.md 3.4: Order 36 at most 3, 12 and 36 months (S: 7, 8, 9); Order 58 three years. */
        @ParameterizedTest
        @CsvSource({
            "MINOR,2026-05-05,2026-08-05",
            "GENERAL,2026-05-05,2027-05-05",
            "SERIOUS,2026-05-05,2029-05-05",
            "MINOR,2026-03-31,2026-06-30",
            "GENERAL,2026-03-31,2029-03-31",
            "GENERAL,2026-04-01,2027-04-01",
            "SERIOUS,2026-03-31,2029-03-31",
            "GENERAL,2028-02-29,2029-02-28"
        })
        void refuses_more_publicity_than_the_order_of_its_first_day_allows(
                String severity, String from, LocalDate last) {
            ObjectNode most = penalty(severity, from, from).put("publishedTo", last.toString());
            assertThat(Fact.read(most, "fact").publishedTo()).contains(last);
            ObjectNode more =
                    most.deepCopy().put("publishedTo", last.plusDays(1).toString());
            Refused.with(Code.PERIOD_INVALID, "fact.publishedTo", () -> Fact.read(more, "fact"));
        }

        @Test
        void refuses_an_adverse_fact_published_before_there_was_an_order_on_repair() {
            Refused.with(
                    Code.RULESET_UNKNOWN,
                    "restricted.fact.publishedFrom",
                    () -> Fact.read(penalty("SERIOUS", "2023-04-30", "2023-04-30"), "restricted.fact"));
        }

        @Test
        void takes_one_found_before_that_is_published_later_or_never_and_what_is_not_adverse() {
            ObjectNode unpublished = penalty("SERIOUS", "2023-04-30", "2023-04-30");
            unpublished.remove("publishedFrom");
            assertThat(Fact.read(unpublished, "fact").firstRepair(LocalDate.of(2026, 5, 6)))
                    .isEqualTo("2024-05-01");
            assertThat(Fact.read(penalty("SERIOUS", "2023-04-30", "2023-05-01"), "fact")
                            .lastPublished(LocalDate.of(2026, 5, 6)))
                    .contains(LocalDate.of(2026, 5, 1));
            ObjectNode award = unpublished.put("kind", "AWARD").put("publishedFrom", "2020-01-01");
            award.put("foundOn", "2020-01-01").remove("severity");
            assertThat(Fact.read(award, "fact").isPublished(LocalDate.of(2026, 5, 6)))
                    .isTrue();
        }
    }

    @Nested
    class Publicity {

        @Test
        void begins_on_its_first_day_and_ends_with_the_last_that_the_law_allows() {
            Fact fact = Fact.read(penalty("MINOR", "2026-05-04", "2026-05-06"), "fact");
            assertThat(fact.isPublished(day("2026-05-05"))).isFalse();
            assertThat(fact.isPublished(day("2026-05-06"))).isTrue();
            assertThat(fact.isPublished(day("2026-08-06"))).isTrue();
            assertThat(fact.isPublished(day("2026-08-07"))).isFalse();
            assertThat(fact.isOver(day("2026-08-06"))).isFalse();
            assertThat(fact.isOver(day("2026-08-07"))).isTrue();
        }

        @Test
        void of_a_general_fact_shrinks_when_order_36_comes_into_force() {
            Fact fact = Fact.read(penalty("GENERAL", "2025-06-01", "2025-06-10"), "fact");
            assertThat(fact.lastPublished(day("2026-03-31"))).contains(day("2028-06-10"));
            assertThat(fact.lastPublished(day("2026-04-01"))).contains(day("2026-06-10"));
        }

        @Test
        void that_was_decided_to_end_under_order_58_ends_under_order_36_if_that_is_earlier() {
            Fact late =
                    Fact.read(penalty("GENERAL", "2025-06-01", "2025-06-10").put("publishedTo", "2027-06-10"), "fact");
            assertThat(late.lastPublished(day("2026-04-01"))).contains(day("2026-06-10"));
            Fact early =
                    Fact.read(penalty("GENERAL", "2025-06-01", "2025-06-10").put("publishedTo", "2026-04-30"), "fact");
            assertThat(early.lastPublished(day("2026-04-01"))).contains(day("2026-04-30"));
        }

        @Test
        void to_come_is_measured_by_the_order_of_its_first_day() {
            Fact fact = Fact.read(penalty("GENERAL", "2026-03-20", "2026-04-01"), "fact");
            assertThat(fact.lastPublished(day("2026-03-25"))).contains(day("2027-04-01"));
        }

        @Test
        void of_an_award_has_no_end_but_the_one_that_was_decided() {
            Fact award = Fact.read(award(), "fact");
            assertThat(award.lastPublished(day("2026-05-06"))).isEmpty();
            assertThat(award.isPublished(day("2099-01-01"))).isTrue();
            Fact ended = Fact.read(award().put("publishedTo", "2036-01-01"), "fact");
            assertThat(ended.isPublished(day("2036-01-02"))).isFalse();
        }

        @Test
        void rests_while_a_reorganisation_runs() {
            Fact fact = Fact.read(penalty("SERIOUS", "2026-05-04", "2026-05-05"), "fact")
                    .suspended(day("2026-07-31"));
            assertThat(fact.isPublished(day("2026-07-31"))).isFalse();
            assertThat(fact.isPublished(day("2026-08-01"))).isTrue();
            assertThat(fact.isOver(day("2026-07-31"))).isFalse();
        }

        @Test
        void of_a_fact_that_is_not_published_is_never_over() {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05");
            node.remove("publishedFrom");
            Fact fact = Fact.read(node, "fact");
            assertThat(fact.isForPublicity()).isFalse();
            assertThat(fact.isPublished(day("2026-05-05"))).isFalse();
            assertThat(fact.isOver(day("2099-01-01"))).isFalse();
        }
    }

    @Nested
    class Counting {

        @Test
        void begins_when_a_fact_is_found_not_when_it_is_published() {
            Fact fact = Fact.read(penalty("GENERAL", "2026-05-04", "2026-06-01"), "fact");
            assertThat(fact.counts(day("2026-05-03"))).isFalse();
            assertThat(fact.counts(day("2026-05-04"))).isTrue();
        }

        @Test
        void ends_with_publicity() {
            Fact fact = Fact.read(penalty("GENERAL", "2026-05-04", "2026-06-01"), "fact");
            assertThat(fact.counts(day("2027-06-01"))).isTrue();
            assertThat(fact.counts(day("2027-06-02"))).isFalse();
        }

        @Test
        void rests_to_the_last_day_of_a_reorganisation() {
            Fact fact = Fact.read(penalty("SERIOUS", "2026-05-04", "2026-05-05"), "fact")
                    .suspended(day("2026-07-31"));
            assertThat(fact.counts(day("2026-07-31"))).isFalse();
            assertThat(fact.counts(day("2026-08-01"))).isTrue();
        }

        @Test
        void is_not_for_facts_that_speak_for_the_subject() {
            assertThat(Fact.read(award(), "fact").counts(day("2026-05-06"))).isFalse();
        }
    }

    @Nested
    class FirstRepair {

        /** domain.md 3.4: a minor fact at once, a general one after 3 months, a serious one after 12 (S: 7, 8, 9). */
        @ParameterizedTest
        @CsvSource({
            "MINOR,2026-05-05,2026-05-04",
            "GENERAL,2026-05-05,2026-08-06",
            "SERIOUS,2026-05-05,2027-05-06",
            "GENERAL,2026-11-30,2027-03-01",
            "GENERAL,2027-11-30,2028-03-01",
            "GENERAL,2027-11-29,2028-03-01",
            "GENERAL,2027-11-28,2028-02-29",
            "SERIOUS,2028-02-29,2029-03-01",
            "GENERAL,2026-12-31,2027-04-01",
            "GENERAL,2026-10-01,2027-01-02"
        })
        void is_the_day_after_the_least_publicity(String severity, String from, LocalDate first) {
            Fact fact = Fact.read(
                    penalty(severity, LocalDate.parse(from).minusDays(1).toString(), from), "fact");
            assertThat(fact.firstRepair(first)).isEqualTo(first);
        }

        @ParameterizedTest
        @CsvSource({"MINOR,2025-06-09", "GENERAL,2025-09-11", "SERIOUS,2026-06-11"})
        void is_the_same_under_both_orders(String severity, LocalDate first) {
            Fact fact = Fact.read(penalty(severity, "2025-06-09", "2025-06-10"), "fact");
            assertThat(fact.firstRepair(day("2026-03-31"))).isEqualTo(first);
            assertThat(fact.firstRepair(day("2026-04-01"))).isEqualTo(first);
        }

        @Test
        void of_a_minor_fact_does_not_wait_for_publicity_to_come() {
            Fact fact = Fact.read(penalty("MINOR", "2026-05-04", "2026-06-01"), "fact");
            assertThat(fact.firstRepair(day("2026-05-06"))).isEqualTo(day("2026-05-04"));
        }

        @Test
        void of_a_fact_that_is_not_published_counts_from_the_finding() {
            ObjectNode node = penalty("GENERAL", "2026-05-04", "2026-05-05");
            node.remove("publishedFrom");
            assertThat(Fact.read(node, "fact").firstRepair(day("2026-05-06"))).isEqualTo(day("2026-08-05"));
        }
    }

    private static ObjectNode penalty(String severity, String foundOn, String publishedFrom) {
        return TestCredit.fact("penalty-1", "PENALTY", severity, foundOn, publishedFrom);
    }

    private static ObjectNode award() {
        return json("{'factId':'award-01','kind':'AWARD','title':'质量奖','source':'嘉政发〔2026〕3号',"
                + "'legalBasis':'质量奖管理办法','foundOn':'2026-01-01','publishedFrom':'2026-01-01'}");
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
