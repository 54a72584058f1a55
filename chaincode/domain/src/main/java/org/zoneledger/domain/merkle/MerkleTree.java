package org.zoneledger.domain.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zoneledger.domain.canonical.Sha256;

/** Merkle tree hashing and proofs of RFC 9162 section 2.1 with SHA-256; hashes are 32 bytes. */
public final class MerkleTree {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private MerkleTree() {}

    /** Hash of one leaf: SHA-256(0x00 || entry). */
    public static byte[] leafHash(byte[] entry) {
        return Sha256.digest(LEAF, entry);
    }

    /** Hash of an inner node: SHA-256(0x01 || left || right). */
    public static byte[] nodeHash(byte[] left, byte[] right) {
        return Sha256.digest(NODE, left, right);
    }

    /** Root over leaf hashes (RFC 9162 section 2.1.1); of no leaves, SHA-256 of nothing. */
    public static byte[] root(List<byte[]> leafHashes) {
        return leafHashes.isEmpty() ? Sha256.digest() : subtree(leafHashes);
    }

    /**
     * Inclusion proof of a leaf (RFC 9162 section 2.1.3.1), from the leaf's sibling upwards.
     *
     * @throws IndexOutOfBoundsException when there is no such leaf
     */
    public static List<byte[]> inclusionProof(List<byte[]> leafHashes, int index) {
        if (index < 0 || index >= leafHashes.size()) {
            throw new IndexOutOfBoundsException(index);
        }
        List<byte[]> proof = new ArrayList<>();
        prove(leafHashes, index, proof);
        return proof;
    }

    /** Whether a proof leads from a leaf to the root of a tree of this size (RFC 9162 section 2.1.3.2). */
    public static boolean verifyInclusion(byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = nodeHash(sibling, hash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(hash, root);
    }

    /**
     * Whether a proof shows that a tree begins with an older one (RFC 9162 section 2.1.4.2). Every tree begins with the empty one, and
     * with itself; neither needs a proof, and none may come.
     */
    public static boolean verifyConsistency(
            long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, List<byte[]> proof) {
        if (oldSize < 0 || oldSize > newSize) {
            return false;
        }
        if (oldSize == 0 || oldSize == newSize) {
            byte[] expected = oldSize == 0 ? Sha256.digest() : newRoot;
            return proof.isEmpty() && Arrays.equals(oldRoot, expected);
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(oldSize) == 1) {
            path.add(0, oldRoot);
        }
        return !path.isEmpty() && leadsToBoth(path, oldSize, oldRoot, newSize, newRoot);
    }

    private static boolean leadsToBoth(List<byte[]> path, long oldSize, byte[] oldRoot, long newSize, byte[] newRoot) {
        int whole = Long.numberOfTrailingZeros(oldSize);
        long fn = (oldSize - 1) >> whole;
        long sn = (newSize - 1) >> whole;
        byte[] older = path.get(0);
        byte[] newer = path.get(0);
        for (byte[] sibling : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                older = nodeHash(sibling, older);
                newer = nodeHash(sibling, newer);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                newer = nodeHash(newer, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(older, oldRoot) && Arrays.equals(newer, newRoot);
    }

    /** A tree whose hashes are kept, so that the proofs of all its leaves cost little more than the tree itself. */
    public static final class Levels {

        private final List<List<byte[]>> levels = new ArrayList<>();

        /** The tree over leaf hashes; an odd hash moves up as it is, which gives the tree of section 2.1.1. */
        public Levels(List<byte[]> leafHashes) {
            levels.add(List.copyOf(leafHashes));
            while (top().size() > 1) {
                List<byte[]> below = top();
                List<byte[]> level = new ArrayList<>((below.size() + 1) / 2);
                for (int i = 0; i + 1 < below.size(); i += 2) {
                    level.add(nodeHash(below.get(i), below.get(i + 1)));
                }
                if (below.size() % 2 == 1) {
                    level.add(below.get(below.size() - 1));
                }
                levels.add(level);
            }
        }

        /** As {@link MerkleTree#root}. */
        public byte[] root() {
            return top().isEmpty() ? Sha256.digest() : top().get(0);
        }

        /** As {@link MerkleTree#inclusionProof}. */
        public List<byte[]> inclusionProof(int index) {
            if (index < 0 || index >= levels.get(0).size()) {
                throw new IndexOutOfBoundsException(index);
            }
            List<byte[]> proof = new ArrayList<>();
            int at = index;
            for (List<byte[]> level : levels.subList(0, levels.size() - 1)) {
                int sibling = at ^ 1;
                if (sibling < level.size()) {
                    proof.add(level.get(sibling));
                }
                at >>= 1;
            }
            return proof;
        }

        private List<byte[]> top() {
            return levels.get(levels.size() - 1);
        }
    }

    private static byte[] subtree(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = split(leaves.size());
        return nodeHash(subtree(leaves.subList(0, split)), subtree(leaves.subList(split, leaves.size())));
    }

    private static void prove(List<byte[]> leaves, int index, List<byte[]> proof) {
        if (leaves.size() == 1) {
            return;
        }
        int split = split(leaves.size());
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        if (index < split) {
            prove(left, index, proof);
            proof.add(subtree(right));
        } else {
            prove(right, index - split, proof);
            proof.add(subtree(left));
        }
    }

    /** The largest power of two smaller than n. */
    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }
}
