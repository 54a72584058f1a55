package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zoneledger.domain.credit.OriginRules;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.RecallRules;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;
import org.zoneledger.gateway.index.Things;

/**
 * The recalls in force, and the findings of false origin. One counts when market regulation's own peer has endorsed it as it stands: no
 * three other agencies can call back a product, or end a recall.
 */
@ApplicationScoped
public class Recalls {

    /** Recalls that are looked through. */
    static final int MOST = 1000;

    /** Things that a product is followed back to. */
    private static final int MOST_ORIGINS = 1000;

    /** Things of one event that are followed back. */
    private static final int MOST_FOLLOWED = 20;

    private final Records records;
    private final Index index;
    private final TraceReader traces;
    private volatile Known known = new Known(-1, List.of());

    private record Known(long height, List<InForce> open) {}

    /**
     * A recall that counts.
     *
     * @param opened blocks up to its opening
     */
    private record InForce(ObjectNode recall, long opened) {

        boolean is(String type) {
            return recall.path("type").asText().equals(type);
        }
    }

    Recalls(Records records, Index index, TraceReader traces) {
        this.records = records;
        this.index = index;
        this.traces = traces;
    }

    /** The recalls in force, as they stand on the ledger. */
    public List<ObjectNode> open() {
        return inForce().stream()
                .filter(each -> each.is("recall"))
                .map(InForce::recall)
                .toList();
    }

    private List<InForce> inForce() {
        long height = index.checkpoint().height();
        Known now = known;
        if (now.height() != height) {
            now = new Known(
                    height,
                    Stream.of(RecallRules.key(""), OriginRules.key(""))
                            .flatMap(prefix -> records.under(prefix, MOST).stream())
                            .map(recall -> new InForce(counting(recall), opened(recall.key())))
                            .filter(each ->
                                    each.recall().path("status").asText().equals("OPEN"))
                            .toList());
            known = now;
        }
        return now.open();
    }

    /** Blocks up to the opening of a recall. */
    long opened(String key) {
        return records.versions(key).get(0).block() + 1;
    }

    /**
     * The recalls and findings in force about a thing, or about something it came from. Of a product as such, every recall of some of its batches.
     *
     * <p>An enterprise does not get out of a recall by declaring wrong afterwards what it has made of the goods: of error declarations
     * those count that stood when the recall was opened.
     *
     * @param height blocks that count for where it came from
     */
    List<ObjectNode> concerning(DigitalLink.Item thing, long height) {
        List<InForce> open = inForce();
        if (open.isEmpty() || thing.level() == DigitalLink.Level.PRODUCT) {
            return open.stream()
                    .map(InForce::recall)
                    .filter(recall ->
                            recall.path("gtin").asText().equals(thing.gtin().value()))
                    .toList();
        }
        // what it may have come from, whatever was declared wrong; few recalls are left to be looked at by their day
        List<DigitalLink.Item> ever = origins(thing, height, 0);
        return open.stream()
                .filter(each -> isAbout(each, ever))
                .filter(each -> isAbout(each, origins(thing, height, Math.min(each.opened(), height))))
                .map(InForce::recall)
                .toList();
    }

    /**
     * Those about anything that an event names. Of an event that names very many things, the first ones are followed back to what they
     * came from, the others are looked up as they are.
     */
    public List<ObjectNode> concerning(ObjectNode event) {
        if (inForce().isEmpty()) {
            return List.of();
        }
        long height = index.checkpoint().height();
        List<DigitalLink.Item> named = EventRules.mentions(event).stream()
                .map(EventRules.Mention::link)
                .filter(DigitalLink.Item.class::isInstance)
                .map(DigitalLink.Item.class::cast)
                .distinct()
                .toList();
        Stream<ObjectNode> followed =
                named.stream().limit(MOST_FOLLOWED).flatMap(thing -> concerning(thing, height).stream());
        Stream<ObjectNode> others =
                inForce().stream().filter(each -> isAbout(each, named)).map(InForce::recall);
        return Stream.concat(followed, others).distinct().toList();
    }

    private static boolean isAbout(InForce each, List<DigitalLink.Item> origins) {
        return origins.stream().anyMatch(origin -> RecallRules.isAbout(each.recall(), origin));
    }

    private List<DigitalLink.Item> origins(DigitalLink.Item thing, long height, long judged) {
        String uri = Things.of(thing).uri();
        var question = new TraceReader.Question(uri, Trace.Direction.backward, Optional.empty(), height, judged);
        List<DigitalLink.Item> origins = new ArrayList<>(List.of(thing));
        for (TraceReader.Found found : traces.page(question, 0, MOST_ORIGINS).found()) {
            if (found.node().role() == Trace.Role.goods
                    && EpcUri.parse(found.name().uri()).link() instanceof DigitalLink.Item origin) {
                origins.add(origin);
            }
        }
        return origins;
    }

    /** The last version that market regulation's peer has endorsed; an empty record when there is none. */
    private ObjectNode counting(Stored recall) {
        List<Version> versions = records.versions(recall.key());
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).endorsers().contains(RecallRules.owner())) {
                return versions.get(i).stored().open();
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
