package org.zoneledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.junit.jupiter.api.BeforeEach;
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
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.receipt.Absence;
import org.zoneledger.domain.receipt.CompactReceipt;
import org.zoneledger.domain.receipt.Receipt;
import org.zoneledger.domain.receipt.Receipt.Written;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;

/** What {@code ./zone verify} says of receipts in a log of one filing, cosigned by the only agency there is. */
class VerifyTest {

    private static final String KEY = "filing/91330483MA2E0010X3";
    private static final String NONE = "filing/91330483MA2B00078U";

    private final ObjectNode filing = JsonNodeFactory.instance.objectNode().put("type", "filing");
    private final MapTiles map = new MapTiles(prefix -> Optional.empty());

    @TempDir
    private Path directory;

    private Receipt receipt;

    @BeforeEach
    void make() throws Exception {
        Issuer issuer = Issuer.open(directory, CryptoConfig.read(Path.of("../../crypto-config/crypto-config.yaml")));
        var customs = issuer.organisation("customs", "agency");
        var issued = customs.witness("jiaxing", directory.resolve("customs"));
        Files.createDirectories(directory.resolve("roots"));
        String pem = Base64.getMimeEncoder().encodeToString(customs.ca().getEncoded());
        Files.writeString(
                directory.resolve("roots/customs.pem"),
                "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
        LogEntry entry = new LogEntry("zone", "", KEY, Sha256.hex(CanonicalJson.bytes(filing)), 7, 0, "ab".repeat(32));
        Leaf leaf = entry.leaf(0);
        map.change(Map.of(leaf.key(), Optional.of(leaf)));
        WitnessCertificate certificate =
                WitnessCertificate.read(issued.certificate().getEncoded());
        Checkpoint checkpoint = new Checkpoint(
                certificate.origin(), 1, MerkleTree.root(List.of(entry.leafHash())), Optional.of(map.root()));
        List<Signature> signatures = new ArrayList<>();
        signatures.add(Witness.of(certificate.origin(), certificate.key())
                .cosign(checkpoint, Instant.now(), (Ed25519PrivateKeyParameters)
                        PrivateKeyFactory.createKey(issued.key().getEncoded())));
        receipt = new Receipt(
                Optional.of(filing),
                Sealed.none(),
                Optional.empty(),
                new Written("zone", KEY, 7, 0, "ab".repeat(32)),
                0,
                List.of(),
                new SignedNote(checkpoint.text(), signatures).note(),
                List.of(certificate.der()));
    }

    @Test
    void does_not_say_that_a_version_is_the_newest_unless_the_receipt_does() throws Exception {
        assertThat(said(receipt.bytes(), 0))
                .contains("verified: " + KEY + ", written in block 7", "in a log of 1 entries", "customs at ")
                .doesNotContain("newest");
        assertThat(said(receipt.newest(proof(KEY).path()).bytes(), 0)).contains("the newest version under this key");
    }

    @Test
    void says_that_there_is_no_record_under_a_key() throws Exception {
        byte[] absence = absence(NONE).bytes();
        assertThat(said(absence, 0))
                .contains("verified: there is no record " + NONE, "in a log of 1 entries", "customs at ");
        assertThat(said(String.join("\n", CompactReceipt.texts(absence)).getBytes(StandardCharsets.US_ASCII), 0))
                .contains("there is no record");
    }

    @Test
    void names_the_step_at_which_it_refuses() throws Exception {
        assertThat(said(absence(KEY).bytes(), 1)).startsWith("REFUSED at ABSENT: ");
        assertThat(said(receipt.newest(List.of(new byte[32])).bytes(), 1)).startsWith("REFUSED at NEWEST: ");
        ObjectNode both = absence(NONE).node();
        both.set("content", filing);
        assertThat(said(CanonicalJson.bytes(both), 2)).startsWith("cannot be read: ");
    }

    private Absence absence(String key) {
        return new Absence(key, proof(key), receipt.checkpoint(), receipt.certificates());
    }

    private MerkleMap.Proof proof(String key) {
        return map.proof(MerkleMap.key("zone", key));
    }

    private String said(byte[] file, int code) throws Exception {
        Path path = Files.write(directory.resolve("receipt"), file);
        StringWriter said = new StringWriter();
        Verify verify = new Verify(path, directory.resolve("roots"), Optional.empty());
        assertThat(verify.run(new PrintWriter(said, true))).as(said.toString()).isEqualTo(code);
        return said.toString();
    }
}
