package org.zoneledger.issuer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey;
import org.bouncycastle.jcajce.provider.asymmetric.ec.BCECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** Keys on P-256, on the curve of SM2 or for Ed25519, and the signatures of authorities. */
final class Keys {
    static final Provider PROVIDER = new BouncyCastleProvider();
    static final String P256 = "secp256r1";
    static final String SM2 = "sm2p256v1";
    static final String ED25519 = "Ed25519";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Keys() {}

    /** The key in this file, made first on this curve if the file is missing. */
    static PrivateKey keepOrMake(Path file, String curve) {
        try {
            if (!Files.exists(file)) {
                PrivateFiles.write(file, PrivateFiles.pem(new JcaPKCS8Generator(make(curve), null)));
            }
            return KeyFactory.getInstance(algorithm(curve), PROVIDER)
                    .generatePrivate(new PKCS8EncodedKeySpec(PrivateFiles.der(file)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(file + " cannot be used as a key", e);
        }
    }

    private static PrivateKey make(String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm(curve), PROVIDER);
        if (!curve.equals(ED25519)) {
            generator.initialize(new ECGenParameterSpec(curve), RANDOM);
        }
        return generator.generateKeyPair().getPrivate();
    }

    private static String algorithm(String curve) {
        return curve.equals(ED25519) ? ED25519 : "EC";
    }

    static PublicKey publicKey(PrivateKey key) {
        if (key instanceof EdDSAPrivateKey edwards) {
            return edwards.getPublicKey();
        }
        var ec = (BCECPrivateKey) key;
        var point = ec.getParameters().getG().multiply(ec.getD()).normalize();
        try {
            return KeyFactory.getInstance("EC", PROVIDER)
                    .generatePublic(new ECPublicKeySpec(point, ec.getParameters()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(Path file) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509", PROVIDER)
                    .generateCertificate(new ByteArrayInputStream(PrivateFiles.der(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " is not a certificate", e);
        }
    }

    static BigInteger serial() {
        return new BigInteger(120, RANDOM).setBit(120);
    }

    /** ECDSA with SHA-256 and a low S, the form Fabric's MSP gives every certificate it reads. */
    static ContentSigner lowSSigner(PrivateKey key) {
        var order = ((BCECPrivateKey) key).getParameters().getN();
        var content = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                try {
                    var signature = Signature.getInstance("SHA256withECDSA", PROVIDER);
                    signature.initSign(key, RANDOM);
                    signature.update(content.toByteArray());
                    var pair = ASN1Sequence.getInstance(signature.sign());
                    var s = ASN1Integer.getInstance(pair.getObjectAt(1)).getValue();
                    var low = s.compareTo(order.shiftRight(1)) > 0 ? order.subtract(s) : s;
                    return new DERSequence(new ASN1Encodable[] {pair.getObjectAt(0), new ASN1Integer(low)})
                            .getEncoded();
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
