package org.zoneledger.gateway.resolver;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.gateway.ZoneConfig;

/** QR codes of Digital Links that lead to this zone. */
@Path("/qr")
@PermitAll
public class QrResource {
    private static final String SVG = "image/svg+xml";
    private static final String PNG = "image/png";
    private static final int SMALLEST = 64;
    private static final int LARGEST = 2048;
    private static final String CACHE_CONTROL = "public, max-age=604800, immutable";

    private final ZoneConfig zone;

    QrResource(ZoneConfig zone) {
        this.zone = zone;
    }

    /**
     * The code of a product, batch or item.
     *
     * @param format svg or png
     * @param size width and height in pixels, 64 to 2048
     * @throws RefusalException DIGITAL_LINK_INVALID, GTIN_INVALID or VALUE_INVALID
     */
    @GET
    @Path("01/{link: .+}")
    @Operation(summary = "QR code of a product, batch or item")
    @APIResponse(
            responseCode = "200",
            content = {@Content(mediaType = SVG), @Content(mediaType = PNG)})
    public Response item(
            @Encoded @PathParam("link") String link,
            @QueryParam("format") @DefaultValue("svg") String format,
            @QueryParam("size") @DefaultValue("512") String size,
            @Context Request request) {
        return image(ItemPath.parse(link), format, size, request);
    }

    /**
     * The code of a logistic unit.
     *
     * @param format svg or png
     * @param size width and height in pixels, 64 to 2048
     * @throws RefusalException SSCC_INVALID or VALUE_INVALID
     */
    @GET
    @Path("00/{sscc}")
    @Operation(summary = "QR code of a logistic unit")
    @APIResponse(
            responseCode = "200",
            content = {@Content(mediaType = SVG), @Content(mediaType = PNG)})
    public Response logisticUnit(
            @PathParam("sscc") String sscc,
            @QueryParam("format") @DefaultValue("svg") String format,
            @QueryParam("size") @DefaultValue("512") String size,
            @Context Request request) {
        return image(new DigitalLink.LogisticUnit(Sscc.parse(sscc)), format, size, request);
    }

    private Response image(DigitalLink link, String format, String size, Request request) {
        int pixels = pixels(size);
        QrImage image = new QrImage(zone.publicUrl() + link.path());
        return switch (format) {
            case "svg" -> answer(request, image.svg(pixels).getBytes(StandardCharsets.UTF_8), SVG);
            case "png" -> answer(request, image.png(pixels), PNG);
            default -> throw Refusal.of(Refusal.Code.VALUE_INVALID, "format", "Must be svg or png.");
        };
    }

    private static Response answer(Request request, byte[] image, String type) {
        return Cacheable.answer(request, image, CACHE_CONTROL)
                .type(type)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static int pixels(String size) {
        int pixels = size.matches("[0-9]{1,4}") ? Integer.parseInt(size) : 0;
        if (pixels < SMALLEST || pixels > LARGEST) {
            throw Refusal.of(Refusal.Code.VALUE_INVALID, "size", "Must be 64 to 2048 pixels.");
        }
        return pixels;
    }
}
