package org.zoneledger.gateway.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/** What goes wrong before a request reaches a route, as problem+json too. */
@ApplicationScoped
class HttpProblems {

    /** Quarkus compares the declared length in between, and its answer has no body. */
    private static final int BEFORE_QUARKUS_LIMIT = -3;

    private static final int AFTER_QUARKUS_LIMIT = -1;
    private static final int LAST_BUT_QUARKUS = Integer.MAX_VALUE - 1;
    private static final Long UNLIMITED = -1L;

    private final long limit;
    private final ObjectMapper json;

    HttpProblems(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_QUARKUS_LIMIT).handler(this::checkMediaType);
        router.route().order(BEFORE_QUARKUS_LIMIT).handler(this::limitDeclaredLength);
        router.route().order(AFTER_QUARKUS_LIMIT).handler(HttpProblems::leaveOthersToBodyLimit);
        router.route().order(LAST_BUT_QUARKUS).failureHandler(this::fail);
        // a path that no route can match, not even the one above
        List.of(400, 404, 500).forEach(status -> router.errorHandler(status, this::fail));
    }

    /** Where several methods share a path, Quarkus fails on a media type that it cannot read. */
    private void checkMediaType(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        try {
            if (type != null) {
                MediaType.valueOf(type);
            }
        } catch (IllegalArgumentException unreadable) {
            answer(context, Problem.of(415));
            return;
        }
        context.next();
    }

    private void limitDeclaredLength(RoutingContext context) {
        String declared = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        // the parser has refused whatever is no number
        if (declared == null || Long.parseLong(declared) <= limit) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        if (context.request().version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        answer(context, Problem.of(413));
    }

    private static void leaveOthersToBodyLimit(RoutingContext context) {
        context.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, UNLIMITED);
        context.next();
    }

    private void fail(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        answer(
                context,
                context.failure() instanceof ProblemException known
                        ? known.problem()
                        : Problem.of(context.statusCode() < 400 ? 500 : context.statusCode()));
    }

    private void answer(RoutingContext context, Problem problem) {
        try {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.JSON)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .end(Buffer.buffer(json.writeValueAsBytes(problem)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
