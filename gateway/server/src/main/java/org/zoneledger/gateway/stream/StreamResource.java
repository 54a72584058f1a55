package org.zoneledger.gateway.stream;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Place;
import org.zoneledger.gateway.limit.Asker;

/** Whatever is written on the ledger, told as it comes (server-sent events of the HTML standard, CloudEvents 1.0). */
@Path("/api/v1/stream")
@Tag(name = "stream")
public class StreamResource {

    private final Streams streams;
    private final Feed feed;
    private final Visitor visitor;
    private final HttpServerRequest request;

    StreamResource(Streams streams, Feed feed, Visitor visitor, HttpServerRequest request) {
        this.streams = streams;
        this.feed = feed;
        this.visitor = visitor;
        this.request = request;
    }

    @GET
    @PermitAll
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary =
                    "Every committed version of a record as a CloudEvent, as far as whoever asks may see it; never ends")
    @APIResponse(
            responseCode = "200",
            description =
                    "data is a CloudEvent in JSON, id the place to go on from; a comment every 15 s keeps the connection",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("type") @DefaultValue("") String types,
            @QueryParam("subject") @DefaultValue("") String subject,
            @HeaderParam("Last-Event-ID") @DefaultValue("") String lastEventId,
            @Context Sse sse) {
        Streams.mustBeAsked(request);
        Selection selection =
                Selection.of(types.isEmpty() ? List.of() : Arrays.asList(types.split(",", -1)), "type", subject);
        // a browser that reconnects repeats the address, so that the header is the newer word
        Place place = lastEventId.isEmpty() ? place("from", from) : place("Last-Event-ID", lastEventId);
        Asker asker = visitor.person().map(Asker::of).orElseGet(() -> Asker.of(request));
        return streams.answer(request, asker, feed.tail(place, selection, feed.visitor(visitor.person())), sse);
    }

    private Place place(String field, String text) {
        if (text.isEmpty()) {
            return Place.before(feed.height());
        }
        return Place.parse(text)
                .orElseThrow(() -> Refusal.of(
                        Code.VALUE_INVALID, field, "the id of an event is expected, or the number of a block"));
    }
}
