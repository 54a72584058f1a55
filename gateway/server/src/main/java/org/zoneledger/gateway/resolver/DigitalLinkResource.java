package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.ResidentId;
import org.zoneledger.gateway.provenance.Passport;

/** Resolves GS1 Digital Links of trade items: {@code /01/{gtin}[/22/{variant}][/10/{batch}][/21/{serial}]}. */
@Path("/01")
@PermitAll
public class DigitalLinkResource {
    private static final String SUMMARY = "What is known of a product, batch or item, as a page or as JSON";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
    private static final String CACHE_CONTROL = "public, max-age=60";
    private static final String VARY = HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_LANGUAGE;
    private static final String ONLY_OWN_STYLE =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final PassportSource source;
    private final ObjectMapper json;

    DigitalLinkResource(PassportSource source, ObjectMapper json) {
        this.source = source;
        this.json = json;
    }

    /** The page for people, in the language of {@code lang} or Accept-Language; refusals are pages too. */
    @GET
    @Path("{link: .*}")
    @Produces(HTML)
    @Operation(summary = SUMMARY)
    public Response page(
            @Encoded @PathParam("link") String link,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context UriInfo uri,
            @Context Request request) {
        Language language = Language.choose(lang, accepted);
        Response.ResponseBuilder answer;
        try {
            DigitalLink.Item item = ItemPath.parse(link);
            Optional<Response> elsewhere = redirect(link, item, uri);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            String page = ConsumerPage.of(find(item), item, language, LocalDate.now(CHINA));
            answer = Cacheable.answer(request, page.getBytes(StandardCharsets.UTF_8), CACHE_CONTROL);
        } catch (RefusalException refused) {
            answer = Response.status(status(refused.refusal().code()))
                    .entity(ConsumerPage.of(refused.refusal(), link, language))
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
        return answer.type(HTML)
                .header(HttpHeaders.VARY, VARY)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header("Content-Security-Policy", ONLY_OWN_STYLE)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /**
     * The same for programs.
     *
     * @throws RefusalException DIGITAL_LINK_INVALID, GTIN_INVALID, or NOT_FOUND when nothing is registered under the GTIN
     */
    @GET
    @Path("{link: .*}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = SUMMARY)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Passport.class)))
    public Response passport(@Encoded @PathParam("link") String link, @Context UriInfo uri, @Context Request request)
            throws JsonProcessingException {
        DigitalLink.Item item = ItemPath.parse(link);
        Optional<Response> elsewhere = redirect(link, item, uri);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        return Cacheable.answer(request, json.writeValueAsBytes(find(item)), CACHE_CONTROL)
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.VARY, VARY)
                .build();
    }

    private Passport find(DigitalLink.Item item) {
        return source.find(item)
                .orElseThrow(
                        () -> Refusal.of(Refusal.Code.NOT_FOUND, "gtin", "No product is registered under this GTIN."));
    }

    /** Where the item lives when its GTIN was not sent as 14 digits. */
    private static Optional<Response> redirect(String link, DigitalLink.Item item, UriInfo uri) {
        if (ItemPath.gtin(link).equals(item.gtin().value())) {
            return Optional.empty();
        }
        String query = uri.getRequestUri().getRawQuery();
        return Optional.of(Response.status(Response.Status.TEMPORARY_REDIRECT)
                .header(
                        HttpHeaders.LOCATION,
                        item.path() + (query == null || ResidentId.occursIn(query) ? "" : "?" + query))
                .header(HttpHeaders.VARY, VARY)
                .build());
    }

    private static int status(Refusal.Code code) {
        return code == Refusal.Code.NOT_FOUND ? 404 : code == Refusal.Code.MALFORMED ? 400 : 422;
    }
}
