package org.zoneledger.gateway.filing;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Filings of enterprises (一次备案). */
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
        ObjectNode document = Documents.read(body);
        ObjectNode values = Documents.takeRestricted(document);
        document = FilingWire.document(uscc, document);
        Sealed restricted = values.isEmpty() ? Sealed.none() : Sealed.seal(values, headers.mustHaveSalt());
        if (!restricted.isEmpty()) {
            document.set("restricted", restricted.digests());
        }
        return documents.send(
                TransactionName.FILING_SUBMIT,
                FilingRules.key(uscc),
                document,
                restricted,
                Optional.empty(),
                headers,
                visitor.mustBePerson());
    }

    @POST
    @Path("decisions")
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency takes its step in a filing's life: VERIFY, ACCEPT or REJECT")
    public Response decide(@PathParam("uscc") String code, @BeanParam WriteHeaders headers, byte[] body) {
        Uscc uscc = Uscc.parse(code);
        return documents.send(
                TransactionName.FILING_DECIDE,
                FilingRules.key(uscc),
                FilingWire.about(uscc, Documents.read(body)),
                Sealed.none(),
                Optional.empty(),
                headers,
                visitor.mustBePerson());
    }

    @GET
    @PermitAll
    @Operation(summary = "A filing, as far as whoever asks may see it")
    public Response get(@PathParam("uscc") String code) {
        Uscc uscc = Uscc.parse(code);
        return RecordAnswer.of(records.find(FilingRules.key(uscc)), "filing", visitor);
    }
}
