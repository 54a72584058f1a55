package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.provenance.EventParts;
import org.zoneledger.domain.provenance.PageRules;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Records;

/** Events as whoever asks may see them: the restricted fields in their places for those entitled, and the policy as the last step. */
@RequestScoped
public class EventView {

    private final Events events;
    private final Records records;
    private final Visitor visitor;
    private final Map<String, ObjectNode> heads = new HashMap<>();
    private String page = "";
    private Optional<JsonNode> restricted = Optional.empty();

    public EventView(Events events, Records records, Visitor visitor) {
        this.events = events;
        this.records = records;
        this.visitor = visitor;
    }

    /** What the visitor may see of an event, with the time it was recorded. */
    public ObjectNode of(Events.Stored event) {
        return of(event.page(), event.position(), event.open());
    }

    /** The restricted fields of an event that the visitor may see, those alone that he sees whole and with their salts. */
    public Sealed shown(Events.Paged event) {
        ObjectNode open = (ObjectNode) CanonicalJson.read(event.body());
        ObjectNode view = of(event.page(), event.position(), open);
        return restricted(event.page(), event.position()).shownIn(view::at, view.path(EventParts.SALTS));
    }

    private ObjectNode of(String id, int position, ObjectNode open) {
        ObjectNode head = head(id);
        String sender = head.path("uscc").asText();
        Sealed part = visitor.seesShared(sender) ? restricted(id, position) : Sealed.none();
        ObjectNode whole = EventParts.reveal(open, part);
        whole.put("recordTime", head.path("at").asText());
        return visitor.view("event", sender, whole, Optional.empty());
    }

    /** Whether the visitor may see restricted fields of an event that are not here. */
    public boolean lacksRestricted(Events.Stored event) {
        return seesShared(event)
                && head(event.page()).has("restricted")
                && events.restricted(event.page()).isEmpty();
    }

    /** Whether the visitor may see what agencies share of an event. */
    boolean seesShared(Events.Stored event) {
        return visitor.seesShared(head(event.page()).path("uscc").asText());
    }

    /** What the visitor may see of what is said about a page. */
    ObjectNode page(String id) {
        ObjectNode head = head(id);
        return visitor.view("page", head.path("uscc").asText(), head, Optional.empty());
    }

    private ObjectNode head(String id) {
        return heads.computeIfAbsent(
                id, each -> records.find(PageRules.headKey(each)).orElseThrow().open());
    }

    private Sealed restricted(String id, int position) {
        // one page at a time: neighbours are often of the same page, and a page can be large
        if (!id.equals(page)) {
            restricted = events.restricted(id);
            page = id;
        }
        return restricted
                .map(all -> all.get(Integer.toString(position)))
                .map(part -> Sealed.read(CanonicalJson.bytes(part)))
                .orElse(Sealed.none());
    }
}
