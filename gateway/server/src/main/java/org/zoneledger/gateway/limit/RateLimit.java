package org.zoneledger.gateway.limit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import org.zoneledger.gateway.ZoneConfig;

/** Answers 429 to whoever asks more than a budget allows, before anything is read or looked up for them. */
@ApplicationScoped
class RateLimit {

    /** Before Quarkus looks who is asking. */
    private static final int FIRST = -1000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final long SECOND = 1_000_000_000L;
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ZoneConfig.Limits limits;
    private final Buckets reads;
    private final Buckets writes;

    @Inject
    RateLimit(ZoneConfig config) {
        limits = config.limits();
        reads = new Buckets(limits.buckets(), System::nanoTime);
        writes = new Buckets(limits.buckets(), System::nanoTime);
    }

    /** The router of the routes; the management port has one of its own. */
    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::count);
    }

    private void count(RoutingContext context) {
        Asker asker = Asker.of(context.request());
        long wait;
        if (READS.contains(context.request().method())) {
            wait = reads.take(asker.key(), asker.isKnown() ? limits.personReads() : limits.publicReads());
        } else {
            wait = writes.take(asker.key(), limits.writes());
        }
        if (wait == 0) {
            context.next();
            return;
        }
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString((wait + SECOND - 1) / SECOND));
        context.fail(TOO_MANY_REQUESTS);
    }
}
