package org.zoneledger.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.zoneledger.bench.Captures.Capture;

/** Sends captures to the gateway and looks for their events there, over connections of its own. */
final class Sender implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 200;
    private static final int LONGEST_POLL_SECONDS = 60;

    /** Where a query document has its events. */
    private static final String EVENTS = "/epcisBody/queryResults/resultsBody/eventList";

    /** What a gateway answers when the same may work later. */
    private static final Set<Integer> LATER = Set.of(409, 429, 500, 502, 503, 504);

    private final Captures captures;
    private final List<HttpLine> lines = new ArrayList<>();
    private final AtomicInteger repeated = new AtomicInteger();

    /**
     * @param connections how many; each is used by one thread at a time
     */
    Sender(BenchZone zone, Captures captures, int connections) {
        this.captures = captures;
        var tls = zone.clerk();
        for (int i = 0; i < connections; i++) {
            lines.add(new HttpLine(tls, zone.gateway(), i));
        }
    }

    /** How often something had to be sent again. */
    int repeated() {
        return repeated.get();
    }

    /**
     * Sends a capture until it is accepted; what fails for the moment is sent again under the same id.
     *
     * @return id of the transaction
     */
    String send(Capture capture, int line) throws IOException, InterruptedException {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                HttpLine.Answer answer = lines.get(line).send(capture.request());
                JsonNode body = JSON.readTree(answer.body());
                if (answer.status() == 202 && body.hasNonNull("txId")) {
                    return body.path("txId").asText();
                }
                last = answer.status() + " " + answer.text();
                if (answer.status() != 202 && !LATER.contains(answer.status())) {
                    break;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            repeated.incrementAndGet();
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException(capture.id() + " was not accepted: " + last);
    }

    /**
     * Looks until all events of an item of a capture are found.
     *
     * @param pauseMillis between two looks
     * @return when they were, of {@link System#nanoTime}
     */
    long awaitFound(Capture capture, int item, int line, long pauseMillis) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_POLL_SECONDS * 1_000_000_000L;
        while (!found(capture, item, line)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(capture.id() + " is valid and not found in the index");
            }
            Thread.sleep(pauseMillis);
        }
        return System.nanoTime();
    }

    /** Whether an item of a capture has exactly the events that were sent. */
    boolean found(Capture capture, int item, int line) throws IOException {
        HttpLine.Answer answer =
                lines.get(line).send(captures.eventsOf(capture.items().get(item)));
        Set<String> found = new TreeSet<>();
        for (JsonNode event : JSON.readTree(answer.body()).at(EVENTS)) {
            found.add(event.path("eventID").asText());
        }
        int each = Captures.STEPS.size();
        Set<String> sent = new TreeSet<>();
        capture.events()
                .subList(item * each, (item + 1) * each)
                .forEach(event -> sent.add(event.path("eventID").asText()));
        return answer.status() == 200 && found.equals(sent);
    }

    @Override
    public void close() {
        for (HttpLine line : lines) {
            try {
                line.close();
            } catch (IOException e) {
                // it is of no more use
            }
        }
    }
}
