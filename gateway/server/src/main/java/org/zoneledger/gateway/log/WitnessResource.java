package org.zoneledger.gateway.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.log.WitnessRules;
import org.zoneledger.domain.proof.PartyCertificate;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.ledger.Documents;
import org.zoneledger.gateway.ledger.WriteHeaders;

/** Who may cosign: the agencies' witness keys, which are on the ledger. */
@Path("/api/v1/witnesses")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "log")
public class WitnessResource {

    private final Documents documents;
    private final Witnesses witnesses;
    private final Visitor visitor;

    WitnessResource(Documents documents, Witnesses witnesses, Visitor visitor) {
        this.documents = documents;
        this.witnesses = witnesses;
        this.visitor = visitor;
    }

    /**
     * An agency's witness in force.
     *
     * @param logKey verifies the checkpoints of the agency's own log, as C2SP tools read it
     * @param witnessKey verifies its cosignatures
     * @param certificate base64 of DER, by the agency's root
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Answer(String msp, String origin, String logKey, String witnessKey, String certificate) {}

    @GET
    @PermitAll
    @Operation(summary = "The agencies' witness keys in force")
    public List<Answer> witnesses() {
        return witnesses.inForce().entrySet().stream()
                .map(WitnessResource::answer)
                .toList();
    }

    @POST
    @RolesAllowed(Person.OFFICER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "An agency registers the key of its witness (certificate, PEM), or withdraws it (without one)")
    public Response register(@BeanParam WriteHeaders headers, byte[] body) {
        Person officer = visitor.mustBePerson();
        String msp = officer.caller().msp();
        ObjectNode document = Documents.read(body);
        if (document.path("certificate").isTextual()) {
            byte[] der = PartyCertificate.fromPem(document.path("certificate").textValue());
            document.put("certificate", Base64.getEncoder().encodeToString(der));
        }
        return documents.send(
                TransactionName.GOVERNANCE_WITNESS,
                WitnessRules.key(msp),
                document,
                Sealed.none(),
                List.of(msp),
                headers,
                officer);
    }

    private static Answer answer(Map.Entry<String, WitnessCertificate> entry) {
        WitnessCertificate certificate = entry.getValue();
        Witness speaker = Witnesses.speaker(certificate);
        return new Answer(
                entry.getKey(),
                certificate.origin(),
                speaker.log().text(),
                speaker.witness().text(),
                Base64.getEncoder().encodeToString(certificate.der()));
    }
}
