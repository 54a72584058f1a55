package org.zoneledger.gateway.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/**
 * Bounds how many captures, and how many bytes of them, are under way at once: senders who are faster than the ledger wait at their
 * own side, and routes that read are served meanwhile.
 *
 * <p>Who is over the bound is answered BUSY before the body is read.
 */
@ApplicationScoped
public class CaptureLimit {

    /** When it is known who asks. */
    private static final int WHEN_KNOWN = -140;

    private static final String SLOT = "zone.capture";
    private static final String RETRY_SECONDS = "1";

    private final int most;
    private final long mostBytes;
    private final long largest;
    private int count;
    private long bytes;

    @Inject
    CaptureLimit(ZoneConfig config, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this(config.limits().captures(), config.limits().captureBytes().asLongValue(), largest.asLongValue());
    }

    /**
     * @param most captures
     * @param mostBytes of their bodies; one capture alone is taken whatever its size
     * @param largest body, which one that does not tell its length may have
     */
    CaptureLimit(int most, long mostBytes, long largest) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.largest = largest;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.POST, "/capture").order(WHEN_KNOWN).handler(this::admit);
        router.route(HttpMethod.POST, "/events").order(WHEN_KNOWN).handler(this::admit);
    }

    /** Others than clerks are refused by the route, with nothing read. */
    private void admit(RoutingContext context) {
        if (Visitor.clerk(context).isEmpty()) {
            context.next();
            return;
        }
        Optional<Slot> slot = take(length(context.request()));
        if (slot.isEmpty()) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            context.fail(busy());
            return;
        }
        context.put(SLOT, slot.get());
        context.addEndHandler(ended -> slot.get().leave());
        context.next();
    }

    /** Does the work of a capture, which counts until it is done, also when its sender has gone. */
    public <T> T during(RoutingContext context, Supplier<T> work) {
        Slot slot = context.get(SLOT);
        if (slot == null) {
            // a path that the routes read in another way than the router
            slot = take(largest).orElseThrow(CaptureLimit::busy);
        } else if (!slot.enter()) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            slot.leave();
        }
    }

    /** How many captures are under way. */
    synchronized int count() {
        return count;
    }

    /** How many of them one sender may have who sends many at once. */
    public int mostOfOne() {
        return Math.max(1, most / 2);
    }

    /** Room for a body, when there is some. */
    public synchronized Optional<Slot> take(long length) {
        if (count >= most || (count > 0 && bytes + length > mostBytes)) {
            return Optional.empty();
        }
        count++;
        bytes += length;
        return Optional.of(new Slot(length));
    }

    private synchronized void giveBack(long length) {
        count--;
        bytes -= length;
    }

    private long length(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // the parser has refused whatever is no number
        return declared == null ? largest : Math.min(largest, Long.parseLong(declared));
    }

    private static RuntimeException busy() {
        return Problem.of(GatewayCode.BUSY, "more captures are under way than the ledger keeps up with; send it again")
                .exception();
    }

    /** The room of one capture, until both its connection and its work are done with it. */
    public final class Slot {

        private final long length;
        private int holders = 1;

        private Slot(long length) {
            this.length = length;
        }

        /** Begins the work, unless everybody has gone. */
        synchronized boolean enter() {
            if (holders == 0) {
                return false;
            }
            holders++;
            return true;
        }

        /** Gives the room back, once everybody who holds it has. */
        public synchronized void leave() {
            if (--holders == 0) {
                giveBack(length);
            }
        }
    }
}
