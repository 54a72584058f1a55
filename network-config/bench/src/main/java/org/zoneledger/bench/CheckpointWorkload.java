package org.zoneledger.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hyperledger.fabric.client.Network;

/** V2: how long after the block a record has its receipt, which a checkpoint cosigned by three agencies must cover. */
final class CheckpointWorkload {
    private static final int SAMPLES = 100;
    private static final double ALLOWED_MILLIS = 2000;
    private static final long POLL_MILLIS = 10;
    private static final int BUSY = 503;
    private static final int NOT_FOUND = 404;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Versions versions;
    private final Caller consumer;
    private final Network peer;
    private final PrintStream out;

    /**
     * @param peer that the gateway's index follows
     */
    CheckpointWorkload(BenchZone zone, Versions versions, Network peer, PrintStream out) {
        this.versions = versions;
        this.consumer = new Caller(zone.consumer(), zone.gateway());
        this.peer = peer;
        this.out = out;
    }

    Result run() throws IOException, InterruptedException {
        List<Double> delays = new ArrayList<>();
        try (Witnesses witness = new Witnesses(List.of(peer))) {
            for (int i = 0; i < SAMPLES; i++) {
                long block = witness.await(List.of(List.of(versions.change())), PATIENCE);
                delays.add(Math.max(0, awaitReceipt() - block) / 1e6);
            }
        }
        out.printf(Locale.ROOT, "  %d versions of a product: median %.0f ms%n", SAMPLES, Statistics.median(delays));
        return Result.ofLags(Id.V2, delays, ALLOWED_MILLIS);
    }

    private long awaitReceipt() throws IOException, InterruptedException {
        HttpRequest request = consumer.to("/api/v1/receipts/" + versions.key() + "?version=" + versions.version())
                .GET()
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            HttpResponse<byte[]> answer = consumer.send(request);
            if (answer.statusCode() == 200) {
                return System.nanoTime();
            }
            if (answer.statusCode() != BUSY && answer.statusCode() != NOT_FOUND) {
                throw new IllegalStateException(request.uri() + " was answered " + answer.statusCode());
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("no checkpoint covers version " + versions.version());
    }
}
