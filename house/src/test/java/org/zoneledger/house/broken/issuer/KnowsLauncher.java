package org.zoneledger.house.broken.issuer;

import org.zoneledger.house.broken.launcher.Launched;

/** Breaks: issuer knows only domain. */
public final class KnowsLauncher {
    private KnowsLauncher() {}

    static String name() {
        return Launched.name();
    }
}
