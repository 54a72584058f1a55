package org.zoneledger.issuer;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to issue, as written in {@code crypto-config.yaml}.
 *
 * @param keyAlgorithm the curve of every key; only {@code P-256} is known
 * @param validityDays days from issue to expiry
 * @param hosts DNS names and IP addresses put in every TLS certificate
 * @param people for each kind of organisation, the role of each person by name
 * @param parties who certifies parties, and their role
 */
public record CryptoConfig(
        String keyAlgorithm,
        ValidityDays validityDays,
        List<String> hosts,
        Map<String, Map<String, String>> people,
        Parties parties) {

    /** Days from issue to expiry by kind of certificate; {@code crl} is the time to the next list. */
    public record ValidityDays(int authority, int node, int person, int crl) {
        public ValidityDays {
            if (authority < 1 || node < 1 || person < 1 || crl < 1) {
                throw new IllegalArgumentException("validityDays: every period is at least one day");
            }
        }
    }

    /** The organisation whose authority certifies parties, and the role their certificates carry. */
    public record Parties(String authority, String role) {}

    public CryptoConfig {
        if (!"P-256".equals(keyAlgorithm)) {
            throw new IllegalArgumentException("keyAlgorithm: only P-256 is supported, not " + keyAlgorithm);
        }
        if (validityDays == null || people == null || parties == null) {
            throw new IllegalArgumentException("validityDays, people and parties must be given");
        }
        hosts = List.copyOf(hosts);
        people = Map.copyOf(people);
    }

    /** Reads the file; a key it does not know is refused. */
    public static CryptoConfig read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new YAMLMapper().readValue(in, CryptoConfig.class);
        }
    }
}
