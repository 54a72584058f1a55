package org.zoneledger.gateway.credit;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.credit.Results.Progress;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** The agencies' credit words, one at a time or up to 2,000 from a file. */
@Path("/api/v1/assertions/{scheme}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class AssertionResource {

    private final Proposals proposals;
    private final Results results;
    private final Visitor visitor;

    AssertionResource(Proposals proposals, Results results, Visitor visitor) {
        this.proposals = proposals;
        this.results = results;
        this.visitor = visitor;
    }

    @PUT
    @Path("{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer proposes the agency's word about an enterprise; a second person takes it")
    public Response propose(
            @PathParam("scheme") String scheme,
            @PathParam("uscc") String code,
            @BeanParam WriteHeaders headers,
            byte[] body) {
        Person officer = visitor.mustBePerson();
        return proposals.word(scheme, Uscc.parse(code), Documents.read(body), headers, officer);
    }

    @POST
    @Path("imports")
    @RolesAllowed(Person.OFFICER)
    @Consumes("text/csv")
    @Operation(summary = "An officer proposes the agency's words of a file, one a line, if every line passes")
    public Response proposeAll(@PathParam("scheme") String scheme, @BeanParam WriteHeaders headers, byte[] body) {
        return accepted(results.propose(scheme, body, headers, visitor.mustBePerson()));
    }

    @GET
    @Path("imports/{importID}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "How far an import of the agency's words is, and which lines were refused why")
    public Progress progress(@PathParam("scheme") String scheme, @PathParam("importID") String importID) {
        return results.progress(scheme, importID, visitor.mustBePerson());
    }

    @POST
    @Path("imports/{importID}/approval")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "A second person takes the words of an import that are still open; sending it again is safe")
    public Response approve(@PathParam("scheme") String scheme, @PathParam("importID") String importID) {
        return accepted(results.approve(scheme, importID, visitor.mustBePerson()));
    }

    private static Response accepted(Progress progress) {
        String path = "/api/v1/assertions/" + progress.scheme() + "/imports/" + progress.importID();
        return Response.accepted(progress).location(URI.create(path)).build();
    }
}
