package org.zoneledger.house.broken.domain;

import java.time.Instant;

/** Breaks: domain takes the time from the transaction. */
public final class AsksTheClock {
    private AsksTheClock() {}

    static Instant now() {
        return Instant.now();
    }
}
