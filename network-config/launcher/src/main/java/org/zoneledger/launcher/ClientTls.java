package org.zoneledger.launcher;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.zoneledger.issuer.Credential;

/** TLS as people speak it to gateways. */
public final class ClientTls {
    private ClientTls() {}

    /** The certificates of a PEM file. */
    public static List<X509Certificate> roots(Path bundle) {
        try (var in = Files.newInputStream(bundle)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException e) {
            throw new ZoneException(bundle + " cannot be read", e);
        }
    }

    /** A client that shows no certificate and trusts the roots of a bundle. */
    public static HttpClient stranger(Path bundle) {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (X509Certificate root : roots(bundle)) {
                trusted.setCertificateEntry(root.getSubjectX500Principal().getName(), root);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows a person's certificate when asked, and trusts these roots. */
    public static SSLContext of(Credential credential, List<X509Certificate> roots) {
        return of(Optional.of(credential), roots);
    }

    /** Shows no certificate, and trusts these roots. */
    public static SSLContext of(List<X509Certificate> roots) {
        return of(Optional.empty(), roots);
    }

    private static SSLContext of(Optional<Credential> credential, List<X509Certificate> roots) {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            if (credential.isPresent()) {
                Certificate[] chain = {credential.get().certificate()};
                keys.setKeyEntry("own", credential.get().key(), new char[0], chain);
            }
            for (X509Certificate root : roots) {
                keys.setCertificateEntry(root.getSubjectX500Principal().getName(), root);
            }
            var key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            key.init(keys, new char[0]);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keys);
            var context = SSLContext.getInstance("TLS");
            context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
