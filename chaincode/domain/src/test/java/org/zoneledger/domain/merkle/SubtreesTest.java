package org.zoneledger.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The consistency proofs named are reference values of the Certificate Transparency project for RFC 6962. */
class SubtreesTest {

    private static final int LARGEST = 33;
    private static final List<byte[]> LEAVES = leaves();
    private static final Subtrees TREE = (level, index) -> {
        int from = (int) (index << level);
        return MerkleTree.root(LEAVES.subList(from, from + (1 << level)));
    };

    @Test
    void gives_the_root_and_the_proofs_of_every_size_the_tree_has_had() {
        for (int size = 0; size <= LARGEST; size++) {
            List<byte[]> leaves = LEAVES.subList(0, size);
            assertThat(TREE.root(size)).isEqualTo(MerkleTree.root(leaves));
            for (int index = 0; index < size; index++) {
                assertThat(TREE.inclusionProof(index, size).toArray())
                        .isEqualTo(MerkleTree.inclusionProof(leaves, index).toArray());
            }
        }
    }

    @Test
    void proves_that_every_size_begins_with_every_smaller_one() {
        for (int size = 0; size <= LARGEST; size++) {
            for (int old = 0; old <= size; old++) {
                assertThat(MerkleTree.verifyConsistency(
                                old, TREE.root(old), size, TREE.root(size), TREE.consistencyProof(old, size)))
                        .isTrue();
            }
        }
    }

    @Test
    void gives_the_reference_proofs_of_consistency() {
        assertThat(proof(1, 1)).isEmpty();
        assertThat(proof(1, 8))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(proof(2, 5))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
        assertThat(proof(6, 8))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void accepts_no_proof_of_a_tree_that_was_rewritten() {
        for (int old = 1; old < 13; old++) {
            List<byte[]> proof = TREE.consistencyProof(old, 13);
            byte[] older = TREE.root(old);
            byte[] newer = TREE.root(13);
            assertThat(MerkleTree.verifyConsistency(old, changed(older), 13, newer, proof))
                    .isFalse();
            assertThat(MerkleTree.verifyConsistency(old, older, 13, changed(newer), proof))
                    .isFalse();
            for (int i = 0; i < proof.size(); i++) {
                List<byte[]> other = new ArrayList<>(proof);
                other.set(i, changed(other.get(i)));
                assertThat(MerkleTree.verifyConsistency(old, older, 13, newer, other))
                        .isFalse();
            }
            List<byte[]> longer = new ArrayList<>(proof);
            longer.add(older);
            assertThat(MerkleTree.verifyConsistency(old, older, 13, newer, longer))
                    .isFalse();
            assertThat(MerkleTree.verifyConsistency(old, older, 13, newer, proof.subList(1, proof.size())))
                    .isFalse();
        }
    }

    @Test
    void accepts_nothing_between_equal_empty_or_shrinking_trees() {
        byte[] five = TREE.root(5);
        assertThat(MerkleTree.verifyConsistency(5, changed(five), 5, five, List.of()))
                .isFalse();
        assertThat(MerkleTree.verifyConsistency(5, five, 5, five, List.of(five)))
                .isFalse();
        assertThat(MerkleTree.verifyConsistency(0, five, 5, five, List.of())).isFalse();
        assertThat(MerkleTree.verifyConsistency(6, TREE.root(6), 5, five, List.of()))
                .isFalse();
        assertThat(MerkleTree.verifyConsistency(3, TREE.root(3), 5, five, List.of()))
                .isFalse();
    }

    @Test
    void has_no_proof_for_what_is_not_there() {
        assertThatThrownBy(() -> TREE.inclusionProof(5, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TREE.consistencyProof(6, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<String> proof(int old, int size) {
        return TREE.consistencyProof(old, size).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    private static byte[] changed(byte[] hash) {
        byte[] other = Arrays.copyOf(hash, hash.length);
        other[7] ^= 1;
        return other;
    }

    private static List<byte[]> leaves() {
        List<byte[]> leaves = new ArrayList<>();
        for (String leaf : MerkleTreeTest.LEAVES) {
            leaves.add(MerkleTree.leafHash(HexFormat.of().parseHex(leaf)));
        }
        for (int i = leaves.size(); i < LARGEST; i++) {
            leaves.add(MerkleTree.leafHash(new byte[] {(byte) i}));
        }
        return leaves;
    }
}
