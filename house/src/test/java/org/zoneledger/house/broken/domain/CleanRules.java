package org.zoneledger.house.broken.domain;

/** Breaks nothing. */
public final class CleanRules {
    private CleanRules() {}

    /** Adds. */
    public static int sum(int left, int right) {
        return left + right;
    }
}
