package org.zoneledger.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Network;
import org.zoneledger.bench.Captures.Capture;

/** Q3: how long after the block, at half load, the events of a page are found in the index. */
final class LagWorkload {
    private static final int PAGES = 60;
    private static final double ALLOWED_MILLIS = 500;
    private static final long POLL_MILLIS = 10;
    private static final int LINES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BenchZone zone;
    private final Captures captures;
    private final Network peer;
    private final PrintStream out;

    /**
     * @param peer that the gateway's index follows
     */
    LagWorkload(BenchZone zone, Captures captures, Network peer, PrintStream out) {
        this.zone = zone;
        this.captures = captures;
        this.peer = peer;
        this.out = out;
    }

    /**
     * Measures it.
     *
     * @param full events a second at full load
     */
    Result run(double full) throws Exception {
        List<Capture> pages = captures.make(PAGES);
        long every = (long) (Captures.EVENTS / (full / 2) * 1e9);
        out.printf(Locale.ROOT, "  %d captures of %d events, one every %.0f ms%n", PAGES, Captures.EVENTS, every / 1e6);
        ScheduledExecutorService senders = Executors.newScheduledThreadPool(LINES);
        ScheduledExecutorService lookers = Executors.newScheduledThreadPool(LINES);
        try (Witnesses witness = new Witnesses(List.of(peer));
                Sender sender = new Sender(zone, captures, 2 * LINES)) {
            List<Future<String>> sent = new ArrayList<>();
            List<Future<Long>> found = new ArrayList<>();
            for (int i = 0; i < PAGES; i++) {
                Capture page = pages.get(i);
                int line = i % LINES;
                sent.add(senders.schedule(() -> sender.send(page, line), i * every, TimeUnit.NANOSECONDS));
                found.add(lookers.schedule(
                        () -> sender.awaitFound(page, Captures.ITEMS - 1, LINES + line, POLL_MILLIS),
                        i * every,
                        TimeUnit.NANOSECONDS));
            }
            List<Double> lags = new ArrayList<>();
            for (int i = 0; i < PAGES; i++) {
                long block = witness.await(List.of(List.of(sent.get(i).get())), PATIENCE);
                lags.add(Math.max(0, found.get(i).get() - block) / 1e6);
            }
            out.printf(Locale.ROOT, "  sent again: %d captures%n", sender.repeated());
            return Result.ofLags(Id.Q3, lags, ALLOWED_MILLIS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().toString(), e.getCause());
        } finally {
            senders.shutdownNow();
            lookers.shutdownNow();
        }
    }
}
