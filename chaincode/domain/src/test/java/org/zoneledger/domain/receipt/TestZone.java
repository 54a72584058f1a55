package org.zoneledger.domain.receipt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.merkle.MapTiles;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.proof.Attributes;
import org.zoneledger.domain.receipt.Receipt.Place;
import org.zoneledger.domain.receipt.Receipt.Written;

/**
 * Five agencies with roots, witnesses and one log of 40 entries: among them two versions of a filing, a draft that was deleted, and the
 * head of a page of seven events.
 */
final class TestZone {

    static final String FILING_KEY = "filing/91330400MA28A0000X";
    static final String DELETED_KEY = "draft/91330400MA28A0000X";
    static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    static final List<String> AGENCIES = List.of("commerce", "customs", "forex", "market", "tax");

    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final int SIZE = 40;
    private static final int OLDER = 5;
    private static final int FILING = 11;
    private static final int DELETED = 17;
    private static final int HEAD = 29;
    private static final int EVENT = 4;

    private static final Sealed SEALED_IN_FILING = sealed("customsCode", "registeredAddress");
    private static final Sealed SEALED_IN_EVENT = sealed("/quantityList", "/bizTransactionList");

    private final Map<String, Agency> agencies = new TreeMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();
    private final MapTiles map = new MapTiles(prefix -> Optional.empty());

    /** One agency's root and witness; market's has a certificate of the older form. */
    record Agency(String origin, PrivateKey caKey, X509Certificate root, Ed25519PrivateKeyParameters key) {

        Witness witness() {
            return Witness.of(origin, key.generatePublicKey().getEncoded());
        }

        byte[] certificate() {
            byte[] publicKey = key.generatePublicKey().getEncoded();
            return origin.endsWith("market")
                    ? olderCertificate(caKey, origin, publicKey)
                    : witnessCertificate(caKey, origin, publicKey);
        }
    }

    TestZone() {
        for (String name : AGENCIES) {
            agencies.put(name, agency("jiaxing", name));
        }
        for (int i = 0; i < 7; i++) {
            ObjectNode event = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "ObjectEvent")
                    .put("n", i);
            event.set("zone:sealed", SEALED_IN_EVENT.digests());
            events.add(event);
        }
        for (int i = 0; i < SIZE; i++) {
            LogEntry entry = entry(i);
            leaves.add(entry.leafHash());
            if (entry.isMapped()) {
                Leaf leaf = entry.leaf(i);
                map.change(Map.of(leaf.key(), Optional.of(leaf)));
            }
        }
    }

    static Agency agency(String zone, String name) {
        KeyPair ca = keys();
        byte[] root = sign(
                ca.getPrivate(),
                builder(
                        "CN=ca." + name,
                        SubjectPublicKeyInfo.getInstance(ca.getPublic().getEncoded())));
        byte[] seed = Sha256.digest((zone + name).getBytes(StandardCharsets.UTF_8));
        return new Agency(
                Witness.origin(zone, name),
                ca.getPrivate(),
                Attributes.certificate(root),
                new Ed25519PrivateKeyParameters(seed));
    }

    Agency agency(String name) {
        return agencies.get(name);
    }

    Map<String, X509Certificate> roots() {
        Map<String, X509Certificate> roots = new TreeMap<>();
        agencies.forEach((name, agency) -> roots.put(name, agency.root()));
        return roots;
    }

    ObjectNode filing() {
        ObjectNode filing =
                JsonNodeFactory.instance.objectNode().put("type", "filing").put("uscc", "91330400MA28A0000X");
        filing.set("restricted", SEALED_IN_FILING.digests());
        return filing;
    }

    /** A receipt of the filing for somebody who was shown one of its restricted fields. */
    Receipt filingRevealed(String... cosigning) {
        return filingReceipt(cosigning).revealing(only(SEALED_IN_FILING, "customsCode"));
    }

    /** A receipt of one event for somebody who was shown one of its restricted fields. */
    Receipt eventRevealed(String... cosigning) {
        return eventReceipt(cosigning).revealing(only(SEALED_IN_EVENT, "/quantityList"));
    }

    private static Sealed sealed(String... fields) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (String field : fields) {
            values.putArray(field).addObject().put("quantity", 120.5).put("of", field);
        }
        return Sealed.seal(values, new byte[Sealed.SEED_BYTES]);
    }

    private static Sealed only(Sealed all, String field) {
        return new Sealed(
                all.salts().deepCopy().retain(field), all.values().deepCopy().retain(field));
    }

    /** A receipt of the filing, with the checkpoint of customs cosigned by some agencies. */
    Receipt filingReceipt(String... cosigning) {
        return receipt(Optional.of(filing()), Optional.empty(), FILING, cosigning);
    }

    /** A receipt of the filing that says that it is the newest version. */
    Receipt newestReceipt(String... cosigning) {
        return filingReceipt(cosigning).newest(proof(FILING_KEY).path());
    }

    /** A receipt of the version of the filing before. */
    Receipt olderReceipt(String... cosigning) {
        return receipt(Optional.of(older()), Optional.empty(), OLDER, cosigning);
    }

    /** A receipt that says that there is no record under a key, whether that is true or not. */
    Absence absence(String key, String... cosigning) {
        Receipt vouched = filingReceipt(cosigning);
        return new Absence(key, proof(key), vouched.checkpoint(), vouched.certificates());
    }

    /** What the map holds where the way of a key ends. */
    MerkleMap.Proof proof(String key) {
        return map.proof(MerkleMap.key("zone", key));
    }

    /** A receipt of one event. */
    Receipt eventReceipt(String... cosigning) {
        Place place = new Place(head(), EVENT, MerkleTree.inclusionProof(eventLeaves(), EVENT));
        return receipt(Optional.of(events.get(EVENT)), Optional.of(place), HEAD, cosigning);
    }

    Checkpoint checkpoint() {
        return new Checkpoint(agency("customs").origin(), SIZE, MerkleTree.root(leaves), Optional.of(map.root()));
    }

    /** A receipt of the filing as they were before checkpoints named a map. */
    Receipt receiptWithoutMap(String... cosigning) {
        Checkpoint older =
                new Checkpoint(checkpoint().origin(), SIZE, checkpoint().root());
        return receipt(older, Optional.of(filing()), Optional.empty(), FILING, cosigning);
    }

    private Receipt receipt(Optional<ObjectNode> content, Optional<Place> place, int index, String... cosigning) {
        return receipt(checkpoint(), content, place, index, cosigning);
    }

    private Receipt receipt(
            Checkpoint checkpoint,
            Optional<ObjectNode> content,
            Optional<Place> place,
            int index,
            String... cosigning) {
        LogEntry entry = entry(index);
        List<Signature> signatures = new ArrayList<>();
        List<byte[]> certificates = new ArrayList<>();
        for (String name : cosigning) {
            Agency agency = agency(name);
            signatures.add(agency.witness().cosign(checkpoint, AT, agency.key()));
            certificates.add(agency.certificate());
        }
        return new Receipt(
                content,
                Sealed.none(),
                place,
                new Written(entry.namespace(), entry.key(), entry.block(), entry.position(), entry.txId()),
                index,
                MerkleTree.inclusionProof(leaves, index),
                new SignedNote(checkpoint.text(), signatures).note(),
                certificates);
    }

    private LogEntry entry(int index) {
        String key =
                switch (index) {
                    case FILING, OLDER -> FILING_KEY;
                    case DELETED -> DELETED_KEY;
                    case HEAD -> "pagehead/capture-0001";
                    default -> "other/" + index;
                };
        ObjectNode value =
                switch (index) {
                    case FILING -> filing();
                    case OLDER -> older();
                    case HEAD -> head();
                    default -> JsonNodeFactory.instance.objectNode().put("n", index);
                };
        String digest = index == DELETED ? LogEntry.DELETED : Sha256.hex(CanonicalJson.bytes(value));
        return new LogEntry("zone", "", key, digest, index / 3, index % 3, "ab".repeat(32));
    }

    private ObjectNode older() {
        return JsonNodeFactory.instance.objectNode().put("type", "filing").put("version", 1);
    }

    private ObjectNode head() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("captureID", "capture-0001")
                .put("count", events.size())
                .put("root", HexFormat.of().formatHex(MerkleTree.root(eventLeaves())));
    }

    private List<byte[]> eventLeaves() {
        return events.stream()
                .map(event -> MerkleTree.leafHash(CanonicalJson.bytes(event)))
                .toList();
    }

    static byte[] witnessCertificate(PrivateKey caKey, String origin, byte[] key) {
        return sign(caKey, builder("CN=" + origin, ed25519(key)));
    }

    /** As certificates of witnesses were made once: the origin is in an attribute. */
    static byte[] olderCertificate(PrivateKey caKey, String origin, byte[] key) {
        X509v3CertificateBuilder builder = builder("CN=witness", ed25519(key));
        try {
            builder.addExtension(
                    new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"),
                    false,
                    ("{\"attrs\":{\"zone.log\":\"" + origin + "\"}}").getBytes(StandardCharsets.US_ASCII));
            return sign(caKey, builder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SubjectPublicKeyInfo ed25519(byte[] key) {
        return new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), key);
    }

    private static X509v3CertificateBuilder builder(String subject, SubjectPublicKeyInfo key) {
        return new X509v3CertificateBuilder(
                new X500Name("CN=ca"),
                BigInteger.ONE,
                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                new X500Name(subject),
                key);
    }

    private static byte[] sign(PrivateKey key, X509v3CertificateBuilder builder) {
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setProvider(PROVIDER)
                            .build(key))
                    .getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
