package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.index.BlockReader.BrokenChainException;
import org.zoneledger.gateway.index.Index.Checkpoint;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestTransaction;

class IndexTest {

    private static final String FILING = "filing/" + Past.KNITTER;

    @TempDir
    private Path directory;

    private final BlockReader reader = new BlockReader("zone");
    private final Chain chain = new Chain();
    private Index index;

    @BeforeEach
    void open() {
        index = new Index(file());
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
    }

    @Test
    void gives_every_refused_transaction_once_when_a_page_ends_inside_a_block() {
        int conflict = TxValidationCode.MVCC_READ_CONFLICT_VALUE;
        add(chain.add(
                TestTransaction.of("tx-1").writing(FILING, record(1, "SUBMITTED")),
                TestTransaction.of("tx-2").flagged(conflict),
                TestTransaction.of("tx-3").flagged(conflict),
                TestTransaction.of("tx-4").flagged(conflict)));
        add(chain.add(TestTransaction.of("tx-5").flagged(conflict)));
        Acts acts = new Acts(index);
        Acts.AllRefused first = acts.refused(Long.MAX_VALUE, 0, 2);
        Acts.Refused last = first.refused().get(1);
        Acts.AllRefused second = acts.refused(last.block(), last.position(), 2);
        assertThat(first.refused()).extracting(Acts.Refused::txId).containsExactly("tx-5", "tx-4");
        assertThat(second.refused()).extracting(Acts.Refused::txId).containsExactly("tx-3", "tx-2");
        assertThat(first.matched()).isEqualTo(4);
        assertThat(second.height()).isEqualTo(2);
    }

    @Nested
    class OneBlock {

        @Test
        void leaves_neither_rows_nor_checkpoint_when_it_fails_between_them() {
            chain.addConfig();
            add(chain.blocks().get(0));
            Map<String, List<String>> before = tables(index);
            Checkpoint checkpoint = index.checkpoint();
            LedgerBlock block = read(chain.add(TestTransaction.of("tx-1").writing(FILING, record(1, "SUBMITTED"))));
            assertThatThrownBy(() -> index.add(block, failing(new IllegalStateException("power cut"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(tables(index)).isEqualTo(before);
            assertThat(index.checkpoint()).isEqualTo(checkpoint);

            index.add(block, List.of());
            assertThat(index.checkpoint().height()).isEqualTo(2);
            assertThat(new Records(index).find(FILING)).isPresent();
        }

        @Test
        void leaves_no_rows_when_its_checkpoint_cannot_be_written() {
            LedgerBlock block = read(chain.add(TestTransaction.of("tx-1").writing(FILING, record(1, "SUBMITTED"))));
            LedgerBlock withoutHash = new LedgerBlock(block.number(), null, Optional.empty(), block.transactions());
            assertThatThrownBy(() -> index.add(withoutHash, List.of())).isInstanceOf(IllegalStateException.class);
            assertThat(tables(index)).isEqualTo(tables(new Index(directory.resolve("empty.db"))));
        }

        @Test
        void leaves_nothing_when_a_later_projection_fails() {
            LedgerBlock block = read(chain.add(TestTransaction.of("tx-1")
                    .writing(FILING, record(1, "SUBMITTED"))
                    .writing("page/capture-1", "no zstd frame")));
            assertThatThrownBy(() -> index.add(block, List.of())).isInstanceOf(IllegalStateException.class);
            assertThat(tables(index)).isEqualTo(tables(new Index(directory.resolve("empty.db"))));
        }

        @Test
        void leaves_nothing_of_a_half_done_block_in_the_transaction_of_the_next() {
            LedgerBlock half = new LedgerBlock(
                    0,
                    "half",
                    Optional.empty(),
                    firstThen(
                            read(chain.add(TestTransaction.of("tx-1").writing(FILING, record(1, "SUBMITTED"))))
                                    .transactions()
                                    .get(0),
                            new StackOverflowError("in the middle")));
            assertThatThrownBy(() -> index.add(half, List.of())).isInstanceOf(StackOverflowError.class);
            index.complete(0, List.of());
            assertThat(tables(index)).isEqualTo(tables(new Index(directory.resolve("empty.db"))));
        }

        @Test
        void is_still_there_with_its_checkpoint_after_the_file_is_opened_again() throws SQLException {
            past().forEach(IndexTest.this::add);
            Map<String, List<String>> before = tables(index);
            Checkpoint checkpoint = index.checkpoint();
            index.close();
            index = new Index(file());
            assertThat(index.checkpoint()).isEqualTo(checkpoint);
            assertThat(tables(index)).isEqualTo(before);
        }

        @Test
        void wakes_up_whoever_waits_for_it() throws Exception {
            LedgerBlock block = read(chain.addConfig());
            CompletableFuture<Boolean> waiting =
                    CompletableFuture.supplyAsync(() -> index.await(0, Duration.ofSeconds(20)));
            index.add(block, List.of());
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(index.await(0, Duration.ZERO)).isTrue();
            assertThat(index.await(1, Duration.ofMillis(20))).isFalse();
        }
    }

    @Nested
    class Replay {

        @Test
        void from_block_0_gives_equal_tables() throws SQLException {
            past().forEach(IndexTest.this::add);
            try (Opened again = new Opened(directory.resolve("again.db"))) {
                chain.blocks().forEach(block -> add(again.index(), block));
                assertThat(tables(again.index())).isEqualTo(tables(index));
            }
            assertThat(tables(index).values()).as("every table has rows").noneMatch(List::isEmpty);
        }

        @Test
        void gives_equal_tables_when_the_restricted_parts_came_later() throws SQLException {
            past().forEach(block -> index.add(read(block), List.of()));
            assertThat(tables(index).get("restricted")).allMatch(row -> row.endsWith("|null|null|null|0"));
            chain.blocks()
                    .forEach(block ->
                            index.complete(block.getBlock().getHeader().getNumber(), reader.restricted(block)));
            try (Opened again = new Opened(directory.resolve("again.db"))) {
                chain.blocks().forEach(block -> add(again.index(), block));
                assertThat(tables(index)).isEqualTo(tables(again.index()));
            }
        }

        @Test
        void goes_on_where_the_index_stopped() throws SQLException {
            List<BlockAndPrivateData> blocks = past();
            blocks.subList(0, 4).forEach(IndexTest.this::add);
            index.close();
            index = new Index(file());
            blocks.subList(4, blocks.size()).forEach(IndexTest.this::add);
            try (Opened again = new Opened(directory.resolve("again.db"))) {
                blocks.forEach(block -> add(again.index(), block));
                assertThat(tables(again.index())).isEqualTo(tables(index));
            }
        }

        @Test
        void begins_anew_when_the_tables_are_of_another_schema() throws SQLException {
            past().forEach(IndexTest.this::add);
            index.close();
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + file());
            try (var connection = source.getConnection();
                    var statement = connection.createStatement()) {
                statement.executeUpdate("PRAGMA user_version=1");
                statement.executeUpdate("DROP TABLE record");
            }
            index = new Index(file());
            assertThat(index.checkpoint()).isEqualTo(new Checkpoint(0, "", Consenters.NONE));
            chain.blocks().forEach(IndexTest.this::add);
            assertThat(new Records(index).find(FILING)).isPresent();
        }
    }

    @Nested
    class TransactionIds {

        @Test
        void that_come_twice_keep_what_the_first_one_did() {
            add(chain.add(TestTransaction.of("tx-1").writing(FILING, record(1, "SUBMITTED"))));
            add(chain.add(TestTransaction.of("tx-1")
                    .writing(FILING, record(2, "VERIFIED"))
                    .flagged(TxValidationCode.DUPLICATE_TXID_VALUE)));
            assertThat(index.outcome("tx-1")).contains(new Outcome("tx-1", 0, TxValidationCode.VALID_VALUE));
            assertThat(new Records(index).versions(FILING)).hasSize(1);
        }

        @Test
        void that_come_twice_in_one_block_keep_the_first() {
            add(chain.add(
                    TestTransaction.of("tx-1").flagged(TxValidationCode.MVCC_READ_CONFLICT_VALUE),
                    TestTransaction.of("tx-1").flagged(TxValidationCode.DUPLICATE_TXID_VALUE)));
            assertThat(index.outcome("tx-1").orElseThrow().code()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT_VALUE);
        }

        @Test
        void that_come_twice_in_one_block_count_where_they_are_valid() {
            add(chain.add(
                    TestTransaction.of("tx-1").flagged(TxValidationCode.ENDORSEMENT_POLICY_FAILURE_VALUE),
                    TestTransaction.of("tx-1").writing(FILING, record(1, "SUBMITTED"))));
            assertThat(index.outcome("tx-1").orElseThrow().code()).isEqualTo(TxValidationCode.VALID_VALUE);
            assertThat(new Records(index).versions(FILING)).hasSize(1);
        }

        @Test
        void that_come_twice_are_not_valid_twice_whatever_the_peer_says() {
            add(chain.add(TestTransaction.of("tx-1").writing(FILING, record(1, "SUBMITTED"))));
            Map<String, List<String>> before = tables(index);
            BlockAndPrivateData again = chain.add(TestTransaction.of("tx-1").writing(FILING, record(2, "VERIFIED")));
            assertThatThrownBy(() -> add(again))
                    .isInstanceOf(BrokenChainException.class)
                    .hasMessageContaining("block 1 ");
            assertThat(tables(index)).isEqualTo(before);
        }

        @Test
        void that_never_came_have_no_outcome() {
            add(chain.addConfig());
            assertThat(index.outcome("tx-1")).isEmpty();
            assertThat(index.outcome("")).isEmpty();
        }
    }

    @Nested
    class RestrictedParts {

        private static final String KEY = "filing/1";

        @Test
        void are_missing_until_the_peer_has_them() {
            BlockAndPrivateData event = secret("the value");
            index.add(read(event), List.of());
            assertThat(index.firstIncomplete(0, List.of("agencies"))).contains(0L);
            index.complete(0, reader.restricted(event));
            assertThat(index.firstIncomplete(0, List.of("agencies"))).isEmpty();
            assertThat(bodies()).containsExactly("the value");
        }

        @Test
        void of_collections_that_the_peer_does_not_hold_are_not_missing() {
            index.add(read(secret("the value")), List.of());
            assertThat(index.firstIncomplete(0, List.of("people"))).isEmpty();
        }

        @Test
        void are_looked_for_from_a_block_on() {
            index.add(read(secret("the value")), List.of());
            index.add(read(secret("another value")), List.of());
            assertThat(index.firstIncomplete(0, List.of("agencies"))).contains(0L);
            assertThat(index.firstIncomplete(1, List.of("agencies"))).contains(1L);
            assertThat(index.firstIncomplete(2, List.of("agencies"))).isEmpty();
        }

        @Test
        void with_another_hash_than_the_ledgers_are_not_taken() {
            index.add(read(secret("the value")), List.of(value("a forged value", "agencies", KEY, 0)));
            assertThat(bodies()).isEmpty();
            index.complete(0, List.of(value("a forged value", "agencies", KEY, 0)));
            assertThat(bodies()).isEmpty();
        }

        @Test
        void of_another_place_key_or_collection_are_not_taken() {
            index.add(
                    read(secret("the value")),
                    List.of(
                            value("the value", "people", KEY, 0),
                            value("the value", "agencies", "filing/2", 0),
                            value("the value", "agencies", KEY, 1)));
            index.complete(1, List.of(value("the value", "agencies", KEY, 0)));
            assertThat(bodies()).isEmpty();
        }

        @Test
        void that_were_purged_lose_key_and_value_in_every_version() {
            add(person("SECRET-1"));
            add(person("SECRET-2"));
            add(chain.add(TestTransaction.of("tx-purge").purging("people", PERSON)));
            assertThat(tables(index).get("restricted")).hasSize(2).allMatch(row -> row.endsWith("|null|null|null|1"));
            assertThat(new Records(index).kept(PERSON)).isEmpty();
            assertThat(new Records(index).keptAbout(Past.KNITTER, "person/", 10))
                    .isEmpty();
        }

        @Test
        void that_were_purged_are_not_taken_and_not_missed_when_they_arrive_later() {
            BlockAndPrivateData event = person("SECRET-1");
            index.add(read(event), List.of());
            assertThat(index.firstIncomplete(0, List.of("people"))).contains(0L);
            add(chain.add(TestTransaction.of("tx-purge").purging("people", PERSON)));
            assertThat(index.firstIncomplete(0, List.of("people"))).isEmpty();
            index.complete(0, reader.restricted(event));
            assertThat(bodies()).isEmpty();
        }

        @Test
        void that_were_purged_leave_the_other_keys_and_collections_alone() {
            add(person("SECRET-1"));
            add(chain.add(TestTransaction.of("tx-other")
                    .keeping("agencies", PERSON, sealed("OF-AGENCIES"))
                    .keeping("people", "person/2", sealed("OF-ANOTHER"))));
            add(chain.add(TestTransaction.of("tx-purge").purging("people", PERSON)));
            assertThat(bodies()).hasSize(2).noneMatch(body -> body.contains("SECRET-1"));
        }

        @Test
        void that_were_purged_are_in_no_byte_of_the_file_and_its_log() throws Exception {
            add(person("SECRET-1"));
            assertThat(bytes()).contains("SECRET-1");
            add(chain.add(TestTransaction.of("tx-purge").purging("people", PERSON)));
            assertThat(bytes()).doesNotContain("SECRET-1").doesNotContain(PERSON);
        }

        @Test
        void that_were_purged_while_somebody_read_leave_the_log_with_a_later_block() throws Exception {
            add(person("SECRET-1"));
            index.read(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT count(*) FROM restricted")) {
                    rows.next();
                    add(chain.add(TestTransaction.of("tx-purge").purging("people", PERSON)));
                    return rows.getInt(1);
                }
            });
            add(chain.add(TestTransaction.of("tx-later")));
            assertThat(bytes()).doesNotContain("SECRET-1");
        }

        private static final String PERSON = "person/" + "ab".repeat(32);

        private BlockAndPrivateData person(String name) {
            return chain.add(TestTransaction.of("tx-" + chain.height()).keeping("people", PERSON, sealed(name)));
        }

        private static byte[] sealed(String name) {
            return Sealed.seal(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("name", name)
                                    .put("uscc", Past.KNITTER),
                            new byte[16])
                    .bytes();
        }

        private String bytes() throws IOException {
            StringBuilder text = new StringBuilder();
            for (String suffix : List.of("", "-wal")) {
                Path part = directory.resolve("index.db" + suffix);
                text.append(Files.exists(part) ? Files.readString(part, StandardCharsets.ISO_8859_1) : "");
            }
            return text.toString();
        }

        private BlockAndPrivateData secret(String value) {
            return chain.add(TestTransaction.of("tx-" + chain.height())
                    .restricting(KEY, value.getBytes(StandardCharsets.UTF_8)));
        }

        private static RestrictedValue value(String value, String collection, String key, int position) {
            return new RestrictedValue(position, collection, key, value.getBytes(StandardCharsets.UTF_8));
        }

        private List<String> bodies() {
            return index.read(connection -> {
                List<String> bodies = new ArrayList<>();
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT body FROM restricted WHERE body IS NOT NULL")) {
                    while (rows.next()) {
                        bodies.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
                    }
                }
                return bodies;
            });
        }
    }

    private Path file() {
        return directory.resolve("index.db");
    }

    private List<BlockAndPrivateData> past() {
        chain.addConfig();
        var clerk = TestAuthority.named("parties").clerk(Past.KNITTER);
        new Past(clerk, (transaction, decision) -> chain.add(transaction))
                .whole()
                .packs();
        return chain.blocks();
    }

    private LedgerBlock read(BlockAndPrivateData event) {
        return read(index, event);
    }

    private LedgerBlock read(Index into, BlockAndPrivateData event) {
        Checkpoint checkpoint = into.checkpoint();
        return reader.read(event.getBlock(), checkpoint.height(), checkpoint.hash());
    }

    private void add(BlockAndPrivateData event) {
        add(index, event);
    }

    private void add(Index into, BlockAndPrivateData event) {
        into.add(read(into, event), reader.restricted(event));
    }

    private static String record(int version, String status) {
        return "{\"uscc\":\"" + Past.KNITTER + "\",\"status\":\"" + status + "\",\"version\":" + version + "}";
    }

    /** A list that cannot be read. */
    private static List<RestrictedValue> failing(RuntimeException failure) {
        return new AbstractList<>() {
            @Override
            public RestrictedValue get(int i) {
                throw failure;
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }

    private static List<LedgerTransaction> firstThen(LedgerTransaction first, Error failure) {
        return new AbstractList<>() {
            @Override
            public LedgerTransaction get(int i) {
                if (i == 0) {
                    return first;
                }
                throw failure;
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    private record Opened(Index index) implements AutoCloseable {
        Opened(Path file) {
            this(new Index(file));
        }

        @Override
        public void close() throws SQLException {
            index.close();
        }
    }

    /** Every row of every table, as text. */
    private static Map<String, List<String>> tables(Index index) {
        return index.read(connection -> {
            Map<String, List<String>> tables = new TreeMap<>();
            try (var statement = connection.createStatement()) {
                List<String> names = new ArrayList<>();
                try (var rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                }
                for (String name : names) {
                    List<String> table = new ArrayList<>();
                    try (var rows = statement.executeQuery("SELECT * FROM " + name)) {
                        int columns = rows.getMetaData().getColumnCount();
                        while (rows.next()) {
                            StringBuilder row = new StringBuilder();
                            for (int column = 1; column <= columns; column++) {
                                byte[] cell = rows.getBytes(column);
                                row.append('|')
                                        .append(cell == null ? "null" : new String(cell, StandardCharsets.ISO_8859_1));
                            }
                            table.add(row.toString());
                        }
                    }
                    table.sort(null);
                    tables.put(name, table);
                }
            }
            return tables;
        });
    }
}
