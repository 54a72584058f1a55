package org.zoneledger.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HouseTest {
    private static final String ROOT = "org.zoneledger";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(
                    Path.of("../chaincode/domain/target/classes"),
                    Path.of("../chaincode/contracts/target/classes"),
                    Path.of("../crypto-config/issuer/target/classes"),
                    Path.of("../gateway/server/target/classes"),
                    Path.of("../network-config/launcher/target/classes"),
                    Path.of("../network-config/bench/target/classes"),
                    Path.of("../network-config/acceptance/target/test-classes"));

    @ParameterizedTest
    @EnumSource
    void the_house_keeps(HouseRule rule) {
        rule.over(ROOT).check(HOUSE);
    }

    @Nested
    class OnDeliberatelyBrokenClasses {
        private static final String BROKEN = "org.zoneledger.house.broken";
        private static final Map<HouseRule, String> FINDS = new EnumMap<>(Map.ofEntries(
                Map.entry(HouseRule.DOMAIN_IS_PURE, "broken.domain.ReadsAFile"),
                Map.entry(HouseRule.DOMAIN_TAKES_NO_TIME_AND_NO_CHANCE, "broken.domain.AsksTheClock"),
                Map.entry(HouseRule.CONTRACTS_ARE_SHELLS_OVER_DOMAIN, "broken.contracts.KnowsLauncher"),
                Map.entry(HouseRule.NOTHING_DEPENDS_ON_GATEWAY, "broken.contracts.KnowsGateway"),
                Map.entry(HouseRule.GATEWAY_KNOWS_ONLY_DOMAIN, "broken.gateway.KnowsContracts"),
                Map.entry(HouseRule.ISSUER_KNOWS_ONLY_DOMAIN, "broken.issuer.KnowsLauncher"),
                Map.entry(HouseRule.LAUNCHER_KNOWS_ONLY_ISSUER_AND_DOMAIN, "broken.launcher.KnowsContracts"),
                Map.entry(HouseRule.BENCH_MEASURES_FROM_OUTSIDE, "broken.bench.KnowsContracts"),
                Map.entry(HouseRule.ACCEPTANCE_IS_AN_OUTSIDER, "broken.acceptance.KnowsLauncher"),
                Map.entry(HouseRule.RULES_TOUCH_NOTHING, "broken.gateway.AccessRules"),
                Map.entry(HouseRule.WIRES_ONLY_CONVERT, "broken.gateway.EventWire"),
                Map.entry(HouseRule.STORES_TOUCH_ONLY_THE_LEDGER, "broken.contracts.PageStore"),
                Map.entry(HouseRule.CLIENTS_TOUCH_ONLY_THE_NETWORK, "broken.gateway.LedgerClient"),
                Map.entry(HouseRule.PROJECTIONS_TOUCH_ONLY_SQL, "broken.gateway.BlockProjection"),
                Map.entry(HouseRule.ROUTES_ARE_RESOURCES_OF_GATEWAY, "broken.launcher.StatusResource")));
        private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(BROKEN);

        @ParameterizedTest
        @EnumSource
        void the_build_fails_with_a_reason_for(HouseRule rule) {
            assertThatThrownBy(() -> rule.over(BROKEN).check(FIXTURES))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(FINDS.get(rule))
                    .hasMessageContaining("because ");
        }

        @Test
        void a_clean_class_is_not_accused() {
            for (HouseRule rule : HouseRule.values()) {
                String report =
                        rule.over(BROKEN).evaluate(FIXTURES).getFailureReport().toString();
                assertThat(report).doesNotContain("CleanRules");
            }
        }
    }
}
