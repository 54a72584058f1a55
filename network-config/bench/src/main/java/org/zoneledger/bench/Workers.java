package org.zoneledger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** So many threads that do one thing after the other; the first failure ends the run. */
final class Workers {
    private Workers() {}

    /** Work on one item by one of the threads, which are numbered from 0. */
    interface Work<T, R> {
        R on(T item, int thread) throws Exception;
    }

    /** Does all of the work and gives the results in the order of the items. */
    static <T, R> List<R> run(int threads, List<T> items, Work<T, R> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger next = new AtomicInteger();
        List<R> results = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            results.add(null);
        }
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(pool.submit(() -> {
                    for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                        R result = work.on(items.get(i), number);
                        synchronized (results) {
                            results.set(i, result);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().toString(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
