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

    @Test
    void counts_for_the_network_who_endorses_orders_or_keeps_and_nobody_else() {
        assertThat(CpuTime.ofNetwork(
                        Map.of("peer", 10L, "orderer", 5L, "chaincode", 1L, "baseline", 7L, "gateway", 3L, "load", 2L),
                        Map.of(
                                "peer",
                                20L,
                                "orderer",
                                8L,
                                "chaincode",
                                3L,
                                "baseline",
                                8L,
                                "gateway",
                                90L,
                                "load",
                                90L)))
                .isEqualTo(160);
    }
}
