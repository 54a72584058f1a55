package org.zoneledger.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.launcher.log.LogSearch.Outcome;

class LogSearchTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final String USCC = "91330483MA2E0010X3";
    private static final String PRODUCT = "https://id.gs1.org/01/06930000100223";
    private static final TestCapture FIRST = new TestCapture(
            "capture-1",
            USCC,
            TestCapture.event("ObjectEvent", PRODUCT + "/21/A1", PRODUCT + "/21/A2"),
            TestCapture.event("ObjectEvent", PRODUCT + "/10/L7"));
    private static final TestCapture SECOND = new TestCapture(
            "capture-2", USCC, TestCapture.event("ObjectEvent", PRODUCT + "/21/A1", PRODUCT + "/21/A3"));

    @TempDir
    private Path directory;

    private TestLogs logs;
    private String said = "";

    @BeforeEach
    void two_captures_are_in_every_log() throws Exception {
        logs = new TestLogs(directory);
        TestLogs.AGENCIES.forEach(agency -> publish(agency, entries()));
    }

    @AfterEach
    void stop() {
        logs.close();
    }

    private void publish(String agency, List<byte[]> entries) {
        logs.publish(agency, entries, NOW);
        FIRST.serve(logs, agency);
        SECOND.serve(logs, agency);
    }

    /** The first capture among the first 256, the second behind them. */
    private static List<byte[]> entries() {
        List<byte[]> entries = new ArrayList<>();
        for (int block = 0; block < 259; block++) {
            if (block == 100 || block == 258) {
                (block == 100 ? FIRST : SECOND).entries(block).forEach(entry -> entries.add(entry.bytes()));
            } else {
                entries.add(filing(block).bytes());
            }
        }
        return entries;
    }

    private static LogEntry filing(int block) {
        return new LogEntry("zone", "", "filing/" + block, Sha256.hex(new byte[] {1}), block, 0, "tx" + block);
    }

    @Test
    void says_where_a_serial_was_recorded_first() {
        assertThat(search(PRODUCT + "/21/A1")).isEqualTo(Outcome.RECORDED);
        assertThat(said)
                .startsWith("recorded, first in event 1 of 2 of page/capture-1 in block 100 by transaction tx100")
                .contains("ObjectEvent of 2026-11-27T08:00:00.000Z names " + PRODUCT + "/21/A1\n")
                .contains("in a log of 261 entries, cosigned by\n  commerce at " + NOW);
        assertThat(search(PRODUCT + "/21/A3")).isEqualTo(Outcome.RECORDED);
        assertThat(said).contains("event 1 of 1 of page/capture-2 in block 258");
    }

    @Test
    void says_that_a_serial_was_never_recorded_and_what_was_read() {
        assertThat(search(PRODUCT + "/21/A4")).isEqualTo(Outcome.NOT_RECORDED);
        assertThat(said)
                .startsWith("not recorded: " + PRODUCT + "/21/A4 is named by none of 3 events in 2 pages\n")
                .contains("in a log of 261 entries, cosigned by\n")
                .contains("  tax at " + NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epc:id:sgtin:6930000.010022.A3",
                "https://example.com/01/06930000100223/10/L9/21/A3",
                "06930000100223",
                "6930000100223",
                PRODUCT + "/10/L7"
            })
    void knows_a_thing_by_each_of_its_names(String name) {
        assertThat(search(name)).as(said).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void believes_no_page_that_is_not_the_one_in_the_log() {
        TestCapture other = new TestCapture("capture-1", USCC, TestCapture.event("ObjectEvent", PRODUCT + "/21/A9"));
        other.serve(logs, "commerce");
        assertThat(search(PRODUCT + "/21/A9")).isEqualTo(Outcome.NOT_RECORDED);
        assertThat(said).startsWith("commerce   SHOWS ANOTHER page/capture-1 than that of its log\nnot recorded");
    }

    @Test
    void says_nothing_of_absence_where_no_gateway_shows_every_page() {
        TestLogs.AGENCIES.forEach(agency -> logs.serve(agency, "/log/page/capture-2", new byte[] {1}));
        assertThat(search(PRODUCT + "/21/A4")).isEqualTo(Outcome.UNKNOWN);
        assertThat(said).contains("it cannot be said whether " + PRODUCT + "/21/A4 was recorded");
        assertThat(search(PRODUCT + "/21/A1"))
                .as("what is found before is enough")
                .isEqualTo(Outcome.RECORDED);
    }

    @Test
    void reads_no_log_without_enough_cosignatures() {
        List<byte[]> leaves = entries().stream().map(MerkleTree::leafHash).toList();
        TestLogs.AGENCIES.forEach(agency -> logs.publish(agency, leaves, 2, NOW));
        assertThat(search(PRODUCT + "/21/A4")).isEqualTo(Outcome.UNKNOWN);
        assertThat(said).contains("only 2 agencies have cosigned");
    }

    @Test
    void believes_no_tile_that_does_not_lead_to_the_root() {
        List<byte[]> without = entries();
        without.set(100, filing(100).bytes());
        TestLogs.AGENCIES.forEach(agency -> {
            publish(agency, without);
            // the tiles above are those of the whole log, and so the checkpoint stays the one that was cosigned
            List<byte[]> leaves = entries().stream().map(MerkleTree::leafHash).toList();
            logs.publish(agency, leaves, 5, NOW);
            logs.serveTile(
                    agency,
                    without.subList(0, 256).stream().map(MerkleTree::leafHash).toList());
        });
        assertThat(search(PRODUCT + "/21/A2")).as(said).isEqualTo(Outcome.UNKNOWN);
        assertThat(said).contains("its tiles do not fit together");
    }

    private Outcome search(String epc) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Outcome outcome = new LogSearch(logs.gateways(), logs.roots(), HttpClient.newHttpClient())
                .run(Sought.read(epc), new PrintStream(out, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8);
        return outcome;
    }
}
