package org.zoneledger.gateway.access;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.zoneledger.domain.canonical.Sha256;

/** The client certificate of a connection. */
public final class ShownCertificate {

    private ShownCertificate() {}

    /** The one that was shown in the TLS handshake, empty when none was. */
    public static Optional<X509Certificate> of(HttpServerRequest request) {
        SSLSession session = request.sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] shown = session.getPeerCertificates();
            return shown.length == 0 ? Optional.empty() : Optional.of((X509Certificate) shown[0]);
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** SHA-256 of a certificate (DER), lower-case hexadecimal. */
    public static String digest(X509Certificate certificate) {
        return Sha256.hex(Certificates.der(certificate));
    }
}
