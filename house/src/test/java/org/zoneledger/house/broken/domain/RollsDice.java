package org.zoneledger.house.broken.domain;

import java.util.UUID;

/** Breaks: domain takes randomness from the sender's document. */
public final class RollsDice {
    private RollsDice() {}

    static UUID roll() {
        return UUID.randomUUID();
    }
}
