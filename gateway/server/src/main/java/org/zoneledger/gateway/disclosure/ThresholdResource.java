package org.zoneledger.gateway.disclosure;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.ThresholdRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.ledger.Committed;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Blind thresholds: yes or no to whom an enterprise authorised, and the class stays where it is. */
@Path("/api/v1/thresholds")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class ThresholdResource {

    private final Documents documents;
    private final Records records;
    private final Visitor visitor;

    ThresholdResource(Documents documents, Records records, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.visitor = visitor;
    }

    /** The body is {uscc, grant, questions {scheme: {atLeast class}, noRedLine: {}}}, all of it restricted. */
    @POST
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The reader of a grant asks whether a class is at least so good, or whether there is no red line")
    public Response ask(@BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("restricted", Documents.read(body));
        List<String> endorsers =
                ThresholdRules.endorsers(document.path("restricted").path("questions"));
        Sealed restricted = Documents.seal(document, headers);
        Committed committed = documents.commit(
                TransactionName.DISCLOSURE_ASK,
                ThresholdRules.key(headers.id()),
                document,
                restricted,
                new Endorsing(List.of(), endorsers, endorsers.size()),
                headers,
                visitor.mustBePerson());
        return Response.fromResponse(Documents.answer(committed))
                .location(URI.create("/api/v1/thresholds/" + headers.id()))
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Person.CLERK)
    @Operation(summary = "An answer, for who asked and whom it is about")
    public ObjectNode answer(@PathParam("id") String id) {
        Version last = records.versions(ThresholdRules.key(DocumentId.check(id))).stream()
                .reduce((before, after) -> after)
                .filter(ThresholdResource::isOwnersWord)
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "id", "there is no such answer"));
        Records.Stored stored = last.stored();
        String own = visitor.mustBePerson().enterprise().value();
        boolean isTheirs = stored.restricted()
                .filter(part -> part.values().path("reader").asText().equals(own)
                        || part.values().path("uscc").asText().equals(own))
                .isPresent();
        if (!isTheirs) {
            throw Refusal.of(Code.NOT_FOUND, "id", "there is no such answer");
        }
        return visitor.view("threshold", own, stored.open(), stored.restricted());
    }

    private static boolean isOwnersWord(Version version) {
        return version.stored()
                .restricted()
                .filter(part -> version.endorsers().containsAll(ThresholdRules.owners(part.values())))
                .isPresent();
    }
}
