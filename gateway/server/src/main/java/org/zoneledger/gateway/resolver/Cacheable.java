package org.zoneledger.gateway.resolver;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.zoneledger.domain.canonical.Sha256;

/** Answers whose ETag comes from their content (RFC 9110, section 8.8.3). */
final class Cacheable {
    private Cacheable() {}

    /** The content with its ETag, or 304 when the client holds it already. */
    static Response.ResponseBuilder answer(Request request, byte[] content, String cacheControl) {
        EntityTag tag = new EntityTag(Sha256.hex(content).substring(0, 32));
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        // only whether it has changed counts: nobody reads a page on the condition that it is the one they have
        boolean unchanged = known != null && known.clone().build().getStatus() == 304;
        Response.ResponseBuilder answer = unchanged ? known : Response.ok(content);
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, cacheControl);
    }
}
