package org.zoneledger.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verifier in {@code gateway/verifier}, written in Go against the standards alone, comes to the same verdicts as ours. What each
 * says about every change of a receipt stands in {@code tampering.md} there.
 */
class IndependentVerifierTest {

    private static final TestZone ZONE = new TestZone();
    private static final Path VERIFIER = Path.of("../../gateway/verifier");
    private static final Path TABLE = VERIFIER.resolve("tampering.md");
    private static final String UPDATE = "tampering.update";

    @TempDir
    private Path directory;

    @BeforeEach
    void writeRoots() {
        ZONE.roots().forEach((name, root) -> {
            try {
                write("roots/" + name + ".pem", pem(root.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void accepts_what_ours_accepts_and_refuses_every_tampered_receipt() throws Exception {
        write("good/record.json", ZONE.filingReceipt("customs", "market", "tax").bytes());
        write("good/event.json", ZONE.eventReceipt("commerce", "forex", "tax").bytes());
        write(
                "good/revealed-event.json",
                ZONE.eventRevealed("customs", "market", "tax").bytes());
        write("good/newest.json", ZONE.newestReceipt("customs", "market", "tax").bytes());
        write(
                "good/without-map.json",
                ZONE.receiptWithoutMap("customs", "market", "tax").bytes());
        for (String key : List.of("filing/none", "filing/other", "product/none", "x", TestZone.DELETED_KEY)) {
            write(
                    "good/absent-" + key.replace('/', '-') + ".json",
                    ZONE.absence(key, "customs", "market", "tax").bytes());
        }
        write(
                "good/revealed-record.json",
                ZONE.filingRevealed("customs", "market", "tax").bytes());
        write(
                "good/everybody.json",
                ZONE.filingReceipt(TestZone.AGENCIES.toArray(String[]::new)).bytes());
        write("bad/two-agencies.json", ZONE.filingReceipt("customs", "tax").bytes());
        Tampering.all().forEach(each -> write(bad(each), each.of(ZONE)));
        Said said = go("test", "-count=1", "./...");
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void names_the_step_for_every_change_as_the_pinned_table_says() throws Exception {
        List<Tampering> all = Tampering.all().toList();
        all.forEach(each -> write(bad(each), each.of(ZONE)));
        List<String> command = new ArrayList<>(List.of("run", "./cmd/check", "receipt", path("roots")));
        all.forEach(each -> command.add(path(bad(each))));
        Said said = go(command.toArray(String[]::new));
        assertThat(said.exit()).as(said.text()).isNotZero();
        StringBuilder table = new StringBuilder("""
                # What is changed in a receipt, and who sees it where

                A receipt of an event on a page of seven, with one restricted field that its holder was shown, in a log of 40 entries, cosigned by
                customs, market and tax; in the last lines one of a filing that says that it is the newest version, or one that says that
                there is no record under a key. Each line is one change; `./zone verify` (and the browser, by the same steps) and the Go
                verifier say where they refuse it. In which order certificates and cosignatures come says nothing, and changes no verdict. This
                file is written by
                `IndependentVerifierTest` (`-Dtampering.update=true`), which fails when it is out of date.

                | part | what is changed | `./zone verify` | Go verifier |
                | --- | --- | --- | --- |
                """);
        ReceiptVerifier verifier = new ReceiptVerifier(ZONE.roots());
        for (Tampering each : all) {
            Verdict verdict = verifier.verify(each.of(ZONE));
            String theirs = said.about(path(bad(each)));
            assertThat(theirs)
                    .as(each.what())
                    .matches(
                            "(format|content|page|revealed|log|newest|absent|checkpoint|certificates|cosignatures): .+");
            table.append("| %s | %s | %s: %s | %s |\n"
                    .formatted(each.part(), each.what(), verdict.failed().orElseThrow(), verdict.reason(), theirs));
        }
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(TABLE, table);
        }
        assertThat(table)
                .as("run with -D%s=true and commit the difference", UPDATE)
                .hasToString(Files.readString(TABLE));
    }

    private static String bad(Tampering tampering) {
        return "bad/" + tampering.what().replace(' ', '-') + ".json";
    }

    private String path(String name) {
        return directory.toAbsolutePath().resolve(name).toString();
    }

    private record Said(int exit, String text) {

        /** What the line about a file says of it. */
        String about(String file) {
            return text.lines()
                    .filter(line -> line.startsWith(file + ": "))
                    .map(line -> line.substring(file.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    private Said go(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("go"));
        command.addAll(List.of(arguments));
        ProcessBuilder go = new ProcessBuilder(command);
        go.environment().put("RECEIPTS", directory.toAbsolutePath().toString());
        Process process =
                go.directory(VERIFIER.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Said(process.exitValue(), said);
    }

    private void write(String name, byte[] content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
