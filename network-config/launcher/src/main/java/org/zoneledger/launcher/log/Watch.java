package org.zoneledger.launcher.log;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What is announced when it is written.
 *
 * @param enterprises credit codes: their records, and the events they capture
 * @param things that events name, and records of products among them
 */
public record Watch(Set<String> enterprises, List<Sought> things) {

    /** Nothing. */
    public static final Watch NOTHING = new Watch(Set.of(), List.of());

    public Watch {
        enterprises = Set.copyOf(enterprises);
        things = List.copyOf(things);
    }

    boolean isEmpty() {
        return enterprises.isEmpty() && things.isEmpty();
    }

    /** Whether a key of public state is that of a watched enterprise or product. */
    boolean isKey(String key) {
        return Arrays.stream(key.split("/", -1))
                .anyMatch(
                        part -> enterprises.contains(part) || things.stream().anyMatch(thing -> thing.isProduct(part)));
    }
}
