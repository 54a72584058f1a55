package org.zoneledger.gateway.resolver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
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
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.answer.Cacheable;
import org.zoneledger.gateway.answer.Prepared;
import org.zoneledger.gateway.provenance.Shipment;

/** Resolves GS1 Digital Links of logistic units: {@code /00/{sscc}}. */
@Path("/00/{sscc}")
@PermitAll
@Blocking
public class LogisticUnitResource {
    private static final String SUMMARY =
            "What is known of a logistic unit: page, JSON or linkset, or 307 to the link of linkType";
    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private final PassportSource source;
    private final Prepared prepared;
    private final ObjectMapper json;
    private final ZoneConfig zone;

    LogisticUnitResource(PassportSource source, Prepared prepared, ObjectMapper json, ZoneConfig zone) {
        this.source = source;
        this.prepared = prepared;
        this.json = json;
        this.zone = zone;
    }

    /** The page for people; refusals are pages too. */
    @GET
    @Produces(HTML)
    @Operation(summary = SUMMARY)
    public Response page(
            @PathParam("sscc") String sscc,
            @QueryParam("lang") String lang,
            @QueryParam("linkType") String linkType,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String languages,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String codings,
            @Context Request request) {
        Language language = Language.choose(lang, languages);
        Response.ResponseBuilder answer;
        try {
            DigitalLink.LogisticUnit unit = unit(sscc);
            Optional<Response> elsewhere = elsewhere(unit, linkType, language, codings, request);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            answer = answer(
                    "html " + language.code(), unit, codings, request, () -> ConsumerPage.of(find(unit), language)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (RefusalException refused) {
            answer = Response.status(refused.refusal().code() == Refusal.Code.NOT_FOUND ? 404 : 422)
                    .entity(ConsumerPage.of(refused.refusal(), sscc, language))
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
        return ResolverHeaders.page(answer.type(HTML), language).build();
    }

    /**
     * The same for programs, or the linkset, which is never redirected to.
     *
     * @throws RefusalException SSCC_INVALID, or NOT_FOUND when no event names the unit or there is no link of the type
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, Links.LINKSET})
    @Operation(summary = SUMMARY)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Shipment.class)))
    public Response shipment(
            @PathParam("sscc") String sscc,
            @QueryParam("linkType") String linkType,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String codings,
            @Context HttpHeaders headers,
            @Context Request request) {
        DigitalLink.LogisticUnit unit = unit(sscc);
        if (Links.form(headers).equals(Links.LINKSET)) {
            return linkset(unit, codings, request);
        }
        return elsewhere(unit, linkType, Language.ZH, codings, request)
                .orElseGet(() -> ResolverHeaders.open(answer("json", unit, codings, request, () -> bytes(find(unit))))
                        .type(MediaType.APPLICATION_JSON)
                        .build());
    }

    private Response linkset(DigitalLink.LogisticUnit unit, String codings, Request request) {
        find(unit);
        Prepared.Answer made = prepared.get(
                "linkset " + unit.path(),
                () -> bytes(Links.of(zone.publicUrl(), unit).linkset()));
        return ResolverHeaders.open(Cacheable.answer(request, made, codings, ResolverHeaders.CACHE_CONTROL))
                .type(Links.LINKSET)
                .header(HttpHeaders.LINK, Links.CONTEXT)
                .build();
    }

    private Optional<Response> elsewhere(
            DigitalLink.LogisticUnit unit, String linkType, Language language, String codings, Request request) {
        if (LinkType.isLinkset(linkType)) {
            return Optional.of(linkset(unit, codings, request));
        }
        if (LinkType.isDefault(linkType)) {
            return Optional.empty();
        }
        find(unit);
        Links links = Links.of(zone.publicUrl(), unit);
        String target = LinkType.named(linkType)
                .flatMap(type -> links.find(type, language))
                .orElseThrow(() -> Refusal.of(
                        Refusal.Code.NOT_FOUND,
                        "linkType",
                        "There is no link of this type; linkType=linkset lists those there are."))
                .target();
        return Optional.of(ResolverHeaders.open(Response.status(Response.Status.TEMPORARY_REDIRECT))
                .header(HttpHeaders.LOCATION, target)
                .header(HttpHeaders.LINK, Links.header(zone.publicUrl(), unit))
                .build());
    }

    private Response.ResponseBuilder answer(
            String form, DigitalLink.LogisticUnit unit, String codings, Request request, Supplier<byte[]> make) {
        Prepared.Answer made = prepared.get(form + " " + unit.path(), make);
        return Cacheable.answer(request, made, codings, ResolverHeaders.CACHE_CONTROL)
                .header(HttpHeaders.LINK, Links.header(zone.publicUrl(), unit));
    }

    private Shipment find(DigitalLink.LogisticUnit unit) {
        return source.find(unit)
                .orElseThrow(() -> Refusal.of(Refusal.Code.NOT_FOUND, "sscc", "No event names this logistic unit."));
    }

    private static DigitalLink.LogisticUnit unit(String sscc) {
        try {
            return new DigitalLink.LogisticUnit(Sscc.parse(sscc));
        } catch (RefusalException refused) {
            throw CheckDigits.explained(refused.refusal(), sscc).exception();
        }
    }

    private byte[] bytes(Object answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written.", e);
        }
    }
}
