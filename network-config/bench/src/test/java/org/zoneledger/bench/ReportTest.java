package org.zoneledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.bench.Result.Sample;

class ReportTest {
    private static final Machine MACHINE = new Machine("a processor", 2, 24, 1.5);
    private static final Result PAIRS =
            Result.ofPairs(Id.W1, "records/s", List.of(Sample.pair(100, 1), Sample.pair(900, 3), Sample.pair(500, 2)));
    private static final Result LAGS = Result.ofLags(Id.Q3, List.of(100.0, 250.0, 50.0), 500);

    @TempDir
    private Path directory;

    @Test
    void a_ratio_is_the_median_of_the_pairs_own_ratios() {
        assertThat(PAIRS.ratio()).hasValue(250);
        assertThat(PAIRS.ours()).isEqualTo(500);
        assertThat(PAIRS.baseline()).hasValue(2);
        assertThat(PAIRS.spread()).containsExactly(100.0, 300.0);
    }

    @Test
    void a_lag_is_held_against_what_is_allowed() {
        assertThat(LAGS.ours()).isEqualTo(250);
        assertThat(LAGS.ratio()).hasValue(2);
        assertThat(LAGS.spread()).containsExactly(50.0, 250.0);
        assertThat(LAGS.reached()).isTrue();
        assertThat(Result.ofLags(Id.Q3, List.of(501.0), 500).reached()).isFalse();
    }

    @Test
    void a_cost_may_be_so_many_times_the_other_at_most() {
        List<Sample> costs = List.of(Sample.pair(60, 40));
        assertThat(Result.ofPairs(Id.C1, "ms", costs).reached()).isTrue();
        assertThat(Result.ofPairs(Id.C1, "ms", List.of(Sample.pair(61, 40))).reached())
                .isFalse();
        assertThat(said(Result.ofPairs(Id.C1, "ms", costs))).contains("1.50 times (goal at most 1.5: reached)");
    }

    @Test
    void a_rate_alone_is_neither_compared_nor_held_against_a_goal() throws IOException {
        Result rate = Result.ofRate(Id.C2, "subjects/s", 12.34);
        assertThat(said(rate)).contains("12.3 subjects/s").doesNotContain("goal");
        assertThat(new Report(MACHINE, List.of(rate)).json().at("/results/0"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"id\": \"C2\", \"unit\": \"subjects/s\", \"ours\": 12.34,"
                                + " \"samples\": [{\"ours\": 12.34}]}"));
    }

    @Test
    void the_file_for_programs_has_every_result_with_its_samples() throws IOException {
        Path file = directory.resolve("bench.json");
        new Report(MACHINE, List.of(PAIRS, LAGS)).write(file);
        JsonNode results = new ObjectMapper().readTree(file.toFile()).path("results");
        assertThat(results).hasSize(2);
        assertThat(results.get(0))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"id\": \"W1\", \"ratio\": 250.0, \"unit\": \"records/s\", \"ours\": 500.0,"
                                + " \"baseline\": 2.0, \"samples\": [{\"ours\": 100.0, \"baseline\": 1.0},"
                                + " {\"ours\": 900.0, \"baseline\": 3.0}, {\"ours\": 500.0, \"baseline\": 2.0}]}"));
        assertThat(results.get(1).path("samples").get(0)).isEqualTo(new ObjectMapper().readTree("{\"ours\": 100.0}"));
    }

    @Test
    void people_are_told_the_machine_and_whether_the_goals_are_reached() {
        assertThat(said(PAIRS))
                .contains("2 × a processor, 24 GiB, load 1.5 before the start")
                .contains("250.0 times (goal 200: reached), 500.0 against 2.0 records/s")
                .contains("3 samples from 100.0 to 300.0");
    }

    private static String said(Result result) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Report(MACHINE, List.of(result)).print(new PrintStream(said, true, StandardCharsets.UTF_8));
        return said.toString(StandardCharsets.UTF_8);
    }
}
