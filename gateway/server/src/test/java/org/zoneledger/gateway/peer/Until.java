package org.zoneledger.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens in its own time. */
public final class Until {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Until() {}

    /** Returns as soon as the condition holds; fails when it does not in time. */
    public static void holds(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s within %s", what, LIMIT).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
