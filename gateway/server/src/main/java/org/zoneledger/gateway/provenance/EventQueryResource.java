package org.zoneledger.gateway.provenance;

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
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/** The SimpleEventQuery of EPCIS 2.0 over REST (section 12.7 of the standard). */
@Path("/events")
@Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
@Blocking
@Tag(name = "provenance")
public class EventQueryResource {

    private final EventQueryReader reader;

    EventQueryResource(EventQueryReader reader) {
        this.reader = reader;
    }

    @GET
    @PermitAll
    @Operation(
            summary =
                    "The events for which all parameters of a SimpleEventQuery hold, such as EQ_bizStep and MATCH_anyEPC;"
                            + " the next page is in the Link header")
    public Response events(
            @QueryParam("perPage")
                    @DefaultValue("30")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
                    String perPage,
            @QueryParam("nextPageToken") String nextPageToken,
            UriInfo uri) {
        EventQuery query = EventQuery.parse(uri.getQueryParameters());
        EventQueryReader.Answer answer = reader.page(query, nextPageToken, Paging.perPage(perPage));
        return EpcisAnswer.of(EpcisAnswer.document(answer.events()), uri, answer.next());
    }

    @GET
    @Path("{eventID}")
    @PermitAll
    @Operation(summary = "The event with an eventID; the one that was captured first when several have it")
    public Response event(@PathParam("eventID") String eventID, UriInfo uri) {
        EventQuery query = EventQuery.parse(Map.of(
                "EQ_eventID", List.of(eventID), "orderBy", List.of("eventTime"), "orderDirection", List.of("ASC")));
        return reader.page(query, null, 1).events().stream()
                .findFirst()
                .map(event -> EpcisAnswer.of(event, uri, Optional.empty()))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "eventID", "the ledger has no such event"));
    }
}
