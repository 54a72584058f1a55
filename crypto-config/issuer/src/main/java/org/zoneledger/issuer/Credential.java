package org.zoneledger.issuer;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate and its key, as files and as objects.
 *
 * @param certificateFile PEM
 * @param keyFile PEM, PKCS#8, P-256
 */
public record Credential(Path certificateFile, Path keyFile, X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
        return certificateFile.toString();
    }
}
