package org.zoneledger.domain.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** The algorithms that parties sign with. The curve of a key says which one is meant; a signature is R and S, 32 bytes each. */
enum SignatureAlgorithm {

    /** ECDSA on P-256 with SHA-256 (RFC 7518 section 3.4). */
    ES256("ES256", SECObjectIdentifiers.secp256r1) {
        @Override
        Signer signer() {
            return new DSADigestSigner(new ECDSASigner(), new SHA256Digest(), PlainDSAEncoding.INSTANCE);
        }
    },

    /**
     * SM2 with SM3 (GB/T 32918.2 and GB/T 32905), the signer's identity as GM/T 0009 sets it: {@code 1234567812345678}. JOSE has no
     * name for it, so it goes by its object identifier (RFC 7515 section 4.1.1: a collision-resistant name).
     */
    SM2("urn:oid:" + GMObjectIdentifiers.sm2sign_with_sm3, GMObjectIdentifiers.sm2p256v1) {
        @Override
        Signer signer() {
            return new SM2Signer(PlainDSAEncoding.INSTANCE);
        }
    };

    private final String header;
    private final String curve;

    SignatureAlgorithm(String header, ASN1ObjectIdentifier curve) {
        this.header = header;
        this.curve = curve.getId();
    }

    abstract Signer signer();

    /** The name in the header {@code alg} of a JSON Web Signature. */
    String header() {
        return header;
    }

    /**
     * The algorithm of a public key.
     *
     * @throws IllegalArgumentException when it is on neither curve, or no point of its curve
     */
    static SignatureAlgorithm of(SubjectPublicKeyInfo key) {
        SignatureAlgorithm found = onCurve(key.getAlgorithm());
        publicKey(key);
        return found;
    }

    /** The algorithm of a private key, PKCS#8; throws as for a public one. */
    static SignatureAlgorithm of(PrivateKeyInfo key) {
        return onCurve(key.getPrivateKeyAlgorithm());
    }

    byte[] sign(byte[] payload, PrivateKeyInfo key) {
        Signer signing = signer();
        try {
            signing.init(true, PrivateKeyFactory.createKey(key));
            signing.update(payload, 0, payload.length);
            return signing.generateSignature();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CryptoException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    boolean isSignature(byte[] signature, byte[] payload, SubjectPublicKeyInfo key) {
        Signer verifying = signer();
        verifying.init(false, publicKey(key));
        verifying.update(payload, 0, payload.length);
        return verifying.verifySignature(signature);
    }

    private static AsymmetricKeyParameter publicKey(SubjectPublicKeyInfo key) {
        try {
            return PublicKeyFactory.createKey(key);
        } catch (IOException e) {
            throw new IllegalArgumentException("the key cannot be read", e);
        }
    }

    private static SignatureAlgorithm onCurve(AlgorithmIdentifier algorithm) {
        ASN1Encodable curve = algorithm.getParameters();
        for (SignatureAlgorithm each : values()) {
            if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                    && curve instanceof ASN1ObjectIdentifier named
                    && named.getId().equals(each.curve)) {
                return each;
            }
        }
        throw new IllegalArgumentException("a key on P-256 or on the curve of SM2 is expected");
    }
}
