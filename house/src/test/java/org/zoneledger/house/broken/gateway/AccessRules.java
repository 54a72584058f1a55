package org.zoneledger.house.broken.gateway;

import java.sql.Connection;

/** Breaks: rules touch nothing. */
public final class AccessRules {
    private AccessRules() {}

    static Class<?> touches() {
        return Connection.class;
    }
}
