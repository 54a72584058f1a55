package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.TransactionName;

/** Peers of different agencies must compute the same bytes, whatever machine they run on. */
class DeterminismTest {

    private static final int PROPOSALS = 300;

    private static final String[] CUSTOMS = {
        "-Duser.language=tr",
        "-Duser.country=TR",
        "-Duser.timezone=Pacific/Kiritimati",
        "-Dfile.encoding=ISO-8859-1",
        "-XX:+UnlockExperimentalVMOptions",
        "-XX:hashCode=2",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1"
    };
    private static final String[] TAX = {
        "-Duser.language=ar",
        "-Duser.country=EG",
        "-Duser.timezone=America/Los_Angeles",
        "-Dfile.encoding=UTF-16BE",
        "-XX:+UnlockExperimentalVMOptions",
        "-XX:hashCode=4",
        "-XX:+UseParallelGC"
    };

    @TempDir
    private Path folder;

    @Test
    void computes_the_same_bytes_under_another_language_zone_encoding_and_order_of_hashes() throws Exception {
        Path proposals = folder.resolve("proposals");
        List<String> here = new ArrayList<>();
        write(proposals, here);

        Process customs = start(CUSTOMS, proposals, folder.resolve("customs"));
        Process tax = start(TAX, proposals, folder.resolve("tax"));

        assertThat(transcript(customs, folder.resolve("customs"))).isEqualTo(String.join("\n", here) + "\n");
        assertThat(Files.mismatch(folder.resolve("customs"), waitFor(tax, folder.resolve("tax"))))
                .isEqualTo(-1);
    }

    @Test
    void tries_every_transaction_with_and_without_success() {
        MemoryLedger ledger = new MemoryLedger();
        RandomProposals proposals = new RandomProposals(2026, ledger);
        SortedMap<String, Integer> agreed = new TreeMap<>();
        SortedMap<String, Integer> refused = new TreeMap<>();
        for (int i = 0; i < PROPOSALS; i++) {
            Proposal proposal = proposals.next();
            boolean isAgreed = ledger.submit(proposal).status() == 200;
            (isAgreed ? agreed : refused).merge(proposal.function(), 1, Integer::sum);
        }
        for (TransactionName name : TransactionName.values()) {
            assertThat(agreed).containsKey(name.wire());
            assertThat(refused).containsKey(name.wire());
        }
        assertThat(agreed.values().stream().mapToInt(Integer::intValue).sum()).isBetween(120, 240);
    }

    private static void write(Path file, List<String> transcript) throws IOException {
        MemoryLedger ledger = new MemoryLedger();
        RandomProposals proposals = new RandomProposals(2026, ledger);
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(PROPOSALS);
            for (int i = 0; i < PROPOSALS; i++) {
                Proposal proposal = proposals.next();
                proposal.write(out);
                transcript.add(Replay.line(i, ledger.submit(proposal)));
            }
        }
    }

    private Process start(String[] options, Path proposals, Path transcript) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Replay.class.getName()));
        command.addAll(List.of(proposals.toString(), transcript.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve(transcript.getFileName() + ".log").toFile())
                .start();
    }

    private String transcript(Process process, Path transcript) throws Exception {
        return Files.readString(waitFor(process, transcript), StandardCharsets.US_ASCII);
    }

    private Path waitFor(Process process, Path transcript) throws Exception {
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("the replay ends")
                    .isTrue();
            Path log = folder.resolve(transcript.getFileName() + ".log");
            assertThat(process.exitValue())
                    .as(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1))
                    .isZero();
            return transcript;
        } finally {
            process.destroyForcibly();
        }
    }
}
