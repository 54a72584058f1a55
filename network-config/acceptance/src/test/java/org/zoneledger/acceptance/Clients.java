package org.zoneledger.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zoneledger.domain.identifier.Gtin;

/** Clients of one enterprise that register one product after another and repeat, under the same key, what was not answered. */
final class Clients {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 200;

    private final Routine routine;
    private final Gateway gateway;
    private final Party party;
    private final Map<Gtin, Answer> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Clients(Routine routine, Gateway gateway, Party party) {
        this.routine = routine;
        this.gateway = gateway;
        this.party = party;
    }

    void start(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::work, "client-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Lets each finish what it is at. */
    void stop() {
        stopped = true;
        threads.forEach(thread -> {
            try {
                thread.join(2 * PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
    }

    /** First answer of success by product. */
    Map<Gtin, Answer> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Answers that were neither success nor a reason to repeat. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    private void work() {
        while (!stopped) {
            Gtin gtin = Documents.gtin();
            Request request = routine.product(party, gtin);
            Answer answer = gateway.send(request, PATIENCE);
            while (answer.isUndecided() && !stopped) {
                Await.pause(PAUSE_MILLIS);
                answer = gateway.send(request, PATIENCE);
            }
            if (answer.isSuccess()) {
                acknowledged.put(gtin, answer);
            } else if (!answer.isUndecided()) {
                refused.add(request + ": " + answer);
            }
        }
    }
}
