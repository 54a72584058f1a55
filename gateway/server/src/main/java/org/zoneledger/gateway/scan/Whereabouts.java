package org.zoneledger.gateway.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where things were scanned in the last hour: in memory only, never written, so that nothing is kept about where anybody was.
 *
 * <p>At most {@value #MOST_THINGS} things, the least recently scanned are forgotten first, and {@value #MOST_PLACES} places of each.
 */
final class Whereabouts {

    static final Duration WINDOW = Duration.ofHours(1);

    private static final int MOST_THINGS = 20_000;
    private static final int MOST_PLACES = 4;

    private final Map<String, List<Sighting>> things = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Sighting>> eldest) {
            return size() > MOST_THINGS;
        }
    };

    private record Sighting(Place place, Instant at) {}

    /** Remembers where a thing was scanned, and says whether it was scanned far from there less than an hour before. */
    synchronized boolean isFarFromLast(String thing, Place place, Instant at) {
        List<Sighting> known = things.computeIfAbsent(thing, none -> new ArrayList<>(1));
        known.removeIf(sighting -> sighting.at().plus(WINDOW).isBefore(at));
        boolean isFar = known.stream().anyMatch(sighting -> sighting.place().isFarFrom(place));
        known.removeIf(sighting -> sighting.place().equals(place));
        known.add(new Sighting(place, at));
        if (known.size() > MOST_PLACES) {
            known.remove(0);
        }
        return isFar;
    }

    /** Forgets what is older than the window. */
    synchronized void forget(Instant now) {
        things.values().removeIf(known -> known.stream()
                .allMatch(sighting -> sighting.at().plus(WINDOW).isBefore(now)));
    }
}
