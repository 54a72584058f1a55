package org.zoneledger.gateway.disclosure;

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
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.ShareRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.filing.RecordAnswer;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Share requests between agencies (数据共享), their owners' words, and standing rules. */
@Path("/api/v1/shares")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class ShareResource {

    private static final int MOST = 1000;

    private final Documents documents;
    private final Reading reading;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    ShareResource(Documents documents, Reading reading, Records records, Index index, Visitor visitor) {
        this.documents = documents;
        this.reading = reading;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Share requests.
     *
     * @param height blocks of the ledger that the answer covers
     * @param shares newest first, at most 1,000
     */
    public record Shares(long height, List<ObjectNode> shares) {}

    @POST
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency asks another for details about an enterprise; a standing rule may grant it at once")
    public Response request(@BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        Sealed asked = Documents.seal(document, headers);
        // the owner endorses, because a request that a standing rule grants is its word
        String owner = Competence.ownerOf(document.path("scheme").asText());
        Committed written = documents.commit(
                TransactionName.DISCLOSURE_REQUEST,
                ShareRules.key(headers.id()),
                document,
                asked,
                Endorsing.ownedBy(List.of(owner)),
                headers,
                visitor.mustBePerson());
        return Response.fromResponse(Documents.answer(written))
                .location(URI.create("/api/v1/shares/" + headers.id()))
                .build();
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.AUDITOR})
    @Operation(summary = "The share requests that the agency made or decides on; all of them for auditors")
    public Shares shares() {
        Person person = visitor.mustBePerson();
        long height = index.checkpoint().height();
        String msp =
                person.caller().role() == Role.AUDITOR ? "" : person.caller().msp();
        return new Shares(
                height,
                records.requests("share/", msp, MOST).stream()
                        .map(share -> visitor.view("share", "", share.open(), share.restricted()))
                        .toList());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.AUDITOR})
    @Operation(summary = "A share request")
    public Response share(@PathParam("id") String id) {
        return RecordAnswer.of(records.find(ShareRules.key(DocumentId.check(id))), "share", visitor);
    }

    @POST
    @Path("{id}/decisions")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The owner grants, refuses or revokes")
    public Response decide(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        ObjectNode document = Documents.read(body);
        document.put("share", DocumentId.check(id));
        Sealed reason = Documents.seal(document, headers);
        return Documents.answer(documents.commit(
                TransactionName.DISCLOSURE_DECIDE,
                ShareRules.key(id),
                document,
                reason,
                Endorsing.ownedBy(List.of(officer.caller().msp())),
                headers,
                officer));
    }

    @POST
    @Path("{id}/reads")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The reader records its access; then, and only then, the owner's gateway releases the values")
    public Reading.Released read(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        return reading.ofShare(ShareRules.key(DocumentId.check(id)), Documents.read(body), headers);
    }

    @POST
    @Path("standing")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "An agency decides beforehand: requests of this reader for this purpose are granted as they come")
    public Response stand(@BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        String scheme = document.path("scheme").asText();
        return documents.send(
                TransactionName.DISCLOSURE_STAND,
                ShareRules.standingKey(
                        scheme,
                        document.path("reader").asText(),
                        document.path("purpose").asText()),
                document,
                Sealed.none(),
                List.of(Competence.ownerOf(scheme)),
                headers,
                visitor.mustBePerson());
    }

    @GET
    @Path("standing")
    @PermitAll
    @Operation(summary = "The standing rules: what agencies share without being asked again")
    public List<ObjectNode> standing() {
        return records.under("standing/", MOST).stream()
                .map(rule -> visitor.view("standing", "", rule.open(), rule.restricted()))
                .toList();
    }
}
