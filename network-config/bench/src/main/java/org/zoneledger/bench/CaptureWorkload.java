package org.zoneledger.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hyperledger.fabric.client.Network;
import org.zoneledger.bench.Captures.Capture;
import org.zoneledger.domain.canonical.CanonicalJson;

/** W1: events a second, against records a second of one key each, both valid at every agency's peer. */
final class CaptureWorkload implements AutoCloseable {
    private static final int PAIRS = 5;
    private static final int PAGES_AT_A_TIME = 8;
    private static final int WARM_UP_PAGES = 320;
    private static final List<Integer> CREATES_AT_A_TIME = List.of(32, 64, 128, 256);
    private static final int WARM_UP_ROUNDS = 4;
    private static final double SECONDS = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHECKED_ITEMS = 3;

    private final Captures captures;
    private final Sender sender;
    private final Baseline baseline;
    private final Witnesses witnesses;
    private final PrintStream out;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final String run = UUID.randomUUID().toString();
    private int created;

    /**
     * @param peers of every agency
     */
    CaptureWorkload(BenchZone zone, Captures captures, Baseline baseline, List<Network> peers, PrintStream out) {
        this.captures = captures;
        this.sender = new Sender(zone, captures, PAGES_AT_A_TIME);
        this.baseline = baseline;
        this.witnesses = new Witnesses(peers);
        this.out = out;
    }

    Result run(Pairs pairs) throws Exception {
        capture(WARM_UP_PAGES);
        int pages = (int) Math.max(4 * PAGES_AT_A_TIME, SECONDS * capture(WARM_UP_PAGES / 4) / Captures.EVENTS);
        int atATime = 0;
        double best = 0;
        for (int each : CREATES_AT_A_TIME) {
            double rate = create(WARM_UP_ROUNDS * each, each);
            out.printf(Locale.ROOT, "  baseline with %d in flight: %,.0f creates/s%n", each, rate);
            if (rate > best) {
                best = rate;
                atATime = each;
            }
        }
        int records = (int) Math.max(4 * atATime, SECONDS * best);
        int inFlight = atATime;
        out.printf(
                Locale.ROOT,
                "  a pair: %d captures of %d events, %d at a time; %d creates, %d at a time%n",
                pages,
                Captures.EVENTS,
                PAGES_AT_A_TIME,
                records,
                inFlight);
        List<Result.Sample> samples = pairs.run(PAIRS, new Load(pages), () -> create(records, inFlight));
        out.printf(Locale.ROOT, "  sent again: %d captures, %d creates%n", sender.repeated(), baseline.repeated());
        return Result.ofPairs(Id.W1, "records/s", samples);
    }

    /** Events a second at full load, from sending to being valid at every agency's peer and found in the index. */
    double capture(int pages) {
        Load load = new Load(pages);
        load.prepare();
        double rate = load.measure();
        load.check();
        return rate;
    }

    /** Our side: documents and signatures are made before, samples of the events are compared after. */
    private final class Load implements Pairs.Side {
        private final int pages;
        private List<Capture> made = List.of();

        Load(int pages) {
            this.pages = pages;
        }

        @Override
        public void prepare() {
            made = captures.make(pages);
        }

        @Override
        public double measure() {
            List<Long> found = new ArrayList<>();
            long begun = System.nanoTime();
            List<List<String>> transactions = Workers.run(PAGES_AT_A_TIME, made, (capture, thread) -> {
                String transaction = sender.send(capture, thread);
                long at = sender.awaitFound(capture, Captures.ITEMS - 1, thread, 5);
                synchronized (found) {
                    found.add(at);
                }
                return List.of(transaction);
            });
            long end = Math.max(
                    witnesses.await(transactions, PATIENCE),
                    found.stream().mapToLong(Long::longValue).max().orElseThrow());
            return pages * Captures.EVENTS / ((end - begun) / 1e9);
        }

        @Override
        public void check() {
            CaptureWorkload.this.check(made);
        }
    }

    private void check(List<Capture> made) {
        Workers.run(PAGES_AT_A_TIME, made, (capture, thread) -> {
            for (int i = 0; i < CHECKED_ITEMS; i++) {
                int item = random.nextInt(Captures.ITEMS);
                if (!sender.found(capture, item, thread)) {
                    throw new IllegalStateException(
                            capture.id() + ": the events of item " + item + " are not those sent");
                }
            }
            return capture;
        });
    }

    private double create(int records, int atATime) {
        int first = created;
        created += records;
        // a record is an event
        String value = CanonicalJson.text(captures.make(1).get(0).events().get(0));
        List<String> keys =
                IntStream.range(first, created).mapToObj(i -> run + "/" + i).toList();
        long begun = System.nanoTime();
        List<List<String>> transactions = Workers.run(atATime, keys, (key, thread) -> baseline.create(key, value));
        long end = witnesses.await(transactions, PATIENCE);
        return records / ((end - begun) / 1e9);
    }

    @Override
    public void close() {
        sender.close();
        witnesses.close();
    }
}
