package org.zoneledger.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.CanonicalJson;

/** The verifier in {@code gateway/verifier}, written in Go against the standards alone, comes to the same verdicts as ours. */
class IndependentVerifierTest {

    private static final TestZone ZONE = new TestZone();
    private static final Path VERIFIER = Path.of("../../gateway/verifier");

    @TempDir
    private Path directory;

    @Test
    void accepts_what_ours_accepts_and_refuses_every_tampered_receipt() throws Exception {
        ZONE.roots().forEach((name, root) -> {
            try {
                write("roots/" + name + ".pem", pem(root.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        });
        write("good/record.json", ZONE.filingReceipt("customs", "market", "tax").bytes());
        write("good/event.json", ZONE.eventReceipt("commerce", "forex", "tax").bytes());
        write(
                "good/everybody.json",
                ZONE.filingReceipt(TestZone.AGENCIES.toArray(String[]::new)).bytes());
        write("bad/two-agencies.json", ZONE.filingReceipt("customs", "tax").bytes());
        ReceiptVerifierTest.tampering().forEach(each -> {
            var receipt = ZONE.eventReceipt("customs", "market", "tax").node().deepCopy();
            each.change().accept(receipt);
            write("bad/" + each.what().replace(' ', '-') + ".json", CanonicalJson.bytes(receipt));
        });
        ProcessBuilder go = new ProcessBuilder("go", "test", "-count=1", "./...");
        go.environment().put("RECEIPTS", directory.toAbsolutePath().toString());
        Process process =
                go.directory(VERIFIER.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
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
