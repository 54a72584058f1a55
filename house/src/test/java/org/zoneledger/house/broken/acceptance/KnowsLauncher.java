package org.zoneledger.house.broken.acceptance;

import org.zoneledger.house.broken.launcher.Launched;

/** Breaks: acceptance is an outsider. */
public final class KnowsLauncher {
    private KnowsLauncher() {}

    static String name() {
        return Launched.name();
    }
}
