package org.zoneledger.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;

/** Somebody with a certificate of an organisation, or a consumer, who has none. */
final class Person {

    private final String msp;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final HttpClient http;

    private Person(String msp, X509Certificate certificate, PrivateKey key, HttpClient http) {
        this.msp = msp;
        this.certificate = certificate;
        this.key = key;
        this.http = http;
    }

    /** Nobody in particular: trusts the zone's TLS roots and shows no certificate. */
    static Person consumer(Path tlsRoots) {
        return new Person("", null, null, client(tls(tlsRoots, null, null)));
    }

    /** Whoever holds a certificate and its key (PKCS#8), both in PEM. */
    static Person holding(Path certificateFile, Path keyFile, String msp, Path tlsRoots) {
        try {
            X509Certificate certificate = certificates(certificateFile).get(0);
            String pem = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----|\\s", "");
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            return new Person(msp, certificate, key, client(tls(tlsRoots, certificate, key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Membership service provider id of the organisation that certified the person. */
    String msp() {
        return msp;
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    HttpClient http() {
        return http;
    }

    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate as a gateway names the person to the chaincode. */
    String actor() {
        return Base64.getEncoder().encodeToString(der());
    }

    /** SHA-256 of the certificate, hexadecimal: the name of this person on the ledger. */
    String fingerprint() {
        return Sha256.hex(der());
    }

    String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** The key (PKCS#8), as a browser is given it. */
    String keyPem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** A secret salt seed that is the same for the same document id, so that a repetition is the same document. */
    byte[] seed(String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)), Sealed.SEED_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The seed as the header {@code Zone-Salt} carries it. */
    String salt(String id) {
        return HexFormat.of().formatHex(seed(id));
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private static SSLContext tls(Path roots, X509Certificate certificate, PrivateKey key) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (key != null) {
                store.setKeyEntry("own", key, new char[0], new Certificate[] {certificate});
            }
            for (X509Certificate root : certificates(roots)) {
                store.setCertificateEntry(root.getSubjectX500Principal().getName(), root);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<X509Certificate> certificates(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }
}
