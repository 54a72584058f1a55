package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.MandateRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.filing.RecordAnswer;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Mandates of auditors over an agency's details, and reads on them. */
@Path("/api/v1/mandates")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class MandateResource {

    private static final int MOST = 1000;

    private final Documents documents;
    private final ReleaseClient owners;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    MandateResource(Documents documents, ReleaseClient owners, Records records, Index index, Visitor visitor) {
        this.documents = documents;
        this.owners = owners;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Mandates.
     *
     * @param height blocks of the ledger that the answer covers
     * @param mandates by id, at most 1,000
     */
    public record Mandates(long height, List<ObjectNode> mandates) {}

    @POST
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency records that auditors may read details of another")
    public Response record(@BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        Sealed terms = Documents.seal(document, headers);
        String owner = Competence.ownerOf(document.path("scheme").asText());
        return Response.fromResponse(Documents.answer(documents.commit(
                        TransactionName.DISCLOSURE_MANDATE,
                        MandateRules.key(headers.id()),
                        document,
                        terms,
                        Endorsing.ownedBy(List.of(owner)),
                        headers,
                        visitor.mustBePerson())))
                .location(URI.create("/api/v1/mandates/" + headers.id()))
                .build();
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.AUDITOR})
    @Operation(summary = "The mandates of auditors")
    public Mandates mandates() {
        long height = index.checkpoint().height();
        return new Mandates(
                height,
                records.under("mandate/", MOST).stream()
                        .map(mandate -> visitor.view("mandate", "", mandate.open(), mandate.restricted()))
                        .toList());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.AUDITOR})
    @Operation(summary = "A mandate")
    public Response mandate(@PathParam("id") String id) {
        return RecordAnswer.of(records.find(MandateRules.key(DocumentId.check(id))), "mandate", visitor);
    }

    @POST
    @Path("{id}/end")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The agency that recorded a mandate ends it before its last day")
    public Response end(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        document.put("mandate", DocumentId.check(id));
        Stored mandate = found(id);
        return documents.send(
                TransactionName.DISCLOSURE_END,
                mandate.key(),
                document,
                Sealed.none(),
                List.of(mandate.open().path("owner").asText()),
                headers,
                visitor.mustBePerson());
    }

    @POST
    @Path("{id}/reads")
    @RolesAllowed(Person.AUDITOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The owner's gateway records the auditor's access, and releases the values")
    public ObjectNode read(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode wanted = Documents.read(body);
        Stored mandate = found(id);
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        asked.put("mandate", DocumentId.check(id));
        asked.put("id", headers.id());
        asked.put("salt", HexFormat.of().formatHex(headers.mustHaveSalt()));
        asked.put("actor", visitor.mustBePerson().actor());
        asked.set("uscc", wanted.path("uscc"));
        asked.set("fields", wanted.path("fields"));
        ObjectNode released = owners.mandated(mandate.open().path("owner").asText(), asked);
        Sealed given = Sealed.read(CanonicalJson.bytes(released.deepCopy().retain("salts", "values")));
        mustBeRecorded(released.at("/access/key").asText(), given);
        released.set("values", visitor.released("detail", given.values(), Tier.T2));
        return released;
    }

    /** The values are those whose digests the access record names, and the record stands where everybody finds it. */
    private void mustBeRecorded(String access, Sealed given) {
        ObjectNode digests = JsonNodeFactory.instance.objectNode();
        JsonNode recorded = arrived(access)
                .restricted()
                .orElseThrow(ReleaseClient::unavailable)
                .values()
                .path("fields");
        given.values().fieldNames().forEachRemaining(name -> digests.set(name, recorded.path(name)));
        given.mustMatch(digests);
    }

    private Stored arrived(String access) {
        for (int attempt = 0; attempt < ReleaseClient.ATTEMPTS; attempt++) {
            Optional<Stored> found = records.find(access);
            if (found.isPresent()) {
                return found.get();
            }
            ReleaseClient.pause();
        }
        throw ReleaseClient.unavailable();
    }

    private Stored found(String id) {
        return records.find(MandateRules.key(DocumentId.check(id)))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "mandate", "the ledger has no such mandate"));
    }
}
