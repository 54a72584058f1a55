package org.zoneledger.gateway.filing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Products of filed enterprises (商品溯源库). */
@Path("/api/v1/products/{gtin}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "filing")
public class ProductResource {

    private final Documents documents;
    private final Records records;
    private final Visitor visitor;

    ProductResource(Documents documents, Records records, Visitor visitor) {
        this.documents = documents;
        this.records = records;
        this.visitor = visitor;
    }

    @PUT
    @RolesAllowed(Person.CLERK)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An enterprise registers a product, or describes it anew")
    public Response register(@PathParam("gtin") String number, @BeanParam WriteHeaders headers, byte[] body) {
        Gtin gtin = Gtin.parse(number);
        ObjectNode product = Documents.read(body);
        Person clerk = visitor.mustBePerson();
        return documents.sendSigned(
                TransactionName.FILING_REGISTER,
                ProductRules.key(gtin),
                (id, version) -> PartyDocument.of(gtin, clerk.enterprise(), product, id, version),
                List.of(),
                headers,
                clerk);
    }

    @GET
    @PermitAll
    @Operation(summary = "A product's master data")
    public Response get(@PathParam("gtin") String number) {
        return RecordAnswer.of(records.find(ProductRules.key(Gtin.parse(number))), "product", visitor);
    }
}
