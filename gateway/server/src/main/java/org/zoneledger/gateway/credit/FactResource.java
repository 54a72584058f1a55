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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Fact;
import org.zoneledger.domain.credit.FactRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** What agencies have found about an enterprise. Everybody sees what is published today, and nobody here what is over or repaired. */
@Path("/api/v1/facts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class FactResource {

    private final Cases cases;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    FactResource(Cases cases, Records records, Index index, Visitor visitor) {
        this.cases = cases;
        this.records = records;
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
        boolean isHeld = false;
        List<ObjectNode> facts = new ArrayList<>();
        for (String scheme : Competence.creditSchemes().keySet()) {
            Optional<Sealed> roll = records.find(FactRules.key(scheme, uscc)).flatMap(Records.Stored::restricted);
            isHeld |= roll.isPresent();
            FactRules.facts(roll.orElse(Sealed.none())).stream()
                    .filter(fact -> isShown(fact, uscc, today))
                    .forEach(fact -> facts.add(view(scheme, uscc, fact, today)));
        }
        return new Facts(height, isHeld, facts);
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
        ObjectNode document = Documents.read(body);
        ObjectNode fact = document.withObject("/restricted").withObject("/fact");
        fact.put("factId", headers.id());
        Fact.read(fact, "restricted.fact");
        return propose(scheme, Uscc.parse(code), "RECORD", headers.id(), document, headers);
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
        return propose(scheme, Uscc.parse(code), "WITHDRAW", DocumentId.check(factId), Documents.read(body), headers);
    }

    private Response propose(
            String scheme, Uscc uscc, String step, String factId, ObjectNode document, WriteHeaders headers) {
        Person officer = visitor.mustBePerson();
        officer.caller().mustBeOfficerOf(Competence.ownerOf(scheme));
        Sealed fact = Documents.seal(document, headers);
        document.put("scheme", scheme);
        document.put("uscc", uscc.value());
        document.put("step", step);
        document.put("factId", factId);
        cases.completeSlot(document, FactRules.key(scheme, uscc), headers);
        return cases.propose(TransactionName.CREDIT_STATE, document, fact, headers, officer);
    }

    private boolean isShown(Fact fact, Uscc uscc, LocalDate today) {
        return !fact.isOver(today) && (fact.isPublished(today) || visitor.seesShared(uscc.value()));
    }

    private ObjectNode view(String scheme, Uscc uscc, Fact fact, LocalDate today) {
        ObjectNode node = fact.node().put("scheme", scheme);
        fact.lastPublished(today).ifPresent(last -> node.put("lastPublished", last.toString()));
        if (fact.kind().isAdverse()) {
            node.put("firstRepair", fact.firstRepair(today).toString());
        }
        return visitor.view("fact", uscc.value(), node, Optional.empty());
    }
}
