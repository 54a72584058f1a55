package org.zoneledger.gateway.index;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.jboss.logging.Logger;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.index.BlockReader.BrokenChainException;
import org.zoneledger.gateway.index.Index.Checkpoint;
import org.zoneledger.gateway.ledger.LedgerConnection;

/**
 * Follows the peer's blocks into the index, from where it stopped; after a lost connection from there again.
 *
 * <p>Stops for good when a block does not continue the chain or lacks the signatures of a quorum of orderers: the peer was replaced by
 * one with another past, or lies.
 */
@ApplicationScoped
public class BlockFollower {

    private static final Logger LOG = Logger.getLogger(BlockFollower.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration COMPLETE_EVERY = Duration.ofSeconds(3);

    private final LedgerConnection connection;
    private final Index index;
    private final BlockReader reader;
    private final List<String> collections;
    private volatile boolean running = true;
    private volatile boolean connected;
    private volatile Optional<String> broken = Optional.empty();
    private volatile CloseableIterator<BlockAndPrivateData> events;

    BlockFollower(LedgerConnection connection, Index index, ZoneConfig config) {
        this.connection = connection;
        this.index = index;
        this.reader = new BlockReader(config.chaincode());
        this.collections = config.collections().orElse(List.of());
    }

    void start(@Observes StartupEvent event) {
        daemon("block-follower", this::follow);
        if (!collections.isEmpty()) {
            daemon("restricted-completer", this::completeRestricted);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        CloseableIterator<BlockAndPrivateData> open = events;
        if (open != null) {
            open.close();
        }
    }

    /** Whether blocks are arriving, or would if there were any. */
    public boolean isConnected() {
        return connected;
    }

    /** Why the follower has stopped for good. */
    public Optional<String> broken() {
        return broken;
    }

    private void follow() {
        while (running && broken.isEmpty()) {
            try (var blocks = eventsFrom(index.checkpoint().height())) {
                events = blocks;
                connected = true;
                while (running && blocks.hasNext()) {
                    add(blocks.next());
                }
            } catch (BrokenChainException e) {
                broken = Optional.of(e.getMessage());
                LOG.errorf("the index stands still: %s", e.getMessage());
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warnf("blocks stopped: %s", e.getMessage());
                }
            }
            connected = false;
            pause(RETRY);
        }
    }

    private void add(BlockAndPrivateData event) {
        index.add(read(reader, index.checkpoint(), event.getBlock()), reader.restricted(event));
    }

    /** Reads the block behind a checkpoint; block 0 is what the peer was given when it joined, and signed by nobody. */
    static LedgerBlock read(BlockReader reader, Checkpoint checkpoint, Block next) {
        LedgerBlock block = reader.read(next, checkpoint.height(), checkpoint.hash());
        if (block.number() > 0) {
            checkpoint.consenters().check(next);
        }
        return block;
    }

    private CloseableIterator<BlockAndPrivateData> eventsFrom(long block) {
        return connection
                .network()
                .newBlockAndPrivateDataEventsRequest()
                .startBlock(block)
                .build()
                .getEvents();
    }

    /** Private values that reached the peer after their block are read again from there. */
    private void completeRestricted() {
        while (running) {
            pause(COMPLETE_EVERY);
            try {
                Optional<Long> block = index.firstIncomplete(0, collections);
                while (running && block.isPresent()) {
                    complete(block.get());
                    block = index.firstIncomplete(block.get() + 1, collections);
                }
            } catch (RuntimeException e) {
                LOG.debugf("restricted values are not complete yet: %s", e.getMessage());
            }
        }
    }

    private void complete(long number) {
        try (var again = eventsFrom(number)) {
            if (again.hasNext()) {
                index.complete(number, reader.restricted(again.next()));
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
