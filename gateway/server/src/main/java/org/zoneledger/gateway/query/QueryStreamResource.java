package org.zoneledger.gateway.query;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.limit.Asker;
import org.zoneledger.gateway.stream.Streams;

/** What a query finds, told as it comes (server-sent events of the HTML standard). */
@Path("/queries")
@Tag(name = "provenance")
public class QueryStreamResource {

    private final Streams streams;
    private final EventFeed feed;
    private final Queries queries;
    private final Policy policy;
    private final Visitor visitor;
    private final HttpServerRequest request;

    QueryStreamResource(
            Streams streams,
            EventFeed feed,
            Queries queries,
            Policy policy,
            Visitor visitor,
            HttpServerRequest request) {
        this.streams = streams;
        this.feed = feed;
        this.queries = queries;
        this.policy = policy;
        this.visitor = visitor;
        this.request = request;
    }

    @GET
    @Path("{queryName}/stream")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "The events that a query finds, as they come on the ledger; never ends")
    @APIResponse(
            responseCode = "200",
            description = "data is an EPCISQueryDocument of one event, id the place to go on from;"
                    + " a comment every 15 s keeps the connection",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(
            @PathParam("queryName") String queryName,
            @QueryParam("from") @DefaultValue("") String from,
            @HeaderParam("Last-Event-ID") @DefaultValue("") String lastEventId,
            @Context Sse sse) {
        Streams.mustBeAsked(request);
        Person person = visitor.mustBePerson();
        NamedQuery query = queries.find(person.certificate(), queryName).orElseThrow(Queries::unknown);
        query.mustStand();
        // a browser that reconnects repeats the address, so that the header is the newer word
        long place = lastEventId.isEmpty() ? place("from", from) : place("Last-Event-ID", lastEventId);
        Visitor reader = Visitor.standing(Optional.of(person), policy);
        return streams.answer(request, Asker.of(person), new EventTail(feed, query, reader, place), sse);
    }

    private long place(String field, String text) {
        if (text.isEmpty()) {
            return feed.end();
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw Refusal.of(Code.VALUE_INVALID, field, "the id of an event of the stream is expected, or 0 for all");
        }
        return Long.parseLong(text);
    }
}
