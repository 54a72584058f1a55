package org.zoneledger.house.broken.gateway;

/** What others must not know. */
public final class Served {
    private Served() {}

    /** Names itself. */
    public static String name() {
        return "gateway";
    }
}
