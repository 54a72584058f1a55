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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.ResidentId;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.gateway.ZoneConfig;

/** The page on which a browser reads a code by itself, from the camera or a photo; a number or a link can be typed too. */
@Path("/scan")
@PermitAll
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@Blocking
public class ScanPageResource {

    private static final String OWN_SCRIPTS =
            "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data: blob:;"
                    + " media-src blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final Pattern LINK = Pattern.compile(
            "(?i:https?)://([^/?#@]+)(?:/[^?#]*?)??" + "(/(?:00|01|414|417|8003|8004)/[!-~&&[^?#]]+)(?:[?#].*)?");
    /** Between the digits of a number as it is printed. */
    private static final String GROUPING = "[\\s-]";

    private static final int SSCC_LENGTH = 18;

    private final ZoneConfig zone;

    ScanPageResource(ZoneConfig zone) {
        this.zone = zone;
    }

    @CheckedTemplate(basePath = "resolver")
    static class Templates {
        private Templates() {}

        static native TemplateInstance scan(Texts t, String zone, String host, String path);
    }

    /** The page, or where a code that was typed leads; a link to another host is not followed. */
    @GET
    @Operation(summary = "A page that reads codes with the camera; ?code= is a number or a link: 303 to its page")
    public Response page(
            @QueryParam("code") String code,
            @QueryParam("lang") String lang,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String accepted,
            @Context UriInfo uri) {
        Language language = Language.choose(lang, accepted);
        if (code == null || code.isBlank()) {
            return page(language, "", "");
        }
        String typed = code.contains("/") ? code.strip() : code.replaceAll(GROUPING, "");
        try {
            refusePersonal(typed);
            Matcher link = LINK.matcher(typed);
            if (!link.matches()) {
                return found(key(typed), lang);
            }
            return isHere(link.group(1), uri)
                    ? found(link.group(2), lang)
                    : page(language, link.group(1), link.group(2));
        } catch (RefusalException refused) {
            return ResolverHeaders.page(
                            Response.status(422).entity(ConsumerPage.of(refused.refusal(), typed, language)), language)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
    }

    private static void refusePersonal(String typed) {
        if (ResidentId.occursIn(typed)) {
            throw Refusal.of(Refusal.Code.PERSONAL_DATA, "code", "It holds a resident identity number.");
        }
    }

    private static String key(String typed) {
        if (typed.contains("/")) {
            throw Refusal.of(Refusal.Code.DIGITAL_LINK_INVALID, "code", "Must be a Digital Link.");
        }
        return typed.length() == SSCC_LENGTH
                ? new DigitalLink.LogisticUnit(Sscc.parse(typed)).path()
                : DigitalLink.Item.product(Gtin.parse(typed)).path();
    }

    private boolean isHere(String host, UriInfo uri) {
        return host.equalsIgnoreCase(URI.create(zone.publicUrl()).getAuthority())
                || host.equalsIgnoreCase(uri.getBaseUri().getAuthority());
    }

    private static Response found(String path, String lang) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(
                        HttpHeaders.LOCATION,
                        lang == null
                                ? path
                                : path + "?lang=" + Language.choose(lang, null).code())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response page(Language language, String host, String path) {
        Texts texts = Texts.in(language);
        return ResolverHeaders.document(
                        Response.ok(Templates.scan(texts, zone.publicUrl(), host, path)
                                .render()),
                        language,
                        ResolverHeaders.CACHE_CONTROL,
                        OWN_SCRIPTS)
                .header("Permissions-Policy", "camera=(self)")
                .build();
    }
}
