package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Things;
import org.zoneledger.gateway.provenance.MassBalance.Unexplained;
import org.zoneledger.gateway.provenance.Trace.Kind;

/**
 * A page of a trace as whoever asks may see it.
 *
 * <p>Everything about an event comes out of {@link EventView}, and a thing is listed only when the event that leads to it still names
 * it then.
 */
@RequestScoped
public class TraceView {

    private static final List<String> SHOWN = List.of(
            "type",
            "eventID",
            "eventTime",
            "recordTime",
            "action",
            "bizStep",
            "disposition",
            "readPoint",
            "bizLocation",
            "zone:place",
            "transformationID");

    /** Events whose quantities are added up for one answer. */
    private static final int MOST_WEIGHED = 500;

    private static final int MOST_OF_ONE = 100;

    private final Events events;
    private final EventView view;
    private final Map<Long, ObjectNode> seen = new HashMap<>();
    private final Map<Long, Set<String>> named = new HashMap<>();
    private final Map<Long, Events.Stored> stored = new HashMap<>();
    private int weighed;

    TraceView(Events events, EventView view) {
        this.events = events;
        this.view = view;
    }

    /**
     * One thing of a trace.
     *
     * @param epc canonical Digital Link by its finest key
     * @param level item, batch, product or shipment
     * @param role goods, or carrier: goods were packed in it
     * @param depth links from the start
     * @param proof the coarsest level on the way here: what the answer proves
     * @param via how it was reached; not at the start
     * @param last the last event that names it: where it is, and with whom
     * @param gaps what is missing in its custody
     * @param unexplained more out than in, only for those who see the quantities; absent when they are not all there
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TraceNode(
            String epc,
            String level,
            String role,
            int depth,
            String proof,
            Optional<Via> via,
            Optional<Told> last,
            List<TraceGap> gaps,
            Optional<List<Unexplained>> unexplained) {}

    /**
     * How a thing was reached.
     *
     * @param kind transformation, packing (this is what it was packed in), content (it was packed in the one before) or batch
     * @param epc the thing before it
     */
    public record Via(String kind, String epc, Told told) {}

    /**
     * An event, and where it stands.
     *
     * @param page capture
     * @param position in the page, from 0
     * @param sender credit code of who captured it
     * @param event what the visitor may see of its what, when, where and why
     */
    public record Told(String page, int position, String sender, ObjectNode event) {}

    /**
     * What is missing.
     *
     * @param missing shippedNotReceived, receivedNotShipped, usedBeforeMade, unknownOrigin or madeFromNothing
     * @param told the event that shows it
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TraceGap(String missing, Optional<Told> told) {}

    /** The things of a page that the visitor may see. */
    List<TraceNode> of(List<TraceReader.Found> found) {
        Set<Long> ids = new TreeSet<>();
        for (TraceReader.Found each : found) {
            ids.add(each.node().event());
            ids.add(each.last());
            each.gaps().forEach(gap -> ids.add(gap.event()));
        }
        ids.remove(0L);
        stored.putAll(events.find(ids));
        // in the order of the ledger, so that events of one page come together
        ids.forEach(id -> seen.put(id, view.of(stored.get(id))));
        List<TraceNode> nodes = new ArrayList<>();
        for (TraceReader.Found each : found) {
            if (isShown(each)) {
                nodes.add(node(each));
            }
        }
        return nodes;
    }

    private TraceNode node(TraceReader.Found found) {
        Trace.Node node = found.node();
        return new TraceNode(
                found.name().uri(),
                found.name().level().name(),
                node.role().name(),
                node.depth(),
                found.name().proof().name(),
                told(node.event()).map(told -> new Via(node.kind().name(), found.from(), told)),
                told(found.last()),
                found.gaps().stream()
                        .map(gap -> new TraceGap(gap.missing().name(), told(gap.event())))
                        .toList(),
                unexplained(found));
    }

    private Optional<Told> told(long event) {
        if (event == 0) {
            return Optional.empty();
        }
        Events.Stored found = stored.get(event);
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        ObjectNode whole = seen.get(event);
        SHOWN.stream().filter(whole::has).forEach(name -> shown.set(name, whole.get(name)));
        return Optional.of(new Told(
                found.page(),
                found.position(),
                view.page(found.page()).path("uscc").asText(),
                shown));
    }

    private boolean isShown(TraceReader.Found found) {
        if (found.node().event() == 0) {
            return true;
        }
        // an event names a batch by its item and the lot
        Set<String> shown = named.computeIfAbsent(found.node().event(), event -> names(seen.get(event)));
        return shown.contains(found.name().uri())
                || (found.node().kind() == Kind.batch && shown.contains(found.from()));
    }

    private static Set<String> names(ObjectNode event) {
        try {
            return EventRules.mentions(event).stream()
                    .map(mention -> Things.of(mention.link()).uri())
                    .collect(Collectors.toSet());
        } catch (RefusalException notShown) {
            return Set.of();
        }
    }

    /** Nothing is added up for who may not see quantities anyway. */
    private Optional<List<Unexplained>> unexplained(TraceReader.Found found) {
        if (found.node().role() != Trace.Role.goods
                || found.last() == 0
                || !view.seesShared(stored.get(found.last()))) {
            return Optional.empty();
        }
        boolean isClass = found.name().level().compareTo(Trace.Level.batch) >= 0;
        Optional<List<Unexplained>> own = isClass ? ofThing(found.name().uri()) : Optional.of(List.of());
        if (found.node().kind() != Kind.transformation) {
            return own;
        }
        return own.flatMap(
                balance -> MassBalance.ofProcess(seen.get(found.node().event())).map(process -> {
                    List<Unexplained> all = new ArrayList<>(balance);
                    all.addAll(process);
                    return all;
                }));
    }

    private Optional<List<Unexplained>> ofThing(String uri) {
        if (weighed >= MOST_WEIGHED) {
            return Optional.empty();
        }
        List<Events.Stored> all = events.naming(uri, Events.Cursor.START, MOST_OF_ONE + 1);
        weighed += all.size();
        List<Events.Stored> naming = all.stream().filter(Events.Stored::isFact).toList();
        if (all.size() > MOST_OF_ONE || naming.stream().anyMatch(event -> !view.seesShared(event))) {
            return Optional.empty();
        }
        return MassBalance.ofThing(uri, naming.stream().map(view::of).toList());
    }
}
