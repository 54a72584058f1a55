package org.zoneledger.gateway.credit;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.InspectionRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Random inspections (随机抽查) that anybody can recompute: the list first, the seed after it. */
@Path("/api/v1/inspections")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class InspectionResource {

    private final Documents documents;
    private final Records records;
    private final Draws draws;
    private final Index index;
    private final Visitor visitor;

    InspectionResource(Documents documents, Records records, Draws draws, Index index, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.draws = draws;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * An inspection.
     *
     * @param height blocks of the ledger that the answer covers
     * @param inspection the list with its rule set
     * @param seedSize entries of the log whose root is the seed, once there is one
     * @param seed that root, hexadecimal
     * @param selected digests of the declarations that are drawn, in the order of the list
     */
    public record Drawn(
            long height,
            ObjectNode inspection,
            Optional<Long> seedSize,
            Optional<String> seed,
            Optional<List<String>> selected) {}

    @POST
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "An officer of customs fixes a list of declarations, by digest and grade, before the seed is there")
    public Response fix(@BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        officer.caller().mustBeOfficerOf(Competence.table("inspections").asText());
        return documents.send(
                TransactionName.CREDIT_INSPECT,
                InspectionRules.key(headers.id()),
                Documents.read(body),
                Sealed.none(),
                List.of(officer.caller().msp()),
                headers,
                officer);
    }

    /**
     * How much a grade has meant.
     *
     * @param height blocks of the ledger that the answer covers
     * @param effects of each letter what was declared and drawn, over the lists so far
     */
    public record Effects(long height, List<Draws.Effect> effects) {}

    @GET
    @PermitAll
    @Operation(summary = "Of each grade how many declarations were listed and drawn: what a good history has lowered")
    public Effects effects() {
        return new Effects(index.checkpoint().height(), draws.effects());
    }

    @GET
    @Path("{id}")
    @PermitAll
    @Operation(summary = "A list, the seed that came after it and what is drawn; compute it again with the log's root")
    public Drawn inspection(@PathParam("id") String id) {
        long height = index.checkpoint().height();
        Version list = records.versions(InspectionRules.key(DocumentId.check(id))).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "id", "there is no such inspection"));
        ObjectNode open = list.stored().open();
        Optional<Draws.Draw> draw = draws.of(list);
        return new Drawn(
                height,
                visitor.view("inspection", "", open, Optional.empty()),
                draw.map(Draws.Draw::seedSize),
                draw.map(each -> HexFormat.of().formatHex(each.seed())),
                draw.map(Draws.Draw::selected));
    }
}
