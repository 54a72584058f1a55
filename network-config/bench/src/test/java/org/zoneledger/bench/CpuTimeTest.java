package org.zoneledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimeTest {

    @Test
    void says_who_had_the_processors_most_first() {
        assertThat(CpuTime.shares(
                        Map.of("peer", 100L, "load", 50L, "idle", 7L), Map.of("peer", 130L, "load", 120L, "idle", 7L)))
                .isEqualTo("load 70 %, peer 30 %, idle 0 %");
    }
}
