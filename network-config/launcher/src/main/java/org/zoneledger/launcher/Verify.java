package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.ReceiptVerifier;
import org.zoneledger.domain.receipt.Verdict;
import org.zoneledger.domain.receipt.Verdict.Step;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.log.LogAudit;

/**
 * Checks a receipt with the agencies' root certificates alone: no zone need run, and nothing is asked of anybody.
 *
 * @param roots folder with one PEM file an agency, named after it
 * @param content the record or event, where the receipt is without it
 */
record Verify(Path receipt, Path roots, Optional<Path> content) {

    private static final int VERIFIED = 0;
    private static final int REFUSED = 1;
    private static final int UNREADABLE = 2;

    /** Says what was found, and gives the exit code: 0 verified, 1 refused, 2 not to be read. */
    int run(PrintWriter out) {
        Verdict verdict;
        try {
            verdict = verdict();
        } catch (IOException | ZoneException e) {
            out.println("cannot be read: " + e.getMessage());
            return UNREADABLE;
        } catch (RefusalException e) {
            out.println("cannot be read: " + e.refusal().field() + ": "
                    + e.refusal().detail());
            return UNREADABLE;
        }
        if (verdict.failed().isPresent()) {
            boolean unreadable = verdict.failed().get() == Step.FORMAT;
            out.println((unreadable
                            ? "cannot be read: "
                            : "REFUSED at " + verdict.failed().get() + ": ")
                    + verdict.reason());
            return unreadable ? UNREADABLE : REFUSED;
        }
        Verdict.Proof proof = verdict.proof().orElseThrow();
        out.println(
                "verified: " + proof.key() + ", written in block " + proof.block() + " by transaction " + proof.txId());
        out.println("in a log of " + proof.size() + " entries, cosigned by");
        proof.cosigned().forEach((agency, at) -> out.println("  " + agency + " at " + at));
        return VERIFIED;
    }

    private Verdict verdict() throws IOException {
        ReceiptVerifier verifier = new ReceiptVerifier(certificates(roots));
        Receipt read = Receipt.read(Files.readAllBytes(receipt));
        if (content.isEmpty()) {
            return verifier.verify(read);
        }
        if (CanonicalJson.read(Files.readAllBytes(content.get())) instanceof ObjectNode given) {
            return verifier.verify(read.with(given));
        }
        throw new ZoneException(content.get() + " holds no JSON object");
    }

    /** A look at the logs of this zone's agencies. */
    static LogAudit audit(Setting setting) {
        Map<String, URI> gateways =
                new TreeMap<>(Gateways.of(setting.topology()).https());
        try {
            Map<String, X509Certificate> roots =
                    certificates(setting.home().trust().resolve("agencies"));
            gateways.keySet().retainAll(roots.keySet());
            return new LogAudit(
                    gateways, roots, ClientTls.stranger(setting.home().trust().resolve("tls-bundle.pem")));
        } catch (IOException e) {
            throw new ZoneException("no zone in " + setting.home().directory() + ": ./zone up makes one", e);
        }
    }

    private static Map<String, X509Certificate> certificates(Path roots) throws IOException {
        Map<String, X509Certificate> certificates = new TreeMap<>();
        try (var files = Files.newDirectoryStream(roots, "*.pem")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                certificates.put(
                        name.substring(0, name.length() - ".pem".length()),
                        ClientTls.roots(file).get(0));
            }
        }
        if (certificates.isEmpty()) {
            throw new ZoneException(roots + " holds no root certificate");
        }
        return certificates;
    }
}
