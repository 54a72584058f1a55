package org.zoneledger.gateway.answer;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Answers whose ETag comes from their content (RFC 9110, section 8.8.3). */
public final class Cacheable {

    /** The coding with a weight above 0 (RFC 9110, section 12.4.2). */
    private static final Pattern GZIP =
            Pattern.compile("(x-)?gzip(\\s*;\\s*q=(1(\\.0{0,3})?|0\\.(?!0{1,3}$)\\d{1,3}))?");

    private Cacheable() {}

    /** The content with its ETag, or 304 when the client holds it already. */
    public static Response.ResponseBuilder answer(Request request, byte[] content, String cacheControl) {
        return answer(request, Prepared.Body.of(content), cacheControl);
    }

    /**
     * A finished answer, compressed for who takes that; each form has its own ETag.
     *
     * @param accepted Accept-Encoding (RFC 9110, section 12.5.3), or null
     */
    public static Response.ResponseBuilder answer(
            Request request, Prepared.Answer answer, String accepted, String cacheControl) {
        Optional<Prepared.Body> gzip = answer.gzip().filter(body -> takesGzip(accepted));
        Response.ResponseBuilder built = answer(request, gzip.orElse(answer.plain()), cacheControl);
        return gzip.isPresent() ? built.header(HttpHeaders.CONTENT_ENCODING, "gzip") : built;
    }

    private static Response.ResponseBuilder answer(Request request, Prepared.Body body, String cacheControl) {
        EntityTag tag = new EntityTag(body.tag());
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        // only whether it has changed counts: nobody reads a page on the condition that it is the one they have
        boolean unchanged = known != null && known.clone().build().getStatus() == 304;
        Response.ResponseBuilder answer = unchanged ? known : Response.ok(body.content());
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, cacheControl);
    }

    /** Whether an Accept-Encoding, which may be null, takes gzip. */
    public static boolean takesGzip(String accepted) {
        return accepted != null
                && Stream.of(accepted.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(String::strip)
                        .anyMatch(coding -> GZIP.matcher(coding).matches());
    }
}
