package org.zoneledger.domain;

import java.util.Optional;

/**
 * One value that a decision puts on the ledger.
 *
 * @param collection private data collection, empty for public state
 * @param key ledger key
 * @param value bytes exactly as stored
 * @param owner organisation whose endorsement every later change of the key needs, together with two of the other agencies; empty when
 *     the chaincode's own policy is enough
 */
@SuppressWarnings("ArrayRecordComponent") // writes are applied, never compared
public record Write(Optional<String> collection, String key, byte[] value, Optional<String> owner) {

    /** A value in public state, which every member's peer holds. */
    public static Write open(String key, byte[] value) {
        return new Write(Optional.empty(), key, value, Optional.empty());
    }

    /** A value in the agencies' collection. */
    public static Write restricted(String key, byte[] value) {
        return new Write(Optional.of("agencies"), key, value, Optional.empty());
    }

    /** The same write, with the key bound to its owner from now on. */
    public Write ownedBy(String msp) {
        return new Write(collection, key, value, Optional.of(msp));
    }
}
