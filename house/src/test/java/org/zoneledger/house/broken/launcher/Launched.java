package org.zoneledger.house.broken.launcher;

/** What others must not know. */
public final class Launched {
    private Launched() {}

    /** Names itself. */
    public static String name() {
        return "launcher";
    }
}
