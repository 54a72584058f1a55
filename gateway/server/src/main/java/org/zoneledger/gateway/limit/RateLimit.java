package org.zoneledger.gateway.limit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;

/** Answers 429 to whoever asks more than a budget allows, before anything is read or looked up for them. */
@ApplicationScoped
class RateLimit {

    /** Before Quarkus looks who is asking. */
    private static final int FIRST = -1000;

    /** After Quarkus has looked, before it compares roles. */
    private static final int WHEN_KNOWN = -150;

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
        router.route().order(FIRST).handler(context -> count(context, Asker.of(context.request())));
        router.route().order(WHEN_KNOWN).handler(this::countByToken);
    }

    /** Who came by a token was counted by address until it was checked: a token that is none must cost something. */
    private void countByToken(RoutingContext context) {
        Asker before = Asker.of(context.request());
        Optional<Person> person = before.isKnown() ? Optional.empty() : Visitor.person(context);
        if (person.isEmpty()) {
            context.next();
            return;
        }
        (isRead(context) ? reads : writes).give(before.key(), budget(context, before));
        count(context, Asker.of(person.get()));
    }

    private void count(RoutingContext context, Asker asker) {
        long wait = (isRead(context) ? reads : writes).take(asker.key(), budget(context, asker));
        if (wait == 0) {
            context.next();
            return;
        }
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString((wait + SECOND - 1) / SECOND));
        context.fail(TOO_MANY_REQUESTS);
    }

    private Budget budget(RoutingContext context, Asker asker) {
        if (!isRead(context)) {
            return limits.writes();
        }
        return asker.isKnown() ? limits.personReads() : limits.publicReads();
    }

    private static boolean isRead(RoutingContext context) {
        return READS.contains(context.request().method());
    }
}
