package org.zoneledger.contracts;

import java.nio.charset.StandardCharsets;

/** What a chaincode answers to a proposal, and what it would write. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Endorsement(int status, String message, byte[] payload, WriteSet writes) {

    /** The answer of a transaction that was agreed to. */
    String answer() {
        if (status != 200) {
            throw new AssertionError("refused: " + message);
        }
        return new String(payload, StandardCharsets.UTF_8);
    }
}
