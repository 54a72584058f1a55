package org.zoneledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;
import org.zoneledger.domain.merkle.MapTiles;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.Receipt.Place;
import org.zoneledger.domain.receipt.Receipt.Written;
import org.zoneledger.domain.receipt.ReceiptVerifier;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;

/** How long a receipt is that goes with an event on a label, made with the certificates that the zone's authorities issue. */
class ReceiptSizeTest {

    /** The three of the five whose names are longest. */
    private static final List<String> AGENCIES = List.of("commerce", "customs", "market");

    private static final String USCC = "91330483MA2E0010X3";
    private static final int ENTRIES = 1_000_000;
    private static final int EVENTS = 1_000;
    private static final Instant AT = Instant.parse("2026-11-27T08:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void is_at_most_4096_bytes_without_the_event_on_a_full_page_in_a_log_of_a_million() throws Exception {
        Issuer issuer = Issuer.open(directory, CryptoConfig.read(Path.of("../../crypto-config/crypto-config.yaml")));
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", "ObjectEvent");
        List<byte[]> events = filled(EVENTS, 777, MerkleTree.leafHash(CanonicalJson.bytes(event)));
        ObjectNode head = head(issuer.party(USCC), MerkleTree.root(events));
        Written written =
                new Written("zone", "pagehead/" + head.path("captureID").asText(), 654_321, 199, "ab".repeat(32));
        LogEntry entry = new LogEntry(
                written.namespace(),
                "",
                written.key(),
                Sha256.hex(CanonicalJson.bytes(head)),
                written.block(),
                written.position(),
                written.txId());
        List<byte[]> log = filled(ENTRIES, 777_777, entry.leafHash());
        Checkpoint checkpoint = new Checkpoint(
                "zoneledger.org/jiaxing/commerce",
                ENTRIES,
                MerkleTree.root(log),
                Optional.of(new MapTiles(prefix -> Optional.empty()).root()));
        List<Signature> signatures = new ArrayList<>();
        List<byte[]> certificates = new ArrayList<>();
        Map<String, X509Certificate> roots = new TreeMap<>();
        for (String agency : AGENCIES) {
            var organisation = issuer.organisation(agency, "agency");
            Credential witness = organisation.witness("jiaxing", directory.resolve(agency));
            WitnessCertificate certificate =
                    WitnessCertificate.read(witness.certificate().getEncoded());
            Ed25519PrivateKeyParameters key = (Ed25519PrivateKeyParameters)
                    PrivateKeyFactory.createKey(witness.key().getEncoded());
            signatures.add(Witness.of(certificate.origin(), certificate.key()).cosign(checkpoint, Instant.now(), key));
            certificates.add(certificate.der());
            roots.put(agency, organisation.ca());
        }
        Receipt receipt = new Receipt(
                Optional.empty(),
                Sealed.none(),
                Optional.of(new Place(head, 777, MerkleTree.inclusionProof(events, 777))),
                written,
                777_777,
                MerkleTree.inclusionProof(log, 777_777),
                new SignedNote(checkpoint.text(), signatures).note(),
                certificates);
        assertThat(new ReceiptVerifier(roots).verify(receipt.with(event)).reason())
                .isEqualTo("verified");
        assertThat(receipt.path()).hasSize(20);
        assertThat(receipt.bytes().length).isLessThanOrEqualTo(4096);
    }

    /** A page head with every field that it may have. */
    private static ObjectNode head(Credential sender, byte[] root) {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        head.put("captureID", "0f8fad5b-d9cb-469f-a165-70867728950e");
        head.put("count", EVENTS);
        head.put("root", HexFormat.of().formatHex(root));
        head.put("uscc", USCC);
        head.put("jws", Jws.sign(CanonicalJson.bytes(head), sender.key(), sender.fingerprint()));
        head.put("type", "page");
        head.put("schema", 2);
        head.put("version", 1);
        head.put("at", AT.toString());
        head.putObject("by").put("msp", "CommerceMSP").put("role", "CLERK").put("certificate", sender.fingerprint());
        head.put("certificate", sender.fingerprint());
        head.put("hashes", Sha256.hex("hashes".getBytes(StandardCharsets.UTF_8)));
        head.put("restricted", Sha256.hex("restricted".getBytes(StandardCharsets.UTF_8)));
        return head;
    }

    private static List<byte[]> filled(int size, int index, byte[] leaf) {
        List<byte[]> leaves = new ArrayList<>(Collections.nCopies(size, MerkleTree.leafHash(new byte[] {1})));
        leaves.set(index, leaf);
        return leaves;
    }
}
