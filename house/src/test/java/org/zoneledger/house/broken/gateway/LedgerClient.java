package org.zoneledger.house.broken.gateway;

import java.sql.Connection;

/** Breaks: clients touch only the network. */
public final class LedgerClient {
    private LedgerClient() {}

    static Class<?> touches() {
        return Connection.class;
    }
}
