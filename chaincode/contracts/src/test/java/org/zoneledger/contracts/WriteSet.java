package org.zoneledger.contracts;

import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a transaction would put on the ledger.
 *
 * <p>A place is a key of public state, or {@code collection:key} of private data.
 */
final class WriteSet {

    private final SortedMap<String, byte[]> values = new TreeMap<>();
    private final SortedMap<String, byte[]> validationParameters = new TreeMap<>();
    private final SortedSet<String> purges = new TreeSet<>();

    static String place(String collection, String key) {
        return collection + ":" + key;
    }

    void put(String place, byte[] value) {
        values.put(place, value.clone());
    }

    void purge(String place) {
        purges.add(place);
    }

    void bind(String place, byte[] policy) {
        validationParameters.put(place, policy.clone());
    }

    /** Values by place. */
    SortedMap<String, byte[]> values() {
        return Collections.unmodifiableSortedMap(values);
    }

    /** Key-level endorsement policies by place. */
    SortedMap<String, byte[]> validationParameters() {
        return Collections.unmodifiableSortedMap(validationParameters);
    }

    /** Places that are to go with their past. */
    SortedSet<String> purges() {
        return Collections.unmodifiableSortedSet(purges);
    }

    boolean isEmpty() {
        return values.isEmpty() && validationParameters.isEmpty() && purges.isEmpty();
    }

    /** One line a write, in hexadecimal, to compare byte by byte. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((place, value) -> line(text, "value " + place, value));
        validationParameters.forEach((place, policy) -> line(text, "policy " + place, policy));
        purges.forEach(place -> line(text, "purge " + place, new byte[0]));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, byte[] bytes) {
        text.append(name).append(' ').append(HexFormat.of().formatHex(bytes)).append('\n');
    }
}
