package org.zoneledger.gateway.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.ledger.LedgerConnection;

/** Ready when the peer answers and the index is close behind it. */
@Readiness
@ApplicationScoped
class IndexHealth implements HealthCheck {

    /** About five seconds of blocks under full load. */
    private static final long MOST_BLOCKS_BEHIND = 20;

    private final LedgerConnection connection;
    private final BlockFollower follower;
    private final Index index;
    private final String channel;

    IndexHealth(LedgerConnection connection, BlockFollower follower, Index index, ZoneConfig config) {
        this.connection = connection;
        this.follower = follower;
        this.index = index;
        this.channel = config.channel();
    }

    @Override
    public HealthCheckResponse call() {
        long height = index.checkpoint().height();
        OptionalLong peerHeight = peerHeight();
        var answer = HealthCheckResponse.named("index").withData("height", height);
        peerHeight.ifPresent(blocks -> answer.withData("peerHeight", blocks));
        follower.broken().ifPresent(reason -> answer.withData("broken", reason));
        return answer.status(follower.isConnected()
                        && follower.broken().isEmpty()
                        && peerHeight.isPresent()
                        && peerHeight.getAsLong() - height <= MOST_BLOCKS_BEHIND)
                .build();
    }

    private OptionalLong peerHeight() {
        try {
            byte[] info = connection.network().getContract("qscc").evaluateTransaction("GetChainInfo", channel);
            return OptionalLong.of(BlockchainInfo.parseFrom(info).getHeight());
        } catch (GatewayException | com.google.protobuf.InvalidProtocolBufferException unavailable) {
            return OptionalLong.empty();
        }
    }
}
