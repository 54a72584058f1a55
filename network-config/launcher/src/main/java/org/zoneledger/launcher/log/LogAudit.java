package org.zoneledger.launcher.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.launcher.ZoneException;

/** Looks at the agencies' logs from outside: who keeps up, who is cosigned, and who shows another past than the others. */
public final class LogAudit {

    private final Map<String, URI> gateways;
    private final Map<String, X509Certificate> roots;
    private final HttpClient http;
    private final SortedMap<String, WitnessCertificate> witnesses = new TreeMap<>();
    private final SortedMap<String, Log> logs = new TreeMap<>();
    private final SortedMap<String, String> faults = new TreeMap<>();

    /** One agency's log at its checkpoint. */
    record Log(SignedNote note, Checkpoint checkpoint, SortedMap<String, Instant> cosigned, RemoteLog tree) {

        /** When somebody cosigned it last. */
        Optional<Instant> last() {
            return cosigned.values().stream().max(Comparator.naturalOrder());
        }
    }

    /**
     * @param gateways by name; one with the name of an agency must publish that agency's log
     * @param roots of the agencies, by the agency's name
     */
    public LogAudit(Map<String, URI> gateways, Map<String, X509Certificate> roots, HttpClient http) {
        this.gateways = gateways;
        this.roots = roots;
        this.http = http;
    }

    /** Prints a line an agency; false when one is not reached, lacks cosignatures or shows another log. */
    public boolean run(PrintStream out) {
        look();
        gateways.keySet().forEach(agency -> out.println(line(agency)));
        return faults.isEmpty();
    }

    /** Reads and compares. */
    void look() {
        gateways.keySet().forEach(agency -> attempt(agency, () -> learnKeys(agency)));
        gateways.keySet().forEach(agency -> attempt(agency, () -> logs.put(agency, read(agency))));
        compare();
    }

    /** The logs that were read, by the gateway's name. */
    SortedMap<String, Log> logs() {
        return logs;
    }

    /** Names of the gateways whose logs nothing is wrong with, the longest log first. */
    List<String> sound() {
        return logs.keySet().stream()
                .filter(name -> !faults.containsKey(name))
                .sorted(Comparator.comparingLong(
                                (String name) -> logs.get(name).checkpoint().size())
                        .reversed())
                .toList();
    }

    /** What is wrong, by the gateway's name. */
    SortedMap<String, String> faults() {
        return faults;
    }

    private void attempt(String agency, Runnable work) {
        try {
            work.run();
        } catch (ZoneException | RefusalException e) {
            faults.putIfAbsent(agency, e.getMessage());
        }
    }

    /** Takes the keys that any gateway names, if the agency's root vouches for them. */
    private void learnKeys(String agency) {
        JsonNode named = CanonicalJson.read(RemoteLog.get(gateways.get(agency), http, "/api/v1/witnesses"));
        for (JsonNode each : named) {
            WitnessCertificate certificate = WitnessCertificate.read(
                    Base64.getDecoder().decode(each.path("certificate").asText()));
            X509Certificate root = roots.get(certificate.agency());
            if (root != null && isVouchedFor(certificate, root)) {
                witnesses.put(certificate.agency(), certificate);
            }
        }
    }

    private static boolean isVouchedFor(WitnessCertificate certificate, X509Certificate root) {
        try {
            certificate.x509().verify(root.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Log read(String agency) {
        URI gateway = gateways.get(agency);
        SignedNote note =
                SignedNote.read(new String(RemoteLog.get(gateway, http, "/log/checkpoint"), StandardCharsets.UTF_8));
        Checkpoint checkpoint = Checkpoint.read(note.text());
        boolean signed = witnesses.values().stream()
                .filter(own -> own.agency().equals(agency) || !roots.containsKey(agency))
                .filter(own -> own.origin().equals(checkpoint.origin()))
                .anyMatch(own -> speaker(own).hasSigned(note));
        if (!signed) {
            throw new ZoneException("its checkpoint is not signed with its key");
        }
        SortedMap<String, Instant> cosigned = new TreeMap<>();
        witnesses.forEach(
                (name, witness) -> speaker(witness).hasCosigned(note).ifPresent(at -> cosigned.put(name, at)));
        RemoteLog tree = new RemoteLog(gateway, http, checkpoint.size());
        if (!Arrays.equals(tree.root(checkpoint.size()), checkpoint.root())) {
            throw new ZoneException("its tiles are not those of its checkpoint");
        }
        if (cosigned.size() <= roots.size() / 2) {
            faults.put(agency, "only " + cosigned.size() + " agencies have cosigned its checkpoint");
        }
        return new Log(note, checkpoint, cosigned, tree);
    }

    /** Compares all logs at the size that every one of them has reached; who is alone with its root, or its map, is named. */
    private void compare() {
        long common = logs.values().stream()
                .mapToLong(log -> log.checkpoint().size())
                .min()
                .orElse(0);
        Map<String, List<String>> byRoot = new TreeMap<>();
        logs.forEach((agency, log) -> attempt(agency, () -> byRoot.computeIfAbsent(
                        HexFormat.of().formatHex(log.tree().root(common)), root -> new ArrayList<>())
                .add(agency)));
        nameOthers(byRoot, "SHOWS ANOTHER LOG", common);
        logs.values().stream().map(log -> log.checkpoint().size()).distinct().forEach(this::compareMaps);
    }

    /** Compares the maps of newest entries that logs of one size name. */
    private void compareMaps(long size) {
        Map<String, List<String>> byMap = new TreeMap<>();
        logs.forEach((agency, log) -> log.checkpoint()
                .map()
                .filter(map -> log.checkpoint().size() == size)
                .ifPresent(map -> byMap.computeIfAbsent(HexFormat.of().formatHex(map), root -> new ArrayList<>())
                        .add(agency)));
        nameOthers(byMap, "SHOWS ANOTHER MAP OF NEWEST ENTRIES", size);
    }

    private void nameOthers(Map<String, List<String>> byRoot, String what, long size) {
        List<String> most = byRoot.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
        byRoot.values().stream()
                .filter(agencies -> !agencies.equals(most))
                .flatMap(List::stream)
                .forEach(agency ->
                        faults.putIfAbsent(agency, what + " than " + String.join(", ", most) + " at size " + size));
    }

    /** A line about a gateway's log. */
    String line(String agency) {
        Log log = logs.get(agency);
        String state = faults.getOrDefault(agency, "agrees");
        return log == null
                ? String.format(Locale.ROOT, "%-10s %s", agency, state)
                : String.format(
                        Locale.ROOT,
                        "%-10s %,10d entries, cosigned by %d, last at %s: %s",
                        agency,
                        log.checkpoint().size(),
                        log.cosigned().size(),
                        log.last().map(Instant::toString).orElse("never"),
                        state);
    }

    private static Witness speaker(WitnessCertificate certificate) {
        return Witness.of(certificate.origin(), certificate.key());
    }
}
