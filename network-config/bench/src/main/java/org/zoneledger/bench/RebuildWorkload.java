package org.zoneledger.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.zoneledger.bench.Result.Sample;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;

/**
 * V3: entries a second of a log that a gateway builds anew from block 0, its start included, against the entries a second that the
 * channel takes.
 */
final class RebuildWorkload {
    private static final int CREATES = 4000;
    private static final int AT_A_TIME = 256;

    private final BenchZone zone;
    private final Baseline baseline;
    private final PrintStream out;

    RebuildWorkload(BenchZone zone, Baseline baseline, PrintStream out) {
        this.zone = zone;
        this.baseline = baseline;
        this.out = out;
    }

    Result run() throws IOException, InterruptedException {
        String run = UUID.randomUUID().toString();
        List<String> keys =
                IntStream.range(0, CREATES).mapToObj(i -> run + "/" + i).toList();
        long begun = System.nanoTime();
        Workers.run(AT_A_TIME, keys, (key, thread) -> baseline.create(key, "{}"));
        double live = CREATES / ((System.nanoTime() - begun) / 1e9);
        Node gateway = new Node(zone.auditors(), NodeKind.GATEWAY);
        Nodes nodes = new Nodes(zone.setting());
        nodes.stop(List.of(gateway));
        try (var files =
                Files.newDirectoryStream(zone.setting().home().node(gateway).resolve("data"), "index.db*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        begun = System.nanoTime();
        nodes.start(gateway);
        double seconds = (System.nanoTime() - begun) / 1e9;
        long entries = entries();
        out.printf(Locale.ROOT, "  %,d entries in %.1f s%n", entries, seconds);
        return Result.ofPairs(Id.V3, "entries/s", List.of(Sample.pair(entries / seconds, live)));
    }

    private long entries() throws IOException, InterruptedException {
        byte[] note = new Caller(zone.consumer(), zone.gateway()).get("/log/checkpoint");
        return Checkpoint.read(SignedNote.read(new String(note, StandardCharsets.UTF_8))
                        .text())
                .size();
    }
}
