package org.zoneledger.domain.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Sha256;

/**
 * A sparse Merkle tree that says where in a log each key was written last, so that absence can be proven too. A leaf stands at the end
 * of the way that the 256 bits of its key lead, 0 to the left. A subtree without leaves has one fixed hash, a subtree with one leaf has the
 * hash of that leaf, and every other that of its two halves: one set of leaves has one root, in whatever order they came.
 *
 * <p>Hashes are SHA-256, 32 bytes. What is hashed begins with another byte than in {@link MerkleTree}, so that no hash of one can stand
 * in the other.
 */
public final class MerkleMap {

    /** Bits of a key, and the most hashes that a proof may have. */
    public static final int KEY_BITS = 256;

    private static final byte[] LEAF = {2};
    private static final byte[] NODE = {3};
    private static final byte[] EMPTY = Sha256.digest(new byte[] {4});

    private MerkleMap() {}

    /**
     * What the map holds under a key.
     *
     * @param key as {@link MerkleMap#key} makes it
     * @param index of the newest entry of the key in the log
     * @param deleted whether that entry deleted the key
     */
    public record Leaf(String key, long index, boolean deleted) {

        public Leaf {
            if (!key.matches("[0-9a-f]{64}") || index < 0) {
                throw Refusal.of(
                        Code.VALUE_INVALID, "leaf", "a SHA-256 in hexadecimal and a place in the log are expected");
            }
        }

        /** SHA-256(0x02 || key || index in eight bytes || 1 where it is deleted, else 0). */
        public byte[] hash() {
            ByteBuffer value =
                    ByteBuffer.allocate(Long.BYTES + 1).putLong(index).put((byte) (deleted ? 1 : 0));
            return Sha256.digest(LEAF, HexFormat.of().parseHex(key), value.array());
        }
    }

    /**
     * What the map holds where the way of a key ends.
     *
     * @param leaf that of the key itself; that of another key, whose way is the same so far; or nothing
     * @param path the other halves, from that place upwards
     */
    public record Proof(Optional<Leaf> leaf, List<byte[]> path) {

        public Proof {
            path = List.copyOf(path);
        }
    }

    /** The name of a key of a chaincode's public state in the map: SHA-256 of {@code namespace NUL key}, hexadecimal. */
    public static String key(String namespace, String key) {
        return Sha256.hex((namespace + "\0" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** Hash of a subtree without leaves, and root of the empty map: SHA-256(0x04). */
    public static byte[] emptyHash() {
        return EMPTY.clone();
    }

    /** Hash of a subtree with more than one leaf: SHA-256(0x03 || left || right). */
    public static byte[] nodeHash(byte[] left, byte[] right) {
        return Sha256.digest(NODE, left, right);
    }

    /** Whether a map of this root holds, where the way of a key ends, what a proof says. */
    public static boolean verify(String key, Proof proof, byte[] root) {
        int depth = proof.path().size();
        if (depth > KEY_BITS) {
            return false;
        }
        byte[] bits = HexFormat.of().parseHex(key);
        byte[] hash = proof.leaf().map(Leaf::hash).orElse(EMPTY);
        for (byte[] other : proof.path()) {
            depth--;
            hash = isRight(bits, depth) ? nodeHash(other, hash) : nodeHash(hash, other);
        }
        return Arrays.equals(hash, root);
    }

    private static boolean isRight(byte[] key, int depth) {
        return ((key[depth / Byte.SIZE] >> (Byte.SIZE - 1 - depth % Byte.SIZE)) & 1) == 1;
    }
}
