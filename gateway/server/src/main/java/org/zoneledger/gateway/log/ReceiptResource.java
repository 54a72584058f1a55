package org.zoneledger.gateway.log;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Version;

/** Receipts: what this gateway has answered, provable to anybody with the agencies' roots. */
@Path("/api/v1/receipts")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Blocking
@Tag(name = "log")
public class ReceiptResource {

    private final Receipts receipts;
    private final Records records;
    private final Visitor visitor;

    ReceiptResource(Receipts receipts, Records records, Visitor visitor) {
        this.receipts = receipts;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * The receipt of an event.
     *
     * @param sha256 of its canonical public part, hexadecimal
     * @param content whether the event stands in it
     * @throws RefusalException NOT_FOUND for a digest of no event
     */
    @GET
    @Path("events/{sha256}")
    @Operation(summary = "The receipt of an event, by the SHA-256 of its canonical public part")
    public Response event(
            @PathParam("sha256") String sha256, @DefaultValue("true") @QueryParam("content") boolean content) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw Refusal.of(Code.VALUE_INVALID, "sha256", "a SHA-256 in hexadecimal is expected");
        }
        return answer(receipts.ofEvent(HexFormat.of().parseHex(sha256)), content);
    }

    /**
     * The receipt of a record.
     *
     * @param key as on the ledger, such as {@code filing/91330483MA2E0010X3}
     * @param version counted from 1; the newest where it is left out
     * @param content whether the record stands in it
     * @throws RefusalException NOT_FOUND for a record that is not there, or not open to whoever asks as it stands on the ledger
     */
    @GET
    @Path("{recordKey: .+}")
    @Operation(summary = "The receipt of a record, by its key on the ledger")
    public Response record(
            @PathParam("recordKey") String key,
            @QueryParam("version") Long version,
            @DefaultValue("true") @QueryParam("content") boolean content) {
        List<Version> versions = records.versions(key);
        Optional<Version> asked = versions.stream()
                .filter(each -> version == null || each.stored().version() == version)
                .reduce((earlier, later) -> later)
                .filter(each -> !each.deleted() && isOpen(each));
        return answer(
                receipts.ofRecord(asked.orElseThrow(
                        () -> Refusal.of(Code.NOT_FOUND, "key", "no record under this key is open to you"))),
                content);
    }

    /** A receipt shows a record whole or not at all. */
    private boolean isOpen(Version version) {
        var open = version.stored().open();
        return visitor.view(open.path("type").asText(), "", open, Optional.empty())
                .equals(open);
    }

    private static Response answer(Receipt receipt, boolean content) {
        return Response.ok((content ? receipt : receipt.withoutContent()).bytes())
                .build();
    }
}
