package org.zoneledger.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleMap.Proof;

/** The map in tiles against the plainest way to say what it is: halves of a list. */
class MapTilesPropertyTest {

    private static final int RUNS = 40;
    private static final int KEYS = 60;

    private final Random random = new Random(20261127);

    @Test
    void has_after_every_change_the_root_and_the_tiles_of_the_leaves_that_are_left() {
        for (int run = 0; run < RUNS; run++) {
            List<String> keys = keys();
            Map<String, byte[]> kept = new HashMap<>();
            Map<String, Leaf> leaves = new TreeMap<>();
            for (int block = 0; block < 8; block++) {
                Map<String, Optional<Leaf>> change = change(keys);
                MapTiles tiles = new MapTiles(prefix -> Optional.ofNullable(kept.get(prefix)));
                tiles.change(change);
                change.forEach(
                        (key, leaf) -> leaf.ifPresentOrElse(put -> leaves.put(key, put), () -> leaves.remove(key)));
                assertThat(tiles.root()).isEqualTo(root(List.copyOf(leaves.values()), 0));
                keep(tiles, kept);
                assertThat(text(kept)).isEqualTo(text(built(leaves.values())));
            }
        }
    }

    @Test
    void proves_of_every_key_what_stands_there_and_nothing_else() {
        List<String> keys = keys();
        Map<String, Optional<Leaf>> change = change(keys);
        MapTiles tiles = new MapTiles(prefix -> Optional.empty());
        tiles.change(change);
        byte[] root = tiles.root();
        for (String key : keys) {
            Optional<Leaf> there = change.getOrDefault(key, Optional.empty());
            Proof proof = tiles.proof(key);
            assertThat(MerkleMap.verify(key, proof, root)).isTrue();
            assertThat(proof.leaf().filter(leaf -> leaf.key().equals(key))).isEqualTo(there);
            for (Proof wrong : wrong(key, proof)) {
                assertThat(MerkleMap.verify(key, wrong, root)).as("%s", wrong).isFalse();
            }
            for (String other : keys) {
                if (MerkleMap.verify(other, proof, root)) {
                    assertThat(proof.leaf().filter(leaf -> leaf.key().equals(other)))
                            .as("whoever shows the place of %s for %s hides nothing", key, other)
                            .isEqualTo(change.getOrDefault(other, Optional.empty()));
                }
            }
        }
    }

    @Test
    void does_not_depend_on_the_order_in_which_keys_came() {
        List<String> keys = keys();
        List<Leaf> leaves =
                change(keys).values().stream().flatMap(Optional::stream).toList();
        List<Leaf> shuffled = new ArrayList<>(leaves);
        Collections.shuffle(shuffled, random);
        assertThat(text(built(shuffled))).isEqualTo(text(built(leaves)));
    }

    @Test
    void is_as_it_was_before_when_a_change_is_taken_back() {
        List<String> keys = keys();
        Map<String, Optional<Leaf>> first = change(keys);
        MapTiles tiles = new MapTiles(prefix -> Optional.empty());
        tiles.change(first);
        byte[] before = tiles.root();
        Map<String, Optional<Leaf>> then = change(keys);
        tiles.change(then);
        assertThat(tiles.root()).isNotEqualTo(before);
        Map<String, Optional<Leaf>> back = new HashMap<>();
        then.keySet().forEach(key -> back.put(key, first.getOrDefault(key, Optional.empty())));
        tiles.change(back);
        assertThat(tiles.root()).isEqualTo(before);
    }

    /** Half of the keys are apart from another in their last digits alone. */
    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        while (keys.size() < KEYS) {
            String key = MerkleMap.key("zone", "key/" + random.nextInt());
            keys.add(key);
            String near = key.substring(0, 60 + random.nextInt(4));
            keys.add(near + MerkleMap.key("zone", key).substring(near.length()));
        }
        return keys.stream().distinct().toList();
    }

    /** Some are put, some are taken away. */
    private Map<String, Optional<Leaf>> change(List<String> keys) {
        Map<String, Optional<Leaf>> change = new HashMap<>();
        for (String key : keys) {
            int what = random.nextInt(5);
            if (what < 3) {
                change.put(key, Optional.of(new Leaf(key, random.nextInt(1_000_000), what == 0)));
            } else if (what == 3) {
                change.put(key, Optional.empty());
            }
        }
        return change;
    }

    private List<Proof> wrong(String key, Proof good) {
        List<Proof> wrong = new ArrayList<>();
        wrong.add(new Proof(Optional.of(new Leaf(key, 1_000_001, false)), good.path()));
        good.leaf().ifPresent(leaf -> {
            wrong.add(new Proof(Optional.empty(), good.path()));
            wrong.add(new Proof(Optional.of(new Leaf(leaf.key(), leaf.index() + 1, leaf.deleted())), good.path()));
            wrong.add(new Proof(Optional.of(new Leaf(leaf.key(), leaf.index(), !leaf.deleted())), good.path()));
        });
        if (!good.path().isEmpty()) {
            wrong.add(new Proof(good.leaf(), good.path().subList(1, good.path().size())));
            List<byte[]> flipped = new ArrayList<>(good.path());
            byte[] hash = flipped.get(0).clone();
            hash[random.nextInt(32)] ^= 1;
            flipped.set(0, hash);
            wrong.add(new Proof(good.leaf(), flipped));
        }
        List<byte[]> longer = new ArrayList<>(good.path());
        longer.add(MerkleMap.emptyHash());
        wrong.add(new Proof(good.leaf(), longer));
        wrong.add(new Proof(good.leaf(), Collections.nCopies(257, MerkleMap.emptyHash())));
        return wrong;
    }

    private static Map<String, byte[]> built(Iterable<Leaf> leaves) {
        Map<String, byte[]> kept = new HashMap<>();
        for (Leaf leaf : leaves) {
            MapTiles tiles = new MapTiles(prefix -> Optional.ofNullable(kept.get(prefix)));
            tiles.change(Map.of(leaf.key(), Optional.of(leaf)));
            keep(tiles, kept);
        }
        return kept;
    }

    private static void keep(MapTiles tiles, Map<String, byte[]> kept) {
        tiles.changed().forEach((prefix, bytes) -> {
            if (bytes.length == 0) {
                kept.remove(prefix);
            } else {
                kept.put(prefix, bytes);
            }
        });
    }

    private static String text(Map<String, byte[]> kept) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(kept).forEach((prefix, bytes) -> text.append(prefix)
                .append('=')
                .append(HexFormat.of().formatHex(bytes))
                .append('\n'));
        return text.toString();
    }

    private static byte[] root(List<Leaf> leaves, int depth) {
        if (leaves.isEmpty()) {
            return MerkleMap.emptyHash();
        }
        if (leaves.size() == 1) {
            return leaves.get(0).hash();
        }
        return MerkleMap.nodeHash(root(half(leaves, depth, 0), depth + 1), root(half(leaves, depth, 1), depth + 1));
    }

    private static List<Leaf> half(List<Leaf> leaves, int depth, int bit) {
        return leaves.stream()
                .filter(leaf -> ((Character.digit(leaf.key().charAt(depth / 4), 16) >> (3 - depth % 4)) & 1) == bit)
                .toList();
    }
}
