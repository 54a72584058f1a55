package org.zoneledger.gateway.governance;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.PolicyRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.Endorsing;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** The disclosure policy: what is open to whom, and how the agencies change it together. */
@Path("/api/v1/policy")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "governance")
public class PolicyResource {

    private static final int MOST = 100;

    private final Documents documents;
    private final Records records;
    private final Index index;
    private final Policy policy;
    private final Visitor visitor;

    PolicyResource(Documents documents, Records records, Index index, Policy policy, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.index = index;
        this.policy = policy;
        this.visitor = visitor;
    }

    /**
     * The policy.
     *
     * @param since first day of the table
     * @param table record type, then field, then the tier it is open to; what is not listed leaves no gateway
     * @param enacted the editions that the agencies have enacted, also those of days to come
     * @param proposals not enacted yet, or enacted
     */
    public record Answer(
            String since,
            Map<String, Map<String, Tier>> table,
            JsonNode enacted,
            List<Proposal> proposals,
            long height) {}

    /**
     * A proposed edition.
     *
     * @param approvedBy MSP ids of the agencies whose approval their own peers have endorsed
     */
    public record Proposal(ObjectNode proposal, List<String> approvedBy) {}

    @GET
    @PermitAll
    @Operation(summary = "What is open to whom today, and what the agencies are changing")
    public Answer policy() {
        long height = index.checkpoint().height();
        Instant now = Instant.now();
        return new Answer(
                policy.today().since(now).toString(),
                policy.today().table(now),
                policy.enacted(),
                records.under(PolicyRules.proposalKey(""), MOST).stream()
                        .map(this::proposal)
                        .toList(),
                height);
    }

    @POST
    @Path("proposals")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency proposes an edition; the Idempotency-Key becomes its id")
    public Response propose(@BeanParam WriteHeaders headers, byte[] body) {
        return documents.send(
                TransactionName.GOVERNANCE_PROPOSE,
                PolicyRules.proposalKey(headers.id()),
                Documents.read(body),
                Sealed.none(),
                List.of(),
                headers,
                visitor.mustBePerson());
    }

    @POST
    @Path("proposals/{id}/approvals")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency approves a proposal, by the digest of what it has read")
    public Response approve(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        String msp = officer.caller().msp();
        ObjectNode document = Documents.read(body);
        document.put("proposal", DocumentId.check(id));
        return documents.send(
                TransactionName.GOVERNANCE_APPROVE,
                PolicyRules.approvalKey(id, msp),
                document,
                Sealed.none(),
                List.of(msp),
                headers,
                officer);
    }

    @POST
    @Path("proposals/{id}/enactment")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A proposal that four agencies have approved is enacted, with the endorsement of four")
    public Response enact(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        ObjectNode document = Documents.read(body);
        document.put("proposal", DocumentId.check(id));
        String key = records.find(PolicyRules.proposalKey(id))
                .map(found -> PolicyRules.key(new LedgerRecord(found.open())))
                .orElse(PolicyRules.KEY);
        return Documents.answer(documents.commit(
                TransactionName.GOVERNANCE_ENACT,
                key,
                document,
                Sealed.none(),
                Endorsing.byFour(),
                headers,
                visitor.mustBePerson()));
    }

    private Proposal proposal(Records.Stored stored) {
        return new Proposal(
                visitor.view("proposal", "", stored.open(), stored.restricted()),
                policy.approvals(
                        stored.key().substring(PolicyRules.proposalKey("").length())));
    }
}
