package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
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
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.provenance.RecallRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.filing.RecordAnswer;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.provenance.TraceView.TraceNode;

/** Recalls of products by market regulation. */
@Path("/api/v1/recalls")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "provenance")
public class RecallResource {

    private final Documents documents;
    private final Records records;
    private final Recalls recalls;
    private final RecallReach reach;
    private final Index index;
    private final Visitor visitor;

    RecallResource(
            Documents documents, Records records, Recalls recalls, RecallReach reach, Index index, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.recalls = recalls;
        this.reach = reach;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * The recalls in force.
     *
     * @param height blocks of the ledger that the answer covers
     * @param recalls by id, at most 1,000
     */
    public record Open(long height, List<ObjectNode> recalls) {}

    /**
     * What a recall reaches, traced forward.
     *
     * @param height blocks that the answer covers; all pages cover the same
     * @param complete whether nothing is left out: the last page, and no trace was cut
     * @param cut why it is not: more (see Link), fanOut or size
     * @param affected batch after batch of the recall; what two batches lead to is listed with both
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Reach(String recall, long height, boolean complete, Optional<String> cut, List<TraceNode> affected) {}

    @POST
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Market regulation recalls batches of a product, or all of it")
    public Response open(@BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        if (document.path("gtin").isTextual()) {
            document.put("gtin", Gtin.parse(document.get("gtin").textValue()).value());
        }
        return Response.fromResponse(documents.send(
                        TransactionName.PROVENANCE_RECALL,
                        RecallRules.key(headers.id()),
                        document,
                        Sealed.none(),
                        List.of(RecallRules.owner()),
                        headers,
                        visitor.mustBePerson()))
                .location(URI.create("/api/v1/recalls/" + headers.id()))
                .build();
    }

    @GET
    @PermitAll
    @Operation(summary = "The recalls in force")
    public Open recalls() {
        long height = index.checkpoint().height();
        return new Open(
                height,
                recalls.open().stream()
                        .map(recall -> visitor.view("recall", "", recall, Optional.empty()))
                        .toList());
    }

    @GET
    @Path("{id}")
    @PermitAll
    @Operation(summary = "A recall, in force or closed")
    public Response recall(@PathParam("id") String id) {
        return RecordAnswer.of(records.find(RecallRules.key(DocumentId.check(id))), "recall", visitor);
    }

    @GET
    @Path("{id}/affected")
    @PermitAll
    @Operation(
            summary =
                    "What a recall reaches: its batches, their items, what was made of them, what carries them, and who"
                            + " had them last; the next page is in the Link header")
    @APIResponse(
            responseCode = "200",
            description = "A page of what it reaches",
            content = @Content(schema = @Schema(implementation = Reach.class)))
    public Response affected(
            @PathParam("id") String id,
            @QueryParam("perPage")
                    @DefaultValue("100")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
                    String perPage,
            @QueryParam("nextPageToken") String nextPageToken,
            UriInfo uri) {
        RecallReach.Page page = reach.page(id, nextPageToken, Paging.perPage(perPage));
        var answer = Response.ok(page.reach());
        page.next().ifPresent(next -> answer.header("Link", Paging.next(uri, next)));
        return answer.build();
    }

    @POST
    @Path("{id}/closure")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Market regulation ends a recall")
    public Response close(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        document.put("recall", DocumentId.check(id));
        return documents.send(
                TransactionName.PROVENANCE_CLOSE,
                RecallRules.key(id),
                document,
                Sealed.none(),
                List.of(RecallRules.owner()),
                headers,
                visitor.mustBePerson());
    }
}
