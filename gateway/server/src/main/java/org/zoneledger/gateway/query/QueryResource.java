package org.zoneledger.gateway.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.provenance.EpcisAnswer;
import org.zoneledger.gateway.provenance.EventQueryReader;
import org.zoneledger.gateway.provenance.Paging;

/** Named queries of EPCIS 2.0 (section 12.7 of the standard); each person has their own. */
@Path("/queries")
@Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
@Blocking
@Tag(name = "provenance")
public class QueryResource {

    private final Queries queries;
    private final EventQueryReader reader;
    private final Visitor visitor;

    QueryResource(Queries queries, EventQueryReader reader, Visitor visitor) {
        this.queries = queries;
        this.reader = reader;
        this.visitor = visitor;
    }

    @POST
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Consumes({MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(
            summary = "Keeps a query under a name: {name, query}, query the parameters of a SimpleEventQuery by name")
    public Response keep(byte[] body) {
        NamedQuery query =
                NamedQuery.of(Documents.read(body), visitor.mustBePerson().certificate(), Instant.now());
        return Response.status(queries.add(query) ? 201 : 200)
                .location(URI.create("/queries/" + query.name()))
                .entity(query.answer())
                .build();
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "One's own queries")
    public List<ObjectNode> own() {
        return queries.of(visitor.mustBePerson().certificate()).stream()
                .map(NamedQuery::answer)
                .toList();
    }

    @GET
    @Path("{queryName}")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "One of one's own queries")
    public ObjectNode query(@PathParam("queryName") String queryName) {
        return find(queryName).answer();
    }

    @DELETE
    @Path("{queryName}")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "Ends one of one's own queries, with its subscriptions")
    public void end(@PathParam("queryName") String queryName) {
        queries.remove(find(queryName));
    }

    @GET
    @Path("{queryName}/events")
    @RolesAllowed({Person.OFFICER, Person.CLERK, Person.AUDITOR, Person.REVIEWER})
    @Operation(summary = "The events that a query finds; the next page is in the Link header")
    public Response events(
            @PathParam("queryName") String queryName,
            @QueryParam("perPage")
                    @DefaultValue("30")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
                    String perPage,
            @QueryParam("nextPageToken") String nextPageToken,
            UriInfo uri) {
        NamedQuery query = find(queryName);
        EventQueryReader.Answer answer = reader.page(query.query(), nextPageToken, Paging.perPage(perPage));
        return EpcisAnswer.of(
                EpcisAnswer.document(query.name(), Optional.empty(), answer.events()), uri, answer.next());
    }

    private NamedQuery find(String name) {
        return queries.find(visitor.mustBePerson().certificate(), name).orElseThrow(Queries::unknown);
    }
}
