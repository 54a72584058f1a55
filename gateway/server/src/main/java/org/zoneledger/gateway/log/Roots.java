package org.zoneledger.gateway.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.proof.PartyCertificate;
import org.zoneledger.gateway.ZoneConfig;

/** The root certificates of the agencies, which receipts are checked with; who does not trust this gateway gets them elsewhere. */
@ApplicationScoped
public class Roots {

    private static final String PEM = ".pem";

    private final SortedMap<String, byte[]> der = new TreeMap<>();

    Roots(ZoneConfig config) {
        config.roots().ifPresent(this::read);
    }

    /** DER by the agency's name. */
    public SortedMap<String, byte[]> der() {
        return Collections.unmodifiableSortedMap(der);
    }

    private void read(Path directory) {
        try (var files = Files.newDirectoryStream(directory, "*" + PEM)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                der.put(
                        name.substring(0, name.length() - PEM.length()),
                        PartyCertificate.fromPem(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
