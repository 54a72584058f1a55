package org.zoneledger.domain;

import java.util.List;
import java.util.Optional;

/**
 * One value that a decision puts on the ledger.
 *
 * @param collection private data collection, empty for public state
 * @param key ledger key
 * @param value bytes exactly as stored, never empty; empty when the key and its whole past are to be purged
 * @param owners organisations of which one must endorse every later change of the key, together with two others; an empty list
 *     when any may, no list to leave it as it is
 * @param needed how many agencies must endorse a later change, where the key has owners or may have none
 */
@SuppressWarnings("ArrayRecordComponent") // writes are applied, never compared
public record Write(Optional<String> collection, String key, byte[] value, Optional<List<String>> owners, int needed) {

    private static final int USUAL = 3;

    /** The collection that all five agencies hold. */
    public static final String AGENCIES = "agencies";

    /** The collection of the agencies that have to do with persons. */
    public static final String PEOPLE = "people";

    /** The collection that an organisation's own peers hold and nobody else's. */
    public static String implicit(String msp) {
        return "_implicit_org_" + msp;
    }

    /** A value in public state, which every member's peer holds. */
    public static Write open(String key, byte[] value) {
        return new Write(Optional.empty(), key, value, Optional.empty(), USUAL);
    }

    /** A value in the agencies' collection. */
    public static Write restricted(String key, byte[] value) {
        return kept(AGENCIES, key, value);
    }

    /** A value in a collection. */
    public static Write kept(String collection, String key, byte[] value) {
        return new Write(Optional.of(collection), key, value, Optional.empty(), USUAL);
    }

    /** A key of a collection that goes, with every value it ever had. */
    public static Write purged(String collection, String key) {
        return new Write(Optional.of(collection), key, new byte[0], Optional.empty(), USUAL);
    }

    /** Whether the key is to go with its past. */
    public boolean isPurge() {
        return value.length == 0;
    }

    /** The same write, with the key bound from now on to one of these owners. */
    public Write ownedBy(List<String> msps) {
        return new Write(collection, key, value, Optional.of(List.copyOf(msps)), USUAL);
    }

    /** The same write, with the key bound from now on to four of the five agencies. */
    public Write ownedByFour() {
        return new Write(collection, key, value, Optional.of(List.of()), USUAL + 1);
    }
}
