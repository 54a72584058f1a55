package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TransactionName;

/** Peers of different agencies must compute the same bytes, whatever machine they run on. */
class DeterminismTest {

    /** As many as {@code -Dproposals=10000} says. */
    private static final int PROPOSALS = Integer.getInteger("proposals", 4000);

    private static final List<String> CUSTOMS = List.of(
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-Duser.timezone=Pacific/Kiritimati",
            "-Dfile.encoding=ISO-8859-1",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=2",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");
    private static final List<String> TAX = List.of(
            "-Duser.language=ar",
            "-Duser.country=EG",
            "-Duser.timezone=America/Los_Angeles",
            "-Dfile.encoding=UTF-16BE",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=4",
            "-XX:+UseParallelGC");

    @TempDir
    private Path folder;

    @Test
    void computes_the_same_bytes_under_another_language_zone_encoding_and_order_of_hashes() throws Exception {
        Path proposals = folder.resolve("proposals");
        List<String> here = new ArrayList<>();
        write(proposals, here);

        JavaProcess customs = replay(CUSTOMS, proposals, "customs");
        JavaProcess tax = replay(TAX, proposals, "tax");
        customs.mustEndWell();
        tax.mustEndWell();

        assertThat(folder.resolve("customs")).hasContent(String.join("\n", here) + "\n");
        assertThat(folder.resolve("tax")).hasSameBinaryContentAs(folder.resolve("customs"));
    }

    private JavaProcess replay(List<String> options, Path proposals, String agency) throws IOException {
        return JavaProcess.start(
                options, folder.resolve(agency + ".log"), Replay.class, proposals, folder.resolve(agency));
    }

    @Test
    void tries_every_transaction_with_and_without_success() {
        MemoryLedger ledger = new MemoryLedger();
        RandomProposals proposals = new RandomProposals(2036, ledger);
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
        assertThat(agreed.values().stream().mapToInt(Integer::intValue).sum())
                .isBetween(PROPOSALS / 2, PROPOSALS * 5 / 6);
    }

    @Test
    void leads_filings_and_amendments_to_every_status() {
        MemoryLedger ledger = new MemoryLedger();
        RandomProposals proposals = new RandomProposals(2036, ledger);
        SortedSet<String> statuses = new TreeSet<>();
        for (int i = 0; i < PROPOSALS; i++) {
            ledger.submit(proposals.next()).writes().values().forEach((place, value) -> {
                if (place.startsWith("filing/") || place.startsWith("amendment/")) {
                    statuses.add(LedgerRecord.read(value).text("status"));
                }
            });
        }
        assertThat(statuses)
                .containsExactly(
                        "ACCEPTED",
                        "ACTIVE",
                        "APPLIED",
                        "CANCELLED",
                        "PENDING",
                        "REFUSED",
                        "REJECTED",
                        "SUBMITTED",
                        "SUSPENDED",
                        "VERIFIED");
    }

    private static void write(Path file, List<String> transcript) throws IOException {
        MemoryLedger ledger = new MemoryLedger();
        RandomProposals proposals = new RandomProposals(2036, ledger);
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(PROPOSALS);
            for (int i = 0; i < PROPOSALS; i++) {
                Proposal proposal = proposals.next();
                proposal.write(out);
                transcript.add(Replay.line(i, ledger.submit(proposal)));
            }
        }
    }
}
