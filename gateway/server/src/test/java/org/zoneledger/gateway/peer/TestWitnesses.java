package org.zoneledger.gateway.peer;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
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
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.domain.log.SignedNote.Signature;
import org.zoneledger.domain.log.Witness;
import org.zoneledger.domain.log.WitnessCertificate;

/** The witnesses of the five agencies, made for the test run; each is certified by a root of its own. */
public final class TestWitnesses {

    /** The same ones for every test. */
    public static final TestWitnesses ALL = new TestWitnesses();

    private final Map<String, Agency> agencies = new TreeMap<>();

    /** One agency, by MSP id. */
    public record Agency(
            String msp, X509Certificate root, WitnessCertificate certificate, Ed25519PrivateKeyParameters key) {

        public Witness speaker() {
            return Witness.of(certificate.origin(), certificate.key());
        }

        /** A checkpoint of its log, signed; it names no map. */
        public SignedNote signed(long size, byte[] treeRoot) {
            return signed(size, treeRoot, Optional.empty());
        }

        /** A checkpoint of its log with a map of newest entries, signed. */
        public SignedNote signed(long size, byte[] treeRoot, Optional<byte[]> mapRoot) {
            Checkpoint checkpoint = new Checkpoint(certificate.origin(), size, treeRoot, mapRoot);
            return new SignedNote(checkpoint.text(), List.of(speaker().sign(checkpoint, key)));
        }

        /** The transaction by which it has registered its key. */
        public TestTransaction registration() {
            return TestTransaction.of("witness-of-" + msp)
                    .calling("governance:witness", "{}", "")
                    .by(msp, new byte[0])
                    .endorsedBy(msp, "CustomsMSP", "TaxMSP")
                    .writing("witness/" + msp, record());
        }

        /** What it has registered. */
        public byte[] record() {
            String record = "{\"certificate\":\"" + Base64.getEncoder().encodeToString(certificate.der())
                    + "\",\"id\":\"witness-0001\",\"msp\":\"" + msp
                    + "\",\"status\":\"ACTIVE\",\"type\":\"witness\",\"version\":1}";
            return record.getBytes(StandardCharsets.UTF_8);
        }

        /** Writes {@code witness.pem} and {@code witness.key}. */
        public void write(Path directory) {
            try {
                Files.createDirectories(directory);
                Files.writeString(directory.resolve("witness.pem"), pem("CERTIFICATE", certificate.der()));
                Files.writeString(
                        directory.resolve("witness.key"),
                        pem(
                                "PRIVATE KEY",
                                PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private TestWitnesses() {
        Competence.schemes().forEach((agency, msp) -> agencies.put(msp, made(agency, msp)));
    }

    public Agency of(String msp) {
        return agencies.get(msp);
    }

    public List<Agency> agencies() {
        return List.copyOf(agencies.values());
    }

    /** The roots that a verifier is given, by the agency's name. */
    public Map<String, X509Certificate> roots() {
        Map<String, X509Certificate> roots = new TreeMap<>();
        agencies.values().forEach(agency -> roots.put(agency.certificate().agency(), agency.root()));
        return roots;
    }

    /** A note with cosignatures of some agencies. */
    public SignedNote cosigned(SignedNote note, Instant at, String... msps) {
        List<Signature> signatures = new ArrayList<>(note.signatures());
        for (String msp : msps) {
            Agency agency = of(msp);
            signatures.add(agency.speaker().cosign(Checkpoint.read(note.text()), at, agency.key()));
        }
        return note.with(signatures);
    }

    /** A witness that may be nobody's. */
    public static Agency made(String agency, String msp) {
        TestAuthority authority = TestAuthority.named(agency);
        Ed25519PrivateKeyParameters key =
                new Ed25519PrivateKeyParameters(Sha256.digest(agency.getBytes(StandardCharsets.UTF_8)));
        byte[] der = certificate(
                authority.key(),
                Witness.origin("jiaxing", agency),
                key.generatePublicKey().getEncoded());
        return new Agency(msp, authority.root(), WitnessCertificate.read(der), key);
    }

    private static byte[] certificate(PrivateKey root, String origin, byte[] key) {
        try {
            var builder = new X509v3CertificateBuilder(
                    new X500Name("CN=ca"),
                    BigInteger.ONE,
                    Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                    Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                    new X500Name("CN=witness"),
                    new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), key));
            builder.addExtension(
                    new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"),
                    false,
                    ("{\"attrs\":{\"zone.log\":\"" + origin + "\"}}").getBytes(StandardCharsets.US_ASCII));
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(root))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
