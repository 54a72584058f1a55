package org.zoneledger.gateway.desk;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.zoneledger.gateway.resolver.ResolverHeaders;
import org.zoneledger.gateway.resolver.Texts;

/** A page as an answer: nothing from elsewhere is loaded, forms go home, no frame holds it. */
public final class Page {

    private Page() {}

    /** The answer that carries a page. */
    public static Response of(String html, Texts t, int status) {
        return Response.status(status)
                .entity(html)
                .header(HttpHeaders.CONTENT_LANGUAGE, t.language().tag())
                .header("Content-Security-Policy", ResolverHeaders.OWN_FORMS)
                .header("Referrer-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
