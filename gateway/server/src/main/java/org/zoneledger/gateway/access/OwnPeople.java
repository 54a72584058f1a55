package org.zoneledger.gateway.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.ZoneConfig;

/** The people whom a token may name: the certificates in {@code zone.people}, read again when the folder has changed. */
@ApplicationScoped
public class OwnPeople {

    private static final Logger LOG = Logger.getLogger(OwnPeople.class);

    private static final int MOST_FILES = 10_000;
    private static final long MOST_BYTES = 64 << 10;
    private static final long PAUSE = 1_000_000_000L;

    private final Optional<Path> folder;
    private final LongSupplier clock;
    private Set<Entry> entries = Set.of();
    private Map<String, X509Certificate> certificates = Map.of();
    private long nextLook;

    private record Entry(Path file, FileTime modified, long size, Object key) {}

    @Inject
    OwnPeople(ZoneConfig config) {
        this(config.people(), System::nanoTime);
    }

    /**
     * @param folder of PEM files, whose names end in {@code .pem}
     * @param clock nanoseconds since some moment
     */
    OwnPeople(Optional<Path> folder, LongSupplier clock) {
        this.folder = folder;
        this.clock = clock;
        this.nextLook = clock.getAsLong();
    }

    /**
     * The certificate with this SHA-256, if it lies in the folder; it may have ended or been revoked. Reads files.
     *
     * @param digest of the DER, lower-case hexadecimal
     */
    synchronized Optional<X509Certificate> find(String digest) {
        long now = clock.getAsLong();
        if (folder.isPresent() && now - nextLook >= 0) {
            nextLook = now + PAUSE;
            look(folder.get());
        }
        return Optional.ofNullable(certificates.get(digest));
    }

    private void look(Path from) {
        Set<Entry> found = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.pem")) {
            for (Path file : files) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                found.add(new Entry(file, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
                if (found.size() > MOST_FILES) {
                    throw new IOException("too many files");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // whom it can no longer look up it does not know
            LOG.warnf("zone.people cannot be read: %s", e.getClass().getName());
            entries = Set.of();
            certificates = Map.of();
            return;
        }
        if (!found.equals(entries)) {
            read(found);
            entries = found;
        }
    }

    private void read(Set<Entry> found) {
        Map<String, X509Certificate> read = new HashMap<>();
        int unreadable = 0;
        for (Entry entry : found) {
            try {
                if (entry.size() > MOST_BYTES) {
                    throw new IOException("too large");
                }
                byte[] file = Files.readAllBytes(entry.file());
                for (var certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(file))) {
                    read.put(Sha256.hex(certificate.getEncoded()), (X509Certificate) certificate);
                }
            } catch (IOException | GeneralSecurityException e) {
                unreadable++;
            }
        }
        certificates = read;
        if (unreadable > 0) {
            LOG.warnf("%d of %d files of zone.people are no certificates", unreadable, found.size());
        }
    }
}
