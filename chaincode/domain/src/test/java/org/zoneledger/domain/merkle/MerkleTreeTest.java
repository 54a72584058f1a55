package org.zoneledger.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaves and roots are the reference values of the Certificate Transparency project for RFC 6962, whose hashing RFC 9162 keeps. */
class MerkleTreeTest {

    static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void gives_the_reference_roots() {
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < LEAVES.size(); i++) {
            hashes.add(MerkleTree.leafHash(HexFormat.of().parseHex(LEAVES.get(i))));
            assertThat(HexFormat.of().formatHex(MerkleTree.root(hashes))).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void gives_the_digest_of_nothing_for_no_leaves() {
        assertThat(HexFormat.of().formatHex(MerkleTree.root(List.of())))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void proves_every_leaf_of_every_tree_up_to_33_leaves() {
        for (int size = 1; size <= 33; size++) {
            List<byte[]> hashes = hashes(size);
            byte[] root = MerkleTree.root(hashes);
            for (int index = 0; index < size; index++) {
                List<byte[]> proof = MerkleTree.inclusionProof(hashes, index);
                assertThat(MerkleTree.verifyInclusion(hashes.get(index), index, size, proof, root))
                        .isTrue();
            }
        }
    }

    @Test
    void accepts_no_proof_for_another_leaf_index_size_or_root() {
        List<byte[]> hashes = hashes(13);
        byte[] root = MerkleTree.root(hashes);
        List<byte[]> proof = MerkleTree.inclusionProof(hashes, 6);

        assertThat(MerkleTree.verifyInclusion(hashes.get(7), 6, 13, proof, root))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(hashes.get(6), 7, 13, proof, root))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(hashes.get(6), 6, 5, proof, root)).isFalse();
        assertThat(MerkleTree.verifyInclusion(hashes.get(6), 13, 13, proof, root))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(hashes.get(6), -1, 13, proof, root))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(hashes.get(6), 6, 13, proof, MerkleTree.root(hashes(12))))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(hashes.get(6), 6, 13, proof.subList(0, proof.size() - 1), root))
                .isFalse();
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(root);
        assertThat(MerkleTree.verifyInclusion(hashes.get(6), 6, 13, longer, root))
                .isFalse();
    }

    @Test
    void has_no_proof_for_a_leaf_that_is_not_there() {
        assertThatThrownBy(() -> MerkleTree.inclusionProof(hashes(3), 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void keeps_levels_that_give_the_same_roots_and_proofs() {
        for (int size = 0; size <= 70; size++) {
            List<byte[]> hashes = hashes(size);
            MerkleTree.Levels levels = new MerkleTree.Levels(hashes);
            assertThat(levels.root()).isEqualTo(MerkleTree.root(hashes));
            for (int i = 0; i < size; i++) {
                assertThat(levels.inclusionProof(i))
                        .usingElementComparator(Arrays::compare)
                        .isEqualTo(MerkleTree.inclusionProof(hashes, i));
            }
            int none = size;
            assertThatThrownBy(() -> levels.inclusionProof(none)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static List<byte[]> hashes(int size) {
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hashes.add(MerkleTree.leafHash(new byte[] {(byte) i}));
        }
        return hashes;
    }
}
