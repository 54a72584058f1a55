package org.zoneledger.gateway.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.StandingVisitors;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Place;
import org.zoneledger.gateway.ledger.OwnIdentity;

/**
 * Sends what subscriptions wait for. A place moves on when the receiver has taken everything before it, so that every event comes
 * at least once, in order. One thread does everything but the network.
 */
@ApplicationScoped
class Dispatcher {

    static final String BATCH = "application/cloudevents-batch+json";

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int MOST_ON_THE_WAY = 32;

    /** Stretches without a wanted version that one subscription may pass over before others have their turn. */
    private static final int MOST_BATCHES = 20;

    private final Feed feed;
    private final Subscriptions subscriptions;
    private final WebhookClient client;
    private final OwnIdentity identity;
    private final StandingVisitors visitors;
    private final InstantSource time;
    private final Duration shortestPause;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dispatcher");
        thread.setDaemon(true);
        return thread;
    });

    /** Of the one thread only: who is being sent to, and up to which height there is nothing to send. */
    private final Set<String> onTheWay = new HashSet<>();

    private final Map<String, Long> seen = new HashMap<>();

    @Inject
    Dispatcher(
            Feed feed,
            Subscriptions subscriptions,
            WebhookClient client,
            OwnIdentity identity,
            StandingVisitors visitors,
            ZoneConfig config) {
        this(
                feed,
                subscriptions,
                client,
                identity,
                visitors,
                Clock.systemUTC(),
                config.webhooks().retry());
    }

    Dispatcher(
            Feed feed,
            Subscriptions subscriptions,
            WebhookClient client,
            OwnIdentity identity,
            StandingVisitors visitors,
            InstantSource time,
            Duration shortestPause) {
        this.feed = feed;
        this.subscriptions = subscriptions;
        this.client = client;
        this.identity = identity;
        this.visitors = visitors;
        this.time = time;
        this.shortestPause = shortestPause;
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void start() {
        var unused = clock.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void tick() {
        try {
            List<Subscription> all = subscriptions.all();
            seen.keySet().retainAll(all.stream().map(Subscription::id).toList());
            all.forEach(this::attempt);
        } catch (RuntimeException e) {
            LOG.errorf("subscriptions wait: %s", e.getClass().getName());
        }
    }

    /** What one subscription meets does not hold up the others. */
    private void attempt(Subscription subscription) {
        try {
            attemptNow(subscription);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "subscription %s waits: %s", subscription.id(), e.getClass().getName());
        }
    }

    private void attemptNow(Subscription subscription) {
        Instant now = time.instant();
        if (onTheWay.contains(subscription.id()) || now.isBefore(subscription.nextAttempt())) {
            return;
        }
        Optional<Visitor> owner = visitors.of(subscription.certificate(), now);
        if (owner.isEmpty()) {
            LOG.infof("subscription %s ends with the certificate of who gave it", subscription.id());
            subscriptions.remove(subscription.id());
            return;
        }
        long height = feed.height();
        if (height > seen.getOrDefault(subscription.id(), -1L) && onTheWay.size() < MOST_ON_THE_WAY) {
            look(subscription, owner.get(), height);
        }
    }

    private void look(Subscription subscription, Visitor owner, long height) {
        Feed.Batch batch = feed.after(subscription.place(), subscription.selection(), owner);
        for (int i = 1; i < MOST_BATCHES && batch.events().isEmpty() && !batch.isLast(); i++) {
            batch = feed.after(batch.next(), subscription.selection(), owner);
        }
        if (!batch.events().isEmpty()) {
            send(subscription, batch);
            return;
        }
        if (batch.isLast()) {
            // nothing is lost when this is forgotten: it is looked through once more
            seen.put(subscription.id(), height);
        } else {
            subscriptions.put(subscription.moved(batch.next()));
        }
    }

    private void send(Subscription subscription, Feed.Batch batch) {
        var events = JsonNodeFactory.instance.arrayNode();
        batch.events().forEach(event -> events.add(event.body()));
        byte[] body = events.toString().getBytes(StandardCharsets.UTF_8);
        String signature = identity.sign(body);
        onTheWay.add(subscription.id());
        Map<String, String> headers =
                Map.of("Content-Type", BATCH, "Zone-Subscription", subscription.id(), "Zone-Signature", signature);
        client.post(subscription.url(), headers, body).whenComplete((status, failure) -> {
            boolean isTaken = failure == null && status >= 200 && status < 300;
            if (!clock.isShutdown()) {
                clock.execute(() -> settle(subscription, batch.next(), isTaken));
            }
        });
    }

    private void settle(Subscription subscription, Place next, boolean isTaken) {
        onTheWay.remove(subscription.id());
        if (isTaken) {
            Subscription moved = subscription.moved(next);
            subscriptions.put(moved);
            if (subscriptions.find(moved.id()).isPresent()) {
                attempt(moved);
            }
            return;
        }
        subscriptions.put(
                subscription.failed(time.instant().plus(Pauses.after(subscription.failures(), shortestPause))));
    }
}
