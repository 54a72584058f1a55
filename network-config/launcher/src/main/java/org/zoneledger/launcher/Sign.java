package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.identifier.Uscc;

/** Signs a capture as a party of this zone. */
record Sign(Setting setting) {

    Map<String, String> headers(Path file, String code, Optional<String> captureID) {
        Uscc uscc = Uscc.parse(code);
        try {
            JsonNode document = CanonicalJson.read(Files.readAllBytes(file));
            return CaptureHeaders.of(
                    document,
                    captureID.orElseGet(() -> CaptureHeaders.captureID(document)),
                    uscc,
                    Crypto.party(setting, uscc),
                    Instant.now());
        } catch (IOException e) {
            throw new ZoneException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
