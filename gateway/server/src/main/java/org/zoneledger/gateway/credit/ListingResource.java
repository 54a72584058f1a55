package org.zoneledger.gateway.credit;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.credit.ListingRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** An enterprise's way onto a list of subjects: notice, statement, decision, delivery (告知、陈述申辩、决定、送达). */
@Path("/api/v1/listings")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "credit")
public class ListingResource {

    private final Listings listings;
    private final Proposals proposals;
    private final Documents documents;
    private final Index index;
    private final Visitor visitor;

    ListingResource(Listings listings, Proposals proposals, Documents documents, Index index, Visitor visitor) {
        this.listings = listings;
        this.proposals = proposals;
        this.documents = documents;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Listings.
     *
     * @param height blocks of the ledger that the answer covers
     * @param listings newest first, at most 1,000; the last day for a statement is {@code respondBy}
     */
    public record Notices(long height, List<ObjectNode> listings) {}

    /** The restricted part names uscc and ground. */
    @POST
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer gives an enterprise notice that it is to stand on a list of the agency")
    public Response notify(@BeanParam WriteHeaders headers, byte[] body) {
        return proposals.notice(Documents.read(body), headers, visitor.mustBePerson());
    }

    @GET
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.CLERK, Person.AUDITOR})
    @Operation(
            summary =
                    "The listings of the agency, or of the clerk's enterprise, without those that are over, repaired or withdrawn; all for auditors")
    public Notices listings() {
        long height = index.checkpoint().height();
        return new Notices(
                height,
                listings.of(visitor.mustBePerson()).stream().map(this::view).toList());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Person.OFFICER, Person.REVIEWER, Person.CLERK, Person.AUDITOR})
    @Operation(summary = "One of them")
    public ObjectNode find(@PathParam("id") String id) {
        return view(found(id));
    }

    /** The restricted part names statement and materials. */
    @POST
    @Path("{id}/statements")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The enterprise says what it has to say, once, in time and signed")
    public Response respond(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        found(id);
        ObjectNode form = Documents.read(body);
        return documents.sendSigned(
                TransactionName.CREDIT_RESPOND,
                ListingRules.key(id),
                (document, version) -> PartyDocument.statement(id, form, headers.mustHaveSalt(), document, version),
                List.of(Competence.singleWindow()),
                headers,
                visitor.mustBePerson());
    }

    @POST
    @Path("{id}/decisions")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An officer of the agency proposes to list or to dismiss; a second person decides")
    public Response conclude(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        return proposals.conclusion(found(id), Documents.read(body), headers, visitor.mustBePerson());
    }

    /** The restricted part names method and deliveredOn. */
    @POST
    @Path("{id}/deliveries")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "An officer records the delivery of the decision, with which the enterprise stands on the list")
    public Response deliver(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        return proposals.delivery(found(id), Documents.read(body), headers, visitor.mustBePerson());
    }

    private Stored found(String id) {
        return listings.find(DocumentId.check(id), visitor.mustBePerson())
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "listing", "there is no such listing"));
    }

    private ObjectNode view(Stored listing) {
        return visitor.view(
                "listing", Listings.subject(listing).map(Uscc::value).orElse(""), listing.open(), listing.restricted());
    }
}
