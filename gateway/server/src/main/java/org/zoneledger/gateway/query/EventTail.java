package org.zoneledger.gateway.query;

import java.util.List;
import java.util.Optional;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.provenance.EpcisAnswer;
import org.zoneledger.gateway.stream.Tail;

/** What a reader of a query's stream is told: each event in a document of its own. */
final class EventTail implements Tail {

    private final EventFeed feed;
    private final NamedQuery query;
    private final Visitor visitor;
    private long place;

    EventTail(EventFeed feed, NamedQuery query, Visitor visitor, long place) {
        this.feed = feed;
        this.query = query;
        this.visitor = visitor;
        this.place = place;
    }

    @Override
    public Stretch next() {
        EventFeed.Batch batch = feed.after(place, query.query(), Optional.empty(), visitor);
        place = batch.next();
        List<Told> told = batch.found().stream()
                .map(each -> new Told(
                        Long.toString(each.place()),
                        EpcisAnswer.document(query.name(), Optional.empty(), List.of(each.event()))
                                .toString()))
                .toList();
        return new Stretch(told, batch.state());
    }
}
