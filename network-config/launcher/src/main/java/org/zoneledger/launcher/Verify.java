package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.receipt.CompactReceipt;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.ReceiptVerifier;
import org.zoneledger.domain.receipt.Verdict;
import org.zoneledger.domain.receipt.Verdict.Step;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.log.LogAudit;
import org.zoneledger.launcher.log.LogSearch;
import org.zoneledger.launcher.log.Monitor;
import org.zoneledger.launcher.log.Watch;

/**
 * Checks a receipt with the agencies' root certificates alone: no zone need run, and nothing is asked of anybody.
 *
 * @param receipt JSON, or the texts of its QR codes, one a line
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
        out.println("verified: "
                + proof.written()
                        .map(entry ->
                                proof.key() + ", written in block " + entry.block() + " by transaction " + entry.txId())
                        .orElse("there is no record " + proof.key()));
        proof.revealed().forEach(field -> out.println("with its restricted field " + field));
        if (proof.newest()) {
            out.println("the newest version under this key");
        }
        out.println("in a log of " + proof.size() + " entries, cosigned by");
        proof.cosigned().forEach((agency, at) -> out.println("  " + agency + " at " + at));
        return VERIFIED;
    }

    private Verdict verdict() throws IOException {
        ReceiptVerifier verifier = new ReceiptVerifier(certificates(roots));
        byte[] file = Files.readAllBytes(receipt);
        byte[] json = CompactReceipt.isIn(file) ? CompactReceipt.read(file) : file;
        if (content.isEmpty()) {
            return verifier.verify(json);
        }
        if (CanonicalJson.read(Files.readAllBytes(content.get())) instanceof ObjectNode given) {
            return verifier.verify(Receipt.read(json).with(given));
        }
        throw new ZoneException(content.get() + " holds no JSON object");
    }

    /** A look at the logs of this zone's agencies. */
    static LogAudit audit(Setting setting) {
        Map<String, X509Certificate> roots = agencies(setting);
        return new LogAudit(gateways(setting, roots), roots, stranger(setting));
    }

    /**
     * How gateways are looked at from outside.
     *
     * @param asked addresses of gateways; this zone's agencies' where there are none
     * @param roots folder with one PEM file an agency; this zone's where it is left out
     * @param tls what the gateways' TLS certificates are checked with; this zone's where it is left out
     */
    record Outside(Setting setting, List<URI> asked, Optional<Path> roots, Optional<Path> tls) {

        /** Follows logs. */
        Monitor monitor(Path state, Watch watched) {
            Map<String, X509Certificate> agencies = agencies();
            return new Monitor(gateways(agencies), agencies, http(), state, watched, Clock.systemUTC());
        }

        /** Reads every page of a log. */
        LogSearch search() {
            Map<String, X509Certificate> agencies = agencies();
            return new LogSearch(gateways(agencies), agencies, http());
        }

        private Map<String, X509Certificate> agencies() {
            try {
                return roots.isPresent() ? certificates(roots.get()) : Verify.agencies(setting);
            } catch (IOException e) {
                throw new ZoneException("the root certificates cannot be read", e);
            }
        }

        private Map<String, URI> gateways(Map<String, X509Certificate> agencies) {
            Map<String, URI> gateways = new TreeMap<>();
            asked.forEach(each -> gateways.put(each.getAuthority(), each));
            return asked.isEmpty() ? Verify.gateways(setting, agencies) : gateways;
        }

        private HttpClient http() {
            return tls.map(ClientTls::stranger).orElseGet(() -> stranger(setting));
        }
    }

    private static Map<String, URI> gateways(Setting setting, Map<String, X509Certificate> roots) {
        Map<String, URI> gateways =
                new TreeMap<>(Gateways.of(setting.topology()).https());
        gateways.keySet().retainAll(roots.keySet());
        return gateways;
    }

    private static HttpClient stranger(Setting setting) {
        return ClientTls.stranger(setting.home().trust().resolve("tls-bundle.pem"));
    }

    private static Map<String, X509Certificate> agencies(Setting setting) {
        try {
            return certificates(setting.home().trust().resolve("agencies"));
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
