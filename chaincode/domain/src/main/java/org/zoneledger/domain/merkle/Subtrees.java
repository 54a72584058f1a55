package org.zoneledger.domain.merkle;

import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.canonical.Sha256;

/** The complete subtrees of a growing tree, which never change: whoever keeps them can prove about each size the tree has had. */
@FunctionalInterface
public interface Subtrees {

    /**
     * Root of a complete subtree.
     *
     * @param level it has 2^level leaves
     * @param index of the subtree within its level, from the left; its leaves begin at index * 2^level
     */
    byte[] subtree(int level, long index);

    /** Root of the tree over the first {@code size} leaves. */
    default byte[] root(long size) {
        return size == 0 ? Sha256.digest() : range(0, size);
    }

    /**
     * Inclusion proof of a leaf in the tree over the first {@code size} leaves (RFC 9162 section 2.1.3.1).
     *
     * @throws IndexOutOfBoundsException when that tree has no such leaf
     */
    default List<byte[]> inclusionProof(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index + " of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = middle(from, to);
            if (index < middle) {
                proof.add(0, range(middle, to));
                to = middle;
            } else {
                proof.add(0, range(from, middle));
                from = middle;
            }
        }
        return proof;
    }

    /**
     * Proof that the tree over the first {@code size} leaves begins with that over the first {@code oldSize} (RFC 9162 section
     * 2.1.4.1); empty when one of the two needs none.
     *
     * @throws IndexOutOfBoundsException when the older tree is the larger
     */
    default List<byte[]> consistencyProof(long oldSize, long size) {
        if (oldSize < 0 || oldSize > size) {
            throw new IndexOutOfBoundsException(oldSize + " of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        if (oldSize == 0 || oldSize == size) {
            return proof;
        }
        long from = 0;
        long to = size;
        while (to != oldSize) {
            long middle = middle(from, to);
            if (oldSize <= middle) {
                proof.add(0, range(middle, to));
                to = middle;
            } else {
                proof.add(0, range(from, middle));
                from = middle;
            }
        }
        // where the older tree is one complete subtree, whoever checks has its root
        if (from != 0) {
            proof.add(0, range(from, to));
        }
        return proof;
    }

    private byte[] range(long from, long to) {
        long length = to - from;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return subtree(level, from >> level);
        }
        long middle = middle(from, to);
        return MerkleTree.nodeHash(range(from, middle), range(middle, to));
    }

    /** Where RFC 9162 divides a range: after the largest power of two smaller than it. */
    private static long middle(long from, long to) {
        return from + Long.highestOneBit(to - from - 1);
    }
}
