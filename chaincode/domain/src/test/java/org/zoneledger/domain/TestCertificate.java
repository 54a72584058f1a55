package org.zoneledger.domain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.zoneledger.domain.proof.Attributes;

/** A certificate made for the test run, with whatever stands in the extension for attributes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TestCertificate(PrivateKey key, byte[] der) {

    private static final Provider PROVIDER = new BouncyCastleProvider();

    /** A certificate on P-256 whose extension for attributes holds this text. */
    public static X509Certificate with(String extension) {
        return Attributes.certificate(on("secp256r1", extension).der());
    }

    /** A certificate on P-256 without attributes. */
    public static X509Certificate plain() {
        return Attributes.certificate(issue("secp256r1", null).der());
    }

    static TestCertificate on(String curve, String extension) {
        return issue(curve, extension.getBytes(StandardCharsets.UTF_8));
    }

    private static TestCertificate issue(String curve, byte[] extension) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=test");
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                    Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                    name,
                    pair.getPublic());
            if (extension != null) {
                builder.addExtension(new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"), false, extension);
            }
            var signer = new JcaContentSignerBuilder(curve.equals("sm2p256v1") ? "SM3withSM2" : "SHA256withECDSA")
                    .setProvider(PROVIDER)
                    .build(pair.getPrivate());
            return new TestCertificate(pair.getPrivate(), builder.build(signer).getEncoded());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
