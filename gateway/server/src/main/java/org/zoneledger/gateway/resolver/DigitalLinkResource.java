package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
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
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.ResidentId;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.answer.Cacheable;
import org.zoneledger.gateway.answer.Prepared;
import org.zoneledger.gateway.provenance.Passport;
import org.zoneledger.gateway.scan.Scans;

/**
 * Resolves GS1 Digital Links of trade items: {@code /01/{gtin}[/22/{variant}][/10/{batch}][/21/{serial}]} (GS1-Conformant Resolver
 * 1.2.0).
 *
 * <p>The default link is the page at the link itself, so it is answered and not redirected to.
 */
@Path("/01")
@PermitAll
@Blocking
public class DigitalLinkResource {
    private static final String SUMMARY =
            "What is known of a product, batch or item: page, JSON, JSON-LD or linkset, or 307 to the link of linkType";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private final PassportSource source;
    private final Prepared prepared;
    private final ObjectMapper json;
    private final ZoneConfig zone;
    private final Scans scans;

    DigitalLinkResource(PassportSource source, Prepared prepared, ObjectMapper json, ZoneConfig zone, Scans scans) {
        this.source = source;
        this.prepared = prepared;
        this.json = json;
        this.zone = zone;
        this.scans = scans;
    }

    /** The page for people, in the language of {@code lang} or Accept-Language; refusals are pages too. */
    @GET
    @Path("{link: .*}")
    @Produces(HTML)
    @Operation(summary = SUMMARY)
    @APIResponse(responseCode = "200", content = @Content(mediaType = HTML, schema = @Schema(type = SchemaType.STRING)))
    public Response page(
            @Encoded @PathParam("link") String link,
            @QueryParam("lang") String lang,
            @QueryParam("linkType") String linkType,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String languages,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String codings,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context Request request) {
        Language language = Language.choose(lang, languages);
        boolean isScan = lang == null && request.getMethod().equals("GET");
        return page(link, linkType, language, codings, isScan, headers, uri, request);
    }

    /** Under what a finished page for people is kept. */
    record PageKey(Language language, Scanned before, DigitalLink.Item item) {}

    /** A page for people that says what is known, with its headers. */
    static Response page(Response.ResponseBuilder answer, DigitalLink.Item item, Language language, ZoneConfig zone) {
        return ResolverHeaders.page(
                        answer.type(HTML).header(HttpHeaders.LINK, Links.header(zone.publicUrl(), item)),
                        language,
                        ResolverHeaders.OWN_SCRIPTS)
                .build();
    }

    private Response page(
            String link,
            String linkType,
            Language language,
            String codings,
            boolean isScan,
            HttpHeaders headers,
            UriInfo uri,
            Request request) {
        try {
            DigitalLink.Item item = ItemPath.parse(link);
            Optional<Response> elsewhere = elsewhere(link, item, linkType, language, codings, uri, request);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            Scanned before = Scanned.of(scans.of(item));
            Prepared.Answer made = prepared.get(new PageKey(language, before, item), () -> ConsumerPage.of(
                            find(item), item, language, LocalDate.now(CHINA), before)
                    .getBytes(StandardCharsets.UTF_8));
            if (isScan) {
                scans.scanned(item, place(headers));
            }
            return page(Cacheable.answer(request, made, codings, ResolverHeaders.CACHE_CONTROL), item, language, zone);
        } catch (RefusalException refused) {
            Response.ResponseBuilder answer = Response.status(
                            status(refused.refusal().code()))
                    .entity(ConsumerPage.of(refused.refusal(), link, language))
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache");
            return ResolverHeaders.page(answer.type(HTML), language).build();
        }
    }

    /**
     * The same for programs: the passport, the passport as JSON-LD, or the linkset, which is never redirected to.
     *
     * @throws RefusalException DIGITAL_LINK_INVALID, GTIN_INVALID, or NOT_FOUND when nothing is registered under the GTIN, or there is
     *     no link of the type
     */
    @GET
    @Path("{link: .*}")
    @Produces({MediaType.APPLICATION_JSON, Links.JSON_LD, Links.LINKSET})
    @Operation(summary = SUMMARY)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Passport.class)))
    public Response passport(
            @Encoded @PathParam("link") String link,
            @QueryParam("linkType") String linkType,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String codings,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context Request request) {
        DigitalLink.Item item = ItemPath.parse(link);
        String form = Links.form(headers);
        if (form.equals(Links.LINKSET)) {
            return linkset(item, codings, request);
        }
        return elsewhere(link, item, linkType, Language.ZH, codings, uri, request)
                .orElseGet(() -> ResolverHeaders.open(
                                form.equals(Links.JSON_LD)
                                        ? linkedData(item, codings, request)
                                        : answer("json", item, codings, request, () -> bytes(find(item)))
                                                .type(MediaType.APPLICATION_JSON))
                        .build());
    }

    /** Where about the visitor is, as far as the proxy in front says so; null when it does not. */
    private String place(HttpHeaders headers) {
        return zone.scan().placeHeader().map(headers::getHeaderString).orElse(null);
    }

    private Response.ResponseBuilder linkedData(DigitalLink.Item item, String codings, Request request) {
        return answer("dpp", item, codings, request, () -> bytes(ProductPassport.of(zone.publicUrl(), find(item))))
                .type(Links.JSON_LD);
    }

    private Response linkset(DigitalLink.Item item, String codings, Request request) {
        Prepared.Answer made = prepared.get(
                "linkset " + item.path(),
                () -> bytes(Links.of(zone.publicUrl(), find(item)).linkset()));
        return ResolverHeaders.open(Cacheable.answer(request, made, codings, ResolverHeaders.CACHE_CONTROL))
                .type(Links.LINKSET)
                .header(HttpHeaders.LINK, Links.CONTEXT)
                .build();
    }

    private Response.ResponseBuilder answer(
            String form, DigitalLink.Item item, String codings, Request request, Supplier<byte[]> make) {
        Prepared.Answer made = prepared.get(form + " " + item.path(), make);
        return Cacheable.answer(request, made, codings, ResolverHeaders.CACHE_CONTROL)
                .header(HttpHeaders.LINK, Links.header(zone.publicUrl(), item));
    }

    /** The linkset, the link of a type, or where the item lives when its GTIN was not sent as 14 digits. */
    private Optional<Response> elsewhere(
            String link,
            DigitalLink.Item item,
            String linkType,
            Language language,
            String codings,
            UriInfo uri,
            Request request) {
        if (LinkType.isLinkset(linkType)) {
            return Optional.of(linkset(item, codings, request));
        }
        if (!LinkType.isDefault(linkType)) {
            Links links = Links.of(zone.publicUrl(), find(item));
            return Optional.of(redirect(
                    item,
                    LinkType.named(linkType)
                            .flatMap(type -> links.find(type, language))
                            .orElseThrow(() -> Refusal.of(
                                    Refusal.Code.NOT_FOUND,
                                    "linkType",
                                    "There is no link of this type; linkType=linkset lists those there are."))
                            .target()));
        }
        if (ItemPath.gtin(link).equals(item.gtin().value())) {
            return Optional.empty();
        }
        String query = uri.getRequestUri().getRawQuery();
        return Optional.of(
                redirect(item, item.path() + (query == null || ResidentId.occursIn(query) ? "" : "?" + query)));
    }

    private Response redirect(DigitalLink.Item item, String target) {
        return ResolverHeaders.open(Response.status(Response.Status.TEMPORARY_REDIRECT))
                .header(HttpHeaders.LOCATION, target)
                .header(HttpHeaders.LINK, Links.header(zone.publicUrl(), item))
                .build();
    }

    private Passport find(DigitalLink.Item item) {
        return source.find(item)
                .orElseThrow(
                        () -> Refusal.of(Refusal.Code.NOT_FOUND, "gtin", "No product is registered under this GTIN."));
    }

    private byte[] bytes(Object answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written.", e);
        }
    }

    private static int status(Refusal.Code code) {
        return code == Refusal.Code.NOT_FOUND ? 404 : code == Refusal.Code.MALFORMED ? 400 : 422;
    }
}
