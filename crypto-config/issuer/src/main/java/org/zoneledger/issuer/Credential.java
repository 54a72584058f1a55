package org.zoneledger.issuer;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * A certificate and its key, as files and as objects.
 *
 * @param certificateFile PEM
 * @param keyFile PEM, PKCS#8, on P-256, the curve of SM2 or for Ed25519
 */
public record Credential(Path certificateFile, Path keyFile, X509Certificate certificate, PrivateKey key) {
    /** The certificate as PEM text. */
    public String certificatePem() {
        return PrivateFiles.read(certificateFile);
    }

    /** SHA-256 of the certificate (DER), lower-case hexadecimal: how the ledger names a certificate. */
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return certificateFile.toString();
    }
}
