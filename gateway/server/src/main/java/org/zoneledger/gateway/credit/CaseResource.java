package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** The worklist of an agency: decisions that one person has proposed and a second one takes or refuses. */
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class CaseResource {

    private static final int MOST = 1000;

    private final Cases cases;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    CaseResource(Cases cases, Records records, Index index, Visitor visitor) {
        this.cases = cases;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Cases of an agency.
     *
     * @param height blocks of the ledger that the answer covers
     * @param cases newest first, at most 1,000
     */
    public record CaseList(long height, List<ObjectNode> cases) {}

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.AUDITOR})
    @Operation(summary = "The cases of the agency; all for auditors")
    public CaseList cases() {
        Person person = visitor.mustBePerson();
        long height = index.checkpoint().height();
        String msp =
                person.caller().role() == Role.AUDITOR ? "" : person.caller().msp();
        return new CaseList(
                height,
                records.requests(CaseRules.key(""), msp, MOST).stream()
                        .map(this::view)
                        .toList());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.AUDITOR})
    @Operation(summary = "A case with what was proposed")
    public ObjectNode find(@PathParam("id") String id) {
        return view(stored(id));
    }

    @POST
    @Path("{id}/approval")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "A second person takes the decision; sending it again is safe")
    public Response approve(@PathParam("id") String id) {
        return Documents.answer(cases.approve(DocumentId.check(id), visitor.mustBePerson()));
    }

    @POST
    @Path("{id}/refusal")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A second person refuses the proposal")
    public Response refuse(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        return cases.refuse(DocumentId.check(id), Documents.read(body), headers, visitor.mustBePerson());
    }

    private Stored stored(String id) {
        return records.find(CaseRules.key(DocumentId.check(id)))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "case", "there is no such case"));
    }

    private ObjectNode view(Stored proposal) {
        return visitor.view("case", "", proposal.open(), proposal.restricted());
    }
}
