package org.zoneledger.house.broken.contracts;

import java.nio.file.Path;

/** Breaks: stores touch only the ledger. */
public final class PageStore {
    private PageStore() {}

    static boolean keeps(Path path) {
        return path.isAbsolute();
    }
}
