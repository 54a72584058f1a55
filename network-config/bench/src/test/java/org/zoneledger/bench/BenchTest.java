package org.zoneledger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {

    @Test
    void everything_is_measured_unless_somebody_says_what() {
        assertThat(parsed().only()).containsExactlyInAnyOrder(Id.values());
        assertThat(parsed().json()).isEmpty();
        assertThat(parsed("--only", "Q3,W1").only()).containsExactlyInAnyOrder(Id.W1, Id.Q3);
        assertThat(parsed("--only", "V1,H2").only()).containsExactlyInAnyOrder(Id.V1, Id.H2);
        assertThat(parsed("--only", "C1,C2").only()).containsExactlyInAnyOrder(Id.C1, Id.C2);
        assertThat(parsed("--json", "out.json").json()).contains(Path.of("out.json"));
    }

    @Test
    void as_many_subjects_are_graded_as_somebody_says() {
        assertThat(parsed().subjects()).isEqualTo(2000);
        assertThat(parsed("--subjects", "10000").subjects()).isEqualTo(10_000);
    }

    @Test
    void what_cannot_be_measured_is_refused() {
        assertThatThrownBy(() -> parsed("--only", "W1,W9"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("W9");
    }

    private static Bench parsed(String... arguments) {
        Bench bench = new Bench();
        new CommandLine(bench).parseArgs(arguments);
        return bench;
    }
}
