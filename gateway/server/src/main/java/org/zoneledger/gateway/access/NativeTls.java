package org.zoneledger.gateway.access;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Lets BoringSSL speak TLS with who asks: a record costs it a fraction of what the JDK takes. Certificates are still checked in Java. */
@ApplicationScoped
class NativeTls implements HttpServerOptionsCustomizer {

    private final Vertx vertx;

    NativeTls(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (!OpenSSLEngineOptions.isAvailable()) {
            return;
        }
        options.setSslEngineOptions(new OpenSSLEngineOptions());
        TrustOptions trusted = options.getTrustOptions();
        if (trusted != null) {
            options.setTrustOptions(TrustOptions.wrap(new Naming(manager(trusted))));
        }
    }

    private X509TrustManager manager(TrustOptions trusted) {
        try {
            return (X509TrustManager) trusted.getTrustManagerFactory(vertx).getTrustManagers()[0];
        } catch (Exception e) {
            throw new IllegalStateException("the authorities that clients' certificates come from cannot be read", e);
        }
    }

    /** Says by TLS that it was the certificate, where BoringSSL would speak of an internal error. */
    private record Naming(X509TrustManager checks) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            try {
                checks.checkClientTrusted(chain, authType);
            } catch (CertificateException e) {
                throw new OpenSslCertificateException(e.getMessage(), e, CertificateVerifier.X509_V_ERR_CERT_REJECTED);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            checks.checkServerTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return checks.getAcceptedIssuers();
        }
    }
}
