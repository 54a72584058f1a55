package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** What agencies have found about an enterprise. Everybody sees what is published today, and nobody here what is over or repaired. */
@Path("/api/v1/facts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class FactResource {

    private final StatedFacts facts;
    private final Proposals proposals;
    private final Index index;
    private final Visitor visitor;

    FactResource(StatedFacts facts, Proposals proposals, Index index, Visitor visitor) {
        this.facts = facts;
        this.proposals = proposals;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Facts about an enterprise.
     *
     * @param height blocks of the ledger that the answer covers
     * @param isHeld whether this organisation holds facts at all; ask an agency where it does not
     * @param facts by scheme
     */
    public record Facts(long height, boolean isHeld, List<ObjectNode> facts) {}

    @GET
    @Path("{uscc}")
    @PermitAll
    @Operation(summary = "The facts about an enterprise that whoever asks may see today")
    public Facts facts(@PathParam("uscc") String code) {
        Uscc uscc = Uscc.parse(code);
        long height = index.checkpoint().height();
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        StatedFacts.Standing found =
                facts.of(uscc, today, fact -> fact.isPublished(today) || visitor.seesShared(uscc.value()));
        return new Facts(
                height,
                found.isHeld(),
                found.found().stream()
                        .map(each -> visitor.view("fact", uscc.value(), each.node(), Optional.empty()))
                        .toList());
    }

    @POST
    @Path("{scheme}/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer proposes to record a fact; a second person takes the decision")
    public Response record(
            @PathParam("scheme") String scheme,
            @PathParam("uscc") String code,
            @BeanParam WriteHeaders headers,
            byte[] body) {
        Person officer = visitor.mustBePerson();
        return proposals.fact(scheme, Uscc.parse(code), Documents.read(body), headers, officer);
    }

    @POST
    @Path("{scheme}/{uscc}/{factId}/withdrawal")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer proposes to withdraw a fact that was wrong")
    public Response withdraw(
            @PathParam("scheme") String scheme,
            @PathParam("uscc") String code,
            @PathParam("factId") String factId,
            @BeanParam WriteHeaders headers,
            byte[] body) {
        Person officer = visitor.mustBePerson();
        return proposals.withdrawal(scheme, Uscc.parse(code), factId, Documents.read(body), headers, officer);
    }
}
