package org.zoneledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.zoneledger.bench.Captures.Capture;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.ReceiptVerifier;

/** V1: receipts of events on full pages: their size, and how many are checked, and served beside tiles, a second. */
final class ReceiptWorkload implements AutoCloseable {
    private static final int PAIRS = 3;
    private static final double SECONDS = 4;
    private static final int RECEIPTS = 100;
    private static final int LARGEST = 4096;

    /** A gateway gives one address 500 a second. */
    private static final int CONSUMERS = 32;

    private final BenchZone zone;
    private final Captures captures;
    private final PrintStream out;
    private final List<HttpLine> lines = new ArrayList<>();

    ReceiptWorkload(BenchZone zone, Captures captures, PrintStream out) {
        this.zone = zone;
        this.captures = captures;
        this.out = out;
        var tls = zone.consumer();
        for (int i = 0; i < CONSUMERS; i++) {
            lines.add(new HttpLine(tls, zone.gateway(), i));
        }
    }

    List<Result> run(Pairs pairs) throws Exception {
        List<String> paths = paths();
        Caller consumer = new Caller(zone.consumer(), zone.gateway());
        List<byte[]> receipts = new ArrayList<>();
        for (String path : paths) {
            receipts.add(consumer.get(path));
        }
        List<Double> sizes = receipts.stream()
                .map(receipt -> (double) Receipt.read(receipt).withoutContent().bytes().length)
                .toList();
        List<byte[]> asked = paths.stream().map(this::get).toList();
        List<byte[]> tiles = List.of(get("/log/tile/0/000"), get("/log/tile/entries/000"));
        serve(asked, SECONDS);
        verify(receipts);
        out.printf(
                Locale.ROOT,
                "  a pair: one thread that checks, %d consumers that ask, %.0f s each%n",
                CONSUMERS,
                SECONDS);
        var checked = pairs.run(PAIRS, () -> verify(receipts), () -> serve(asked, SECONDS));
        var fetched = pairs.run(PAIRS, () -> serve(tiles, SECONDS), () -> serve(asked, SECONDS));
        return List.of(
                Result.ofAllowed(Id.V1, "bytes of a receipt without its event", sizes, LARGEST),
                Result.ofPairs(Id.V1, "receipts/s checked by a thread, against served", checked),
                Result.ofPairs(Id.V1, "tiles/s served, against receipts/s", fetched));
    }

    private List<String> paths() throws Exception {
        Capture capture = captures.make(1).get(0);
        try (Sender sender = new Sender(zone, captures, 1)) {
            sender.send(capture, 0);
            sender.awaitFound(capture, Captures.ITEMS - 1, 0, 5);
        }
        List<String> paths = new ArrayList<>();
        for (ObjectNode event : capture.events().subList(0, RECEIPTS)) {
            paths.add("/api/v1/receipts/events/" + Sha256.hex(CanonicalJson.bytes(event)));
        }
        return paths;
    }

    private byte[] get(String path) {
        return HttpLine.get(zone.gateway(), path, "Accept: */*\r\n");
    }

    private double verify(List<byte[]> receipts) {
        ReceiptVerifier verifier = new ReceiptVerifier(zone.agencyRoots());
        long begun = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - begun < SECONDS * 1e9) {
            if (!verifier.verify(receipts.get((int) (done++ % receipts.size()))).isVerified()) {
                throw new IllegalStateException("a receipt does not verify");
            }
        }
        return done / ((System.nanoTime() - begun) / 1e9);
    }

    private double serve(List<byte[]> requests, double seconds) {
        LongAdder done = new LongAdder();
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        Workers.run(CONSUMERS, IntStream.range(0, CONSUMERS).boxed().toList(), (first, thread) -> {
            for (int i = first; System.nanoTime() < end; i++) {
                int status = lines.get(thread)
                        .send(requests.get(i % requests.size()))
                        .status();
                if (status != 200) {
                    throw new IllegalStateException("answered " + status);
                }
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
