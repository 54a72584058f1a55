package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
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
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.limit.CaptureLimit;

/** Events of EPCIS 2.0 over REST: the SimpleEventQuery, and the capture of one event (sections 12.6 and 12.7 of the standard). */
@Path("/events")
@Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
@Blocking
@Tag(name = "provenance")
public class EventQueryResource {

    private static final String PAGE = Page.at(0);

    private final EventQueryReader reader;
    private final Captures captures;
    private final CaptureLimit limit;
    private final RoutingContext context;
    private final Visitor visitor;

    EventQueryResource(
            EventQueryReader reader, Captures captures, CaptureLimit limit, RoutingContext context, Visitor visitor) {
        this.reader = reader;
        this.captures = captures;
        this.limit = limit;
        this.context = context;
        this.visitor = visitor;
    }

    @POST
    @RolesAllowed(Person.CLERK)
    @Consumes({MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(
            summary =
                    "Captures one EPCIS event, given once it is on the ledger; the sender's signature over the page it makes is"
                            + " in Zone-Signature")
    public Response capture(@BeanParam WriteHeaders headers, byte[] body) {
        Person clerk = visitor.mustBePerson();
        try {
            Captures.Captured captured = limit.during(
                    context,
                    () -> captures.capture(clerk, headers, () -> Page.documentOf(named(CanonicalJson.read(body)))));
            ObjectNode event = captured.page().whole(0);
            String uscc = clerk.enterprise().value();
            return Response.status(captured.committed().replayed() ? 200 : 201)
                    .location(UriBuilder.fromPath("/events/{eventID}")
                            .build(event.path("eventID").asText()))
                    .entity(visitor.view("event", uscc, event, Optional.empty()))
                    .build();
        } catch (RefusalException e) {
            throw ofTheEvent(e.refusal()).exception();
        }
    }

    /** The sender signs the event, so that no gateway can name it for him. */
    private static JsonNode named(JsonNode event) {
        if (event.isObject() && !event.has("eventID")) {
            throw Refusal.of(
                    Code.FIELD_MISSING,
                    "eventID",
                    "an event that is captured alone is found under its eventID, which its sender chooses and signs");
        }
        return event;
    }

    /** A refusal that names a field of the page's only event names it as the sender knows it. */
    private static Refusal ofTheEvent(Refusal refusal) {
        String field = refusal.field();
        return field.startsWith(PAGE)
                ? new Refusal(refusal.code(), field.substring(PAGE.length()).replaceFirst("^\\.", ""), refusal.detail())
                : refusal;
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
