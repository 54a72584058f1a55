package org.zoneledger.domain.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.zoneledger.domain.receipt.Receipt.Written;

/**
 * What became of checking a receipt.
 *
 * @param failed the step that did not hold; nothing when all did
 * @param reason in words, for people
 * @param proof what is proven; nothing when a step failed
 */
public record Verdict(Optional<Step> failed, String reason, Optional<Proof> proof) {

    /** The steps of a check, in their order. */
    public enum Step {
        /** The receipt can be read. */
        FORMAT,
        /** The content is there, and belongs to the key it is filed under. */
        CONTENT,
        /** The event leads to the root of its page. */
        PAGE,
        /** The restricted fields that were shown are those whose digests the content names. */
        REVEALED,
        /** The write leads to the root of the log. */
        LOG,
        /** No write of the log is a newer one of the same key, where the receipt says so. */
        NEWEST,
        /** The log has no record under the key. */
        ABSENT,
        /** The certificates of the witnesses are those of agencies. */
        CERTIFICATES,
        /** Enough agencies have cosigned the checkpoint. */
        COSIGNATURES
    }

    /**
     * What holds, if the agencies that cosigned are not all lying together.
     *
     * @param key of the record, or of the head of the event's page
     * @param written the write that brought it; nothing where it is proven that there is no record under the key
     * @param newest whether no write of the log is a newer one of the key; where it is not said, there may be one
     * @param revealed the restricted fields that were shown, by name or JSON pointer
     * @param size of the log that this is about
     * @param cosigned when each agency cosigned that log, by the agency's name in its root's file
     */
    public record Proof(
            String key,
            Optional<Written> written,
            boolean newest,
            List<String> revealed,
            long size,
            SortedMap<String, Instant> cosigned) {}

    public boolean isVerified() {
        return failed.isEmpty();
    }

    static Verdict verified(Proof proof) {
        return new Verdict(Optional.empty(), "verified", Optional.of(proof));
    }

    static Verdict failed(Step step, String reason) {
        return new Verdict(Optional.of(step), reason, Optional.empty());
    }
}
