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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** What each agency recognises of others' words, and which measure follows (互评互认). */
@Path("/api/v1/recognitions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class RecognitionResource {

    private final Proposals proposals;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    RecognitionResource(Proposals proposals, Records records, Index index, Visitor visitor) {
        this.proposals = proposals;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Recognition rules.
     *
     * @param height blocks of the ledger that the answer covers
     * @param recognitions one for each agency that has any
     */
    public record Recognitions(long height, List<ObjectNode> recognitions) {}

    @GET
    @PermitAll
    @Operation(summary = "The recognition rules of all agencies")
    public Recognitions recognitions() {
        long height = index.checkpoint().height();
        return new Recognitions(
                height,
                RecognitionRules.all(IndexSource.now(records)).stream()
                        .map(each -> visitor.view("recognition", "", each.node(), Optional.empty()))
                        .toList());
    }

    @PUT
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer proposes the agency's whole list of rules; a second person takes it")
    public Response propose(@BeanParam WriteHeaders headers, byte[] body) {
        return proposals.recognition(Documents.read(body), headers, visitor.mustBePerson());
    }
}
