package org.zoneledger.gateway.peer;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import org.zoneledger.domain.Decision;
import org.zoneledger.gateway.ZoneConfig;

/** The peer of the gateway under test, with {@link Past#whole()} on its ledger; looked up, because it exists under {@link GatewayProfile} only. */
@Alternative
@ApplicationScoped
public class RunningPeer {

    private final ZoneConfig config;
    private volatile String creator;
    private volatile LoopbackPeer peer;

    RunningPeer(ZoneConfig config) {
        this.config = config;
        this.creator = config.msp();
    }

    /** The one of the running gateway. */
    public static RunningPeer get() {
        return Arc.container().instance(RunningPeer.class).get();
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        int port = Integer.parseInt(config.peer().endpoint().substring("localhost:".length()));
        peer = new LoopbackPeer(People.directory().resolve("tls"), port, this::decide);
        new Past(People.CLERK.credential(), peer::past).whole();
    }

    void stop(@Observes ShutdownEvent event) {
        peer.close();
    }

    public LoopbackPeer peer() {
        return peer;
    }

    /** Endorses as if the gateway were this organisation's. */
    public void speaksFor(String msp) {
        creator = msp;
    }

    private Decision decide(Chaincode.Call call, Chaincode.State state) {
        return new RulesChaincode()
                .decide(
                        new Chaincode.Call(
                                creator, call.signer(), call.name(), call.arguments(), call.transients(), call.at()),
                        state);
    }
}
