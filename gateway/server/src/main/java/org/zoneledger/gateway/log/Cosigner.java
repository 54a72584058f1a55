package org.zoneledger.gateway.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.log.WitnessMemory.Divergence;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/**
 * Cosigns the checkpoints of the agencies' logs (C2SP tlog-witness), and more strictly than a witness that only follows: a checkpoint
 * must also have the root that this agency's own log has at that size, and that of its map of newest entries, where it names one.
 */
@ApplicationScoped
class Cosigner {

    private static final Logger LOG = Logger.getLogger(Cosigner.class);
    private static final long BEHIND_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 50;
    /** Of the map where no block ends: no honest log has a checkpoint there. */
    private static final byte[] NO_ROOT = {};

    private final Log log;
    private final OwnWitness own;
    private final Witnesses witnesses;
    private final WitnessMemory memory;

    Cosigner(Log log, OwnWitness own, Witnesses witnesses, WitnessMemory memory) {
        this.log = log;
        this.own = own;
        this.witnesses = witnesses;
        this.memory = memory;
    }

    /**
     * The answer to a request.
     *
     * @param cosignature when it was granted
     * @param last size cosigned before, for whoever was mistaken about it
     */
    record Answer(Optional<Signature> cosignature, long last) {}

    /**
     * Answers a request.
     *
     * @throws org.zoneledger.domain.RefusalException MALFORMED, NOT_FOUND for a log that is no agency's, NOT_PERMITTED without its
     *     signature, VALUE_INVALID for a proof or a root that does not hold
     */
    Answer answer(AddCheckpoint request) {
        Checkpoint checkpoint = request.checkpoint();
        if (!own.isPresent()) {
            throw Refusal.of(Code.NOT_FOUND, "", "this organisation is no witness");
        }
        WitnessCertificate asking = witnesses
                .ofLog(checkpoint.origin())
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "origin", "no agency has a log of this origin"));
        if (!Witnesses.speaker(asking).hasSigned(request.note())) {
            throw Refusal.of(Code.NOT_PERMITTED, "checkpoint", "the log has not signed this checkpoint");
        }
        if (request.old() > checkpoint.size()) {
            throw Refusal.of(Code.MALFORMED, "old", "the old size is larger than that of the checkpoint");
        }
        mustAgree(checkpoint, request.note().note());
        return cosigned(request, checkpoint);
    }

    /** Cosigns a checkpoint of the own log. */
    Signature cosignOwn(Checkpoint checkpoint) {
        synchronized (memory) {
            Checkpoint last = memory.last(checkpoint.origin());
            boolean extended = last.size() <= checkpoint.size()
                    && Arrays.equals(log.prove(tree -> tree.root(last.size())), last.root());
            if (!extended) {
                throw new IllegalStateException("this agency has cosigned another past of its own log: " + last.size());
            }
            memory.remember(checkpoint);
            return own.cosign(checkpoint, Instant.now());
        }
    }

    private Answer cosigned(AddCheckpoint request, Checkpoint checkpoint) {
        synchronized (memory) {
            Checkpoint last = memory.last(checkpoint.origin());
            boolean other = last.size() == checkpoint.size() && !Arrays.equals(last.root(), checkpoint.root());
            if (request.old() != last.size() || other) {
                return new Answer(Optional.empty(), last.size());
            }
            if (!MerkleTree.verifyConsistency(
                    last.size(), last.root(), checkpoint.size(), checkpoint.root(), request.proof())) {
                throw Refusal.of(Code.VALUE_INVALID, "proof", "the proof does not show that the log was only extended");
            }
            memory.remember(checkpoint);
            return new Answer(Optional.of(own.cosign(checkpoint, Instant.now())), last.size());
        }
    }

    /** Waits a little for the own log to be as long, and compares. */
    private void mustAgree(Checkpoint checkpoint, String note) {
        long until = System.nanoTime() + BEHIND_MILLIS * 1_000_000;
        while (log.size() < checkpoint.size()) {
            if (System.nanoTime() > until) {
                throw Problem.of(GatewayCode.BUSY, "this agency's own log is not so long yet")
                        .exception();
            }
            pause();
        }
        divergence(checkpoint, note).ifPresent(divergence -> {
            String what = divergence.isOfMap() ? "map of newest entries" : "root";
            throw Refusal.of(
                    Code.VALUE_INVALID, "checkpoint", "this agency's own log has another " + what + " at that size");
        });
    }

    /** Whether the own log, which must be as long, has the roots of a checkpoint; what contradicts it is remembered. */
    boolean agrees(Checkpoint checkpoint, String note) {
        return divergence(checkpoint, note).isEmpty();
    }

    private Optional<Divergence> divergence(Checkpoint checkpoint, String note) {
        byte[] root = log.prove(tree -> tree.root(checkpoint.size()));
        boolean isOfMap = Arrays.equals(root, checkpoint.root());
        byte[] own = isOfMap ? log.mapRoot(checkpoint.size()).orElse(NO_ROOT) : root;
        if (isOfMap && checkpoint.map().map(map -> Arrays.equals(own, map)).orElse(true)) {
            return Optional.empty();
        }
        LOG.errorf("%s shows another log than ours at size %d", checkpoint.origin(), checkpoint.size());
        Divergence divergence = new Divergence(checkpoint, note, isOfMap, own, Instant.now());
        memory.remember(divergence);
        return Optional.of(divergence);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
