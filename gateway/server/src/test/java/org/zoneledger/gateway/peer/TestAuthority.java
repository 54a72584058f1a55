package org.zoneledger.gateway.peer;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.zoneledger.domain.canonical.Sha256;

/** An authority made for the test run, and what it issues: EC P-256, with the attributes that Fabric CA would put in. */
public final class TestAuthority {

    private static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");

    private final Credential own;
    private final AtomicLong serial = new AtomicLong(1);

    /** A certificate with its key. */
    public record Credential(X509Certificate certificate, PrivateKey key) {

        public byte[] der() {
            try {
                return certificate.getEncoded();
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }

        /** SHA-256 of the certificate, hexadecimal. */
        public String sha256() {
            return Sha256.hex(der());
        }

        public String certificatePem() {
            return pem("CERTIFICATE", der());
        }

        /** Writes {@code cert.pem} and {@code key.pem}. */
        public Credential write(Path directory) {
            try {
                Files.createDirectories(directory);
                Files.writeString(directory.resolve("cert.pem"), certificatePem());
                Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", key.getEncoded()));
                return this;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String pem(String type, byte[] content) {
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
            return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
        }
    }

    private interface Extensions {
        void addTo(JcaX509v3CertificateBuilder builder) throws IOException;
    }

    private TestAuthority(String name) {
        this.own = issue(
                name,
                null,
                BigInteger.ZERO,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    }

    public static TestAuthority named(String name) {
        return new TestAuthority(name);
    }

    PrivateKey key() {
        return own.key();
    }

    public X509Certificate root() {
        return own.certificate();
    }

    /** Writes the root certificate. */
    public void writeRoot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, own.certificatePem());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody with this role: officer, auditor, gateway, ... */
    public Credential holding(String role) {
        return withAttributes(role, "{\"attrs\":{\"zone.role\":\"" + role + "\"}}");
    }

    /** A clerk of an enterprise. */
    public Credential clerk(String uscc) {
        return withAttributes("clerk", "{\"attrs\":{\"zone.role\":\"clerk\",\"zone.uscc\":\"" + uscc + "\"}}");
    }

    /** A certificate whose attribute extension holds this text. */
    public Credential withAttributes(String name, String attributes) {
        return issue(
                name,
                own,
                BigInteger.valueOf(serial.getAndIncrement()),
                builder -> builder.addExtension(ATTRIBUTES, false, attributes.getBytes(StandardCharsets.UTF_8)));
    }

    /** A TLS server on this machine. */
    public Credential server() {
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        return issue(
                "localhost",
                own,
                BigInteger.valueOf(serial.getAndIncrement()),
                builder -> builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names)));
    }

    /** The list of those that do not hold any more, DER. */
    public byte[] revoking(Credential... credentials) {
        Instant now = Instant.now();
        var list = new X509v2CRLBuilder(
                new X500Name(root().getSubjectX500Principal().getName()), Date.from(now.minus(Duration.ofHours(1))));
        for (Credential each : credentials) {
            list.addCRLEntry(each.certificate().getSerialNumber(), Date.from(now), 0);
        }
        try {
            return list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(own.key()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Credential issue(String name, Credential issuer, BigInteger serial, Extensions extensions) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + name);
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    issuer == null
                            ? subject
                            : new X500Name(issuer.certificate()
                                    .getSubjectX500Principal()
                                    .getName()),
                    serial,
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    subject,
                    pair.getPublic());
            extensions.addTo(builder);
            PrivateKey signer = issuer == null ? pair.getPrivate() : issuer.key();
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
            return new Credential(new JcaX509CertificateConverter().getCertificate(holder), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
