package org.zoneledger.gateway.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.receipt.Absence;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Listings;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Events.Paged;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.provenance.EventView;
import org.zoneledger.gateway.provenance.Recalls;
import org.zoneledger.gateway.resolver.ReceiptPaper;

/** Receipts: what this gateway has answered, provable to anybody with the agencies' roots. */
@Path("/api/v1/receipts")
@Produces({MediaType.APPLICATION_JSON, ReceiptResource.PDF})
@PermitAll
@Blocking
@Tag(name = "log")
public class ReceiptResource {

    static final String PDF = "application/pdf";

    private static final int MOST_CHARACTERS = 1024;

    private final Receipts receipts;
    private final Events events;
    private final EventView view;
    private final Records records;
    private final Listings listings;
    private final Recalls recalls;
    private final Visitor visitor;
    private final ZoneConfig zone;

    ReceiptResource(
            Receipts receipts,
            Events events,
            EventView view,
            Records records,
            Listings listings,
            Recalls recalls,
            Visitor visitor,
            ZoneConfig zone) {
        this.receipts = receipts;
        this.events = events;
        this.view = view;
        this.records = records;
        this.listings = listings;
        this.recalls = recalls;
        this.visitor = visitor;
        this.zone = zone;
    }

    /**
     * The receipt of an event. It proves what was captured; what agencies have said of the goods since then is named beside it: a Link to
     * the receipt of each recall and each finding of false origin.
     *
     * @param sha256 of its canonical public part, hexadecimal
     * @param content whether the event stands in it
     * @param revealed whether the restricted fields that the visitor is shown stand in it, each with its salt
     * @param format json, or pdf to print it; what Accept likes best where it is left out
     * @throws RefusalException NOT_FOUND for a digest of no event, VALUE_INVALID
     */
    @GET
    @Path("events/{sha256}")
    @Operation(summary = "The receipt of an event, by the SHA-256 of its canonical public part")
    public Response event(
            @PathParam("sha256") String sha256,
            @DefaultValue("true") @QueryParam("content") boolean content,
            @QueryParam("revealed") boolean revealed,
            @QueryParam("format") String format,
            @Context HttpHeaders headers) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw Refusal.of(Code.VALUE_INVALID, "sha256", "a SHA-256 in hexadecimal is expected");
        }
        Paged event = events.byDigest(HexFormat.of().parseHex(sha256))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "sha256", "no event has this digest"));
        Receipt receipt = receipts.ofEvent(event);
        List<ObjectNode> against = receipt.content().map(recalls::concerning).orElse(List.of());
        var answer = answer(
                revealed ? receipt.revealing(view.shown(event)) : receipt, against, content, isPaper(format, headers));
        against.forEach(each -> answer.header(HttpHeaders.LINK, related(each)));
        return answer.build();
    }

    /** Where the receipt is of what is said against goods that an event names. */
    private static String related(ObjectNode against) {
        String type = against.path("type").asText();
        return "</api/v1/receipts/" + type + "/" + against.path("id").asText() + ">; rel=\"related\"; title=\"" + type
                + "\"";
    }

    /**
     * The receipt of a record, or of there being none.
     *
     * @param key as on the ledger, such as {@code filing/91330483MA2E0010X3}
     * @param version counted from 1; the newest where it is left out
     * @param content whether the record stands in it
     * @param revealed as for an event
     * @param format as for an event
     * @param absent whether it is asked that there is no record under the key; of the other parameters only the format counts then
     * @throws RefusalException NOT_FOUND for a record that is not there, or not open to whoever asks as it stands on the ledger;
     *     WRONG_STATE where one is there that is asked to be absent, VALUE_INVALID for a key whose absence cannot be proven
     */
    @GET
    @Path("{recordKey: .+}")
    @Operation(
            summary =
                    "The receipt of a record, by its key on the ledger; with absent=true the receipt that there is none")
    public Response record(
            @PathParam("recordKey") String key,
            @QueryParam("version") Long version,
            @DefaultValue("true") @QueryParam("content") boolean content,
            @QueryParam("revealed") boolean revealed,
            @QueryParam("format") String format,
            @QueryParam("absent") boolean absent,
            @Context HttpHeaders headers) {
        if (absent) {
            return absence(key, isPaper(format, headers));
        }
        List<Version> versions = records.versions(key);
        Version asked = versions.stream()
                .filter(each -> version == null || each.stored().version() == version)
                .reduce((earlier, later) -> later)
                // a receipt shows a record whole or not at all
                .filter(each -> !each.deleted() && visitor.isOpen(each.stored().open()))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "key", "no record under this key is open to you"));
        Receipt receipt = receipts.ofRecord(asked);
        return answer(
                        revealed ? receipt.revealing(shown(asked.stored())) : receipt,
                        List.of(),
                        content,
                        isPaper(format, headers))
                .build();
    }

    private Response absence(String key, boolean isPaper) {
        if (key.length() > MOST_CHARACTERS || key.isBlank() || key.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    "key",
                    "1 to " + MOST_CHARACTERS + " characters without control characters are expected");
        }
        if (!LogEntry.isMapped(key)) {
            throw Refusal.of(
                    Code.VALUE_INVALID, "key", "whether there is a page cannot be proven, only what a page holds");
        }
        Absence absence = receipts.ofAbsence(key);
        return (isPaper ? printed(new ReceiptPaper(zone.publicUrl()).pdf(absence)) : json(absence.bytes())).build();
    }

    /** The restricted fields of a record that the visitor may see. */
    private Sealed shown(Stored stored) {
        ObjectNode open = stored.open();
        if (open.path("type").asText().equals("listing") && !listings.isShown(stored, visitor)) {
            return Sealed.none();
        }
        ObjectNode seen =
                visitor.view(open.path("type").asText(), open.path("uscc").asText(), open, stored.restricted());
        return stored.restricted()
                .map(all -> all.shownIn(seen::path, seen.path("salts")))
                .orElse(Sealed.none());
    }

    private static boolean isPaper(String format, HttpHeaders headers) {
        if (format == null) {
            return headers.getAcceptableMediaTypes().stream()
                    .map(type -> type.getType() + "/" + type.getSubtype())
                    .filter(List.of(MediaType.APPLICATION_JSON, PDF)::contains)
                    .findFirst()
                    .filter(PDF::equals)
                    .isPresent();
        }
        if (!List.of("json", "pdf").contains(format)) {
            throw Refusal.of(Code.VALUE_INVALID, "format", "json or pdf is expected");
        }
        return format.equals("pdf");
    }

    private Response.ResponseBuilder answer(Receipt whole, List<ObjectNode> against, boolean content, boolean isPaper) {
        Receipt receipt = content ? whole : whole.withoutContent();
        return isPaper ? printed(new ReceiptPaper(zone.publicUrl()).pdf(receipt, against)) : json(receipt.bytes());
    }

    private static Response.ResponseBuilder printed(byte[] pdf) {
        return Response.ok(pdf, PDF)
                .header("Content-Disposition", "inline; filename=\"receipt.pdf\"")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    private static Response.ResponseBuilder json(byte[] receipt) {
        return Response.ok(receipt, MediaType.APPLICATION_JSON).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
}
