package org.zoneledger.gateway.provenance;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;

/** EPCIS 2.0 queries for one EPC or class (section 12.7 of the standard). */
@Path("/epcs/{epc}/events")
@Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
@Blocking
@Tag(name = "provenance")
public class EventsResource {

    private final EventQueryReader reader;

    EventsResource(EventQueryReader reader) {
        this.reader = reader;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "The events that name an EPC or a class, with the parameters of a query beside;"
                    + " the next page is in the Link header")
    public Response events(@PathParam("epc") String epc, @BeanParam VocabularyResource.Page page, UriInfo uri) {
        boolean isClass = EpcUri.parse(epc).link() instanceof DigitalLink.Item item
                && item.serial().isEmpty();
        return VocabularyResource.events(reader, isClass ? "MATCH_anyEPCClass" : "MATCH_anyEPC", epc, page, uri);
    }
}
