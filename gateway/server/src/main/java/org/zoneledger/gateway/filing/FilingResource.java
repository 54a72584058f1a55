package org.zoneledger.gateway.filing;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.zoneledger.domain.filing.AmendmentRules;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.filing.FilingSteps;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Filings of enterprises (一次备案), their amendments and certificates. */
@Path("/api/v1/filings/{uscc}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "filing")
public class FilingResource {

    private final Documents documents;
    private final Records records;
    private final Visitor visitor;

    FilingResource(Documents documents, Records records, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.visitor = visitor;
    }

    @PUT
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An enterprise files, or files again after a rejection")
    public Response submit(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return signed(TransactionName.FILING_SUBMIT, FilingRules.key(uscc), uscc, headers, body);
    }

    @GET
    @PermitAll
    @Operation(summary = "A filing, as far as whoever asks may see it")
    public Response get(@PathParam("uscc") String code) {
        return RecordAnswer.of(records.find(FilingRules.key(Uscc.parse(code))), "filing", visitor);
    }

    @POST
    @Path("decisions")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency takes its step in a filing's life")
    public Response decide(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return decided(TransactionName.FILING_DECIDE, FilingRules.key(uscc), uscc, headers, body);
    }

    @PUT
    @Path("amendment")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "An enterprise sends its whole form anew; what was verified goes back to its verifier, field by field")
    public Response amend(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return signed(TransactionName.FILING_AMEND, AmendmentRules.key(uscc), uscc, headers, body);
    }

    @GET
    @Path("amendment")
    @PermitAll
    @Operation(summary = "The open or last amendment of a filing")
    public Response amendment(@PathParam("uscc") String code) {
        return RecordAnswer.of(records.find(AmendmentRules.key(Uscc.parse(code))), "amendment", visitor);
    }

    @POST
    @Path("amendment/decisions")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A verifier confirms or refuses its fields of an amendment")
    public Response review(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return decided(TransactionName.FILING_REVIEW, AmendmentRules.key(uscc), uscc, headers, body);
    }

    @PUT
    @Path("certificate")
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "An enterprise registers a new certificate, signed with the old key or after a revocation with the new one")
    public Response certify(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return signed(TransactionName.FILING_CERTIFY, FilingRules.key(uscc), uscc, headers, body);
    }

    @POST
    @Path("certificate/revocation")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Commerce revokes an enterprise's certificate")
    public Response revoke(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return documents.send(
                TransactionName.FILING_REVOKE,
                FilingRules.key(uscc),
                PartyDocument.about(uscc, Documents.read(body)),
                Sealed.none(),
                owners(uscc),
                headers,
                visitor.mustBePerson());
    }

    private Response signed(TransactionName name, String key, Uscc uscc, WriteHeaders headers, byte[] body) {
        var form = Documents.read(body);
        return documents.sendSigned(
                name,
                key,
                (id, version) -> PartyDocument.of(uscc, form, headers.salt(), id, version),
                owners(uscc),
                headers,
                visitor.mustBePerson());
    }

    private Response decided(TransactionName name, String key, Uscc uscc, WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        return documents.send(
                name,
                key,
                PartyDocument.about(uscc, Documents.read(body)),
                Sealed.none(),
                List.of(officer.caller().msp()),
                headers,
                officer);
    }

    /** The agencies of which one must endorse a change of the filing as it stands. */
    private List<String> owners(Uscc uscc) {
        return records.find(FilingRules.key(uscc))
                .map(filing -> FilingSteps.owners(filing.open().path("status").asText()))
                .orElse(List.of());
    }
}
