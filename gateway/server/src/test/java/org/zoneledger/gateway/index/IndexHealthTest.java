package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class IndexHealthTest extends RunningGateway {

    @Test
    void a_gateway_is_ready_while_its_index_is_close_behind_the_peer() throws Exception {
        Until.holds("the gateway is ready", () -> ready().status() == 200);
        peer().withhold(true);
        try {
            for (int i = 0; i <= 20; i++) {
                peer().past(TestTransaction.of("late-" + i));
            }
            Answer late = ready();
            assertThat(late.status()).as(late.toString()).isEqualTo(503);
            assertThat(late.body()).contains("peerHeight");
        } finally {
            peer().withhold(false);
        }
        Until.holds("the gateway is ready again", () -> ready().status() == 200);
    }

    private Answer ready() {
        try {
            return management().get("/health/ready");
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
