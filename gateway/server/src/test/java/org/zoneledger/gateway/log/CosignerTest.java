package org.zoneledger.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.gateway.index.BlockReader;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.TestWitnesses;
import org.zoneledger.gateway.peer.TestWitnesses.Agency;

/** Commerce as the witness of customs. */
class CosignerTest {

    private static final Agency CUSTOMS = TestWitnesses.ALL.of("CustomsMSP");
    private static final Agency COMMERCE = TestWitnesses.ALL.of("CommerceMSP");

    @TempDir
    private Path directory;

    private final BlockReader reader = new BlockReader("zone");
    private final Chain chain = new Chain();
    private Index index;
    private Log log;
    private WitnessMemory memory;
    private Cosigner cosigner;

    @BeforeEach
    void open() {
        COMMERCE.write(directory);
        index = new Index(directory.resolve("index.db"));
        log = new Log(index);
        memory = new WitnessMemory(directory);
        cosigner = cosigner();
        add(chain.add(CUSTOMS.registration()));
        add(chain.add(COMMERCE.registration()));
        for (int i = 0; i < 7; i++) {
            add(chain.add(TestTransaction.of("tx-" + i).writing("key/" + i, "{}")));
        }
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
        memory.close();
    }

    private Cosigner cosigner() {
        OwnWitness own = new OwnWitness(directory.resolve("witness.pem"), directory.resolve("witness.key"));
        return new Cosigner(log, own, new Witnesses(new Records(index)), memory);
    }

    @Test
    void cosigns_what_its_own_log_says_too_and_then_what_extends_it() {
        SignedNote first = cosigned(0, 5);
        assertThat(COMMERCE.speaker().hasCosigned(first)).isPresent();
        assertThat(COMMERCE.speaker().hasCosigned(cosigned(5, 9))).isPresent();
        assertThat(COMMERCE.speaker().hasCosigned(cosigned(9, 9))).isPresent();
    }

    @Test
    void says_what_it_has_cosigned_last_to_whoever_is_mistaken() throws SQLException {
        cosigned(0, 5);
        assertThat(cosigner.answer(request(0, 9)).cosignature()).isEmpty();
        assertThat(cosigner.answer(request(0, 9)).last()).isEqualTo(5);
        // and remembers it
        memory.close();
        memory = new WitnessMemory(directory);
        assertThat(cosigner().answer(request(3, 9)).last()).isEqualTo(5);
    }

    @Test
    void never_goes_back() {
        cosigned(0, 9);
        assertThat(cosigner.answer(request(5, 5)).cosignature()).isEmpty();
        assertThat(cosigner.answer(request(5, 5)).last()).isEqualTo(9);
    }

    @Test
    void refuses_and_remembers_a_log_that_says_something_else() {
        byte[] forked = Sha256.digest(new byte[] {1});
        SignedNote note = CUSTOMS.signed(5, forked);
        refused(Code.VALUE_INVALID, "checkpoint", new AddCheckpoint(0, List.of(), note));
        assertThat(memory.divergences(10)).singleElement().satisfies(divergence -> {
            assertThat(divergence.checkpoint().origin()).isEqualTo("zoneledger.org/jiaxing/customs");
            assertThat(divergence.checkpoint().root()).isEqualTo(forked);
            assertThat(divergence.note()).isEqualTo(note.note());
            assertThat(divergence.ownRoot()).isEqualTo(root(5));
        });
    }

    @Test
    void cosigns_a_checkpoint_with_the_map_that_it_has_itself() {
        SignedNote note = CUSTOMS.signed(5, root(5), log.mapRoot(5));
        assertThat(cosigner.answer(new AddCheckpoint(0, List.of(), note)).cosignature())
                .isPresent();
        assertThat(memory.divergences(10)).isEmpty();
    }

    @Test
    void refuses_and_remembers_a_map_that_says_something_else_of_the_same_log() {
        SignedNote older = CUSTOMS.signed(5, root(5), log.mapRoot(4));
        refused(Code.VALUE_INVALID, "checkpoint", new AddCheckpoint(0, List.of(), older));
        assertThat(memory.divergences(10)).singleElement().satisfies(divergence -> {
            assertThat(divergence.isOfMap()).isTrue();
            assertThat(divergence.note()).isEqualTo(older.note());
            assertThat(divergence.root()).isEqualTo(log.mapRoot(4).orElseThrow());
            assertThat(divergence.ownRoot()).isEqualTo(log.mapRoot(5).orElseThrow());
            assertThat(divergence.checkpoint().text()).isEqualTo(older.text());
        });
    }

    @Test
    void refuses_a_map_of_a_log_that_ends_within_a_block() {
        add(chain.add(TestTransaction.of("tx-two").writing("key/8", "{}").writing("key/9", "{}")));
        refused(
                Code.VALUE_INVALID,
                "checkpoint",
                new AddCheckpoint(0, List.of(), CUSTOMS.signed(10, root(10), log.mapRoot(9))));
        assertThat(memory.divergences(10)).singleElement().satisfies(divergence -> assertThat(divergence.ownRoot())
                .isEmpty());
    }

    @Test
    void refuses_a_proof_that_does_not_hold() {
        cosigned(0, 5);
        refused(Code.VALUE_INVALID, "proof", new AddCheckpoint(5, List.of(root(3)), CUSTOMS.signed(9, root(9))));
    }

    @Test
    void knows_no_log_but_those_of_the_agencies() {
        Agency tax = TestWitnesses.ALL.of("TaxMSP");
        refused(Code.NOT_FOUND, "origin", new AddCheckpoint(0, List.of(), tax.signed(5, root(5))));
    }

    @Test
    void takes_no_checkpoint_that_its_log_has_not_signed() {
        SignedNote signed = CUSTOMS.signed(5, root(5));
        String other = new Checkpoint(CUSTOMS.certificate().origin(), 6, root(6)).text();
        refused(
                Code.NOT_PERMITTED,
                "checkpoint",
                new AddCheckpoint(0, List.of(), new SignedNote(other, signed.signatures())));
    }

    @Test
    void counts_no_key_that_the_agency_itself_has_not_registered() {
        Agency tax = TestWitnesses.ALL.of("TaxMSP");
        add(chain.add(tax.registration().endorsedBy("CustomsMSP", "ForexMSP", "CommerceMSP")));
        refused(Code.NOT_FOUND, "origin", new AddCheckpoint(0, List.of(), tax.signed(5, root(5))));
    }

    @Test
    void speaks_for_no_log_of_its_own_that_was_rewritten() throws SQLException {
        cosigner.cosignOwn(new Checkpoint(COMMERCE.certificate().origin(), 9, root(9)));
        memory.remember(new Checkpoint(COMMERCE.certificate().origin(), 9, Sha256.digest(new byte[] {2})));
        Checkpoint next = new Checkpoint(COMMERCE.certificate().origin(), 9, root(9));
        assertThatThrownBy(() -> cosigner.cosignOwn(next)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reads_and_writes_requests_as_the_standard_has_them() {
        String body = request(5, 9).body();
        assertThat(body).startsWith("old 5\n").contains("\n\nzoneledger.org/jiaxing/customs\n9\n");
        assertThat(AddCheckpoint.read(body).body()).isEqualTo(body);
        for (String wrong : List.of("", "old 5\n", "old 05\n\n" + body, "new 5\n\n" + body, "old 5\nAAAA\n\n" + body)) {
            assertThatThrownBy(() -> AddCheckpoint.read(wrong)).isInstanceOf(RefusalException.class);
        }
    }

    private SignedNote cosigned(long old, long size) {
        AddCheckpoint request = request(old, size);
        return request.note()
                .with(List.of(cosigner.answer(request).cosignature().orElseThrow()));
    }

    private AddCheckpoint request(long old, long size) {
        return new AddCheckpoint(
                old, log.prove(tree -> tree.consistencyProof(old, size)), CUSTOMS.signed(size, root(size)));
    }

    private void refused(Code code, String field, AddCheckpoint request) {
        assertThatThrownBy(() -> cosigner.answer(request)).isInstanceOfSatisfying(RefusalException.class, e -> {
            assertThat(e.refusal().code()).isEqualTo(code);
            assertThat(e.refusal().field()).isEqualTo(field);
        });
    }

    private byte[] root(long size) {
        return log.prove(tree -> tree.root(size));
    }

    private void add(BlockAndPrivateData block) {
        index.add(
                reader.read(
                        block.getBlock(),
                        index.checkpoint().height(),
                        index.checkpoint().hash()),
                List.of());
    }
}
