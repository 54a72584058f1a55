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

    private static final Endorsing ANY = Endorsing.ownedBy(List.of());

    private final Endorsers endorsers =
            new Endorsers(new TestConfig(Path.of("unused"), "localhost:1", Path.of("unused")));

    @Test
    void every_choice_is_three_different_agencies() {
        for (int i = 0; i < 20; i++) {
            List<String> chosen = endorsers.next(ANY, Set.of());
            assertThat(chosen).hasSize(3).doesNotHaveDuplicates().isSubsetOf(Competence.agencies());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP"})
    void the_owner_is_always_among_them_and_the_others_take_turns(String owner) {
        Map<String, Integer> asked = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            List<String> chosen = endorsers.next(Endorsing.ownedBy(List.of(owner)), Set.of());
            assertThat(chosen).hasSize(3).doesNotHaveDuplicates().contains(owner);
            chosen.forEach(msp -> asked.merge(msp, 1, Integer::sum));
        }
        assertThat(asked.remove(owner)).isEqualTo(100);
        assertThat(asked.values()).hasSize(4).allSatisfy(times -> assertThat(times)
                .isBetween(35, 65));
    }

    @Test
    void who_failed_is_left_out_and_two_left_over_are_not_enough() {
        assertThat(endorsers.next(ANY, Set.of("TaxMSP", "ForexMSP")))
                .containsExactlyInAnyOrder("CustomsMSP", "MarketMSP", "CommerceMSP");
        assertThat(endorsers.next(ANY, Set.of("TaxMSP", "ForexMSP", "MarketMSP")))
                .containsExactlyInAnyOrder("CustomsMSP", "CommerceMSP");
    }

    @Test
    void an_owner_who_failed_is_asked_again_because_nobody_else_can_give_its_word() {
        assertThat(endorsers.next(Endorsing.ownedBy(List.of("TaxMSP")), Set.of("TaxMSP")))
                .contains("TaxMSP");
    }

    @Test
    void of_two_owners_one_is_always_among_them_each_in_turn_and_the_other_when_one_failed() {
        List<String> owners = List.of("CustomsMSP", "MarketMSP");
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            first.merge(endorsers.next(Endorsing.ownedBy(owners), Set.of()).get(0), 1, Integer::sum);
        }
        assertThat(first).isEqualTo(Map.of("CustomsMSP", 50, "MarketMSP", 50));
        for (int i = 0; i < 10; i++) {
            assertThat(endorsers
                            .next(Endorsing.ownedBy(owners), Set.of("CustomsMSP"))
                            .get(0))
                    .isEqualTo("MarketMSP");
        }
    }

    @Test
    void what_only_some_may_see_is_shown_to_three_of_them_and_to_nobody_else() {
        Map<String, Integer> asked = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            List<String> chosen = endorsers.next(Endorsing.among(Competence.people()), Set.of());
            assertThat(chosen).hasSize(3).doesNotHaveDuplicates().doesNotContain("ForexMSP");
            chosen.forEach(msp -> asked.merge(msp, 1, Integer::sum));
        }
        assertThat(asked).hasSize(4).allSatisfy((msp, times) -> assertThat(times)
                .isEqualTo(75));
        assertThat(endorsers.next(Endorsing.among(Competence.people()), Set.of("TaxMSP", "MarketMSP")))
                .as("two of the four are left")
                .containsExactlyInAnyOrder("CustomsMSP", "CommerceMSP");
    }

    @Test
    void what_only_one_may_see_is_shown_to_that_one_alone_and_to_nobody_when_it_failed() {
        for (int i = 0; i < 5; i++) {
            assertThat(endorsers.next(Endorsing.alone("TaxMSP"), Set.of())).containsExactly("TaxMSP");
        }
        assertThat(endorsers.next(Endorsing.alone("TaxMSP"), Set.of("TaxMSP"))).isEmpty();
    }

    @Test
    void the_turn_goes_round() {
        for (int i = 0; i < 3; i++) {
            endorsers.next(ANY, Set.of());
        }
        assertThat(endorsers.next(ANY, Set.of())).containsExactly("MarketMSP", "CommerceMSP", "CustomsMSP");
    }
}
