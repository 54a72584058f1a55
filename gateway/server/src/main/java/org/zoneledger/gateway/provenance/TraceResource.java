package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Things;
import org.zoneledger.gateway.provenance.Trace.Direction;
import org.zoneledger.gateway.provenance.TraceReader.Listed;
import org.zoneledger.gateway.provenance.TraceReader.Question;
import org.zoneledger.gateway.provenance.TraceView.TraceNode;

/** Where a thing came from, and what became of it: through transformations, packing and unpacking, batches and items. */
@Path("/epcs/{epc}/trace")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "provenance")
public class TraceResource {

    private final TraceReader reader;
    private final TraceView view;
    private final Index index;

    TraceResource(TraceReader reader, TraceView view, Index index) {
        this.reader = reader;
        this.view = view;
        this.index = index;
    }

    /**
     * A page of a trace.
     *
     * @param epc canonical Digital Link that it starts from
     * @param direction forward or backward
     * @param at moment at which the thing and its content count; any time when it is absent
     * @param height blocks that the answer covers; all pages of a trace cover the same
     * @param complete whether nothing is left out: the last page of a trace that was not cut
     * @param cut why it is not: more (the next page goes on, see Link), fanOut (a thing has more links of a kind than are
     *     followed) or size (there are more things than a trace lists)
     * @param nodes breadth first
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TraceAnswer(
            String epc,
            String direction,
            Optional<String> at,
            long height,
            boolean complete,
            Optional<String> cut,
            List<TraceNode> nodes) {}

    /** How far a trace was listed, and as of which height. */
    private record Token(long height, int offset) {

        static Token parse(String text, long height) {
            if (text == null) {
                return new Token(height, 0);
            }
            if (text.matches("[0-9]{1,15}\\.[0-9]{1,5}")) {
                int dot = text.indexOf('.');
                Token token =
                        new Token(Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
                if (token.height <= height && token.offset <= Trace.MOST_NODES) {
                    return token;
                }
            }
            throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token out of a Link header is expected");
        }

        @Override
        public String toString() {
            return height + "." + offset;
        }
    }

    @GET
    @PermitAll
    @Operation(
            summary =
                    "What became of a thing (forward) or what it came from (backward), breadth first, with what carried it;"
                            + " the next page is in the Link header")
    @APIResponse(
            responseCode = "200",
            description = "A page of the trace",
            content = @Content(schema = @Schema(implementation = TraceAnswer.class)))
    public Response trace(
            @PathParam("epc") String epc,
            @QueryParam("direction")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"forward", "backward"}))
                    String direction,
            @QueryParam("at") @Parameter(description = "A time with offset") String at,
            @QueryParam("perPage")
                    @DefaultValue("100")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
                    String perPage,
            @QueryParam("nextPageToken") String nextPageToken,
            UriInfo uri) {
        int most = Paging.perPage(perPage);
        Direction way = direction(direction);
        Optional<Long> moment = Optional.ofNullable(at).map(TraceResource::moment);
        Token token = Token.parse(nextPageToken, index.checkpoint().height());
        String thing = Things.of(EpcUri.parse(epc).link()).uri();
        Listed listed = reader.page(new Question(thing, way, moment, token.height()), token.offset(), most);
        Optional<String> cut =
                listed.hasMore() ? Optional.of("more") : listed.cut().map(Enum::name);
        var answer = Response.ok(new TraceAnswer(
                thing,
                way.name(),
                Optional.ofNullable(at),
                token.height(),
                cut.isEmpty(),
                cut,
                view.of(listed.found())));
        if (listed.hasMore()) {
            Token next =
                    new Token(token.height(), token.offset() + listed.found().size());
            answer.header("Link", Paging.next(uri, next.toString()));
        }
        return answer.build();
    }

    private static Direction direction(String text) {
        for (Direction each : Direction.values()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw Refusal.of(Code.VALUE_INVALID, "direction", "the direction is forward or backward");
    }

    private static long moment(String at) {
        try {
            return OffsetDateTime.parse(at).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Refusal.of(Code.TIME_INVALID, "at", "a time with date, seconds and offset is expected");
        }
    }
}
