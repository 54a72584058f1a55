package org.zoneledger.gateway.filing;

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
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.CorrectionRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Correction requests (数据校核纠错): a wrong value, who answers for it, and the answer. */
@Path("/api/v1/corrections")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "filing")
public class CorrectionResource {

    private static final int MOST = 1000;

    private final Documents documents;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    CorrectionResource(Documents documents, Records records, Index index, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Correction requests.
     *
     * @param height blocks of the ledger that the answer covers
     * @param corrections newest first, at most 1,000
     */
    public record Corrections(long height, List<ObjectNode> corrections) {}

    @POST
    @RolesAllowed({Person.OFFICER, Person.CLERK})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency or the enterprise itself asks whoever answers for a field to correct it")
    public Response request(@BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        var asked = document.path("restricted");
        document.put(
                "owner",
                CorrectionRules.owner(
                        asked.path("target").asText(), asked.path("field").asText()));
        Sealed restricted = Documents.seal(document, headers);
        return Documents.answer(documents.commit(
                TransactionName.FILING_CORRECT,
                CorrectionRules.key(headers.id()),
                document,
                restricted,
                Endorsing.ownedBy(List.of()),
                headers,
                visitor.mustBePerson()));
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.CLERK, Person.AUDITOR})
    @Operation(
            summary =
                    "The corrections that the agency asked for or answers; those about the clerk's enterprise; all for auditors")
    public Corrections corrections() {
        Person person = visitor.mustBePerson();
        long height = index.checkpoint().height();
        String subject = person.caller().uscc().map(Uscc::value).orElse("");
        String msp =
                person.caller().role() == Role.AUDITOR ? "" : person.caller().msp();
        Stream<Stored> found = subject.isEmpty()
                ? records.requests(CorrectionRules.key(""), msp, MOST).stream()
                : records.about(subject, CorrectionRules.key(""), MOST).stream();
        return new Corrections(
                height,
                found.map(each -> visitor.view("correction", subject, each.open(), each.restricted()))
                        .toList());
    }

    @POST
    @Path("{id}/decisions")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The agency that answers for the field accepts or refuses")
    public Response answer(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        ObjectNode document = Documents.read(body);
        document.put("correction", DocumentId.check(id));
        Sealed reason = Documents.seal(document, headers);
        return Documents.answer(documents.commit(
                TransactionName.FILING_ANSWER,
                CorrectionRules.key(id),
                document,
                reason,
                Endorsing.ownedBy(List.of(officer.caller().msp())),
                headers,
                officer));
    }
}
