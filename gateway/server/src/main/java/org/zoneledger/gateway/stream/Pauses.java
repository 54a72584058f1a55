package org.zoneledger.gateway.stream;

import java.time.Duration;

/** How long a receiver that did not take something is left alone. */
public final class Pauses {

    private static final Duration LONGEST = Duration.ofHours(1);

    private Pauses() {}

    /**
     * A pause that doubles with each failure.
     *
     * @param failures in a row before the last one
     */
    public static Duration after(int failures, Duration shortest) {
        Duration pause = shortest.multipliedBy(1L << Math.min(20, failures));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
