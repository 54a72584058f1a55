package org.zoneledger.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;

/** Five agencies' gateways, each a server of this test that publishes what it is told. */
class LogAuditTest {

    private static final List<String> AGENCIES = List.of("commerce", "customs", "forex", "market", "tax");
    private static final int SIZE = 300;

    @TempDir
    private Path directory;

    private final Map<String, X509Certificate> roots = new TreeMap<>();
    private final Map<String, WitnessCertificate> witnesses = new TreeMap<>();
    private final Map<String, Ed25519PrivateKeyParameters> keys = new HashMap<>();
    private final Map<String, HttpServer> servers = new HashMap<>();
    private final Map<String, URI> gateways = new TreeMap<>();

    @BeforeEach
    void found() throws IOException, GeneralSecurityException {
        Issuer issuer = Issuer.open(directory, CryptoConfig.read(Path.of("../../crypto-config/crypto-config.yaml")));
        for (String agency : AGENCIES) {
            var organisation = issuer.organisation(agency, "agency");
            var witness = organisation.witness("jiaxing", directory.resolve(agency));
            roots.put(agency, organisation.ca());
            witnesses.put(agency, WitnessCertificate.read(witness.certificate().getEncoded()));
            keys.put(agency, (Ed25519PrivateKeyParameters)
                    PrivateKeyFactory.createKey(witness.key().getEncoded()));
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            servers.put(agency, server);
            gateways.put(
                    agency, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        }
    }

    @AfterEach
    void stop() {
        servers.values().forEach(server -> server.stop(0));
    }

    @Test
    void finds_nothing_where_all_agree() {
        AGENCIES.forEach(agency -> publish(agency, leaves(SIZE, 0), 5));
        publish("tax", leaves(SIZE - 40, 0), 5);
        assertThat(audit()).isEqualTo("agrees ".repeat(5));
    }

    @Test
    void names_who_shows_another_past() {
        AGENCIES.forEach(agency -> publish(agency, leaves(SIZE, 0), 5));
        publish("forex", leaves(SIZE, 7), 5);
        assertThat(audit()).isEqualTo("agrees agrees SHOWS ANOTHER LOG agrees agrees ");
    }

    @Test
    void names_who_has_too_few_cosignatures_or_does_not_answer() {
        AGENCIES.forEach(agency -> publish(agency, leaves(SIZE, 0), 5));
        publish("customs", leaves(SIZE, 0), 2);
        servers.get("market").stop(0);
        assertThat(audit()).isEqualTo("agrees only 2 agencies agrees it does not answer agrees ");
    }

    @Test
    void names_whose_tiles_are_not_those_of_its_checkpoint() {
        AGENCIES.forEach(agency -> publish(agency, leaves(SIZE, 0), 5));
        serveTiles("tax", leaves(SIZE, 7));
        assertThat(audit()).isEqualTo("agrees agrees agrees agrees its tiles are not those ");
    }

    /** What the lines say at their ends, one after the other. */
    private String audit() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LogAudit(gateways, roots, HttpClient.newHttpClient())
                .run(new PrintStream(out, true, StandardCharsets.UTF_8));
        StringBuilder verdicts = new StringBuilder();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            for (String verdict : List.of(
                    "agrees",
                    "SHOWS ANOTHER LOG",
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

    private void publish(String agency, List<byte[]> leaves, int cosigning) {
        Checkpoint checkpoint = new Checkpoint(witnesses.get(agency).origin(), leaves.size(), MerkleTree.root(leaves));
        List<Signature> signatures = new ArrayList<>();
        signatures.add(speaker(agency).sign(checkpoint, keys.get(agency)));
        AGENCIES.stream()
                .limit(cosigning)
                .forEach(each -> signatures.add(speaker(each).cosign(checkpoint, Instant.EPOCH, keys.get(each))));
        serve(
                agency,
                "/log/checkpoint",
                new SignedNote(checkpoint.text(), signatures).note().getBytes(StandardCharsets.UTF_8));
        ArrayNode named = JsonNodeFactory.instance.arrayNode();
        witnesses.values().forEach(each -> named.addObject()
                .put("certificate", Base64.getEncoder().encodeToString(each.der())));
        serve(agency, "/api/v1/witnesses", CanonicalJson.bytes(named));
        serveTiles(agency, leaves);
    }

    private void serveTiles(String agency, List<byte[]> leaves) {
        serve(agency, "/log/tile/0/000", joined(leaves.subList(0, 256)));
        for (int width = 1; width <= leaves.size() - 256; width++) {
            serve(agency, "/log/tile/0/001.p/" + width, joined(leaves.subList(256, 256 + width)));
        }
        serve(agency, "/log/tile/1/000.p/1", MerkleTree.root(leaves.subList(0, 256)));
    }

    private void serve(String agency, String path, byte[] content) {
        HttpServer server = servers.get(agency);
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException first) {
            // there was none
        }
        server.createContext(path, exchange -> {
            boolean exact = exchange.getRequestURI().getPath().equals(path);
            exchange.sendResponseHeaders(exact ? 200 : 404, exact ? content.length : -1);
            if (exact) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
    }

    private Witness speaker(String agency) {
        return Witness.of(witnesses.get(agency).origin(), witnesses.get(agency).key());
    }

    /** So many leaves; another seed gives another past. */
    private static List<byte[]> leaves(int size, int seed) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leafHash(new byte[] {(byte) i, (byte) (i >> 8), (byte) seed}));
        }
        return leaves;
    }

    private static byte[] joined(List<byte[]> hashes) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        hashes.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
