package org.zoneledger.gateway.filing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DraftRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** A filing that is not finished: kept at the single window for its enterprise alone. */
@Path("/api/v1/filings/{uscc}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "filing")
public class DraftResource {

    private final LedgerClient ledger;
    private final Records records;
    private final Visitor visitor;

    DraftResource(LedgerClient ledger, Records records, Visitor visitor) {
        this.ledger = ledger;
        this.records = records;
        this.visitor = visitor;
    }

    @PUT
    @Path("draft")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "An enterprise keeps a form that it has not finished; unsigned, unchecked, seen by nobody else")
    public Response keep(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        Person clerk = visitor.mustBePerson();
        ObjectNode values = JsonNodeFactory.instance.objectNode().put("uscc", uscc.value());
        values.set("form", Documents.read(body));
        return Documents.answer(ledger.submit(new Submission(
                TransactionName.FILING_DRAFT.wire() + " " + uscc + " " + headers.id(),
                TransactionName.FILING_DRAFT,
                List.of(clerk.actor()),
                Map.of("restricted", Sealed.seal(values, headers.mustHaveSalt()).bytes()),
                Endorsing.alone(Competence.singleWindow()))));
    }

    @GET
    @Path("draft")
    @RolesAllowed(Person.CLERK)
    @Operation(summary = "The draft of the clerk's own enterprise")
    public ObjectNode draft(@PathParam("uscc") String code) {
        Uscc uscc = Uscc.parse(code);
        Person clerk = visitor.mustBePerson();
        clerk.caller().mustBeClerkOf(uscc);
        return records.kept(DraftRules.key(uscc)).stream()
                .findFirst()
                .map(draft -> visitor.view("draft", uscc.value(), draft.values(), Optional.empty()))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no draft"));
    }

    @DELETE
    @Path("draft")
    @RolesAllowed(Person.CLERK)
    @Operation(summary = "The enterprise throws its draft away, with everything it ever held")
    public Response drop(@PathParam("uscc") String code, @BeanParam WriteHeaders headers) {
        Uscc uscc = Uscc.parse(code);
        Person clerk = visitor.mustBePerson();
        return Documents.answer(ledger.submit(new Submission(
                TransactionName.FILING_DROP.wire() + " " + uscc + " " + headers.id(),
                TransactionName.FILING_DROP,
                List.of(uscc.value(), clerk.actor()),
                Map.of(),
                Endorsing.alone(Competence.singleWindow()))));
    }
}
