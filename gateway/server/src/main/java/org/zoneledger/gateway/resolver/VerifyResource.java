package org.zoneledger.gateway.resolver;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.log.Roots;

/** The page on which a browser checks a receipt by itself. */
@Path("/verify")
@PermitAll
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
@Tag(name = "log")
public class VerifyResource {

    private final Roots roots;

    VerifyResource(Roots roots) {
        this.roots = roots;
    }

    /** A root as the page shows it. */
    public record Root(String agency, String sha256) {}

    @CheckedTemplate(basePath = "resolver")
    static class Templates {
        private Templates() {}

        static native TemplateInstance verify(Texts t, List<Root> roots);
    }

    @GET
    @Operation(
            summary = "A page on which the browser checks a receipt; ?receipt= names one, such as filing/{uscc}; with "
                    + "absent=true the one that there is no such record")
    public Response page(
            @QueryParam("receipt") String receipt,
            @QueryParam("absent") boolean absent,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted) {
        Texts texts = Texts.in(Language.choose(lang, accepted));
        List<Root> shown = roots.der().entrySet().stream()
                .map(root -> new Root(root.getKey(), Sha256.hex(root.getValue())))
                .toList();
        return ResolverHeaders.document(
                        Response.ok(Templates.verify(texts, shown).render()),
                        texts.language(),
                        ResolverHeaders.CACHE_CONTROL,
                        ResolverHeaders.OWN_SCRIPTS)
                .build();
    }
}
