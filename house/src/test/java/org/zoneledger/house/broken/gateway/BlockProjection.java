package org.zoneledger.house.broken.gateway;

import java.net.Socket;

/** Breaks: projections touch only SQL. */
public final class BlockProjection {
    private BlockProjection() {}

    static Socket open() {
        return new Socket();
    }
}
