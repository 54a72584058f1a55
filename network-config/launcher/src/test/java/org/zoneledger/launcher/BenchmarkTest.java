package org.zoneledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
    @TempDir
    private Path home;

    @Test
    void has_a_zone_of_its_own_below_that_of_the_user() {
        Setting setting = Benchmark.setting(Map.of("ZONE_CHECKOUT", "../..", "ZONE_HOME", home.toString()));
        assertThat(setting.home().directory()).isEqualTo(home.resolve("bench"));
        assertThat(setting.topology().portBase()).isEqualTo(22000);
        assertThat(setting.state()).isEmpty();
    }

    @Test
    void lets_java_compile_well() {
        Setting setting = Benchmark.setting(Map.of("ZONE_CHECKOUT", "../..", "ZONE_HOME", home.toString()));
        assertThat(setting.topology().java().chaincode()).doesNotContain("TieredStopAtLevel", "CodeCache");
        assertThat(setting.topology().java().gateway()).doesNotContain("TieredStopAtLevel", "CodeCache");
    }
}
