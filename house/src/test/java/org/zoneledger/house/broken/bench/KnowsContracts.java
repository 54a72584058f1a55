package org.zoneledger.house.broken.bench;

import org.zoneledger.house.broken.contracts.Endorsed;

/** Breaks: bench never links contracts. */
public final class KnowsContracts {
    private KnowsContracts() {}

    static String name() {
        return Endorsed.name();
    }
}
