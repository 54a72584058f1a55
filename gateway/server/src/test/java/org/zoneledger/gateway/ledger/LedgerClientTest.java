package org.zoneledger.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.gateway.peer.Chaincode;
import org.zoneledger.gateway.peer.Chaincode.Call;
import org.zoneledger.gateway.peer.LoopbackPeer;
import org.zoneledger.gateway.peer.LoopbackPeer.Endorsement;
import org.zoneledger.gateway.peer.LoopbackPeer.Loss;
import org.zoneledger.gateway.peer.TestConfig;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.gateway.problem.ProblemException;

class LedgerClientTest {

    @TempDir
    private static Path organisation;

    @TempDir
    private Path data;

    private LoopbackPeer peer;
    private TestGateway gateway;

    @BeforeAll
    static void prepare() {
        TestConfig.prepare(organisation);
    }

    @BeforeEach
    void start() {
        peer = new LoopbackPeer(organisation.resolve("tls"), 0, LedgerClientTest::keep);
        gateway = gateway();
    }

    @AfterEach
    void stop() throws SQLException {
        gateway.close();
        peer.close();
    }

    @Nested
    class Acknowledgement {

        @Test
        void names_the_version_and_the_block_of_a_valid_transaction() {
            Committed committed = gateway.client().submit(submission("first-doc"));
            Endorsement endorsement = peer.endorsements().get(0);
            assertThat(committed)
                    .isEqualTo(new Committed(
                            "filing/first-doc", 1, false, Optional.of(endorsement.txId()), OptionalLong.of(1)));
            assertThat(peer.validTransactions()).isEqualTo(1);
        }

        @Test
        void comes_when_the_gateways_own_index_has_it() {
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(gateway.index().checkpoint().height())
                    .isGreaterThan(committed.block().orElseThrow());
        }

        @Test
        void comes_even_when_blocks_are_late() {
            peer.withhold(true);
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(committed.block()).hasValue(1);
        }

        @ParameterizedTest
        @EnumSource(names = {"ENDORSEMENT_POLICY_FAILURE", "PHANTOM_READ_CONFLICT", "INVALID_OTHER_REASON"})
        void never_comes_for_what_the_peers_did_not_accept(TxValidationCode code) {
            peer.flagNext(code.getNumber());
            assertProblem("CONFLICT", () -> gateway.client().submit(submission("first-doc")));
            assertThat(peer.validTransactions()).isZero();
            assertThat(gateway.outbox().all()).isEmpty();
        }

        @Test
        void keeps_what_is_restricted_from_the_orderers() {
            gateway.client().submit(submission("first-doc"));
            assertThat(peer.submissions().get(0).toString())
                    .contains("first-doc")
                    .doesNotContain("RESTRICTED");
        }
    }

    @Nested
    class TheOutbox {

        @Test
        void has_the_envelope_before_it_is_submitted_and_not_after_its_outcome() {
            AtomicReference<List<Outbox.Entry>> seen = new AtomicReference<>();
            peer.beforeSubmit(txId -> seen.set(gateway.outbox().all()));
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(seen.get()).singleElement().satisfies(entry -> {
                assertThat(entry.submission()).isEqualTo("test first-doc");
                assertThat(entry.txId()).isEqualTo(committed.txId().orElseThrow());
                assertThat(ByteString.copyFrom(entry.envelope()).toStringUtf8()).contains("filing/first-doc");
            });
            assertThat(gateway.outbox().all()).isEmpty();
        }

        @Test
        void is_on_disk_where_another_process_finds_it() throws SQLException {
            AtomicReference<List<Outbox.Entry>> seen = new AtomicReference<>();
            peer.beforeSubmit(txId -> {
                Outbox other = new Outbox(config());
                seen.set(other.all());
            });
            gateway.client().submit(submission("first-doc"));
            assertThat(seen.get()).hasSize(1);
        }
    }

    @Nested
    class LostConnections {

        @Test
        void before_ordering_make_it_send_the_same_envelope_again() {
            peer.loseNext(Loss.BEFORE_ORDERING);
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(committed.replayed()).isFalse();
            assertThat(peer.endorsements()).as("nothing is endorsed anew").hasSize(1);
            assertThat(peer.submissions()).hasSize(2);
            assertThat(peer.submissions().get(1)).isEqualTo(peer.submissions().get(0));
            assertThat(peer.validTransactions()).isEqualTo(1);
        }

        @Test
        void after_ordering_are_made_good_by_its_own_index_when_no_orderer_answers_any_more() {
            peer.loseNext(Loss.AFTER_ORDERING);
            peer.beforeSubmit(txId -> peer.takeOrderersDown(!peer.submissions().isEmpty()));
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(committed.block()).hasValue(1);
            assertThat(peer.endorsements()).hasSize(1);
            assertThat(peer.validTransactions()).isEqualTo(1);
        }

        @Test
        void after_which_the_envelope_is_ordered_twice_are_answered_with_the_first_block() {
            peer.withhold(true);
            peer.loseNext(Loss.AFTER_ORDERING);
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(committed.block()).hasValue(1);
            assertThat(peer.height())
                    .as("the second is in a block, flagged as a duplicate")
                    .isEqualTo(3);
            assertThat(peer.submissions().get(1)).isEqualTo(peer.submissions().get(0));
            assertThat(peer.endorsements()).hasSize(1);
            assertThat(peer.validTransactions()).isEqualTo(1);
        }
    }

    @Nested
    class UnknownOutcome {

        @BeforeEach
        void is_told_soon() throws SQLException {
            gateway.close();
            gateway = new TestGateway(config(), Duration.ofMillis(600));
        }

        @Test
        void says_so_and_keeps_the_envelope_when_no_orderer_takes_it_in_time() {
            peer.takeOrderersDown(true);
            assertProblem("OUTCOME_UNKNOWN", () -> gateway.client().submit(submission("first-doc")));
            assertThat(gateway.outbox().all()).hasSize(1);
            assertThat(payloads()).as("the same envelope every time").hasSize(1);
            assertThat(peer.submissions()).hasSizeGreaterThan(1);
        }

        @Test
        void is_settled_before_the_same_submission_is_taken_again() {
            peer.takeOrderersDown(true);
            assertProblem("OUTCOME_UNKNOWN", () -> gateway.client().submit(submission("first-doc")));
            peer.takeOrderersDown(false);
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(committed.replayed())
                    .as("the first envelope became valid")
                    .isTrue();
            assertThat(committed.txId()).contains(peer.endorsements().get(0).txId());
            assertThat(committed.block()).hasValue(1);
            assertThat(peer.validTransactions()).isEqualTo(1);
            assertThat(gateway.outbox().all()).isEmpty();
        }

        @Test
        void is_settled_after_a_restart_without_endorsing_anew() throws Exception {
            peer.takeOrderersDown(true);
            assertProblem("OUTCOME_UNKNOWN", () -> gateway.client().submit(submission("first-doc")));
            gateway.close();
            peer.takeOrderersDown(false);
            gateway = gateway().start();
            Until.holds("the leftover is settled", () -> gateway.outbox().all().isEmpty());
            assertThat(peer.validTransactions()).isEqualTo(1);
            assertThat(peer.state("filing/first-doc")).isPresent();
            assertThat(peer.endorsements()).hasSize(1);
            assertThat(payloads()).as("the same transaction before and after").hasSize(1);
        }

        @Test
        void is_settled_though_the_outbox_could_not_be_read_for_a_while() throws Exception {
            peer.takeOrderersDown(true);
            assertProblem("OUTCOME_UNKNOWN", () -> gateway.client().submit(submission("first-doc")));
            peer.takeOrderersDown(false);
            rename("open_transaction", "hidden");
            gateway.start();
            Thread.sleep(300);
            rename("hidden", "open_transaction");
            Until.holds("the leftover is settled", () -> gateway.outbox().all().isEmpty());
            assertThat(peer.validTransactions()).isEqualTo(1);
        }

        private void rename(String table, String name) throws SQLException {
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl("jdbc:sqlite:" + data.resolve("outbox.db"));
            try (var connection = source.getConnection();
                    var statement = connection.createStatement()) {
                statement.executeUpdate("ALTER TABLE " + table + " RENAME TO " + name);
            }
        }

        @Test
        void stays_open_when_the_gateway_stops_meanwhile() throws Exception {
            peer.takeOrderersDown(true);
            AtomicReference<ProblemException> answer = new AtomicReference<>();
            Thread thread = new Thread(() -> answer.set(catchThrowableOfType(
                    ProblemException.class, () -> gateway.client().submit(submission("first-doc")))));
            thread.start();
            Until.holds("it was sent", () -> !peer.submissions().isEmpty());
            thread.interrupt();
            thread.join(10_000);
            assertThat(answer.get().problem().code()).isEqualTo("OUTCOME_UNKNOWN");
            assertThat(gateway.outbox().all()).hasSize(1);
        }
    }

    @Nested
    class Conflicts {

        @Test
        void with_another_transaction_in_the_block_are_endorsed_anew() {
            peer.flagNext(TxValidationCode.MVCC_READ_CONFLICT_VALUE);
            Committed committed = gateway.client().submit(submission("first-doc"));
            assertThat(committed.block()).hasValue(2);
            assertThat(peer.endorsements()).hasSize(2);
            assertThat(peer.endorsements().get(0).txId())
                    .isNotEqualTo(peer.endorsements().get(1).txId());
            assertThat(peer.validTransactions()).isEqualTo(1);
        }

        @Test
        void that_never_end_are_told_to_the_sender() {
            for (int i = 0; i < 4; i++) {
                peer.flagNext(TxValidationCode.MVCC_READ_CONFLICT_VALUE);
            }
            assertProblem("CONFLICT", () -> gateway.client().submit(submission("first-doc")));
            assertThat(peer.endorsements()).hasSize(4);
            assertThat(gateway.outbox().all()).isEmpty();
        }
    }

    @Nested
    class Refusals {

        @Test
        void reach_the_sender_with_code_and_field_and_leave_nothing_behind() {
            peer.refuseNext(new Refusal(Code.VALUE_INVALID, "nameZh", "1 to 120 characters are expected"));
            RefusalException refused = catchThrowableOfType(
                    RefusalException.class, () -> gateway.client().submit(submission("first-doc")));
            assertThat(refused.refusal())
                    .isEqualTo(new Refusal(Code.VALUE_INVALID, "nameZh", "1 to 120 characters are expected"));
            assertThat(peer.endorsements()).hasSize(1);
            assertThat(peer.submissions()).isEmpty();
            assertThat(gateway.outbox().all()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"NOT_FOUND", "WRONG_STATE", "VERSION_CONFLICT", "FILING_NOT_ACCEPTED", "PRODUCT_UNKNOWN"})
        void that_an_endorser_a_block_behind_may_give_are_asked_once_more_at_others(Code code) {
            peer.refuseNext(new Refusal(code, "", "as this endorser sees it"));
            assertThat(gateway.client().submit(submission("first-doc")).version())
                    .isEqualTo(1);
            assertThat(peer.endorsements()).hasSize(2);
            assertThat(peer.endorsements().get(1).msps())
                    .isNotEqualTo(peer.endorsements().get(0).msps());
        }

        @Test
        void given_twice_are_believed() {
            peer.refuseNext(new Refusal(Code.NOT_FOUND, "", "as this endorser sees it"));
            peer.refuseNext(new Refusal(Code.WRONG_STATE, "step", "as another one sees it"));
            RefusalException refused = catchThrowableOfType(
                    RefusalException.class, () -> gateway.client().submit(submission("first-doc")));
            assertThat(refused.refusal().code()).isEqualTo(Code.WRONG_STATE);
            assertThat(peer.endorsements()).hasSize(2);
        }
    }

    @Nested
    class Endorsing {

        @Test
        void is_spread_evenly_over_the_agencies() {
            for (int i = 0; i < 100; i++) {
                gateway.client().submit(submission("document-" + i));
            }
            Map<String, Integer> asked = new HashMap<>();
            peer.endorsements().forEach(each -> each.msps().forEach(msp -> asked.merge(msp, 1, Integer::sum)));
            assertThat(asked).hasSize(5);
            assertThat(asked.values()).allSatisfy(times -> assertThat(times).isBetween(55, 65));
        }

        @Test
        void always_asks_the_owner_of_an_agencys_word() {
            for (int i = 0; i < 5; i++) {
                gateway.client().submit(submission("document-" + i, List.of("ForexMSP")));
            }
            assertThat(peer.endorsements())
                    .allSatisfy(each -> assertThat(each.msps()).hasSize(3).contains("ForexMSP"));
        }

        @Test
        void goes_on_with_others_when_an_agencys_peer_does_not_answer() {
            peer.takeDown("ForexMSP");
            gateway.client().submit(submission("first-doc"));
            assertThat(peer.endorsements().get(0).msps()).contains("ForexMSP");
            assertThat(peer.endorsements().get(1).msps()).hasSize(3).doesNotContain("ForexMSP");
            assertThat(peer.endorsements()).hasSize(2);
        }

        @Test
        void gives_up_without_sending_anything_when_too_few_agencies_answer() {
            peer.takeDown("CustomsMSP");
            peer.takeDown("MarketMSP");
            peer.takeDown("CommerceMSP");
            assertProblem("LEDGER_UNAVAILABLE", () -> gateway.client().submit(submission("first-doc")));
            assertThat(peer.submissions()).isEmpty();
            assertThat(gateway.outbox().all()).isEmpty();
        }

        @Test
        void cannot_do_without_the_owner_of_an_agencys_word() {
            peer.takeDown("TaxMSP");
            assertProblem(
                    "LEDGER_UNAVAILABLE", () -> gateway.client().submit(submission("first-doc", List.of("TaxMSP"))));
            assertThat(peer.submissions()).isEmpty();
        }

        @Test
        void says_at_once_that_the_peer_is_dead() {
            peer.close();
            long start = System.nanoTime();
            assertProblem("LEDGER_UNAVAILABLE", () -> gateway.client().submit(submission("first-doc")));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("long before the deadline of one call")
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Nested
    class TheSameSubmission {

        @Test
        void is_answered_from_the_ledger_and_not_submitted_again() {
            Committed first = gateway.client().submit(submission("first-doc"));
            Committed second = gateway.client().submit(submission("first-doc"));
            assertThat(second)
                    .isEqualTo(new Committed(first.key(), first.version(), true, first.txId(), first.block()));
            assertThat(peer.submissions()).hasSize(1);
        }

        @Test
        void with_other_content_is_refused() {
            gateway.client().submit(submission("first-doc"));
            RefusalException refused = catchThrowableOfType(RefusalException.class, () -> gateway.client()
                    .submit(submission("first-doc", List.of(), "other content")));
            assertThat(refused.refusal().code()).isEqualTo(Code.ID_REUSED);
            assertThat(peer.validTransactions()).isEqualTo(1);
        }

        @Test
        void sent_twice_at_once_becomes_one_transaction() throws Exception {
            ExecutorService senders = Executors.newFixedThreadPool(4);
            try {
                ConcurrentLinkedQueue<Committed> answers = new ConcurrentLinkedQueue<>();
                List<CompletableFuture<Void>> running = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    running.add(CompletableFuture.runAsync(
                            () -> answers.add(gateway.client().submit(submission("first-doc"))), senders));
                }
                CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                        .get(20, TimeUnit.SECONDS);
                assertThat(answers).hasSize(4);
                assertThat(answers.stream().filter(answer -> !answer.replayed()))
                        .hasSize(1);
                assertThat(answers.stream().map(Committed::txId).distinct()).hasSize(1);
                assertThat(peer.submissions()).hasSize(1);
            } finally {
                senders.shutdownNow();
            }
        }

        @Test
        void at_once_with_others_does_not_stop_them() throws Exception {
            ExecutorService senders = Executors.newFixedThreadPool(8);
            try {
                List<CompletableFuture<Void>> running = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    String id = "document-" + i % 20;
                    running.add(
                            CompletableFuture.runAsync(() -> gateway.client().submit(submission(id)), senders));
                }
                CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                        .get(30, TimeUnit.SECONDS);
                assertThat(peer.validTransactions()).isEqualTo(20);
            } finally {
                senders.shutdownNow();
            }
        }
    }

    private TestConfig config() {
        return new TestConfig(organisation, peer.endpoint(), data);
    }

    private TestGateway gateway() {
        return new TestGateway(config());
    }

    private List<ByteString> payloads() {
        return peer.submissions().stream().map(Envelope::getPayload).distinct().toList();
    }

    private static void assertProblem(String code, Runnable submit) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, submit::run);
        assertThat(problem).as("nothing went wrong").isNotNull();
        assertThat(problem.problem().code()).as(problem.getMessage()).isEqualTo(code);
    }

    private static Submission submission(String id) {
        return submission(id, List.of());
    }

    private static Submission submission(String id, List<String> owners) {
        return submission(id, owners, "content");
    }

    private static Submission submission(String id, List<String> owners, String content) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("version", 1)
                .put("content", content);
        return new Submission(
                "test " + id,
                TransactionName.FILING_SUBMIT,
                List.of(CanonicalJson.text(document), ""),
                Map.of("restricted", "RESTRICTED".getBytes(StandardCharsets.UTF_8)),
                owners);
    }

    /** The least a chaincode can do: keeps each document under its id, once. */
    private static Decision keep(Call call, Chaincode.State state) {
        ObjectNode document = (ObjectNode) CanonicalJson.read(call.arguments().get(0));
        String key = "filing/" + document.path("id").asText();
        Optional<LedgerRecord> prior = state.record(key);
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, 1);
        }
        Caller caller = new Caller(call.creator(), Caller.Role.OFFICER, Optional.empty(), "ab".repeat(32));
        LedgerRecord record = LedgerRecord.from("filing", document, caller, call.at());
        return Decision.of(
                key,
                1,
                List.of(
                        Write.open(key, record.bytes()),
                        Write.restricted(key, call.transients().get("restricted"))));
    }
}
