package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.ledger.TestGateway;
import org.zoneledger.gateway.peer.LoopbackPeer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.RulesChaincode;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestConfig;
import org.zoneledger.gateway.peer.TestOrderers;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;

class BlockFollowerTest {

    private static final String FILING = "filing/" + Past.KNITTER;

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
        peer = peer(0);
    }

    @AfterEach
    void stop() throws SQLException {
        gateway.close();
        peer.close();
    }

    @Test
    void brings_the_peers_blocks_and_their_private_values_into_the_index() throws Exception {
        past().whole();
        follow();
        Until.holds("the index has every block", this::isLevel);
        assertThat(address()).contains(Past.ADDRESS);
    }

    @Test
    void goes_on_after_a_lost_connection_and_after_a_restart_of_the_gateway() throws Exception {
        Past past = past().submits();
        follow();
        Until.holds("the index has every block", this::isLevel);
        peer.restart();
        past.decides("VERIFY", 2);
        Until.holds("the index has every block again", this::isLevel);
        gateway.close();
        past.decides("ACCEPT", 3);
        follow();
        Until.holds("the index has every block after the restart", this::isLevel);
        assertThat(new Records(gateway.index()).versions(FILING)).hasSize(3);
    }

    @Test
    void stands_still_for_good_when_the_peer_comes_back_with_another_past() throws Exception {
        past().submits();
        follow();
        Until.holds("the index has every block", this::isLevel);
        int port = Integer.parseInt(peer.endpoint().substring("localhost:".length()));
        peer.close();
        peer = peer(port);
        past().submits().accepts();
        Until.holds("the follower has stopped", () -> follower().broken().isPresent());
        assertThat(follower().broken().orElseThrow()).contains("block 2 does not continue the block before it");
        assertThat(gateway.index().checkpoint().height()).isEqualTo(2);
    }

    @Test
    void stands_still_for_good_at_a_block_that_others_than_the_channels_orderers_have_signed() throws Exception {
        past().submits();
        peer.orderWith(new TestOrderers(4));
        peer.past(TestTransaction.of("forged").writing("filing/forged", "{}"));
        follow();
        Until.holds("the follower has stopped", () -> follower().broken().isPresent());
        assertThat(follower().broken().orElseThrow())
                .isEqualTo("block 2 is signed by 0 consenters of 4 where 3 are needed");
        assertThat(gateway.index().checkpoint().height()).isEqualTo(2);
        assertThat(new Records(gateway.index()).find("filing/forged")).isEmpty();
    }

    @Test
    void reads_private_values_again_that_reached_the_peer_after_their_block() throws Exception {
        peer.withholdRestricted(true);
        past().submits();
        follow();
        Until.holds("the index has every block", this::isLevel);
        assertThat(address()).isEmpty();
        peer.withholdRestricted(false);
        Until.holds("the restricted part is complete", () -> address().isPresent());
        assertThat(gateway.index().firstIncomplete(0, List.of("agencies"))).isEmpty();
    }

    @Test
    void passes_over_what_others_had_ordered_and_nobody_can_read() throws Exception {
        past().submits();
        peer.orderGarbage();
        peer.past(TestTransaction.of("after"));
        follow();
        Until.holds("the index has every block", this::isLevel);
        assertThat(gateway.index().outcome("after")).isPresent();
        assertThat(follower().broken()).isEmpty();
    }

    private LoopbackPeer peer(int port) {
        return new LoopbackPeer(organisation.resolve("tls"), port, new RulesChaincode());
    }

    private Past past() {
        return new Past(TestAuthority.named("parties").clerk(Past.KNITTER), peer::past);
    }

    private void follow() {
        gateway = new TestGateway(new TestConfig(organisation, peer.endpoint(), data));
    }

    private BlockFollower follower() {
        return gateway.following().follower();
    }

    private boolean isLevel() {
        return gateway.index().checkpoint().height() == peer.height();
    }

    private Optional<String> address() {
        return new Records(gateway.index())
                .find(FILING)
                .flatMap(Records.Stored::restricted)
                .map(Sealed::values)
                .map(values -> values.path("registeredAddress").asText());
    }
}
