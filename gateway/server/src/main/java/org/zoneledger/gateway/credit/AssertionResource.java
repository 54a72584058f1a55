package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.CreditRules;
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

    private final Cases cases;
    private final Visitor visitor;

    AssertionResource(Cases cases, Visitor visitor) {
        this.cases = cases;
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
        Uscc uscc = Uscc.parse(code);
        Person officer = visitor.mustBePerson();
        officer.caller().mustBeOfficerOf(Competence.ownerOf(scheme));
        ObjectNode assertion = Documents.read(body);
        cases.completeSlot(assertion, CreditRules.key(scheme, uscc), headers);
        CreditRules.Split split = AssertionWire.split(scheme, uscc, assertion, headers);
        CreditRules.check(split.document(), split.restricted(), LocalDate.now(CreditRules.BEIJING));
        return cases.propose(TransactionName.CREDIT_ASSESS, split.document(), split.restricted(), headers, officer);
    }
}
