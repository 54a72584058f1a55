package org.zoneledger.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Competence;
import org.zoneledger.gateway.peer.TestConfig;

class EndorsersTest {

    private final Endorsers endorsers =
            new Endorsers(new TestConfig(Path.of("unused"), "localhost:1", Path.of("unused")));

    @Test
    void every_choice_is_three_different_agencies() {
        for (int i = 0; i < 20; i++) {
            List<String> chosen = endorsers.next(List.of(), Set.of());
            assertThat(chosen).hasSize(3).doesNotHaveDuplicates().isSubsetOf(Competence.agencies());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP"})
    void the_owner_is_always_among_them_and_the_others_take_turns(String owner) {
        Map<String, Integer> asked = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            List<String> chosen = endorsers.next(List.of(owner), Set.of());
            assertThat(chosen).hasSize(3).doesNotHaveDuplicates().contains(owner);
            chosen.forEach(msp -> asked.merge(msp, 1, Integer::sum));
        }
        assertThat(asked.remove(owner)).isEqualTo(100);
        assertThat(asked.values()).hasSize(4).allSatisfy(times -> assertThat(times)
                .isBetween(35, 65));
    }

    @Test
    void who_failed_is_left_out_and_two_left_over_are_not_enough() {
        assertThat(endorsers.next(List.of(), Set.of("TaxMSP", "ForexMSP")))
                .containsExactlyInAnyOrder("CustomsMSP", "MarketMSP", "CommerceMSP");
        List<String> two = endorsers.next(List.of(), Set.of("TaxMSP", "ForexMSP", "MarketMSP"));
        assertThat(endorsers.areEnough(two)).isFalse();
    }

    @Test
    void an_owner_who_failed_is_asked_again_because_nobody_else_can_give_its_word() {
        assertThat(endorsers.next(List.of("TaxMSP"), Set.of("TaxMSP"))).contains("TaxMSP");
    }

    @Test
    void of_two_owners_one_is_always_among_them_each_in_turn_and_the_other_when_one_failed() {
        List<String> owners = List.of("CustomsMSP", "MarketMSP");
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            first.merge(endorsers.next(owners, Set.of()).get(0), 1, Integer::sum);
        }
        assertThat(first).isEqualTo(Map.of("CustomsMSP", 50, "MarketMSP", 50));
        for (int i = 0; i < 10; i++) {
            assertThat(endorsers.next(owners, Set.of("CustomsMSP")).get(0)).isEqualTo("MarketMSP");
        }
    }

    @Test
    void the_turn_goes_round() {
        for (int i = 0; i < 3; i++) {
            endorsers.next(List.of(), Set.of());
        }
        assertThat(endorsers.next(List.of(), Set.of())).containsExactly("MarketMSP", "CommerceMSP", "CustomsMSP");
    }
}
