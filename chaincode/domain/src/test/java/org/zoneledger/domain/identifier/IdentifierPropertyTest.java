package org.zoneledger.domain.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.RefusalException;

class IdentifierPropertyTest {
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz";
    private static final int RUNS = 5_000;

    static List<JsonNode> usccs() {
        return IdentifierVectors.read("valid-uscc.json");
    }

    @ParameterizedTest
    @MethodSource("usccs")
    void refuses_each_substitution_of_one_character_of_a_credit_code(JsonNode vector) {
        String right = vector.get("text").asText();
        for (int i = 0; i < right.length(); i++) {
            for (int j = 0; j < ALPHANUMERIC.length(); j++) {
                char c = ALPHANUMERIC.charAt(j);
                if (c != right.charAt(i)) {
                    String wrong = right.substring(0, i) + c + right.substring(i + 1);
                    assertThatThrownBy(() -> Uscc.parse(wrong)).isInstanceOf(RefusalException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("usccs")
    void refuses_each_transposition_of_neighbours_in_a_credit_code(JsonNode vector) {
        String right = vector.get("text").asText();
        for (int i = 0; i + 1 < right.length(); i++) {
            if (right.charAt(i) != right.charAt(i + 1)) {
                String wrong = right.substring(0, i) + right.charAt(i + 1) + right.charAt(i) + right.substring(i + 2);
                assertThatThrownBy(() -> Uscc.parse(wrong)).isInstanceOf(RefusalException.class);
            }
        }
    }

    @Test
    void warns_only_when_the_organisation_code_in_a_credit_code_is_wrong() {
        Uscc warned = Uscc.withCheckDigit("91330402MA2B00018");
        assertThat(warned.hasValidOrganisationCode()).isFalse();
        assertThat(Uscc.parse(warned.value())).isEqualTo(warned);
    }

    @Test
    void refuses_each_substitution_of_one_digit_of_a_trade_item_number() {
        String right = "6901234567892";
        for (int i = 0; i < right.length(); i++) {
            for (char c = '0'; c <= '9'; c++) {
                if (c != right.charAt(i)) {
                    String wrong = right.substring(0, i) + c + right.substring(i + 1);
                    assertThatThrownBy(() -> Gtin.parse(wrong)).isInstanceOf(RefusalException.class);
                }
            }
        }
    }

    @Test
    void a_trade_item_number_does_not_notice_swapped_neighbours_that_differ_by_five() {
        assertThat(Gtin.parse("6906100000008")).isNotEqualTo(Gtin.parse("6901600000008"));
    }

    @Test
    void a_trade_item_number_does_not_notice_a_swap_over_one_digit() {
        assertThat(Gtin.parse("6961000000008")).isNotEqualTo(Gtin.parse("6901600000008"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6961000000008", "06961000000008"})
    void trade_item_numbers_of_different_length_are_equal_once_padded(String text) {
        assertThat(Gtin.parse(text)).isEqualTo(Gtin.parse("6961000000008"));
    }

    @Test
    void what_is_written_is_read_again() {
        IdentifierVectors random = new IdentifierVectors(7);
        for (int i = 0; i < RUNS; i++) {
            assertThat(Uscc.parse(random.uscc().value()).value()).hasSize(18);
            Gtin gtin = random.gtin();
            assertThat(Gtin.parse(gtin.toString())).isEqualTo(gtin);
            DigitalLink link = random.digitalLink();
            assertThat(DigitalLink.parse(link.uri())).isEqualTo(link);
            assertThat(DigitalLink.parse("http://shop.example/a/b" + link.path() + "?x=1"))
                    .isEqualTo(link);
            assertThat(EpcUri.parse(link.uri()).link()).isEqualTo(link);
        }
    }

    @Test
    void a_link_of_a_thousand_segments_is_read_on_the_stack_of_a_small_machine() throws InterruptedException {
        String link = "https://a" + "/a".repeat(1010) + "/01/09506000134352";
        String[] read = new String[1];
        Thread small = new Thread(null, () -> read[0] = DigitalLink.parse(link).uri(), "small", 256 << 10);
        small.start();
        small.join();
        assertThat(read[0]).isEqualTo("https://id.gs1.org/01/09506000134352");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uscc", "customsCode", "gtin", "gln", "sscc", "residentId", "digitalLink", "epc"})
    void noise_is_refused_and_nothing_else_happens(String type) {
        IdentifierVectors random = new IdentifierVectors(type.hashCode());
        assertThatThrownBy(() -> IdentifierVectors.readAndWrite(type, null)).isInstanceOf(RefusalException.class);
        for (int i = 0; i < RUNS; i++) {
            String noise = random.noise(i % 60 + 1);
            try {
                String read = IdentifierVectors.readAndWrite(type, noise);
                assertThat(read).isNotEmpty();
            } catch (RefusalException e) {
                assertThat(e.refusal().detail()).isNotEmpty();
            }
            assertThat(ResidentId.occursIn(noise)).isFalse();
        }
    }

    @Test
    void refuses_links_of_many_segments_with_little_memory_for_calls() throws InterruptedException {
        List<String> links = List.of(
                "https://a/" + "a/".repeat(1000) + "8003/x",
                "https://a" + "/8003".repeat(400),
                "https://a" + "/8003/a/21".repeat(200) + "#");
        List<String> refused = new java.util.ArrayList<>();
        Thread small = new Thread(
                null,
                () -> links.forEach(link -> {
                    try {
                        EpcUri.parse(link);
                    } catch (RefusalException expected) {
                        refused.add(link);
                    }
                }),
                "small",
                128 << 10);
        small.start();
        small.join();
        assertThat(refused).isEqualTo(links);
    }
}
