package org.zoneledger.domain.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

class CanonicalJsonTest {

    @Test
    void writes_the_example_of_rfc_8785_section_3_2_3() {
        String json =
                "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
                        + "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";

        String canonical = CanonicalJson.text(CanonicalJson.read(json));

        assertThat(canonical)
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void writes_the_numbers_of_rfc_8785_section_3_2_2() {
        assertThat(CanonicalJson.text(CanonicalJson.read("[333333333.3333333, 4.50, 2e-3, 1E30, 1e-27, -0]")))
                .isEqualTo("[333333333.3333333,4.5,0.002,1e+30,1e-27,0]");
    }

    @Test
    void reads_back_what_it_wrote() {
        Random random = new Random(8785);
        for (int i = 0; i < 500; i++) {
            String text = text(random);
            byte[] bytes = CanonicalJson.bytes(
                    CanonicalJson.read("{\"b\":[" + random.nextInt() + ",true],\"a\":" + text + "}"));
            assertThat(CanonicalJson.bytes(CanonicalJson.readCanonical(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void writes_the_same_bytes_as_another_implementation() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            String json = "[" + value(random, 4) + "]";
            byte[] theirs = new JsonCanonicalizer(json).getEncodedUTF8();
            assertThat(CanonicalJson.text(new JsonMapper().readTree(json)))
                    .isEqualTo(new String(theirs, StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "[1,]",
                "NaN",
                "{\"a\":\"\\ud800\"}",
                "9007199254740993",
                "0.1000000000000000055511151231257827",
                "1e400",
                "[1] x"
            })
    void refuses_what_is_not_i_json(String text) {
        assertThat(refusal(() -> CanonicalJson.read(text)).code()).isEqualTo(Code.MALFORMED);
    }

    @Test
    void refuses_what_is_nested_too_deep() {
        String deep = "[".repeat(CanonicalJson.MAX_DEPTH + 1) + "]".repeat(CanonicalJson.MAX_DEPTH + 1);
        assertThat(refusal(() -> CanonicalJson.read(deep)).code()).isEqualTo(Code.MALFORMED);
    }

    @Test
    void refuses_more_values_than_fit_into_the_memory_of_a_small_machine() {
        int most = CanonicalJson.MAX_TOKENS - 2;
        assertThat(CanonicalJson.read("[" + "0,".repeat(most - 1) + "0]")).hasSize(most);
        String more = "[" + "0,".repeat(most) + "0]";
        assertThat(refusal(() -> CanonicalJson.read(more)).code()).isEqualTo(Code.MALFORMED);
    }

    @Test
    void refuses_bytes_that_are_not_utf_8() {
        byte[] latin = {'"', (byte) 0xe9, '"'};
        assertThat(refusal(() -> CanonicalJson.read(latin)).code()).isEqualTo(Code.MALFORMED);
    }

    @Test
    void refuses_bytes_in_another_order_where_canonical_bytes_are_due() {
        byte[] bytes = "{\"b\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(() -> CanonicalJson.readCanonical(bytes)).detail()).contains("RFC 8785");
    }

    @Test
    void answers_noise_with_a_refusal_and_nothing_else() {
        Random random = new Random(7493);
        for (int i = 0; i < 5000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            try {
                CanonicalJson.read(noise);
            } catch (RefusalException expected) {
                assertThat(expected.refusal().code()).isEqualTo(Code.MALFORMED);
            }
        }
    }

    @Test
    void never_repeats_the_text_it_refuses() {
        assertThat(refusal(() -> CanonicalJson.read("{\"buyer\": 330402199001010019x}"))
                        .detail())
                .doesNotContain("330402");
    }

    private static String value(Random random, int depth) {
        return switch (depth == 0 ? 2 + random.nextInt(5) : random.nextInt(7)) {
            case 0 -> "{" + values(random, depth, i -> "\"" + i + text(random).substring(1) + ":") + "}";
            case 1 -> "[" + values(random, depth, i -> "") + "]";
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> Double.toString((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(60) - 30));
            case 4 -> random.nextBoolean() ? "null" : Boolean.toString(random.nextBoolean());
            default -> text(random);
        };
    }

    private static String values(Random random, int depth, IntFunction<String> name) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> name.apply(i) + value(random, depth - 1))
                .collect(Collectors.joining(","));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(String.format("\\u%04x", random.nextInt(random.nextBoolean() ? 0x80 : 0xd7ff)));
        }
        return text.append('"').toString();
    }

    private static Refusal refusal(Runnable action) {
        return catchThrowableOfType(RefusalException.class, action::run).refusal();
    }
}
