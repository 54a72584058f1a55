package org.zoneledger.gateway.index;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.index.BlockReader.BrokenChainException;
import org.zoneledger.gateway.ledger.LedgerConnection;

/** A follower that runs for as long as a test needs it. */
public record Following(BlockFollower follower) implements AutoCloseable {

    public static Following start(LedgerConnection connection, Index index, ZoneConfig config) {
        BlockFollower follower = new BlockFollower(connection, index, config);
        follower.start(new StartupEvent());
        return new Following(follower);
    }

    @Override
    public void close() {
        follower.stop(new ShutdownEvent());
    }

    /** Adds a block as the follower does; why it stands still there, or nothing. */
    public static String refusal(Index index, Block block) {
        try {
            index.add(BlockFollower.read(new BlockReader("zone"), index.checkpoint(), block), List.of());
            return "";
        } catch (BrokenChainException e) {
            return e.getMessage();
        }
    }

    /** What an index holds. */
    public static Records records(Index index) {
        return new Records(index);
    }
}
