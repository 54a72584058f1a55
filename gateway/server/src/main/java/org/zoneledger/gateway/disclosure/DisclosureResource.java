package org.zoneledger.gateway.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;

/** Disclosure receipts: who has read what about an enterprise, and on which ground. */
@Path("/api/v1/subjects/{uscc}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "disclosure")
public class DisclosureResource {

    private static final int MOST = 1000;

    private final Records records;
    private final Index index;
    private final Visitor visitor;

    DisclosureResource(Records records, Index index, Visitor visitor) {
        this.records = records;
        this.index = index;
        this.visitor = visitor;
    }

    /**
     * Everything that was read about an enterprise: no restricted value leaves without one of these records.
     *
     * @param height blocks of the ledger that the answer covers
     * @param disclosures newest first, at most 1,000
     */
    public record Disclosures(String uscc, long height, int count, List<Disclosure> disclosures) {}

    /**
     * One read.
     *
     * @param access the access record; its salts and values make the digests in {@code restricted}
     * @param ground the request, grant or mandate that it rests on, as far as whoever asks may see it
     */
    public record Disclosure(
            ObjectNode access, ObjectNode ground, String txId, long block, int position, List<String> endorsers) {}

    @GET
    @Path("disclosures")
    @RolesAllowed({Person.CLERK, Person.OFFICER, Person.REVIEWER, Person.AUDITOR})
    @Operation(summary = "Who has read what about an enterprise: for itself, for agencies and auditors")
    public Disclosures disclosures(@PathParam("uscc") String code) {
        Uscc uscc = Uscc.parse(code);
        var caller = visitor.mustBePerson().caller();
        if (caller.uscc().isPresent() && !caller.uscc().get().equals(uscc)) {
            throw Refusal.of(Code.NOT_PERMITTED, "uscc", "a clerk asks about the own enterprise");
        }
        long height = index.checkpoint().height();
        List<Disclosure> found = records.about(uscc.value(), "access/", MOST).stream()
                .map(access -> disclosure(access, uscc))
                .toList();
        return new Disclosures(uscc.value(), height, found.size(), found);
    }

    private Disclosure disclosure(Stored access, Uscc uscc) {
        Version written = records.versions(access.key()).get(0);
        String permit = access.open().path("permit").asText();
        ObjectNode ground = records.find(permit)
                .map(found -> visitor.view(
                        permit.substring(0, permit.indexOf('/')), uscc.value(), found.open(), found.restricted()))
                .orElse(null);
        return new Disclosure(
                visitor.view("access", uscc.value(), access.open(), access.restricted()),
                ground,
                written.txId(),
                written.block(),
                written.position(),
                written.endorsers());
    }
}
