package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.FactRules;

/** What the chaincode and its peer say to one another, through the shim's own stub. */
class PeerStreamTest {

    private static final int PROPOSALS = 600;
    private static final int PLENTY = 1000;
    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");

    private final MemoryLedger ledger = new MemoryLedger();

    /** Zero stands for a peer without batches. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, PLENTY})
    void a_transaction_answers_and_writes_the_same_whatever_its_peer_can(int most) throws Exception {
        MemoryPeer peer = most == 0 ? MemoryPeer.old(ledger) : MemoryPeer.batching(ledger, most);
        RandomProposals proposals = new RandomProposals(2036, ledger);
        int agreed = 0;
        for (int i = 0; i < PROPOSALS; i++) {
            Proposal proposal = proposals.next();
            Endorsement here = peer.endorse(proposal);
            Endorsement expected = ledger.submit(proposal);
            assertThat(Replay.line(i, here)).isEqualTo(Replay.line(i, expected));
            agreed += expected.status() == 200 ? 1 : 0;
        }
        assertThat(agreed).isGreaterThan(PROPOSALS / 4);
    }

    @Test
    void a_word_and_the_grade_it_makes_take_two_reads_of_many_keys_and_one_write() throws Exception {
        MemoryPeer peer = MemoryPeer.batching(ledger, PLENTY);
        peer.endorse(graded()).answer();
        assertThat(peer.said())
                .containsExactly(
                        ChaincodeMessage.Type.GET_STATE_MULTIPLE,
                        ChaincodeMessage.Type.GET_STATE_MULTIPLE,
                        ChaincodeMessage.Type.GET_STATE,
                        ChaincodeMessage.Type.GET_STATE,
                        ChaincodeMessage.Type.WRITE_BATCH_STATE,
                        ChaincodeMessage.Type.COMPLETED);
    }

    @Test
    void a_refused_transaction_sends_no_writes() throws Exception {
        MemoryPeer peer = MemoryPeer.batching(ledger, PLENTY);
        assertThat(peer.endorse(graded().by(Identity.gateway("CustomsMSP"))).status())
                .isNotEqualTo(200);
        assertThat(peer.said())
                .doesNotContain(ChaincodeMessage.Type.WRITE_BATCH_STATE, ChaincodeMessage.Type.PUT_STATE);
    }

    @Test
    void what_a_peer_does_not_answer_together_is_asked_for_one_by_one() throws Exception {
        Proposal graded = graded();
        Endorsement whole = MemoryPeer.batching(ledger, PLENTY).failing().endorse(graded);
        assertThat(whole.answer()).isEqualTo(ledger.endorse(graded).answer());
        assertThat(whole.writes()).hasToString(ledger.endorse(graded).writes().toString());
    }

    /** Together with others such a value looks as if there was none, and a grade would be made without it. */
    @Test
    void a_restricted_value_that_the_peer_lacks_ends_the_transaction() throws Exception {
        String place = WriteSet.place(Write.AGENCIES, FactRules.key("market", KNITTER.uscc()));
        MemoryPeer peer = MemoryPeer.batching(ledger, PLENTY).without(place);
        Endorsement failed = peer.endorse(graded());
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.message()).isEqualTo("the transaction failed");
        assertThat(failed.writes().isEmpty()).isTrue();
    }

    @Test
    void goes_on_after_what_is_nothing_for_a_chaincode() throws Exception {
        MemoryPeer peer = MemoryPeer.batching(ledger, PLENTY);
        for (ChaincodeMessage.Type type : List.of(
                ChaincodeMessage.Type.KEEPALIVE, ChaincodeMessage.Type.RESPONSE, ChaincodeMessage.Type.GET_STATE)) {
            peer.send(type);
        }
        assertThat(peer.endorse(graded()).status()).isEqualTo(200);
    }

    /** A word of the tax authority on a subject with words and facts of others. */
    private Proposal graded() {
        if (ledger.value("filing/" + KNITTER.uscc()) == null) {
            KNITTER.fileOn(ledger);
            Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1)
                    .carried(ledger, "MarketMSP")
                    .answer();
            Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1).put("id", "word-of-customs"))
                    .carried(ledger, "CustomsMSP")
                    .answer();
        }
        Credits next = Credits.word(KNITTER.assertion("tax", "B", 1));
        ledger.submit(next.proposed("TaxMSP")).answer();
        return next.taken("TaxMSP");
    }
}
