package org.zoneledger.gateway.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.hyperledger.fabric.client.identity.Identities;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Certificates;

/** The gateway's own certificate and key: it signs transactions, and what it says to other gateways. */
@ApplicationScoped
public class OwnIdentity {

    private final X509Certificate certificate;
    private final PrivateKey key;

    public OwnIdentity(ZoneConfig config) {
        try (var pem = Files.newBufferedReader(config.identity().certificate());
                var keyPem = Files.newBufferedReader(config.identity().key())) {
            this.certificate = Identities.readX509Certificate(pem);
            this.key = Identities.readPrivateKey(keyPem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new IllegalStateException(config.identity().certificate() + " is no certificate", e);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(config.identity().key() + " is no private key", e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /** The certificate in DER. */
    public byte[] der() {
        return Certificates.der(certificate);
    }

    /** The certificate in PEM. */
    public String pem() {
        return Identities.toPemString(certificate);
    }

    /** ECDSA signature with SHA-256 over bytes, in DER. */
    public byte[] signature(byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the gateway's key cannot sign", e);
        }
    }

    /** Detached signature over a payload. */
    public String sign(byte[] payload) {
        return Jws.sign(payload, key, Sha256.hex(der()));
    }
}
