package org.zoneledger.house.broken.contracts;

/** What others must not know. */
public final class Endorsed {
    private Endorsed() {}

    /** Names itself. */
    public static String name() {
        return "contracts";
    }
}
