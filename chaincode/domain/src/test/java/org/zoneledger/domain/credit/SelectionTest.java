package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.Selection.Deviation;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.domain.log.LogEntry;

class SelectionTest {

    private static final String LAW = "zone-grade-2";
    private static final byte[] SEED = seed(1);

    @Nested
    class Draw {

        /** Recomputed with Python's json and hashlib: thousandth of {@code SHA-256("declaration-n")} under the seed 00..01. */
        @ParameterizedTest
        @CsvSource({"0,789", "1,488", "5,307", "8,812", "9,750"})
        void takes_a_declaration_at_every_rate_above_its_own_thousandth_and_at_no_other(int number, int thousandth) {
            assertThat(Selection.isSelected(SEED, digest(number), thousandth)).isFalse();
            assertThat(Selection.isSelected(SEED, digest(number), thousandth + 1))
                    .isTrue();
        }

        @Test
        void takes_none_at_the_rate_0_and_all_at_the_rate_1000() {
            for (int i = 0; i < 2000; i++) {
                assertThat(Selection.isSelected(SEED, digest(i), 0)).isFalse();
                assertThat(Selection.isSelected(SEED, digest(i), 1000)).isTrue();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 31, 33, 64})
        void refuses_a_seed_that_is_no_root_of_a_log(int length) {
            Refused.with(Code.VALUE_INVALID, "seed", () -> Selection.isSelected(new byte[length], digest(0), 500));
        }

        /** Two lists with one declaration in common, or one list split in two, give nobody a second chance under the same seed. */
        @Test
        void says_the_same_of_a_declaration_whatever_list_it_stands_in() {
            LedgerRecord long1 = list("list-0001", declarations(0, 600, Letter.D));
            LedgerRecord long2 = list("list-0002", declarations(300, 600, Letter.D));
            Set<String> both = digests(declarations(300, 300, Letter.D));
            assertThat(taken(long1, both)).isEqualTo(taken(long2, both)).hasSizeBetween(100, 200);
        }

        @Test
        void does_not_depend_on_the_order_of_the_declarations() {
            List<ObjectNode> declarations = declarations(0, 600, Letter.C);
            List<String> sorted = Selection.of(list("list-0001", declarations), SEED);
            Collections.shuffle(declarations, new Random(7));
            List<String> shuffled = Selection.of(list("list-0001", declarations), SEED);
            assertThat(shuffled).isNotEqualTo(sorted).containsExactlyInAnyOrderElementsOf(sorted);
        }

        @Test
        void is_another_one_under_another_seed() {
            LedgerRecord list = list("list-0001", declarations(0, 600, Letter.D));
            assertThat(Selection.of(list, seed(2))).isNotEqualTo(Selection.of(list, seed(3)));
        }

        @Test
        void refuses_a_list_under_a_rule_set_that_nobody_knows() {
            LedgerRecord list = list("list-0001", declarations(0, 3, Letter.A));
            list.node().put("law", "zone-grade-0");
            Refused.with(Code.RULESET_UNKNOWN, "law", () -> Selection.of(list, SEED));
        }

        private Set<String> taken(LedgerRecord list, Set<String> among) {
            Set<String> taken = new HashSet<>(Selection.of(list, SEED));
            taken.retainAll(among);
            return taken;
        }
    }

    /**
     * 100,000 declarations, 25,000 of each grade, under ten fixed seeds. For each grade the sum over the seeds of
     * {@code (observed - np)^2 / (np(1-p))} follows chi-square with ten degrees of freedom; a fair draw falls outside of 1.48 to 29.59 once
     * in five hundred times, below as often as above.
     */
    @Nested
    class Rates {

        private static final int DECLARATIONS = 25_000;
        private static final int SEEDS = 10;

        @ParameterizedTest
        @EnumSource(Letter.class)
        void are_those_of_the_grade(Letter letter) {
            int perMille = rate(letter);
            double chiSquare = 0;
            for (int i = 0; i < SEEDS; i++) {
                chiSquare += deviation(taken(seed(100 + i), letter, perMille), perMille / 1000.0);
            }
            assertThat(chiSquare).isBetween(1.48, 29.59);
        }

        @ParameterizedTest
        @EnumSource(Letter.class)
        void are_seen_to_be_others_when_they_are(Letter letter) {
            int perMille = rate(letter);
            double chiSquare = 0;
            for (int i = 0; i < SEEDS; i++) {
                chiSquare += deviation(taken(seed(100 + i), letter, perMille * 4 / 3), perMille / 1000.0);
            }
            assertThat(chiSquare).isGreaterThan(29.59);
        }

        /** Whoever was taken under one seed is taken under the next no more often than anybody else. */
        @Test
        void do_not_depend_on_what_was_taken_before() {
            int again = 0;
            int before = 0;
            for (int i = 0; i < DECLARATIONS; i++) {
                String digest = digest(i);
                if (Selection.isSelected(seed(100), digest, 500)) {
                    before++;
                    again += Selection.isSelected(seed(101), digest, 500) ? 1 : 0;
                }
            }
            double expected = before / 2.0;
            assertThat((again - expected) * (again - expected) / (before / 4.0)).isLessThan(10.83);
        }

        private int taken(byte[] seed, Letter letter, int perMille) {
            int first = (letter.name().charAt(0) - 'A') * DECLARATIONS;
            return (int) IntStream.range(first, first + DECLARATIONS)
                    .filter(i -> Selection.isSelected(seed, digest(i), perMille))
                    .count();
        }

        private double deviation(int observed, double rate) {
            double expected = DECLARATIONS * rate;
            return (observed - expected) * (observed - expected) / (expected * (1 - rate));
        }

        private int rate(Letter letter) {
            return GradeLaw.all(List.of()).stream()
                    .filter(law -> law.id().equals(LAW))
                    .findFirst()
                    .orElseThrow()
                    .supervision()
                    .get(letter)
                    .inspectionsPerMille();
        }
    }

    @Nested
    class Manipulation {

        private final LedgerRecord list = list("list-0001", declarations(0, 600, Letter.C));
        private final List<String> drawn = Selection.of(list, SEED);

        @Test
        void is_not_seen_where_there_is_none() {
            List<String> inspected = new ArrayList<>(drawn);
            Collections.reverse(inspected);
            Deviation deviation = Selection.deviation(list, SEED, inspected);
            assertThat(deviation).isEqualTo(new Deviation(List.of(), List.of()));
            assertThat(deviation.isNone()).isTrue();
        }

        @Test
        void is_seen_when_a_declaration_is_spared() {
            List<String> inspected = drawn.subList(1, drawn.size());
            Deviation deviation = Selection.deviation(list, SEED, inspected);
            assertThat(deviation).isEqualTo(new Deviation(drawn.subList(0, 1), List.of()));
            assertThat(deviation.isNone()).isFalse();
        }

        @Test
        void is_seen_when_a_declaration_is_picked_by_hand() {
            String other = declarations(0, 600, Letter.C).stream()
                    .map(declaration -> declaration.path("digest").asText())
                    .filter(digest -> !drawn.contains(digest))
                    .findFirst()
                    .orElseThrow();
            List<String> inspected = new ArrayList<>(drawn);
            inspected.add(other);
            assertThat(Selection.deviation(list, SEED, inspected)).isEqualTo(new Deviation(List.of(), List.of(other)));
        }

        @Test
        void is_seen_when_a_declaration_is_inspected_that_is_not_in_the_list() {
            List<String> inspected = new ArrayList<>(drawn);
            inspected.set(0, digest(700));
            assertThat(Selection.deviation(list, SEED, inspected))
                    .isEqualTo(new Deviation(drawn.subList(0, 1), List.of(digest(700))));
        }

        @Test
        void is_seen_when_the_seed_is_another() {
            assertThat(Selection.deviation(list, seed(2), drawn).isNone()).isFalse();
        }

        @Test
        void is_seen_when_a_grade_is_changed_afterwards() {
            LedgerRecord changed = list("list-0001", declarations(0, 600, Letter.A));
            assertThat(Selection.deviation(changed, SEED, drawn).picked()).isNotEmpty();
        }
    }

    @Nested
    class SeedSize {

        private final String key = "inspection/list-0001";

        @Test
        void ends_with_the_first_later_block_that_adds_entries() {
            List<LogEntry> log =
                    List.of(entry("a", 4), entry(key, 5), entry("b", 5), entry("c", 8), entry("d", 8), entry("e", 9));
            assertThat(Selection.seedSize(log, key)).isEqualTo(OptionalLong.of(5));
        }

        @Test
        void is_not_known_when_the_declarations_are_fixed() {
            assertThat(Selection.seedSize(List.of(entry("a", 4), entry(key, 5), entry("b", 5)), key))
                    .isEmpty();
        }

        @Test
        void is_the_whole_log_when_that_block_is_the_last() {
            assertThat(Selection.seedSize(List.of(entry(key, 5), entry("b", 6), entry("c", 6)), key))
                    .isEqualTo(OptionalLong.of(3));
        }

        @Test
        void counts_from_the_list_of_this_key_on_the_zones_own_chaincode() {
            LogEntry others = new LogEntry("other", "", key, "ab".repeat(32), 1, 0, "cd");
            LogEntry hashed = new LogEntry("zone", "agencies", key, "ab".repeat(32), 1, 1, "cd");
            assertThat(Selection.seedSize(List.of(others, hashed, entry(key + "2", 1), entry("b", 2)), key))
                    .isEmpty();
        }

        private LogEntry entry(String name, long block) {
            return new LogEntry("zone", "", name, "ab".repeat(32), block, 0, "cd");
        }
    }

    private static byte[] seed(int number) {
        return HexFormat.of().parseHex("%064x".formatted(number));
    }

    private static String digest(int number) {
        return Sha256.hex(("declaration-" + number).getBytes(StandardCharsets.UTF_8));
    }

    private static List<ObjectNode> declarations(int first, int count, Letter letter) {
        Map<String, ObjectNode> sorted = new TreeMap<>();
        for (int i = first; i < first + count; i++) {
            ObjectNode declaration = JsonNodeFactory.instance.objectNode();
            sorted.put(digest(i), declaration.put("digest", digest(i)).put("letter", letter.name()));
        }
        return new ArrayList<>(sorted.values());
    }

    private static Set<String> digests(List<ObjectNode> declarations) {
        Set<String> digests = new HashSet<>();
        declarations.forEach(each -> digests.add(each.path("digest").asText()));
        return digests;
    }

    private static LedgerRecord list(String id, List<ObjectNode> declarations) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "inspection").put("law", LAW).put("id", id);
        node.putArray("declarations").addAll(declarations);
        return new LedgerRecord(node);
    }
}
