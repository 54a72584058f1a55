package org.zoneledger.gateway.desk;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.zoneledger.gateway.resolver.ResolverHeaders;
import org.zoneledger.gateway.resolver.Texts;

/** A page as an answer: nothing from elsewhere is loaded, forms go home, no frame holds it. */
public final class Page {

    private Page() {}

    @CheckedTemplate(basePath = "desk")
    static class Templates {
        private Templates() {}

        static native TemplateInstance desk(Texts t, DeskView page, String heading);
    }

    /** The answer that carries a desk. */
    static Response of(Texts t, DeskView view, int status) {
        return of(Templates.desk(t, view, t.of("desk.site")).render(), t, status);
    }

    /** The answer that carries a page for everybody. */
    static Response open(Texts t, DeskView view) {
        return of(Templates.desk(t, view, t.of("site.open")).render(), t, 200);
    }

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
