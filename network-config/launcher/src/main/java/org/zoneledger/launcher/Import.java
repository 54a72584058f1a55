package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.filing.ImportFile;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.issuer.Credential;
import org.zoneledger.launcher.demo.Gateways;

/** Imports an enterprise's file of products through the single window, under one signature. */
final class Import {

    private static final String PATH = "/api/v1/imports";

    /** How often it asks how far the import is. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How long a gateway may be away in the middle. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Uscc uscc;
    private final Credential signer;
    private final ImportClient gateway;
    private final PrintStream out;

    /**
     * An import of one enterprise.
     *
     * @param party what it shows the gateway
     * @param signer what it signs with
     * @param roots of the gateway's certificate
     */
    Import(Uscc uscc, Credential party, Credential signer, URI gateway, List<X509Certificate> roots, PrintStream out) {
        this.uscc = uscc;
        this.signer = signer;
        this.gateway = new ImportClient(party, gateway, roots);
        this.out = out;
    }

    /** Through the single window of a zone. */
    static Import of(Setting setting, String code, boolean sm2, PrintStream out) {
        Uscc uscc = Uscc.parse(code);
        Credential party = Crypto.party(setting, uscc);
        String msp = Competence.table("singleWindow").asText();
        URI gateway = setting.topology().organisations().stream()
                .filter(each -> each.msp().equals(msp))
                .map(each -> Gateways.of(setting.topology()).https().get(each.id()))
                .findFirst()
                .orElseThrow(() -> new ZoneException("zone.yaml has no single window " + msp));
        Path bundle = setting.home().directory().resolve("trust/tls-bundle.pem");
        return new Import(uscc, party, Crypto.signer(setting, uscc, sm2), gateway, ClientTls.roots(bundle), out);
    }

    /**
     * Checks a file, signs what is good in it and follows the import to its end.
     *
     * @param each whether good lines are written though others are bad
     * @param dryRun whether it ends after the check
     * @param id chosen by the sender, else a digest of file and mode
     * @return whether no line failed
     */
    boolean run(Path path, boolean each, boolean dryRun, Optional<String> id) {
        byte[] file = read(path);
        boolean isJson = path.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        Format format = isJson ? Format.JSON : Format.CSV;
        String mode = each ? "each" : "all";
        String importID = id.orElseGet(() -> "import-"
                + Sha256.hex(mode.getBytes(StandardCharsets.UTF_8), file).substring(0, 32));
        ImportFile.read(file, format, importID, uscc, Set.of(), ImportFile.checked((line, item, index, product) -> {}));

        JsonNode checked = gateway.must(
                gateway.post(PATH + "?dryRun=true", file, mediaType(format), Map.of("Idempotency-Key", importID)));
        JsonNode errors = checked.path("errors");
        errors.forEach(this::print);
        int count = checked.path("count").asInt();
        out.printf(
                Locale.ROOT,
                "%s: %d lines, %d good, %d refused%n",
                importID,
                checked.path("lines").asInt(),
                count,
                lines(errors).size());
        if (dryRun) {
            return errors.isEmpty();
        }
        boolean isWhole = lines(errors).size() == errors.size();
        if (count == 0 || !isWhole || (!each && !errors.isEmpty())) {
            out.println("Nothing is written.");
            return false;
        }
        Statement statement =
                statement(file, format, importID, errors, checked.path("root").asText());
        gateway.must(gateway.post(
                PATH + "?mode=" + mode + "&root=" + statement.root(),
                file,
                mediaType(format),
                Map.of(
                        "Idempotency-Key",
                        importID,
                        "Zone-Signature",
                        Jws.sign(statement.bytes(), signer.key(), signer.fingerprint()))));
        return follow(importID, lines(errors));
    }

    /** What is signed is computed here: the gateway only says which lines it would refuse. */
    private Statement statement(byte[] file, Format format, String importID, JsonNode errors, String root) {
        Statement own = ImportFile.read(
                        file,
                        format,
                        importID,
                        uscc,
                        lines(errors),
                        ImportFile.checked((line, item, index, product) -> {}))
                .statement(importID, uscc);
        if (!own.root().equals(root)) {
            throw new ZoneException("the gateway reads the file otherwise than this program: nothing is signed");
        }
        return own;
    }

    private boolean follow(String importID, Set<Integer> known) {
        Instant heard = Instant.now();
        String shown = "";
        while (true) {
            Optional<JsonNode> answer = gateway.get(PATH + "/" + importID);
            if (answer.isPresent()) {
                JsonNode job = answer.get();
                heard = Instant.now();
                shown = show(job, shown);
                String state = job.path("state").asText();
                if (state.equals("DONE") || state.equals("FAILED")) {
                    out.println();
                    return end(job, known);
                }
            } else if (heard.plus(PATIENCE).isBefore(Instant.now())) {
                out.println();
                throw new ZoneException(
                        "the gateway does not answer; the import goes on when it runs again, and the same"
                                + " command shows how far it is");
            }
            pause();
        }
    }

    private String show(JsonNode job, String shown) {
        String line = String.format(
                Locale.ROOT,
                "%s: %d of %d written, %d refused",
                job.path("state").asText(),
                job.path("committed").asInt(),
                job.path("count").asInt(),
                job.path("failed").asInt());
        if (!line.equals(shown)) {
            out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
            out.flush();
        }
        return line;
    }

    private boolean end(JsonNode job, Set<Integer> known) {
        job.path("errors").forEach(error -> {
            if (!known.contains(error.path("item").asInt())) {
                print(error);
            }
        });
        return job.path("state").asText().equals("DONE") && job.path("failed").asInt() == 0;
    }

    private void print(JsonNode error) {
        int line = error.path("line").asInt();
        String field = error.path("field").asText();
        out.println((line == 0 ? "the file" : "line " + line)
                + (field.isEmpty() ? "" : ", " + field)
                + ": " + error.path("code").asText() + ": "
                + error.path("detail").asText());
    }

    /** The products that errors are about, without those about the import as a whole. */
    private static Set<Integer> lines(JsonNode errors) {
        Set<Integer> items = new TreeSet<>();
        for (JsonNode error : errors) {
            if (error.path("item").asInt() > 0) {
                items.add(error.path("item").asInt());
            }
        }
        return items;
    }

    private static String mediaType(Format format) {
        return format == Format.CSV ? "text/csv" : "application/json";
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new ZoneException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
    }
}
