package org.zoneledger.gateway.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.gateway.access.Neighbours;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.log.Checkpoints.Cosigned;

/** Where an organisation has no log of its own, it takes the checkpoints of the agencies, each compared with what its own peer says. */
@ApplicationScoped
class CheckpointFollower {

    private static final Logger LOG = Logger.getLogger(CheckpointFollower.class);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Neighbours neighbours;
    private final Log log;
    private final OwnWitness own;
    private final Witnesses witnesses;
    private final Cosigner cosigner;
    private final Checkpoints checkpoints;
    private volatile boolean running = true;

    CheckpointFollower(
            Neighbours neighbours,
            Log log,
            OwnWitness own,
            Witnesses witnesses,
            Cosigner cosigner,
            Checkpoints checkpoints) {
        this.neighbours = neighbours;
        this.log = log;
        this.own = own;
        this.witnesses = witnesses;
        this.cosigner = cosigner;
        this.checkpoints = checkpoints;
    }

    void start(@Observes StartupEvent event) {
        if (!own.isPresent() && !neighbours.msps().isEmpty()) {
            Thread thread = new Thread(this::follow, "checkpoints");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void follow() {
        try {
            while (running) {
                for (String agency : neighbours.msps()) {
                    take(agency);
                    Thread.sleep(BETWEEN.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(String agency) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = neighbours.send(
                    agency,
                    neighbours
                            .request(agency, "/log/checkpoint")
                            .timeout(ANSWER)
                            .build());
            if (answer.statusCode() == 200) {
                take(SignedNote.read(new String(answer.body(), StandardCharsets.UTF_8)));
            }
        } catch (IOException | RefusalException | IllegalStateException e) {
            LOG.debugf("no checkpoint from %s: %s", agency, e.getMessage());
        }
    }

    /** Takes a checkpoint that agrees with the own log; what contradicts it is remembered. */
    void take(SignedNote note) {
        Cosigned cosigned = Cosigned.of(note, witnesses.inForce());
        long size = cosigned.checkpoint().size();
        if (!cosigned.isEnough() || size > log.size()) {
            return;
        }
        if (cosigner.agrees(cosigned.checkpoint(), note.note())) {
            checkpoints.publish(cosigned);
        }
    }
}
