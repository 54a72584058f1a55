package org.zoneledger.gateway.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Write;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.provenance.EventQuery;
import org.zoneledger.gateway.provenance.EventView;
import org.zoneledger.gateway.stream.Tail.State;

/** The events of a query in the order of the ledger, as one visitor sees them. */
@ApplicationScoped
class EventFeed {

    /** Events that are looked at in one go. */
    private static final int MOST = 100;

    /** How long an event waits for restricted fields that this organisation's peer should hold. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Events events;
    private final Records records;
    private final Index index;
    private final boolean holdsRestricted;
    private final InstantSource time;

    EventFeed(Events events, Records records, Index index, ZoneConfig config) {
        this.events = events;
        this.records = records;
        this.index = index;
        this.holdsRestricted = config.collections().orElse(List.of()).contains(Write.AGENCIES);
        this.time = InstantSource.system();
    }

    /** An event under its place. */
    record Found(long place, ObjectNode event) {}

    /**
     * Some events.
     *
     * @param next place after which to ask again
     */
    record Batch(List<Found> found, long next, State state) {}

    /** Blocks that the index holds. */
    long height() {
        return index.checkpoint().height();
    }

    /** The place of the last event. */
    long end() {
        return events.last();
    }

    /** The place before the first event that was recorded at a time or later. */
    long before(Instant recorded) {
        return events.before(recorded);
    }

    /** The events of a query after a place; may be none although there are more. */
    Batch after(long place, EventQuery query, Optional<Instant> since, Visitor visitor) {
        EventView view = new EventView(events, records, visitor);
        List<Events.Stored> stretch = events.after(place, MOST);
        List<Found> found = new ArrayList<>();
        long next = place;
        for (Events.Stored each : stretch) {
            ObjectNode event = view.of(each);
            Instant recorded = Instant.parse(event.path("recordTime").asText());
            if (holdsRestricted && view.lacksRestricted(each) && isFresh(recorded)) {
                return new Batch(found, next, found.isEmpty() ? State.HELD : State.MORE);
            }
            next = each.id();
            boolean isEarly = since.filter(recorded::isBefore).isPresent();
            if (!isEarly && query.matches(event)) {
                found.add(new Found(each.id(), event));
            }
        }
        return new Batch(found, next, stretch.size() < MOST ? State.LAST : State.MORE);
    }

    private boolean isFresh(Instant recorded) {
        return recorded.plus(PATIENCE).isAfter(time.instant());
    }
}
