package org.zoneledger.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.Sha256;

class LogAuditTest {

    private static final int SIZE = 300;

    @TempDir
    private Path directory;

    private TestLogs logs;

    @BeforeEach
    void found() throws Exception {
        logs = new TestLogs(directory);
    }

    @AfterEach
    void stop() {
        logs.close();
    }

    @Test
    void finds_nothing_where_all_agree() {
        TestLogs.AGENCIES.forEach(agency -> logs.publish(agency, TestLogs.leaves(SIZE, 0), 5, Instant.EPOCH));
        logs.publish("tax", TestLogs.leaves(SIZE - 40, 0), 5, Instant.EPOCH);
        assertThat(audit()).isEqualTo("agrees ".repeat(5));
    }

    @Test
    void names_who_shows_another_past() {
        TestLogs.AGENCIES.forEach(agency -> logs.publish(agency, TestLogs.leaves(SIZE, 0), 5, Instant.EPOCH));
        logs.publish("forex", TestLogs.leaves(SIZE, 7), 5, Instant.EPOCH);
        assertThat(audit()).isEqualTo("agrees agrees SHOWS ANOTHER LOG agrees agrees ");
    }

    @Test
    void names_who_shows_another_map_of_the_same_log() {
        for (String agency : TestLogs.AGENCIES) {
            publish(agency, SIZE, agency.equals("market") ? 2 : 1);
        }
        publish("tax", SIZE - 40, 3);
        logs.publish("customs", TestLogs.leaves(SIZE, 0), 5, Instant.EPOCH);
        assertThat(audit()).isEqualTo("agrees agrees agrees SHOWS ANOTHER MAP agrees ");
    }

    private void publish(String agency, int size, int map) {
        Optional<byte[]> root = Optional.of(Sha256.digest(new byte[] {(byte) map}));
        logs.publish(agency, TestLogs.leaves(size, 0), root, 5, Instant.EPOCH);
    }

    @Test
    void names_who_has_too_few_cosignatures_or_does_not_answer() {
        TestLogs.AGENCIES.forEach(agency -> logs.publish(agency, TestLogs.leaves(SIZE, 0), 5, Instant.EPOCH));
        logs.publish("customs", TestLogs.leaves(SIZE, 0), 2, Instant.EPOCH);
        logs.stop("market");
        assertThat(audit()).isEqualTo("agrees only 2 agencies agrees it does not answer agrees ");
    }

    @Test
    void names_whose_tiles_are_not_those_of_its_checkpoint() {
        TestLogs.AGENCIES.forEach(agency -> logs.publish(agency, TestLogs.leaves(SIZE, 0), 5, Instant.EPOCH));
        logs.serveTiles("tax", TestLogs.leaves(SIZE, 7));
        assertThat(audit()).isEqualTo("agrees agrees agrees agrees its tiles are not those ");
    }

    /** What the lines say at their ends, one after the other. */
    private String audit() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LogAudit(logs.gateways(), logs.roots(), HttpClient.newHttpClient())
                .run(new PrintStream(out, true, StandardCharsets.UTF_8));
        StringBuilder verdicts = new StringBuilder();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            for (String verdict : List.of(
                    "agrees",
                    "SHOWS ANOTHER LOG",
                    "SHOWS ANOTHER MAP",
                    "only 2 agencies",
                    "it does not answer",
                    "its tiles are not those")) {
                if (line.contains(verdict)) {
                    verdicts.append(verdict).append(' ');
                }
            }
        }
        return verdicts.toString();
    }
}
