package org.zoneledger.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;

class CompactReceiptTest {

    private static final TestZone ZONE = new TestZone();
    private static final Receipt RECEIPT = ZONE.eventRevealed("customs", "market", "tax");

    @Test
    void gives_back_the_receipt_and_takes_less_than_its_json() {
        List<String> texts = CompactReceipt.texts(RECEIPT.bytes());
        byte[] file = file(texts);
        assertThat(CompactReceipt.isIn(file)).isTrue();
        assertThat(CompactReceipt.isIn(RECEIPT.bytes())).isFalse();
        assertThat(CompactReceipt.read(file)).isEqualTo(RECEIPT.bytes());
        assertThat(file.length).isLessThan(RECEIPT.bytes().length);
        assertThat(texts).allMatch(text -> text.length() <= CompactReceipt.MAX_CHARACTERS);
    }

    @Test
    void of_many_texts_may_be_scanned_in_any_order_and_twice() {
        List<String> texts = new ArrayList<>(CompactReceipt.texts(large().bytes()));
        assertThat(texts).hasSizeGreaterThan(3);
        assertThat(texts.get(1)).startsWith("ZLR1:2/" + texts.size() + ":");
        assertThat(texts.get(0).length() - texts.get(texts.size() - 1).length()).isLessThan(texts.size());
        Collections.reverse(texts);
        texts.add(texts.get(0));
        assertThat(CompactReceipt.read(file(texts))).isEqualTo(large().bytes());
    }

    @Test
    void without_one_of_its_texts_says_which_is_missing() {
        List<String> texts = new ArrayList<>(CompactReceipt.texts(large().bytes()));
        texts.remove(2);
        assertThatThrownBy(() -> CompactReceipt.read(file(texts)))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("code 3 of");
    }

    @Test
    void does_not_verify_with_any_letter_changed_that_changes_what_it_says() {
        ReceiptVerifier verifier = new ReceiptVerifier(ZONE.roots());
        String text = String.join("\n", CompactReceipt.texts(RECEIPT.bytes()));
        for (int i = 0; i < text.length(); i += 7) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            try {
                byte[] json = CompactReceipt.read(changed.getBytes(StandardCharsets.US_ASCII));
                assertThat(verifier.verify(json).isVerified())
                        .as("letter %d (packing may say the same in other words, and only that)", i)
                        .isEqualTo(Arrays.equals(json, RECEIPT.bytes()));
            } catch (RefusalException refused) {
                assertThat(refused.refusal().detail()).isNotBlank();
            }
        }
    }

    @Test
    void refuses_what_unpacks_to_more_than_a_receipt_may_have() {
        Receipt bomb = RECEIPT.with(CanonicalJson.read(
                        ("{\"a\":\"" + "a".repeat(Receipt.MAX_BYTES) + "\"}").getBytes(StandardCharsets.US_ASCII))
                .deepCopy());
        assertThatThrownBy(() -> CompactReceipt.read(file(CompactReceipt.texts(bomb.bytes()))))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("at most");
    }

    private static Receipt large() {
        ObjectNode content = RECEIPT.content().orElseThrow().deepCopy();
        byte[] noise = new byte[6000];
        new Random(7).nextBytes(noise);
        return RECEIPT.with(content.put("noise", HexFormat.of().formatHex(noise)));
    }

    private static byte[] file(List<String> texts) {
        return String.join("\n", texts).getBytes(StandardCharsets.US_ASCII);
    }
}
