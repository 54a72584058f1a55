package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.credit.ResultsFile.Word;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.identifier.Uscc;

class ResultsFileTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-05-06");
    private static final String HEADER = "uscc,class,ruleset,legalBasis,assessedOn,validFrom,validTo,score,grounds\r\n";
    private static final String KNITTER = "91330483MA2B00078U";
    private static final String OTHER = "91330402MA2B00019E";

    private static final String SPINNER = "91330482MA2B0006XD";

    @Test
    void reads_a_word_from_each_line_and_leaves_out_what_is_empty() {
        ResultsFile file = read(HEADER + line(KNITTER, "A", "") + line(OTHER, "C", ""));
        assertThat(file.flaws()).isEmpty();
        assertThat(file.words()).extracting(Word::line).containsExactly(2, 3);
        Word word = file.words().get(1);
        assertThat(word.uscc()).isEqualTo(Uscc.parse(OTHER));
        assertThat(word.assertion().toString())
                .isEqualTo("{\"assessedOn\":\"2026-05-01\",\"classCode\":\"C\",\"grounds\":\"年度评价, 复核\","
                        + "\"legalBasis\":\"公告2025年第12号\",\"score\":61,\"validFrom\":\"2026-05-01\","
                        + "\"validTo\":\"2027-04-30\"}");
    }

    @Test
    void takes_columns_in_any_order_and_counts_lines_as_an_editor_does() {
        ResultsFile file = read("class,uscc,legalBasis,validTo,validFrom,assessedOn,grounds\n"
                + "A," + KNITTER + ",\"basis\",2027-04-30,2026-05-01,2026-05-01,\"two\nlines\"\n\n"
                + "NONE," + SPINNER + ",basis,2027-04-30,2026-05-01,2026-05-01,\n"
                + "A," + OTHER + ",basis,2027-04-30,2026-05-01,2026-05-01,\n");
        assertThat(file.words()).extracting(Word::line).containsExactly(6);
        assertThat(file.flaws()).extracting(Flaw::line).containsExactly(2, 5);
        assertThat(file.flaws()).extracting(Flaw::field).containsExactly("grounds", "class");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "91330402MA2B00019F,A,,basis,2026-05-01,2026-05-01,2027-04-30,,|uscc|USCC_INVALID",
                ",A,,basis,2026-05-01,2026-05-01,2027-04-30,,|uscc|FIELD_MISSING",
                "91330402MA2B00019E,Z,,basis,2026-05-01,2026-05-01,2027-04-30,,|class|CLASS_UNKNOWN",
                "91330402MA2B00019E,,,basis,2026-05-01,2026-05-01,2027-04-30,,|class|FIELD_MISSING",
                "91330402MA2B00019E,A,gacc-282-2026,basis,2026-05-01,2026-05-01,2027-04-30,,|ruleset|RULESET_UNKNOWN",
                "91330402MA2B00019E,A,,,2026-05-01,2026-05-01,2027-04-30,,|legalBasis|FIELD_MISSING",
                "91330402MA2B00019E,A,,basis,2026-05-07,2026-05-07,2027-04-30,,|assessedOn|PERIOD_INVALID",
                "91330402MA2B00019E,A,,basis,1999-01-01,2026-05-01,2027-04-30,,|ruleset|RULESET_UNKNOWN",
                "91330402MA2B00019E,A,,basis,2026-05-01,2026-05-09,2026-05-08,,|validFrom|PERIOD_INVALID",
                "91330402MA2B00019E,A,,basis,2026-05-01,2026-05-01,2026-05-05,,|validTo|PERIOD_INVALID",
                "91330402MA2B00019E,A,,basis,2026-05-01,2026-05-01,2027-02-30,,|validTo|TIME_INVALID",
                "91330402MA2B00019E,A,,basis,2026-05-01,2026-05-01,2027-04-30,1001,|score|VALUE_INVALID",
                "91330402MA2B00019E,A,,basis,2026-05-01,2026-05-01,2027-04-30,many,|score|VALUE_INVALID",
                "91330402MA2B00019E,A,,basis,2026-05-01,2026-05-01,2027-04-30,,person 11010519491231002X|grounds|PERSONAL_DATA",
                "91330402MA2B00019E,A,,basis,2026-05-01,2026-05-01,2027-04-30||MALFORMED",
                "91330483MA2B00078U,A,,basis,2026-05-01,2026-05-01,2027-04-30,,|uscc|ID_REUSED",
                "91330411MA2B00027A,A,,basis,2026-05-01,2026-05-01,2027-04-30,,|uscc|FILING_NOT_ACCEPTED",
            })
    void names_line_column_and_code_of_what_is_wrong(String line, String column, String code) {
        ResultsFile file = read(HEADER + line(KNITTER, "A", "") + line + "\r\n");
        String field = column == null ? "" : column;
        assertThat(file.flaws()).hasSize(1);
        Flaw flaw = file.flaws().get(0);
        assertThat(flaw.line() + " " + flaw.item() + " " + flaw.field() + " " + flaw.code())
                .isEqualTo("3 2 " + field + " " + code);
        assertThat(flaw.detail()).doesNotContain("11010519491231002X").doesNotContain("91330402");
        assertThat(file.words()).extracting(Word::line).containsExactly(2);
    }

    @Test
    void a_rule_set_that_is_named_is_that_of_the_day_of_the_assessment() {
        assertThat(read(HEADER + line(KNITTER, "A", "sta-12-2025")).flaws()).isEmpty();
        ResultsFile customs = ResultsFile.read(
                bytes(HEADER + KNITTER + ",CERTIFIED,gacc-251-2021,basis,2026-05-01,2026-05-01,2027-04-30,,"),
                "customs",
                TODAY,
                uscc -> true);
        assertThat(customs.flaws()).extracting(Flaw::field).containsExactly("ruleset");
    }

    @Test
    void a_second_word_about_an_enterprise_names_the_line_of_the_first_even_when_that_is_bad() {
        ResultsFile file = read(HEADER + line(KNITTER, "Z", "") + line(KNITTER, "A", ""));
        assertThat(file.flaws()).extracting(Flaw::code).containsExactly("CLASS_UNKNOWN", "ID_REUSED");
        assertThat(file.flaws().get(1).detail()).contains("line 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uscc,class,legalBasis,assessedOn,validFrom,validTo,remark|FIELD_UNKNOWN",
                "uscc,class,legalBasis,assessedOn,validFrom,validTo,class|VALUE_INVALID",
                "uscc,class,assessedOn,validFrom,validTo|FIELD_MISSING",
            })
    void refuses_a_header_with_an_unknown_a_repeated_or_a_missing_column(String header, String code) {
        Refused.with(Code.valueOf(code), "header", () -> read(header + "\n" + KNITTER));
    }

    @Test
    void refuses_a_file_without_a_word_and_one_with_more_than_it_may_hold() {
        Refused.with(Code.FIELD_MISSING, "", () -> read(HEADER));
        String many = IntStream.rangeClosed(0, ResultsFile.MAX_LINES)
                .mapToObj(i -> "x,,,,,,,,\n")
                .collect(Collectors.joining());
        Refused.with(Code.TOO_LARGE, "", () -> read(HEADER + many));
        Refused.with(Code.TOO_LARGE, "", () -> read(HEADER + " ".repeat(ResultsFile.MAX_BYTES)));
    }

    private static ResultsFile read(String text) {
        return ResultsFile.read(
                bytes(text), "tax", TODAY, uscc -> List.of(KNITTER, OTHER).contains(uscc.value()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String uscc, String classCode, String ruleset) {
        return uscc + "," + classCode + "," + ruleset
                + ",公告2025年第12号,2026-05-01,2026-05-01,2027-04-30,61,\"年度评价, 复核\"\r\n";
    }
}
