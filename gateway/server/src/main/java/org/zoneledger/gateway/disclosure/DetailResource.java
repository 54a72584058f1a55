package org.zoneledger.gateway.disclosure;

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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.DetailRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.filing.RecordAnswer;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** What an agency knows of an enterprise and gives out on a ground (T2): its values stay at the agency's own peer. */
@Path("/api/v1/details/{scheme}/{uscc}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class DetailResource {

    private final Documents documents;
    private final LedgerClient ledger;
    private final Records records;
    private final Visitor visitor;

    DetailResource(Documents documents, LedgerClient ledger, Records records, Visitor visitor) {
        this.documents = documents;
        this.ledger = ledger;
        this.records = records;
        this.visitor = visitor;
    }

    @PUT
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency describes what it knows, by digests, and keeps the values at its own peer")
    public Response put(
            @PathParam("scheme") String scheme,
            @PathParam("uscc") String code,
            @BeanParam WriteHeaders headers,
            byte[] body) {
        Uscc uscc = Uscc.parse(code);
        String owner = Competence.ownerOf(scheme);
        Person officer = visitor.mustBePerson();
        officer.caller().mustBeOfficerOf(owner);
        ObjectNode document = PartyDocument.about(uscc, Documents.read(body));
        document.put("scheme", scheme);
        Sealed values = Documents.seal(document, headers);
        Committed described = documents.commit(
                TransactionName.DISCLOSURE_DESCRIBE,
                DetailRules.key(scheme, uscc),
                document,
                Sealed.none(),
                Endorsing.ownedBy(List.of(owner)),
                headers,
                officer);
        if (isOvertaken(described)) {
            return Documents.answer(described);
        }
        // the values come second: a repetition after a failure in between puts them in their place
        ledger.submit(new Submission(
                TransactionName.DISCLOSURE_KEEP.wire() + " " + described.key() + " " + headers.id(),
                TransactionName.DISCLOSURE_KEEP,
                List.of(scheme, uscc.value(), officer.actor()),
                Map.of("restricted", values.bytes()),
                Endorsing.alone(owner)));
        return Documents.answer(described);
    }

    /** Whether other details have followed: a late repetition does not bring the old values back. */
    private boolean isOvertaken(Committed described) {
        return records.find(described.key())
                .filter(now -> now.version() > described.version())
                .isPresent();
    }

    @GET
    @PermitAll
    @Operation(summary = "Which details an agency has of an enterprise; their values for the agency's own people")
    public Response get(@PathParam("scheme") String scheme, @PathParam("uscc") String code) {
        Competence.ownerOf(scheme);
        return RecordAnswer.of(records.find(DetailRules.key(scheme, Uscc.parse(code))), "detail", visitor);
    }
}
