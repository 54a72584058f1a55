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
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.RepairRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Credit repair (信用修复): one window for enterprises, and the decision of the agency that found the fact. */
@Path("/api/v1/repairs")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class RepairResource {

    private static final int MOST = 1000;

    private final Proposals proposals;
    private final Documents documents;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    RepairResource(Proposals proposals, Documents documents, Records records, Index index, Visitor visitor) {
        this.proposals = proposals;
        this.documents = documents;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Applications.
     *
     * @param height blocks of the ledger that the answer covers
     * @param repairs newest first, at most 1,000
     */
    public record Repairs(long height, List<ObjectNode> repairs) {}

    /** The restricted part names uscc, scheme, factId, ground, statement and materials. */
    @POST
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An enterprise applies for the repair of a fact, signed")
    public Response apply(@BeanParam WriteHeaders headers, byte[] body) {
        Person clerk = visitor.mustBePerson();
        ObjectNode form = Documents.read(body);
        String owner = Competence.ownerOf(form.at("/restricted/scheme").asText());
        form.withObject("/restricted").put("uscc", clerk.enterprise().value());
        return documents.sendSigned(
                TransactionName.CREDIT_REPAIR,
                RepairRules.key(headers.id()),
                (id, version) -> PartyDocument.repair(owner, form, headers.mustHaveSalt(), id, version),
                List.of(),
                headers,
                clerk);
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.CLERK, Person.AUDITOR})
    @Operation(
            summary = "The applications that the agency decides on; those of the clerk's enterprise; all for auditors")
    public Repairs repairs() {
        Person person = visitor.mustBePerson();
        long height = index.checkpoint().height();
        String subject = person.caller().uscc().map(Uscc::value).orElse("");
        String msp =
                person.caller().role() == Role.AUDITOR ? "" : person.caller().msp();
        Stream<Stored> found = subject.isEmpty()
                ? records.requests(RepairRules.key(""), msp, MOST).stream()
                : records.about(subject, RepairRules.key(""), MOST).stream();
        return new Repairs(height, found.map(each -> view(each, subject)).toList());
    }

    @POST
    @Path("{id}/decisions")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "An officer of the agency that found the fact proposes to grant or refuse; a second person decides")
    public Response decide(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        return proposals.repair(id, Documents.read(body), headers, officer);
    }

    private ObjectNode view(Stored repair, String subject) {
        return visitor.view("repair", subject, repair.open(), repair.restricted());
    }
}
