package org.zoneledger.house.broken.contracts;

import org.zoneledger.house.broken.launcher.Launched;

/** Breaks: contracts never know launcher. */
public final class KnowsLauncher {
    private KnowsLauncher() {}

    static String name() {
        return Launched.name();
    }
}
