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
        assertThat(parsed("--json", "out.json").json()).contains(Path.of("out.json"));
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
