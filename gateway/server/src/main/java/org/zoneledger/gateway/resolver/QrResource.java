package org.zoneledger.gateway.resolver;

import io.smallrye.common.annotation.Blocking;
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
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.answer.Cacheable;
import org.zoneledger.gateway.provenance.Passport;

/** QR codes of Digital Links that lead to this zone, alone or on sheets of labels. */
@Path("/qr")
@PermitAll
public class QrResource {
    private static final String SVG = "image/svg+xml";
    private static final String PNG = "image/png";
    private static final String PDF = "application/pdf";
    private static final int MOST_LABELS = 10 * LabelSheet.LABELS;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 2048;
    private static final String CACHE_CONTROL = "public, max-age=604800, immutable";

    private final ZoneConfig zone;
    private final PassportSource source;

    QrResource(ZoneConfig zone, PassportSource source) {
        this.zone = zone;
        this.source = source;
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

    /**
     * Labels of a batch: one for each of its items, or {@code copies} of the batch's own, which a batch without items gets too.
     *
     * @param copies 1 to 240
     * @param from serial number of the item that the first label is for
     * @throws RefusalException DIGITAL_LINK_INVALID or GTIN_INVALID; NOT_FOUND for an unknown product, batch or item; VALUE_INVALID
     */
    @GET
    @Path("sheet/01/{link: .+}")
    @Blocking
    @Operation(summary = "Labels of a batch to print on A4, at most 240; the next ones are in the Link header")
    @APIResponse(responseCode = "200", content = @Content(mediaType = PDF))
    public Response sheet(
            @Encoded @PathParam("link") String link,
            @QueryParam("copies") String copies,
            @QueryParam("from") String from,
            @Context UriInfo uri) {
        DigitalLink.Item batch = ItemPath.parse(link);
        if (batch.level() != DigitalLink.Level.BATCH) {
            throw Refusal.of(Refusal.Code.DIGITAL_LINK_INVALID, "digitalLink", "Must name a batch (AI 01 and 10).");
        }
        Passport passport = source.find(batch)
                .orElseThrow(
                        () -> Refusal.of(Refusal.Code.NOT_FOUND, "gtin", "No product is registered under this GTIN."));
        if (passport.level() == Passport.Level.product) {
            throw Refusal.of(Refusal.Code.NOT_FOUND, "batch", "No event names this batch.");
        }
        List<DigitalLink.Item> items =
                copies == null ? source.items(batch, Optional.ofNullable(from), MOST_LABELS + 1) : List.of();
        if (items.isEmpty() && from != null) {
            throw Refusal.of(Refusal.Code.NOT_FOUND, "from", "No event made such an item of this batch.");
        }
        boolean more = items.size() > MOST_LABELS;
        List<DigitalLink.Item> labels = items.isEmpty()
                ? Collections.nCopies(copies(copies), batch)
                : more ? items.subList(0, MOST_LABELS) : items;
        Optional<String> next = more ? items.get(MOST_LABELS).serial() : Optional.empty();
        byte[] pdf = new LabelSheet(zone.publicUrl(), passport.product().name()).pdf(labels, next);
        var answer = Response.ok(pdf, PDF)
                .header("Content-Disposition", "inline; filename=\"" + batch.gtin() + ".pdf\"")
                .header("X-Content-Type-Options", "nosniff");
        next.ifPresent(serial -> answer.link(
                uri.getRequestUriBuilder().replaceQueryParam("from", serial).build(), "next"));
        return answer.build();
    }

    private static int copies(String text) {
        if (text == null) {
            return LabelSheet.LABELS;
        }
        int copies = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (copies < 1 || copies > MOST_LABELS) {
            throw Refusal.of(Refusal.Code.VALUE_INVALID, "copies", "Must be 1 to " + MOST_LABELS + ".");
        }
        return copies;
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
