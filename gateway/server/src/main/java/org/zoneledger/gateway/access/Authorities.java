package org.zoneledger.gateway.access;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The authorities whose people this gateway lets in, with their revocation lists, as the TLS layer has them since the start. */
@ApplicationScoped
public class Authorities {

    private final List<X509Certificate> roots = new ArrayList<>();
    private final List<CRL> revocations = new ArrayList<>();

    @Inject
    Authorities(
            TlsConfigurationRegistry registry,
            @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> name) {
        try {
            Optional<TlsConfiguration> tls = name.flatMap(registry::get);
            if (tls.isPresent()) {
                addRoots(tls.get().getTrustStore());
                var options = tls.get().getSSLOptions();
                for (Buffer list : options.getCrlValues()) {
                    add(list.getBytes());
                }
                for (String file : options.getCrlPaths()) {
                    add(Files.readAllBytes(Path.of(file)));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the authorities of people cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some authorities, each list in DER or PEM. */
    public Authorities(List<X509Certificate> roots, List<byte[]> lists) {
        this.roots.addAll(roots);
        try {
            for (byte[] list : lists) {
                add(list);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the holder of this certificate would be let in at that moment. */
    public boolean vouchFor(X509Certificate certificate, Instant at) {
        boolean isInTime = !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
        return isInTime
                && revocations.stream().noneMatch(list -> list.isRevoked(certificate))
                && roots.stream().anyMatch(root -> isIssuer(root, certificate));
    }

    private void addRoots(KeyStore store) throws GeneralSecurityException {
        if (store != null) {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate root) {
                    roots.add(root);
                }
            }
        }
    }

    private void add(byte[] lists) throws GeneralSecurityException {
        revocations.addAll(CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(lists)));
    }

    private static boolean isIssuer(X509Certificate root, X509Certificate certificate) {
        try {
            certificate.verify(root.getPublicKey());
            return root.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
