package org.zoneledger.launcher.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;

/** Five agencies' gateways, each a server of a test that publishes what it is told. */
final class TestLogs implements AutoCloseable {

    static final List<String> AGENCIES = List.of("commerce", "customs", "forex", "market", "tax");
    private final Map<String, X509Certificate> roots = new TreeMap<>();
    private final Map<String, WitnessCertificate> witnesses = new TreeMap<>();
    private final Map<String, Ed25519PrivateKeyParameters> keys = new HashMap<>();
    private final Map<String, HttpServer> servers = new HashMap<>();
    private final Map<String, URI> gateways = new TreeMap<>();

    TestLogs(Path directory) throws IOException, GeneralSecurityException {
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

    Map<String, X509Certificate> roots() {
        return roots;
    }

    Map<String, URI> gateways() {
        return gateways;
    }

    /** An agency's gateway does not answer any more. */
    void stop(String agency) {
        servers.get(agency).stop(0);
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
    }

    /** Publishes a log whose checkpoint, without a map, so many agencies cosigned at a time. */
    void publish(String agency, List<byte[]> leaves, int cosigning, Instant at) {
        publish(agency, leaves, Optional.empty(), cosigning, at);
    }

    /** The same with the root of a map of newest entries. */
    void publish(String agency, List<byte[]> leaves, Optional<byte[]> map, int cosigning, Instant at) {
        Checkpoint checkpoint =
                new Checkpoint(witnesses.get(agency).origin(), leaves.size(), MerkleTree.root(leaves), map);
        List<Signature> signatures = new ArrayList<>();
        signatures.add(speaker(agency).sign(checkpoint, keys.get(agency)));
        AGENCIES.stream()
                .limit(cosigning)
                .forEach(each -> signatures.add(speaker(each).cosign(checkpoint, at, keys.get(each))));
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

    /** Publishes the first tile of leaves. */
    void serveTile(String agency, List<byte[]> leaves) {
        serve(agency, "/log/tile/0/000", joined(leaves));
    }

    void serveTiles(String agency, List<byte[]> leaves) {
        serveTile(agency, leaves.subList(0, 256));
        for (int width = 1; width <= leaves.size() - 256; width++) {
            serve(agency, "/log/tile/0/001.p/" + width, joined(leaves.subList(256, 256 + width)));
        }
        serve(agency, "/log/tile/1/000.p/1", MerkleTree.root(leaves.subList(0, 256)));
    }

    /** Publishes a log of more than 256 entries whole. */
    void publish(String agency, List<byte[]> entries, Instant at) {
        publish(agency, entries.stream().map(MerkleTree::leafHash).toList(), 5, at);
        serveBundle(agency, "000", entries.subList(0, 256));
        serveEntries(agency, entries.subList(256, entries.size()));
    }

    /** Publishes the last entries of a log, those behind the first 256. */
    void serveEntries(String agency, List<byte[]> entries) {
        serveBundle(agency, "001.p/" + entries.size(), entries);
    }

    private void serveBundle(String agency, String path, List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        serve(agency, "/log/tile/entries/" + path, bundle.toByteArray());
    }

    void serve(String agency, String path, byte[] content) {
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
    static List<byte[]> leaves(int size, int seed) {
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
