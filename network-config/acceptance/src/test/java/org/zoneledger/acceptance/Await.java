package org.zoneledger.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits with a bound: a gateway's index follows the ledger by milliseconds, a killed process is back after seconds. */
final class Await {

    /** How long an index may lag before that is a fault. */
    static final Duration LAG = Duration.ofSeconds(15);

    private static final long PAUSE_MILLIS = 60;

    private Await() {}

    /**
     * Asks until the answer is as expected.
     *
     * @throws AssertionError with what was awaited and the last answer, when the bound has passed
     */
    static <T> T until(String what, Duration bound, Supplier<T> ask, Predicate<T> expected) {
        Instant end = Instant.now().plus(bound);
        while (true) {
            T answer = ask.get();
            if (expected.test(answer)) {
                return answer;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(what + " was not so within " + bound + "; the last answer was " + answer);
            }
            pause(PAUSE_MILLIS);
        }
    }

    /** Lets a little time pass between two attempts. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
