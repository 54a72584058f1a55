package org.zoneledger.gateway.disclosure;

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
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.GrantRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Grants (T5): an enterprise lets one named party read named fields up to a day. */
@Path("/api/v1/grants")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class GrantResource {

    private static final int MOST = 1000;

    private final Documents documents;
    private final Reading reading;
    private final Records records;
    private final Visitor visitor;

    GrantResource(Documents documents, Reading reading, Records records, Visitor visitor) {
        this.documents = documents;
        this.reading = reading;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * Grants, at most 1,000 of each.
     *
     * @param made by the enterprise
     * @param received by it, newest first
     */
    public record Grants(List<ObjectNode> made, List<ObjectNode> received) {}

    @POST
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An enterprise lets a party read fields about itself, signed")
    public Response grant(@BeanParam WriteHeaders headers, byte[] body) {
        Person clerk = visitor.mustBePerson();
        ObjectNode form = Documents.read(body);
        Response written = documents.sendSigned(
                TransactionName.DISCLOSURE_GRANT,
                GrantRules.key(headers.id()),
                (id, version) -> PartyDocument.of(clerk.enterprise(), form, headers.salt(), id, version),
                List.of(),
                headers,
                clerk);
        return Response.fromResponse(written)
                .location(URI.create("/api/v1/grants/" + headers.id()))
                .build();
    }

    @GET
    @RolesAllowed(Person.CLERK)
    @Operation(summary = "The grants that the clerk's enterprise made and received")
    public Grants grants() {
        Uscc own = visitor.mustBePerson().enterprise();
        return new Grants(
                records.ofOwner(own.value(), "grant/", MOST).stream()
                        .map(this::view)
                        .toList(),
                records.about(own.value(), "grant/", MOST).stream()
                        .map(this::view)
                        .toList());
    }

    @POST
    @Path("{id}/withdrawal")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The enterprise takes a grant back, signed; it ends at once")
    public Response withdraw(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        Person clerk = visitor.mustBePerson();
        ObjectNode form = Documents.read(body);
        form.put("grant", DocumentId.check(id));
        return documents.sendSigned(
                TransactionName.DISCLOSURE_WITHDRAW,
                GrantRules.key(id),
                (sent, version) -> PartyDocument.of(clerk.enterprise(), form, headers.salt(), sent, version),
                List.of(),
                headers,
                clerk);
    }

    @POST
    @Path("{id}/reads")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The named party records its access and is given the values")
    public Reading.Released read(@PathParam("id") String id, @BeanParam WriteHeaders headers, byte[] body) {
        return reading.ofGrant(GrantRules.key(DocumentId.check(id)), Documents.read(body), headers);
    }

    /** The subject and the named party see the terms. */
    private ObjectNode view(Records.Stored grant) {
        String own = visitor.mustBePerson().enterprise().value();
        boolean isReader = grant.restricted()
                .filter(terms -> terms.values().path("reader").asText().equals(own))
                .isPresent();
        return visitor.view(
                "grant", isReader ? own : grant.open().path("uscc").asText(), grant.open(), grant.restricted());
    }
}
