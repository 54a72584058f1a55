package org.zoneledger.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.launcher.log.Monitor.Found;

class MonitorTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final String USCC = "91330483MA2E0010X3";
    private static final String GTIN = "06930000100223";

    @TempDir
    private Path directory;

    private TestLogs logs;
    private Watch watched = Watch.NOTHING;
    private String said = "";

    @BeforeEach
    void found() throws Exception {
        logs = new TestLogs(directory.resolve("zone"));
    }

    @AfterEach
    void stop() {
        logs.close();
    }

    @Test
    void finds_nothing_where_logs_only_grow() {
        publish(300, 0);
        assertThat(look()).as(said).isEqualTo(Found.NOTHING);
        publish(310, 0);
        Found found = look();
        assertThat(found).as(said).isEqualTo(Found.NOTHING);
        assertThat(said).contains("310 entries").doesNotContain("300");
    }

    @Test
    void names_who_shows_another_past_than_it_did_even_when_all_do() {
        publish(300, 0);
        look();
        publish(310, 7);
        assertThat(look()).isEqualTo(Found.FAULT);
        assertThat(said.lines()).hasSize(5).allMatch(line -> line.contains("SHOWS ANOTHER PAST"));
        publish(320, 7);
        assertThat(look()).as("it is not forgotten").isEqualTo(Found.FAULT);
    }

    @Test
    void names_who_shows_another_map_of_a_log_than_before() {
        publish(300, 0);
        mapped("tax", 1);
        look();
        mapped("tax", 2);
        assertThat(look()).isEqualTo(Found.FAULT);
        assertThat(said.lines().filter(line -> line.contains("SHOWS ANOTHER MAP OF NEWEST ENTRIES than tax did")))
                .singleElement()
                .asString()
                .startsWith("tax");
    }

    private void mapped(String agency, int map) {
        Optional<byte[]> root = Optional.of(Sha256.digest(new byte[] {(byte) map}));
        logs.publish(agency, TestLogs.leaves(300, 0), root, 5, NOW);
    }

    @Test
    void names_who_goes_back() {
        publish(300, 0);
        look();
        logs.publish("tax", TestLogs.leaves(290, 0), 5, NOW);
        assertThat(look()).isEqualTo(Found.FAULT);
        assertThat(said.lines().filter(line -> line.contains("has gone back from 300 entries")))
                .singleElement()
                .asString()
                .startsWith("tax");
    }

    @Test
    void names_who_shows_another_log_than_the_others() {
        publish(300, 0);
        logs.publish("forex", TestLogs.leaves(300, 7), 5, NOW);
        assertThat(look()).isEqualTo(Found.FAULT);
        assertThat(said).containsOnlyOnce("SHOWS ANOTHER LOG");
    }

    @Test
    void names_whose_checkpoint_is_old_or_lacks_cosignatures_or_does_not_come() {
        publish(300, 0);
        logs.publish("tax", TestLogs.leaves(300, 0), 5, NOW.minus(Duration.ofMinutes(6)));
        logs.publish("forex", TestLogs.leaves(300, 0), 2, NOW);
        logs.stop("market");
        assertThat(look()).isEqualTo(Found.FAULT);
        assertThat(said)
                .contains("nobody has cosigned it for 5 minutes")
                .contains("only 2 agencies have cosigned")
                .contains("it does not answer");
    }

    @Test
    void announces_what_is_written_of_what_is_watched_and_nothing_twice() {
        watched = new Watch(Set.of(USCC), List.of(Sought.read(GTIN)));
        publish(257, 0);
        look();
        grow(0, "filing/" + USCC, "product/" + GTIN, "filing/91330483MA2E0099X3");
        assertThat(look()).isEqualTo(Found.WRITTEN);
        assertThat(said)
                .contains("filing/" + USCC + " was written in block 9 by transaction abcd")
                .contains("product/" + GTIN + " was written")
                .doesNotContain("MA2E0099X3");
        assertThat(look()).isEqualTo(Found.NOTHING);
    }

    @Test
    void announces_each_event_that_names_what_is_watched_or_was_captured_by_whom_is_watched() {
        String item = "https://id.gs1.org/01/" + GTIN + "/21/";
        String other = "https://id.gs1.org/01/06930000100230/21/B1";
        capture(
                new TestCapture(
                        "capture-1",
                        "91330483MA2E0099X3",
                        TestCapture.event("ObjectEvent", item + "A1", item + "A2"),
                        TestCapture.event("ObjectEvent", other)),
                new TestCapture("capture-2", USCC, TestCapture.event("ObjectEvent", other)));
        watched = new Watch(Set.of(), List.of(Sought.read(GTIN)));
        assertThat(look()).as(said).isEqualTo(Found.WRITTEN);
        assertThat(announced())
                .containsExactly("page/capture-1 in block 9 by transaction tx9: ObjectEvent of 2026-11-27T08:00:00.000Z"
                        + " names " + item + "A1, " + item + "A2");
        assertThat(look()).as("nothing twice").isEqualTo(Found.NOTHING);
        forget();
        watched = new Watch(Set.of(), List.of(Sought.read("urn:epc:id:sgtin:6930000.010023.B1")));
        look();
        assertThat(announced()).hasSize(2).allMatch(line -> line.endsWith(" names " + other));
        forget();
        watched = new Watch(Set.of(USCC), List.of());
        look();
        assertThat(announced())
                .containsExactly("page/capture-2 in block 10 by transaction tx10: ObjectEvent of"
                        + " 2026-11-27T08:00:00.000Z was captured by " + USCC);
        forget();
        watched = new Watch(Set.of(), List.of(Sought.read(item + "A3")));
        assertThat(look()).as(said).isEqualTo(Found.NOTHING);
    }

    @Test
    void names_who_shows_another_page_than_the_one_in_its_log() {
        String item = "https://id.gs1.org/01/" + GTIN + "/21/A1";
        capture(new TestCapture("capture-1", USCC, TestCapture.event("ObjectEvent", item)));
        watched = new Watch(Set.of(), List.of(Sought.read(GTIN)));
        TestCapture other = new TestCapture("capture-1", USCC, TestCapture.event("ObjectEvent"));
        other.serve(logs, "commerce");
        assertThat(look()).isEqualTo(Found.FAULT);
        assertThat(said)
                .contains("SHOWS ANOTHER page/capture-1 than that of its log")
                .doesNotContain(" names ");
        assertThat(look()).as("it is not passed over").isEqualTo(Found.FAULT);
    }

    private List<String> announced() {
        return said.lines().filter(line -> line.startsWith("page")).toList();
    }

    /** The log of 257 goes on with captures, after it was looked at. */
    private void capture(TestCapture... captures) {
        publish(257, 0);
        look();
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < captures.length; i++) {
            entries.addAll(captures[i].entries(9 + i));
        }
        grow(entries, entries);
        TestLogs.AGENCIES.forEach(agency -> List.of(captures).forEach(each -> each.serve(logs, agency)));
    }

    /** The next look begins where the log had 257 entries. */
    private void forget() {
        try {
            Files.writeString(directory.resolve("seen.json"), "{\"read\":257}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void believes_no_entries_that_are_not_those_of_the_tree() {
        watched = new Watch(Set.of(USCC), List.of());
        publish(257, 0);
        look();
        grow(1, "filing/" + USCC);
        assertThat(look()).isEqualTo(Found.FAULT);
        assertThat(said).contains("its entries are not those of its tree");
    }

    @Test
    void follows_a_gateway_that_is_no_agencys_by_the_log_it_passes_on() {
        publish(300, 0);
        Map<String, URI> one = Map.of("operator", logs.gateways().get("customs"));
        assertThat(look(one)).isEqualTo(Found.NOTHING);
        assertThat(said).startsWith("operator").contains("agrees");
        assertThat(directory.resolve("seen.json")).exists();
        assertThat(Files.exists(directory.resolve("seen.json.next"))).isFalse();
    }

    private void publish(int size, int seed) {
        TestLogs.AGENCIES.forEach(agency -> logs.publish(agency, TestLogs.leaves(size, seed), 5, NOW));
    }

    /** The log of 257 goes on with these keys; entries that are shown may be other ones. */
    private void grow(int shift, String... keys) {
        grow(
                Stream.of(keys).map(key -> entry(key, 9)).toList(),
                Stream.of(keys).map(key -> entry(key, 9 + shift)).toList());
    }

    private void grow(List<LogEntry> written, List<LogEntry> shown) {
        List<byte[]> leaves = TestLogs.leaves(257, 0);
        written.forEach(entry -> leaves.add(entry.leafHash()));
        List<byte[]> entries = new ArrayList<>(List.of(new byte[] {0, 1, 0}));
        shown.forEach(entry -> entries.add(entry.bytes()));
        TestLogs.AGENCIES.forEach(agency -> {
            logs.publish(agency, leaves, 5, NOW);
            logs.serveEntries(agency, entries);
        });
    }

    private static LogEntry entry(String key, int block) {
        return new LogEntry("zone", "", key, Sha256.hex(MerkleTree.leafHash(new byte[] {1})), block, 0, "abcd");
    }

    private Found look() {
        return look(logs.gateways());
    }

    private Found look(Map<String, URI> gateways) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Found found = new Monitor(
                        gateways,
                        logs.roots(),
                        HttpClient.newHttpClient(),
                        directory.resolve("seen.json"),
                        watched,
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .look(new PrintStream(out, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8);
        return found;
    }
}
