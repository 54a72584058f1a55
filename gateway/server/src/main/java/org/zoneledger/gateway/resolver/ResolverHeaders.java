package org.zoneledger.gateway.resolver;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Headers that everything a resolver says has in common. */
public final class ResolverHeaders {
    static final String CACHE_CONTROL = "public, max-age=60";
    static final String VARY =
            HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_LANGUAGE + ", " + HttpHeaders.ACCEPT_ENCODING;
    public static final String ONLY_OWN_STYLE =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** For a page with forms, which go home. */
    public static final String OWN_FORMS =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** For a page whose browser checks what it shows: scripts of this gateway, which ask this gateway alone. */
    static final String OWN_SCRIPTS = "default-src 'none'; script-src 'self'; connect-src 'self';"
            + " style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ResolverHeaders() {}

    /** Open to scripts of any origin, as the resolver standard asks: all of it is public, and nothing depends on who asks. */
    static Response.ResponseBuilder open(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.VARY, VARY)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", "Link, Location, ETag")
                .header("X-Content-Type-Options", "nosniff");
    }

    /** What a page for people adds. */
    static Response.ResponseBuilder page(Response.ResponseBuilder answer, Language language) {
        return page(answer, language, ONLY_OWN_STYLE);
    }

    /**
     * The same for a page that may do more.
     *
     * @param policy Content-Security-Policy
     */
    static Response.ResponseBuilder page(Response.ResponseBuilder answer, Language language, String policy) {
        return open(answer)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer");
    }

    /**
     * A page for people that is the same for whoever asks in its language.
     *
     * @param policy Content-Security-Policy
     */
    public static Response.ResponseBuilder document(
            Response.ResponseBuilder answer, Language language, String cacheControl, String policy) {
        return answer.header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff");
    }
}
