package org.zoneledger.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.hyperledger.fabric.client.Network;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;

/**
 * H1: whole histories a second of a record with {@link Versions#COUNT} versions, from the index with who, why and what changed, against
 * GetHistoryForKey of a key with the same values.
 */
final class HistoryWorkload {
    private static final int PAIRS = 5;
    private static final int OK = 200;

    private static final double SECONDS = 2;

    /** A gateway gives one person 2,000 answers at once after a pause, and 500 a second. */
    private static final int MOST = 2000;

    private static final long PAUSE_MILLIS = 4000;

    private static final int AT_A_TIME = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchZone zone;
    private final Versions versions;
    private final Baseline everywhere;
    private final Organisation agency;
    private final Baseline baseline;
    private final PrintStream out;

    /**
     * @param everywhere to write the values with
     * @param agency whose peer is asked for the history
     */
    HistoryWorkload(
            BenchZone zone,
            Versions versions,
            Baseline everywhere,
            Organisation agency,
            Network peer,
            PrintStream out) {
        this.zone = zone;
        this.versions = versions;
        this.everywhere = everywhere;
        this.agency = agency;
        this.baseline = new Baseline(List.of(peer));
        this.out = out;
    }

    Result run(Pairs pairs) throws Exception {
        long begun = System.nanoTime();
        int before = versions.version();
        while (versions.version() < Versions.COUNT) {
            versions.change();
        }
        out.printf(
                Locale.ROOT,
                "  %d versions more in %.0f s%n",
                versions.version() - before,
                (System.nanoTime() - begun) / 1e9);
        List<String> values = records(
                new Caller(zone.auditor(), zone.gatewayOf(zone.auditors())).get("/api/v1/history/" + versions.key()));
        String key = "history/" + UUID.randomUUID();
        Workers.run(AT_A_TIME, values, (value, thread) -> everywhere.put(key, value));
        keepHistory(true);
        try (HttpLine auditor = new HttpLine(zone.auditor(), zone.gatewayOf(zone.auditors()), 0)) {
            byte[] finished = history(auditor);
            byte[] whole = new GZIPInputStream(new ByteArrayInputStream(finished)).readAllBytes();
            if (!texts(baseline.history(key)).equals(new TreeSet<>(values))
                    || !records(whole).equals(values)
                    || values.size() != Versions.COUNT) {
                throw new IllegalStateException("the histories are not the same");
            }
            out.printf(
                    Locale.ROOT,
                    "  %d versions; %,d bytes from the index, %,d compressed; %,d from the chaincode%n",
                    values.size(),
                    whole.length,
                    finished.length,
                    baseline.history(key).length);
            return Result.ofPairs(
                    Id.H1,
                    "histories/s",
                    pairs.run(
                            PAIRS,
                            () -> {
                                Thread.sleep(PAUSE_MILLIS);
                                return during(() -> mustBe(finished, history(auditor)));
                            },
                            () -> during(() -> baseline.history(key))));
        } finally {
            keepHistory(false);
        }
    }

    /** The history as a browser gets it: compressed. */
    private byte[] history(HttpLine auditor) throws IOException {
        HttpLine.Answer answer = auditor.send(HttpLine.get(
                zone.gatewayOf(zone.auditors()),
                "/api/v1/history/" + versions.key(),
                "Accept: application/json\r\nAccept-Encoding: gzip\r\n"));
        if (answer.status() != OK) {
            throw new IllegalStateException("a history was answered " + answer.status());
        }
        return answer.body();
    }

    private static void mustBe(byte[] expected, byte[] given) {
        if (!Arrays.equals(expected, given)) {
            throw new IllegalStateException("a history is not what it was");
        }
    }

    private static List<String> records(byte[] history) throws IOException {
        List<String> records = new ArrayList<>();
        for (JsonNode version : JSON.readTree(history).path("versions")) {
            records.add(CanonicalJson.text(version.path("record")));
        }
        return records;
    }

    /** The zone's peers keep no history; the one that is asked makes it from its blocks when it starts. */
    private void keepHistory(boolean kept) throws IOException {
        Node peer = new Node(agency, NodeKind.PEER);
        Nodes nodes = new Nodes(zone.setting());
        Path file = zone.setting().home().node(peer).resolve("core.yaml");
        nodes.stop(List.of(peer));
        String option = "enableHistoryDatabase: ";
        Files.writeString(file, Files.readString(file).replace(option + !kept, option + kept));
        nodes.start(peer);
    }

    private interface Ask {
        void once() throws Exception;
    }

    private static double during(Ask ask) throws Exception {
        long begun = System.nanoTime();
        int done = 0;
        while (System.nanoTime() - begun < SECONDS * 1e9 && done < MOST) {
            ask.once();
            done++;
        }
        return done / ((System.nanoTime() - begun) / 1e9);
    }

    private static Set<String> texts(byte[] list) throws IOException {
        Set<String> texts = new TreeSet<>();
        for (JsonNode value : JSON.readTree(list)) {
            texts.add(CanonicalJson.text(value));
        }
        return texts;
    }
}
