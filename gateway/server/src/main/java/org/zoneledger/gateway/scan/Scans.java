package org.zoneledger.gateway.scan;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Links;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.scan.Tally.Count;

/**
 * Counts scans of codes, off the way of whoever scans: a scan is an addition in memory, and a thread writes them together.
 *
 * <p>Bounded: {@value #MOST_WAITING} things wait to be written, {@value #MOST_REMEMBERED} tallies are remembered. What is on no record is
 * counted under what it would be part of, so that invented numbers take no room.
 */
@ApplicationScoped
public class Scans {

    private static final Logger LOG = Logger.getLogger(Scans.class);
    private static final int MOST_WAITING = 20_000;
    private static final int MOST_REMEMBERED = 20_000;
    private static final int PAUSE_MILLIS = 500;

    private final ScanCounts store;
    private final Index index;
    private final Records records;
    private final Whereabouts whereabouts = new Whereabouts();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "scans");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Tally> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final ScheduledFuture<?> writing;
    private Map<Waiting, Count> waiting = new HashMap<>();

    private record Waiting(DigitalLink.Item thing, LocalDate day) {}

    Scans(ScanCounts store, Index index, Records records) {
        this.store = store;
        this.index = index;
        this.records = records;
        writing = clock.scheduleWithFixedDelay(this::write, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Somebody has scanned a code.
     *
     * @param place where about, as the edge proxy says; null when it says nothing
     */
    public void scanned(DigitalLink.Item thing, String place) {
        Instant now = Instant.now();
        boolean isFar = thing.serial().isPresent()
                && Place.parse(place)
                        .filter(here -> whereabouts.isFarFromLast(key(thing), here, now))
                        .isPresent();
        Waiting key = new Waiting(thing, LocalDate.ofInstant(now, CreditRules.BEIJING));
        synchronized (this) {
            if (waiting.size() < MOST_WAITING || waiting.containsKey(key)) {
                waiting.merge(key, new Count(1, 0, isFar ? 1 : 0), Count::and);
            }
        }
    }

    /** What was counted of a thing and written. */
    public Tally of(DigitalLink.Item thing) {
        String key = key(thing);
        synchronized (remembered) {
            return remembered.computeIfAbsent(key, this::stored);
        }
    }

    /** The same without waiting for anything, if it is remembered. */
    public Optional<Tally> remembered(DigitalLink.Item thing) {
        String key = key(thing);
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(key));
        }
    }

    /** What was counted of a product, its batches and items, by the path of their links; the most telling first. */
    Map<String, Tally> under(DigitalLink.Item product) {
        try {
            return store.under(product.path());
        } catch (SQLException e) {
            throw new IllegalStateException("the scans cannot be read", e);
        }
    }

    private Tally stored(String thing) {
        try {
            return store.of(thing);
        } catch (SQLException e) {
            throw new IllegalStateException("the scans cannot be read", e);
        }
    }

    private void write() {
        Map<Waiting, Count> taken;
        synchronized (this) {
            taken = waiting;
            waiting = new HashMap<>();
        }
        whereabouts.forget(Instant.now());
        if (taken.isEmpty()) {
            return;
        }
        try {
            Map<ScanCounts.Key, Count> counts = counts(taken);
            store.add(counts);
            synchronized (remembered) {
                counts.keySet().forEach(key -> remembered.remove(key.thing()));
            }
        } catch (SQLException | RuntimeException e) {
            // they are signals, not records: what cannot be counted is not counted
            LOG.errorf("scans were not written: %s", e.getClass().getName());
        }
    }

    /** Under what they count: the thing itself when it is on record, else what it would be part of. */
    private Map<ScanCounts.Key, Count> counts(Map<Waiting, Count> taken) {
        Map<ScanCounts.Key, Count> counts = new HashMap<>();
        index.read(connection -> {
            long known = Links.known(connection, index.checkpoint().height());
            try (Links links = new Links(connection, known)) {
                for (Map.Entry<Waiting, Count> each : taken.entrySet()) {
                    Optional<DigitalLink.Item> found = known(each.getKey().thing(), links);
                    if (found.isPresent()) {
                        boolean isItself =
                                found.get().level() == each.getKey().thing().level();
                        long scans = each.getValue().scans();
                        counts.merge(
                                new ScanCounts.Key(
                                        key(found.get()), each.getKey().day()),
                                isItself ? each.getValue() : new Count(0, scans, 0),
                                Count::and);
                    }
                }
            }
            return null;
        });
        return counts;
    }

    private Optional<DigitalLink.Item> known(DigitalLink.Item thing, Links links) throws SQLException {
        if (thing.serial().isPresent()) {
            var item = DigitalLink.Item.serial(thing.gtin(), thing.serial().get());
            if (isNamed(item, links)) {
                return Optional.of(item);
            }
        }
        if (thing.batch().isPresent()) {
            var batch = DigitalLink.Item.batch(thing.gtin(), thing.batch().get());
            if (isNamed(batch, links)) {
                return Optional.of(batch);
            }
        }
        return records.find(ProductRules.key(thing.gtin())).map(product -> DigitalLink.Item.product(thing.gtin()));
    }

    private static boolean isNamed(DigitalLink.Item thing, Links links) throws SQLException {
        long id = links.id(thing.uri());
        return id != 0 && links.lastEvent(id) != 0;
    }

    /** The path by the finest key: a serial counts alike with its batch and without. */
    private static String key(DigitalLink.Item thing) {
        return thing.serial()
                .map(serial -> DigitalLink.Item.serial(thing.gtin(), serial))
                .or(() -> thing.batch().map(batch -> DigitalLink.Item.batch(thing.gtin(), batch)))
                .orElseGet(() -> DigitalLink.Item.product(thing.gtin()))
                .path();
    }

    void stop(@Observes ShutdownEvent event) {
        writing.cancel(false);
        clock.shutdown();
        write();
    }
}
