package org.zoneledger.gateway.audit;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.index.Acts;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Things;

/** Who answers for what is said of a thing (责任可究): its registration and every event that names it, with their signers, in order. */
@Path("/api/v1/audit/responsibility")
@RolesAllowed(Person.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "audit")
public class ResponsibilityResource {

    private static final int MOST_EVENTS = 1000;

    private final Records records;
    private final Events events;
    private final Index index;

    ResponsibilityResource(Records records, Events events, Index index) {
        this.records = records;
        this.events = events;
        this.index = index;
    }

    /**
     * A chain of responsibility.
     *
     * @param thing canonical Digital Link URI
     * @param height blocks of the ledger that the answer covers
     * @param isWhole false when more than 1,000 events name the thing, of which these are the first
     * @param links in the order of their times
     */
    public record Chain(String thing, long height, boolean isWhole, List<Link> links) {}

    /**
     * One thing that was said, and who said it.
     *
     * @param at when it happened, by who says so
     * @param what business step or type of an event, or the transaction of a record
     * @param stands whether it was not declared wrong
     * @param by who signed
     * @param endorsers MSP ids of the organisations whose peers checked it
     * @param key record that holds it; a page head for an event
     * @param receipt where its proof is
     */
    public record Link(
            String at,
            String what,
            boolean stands,
            HistoryResource.By by,
            List<String> endorsers,
            String legalBasis,
            String key,
            long block,
            String txId,
            String receipt) {}

    @GET
    @Operation(
            summary =
                    "Who answers for what is said of a thing: its registration and every event, with signers and endorsers")
    public Chain chain(@QueryParam("epc") String epc) {
        DigitalLink thing = thing(epc);
        long height = index.checkpoint().height();
        List<Events.Stored> named = events.naming(thing.uri(), Events.Cursor.START, MOST_EVENTS + 1);
        List<Link> links = new ArrayList<>();
        if (thing instanceof DigitalLink.Item item) {
            records.versions(ProductRules.key(item.gtin())).forEach(version -> links.add(link(version)));
        }
        Map<String, Records.Version> heads = new HashMap<>();
        for (Events.Stored event : named.subList(0, Math.min(MOST_EVENTS, named.size()))) {
            links.add(link(event, heads.computeIfAbsent(event.page(), this::head)));
        }
        links.sort(Comparator.comparing(link -> Instant.parse(link.at())));
        return new Chain(thing.uri(), height, named.size() <= MOST_EVENTS, links);
    }

    private static DigitalLink thing(String epc) {
        try {
            return Things.of(EpcUri.parse(Objects.requireNonNullElse(epc, "")).link());
        } catch (RefusalException e) {
            throw new Refusal(e.refusal().code(), "epc", e.refusal().detail()).exception();
        }
    }

    private Records.Version head(String page) {
        return records.versions(PageRules.headKey(page)).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a page without its head: " + page));
    }

    private static Link link(Records.Version version) {
        return link(
                version,
                Fields.format(version.at()),
                version.name(),
                true,
                "/api/v1/receipts/" + version.stored().key());
    }

    private static Link link(Events.Stored event, Records.Version head) {
        return link(
                head,
                Fields.format(event.time()),
                Stream.of("bizStep", "type")
                        .map(name -> event.open().path(name).asText())
                        .filter(word -> !word.isEmpty())
                        .findFirst()
                        .orElse(""),
                event.isFact(),
                "/api/v1/receipts/events/" + Sha256.hex(CanonicalJson.bytes(event.open())));
    }

    private static Link link(Records.Version version, String at, String what, boolean stands, String receipt) {
        return new Link(
                at,
                what,
                stands,
                HistoryResource.By.of(version.signer()),
                version.endorsers(),
                Acts.basis(version.name(), version.stored().open()),
                version.stored().key(),
                version.block(),
                version.txId(),
                receipt);
    }
}
