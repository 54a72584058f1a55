package org.zoneledger.gateway.resolver;

import java.time.LocalDate;
import java.util.Optional;
import org.zoneledger.gateway.scan.Tally;

/**
 * Earlier scans of a code as a page tells them: coarse above ten, so that a finished page can be kept.
 *
 * @param scans how many, exactly up to ten, else the round number below
 * @param first day of the first one
 * @param farApart whether two of them were far apart within an hour
 */
record Scanned(long scans, Optional<LocalDate> first, boolean farApart) {

    /** There were none. */
    static final Scanned NEVER = of(Tally.NONE);

    private static final int EXACT = 10;

    static Scanned of(Tally tally) {
        return new Scanned(rounded(tally.scans()), tally.first(), tally.farApart() > 0);
    }

    boolean isExact() {
        return scans < EXACT;
    }

    /** 10, 20, 50, 100, 200, 500 and so on. */
    private static long rounded(long scans) {
        if (scans < EXACT) {
            return scans;
        }
        long unit = EXACT;
        while (scans >= 10 * unit) {
            unit *= 10;
        }
        return scans >= 5 * unit ? 5 * unit : scans >= 2 * unit ? 2 * unit : unit;
    }
}
