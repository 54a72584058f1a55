package org.zoneledger.gateway.filing;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.filing.UseRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Who relied on a filing for what (全流程使用). */
@Path("/api/v1/filings/{uscc}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "filing")
public class UseResource {

    private static final int MOST = 1000;

    private final Documents documents;
    private final Records records;
    private final Index index;
    private final Visitor visitor;

    UseResource(Documents documents, Records records, Index index, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * The uses of a filing.
     *
     * @param count how many there are, at most 1,000
     * @param askedAgain how many fields procedures asked for although they were filed; the goal is 0
     * @param height blocks of the ledger that the answer covers
     */
    public record Uses(String uscc, int count, int askedAgain, long height, List<ObjectNode> uses) {}

    @POST
    @Path("uses")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency records that a procedure relied on a filing")
    public Response record(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return documents.send(
                TransactionName.FILING_USE,
                UseRules.key(uscc, headers.id()),
                PartyDocument.about(uscc, Documents.read(body)),
                Sealed.none(),
                List.of(),
                headers,
                visitor.mustBePerson());
    }

    @GET
    @Path("uses")
    @PermitAll
    @Operation(summary = "Which agencies relied on a filing for which procedures, and what they asked for once more")
    public Uses uses(@PathParam("uscc") String code) {
        Uscc uscc = Uscc.parse(code);
        long height = index.checkpoint().height();
        List<ObjectNode> uses = records.ofOwner(uscc.value(), "use/", MOST).stream()
                .map(use -> visitor.view("use", uscc.value(), use.open(), use.restricted()))
                .toList();
        int askedAgain =
                uses.stream().mapToInt(use -> use.path("askedAgain").size()).sum();
        return new Uses(uscc.value(), uses.size(), askedAgain, height, uses);
    }
}
