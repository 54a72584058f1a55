package org.zoneledger.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.zoneledger.bench.Captures.Capture;
import org.zoneledger.domain.canonical.CanonicalJson;

/** Q1: pages a second as phones get them after a scan, against evaluates a second of one key. */
final class LookupWorkload implements AutoCloseable {
    private static final int PAIRS = 5;
    private static final double SECONDS = 4;
    private static final double WARM_UP_SECONDS = 20;

    /** A gateway gives one address 500 a second. */
    private static final int CONSUMERS = 64;

    private static final List<Integer> EVALUATES_AT_A_TIME = List.of(16, 32, 64);

    private final BenchZone zone;
    private final Captures captures;
    private final Baseline baseline;
    private final PrintStream out;
    private final List<HttpLine> lines = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();

    /**
     * One item: how it is asked for, the page and the key with what they must hold.
     *
     * @param page as it came last; it says how often it was asked for, so it changes now and then
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Look(String serial, byte[] request, AtomicReference<byte[]> page, String key, byte[] value) {}

    LookupWorkload(BenchZone zone, Captures captures, Baseline baseline, PrintStream out) {
        this.zone = zone;
        this.captures = captures;
        this.baseline = baseline;
        this.out = out;
        var tls = zone.consumer();
        for (int i = 0; i < CONSUMERS; i++) {
            lines.add(new HttpLine(tls, zone.gateway(), i));
        }
    }

    Result run(Pairs pairs) throws Exception {
        prepare();
        ask(WARM_UP_SECONDS);
        int atATime = 0;
        double best = 0;
        for (int each : EVALUATES_AT_A_TIME) {
            double rate = evaluate(SECONDS / 2, each);
            out.printf(Locale.ROOT, "  baseline with %d at a time: %,.0f evaluates/s%n", each, rate);
            if (rate > best) {
                best = rate;
                atATime = each;
            }
        }
        int inFlight = atATime;
        out.printf(
                Locale.ROOT,
                "  a pair: %d consumers for %.0f s; evaluates of %d at a time for %.0f s%n",
                CONSUMERS,
                SECONDS,
                inFlight,
                SECONDS);
        List<Result.Sample> samples = pairs.run(PAIRS, () -> ask(SECONDS), () -> evaluate(SECONDS, inFlight));
        out.printf(Locale.ROOT, "  asked again: %d evaluates%n", baseline.repeated());
        return Result.ofPairs(Id.Q1, "look-ups/s", samples);
    }

    /** Captures the items, has a record for each, and looks at every page once as a reader would. */
    private void prepare() throws Exception {
        Capture capture = captures.make(1).get(0);
        try (Sender sender = new Sender(zone, captures, 1)) {
            sender.send(capture, 0);
            sender.awaitFound(capture, Captures.ITEMS - 1, 0, 5);
        }
        List<Integer> items = IntStream.range(0, Captures.ITEMS).boxed().toList();
        looks.addAll(Workers.run(CONSUMERS, items, (item, thread) -> {
            String serial = capture.items().get(item);
            String key = "look/" + serial;
            String value = CanonicalJson.text(capture.events().get(item * Captures.STEPS.size()));
            baseline.create(key, value);
            return new Look(
                    serial,
                    captures.lookUp(serial),
                    new AtomicReference<>(new byte[0]),
                    key,
                    value.getBytes(StandardCharsets.UTF_8));
        }));
        for (int i = 0; i < looks.size(); i++) {
            look(looks.get(i), i % CONSUMERS);
        }
        Collections.shuffle(looks);
    }

    private static String text(byte[] body) throws IOException {
        boolean compressed = body.length > 2 && body[0] == 0x1f && (body[1] & 0xff) == 0x8b;
        return new String(
                compressed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body,
                StandardCharsets.UTF_8);
    }

    private double ask(double seconds) {
        return during(seconds, CONSUMERS, (look, thread) -> {
            look(look, thread);
            return look;
        });
    }

    /** Gets a page, which is the one that came last or another one of the same item. */
    private void look(Look look, int line) throws IOException {
        HttpLine.Answer answer = lines.get(line).send(look.request());
        if (answer.status() == 200 && Arrays.equals(answer.body(), look.page().get())) {
            return;
        }
        String page = answer.status() == 200 ? text(answer.body()) : "";
        if (!page.contains(look.serial()) || !page.contains(zone.productName())) {
            throw new IllegalStateException("the page of " + look.serial() + " is not its own: " + answer.status());
        }
        look.page().set(answer.body());
    }

    private double evaluate(double seconds, int atATime) {
        return during(seconds, atATime, (look, thread) -> {
            if (!baseline.holds(look.key(), look.value())) {
                throw new IllegalStateException("a record is not what it was: " + look.key());
            }
            return look;
        });
    }

    private double during(double seconds, int threads, Workers.Work<Look, Look> work) {
        LongAdder done = new LongAdder();
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        Workers.run(threads, IntStream.range(0, threads).boxed().toList(), (first, thread) -> {
            for (int i = first * looks.size() / threads; System.nanoTime() < end; i++) {
                work.on(looks.get(i % looks.size()), thread);
                done.increment();
            }
            return first;
        });
        return done.sum() / ((System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() throws IOException {
        for (HttpLine line : lines) {
            line.close();
        }
    }
}
