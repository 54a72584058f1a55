package org.zoneledger.gateway.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.access.Person;

/** What scans of a product's codes hint at. */
@Path("/api/v1/scans")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "provenance")
public class ScanResource {

    private final Scans scans;

    ScanResource(Scans scans) {
        this.scans = scans;
    }

    /**
     * The scans of a product at this gateway.
     *
     * @param things the product, its batches and items that were scanned; scans far apart first, then of unknown numbers, then by
     *     their number; at most 1,000
     */
    public record Scanned(String gtin, List<Thing> things) {}

    /**
     * The scans of one thing.
     *
     * @param thing path of its Digital Link
     * @param scans of its code
     * @param first day of the first one, in China
     * @param last day of the last one
     * @param unknown scans of a number below it that is on no record: a serial of a batch, a batch of a product
     * @param farApart scans more than 500 km from another one less than an hour before
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Thing(
            String thing, long scans, Optional<String> first, Optional<String> last, long unknown, long farApart) {}

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "How often the codes of a product were scanned here, and what looks like copies")
    public Scanned scans(@QueryParam("gtin") String gtin) {
        Gtin product = Gtin.parse(gtin == null ? "" : gtin);
        List<Thing> things = new ArrayList<>();
        scans.under(DigitalLink.Item.product(product))
                .forEach((thing, tally) -> things.add(new Thing(
                        thing,
                        tally.scans(),
                        tally.first().map(Object::toString),
                        tally.last().map(Object::toString),
                        tally.unknown(),
                        tally.farApart())));
        return new Scanned(product.value(), things);
    }
}
