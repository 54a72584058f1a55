package org.zoneledger.gateway.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.gateway.access.Neighbours;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.log.Checkpoints.Cosigned;
import org.zoneledger.gateway.log.LogView.State;

/** What the agencies' gateways say of their logs, seen from here. They are asked when somebody looks, and not more often than every few seconds. */
@ApplicationScoped
class Sightings {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Neighbours neighbours;
    private final OwnWitness own;
    private final Witnesses witnesses;
    private final Checkpoints checkpoints;
    private final Log log;
    private final Cosigner cosigner;
    private SortedMap<String, Sighting> last = new TreeMap<>();
    private Instant at = Instant.EPOCH;

    Sightings(
            Neighbours neighbours,
            OwnWitness own,
            Witnesses witnesses,
            Checkpoints checkpoints,
            Log log,
            Cosigner cosigner) {
        this.neighbours = neighbours;
        this.own = own;
        this.witnesses = witnesses;
        this.checkpoints = checkpoints;
        this.log = log;
        this.cosigner = cosigner;
    }

    /**
     * An agency's log.
     *
     * @param cosigned its newest checkpoint; nothing when it did not answer with one of its own
     */
    record Sighting(State state, Optional<Cosigned> cosigned) {}

    /** The agencies with a witness, by MSP id. */
    synchronized SortedMap<String, Sighting> now() {
        if (Instant.now().isAfter(at.plus(KEPT))) {
            SortedMap<String, WitnessCertificate> inForce = witnesses.inForce();
            Map<String, CompletableFuture<Sighting>> asked = new LinkedHashMap<>();
            inForce.forEach((msp, certificate) ->
                    asked.put(msp, CompletableFuture.supplyAsync(() -> sight(msp, certificate, inForce))));
            SortedMap<String, Sighting> found = new TreeMap<>();
            asked.forEach((msp, sighting) -> found.put(msp, sighting.join()));
            last = found;
            at = Instant.now();
        }
        return last;
    }

    private Sighting sight(String msp, WitnessCertificate agency, SortedMap<String, WitnessCertificate> inForce) {
        return note(msp, agency)
                .filter(note -> Witnesses.speaker(agency).hasSigned(note))
                .map(note -> compared(Cosigned.of(note, inForce)))
                .orElse(new Sighting(State.SILENT, Optional.empty()));
    }

    private Optional<SignedNote> note(String msp, WitnessCertificate agency) {
        if (own.isPresent() && own.certificate().origin().equals(agency.origin())) {
            return checkpoints.latest().map(Cosigned::note);
        }
        if (!neighbours.msps().contains(msp)) {
            return Optional.empty();
        }
        try {
            var answer = neighbours.send(
                    msp,
                    neighbours.request(msp, "/log/checkpoint").timeout(ANSWER).build());
            return answer.statusCode() == 200
                    ? Optional.of(SignedNote.read(new String(answer.body(), StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException | RefusalException | IllegalStateException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Against the own log; what contradicts it is remembered. */
    private Sighting compared(Cosigned cosigned) {
        boolean comparable = cosigned.checkpoint().size() <= log.size();
        if (comparable
                && !cosigner.agrees(cosigned.checkpoint(), cosigned.note().note())) {
            return new Sighting(State.DIVERGES, Optional.of(cosigned));
        }
        return new Sighting(cosigned.isEnough() ? State.AGREES : State.FEW, Optional.of(cosigned));
    }
}
