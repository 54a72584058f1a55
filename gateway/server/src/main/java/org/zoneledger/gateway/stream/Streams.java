package org.zoneledger.gateway.stream;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.limit.Asker;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/**
 * The open streams. One clock looks whether the index has moved on, two threads read for all streams, and an idle stream holds none.
 *
 * <p>A stream reads on when its reader has taken what was read before, so that it never holds more than one stretch of the feed.
 */
@ApplicationScoped
public class Streams {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int READERS = 2;

    /** Stretches without a wanted version that one stream may pass over before others have their turn. */
    private static final int MOST_BATCHES = 20;

    private final Feed feed;
    private final int most;
    private final int mostEach;
    private final Duration heartbeat;
    private final Map<String, Integer> open = new HashMap<>();
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Streams::daemon);
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS, Streams::daemon);
    private volatile boolean closed;

    /**
     * What a reader is sent.
     *
     * @param event empty for a word that only keeps the connection
     */
    public record Item(Optional<Tail.Told> event) {
        static final Item KEEP = new Item(Optional.empty());
    }

    @Inject
    Streams(Feed feed, ZoneConfig config) {
        this(feed, config.limits().streams(), config.limits().streamsEach(), HEARTBEAT);
    }

    Streams(Feed feed, int most, int mostEach, Duration heartbeat) {
        this.feed = feed;
        this.most = most;
        this.mostEach = mostEach;
        this.heartbeat = heartbeat;
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void start() {
        var unused = clock.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Ends every stream after what its reader is being sent. */
    void close() {
        closed = true;
        clock.shutdown();
        waiting.forEach(this::read);
        readers.shutdown();
    }

    /** What a reader is sent as a message of a stream. */
    private static OutboundSseEvent message(Item item, Sse sse) {
        return item.event()
                .map(told -> sse.newEventBuilder()
                        .id(told.id())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(told.body())
                        .build())
                .orElseGet(() -> sse.newEventBuilder().comment("").build());
    }

    /** Refuses to answer HEAD where an answer never ends. */
    public static void mustBeAsked(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.HEAD)) {
            throw new NotAllowedException(HttpMethod.GET.name());
        }
    }

    /** Answers a request with a stream; refuses with TOO_MANY_REQUESTS when too many are open. */
    public Multi<OutboundSseEvent> answer(HttpServerRequest request, Asker asker, Tail tail, Sse sse) {
        Multi<Item> items = open(asker.key(), tail);
        // no response filter sees an answer that is written piece by piece
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        return items.map(item -> message(item, sse));
    }

    /**
     * Opens a stream; refuses with TOO_MANY_REQUESTS when too many are open.
     *
     * @param asker whose streams are counted together
     */
    public Multi<Item> open(String asker, Tail tail) {
        take(asker);
        AtomicBoolean isOpen = new AtomicBoolean(true);
        Waiting stream = new Waiting(tail);
        Multi<List<Item>> read =
                Multi.createBy().repeating().uni(() -> next(stream)).whilst(items -> !closed && !stream.isBroken);
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(List.of(Item.KEEP)), read)
                .onItem()
                .<Item>disjoint()
                .onTermination()
                .invoke(() -> {
                    if (isOpen.getAndSet(false)) {
                        giveBack(asker);
                    }
                });
    }

    /** How many streams are open. */
    int count() {
        synchronized (open) {
            return open.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private void take(String asker) {
        synchronized (open) {
            if (open.getOrDefault(asker, 0) >= mostEach || count() >= most) {
                throw Problem.of(
                                GatewayCode.TOO_MANY_REQUESTS,
                                "too many streams are open; close one or come back later")
                        .exception();
            }
            open.merge(asker, 1, Integer::sum);
        }
    }

    private void giveBack(String asker) {
        synchronized (open) {
            open.computeIfPresent(asker, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    private Uni<List<Item>> next(Waiting stream) {
        return Uni.createFrom().emitter(emitter -> {
            stream.emitter = emitter;
            // by then the stream may be waiting again, for the next stretch
            emitter.onTermination(() -> stream.leave(emitter));
            waiting.add(stream);
            readSoon(stream);
        });
    }

    private void tick() {
        long height = feed.height();
        for (Waiting stream : waiting) {
            if (height > stream.seen || isDue(stream)) {
                readSoon(stream);
            }
        }
    }

    private boolean isDue(Waiting stream) {
        return System.nanoTime() - stream.sentAt >= heartbeat.toNanos();
    }

    private void readSoon(Waiting stream) {
        if (closed) {
            read(stream);
        } else if (stream.isReading.compareAndSet(false, true)) {
            readers.execute(() -> read(stream));
        }
    }

    /** Gives a stream what came after its place, or a sign of life when that is due; else it goes on waiting. */
    private void read(Waiting stream) {
        if (!waiting.contains(stream)) {
            stream.isReading.set(false);
            return;
        }
        Optional<List<Item>> items;
        try {
            items = closed ? Optional.of(List.of()) : look(stream);
        } catch (RuntimeException e) {
            // the reader comes back with the last id that it has seen
            LOG.errorf("a stream broke off: %s", e.getClass().getName());
            items = Optional.of(List.of());
            stream.isBroken = true;
        }
        UniEmitter<? super List<Item>> emitter = stream.emitter;
        if (items.isPresent()) {
            waiting.remove(stream);
        }
        stream.isReading.set(false);
        items.ifPresent(emitter::complete);
    }

    private Optional<List<Item>> look(Waiting stream) {
        long height = feed.height();
        Tail.Stretch stretch = stream.tail.next();
        for (int i = 1; i < MOST_BATCHES && stretch.told().isEmpty() && stretch.state() == Tail.State.MORE; i++) {
            stretch = stream.tail.next();
        }
        stream.seen = stretch.state() == Tail.State.LAST && stretch.told().isEmpty() ? height : -1;
        List<Item> items =
                stretch.told().stream().map(told -> new Item(Optional.of(told))).toList();
        if (items.isEmpty() && !isDue(stream)) {
            return Optional.empty();
        }
        stream.sentAt = System.nanoTime();
        return Optional.of(items.isEmpty() ? List.of(Item.KEEP) : items);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "streams");
        thread.setDaemon(true);
        return thread;
    }

    private final class Waiting {
        private final Tail tail;
        private final AtomicBoolean isReading = new AtomicBoolean();
        private volatile long seen = -1;
        private volatile long sentAt = System.nanoTime();
        private volatile boolean isBroken;
        private volatile UniEmitter<? super List<Item>> emitter;

        Waiting(Tail tail) {
            this.tail = tail;
        }

        void leave(UniEmitter<? super List<Item>> terminated) {
            if (emitter == terminated) {
                waiting.remove(this);
            }
        }
    }
}
