package org.zoneledger.issuer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/** A root that signs end certificates and its list of revoked ones. */
final class Authority {
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final Path certificateFile;
    private final Path crlFile;
    private final int crlDays;
    private final Clock clock;
    private final PrivateKey key;
    private final X509Certificate certificate;

    /** The authority {@code name} of this folder: {@code name.pem} and {@code name.key}, made where missing. */
    Authority(Path folder, String name, X500Name subject, CryptoConfig.ValidityDays days, Clock clock) {
        this.certificateFile = folder.resolve(name + ".pem");
        this.crlFile = folder.resolve("ca".equals(name) ? "crl.pem" : name + "-crl.pem");
        this.crlDays = days.crl();
        this.clock = clock;
        this.key = Keys.keepOrMake(folder.resolve(name + ".key"), Keys.P256);
        if (!Files.exists(certificateFile)) {
            PrivateFiles.write(certificateFile, PrivateFiles.pem(selfSigned(subject, days.authority())));
        }
        this.certificate = Keys.certificate(certificateFile);
        if (!certificate.getPublicKey().equals(Keys.publicKey(key))) {
            throw new IllegalStateException(certificateFile + " is not the certificate of " + name + ".key beside it");
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    Path certificateFile() {
        return certificateFile;
    }

    /** A certificate for the key in {@code keyFile}; what exists is kept if this authority signed it. */
    Credential keepOrIssue(Path certificateFile, Path keyFile, Profile profile) {
        var holder = Keys.keepOrMake(keyFile, profile.curve());
        try {
            if (!Files.exists(certificateFile)) {
                PrivateFiles.write(certificateFile, PrivateFiles.pem(issue(Keys.publicKey(holder), profile)));
            }
            var kept = Keys.certificate(certificateFile);
            kept.verify(certificate.getPublicKey(), Keys.PROVIDER);
            if (!kept.getPublicKey().equals(Keys.publicKey(holder))) {
                throw new IllegalStateException(certificateFile + " is not the certificate of " + keyFile);
            }
            return new Credential(certificateFile, keyFile, kept, holder);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    certificateFile + " was not issued by " + this.certificateFile + "; remove it to issue it again",
                    e);
        }
    }

    /** Adds the serial to the list and publishes it. */
    void revoke(BigInteger serial) {
        var list = new X509v2CRLBuilder(subject(), Date.from(clock.instant()));
        var old = crl();
        copyEntries(old, list);
        if (old.getRevokedCertificate(serial) == null) {
            list.addCRLEntry(serial, Date.from(clock.instant()), CRLReason.privilegeWithdrawn);
        }
        publish(list, number(old).add(BigInteger.ONE));
    }

    /** The list in force; made when missing and signed again when half of its time has passed. */
    X509CRL crl() {
        if (!Files.exists(crlFile)) {
            publish(new X509v2CRLBuilder(subject(), Date.from(clock.instant())), BigInteger.ONE);
        }
        var list = readCrl();
        var renewal =
                list.getNextUpdate().toInstant().minus(Duration.ofDays(crlDays).dividedBy(2));
        if (clock.instant().isAfter(renewal)) {
            var renewed = new X509v2CRLBuilder(subject(), Date.from(clock.instant()));
            copyEntries(list, renewed);
            publish(renewed, number(list).add(BigInteger.ONE));
            return readCrl();
        }
        return list;
    }

    private X509CRL readCrl() {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(new ByteArrayInputStream(PrivateFiles.der(crlFile)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(crlFile + " is not a revocation list", e);
        }
    }

    private static void copyEntries(X509CRL from, X509v2CRLBuilder to) {
        try {
            to.addCRL(new X509CRLHolder(from.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigInteger number(X509CRL list) {
        try {
            var number = new X509CRLHolder(list.getEncoded()).getExtension(Extension.cRLNumber);
            return CRLNumber.getInstance(number.getParsedValue()).getCRLNumber();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(X509v2CRLBuilder list, BigInteger number) {
        try {
            list.setNextUpdate(Date.from(clock.instant().plus(Duration.ofDays(crlDays))));
            // Fabric finds the signer of a list by its authority key identifier
            list.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            list.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
            PrivateFiles.write(
                    crlFile,
                    PrivateFiles.pem(new JcaX509CRLConverter()
                            .setProvider(Keys.PROVIDER)
                            .getCRL(list.build(Keys.lowSSigner(key)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X500Name subject() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private X509Certificate selfSigned(X500Name subject, int days) {
        try {
            var publicKey = Keys.publicKey(key);
            var extensions = new JcaX509ExtensionUtils();
            var builder = builder(subject, subject, publicKey, days);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(publicKey));
            return sign(builder);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509Certificate issue(PublicKey holder, Profile profile) {
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder = builder(subject(), profile.subject(), holder, profile.days());
            if (!profile.lean()) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                builder.addExtension(
                        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(holder));
                builder.addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            }
            profile.extend(builder);
            return sign(builder);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey holder, int days) {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                issuer,
                Keys.serial(),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(Duration.ofDays(days))),
                subject,
                holder);
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder) throws GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .setProvider(Keys.PROVIDER)
                .getCertificate(builder.build(Keys.lowSSigner(key)));
    }
}
