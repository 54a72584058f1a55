package org.zoneledger.gateway.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.zoneledger.gateway.ledger.OwnIdentity;
import org.zoneledger.gateway.provenance.EpcisAnswer;
import org.zoneledger.gateway.stream.Pauses;
import org.zoneledger.gateway.stream.Tail.State;
import org.zoneledger.gateway.stream.WebhookClient;

/**
 * Sends what subscribers to queries wait for: events as they come, or all since the last run when their schedule says so. Every event
 * comes at least once, in the order of the ledger. One thread does everything but the network.
 */
@ApplicationScoped
class QueryDispatcher {

    private static final Logger LOG = Logger.getLogger(QueryDispatcher.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int MOST_ON_THE_WAY = 32;

    /** Stretches without a wanted event that one subscription may pass over before others have their turn. */
    private static final int MOST_BATCHES = 20;

    private final EventFeed feed;
    private final Queries queries;
    private final WebhookClient client;
    private final OwnIdentity identity;
    private final StandingVisitors visitors;
    private final InstantSource time;
    private final Duration shortestPause;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "query-dispatcher");
        thread.setDaemon(true);
        return thread;
    });

    /** Of the one thread only: who is being sent to, up to which height there is nothing to send, and whose run has told something. */
    private final Set<String> onTheWay = new HashSet<>();

    private final Map<String, Long> seen = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private Instant nextSweep = Instant.EPOCH;

    @Inject
    QueryDispatcher(
            EventFeed feed,
            Queries queries,
            WebhookClient client,
            OwnIdentity identity,
            StandingVisitors visitors,
            ZoneConfig config) {
        this(
                feed,
                queries,
                client,
                identity,
                visitors,
                Clock.systemUTC(),
                config.webhooks().retry());
    }

    QueryDispatcher(
            EventFeed feed,
            Queries queries,
            WebhookClient client,
            OwnIdentity identity,
            StandingVisitors visitors,
            InstantSource time,
            Duration shortestPause) {
        this.feed = feed;
        this.queries = queries;
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
            sweep();
            List<QuerySubscription> all = queries.subscriptions();
            Set<String> ids = new HashSet<>();
            all.forEach(each -> ids.add(each.id()));
            seen.keySet().retainAll(ids);
            told.retainAll(ids);
            long height = feed.height();
            all.forEach(each -> attempt(each, height));
        } catch (RuntimeException e) {
            LOG.errorf("queries wait: %s", e.getClass().getName());
        }
    }

    /** Queries end with the certificate of who keeps them. */
    private void sweep() {
        Instant now = time.instant();
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(SWEEP);
        queries.all().stream()
                .filter(each -> visitors.of(each.owner(), now).isEmpty())
                .forEach(queries::remove);
    }

    /** What one subscription meets does not hold up the others. */
    private void attempt(QuerySubscription subscription, long height) {
        try {
            attemptNow(subscription, height);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "subscription %s waits: %s", subscription.id(), e.getClass().getName());
        }
    }

    private void attemptNow(QuerySubscription subscription, long height) {
        Instant now = time.instant();
        boolean hasNews = subscription.schedule().isPresent() || height > seen.getOrDefault(subscription.id(), -1L);
        if (!hasNews
                || onTheWay.contains(subscription.id())
                || onTheWay.size() >= MOST_ON_THE_WAY
                || now.isBefore(subscription.progress().next())) {
            return;
        }
        Optional<NamedQuery> query = queries.find(subscription.owner(), subscription.query());
        Optional<Visitor> owner = visitors.of(subscription.owner(), now);
        if (query.isEmpty() || owner.isEmpty()) {
            LOG.infof("subscription %s ends with the certificate of who gave it", subscription.id());
            queries.end(subscription.id());
            return;
        }
        look(subscription, query.get(), owner.get(), height);
    }

    private void look(QuerySubscription subscription, NamedQuery query, Visitor owner, long height) {
        long place = subscription.progress().place();
        EventFeed.Batch batch = feed.after(place, query.query(), subscription.since(), owner);
        for (int i = 1; i < MOST_BATCHES && batch.found().isEmpty() && batch.state() == State.MORE; i++) {
            batch = feed.after(batch.next(), query.query(), subscription.since(), owner);
        }
        boolean isLast = batch.state() == State.LAST;
        boolean isEmptyRun = isLast && subscription.reportIfEmpty() && !told.contains(subscription.id());
        if (!batch.found().isEmpty() || isEmptyRun) {
            send(subscription, batch);
        } else if (isLast) {
            settled(subscription, batch.next(), true, height);
        } else if (batch.next() > place) {
            queries.put(subscription.moved(batch.next()));
        }
    }

    private void send(QuerySubscription subscription, EventFeed.Batch batch) {
        ObjectNode document = EpcisAnswer.document(
                subscription.query(),
                Optional.of(subscription.id()),
                batch.found().stream().map(EventFeed.Found::event).toList());
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Zone-Subscription", subscription.id());
        headers.put("Zone-Signature", identity.sign(body));
        subscription.token().ifPresent(token -> headers.put("GS1-Signature", "sha256=" + Tokens.hmac(token, body)));
        onTheWay.add(subscription.id());
        client.post(subscription.dest(), headers, body).whenComplete((status, failure) -> {
            boolean isTaken = failure == null && status >= 200 && status < 300;
            if (!clock.isShutdown()) {
                clock.execute(() -> settle(subscription, batch, isTaken));
            }
        });
    }

    private void settle(QuerySubscription subscription, EventFeed.Batch batch, boolean isTaken) {
        onTheWay.remove(subscription.id());
        if (isTaken) {
            // what came meanwhile belongs to this look or to the next run
            settled(subscription, batch.next(), batch.state() == State.LAST, -1);
        } else {
            queries.put(subscription.failed(
                    time.instant().plus(Pauses.after(subscription.progress().failures(), shortestPause))));
        }
    }

    /** Keeps how far a subscription has come; with the last event its run is over. */
    private void settled(QuerySubscription subscription, long place, boolean isLast, long height) {
        boolean isMoved = place > subscription.progress().place()
                || subscription.progress().failures() > 0
                || subscription.schedule().isPresent();
        if (isMoved) {
            queries.put(isLast ? subscription.done(place, time.instant()) : subscription.moved(place));
        }
        if (isLast) {
            told.remove(subscription.id());
            // nothing is lost when this is forgotten: it is looked through once more
            seen.put(subscription.id(), height);
        } else {
            told.add(subscription.id());
        }
    }
}
