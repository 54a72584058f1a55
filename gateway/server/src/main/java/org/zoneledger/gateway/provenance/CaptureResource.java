package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.WriteHeaders;
import org.zoneledger.gateway.limit.CaptureLimit;

/** EPCIS 2.0 capture (section 12.6 of the standard): a document of 1 to 1,000 events becomes one page on the ledger. */
@Path("/capture")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "provenance")
public class CaptureResource {

    private final Captures captures;
    private final CaptureLimit limit;
    private final RoutingContext context;
    private final Records records;
    private final Visitor visitor;

    CaptureResource(Captures captures, CaptureLimit limit, RoutingContext context, Records records, Visitor visitor) {
        this.captures = captures;
        this.limit = limit;
        this.context = context;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * A capture job as EPCIS 2.0 describes it. A page is written whole or not at all, and a job is known once it has succeeded.
     *
     * @param captureErrorBehaviour always rollback
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record CaptureJob(
            String captureID,
            String createdAt,
            String finishedAt,
            boolean running,
            boolean success,
            String captureErrorBehaviour,
            List<String> errors) {}

    @POST
    @RolesAllowed(Person.CLERK)
    @Consumes({MediaType.APPLICATION_JSON, "application/ld+json", MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Operation(summary = "Captures EPCIS events; the sender's signature over the page they make is in Zone-Signature")
    public Response capture(@BeanParam WriteHeaders headers, @Context HttpHeaders request, byte[] body) {
        Person clerk = visitor.mustBePerson();
        Captures.Captured captured = limit.during(
                context,
                () -> captures.capture(
                        clerk,
                        headers,
                        () -> isXml(request.getMediaType()) ? EpcisXmlWire.document(body) : CanonicalJson.read(body)));
        return Response.accepted(captured.committed())
                .location(URI.create("/capture/" + headers.id()))
                .build();
    }

    /** A body that does not say what it is, is JSON. */
    private static boolean isXml(MediaType type) {
        return type != null && type.getSubtype().equals("xml");
    }

    @GET
    @RolesAllowed(Person.CLERK)
    @Operation(summary = "The capture jobs of the own enterprise, newest first; the next page is in the Link header")
    @APIResponse(
            responseCode = "200",
            description = "A page of jobs",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CaptureJob.class)))
    public Response jobs(
            @QueryParam("perPage")
                    @DefaultValue("30")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
                    String perPage,
            @QueryParam("nextPageToken") String nextPageToken,
            UriInfo uri) {
        String owner = visitor.mustBePerson().enterprise().value();
        int most = Paging.perPage(perPage);
        List<Records.Stored> found =
                records.captures(owner, nextPageToken == null ? "" : last(owner, nextPageToken), most + 1);
        List<CaptureJob> jobs =
                found.stream().limit(most).map(CaptureResource::job).toList();
        var answer = Response.ok(jobs);
        if (found.size() > most) {
            answer.header("Link", Paging.next(uri, jobs.get(most - 1).captureID()));
        }
        return answer.build();
    }

    /** The page head after which a page begins: a token is the last captureID of the page before. */
    private String last(String owner, String token) {
        String key = PageRules.headKey(DocumentId.check(token));
        return records.find(key)
                .filter(head -> head.open().path("uscc").asText().equals(owner))
                .map(Records.Stored::key)
                .orElseThrow(() ->
                        Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token out of a Link header is expected"));
    }

    @GET
    @Path("{captureID}")
    @PermitAll
    @Operation(summary = "A capture job")
    public CaptureJob job(@PathParam("captureID") String captureID) {
        return job(records.find(PageRules.headKey(DocumentId.check(captureID)))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "captureID", "the ledger has no such capture")));
    }

    private static CaptureJob job(Records.Stored head) {
        String at = head.open().path("at").asText();
        String captureID = head.key().substring(PageRules.headKey("").length());
        return new CaptureJob(captureID, at, at, false, true, "rollback", List.of());
    }
}
