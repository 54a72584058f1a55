package org.zoneledger.gateway.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLDecoder;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultiPartParserDefinition;
import org.zoneledger.domain.RefusalException;

/** Everything that can go wrong at the edge, as problem+json. */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    /** The problem that a failure is, outside of the routes. */
    public static Problem problemOf(Throwable failure) {
        if (failure instanceof RefusalException refused) {
            return Problem.of(refused.refusal());
        }
        return failure instanceof ProblemException known ? known.problem() : internal(failure);
    }

    @ServerExceptionMapper
    Response refusal(RefusalException e) {
        return problemOf(e).response();
    }

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return problemOf(e).response();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException e) {
        return Problem.of(401).response();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return Problem.of(403).response();
    }

    @ServerExceptionMapper
    Response edge(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return status < 500 ? Problem.of(status).response() : internal(e).response();
    }

    /** What is thrown while a form is read that is none; of our own it would be a fault like any other. */
    @ServerExceptionMapper
    Response unreadable(IllegalArgumentException e) {
        return isOf(URLDecoder.class.getName(), e)
                ? Problem.of(400).response()
                : internal(e).response();
    }

    /** The same of a form in parts. */
    @ServerExceptionMapper
    Response unreadable(IOException e) {
        return isOf(MultiPartParserDefinition.class.getName(), e)
                ? Problem.of(400).response()
                : internal(e).response();
    }

    private static boolean isOf(String reader, Exception e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(reader);
    }

    @ServerExceptionMapper
    Response anything(Throwable e) {
        return internal(e).response();
    }

    private static Problem internal(Throwable e) {
        // the class and where, not the message: it may hold values
        StackTraceElement[] trace = e.getStackTrace();
        LOG.errorf("%s at %s", e.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        LOG.debug("internal error", e);
        return Problem.of(500);
    }
}
