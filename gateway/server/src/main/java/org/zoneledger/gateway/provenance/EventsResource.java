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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Events.Cursor;
import org.zoneledger.gateway.index.Things;

/** EPCIS 2.0 queries for one EPC or class (section 12.7 of the standard). */
@Path("/epcs/{epc}/events")
@Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
@Blocking
@Tag(name = "provenance")
public class EventsResource {

    private final Events events;
    private final EventView view;

    EventsResource(Events events, EventView view) {
        this.events = events;
        this.view = view;
    }

    @GET
    @PermitAll
    @Operation(summary = "The events that name an EPC or a class, by time; the next page is in the Link header")
    public Response events(
            @PathParam("epc") String epc,
            @QueryParam("perPage")
                    @DefaultValue("30")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
                    String perPage,
            @QueryParam("nextPageToken") String token,
            UriInfo uri) {
        int most = Paging.perPage(perPage);
        DigitalLink link = Things.of(EpcUri.parse(epc).link());
        List<Events.Stored> found = events.naming(link.uri(), cursor(token), most + 1);
        boolean more = found.size() > most;
        List<Events.Stored> shown = more ? found.subList(0, most) : found;
        return EpcisAnswer.of(
                EpcisAnswer.document(shown.stream().map(view::of).toList()),
                uri,
                more ? Optional.of(token(shown.get(most - 1))) : Optional.empty());
    }

    private static String token(Events.Stored last) {
        return last.time().toEpochMilli() + "." + last.id();
    }

    private static Cursor cursor(String token) {
        if (token == null) {
            return Cursor.START;
        }
        if (!token.matches("-?[0-9]{1,15}\\.[0-9]{1,18}")) {
            throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token out of a Link header is expected");
        }
        int dot = token.indexOf('.');
        return new Cursor(Long.parseLong(token.substring(0, dot)), Long.parseLong(token.substring(dot + 1)));
    }
}
