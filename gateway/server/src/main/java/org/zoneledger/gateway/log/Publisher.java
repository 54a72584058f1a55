package org.zoneledger.gateway.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Neighbours;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.log.Checkpoints.Cosigned;

/**
 * Publishes the checkpoints of an agency's log. Each goes to every other agency at once; with more than half it is published, and who
 * answers later is added. An agency that does not answer holds nothing up: it has a thread of its own.
 */
@ApplicationScoped
class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final long ROUND_MILLIS = 3_000;
    /** A log that does not grow is cosigned again, so that everybody can see that it is the newest. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final Log log;
    private final Index index;
    private final OwnWitness own;
    private final Witnesses witnesses;
    private final WitnessClient client;
    private final Cosigner cosigner;
    private final Checkpoints checkpoints;
    private final Neighbours neighbours;
    private final String msp;
    private final AtomicReference<Optional<Round>> current = new AtomicReference<>(Optional.empty());
    private volatile boolean running = true;

    Publisher(
            Log log,
            Index index,
            OwnWitness own,
            Witnesses witnesses,
            WitnessClient client,
            Cosigner cosigner,
            Checkpoints checkpoints,
            Neighbours neighbours,
            ZoneConfig config) {
        this.log = log;
        this.index = index;
        this.own = own;
        this.witnesses = witnesses;
        this.client = client;
        this.cosigner = cosigner;
        this.checkpoints = checkpoints;
        this.neighbours = neighbours;
        this.msp = config.msp();
    }

    void start(@Observes StartupEvent event) {
        if (own.isPresent()) {
            daemon("checkpoints", this::publish);
            neighbours.msps().stream()
                    .filter(other -> !other.equals(msp))
                    .forEach(other -> daemon("witness-" + other, () -> ask(other)));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void publish() {
        long height = -1;
        long since = System.nanoTime();
        while (running) {
            try {
                boolean grown = index.checkpoint().height() > height || index.await(height, AGAIN);
                boolean stale = System.nanoTime() - since > FRESH.toNanos();
                if ((grown || stale) && isRegistered()) {
                    height = index.checkpoint().height();
                    since = System.nanoTime();
                    Round round = begin();
                    round.await(ROUND_MILLIS);
                }
                Thread.sleep(BETWEEN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.errorf("no checkpoint can be published: %s", e.getMessage());
                pause(FRESH);
            }
        }
    }

    /** Whether the ledger says that the key is this agency's; before that nobody would know its signature. */
    private boolean isRegistered() {
        Optional<WitnessCertificate> inForce = witnesses.of(msp);
        return inForce.isPresent()
                && inForce.get().x509().equals(own.certificate().x509());
    }

    private Round begin() {
        long size = log.size();
        byte[] root = log.prove(tree -> tree.root(size));
        Checkpoint checkpoint = new Checkpoint(own.certificate().origin(), size, root, log.mapRoot(size));
        Round round = new Round(checkpoint, own.sign(checkpoint));
        round.add(msp, cosigner.cosignOwn(checkpoint));
        current.set(Optional.of(round));
        synchronized (current) {
            current.notifyAll();
        }
        return round;
    }

    private void ask(String other) {
        Optional<Round> done = Optional.empty();
        while (running) {
            try {
                Round round = await(done);
                Optional<Signature> cosignature = client.ask(other, round);
                if (cosignature.isPresent()) {
                    round.add(other, cosignature.get());
                    checkpoints.publish(Cosigned.of(round.note(), witnesses.inForce()));
                    done = Optional.of(round);
                } else {
                    pause(AGAIN);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.errorf("%s cannot be asked: %s", other, e.getMessage());
                pause(FRESH);
            }
        }
    }

    private Round await(Optional<Round> done) throws InterruptedException {
        synchronized (current) {
            while (current.get().isEmpty() || current.get().equals(done)) {
                current.wait();
            }
            return current.get().get();
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
