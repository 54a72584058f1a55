package org.zoneledger.domain.merkle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleMap.Proof;

/**
 * A {@link MerkleMap} in tiles of four levels, each named by the digits that the keys below it begin with. A lone leaf stands in the
 * tile where its way parts from those of all others, so that a change touches as many tiles as the number of keys has digits.
 */
public final class MapTiles {

    private static final int WIDTH = 16;
    private static final int HASH_BYTES = 32;
    private static final String TOP = "";

    private final Store store;
    private final Map<String, Tile> known = new HashMap<>();
    private final SortedMap<String, byte[]> changed = new TreeMap<>();

    /** Where tiles are kept. */
    @FunctionalInterface
    public interface Store {

        /** A tile as {@link MapTiles#changed} gave it; nothing where there is none. */
        Optional<byte[]> tile(String prefix);
    }

    /** The map as it is kept; what is changed here is kept by whoever takes {@link #changed}. */
    public MapTiles(Store store) {
        this.store = store;
    }

    /** Puts leaves in the place of those of the same keys, and takes away those of keys with nothing. */
    public void change(Map<String, Optional<Leaf>> leaves) {
        change(TOP, tile(TOP), leaves);
    }

    /** The root of the map as it is now. */
    public byte[] root() {
        return hash(tile(TOP).whole());
    }

    /** What the map holds where the way of a key ends. */
    public Proof proof(String key) {
        List<byte[]> path = new ArrayList<>();
        for (int depth = 0; ; depth++) {
            Tile tile = tile(key.substring(0, depth));
            int from = 0;
            for (int width = WIDTH; ; ) {
                Optional<Slot> here = tile.range(from, width);
                if (here.isEmpty() || here.get().leaf().isPresent()) {
                    Collections.reverse(path);
                    return new Proof(here.flatMap(Slot::leaf), path);
                }
                if (width == 1) {
                    break;
                }
                width /= 2;
                boolean isRight = digit(key, depth) >= from + width;
                path.add(hash(tile.range(isRight ? from : from + width, width)));
                from += isRight ? width : 0;
            }
        }
    }

    /** The tiles that are other than they are kept; one without bytes is no more. */
    public SortedMap<String, byte[]> changed() {
        return Collections.unmodifiableSortedMap(changed);
    }

    private Optional<Slot> change(String prefix, Tile tile, Map<String, Optional<Leaf>> leaves) {
        Map<Integer, Map<String, Optional<Leaf>>> byDigit = new TreeMap<>();
        leaves.forEach((key, leaf) -> byDigit.computeIfAbsent(digit(key, prefix.length()), digit -> new TreeMap<>())
                .put(key, leaf));
        byDigit.forEach((digit, below) -> {
            String deeper = prefix + Character.forDigit(digit, WIDTH);
            tile.slots.set(digit, changed(deeper, tile.slots.get(digit), below));
        });
        Optional<Slot> whole = tile.whole();
        boolean isKept = prefix.equals(TOP) || whole.filter(Slot::isInner).isPresent();
        known.put(prefix, isKept ? tile : new Tile());
        changed.put(prefix, known.get(prefix).bytes());
        return whole;
    }

    /** What stands in a slot after a change of some of the keys below it. */
    private Optional<Slot> changed(String prefix, Optional<Slot> slot, Map<String, Optional<Leaf>> leaves) {
        Optional<Leaf> alone = slot.flatMap(Slot::leaf);
        String first = leaves.keySet().iterator().next();
        boolean isPlace =
                slot.isEmpty() || alone.filter(leaf -> leaf.key().equals(first)).isPresent();
        if (leaves.size() == 1 && isPlace) {
            return leaves.get(first).map(Slot::of);
        }
        Tile tile = slot.filter(Slot::isInner).isPresent() ? tile(prefix) : new Tile();
        alone.ifPresent(leaf -> tile.slots.set(digit(leaf.key(), prefix.length()), slot));
        return change(prefix, tile, leaves);
    }

    private Tile tile(String prefix) {
        return known.computeIfAbsent(
                prefix, wanted -> store.tile(wanted).map(Tile::read).orElseGet(Tile::new));
    }

    private static int digit(String key, int depth) {
        return Character.digit(key.charAt(depth), WIDTH);
    }

    private static byte[] hash(Optional<Slot> slot) {
        return slot.map(Slot::hash).orElseGet(MerkleMap::emptyHash);
    }

    /**
     * A subtree that is not empty.
     *
     * @param leaf where it is the only one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Slot(Optional<Leaf> leaf, byte[] hash) {

        static Slot of(Leaf leaf) {
            return new Slot(Optional.of(leaf), leaf.hash());
        }

        boolean isInner() {
            return leaf.isEmpty();
        }
    }

    /** Sixteen subtrees by the next digit of their keys. */
    private static final class Tile {

        private static final int INNER = 0;
        private static final int WRITTEN = 1;
        private static final int DELETED = 2;

        private final List<Optional<Slot>> slots = new ArrayList<>(Collections.nCopies(WIDTH, Optional.empty()));

        Optional<Slot> whole() {
            return range(0, WIDTH);
        }

        /** The subtree over some of the slots, a power of two. */
        Optional<Slot> range(int from, int width) {
            if (width == 1) {
                return slots.get(from);
            }
            Optional<Slot> left = range(from, width / 2);
            Optional<Slot> right = range(from + width / 2, width / 2);
            Optional<Slot> either = left.or(() -> right);
            boolean isOne = left.isEmpty() || right.isEmpty();
            if (either.isEmpty() || (isOne && either.get().leaf().isPresent())) {
                return either;
            }
            return Optional.of(new Slot(Optional.empty(), MerkleMap.nodeHash(hash(left), hash(right))));
        }

        /** The slots that are not empty: digit and kind in a byte, and the hash, or the key and the index in eight bytes. */
        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int digit = 0; digit < WIDTH; digit++) {
                if (slots.get(digit).isPresent()) {
                    Slot slot = slots.get(digit).get();
                    bytes.write(digit << 4 | kind(slot));
                    bytes.writeBytes(slot.leaf()
                            .map(leaf -> ByteBuffer.allocate(HASH_BYTES + Long.BYTES)
                                    .put(HexFormat.of().parseHex(leaf.key()))
                                    .putLong(leaf.index())
                                    .array())
                            .orElse(slot.hash()));
                }
            }
            return bytes.toByteArray();
        }

        static Tile read(byte[] bytes) {
            Tile tile = new Tile();
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                int head = Byte.toUnsignedInt(rest.get());
                int kind = head & 0xf;
                byte[] hash = new byte[HASH_BYTES];
                rest.get(hash);
                Slot slot = kind == INNER
                        ? new Slot(Optional.empty(), hash)
                        : Slot.of(new Leaf(HexFormat.of().formatHex(hash), rest.getLong(), kind == DELETED));
                tile.slots.set(head >> 4, Optional.of(slot));
            }
            return tile;
        }

        private static int kind(Slot slot) {
            return slot.leaf().map(leaf -> leaf.deleted() ? DELETED : WRITTEN).orElse(INNER);
        }
    }
}
