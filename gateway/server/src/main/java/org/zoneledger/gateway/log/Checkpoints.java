package org.zoneledger.gateway.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.WitnessCertificate;

/** The newest checkpoint that more than half of the agencies have cosigned: what this gateway's receipts lead to. */
@ApplicationScoped
class Checkpoints {

    private volatile Optional<Cosigned> latest = Optional.empty();

    /**
     * A checkpoint with cosignatures.
     *
     * @param at when each agency cosigned it, by MSP id
     */
    record Cosigned(SignedNote note, Checkpoint checkpoint, SortedMap<String, Instant> at) {

        /** The cosignatures of a note that hold. */
        static Cosigned of(SignedNote note, SortedMap<String, WitnessCertificate> witnesses) {
            SortedMap<String, Instant> at = new TreeMap<>();
            witnesses.forEach((msp, certificate) ->
                    Witnesses.speaker(certificate).hasCosigned(note).ifPresent(instant -> at.put(msp, instant)));
            return new Cosigned(note, Checkpoint.read(note.text()), at);
        }

        boolean isEnough() {
            return isEnough(at.keySet());
        }

        /** Whether so many agencies are more than half. */
        static boolean isEnough(Collection<String> msps) {
            return msps.size() > Competence.agencies().size() / 2;
        }
    }

    Optional<Cosigned> latest() {
        return latest;
    }

    /** Takes a checkpoint with enough cosignatures, unless a larger one is there. */
    synchronized void publish(Cosigned cosigned) {
        boolean newer = latest.map(
                        now -> cosigned.checkpoint().size() >= now.checkpoint().size())
                .orElse(true);
        if (newer && cosigned.isEnough()) {
            latest = Optional.of(cosigned);
        }
    }
}
