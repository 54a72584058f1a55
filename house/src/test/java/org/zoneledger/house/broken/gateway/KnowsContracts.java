package org.zoneledger.house.broken.gateway;

import org.zoneledger.house.broken.contracts.Endorsed;

/** Breaks: gateway knows only domain. */
public final class KnowsContracts {
    private KnowsContracts() {}

    static String name() {
        return Endorsed.name();
    }
}
