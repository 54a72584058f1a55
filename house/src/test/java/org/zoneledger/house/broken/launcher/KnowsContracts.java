package org.zoneledger.house.broken.launcher;

import org.zoneledger.house.broken.contracts.Endorsed;

/** Breaks: launcher never links contracts. */
public final class KnowsContracts {
    private KnowsContracts() {}

    static String name() {
        return Endorsed.name();
    }
}
