package org.zoneledger.gateway.credit;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** The agencies' credit words. */
@Path("/api/v1/assertions/{scheme}/{uscc}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class AssertionResource {

    private final Proposals proposals;
    private final Visitor visitor;

    AssertionResource(Proposals proposals, Visitor visitor) {
        this.proposals = proposals;
        this.visitor = visitor;
    }

    @PUT
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
}
