package org.zoneledger.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One token bucket for each asker, kept as the moment when it will be full again (the generic cell rate algorithm).
 *
 * <p>A bucket that is full again is the same as none, so forgetting it gives nothing away. When more askers are busy at once than
 * there is room for, those that come later share one bucket.
 */
public final class Buckets {

    private static final long SECOND = 1_000_000_000L;
    private static final String OTHERS = "";

    private final ConcurrentHashMap<String, Long> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep;
    private final int most;
    private final LongSupplier clock;

    /**
     * @param most how many buckets are kept at once
     * @param clock nanoseconds since some moment
     */
    public Buckets(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
        this.nextSweep = new AtomicLong(clock.getAsLong());
    }

    /**
     * Takes a token.
     *
     * @return 0 when there was one, else nanoseconds until there will be
     */
    public long take(String asker, Budget budget) {
        long now = clock.getAsLong();
        long interval = SECOND / budget.rate();
        long capacity = interval * budget.burst();
        String key = hasRoomFor(asker, now) ? asker : OTHERS;
        long[] wait = new long[1];
        fullAt.compute(key, (same, before) -> {
            long full = (before == null || before - now < 0 ? now : before) + interval;
            wait[0] = Math.max(0, full - now - capacity);
            return wait[0] == 0 ? Long.valueOf(full) : before;
        });
        return wait[0];
    }

    /** Puts back a token that was taken. */
    void give(String asker, Budget budget) {
        fullAt.computeIfPresent(asker, (same, full) -> full - SECOND / budget.rate());
    }

    private boolean hasRoomFor(String asker, long now) {
        if (fullAt.size() < most || fullAt.containsKey(asker)) {
            return true;
        }
        long due = nextSweep.get();
        if (now - due >= 0 && nextSweep.compareAndSet(due, now + SECOND)) {
            fullAt.values().removeIf(full -> full - now <= 0);
        }
        return fullAt.size() < most;
    }

    /** How many buckets are kept. */
    int size() {
        return fullAt.size();
    }
}
