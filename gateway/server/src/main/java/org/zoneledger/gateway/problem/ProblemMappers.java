package org.zoneledger.gateway.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/** Everything that can go wrong at the edge, as problem+json. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response refusal(RefusalException e) {
        return Problem.of(e.refusal()).response();
    }

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return e.problem().response();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException e) {
        return Problem.of(
                        GatewayCode.AUTHENTICATION_REQUIRED,
                        "the route is for people with a certificate; show it in the TLS handshake")
                .response();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return Problem.of(new Refusal(Code.NOT_PERMITTED, "", "the certificate's role may not use this route"))
                .response();
    }

    @ServerExceptionMapper
    Response edge(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 404 ->
                Problem.of(GatewayCode.ROUTE_UNKNOWN, "there is no such route").response();
            case 405 ->
                Problem.of(GatewayCode.METHOD_NOT_ALLOWED, "the route does not take this method")
                        .response();
            case 406 ->
                Problem.of(GatewayCode.NOT_ACCEPTABLE, "none of the accepted media types is served")
                        .response();
            case 413 ->
                Problem.of(new Refusal(Code.TOO_LARGE, "", "the body is larger than the gateway takes"))
                        .response();
            case 415 ->
                Problem.of(GatewayCode.MEDIA_TYPE_UNSUPPORTED, "the body's media type is not taken here")
                        .response();
            default ->
                status < 500
                        ? Problem.of(new Refusal(Code.MALFORMED, "", "the request cannot be read"))
                                .response()
                        : internal(e);
        };
    }

    @ServerExceptionMapper
    Response anything(Throwable e) {
        return internal(e);
    }

    private static Response internal(Throwable e) {
        // the class and where, not the message: it may hold values
        StackTraceElement[] trace = e.getStackTrace();
        LOG.errorf("%s at %s", e.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        LOG.debug("internal error", e);
        return Problem.of(GatewayCode.INTERNAL, "the gateway failed; the request may be sent again")
                .response();
    }
}
