package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.EvaluationRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Third parties that evaluate enterprises: whom commerce has accredited, and what they say. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class EvaluationResource {

    private static final int MOST = 1000;

    private final Proposals proposals;
    private final Documents documents;
    private final Records records;
    private final Visitor visitor;

    EvaluationResource(Proposals proposals, Documents documents, Records records, Visitor visitor) {
        this.proposals = proposals;
        this.documents = documents;
        this.records = records;
        this.visitor = visitor;
    }

    @GET
    @Path("accreditations")
    @PermitAll
    @Operation(summary = "The evaluators that were ever accredited, with the last day of each")
    public List<ObjectNode> accreditations() {
        return records.under("accreditation/", MOST).stream()
                .map(each -> visitor.view("accreditation", "", each.open(), Optional.empty()))
                .toList();
    }

    @PUT
    @Path("accreditations/{uscc}")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer of commerce proposes to accredit an evaluator, or to end that")
    public Response accredit(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        return proposals.accreditation(Uscc.parse(code), Documents.read(body), headers, visitor.mustBePerson());
    }

    @PUT
    @Path("evaluations/{uscc}")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An accredited evaluator says what it thinks of an enterprise, signed")
    public Response evaluate(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Person clerk = visitor.mustBePerson();
        Uscc subject = Uscc.parse(code);
        ObjectNode form = Documents.read(body);
        form.put("evaluator", clerk.enterprise().value());
        return documents.sendSigned(
                TransactionName.CREDIT_EVALUATE,
                EvaluationRules.key(subject),
                (id, version) -> PartyDocument.of(subject, form, Optional.empty(), id, version),
                List.of(),
                headers,
                clerk);
    }

    @GET
    @Path("evaluations/{uscc}")
    @PermitAll
    @Operation(summary = "What evaluators say of an enterprise")
    public List<ObjectNode> evaluations(@PathParam("uscc") String code) {
        return records.find(EvaluationRules.key(Uscc.parse(code))).stream()
                .map(each -> visitor.view("evaluations", "", each.open(), Optional.empty()))
                .toList();
    }
}
