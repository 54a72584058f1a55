package org.zoneledger.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.filing.ImportFile;

/**
 * Why a request was not served (RFC 9457).
 *
 * @param type {@code urn:zoneledger:problem:} and the code
 * @param title the code, for people who read titles
 * @param status HTTP status
 * @param code stable code, the same from the ledger to the page
 * @param field path of the field at fault, absent when the whole request is meant
 * @param detail one sentence; never repeats what was sent
 * @param errors line by line what is wrong with a file, absent when it is not about lines
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type, String title, int status, String code, String field, String detail, List<ImportFile.Flaw> errors) {

    public Problem {
        errors = List.copyOf(errors);
    }

    /** Media type of problem details. */
    public static final String JSON = "application/problem+json";

    /** When what was refused for the number of its like may be tried again. */
    private static final int RETRY_SECONDS = 15;

    /** Codes that only a gateway answers with; all others are those of {@link Refusal.Code}. */
    public enum GatewayCode {
        AUTHENTICATION_REQUIRED(401),
        TOKEN_INVALID(401),
        ROUTE_UNKNOWN(404),
        PARAMETER_UNKNOWN(400),
        METHOD_NOT_ALLOWED(405),
        NOT_ACCEPTABLE(406),
        CONFLICT(409),
        MEDIA_TYPE_UNSUPPORTED(415),
        TOO_MANY_REQUESTS(429),
        LINES_REFUSED(422),
        INTERNAL(500),
        BUSY(503),
        ISSUER_UNAVAILABLE(503),
        LEDGER_UNAVAILABLE(503),
        OUTCOME_UNKNOWN(503),
        OWNER_UNAVAILABLE(503);

        private final int status;

        GatewayCode(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** The problem that a refusal is. */
    public static Problem of(Refusal refusal) {
        return of(status(refusal.code()), refusal.code().name(), refusal.field(), refusal.detail());
    }

    /** A problem of the gateway's own. */
    public static Problem of(GatewayCode code, String detail) {
        return of(code.status(), code.name(), "", detail);
    }

    /** A problem of the gateway's own with one header or parameter. */
    public static Problem of(GatewayCode code, String field, String detail) {
        return of(code.status(), code.name(), field, detail);
    }

    /** The same problem with what is wrong line by line. */
    public Problem with(List<ImportFile.Flaw> lines) {
        return new Problem(type, title, status, code, field, detail, lines);
    }

    /** The problem that an HTTP status stands for when nothing more is known. */
    static Problem of(int status) {
        return switch (status) {
            case 401 ->
                of(
                        GatewayCode.AUTHENTICATION_REQUIRED,
                        "the route is for people with a certificate; show it in the TLS handshake");
            case 403 ->
                of(new Refusal(Refusal.Code.NOT_PERMITTED, "", "the certificate's role may not use this route"));
            case 404 -> of(GatewayCode.ROUTE_UNKNOWN, "there is no such route");
            case 405 -> of(GatewayCode.METHOD_NOT_ALLOWED, "the route does not take this method");
            case 406 -> of(GatewayCode.NOT_ACCEPTABLE, "none of the accepted media types is served");
            case 413 -> of(new Refusal(Refusal.Code.TOO_LARGE, "", "the body is larger than the gateway takes"));
            case 415 -> of(GatewayCode.MEDIA_TYPE_UNSUPPORTED, "the body's media type is not taken here");
            case 429 ->
                of(GatewayCode.TOO_MANY_REQUESTS, "more was asked than one asker may; wait as Retry-After says");
            default ->
                status < 500
                        ? of(new Refusal(Refusal.Code.MALFORMED, "", "the request cannot be read"))
                        : of(GatewayCode.INTERNAL, "the gateway failed; the request may be sent again");
        };
    }

    private static Problem of(int status, String code, String field, String detail) {
        return new Problem(
                "urn:zoneledger:problem:" + code, code.replace('_', ' '), status, code, field, detail, List.of());
    }

    /** HTTP status of a refusal. */
    static int status(Refusal.Code code) {
        return switch (code) {
            case MALFORMED -> 400;
            case NOT_PERMITTED, NOT_OWNER, NOT_GRANTED -> 403;
            case NOT_FOUND -> 404;
            case WRONG_STATE, VERSION_CONFLICT, ID_REUSED -> 409;
            case TOO_LARGE -> 413;
            default -> 422;
        };
    }

    /** The problem as an answer. */
    public Response response() {
        var response = Response.status(status).type(MediaType.valueOf(JSON)).entity(this);
        if (status == GatewayCode.TOO_MANY_REQUESTS.status() || code.equals(GatewayCode.BUSY.name())) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.build();
    }

    /** Leaves a method with this problem. */
    public ProblemException exception() {
        return new ProblemException(this);
    }
}
