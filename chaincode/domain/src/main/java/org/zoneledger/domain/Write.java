package org.zoneledger.domain;

import java.util.List;
import java.util.Optional;

/**
 * One value that a decision puts on the ledger.
 *
 * @param collection private data collection, empty for public state
 * @param key ledger key
 * @param value bytes exactly as stored
 * @param owners organisations of which one must endorse every later change of the key, together with two others; an empty list
 *     when any three may, no list to leave it as it is
 */
@SuppressWarnings("ArrayRecordComponent") // writes are applied, never compared
public record Write(Optional<String> collection, String key, byte[] value, Optional<List<String>> owners) {

    /** The collection that all five agencies hold. */
    public static final String AGENCIES = "agencies";

    /** A value in public state, which every member's peer holds. */
    public static Write open(String key, byte[] value) {
        return new Write(Optional.empty(), key, value, Optional.empty());
    }

    /** A value in the agencies' collection. */
    public static Write restricted(String key, byte[] value) {
        return new Write(Optional.of(AGENCIES), key, value, Optional.empty());
    }

    /** The same write, with the key bound from now on to one of these owners. */
    public Write ownedBy(List<String> msps) {
        return new Write(collection, key, value, Optional.of(List.copyOf(msps)));
    }
}
