package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.DetailRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.LedgerClient;
import org.zoneledger.gateway.ledger.Submission;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** What an agency notes about an enterprise for itself alone (T3): no other organisation's peer holds it. */
@Path("/api/v1/notes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class NoteResource {

    private static final int MOST = 1000;

    private final LedgerClient ledger;
    private final Records records;
    private final Visitor visitor;

    NoteResource(LedgerClient ledger, Records records, Visitor visitor) {
        this.ledger = ledger;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * An agency's notes about an enterprise.
     *
     * @param notes at most 1,000
     */
    public record Notes(String uscc, List<ObjectNode> notes) {}

    @POST
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "An officer notes something; the Idempotency-Key is 32 random hexadecimal digits, so that its hash says nothing")
    public Response note(@BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        Sealed note = Sealed.seal(Documents.read(body), headers.mustHaveSalt());
        return Documents.answer(ledger.submit(new Submission(
                TransactionName.DISCLOSURE_NOTE.wire() + " " + headers.id(),
                TransactionName.DISCLOSURE_NOTE,
                List.of(headers.id(), officer.actor()),
                Map.of("restricted", note.bytes()),
                Endorsing.alone(officer.caller().msp()))));
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER})
    @Operation(summary = "The agency's own notes about an enterprise")
    public Notes notes(@QueryParam("uscc") String code) {
        Uscc uscc = Uscc.parse(String.valueOf(code));
        List<ObjectNode> notes = new ArrayList<>();
        records.keptAbout(uscc.value(), "note/", MOST).forEach((key, note) -> {
            ObjectNode seen = visitor.released("note", note.values(), Tier.T3);
            seen.put("id", key.substring(DetailRules.noteKey("").length()));
            notes.add(seen);
        });
        return new Notes(uscc.value(), notes);
    }
}
