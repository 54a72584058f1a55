package org.zoneledger.launcher.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.zoneledger.launcher.ZoneException;

/** Work in stages, each done by several threads and counted for whoever watches. */
final class Stages implements AutoCloseable {

    private static final int THREADS = 12;

    private final PrintStream out;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    Stages(PrintStream out) {
        this.out = out;
    }

    /**
     * Does one stage; the first failure ends it.
     *
     * @param work answers whether there was anything to do
     */
    <T> void run(String name, List<T> items, Predicate<T> work) {
        long start = System.nanoTime();
        var done = new AtomicInteger();
        var written = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (T item : items) {
            running.add(threads.submit(() -> {
                if (work.test(item)) {
                    written.incrementAndGet();
                }
                int count = done.incrementAndGet();
                if (count % 10 == 0) {
                    out.printf(Locale.ROOT, "\r  %-30s %5d of %d", name, count, items.size());
                }
            }));
        }
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            running.forEach(each -> each.cancel(true));
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new ZoneException("the demonstration failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
        out.printf(
                Locale.ROOT,
                "\r  %-30s %5d   %s, %.1f s%n",
                name,
                items.size(),
                written.get() == 0 ? "all there already" : written.get() + " new",
                (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
