package org.zoneledger.gateway.log;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;

/** One checkpoint of the own log on its way round the witnesses. */
final class Round {

    private final Checkpoint checkpoint;
    private final Signature signature;
    private final SortedMap<String, Signature> cosignatures = new TreeMap<>();

    Round(Checkpoint checkpoint, Signature signature) {
        this.checkpoint = checkpoint;
        this.signature = signature;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Adds what an agency has said. */
    synchronized void add(String msp, Signature cosignature) {
        cosignatures.put(msp, cosignature);
        notifyAll();
    }

    synchronized boolean isEnough() {
        return Checkpoints.Cosigned.isEnough(cosignatures.keySet());
    }

    /** Waits until enough agencies have cosigned, but not for ever. */
    synchronized void await(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; !isEnough() && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** The checkpoint with everything said so far. */
    synchronized SignedNote note() {
        List<Signature> signatures = new ArrayList<>();
        signatures.add(signature);
        signatures.addAll(cosignatures.values());
        return new SignedNote(checkpoint.text(), signatures);
    }
}
