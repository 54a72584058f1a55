package org.zoneledger.house.broken.contracts;

import org.zoneledger.house.broken.gateway.Served;

/** Breaks: nothing depends on gateway. */
public final class KnowsGateway {
    private KnowsGateway() {}

    static String name() {
        return Served.name();
    }
}
