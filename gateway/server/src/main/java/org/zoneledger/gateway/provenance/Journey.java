package org.zoneledger.gateway.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.provenance.EventRules;
import org.zoneledger.domain.provenance.EventRules.Part;
import org.zoneledger.gateway.index.Events;

/**
 * What happened to a thing: the events that name it, and those of the units it was packed in, from packing to unpacking. Events that
 * were declared wrong are among them, and lead nowhere.
 *
 * <p>Bounded, so that bad data cannot make it endless: {@value #MOST_EVENTS} events and {@value #MOST_UNITS} units.
 */
final class Journey {

    private static final int MOST_EVENTS = 400;
    private static final int MOST_UNITS = 200;

    private final Function<String, List<Events.Stored>> naming;
    private final Map<Long, Events.Stored> events = new HashMap<>();
    private final Set<String> visited = new HashSet<>();

    private Journey(Function<String, List<Events.Stored>> naming) {
        this.naming = naming;
    }

    /**
     * The events of things and of what they travelled in, oldest first.
     *
     * @param things canonical Digital Link URIs: an item and the batch it is of, or a batch
     * @param naming the events that name a thing, oldest first
     */
    static List<Events.Stored> of(List<String> things, Function<String, List<Events.Stored>> naming) {
        Journey journey = new Journey(naming);
        things.forEach(thing -> journey.follow(thing, Instant.MIN, Instant.MAX));
        return journey.events.values().stream()
                .sorted(Comparator.comparing(Events.Stored::time).thenComparing(Events.Stored::id))
                .toList();
    }

    private void follow(String thing, Instant from, Instant to) {
        if (visited.size() >= MOST_UNITS || !visited.add(thing)) {
            return;
        }
        List<Events.Stored> named = naming.apply(thing).stream()
                .filter(event -> !event.time().isBefore(from) && !event.time().isAfter(to))
                .toList();
        for (Events.Stored event : named) {
            if (events.size() < MOST_EVENTS) {
                events.putIfAbsent(event.id(), event);
            }
        }
        for (Events.Stored packing : named) {
            if (packing.isFact() && packing.part() == Part.CHILD && isAction(packing, "ADD")) {
                String unit = parent(packing);
                follow(unit, packing.time(), earlier(to, unpacked(unit, thing, packing.time())));
            }
        }
    }

    /** When a thing left a unit: the first event that empties the unit, or takes this thing out of it. */
    private Instant unpacked(String unit, String thing, Instant packed) {
        return naming.apply(unit).stream()
                .filter(event -> event.isFact()
                        && event.part() == Part.PARENT
                        && isAction(event, "DELETE")
                        && event.time().isAfter(packed)
                        && takesOut(event, thing))
                .map(Events.Stored::time)
                .findFirst()
                .orElse(Instant.MAX);
    }

    private static boolean takesOut(Events.Stored event, String thing) {
        List<String> children = children(event);
        return children.isEmpty() || children.contains(thing);
    }

    private static boolean isAction(Events.Stored event, String action) {
        return event.open().path("action").asText().equals(action);
    }

    private static String parent(Events.Stored packing) {
        return links(packing, Part.PARENT).stream().findFirst().orElse("");
    }

    private static List<String> children(Events.Stored event) {
        return links(event, Part.CHILD);
    }

    private static List<String> links(Events.Stored event, Part part) {
        List<String> links = new ArrayList<>();
        for (EventRules.Mention mention : EventRules.mentions(event.open())) {
            if (mention.part() == part) {
                DigitalLink link = mention.link();
                links.add(link.uri());
            }
        }
        return links;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
