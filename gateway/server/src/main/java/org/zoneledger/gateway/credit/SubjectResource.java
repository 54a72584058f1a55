package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;

/** Everything a visitor may know of one enterprise. */
@Path("/api/v1/subjects/{uscc}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class SubjectResource {

    private static final int MOST_PRODUCTS = 1000;

    private final Records records;
    private final Index index;
    private final Visitor visitor;

    SubjectResource(Records records, Index index, Visitor visitor) {
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * An enterprise.
     *
     * @param filing its filing
     * @param assertions one slot for each scheme, vacant ones included
     * @param products its products, at most 1,000
     * @param height blocks of the ledger that the answer covers
     */
    public record Subject(
            String uscc, ObjectNode filing, List<ObjectNode> assertions, List<ObjectNode> products, long height) {}

    @GET
    @PermitAll
    @Operation(summary = "An enterprise's filing, credit words and products, as far as whoever asks may see them")
    public Subject get(@PathParam("uscc") String code) {
        Uscc uscc = Uscc.parse(code);
        long height = index.checkpoint().height();
        Records.Stored filing = records.find(FilingRules.key(uscc))
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "uscc", "there is no filing of this enterprise"));
        List<ObjectNode> assertions = new ArrayList<>();
        for (String scheme : Competence.schemes().keySet()) {
            records.find(CreditRules.key(scheme, uscc)).ifPresent(slot -> assertions.add(view("assertion", slot)));
        }
        List<ObjectNode> products = records.ofOwner(uscc.value(), "product/", MOST_PRODUCTS).stream()
                .map(product -> view("product", product))
                .toList();
        return new Subject(uscc.value(), view("filing", filing), assertions, products, height);
    }

    private ObjectNode view(String recordType, Records.Stored record) {
        return visitor.view(recordType, record.open().path("uscc").asText(), record.open(), record.restricted());
    }
}
