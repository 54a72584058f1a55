package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleMap.Proof;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.TestTransaction;

class LogTest {

    private static final int WIDTH = 256;

    @TempDir
    private Path directory;

    private final BlockReader reader = new BlockReader("zone");
    private final Chain chain = new Chain();
    private Index index;
    private Log log;

    @BeforeEach
    void open() {
        index = new Index(directory.resolve("index.db"));
        log = new Log(index);
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
    }

    @Test
    void holds_every_write_of_every_valid_transaction_in_their_order() {
        add(chain.addConfig());
        add(chain.add(
                TestTransaction.of("tx-1").writing("filing/1", "{}").deleting("draft/1"),
                TestTransaction.of("tx-2").writing("filing/2", "{}").flagged(TxValidationCode.MVCC_READ_CONFLICT_VALUE),
                TestTransaction.of("tx-3")
                        .writingElsewhere("_lifecycle", "namespaces/fields/zone/Sequence", "2")
                        .restricting("filing/1", bytes("{}"))));
        List<LogEntry> entries = entries();
        assertThat(entries).hasSize(4);
        assertThat(entries.get(0))
                .isEqualTo(new LogEntry("zone", "", "filing/1", Sha256.hex(bytes("{}")), 1, 0, "tx-1"));
        assertThat(entries.get(1)).isEqualTo(new LogEntry("zone", "", "draft/1", LogEntry.DELETED, 1, 1, "tx-1"));
        assertThat(entries.subList(2, 4))
                .allSatisfy(entry -> assertThat(entry.txId()).isEqualTo("tx-3"));
        assertThat(entries)
                .anySatisfy(entry -> assertThat(entry.key()).isEqualTo("namespaces/fields/zone/Sequence"))
                .anySatisfy(entry -> {
                    assertThat(entry.collection()).isEqualTo("agencies");
                    assertThat(entry.key()).isEqualTo(Sha256.hex(bytes("filing/1")));
                    assertThat(entry.value()).isEqualTo(Sha256.hex(bytes("{}")));
                });
    }

    @Test
    void has_the_tree_of_its_entries_at_every_size() {
        List<byte[]> leaves = fill(700);
        for (int size : new int[] {0, 1, 2, 255, 256, 257, 511, 512, 513, 700}) {
            assertThat(log.<byte[]>prove(tree -> tree.root(size))).isEqualTo(MerkleTree.root(leaves.subList(0, size)));
        }
        byte[] root = MerkleTree.root(leaves);
        for (int place = 0; place < 700; place += 23) {
            int at = place;
            List<byte[]> proof = log.prove(tree -> tree.inclusionProof(at, 700));
            assertThat(MerkleTree.verifyInclusion(leaves.get(at), at, 700, proof, root))
                    .isTrue();
            List<byte[]> consistent = log.prove(tree -> tree.consistencyProof(at, 700));
            assertThat(MerkleTree.verifyConsistency(at, MerkleTree.root(leaves.subList(0, at)), 700, root, consistent))
                    .isTrue();
        }
    }

    @Test
    void is_served_in_tiles_of_256_hashes() {
        List<byte[]> leaves = fill(700);
        assertThat(log.tile(0, 1, WIDTH)).hasValue(joined(leaves.subList(256, 512)));
        assertThat(log.tile(0, 2, 188)).hasValue(joined(leaves.subList(512, 700)));
        assertThat(log.tile(0, 2, 7)).hasValue(joined(leaves.subList(512, 519)));
        assertThat(log.tile(1, 0, 2))
                .hasValue(joined(
                        List.of(MerkleTree.root(leaves.subList(0, 256)), MerkleTree.root(leaves.subList(256, 512)))));
        assertThat(log.tile(0, 2, 189)).isEmpty();
        assertThat(log.tile(1, 0, 3)).isEmpty();
        assertThat(log.tile(0, 3, 1)).isEmpty();
    }

    @Test
    void is_served_in_bundles_of_256_entries() {
        List<byte[]> leaves = fill(700);
        assertThat(read(log.bundle(1, WIDTH).orElseThrow())).hasSize(256).allSatisfy(entry -> assertThat(
                        leaves.subList(256, 512).stream().anyMatch(leaf -> Arrays.equals(leaf, entry.leafHash())))
                .isTrue());
        assertThat(read(log.bundle(2, 188).orElseThrow())).hasSize(188);
        assertThat(log.bundle(2, 189)).isEmpty();
        assertThat(log.bundle(3, 1)).isEmpty();
    }

    @Test
    void is_the_same_when_it_is_built_again() throws SQLException {
        fill(300);
        Index again = new Index(directory.resolve("again.db"));
        Log rebuilt = new Log(again);
        chain.blocks().forEach(block -> add(again, block));
        assertThat(rebuilt.size()).isEqualTo(300);
        assertThat(rebuilt.tile(0, 0, WIDTH)).hasValue(log.tile(0, 0, WIDTH).orElseThrow());
        assertThat(rebuilt.tile(0, 1, 44)).hasValue(log.tile(0, 1, 44).orElseThrow());
        assertThat(rebuilt.bundle(1, 44)).hasValue(log.bundle(1, 44).orElseThrow());
        assertThat(rebuilt.mapRoot(300)).hasValue(log.mapRoot(300).orElseThrow());
        again.close();
    }

    @Test
    void knows_where_a_key_was_written_and_how_long_it_was_at_a_height() {
        add(chain.add(TestTransaction.of("tx-1").writing("filing/1", "{}")));
        add(chain.add(TestTransaction.of("tx-2").writing("filing/2", "{}")));
        add(chain.add(TestTransaction.of("tx-3").writing("filing/1", "{\"a\":1}")));
        assertThat(log.last("zone", "filing/1", 3).orElseThrow().index()).isEqualTo(2);
        assertThat(log.last("zone", "filing/1", 2).orElseThrow().index()).isZero();
        assertThat(log.inBlock("zone", "filing/1", 0).orElseThrow().entry().txId())
                .isEqualTo("tx-1");
        assertThat(log.last("other", "filing/1", 3)).isEmpty();
        assertThat(log.sizeAt(2)).isEqualTo(2);
        assertThat(log.sizeAt(9)).isEqualTo(3);
    }

    @Test
    void maps_every_key_of_public_state_to_its_newest_entry_but_not_pages() {
        add(chain.add(TestTransaction.of("tx-1")
                .writing("filing/1", "{}")
                .writing("pagehead/1", "{}")
                .writingElsewhere("other", "page/1", "{}")));
        add(chain.add(TestTransaction.of("tx-2")
                .writing("filing/1", "{\"a\":1}")
                .writingElsewhere("_lifecycle", "filing/1", "2")
                .restricting("note/1", bytes("{}"))));
        add(chain.add(TestTransaction.of("tx-3").writing("draft/1", "{}")));
        add(chain.add(TestTransaction.of("tx-4").deleting("draft/1").writing("filing/2", "{}")));
        assertThat(leaf("filing/1", 3)).contains(new Leaf(MerkleMap.key("zone", "filing/1"), 0, false));
        assertThat(newest("filing/1", log.size())).isEqualTo(index("filing/1"));
        assertThat(newest("draft/1", log.size())).isEqualTo(index("draft/1"));
        assertThat(leaf("draft/1", log.size()).orElseThrow().deleted()).isTrue();
        assertThat(leaf("draft/1", log.size() - 2).orElseThrow().deleted()).isFalse();
        for (String none : List.of("page/1", "pagehead/1", "note/1", "filing/3")) {
            assertThat(leaf(none, log.size())).as(none).isEmpty();
        }
        assertThat(leaf("filing/2", log.size() - 2)).isEmpty();
    }

    @Test
    void proves_from_the_map_of_now_what_it_held_at_every_block_before() {
        List<Long> sizes = new ArrayList<>();
        for (int block = 0; block < 40; block++) {
            TestTransaction transaction = TestTransaction.of("tx-" + block);
            for (int i = 0; i < block % 7; i++) {
                transaction.writing("key/" + (block * 5 + i * 3) % 50, "{\"n\":" + block + "}");
            }
            add(chain.add(block % 11 == 5 ? transaction.deleting("key/" + block) : transaction));
            sizes.add(log.size());
        }
        List<LogEntry> entries = entries();
        for (long size : sizes.stream().distinct().toList()) {
            byte[] root = log.mapRoot(size).orElseThrow();
            for (int i = 0; i < 55; i += 3) {
                String key = "key/" + i;
                Proof proof = log.mapProof("zone", key, size).orElseThrow();
                assertThat(MerkleMap.verify(MerkleMap.key("zone", key), proof, root))
                        .isTrue();
                assertThat(proof.leaf().filter(leaf -> leaf.key().equals(MerkleMap.key("zone", key))))
                        .isEqualTo(newest(entries, key, size));
            }
        }
    }

    @Test
    void knows_the_root_of_the_map_at_the_end_of_blocks_alone() {
        add(chain.addConfig());
        assertThat(log.mapRoot(0)).hasValueSatisfying(root -> assertThat(root).isEqualTo(MerkleMap.emptyHash()));
        add(chain.add(TestTransaction.of("tx-1").writing("filing/1", "{}").writing("filing/2", "{}")));
        assertThat(log.mapRoot(1)).isEmpty();
        byte[] root = log.mapRoot(2).orElseThrow();
        add(chain.add(TestTransaction.of("tx-2").writing("pagehead/1", "{}")));
        assertThat(log.mapRoot(3).orElseThrow()).isEqualTo(root);
        assertThat(log.mapRoot(4)).isEmpty();
    }

    @Test
    void proves_nothing_from_the_map_about_a_log_that_was_very_much_shorter() {
        TestTransaction transaction = TestTransaction.of("tx-1");
        for (int i = 0; i < LogMap.MOST_SINCE; i++) {
            transaction.writing("pagehead/" + i, "{}");
        }
        add(chain.add(TestTransaction.of("tx-0").writing("filing/1", "{}")));
        add(chain.add(transaction));
        assertThat(log.mapProof("zone", "filing/1", 1)).isPresent();
        add(chain.add(TestTransaction.of("tx-2").writing("filing/2", "{}")));
        assertThat(log.mapProof("zone", "filing/1", 1)).isEmpty();
    }

    private Optional<Leaf> leaf(String key, long size) {
        return log.mapProof("zone", key, size).orElseThrow().leaf().filter(leaf -> leaf.key()
                .equals(MerkleMap.key("zone", key)));
    }

    private long newest(String key, long size) {
        return leaf(key, size).orElseThrow().index();
    }

    private long index(String key) {
        return log.last("zone", key, log.size()).orElseThrow().index();
    }

    private static Optional<Leaf> newest(List<LogEntry> entries, String key, long size) {
        for (int i = (int) size - 1; i >= 0; i--) {
            if (entries.get(i).key().equals(key)) {
                return Optional.of(entries.get(i).leaf(i));
            }
        }
        return Optional.empty();
    }

    /** So many entries, in blocks of different sizes. */
    private List<byte[]> fill(int count) {
        int written = 0;
        for (int block = 0; written < count; block++) {
            TestTransaction transaction = TestTransaction.of("tx-" + block);
            for (int i = 0; i <= block % 40 && written < count; i++) {
                transaction.writing("key/" + written++, "{}");
            }
            add(chain.add(transaction));
        }
        return entries().stream().map(LogEntry::leafHash).toList();
    }

    private List<LogEntry> entries() {
        List<LogEntry> entries = new ArrayList<>();
        long size = log.size();
        for (long from = 0; from < size; from += WIDTH) {
            int width = (int) Math.min(WIDTH, size - from);
            entries.addAll(read(log.bundle(from / WIDTH, width).orElseThrow()));
        }
        return entries;
    }

    private static List<LogEntry> read(byte[] bundle) {
        List<LogEntry> entries = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        while (rest.hasRemaining()) {
            byte[] entry = new byte[Short.toUnsignedInt(rest.getShort())];
            rest.get(entry);
            entries.add(LogEntry.read(CanonicalJson.readCanonical(entry)));
        }
        return entries;
    }

    private static byte[] joined(List<byte[]> hashes) {
        ByteBuffer joined = ByteBuffer.allocate(32 * hashes.size());
        hashes.forEach(joined::put);
        return joined.array();
    }

    private void add(BlockAndPrivateData block) {
        add(index, block);
    }

    private void add(Index to, BlockAndPrivateData block) {
        to.add(
                reader.read(
                        block.getBlock(),
                        to.checkpoint().height(),
                        to.checkpoint().hash()),
                List.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
