package org.zoneledger.gateway.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.hyperledger.fabric.client.identity.Identities;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.gateway.ZoneConfig;

/** Signs what this gateway says outside of the ledger, with the identity it has on the ledger. */
@ApplicationScoped
public class GatewaySeal {

    private final String pem;
    private final String sha256;
    private final PrivateKey key;

    public GatewaySeal(ZoneConfig config) {
        try (var certificate = Files.newBufferedReader(config.identity().certificate());
                var privateKey = Files.newBufferedReader(config.identity().key())) {
            X509Certificate own = Identities.readX509Certificate(certificate);
            pem = Identities.toPemString(own);
            sha256 = Sha256.hex(own.getEncoded());
            key = Identities.readPrivateKey(privateKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException | InvalidKeyException e) {
            throw new IllegalStateException("the gateway's identity cannot be read", e);
        }
    }

    /** The certificate that signatures name, PEM. */
    public String certificate() {
        return pem;
    }

    /** A detached JWS over these bytes. */
    public String sign(byte[] body) {
        return Jws.sign(body, key, sha256);
    }
}
