package org.zoneledger.gateway.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.credit.GradeRules;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Place;
import org.zoneledger.gateway.index.Records;

/** Every committed version of a record, in the order of the ledger, as events for one visitor. */
@ApplicationScoped
class Feed {

    /** Versions that are looked at in one go. */
    private static final int MOST = 100;

    private final Records records;
    private final Index index;
    private final Policy policy;
    private final String source;

    Feed(Records records, Index index, Policy policy, ZoneConfig config) {
        this.records = records;
        this.index = index;
        this.policy = policy;
        this.source = "urn:zoneledger:" + config.channel();
    }

    /** An event under its place. */
    record Event(Place place, ObjectNode body) {}

    /**
     * Some events.
     *
     * @param next place after which to ask again
     * @param isLast whether there were no more versions in the index
     */
    record Batch(List<Event> events, Place next, boolean isLast) {}

    /** Somebody as events are made for them. */
    Visitor visitor(Optional<Person> person) {
        return Visitor.standing(person, policy);
    }

    /** Blocks that the index holds. */
    long height() {
        return index.checkpoint().height();
    }

    /** The events after a place as a stream tells them. */
    Tail tail(Place from, Selection selection, Visitor visitor) {
        return new Tail() {
            private Place place = from;

            @Override
            public Stretch next() {
                Batch batch = after(place, selection, visitor);
                place = batch.next();
                return new Stretch(
                        batch.events().stream()
                                .map(each -> new Told(
                                        each.place().toString(), each.body().toString()))
                                .toList(),
                        batch.isLast() ? State.LAST : State.MORE);
            }
        };
    }

    /** Events after a place; may be none although there are more. */
    Batch after(Place place, Selection selection, Visitor visitor) {
        Records.Stretch stretch = records.versionsAfter(place, selection::wantsKey, MOST);
        List<Event> events = stretch.versions().stream()
                .map(each -> new Event(each.place(), CloudEventWire.of(each, source, visitor, letterBefore(each))))
                .filter(event ->
                        selection.wantsMove(event.body().path("subject").asText(), CloudEventWire.isMove(event.body())))
                // by what the visitor sees: a choice must not tell whom something is about
                .filter(event -> selection.wantsSubject(CloudEventWire.subject(event.body())))
                .toList();
        return new Batch(events, stretch.next(), stretch.isLast());
    }

    /** Letters of grades are for everybody. */
    private String letterBefore(Records.Placed placed) {
        Records.Stored stored = placed.version().stored();
        return stored.key().startsWith(GradeRules.KEYS)
                ? records.version(stored.key(), stored.version() - 1)
                        .map(before -> before.stored().open().path("grade").asText())
                        .orElse("")
                : "";
    }
}
