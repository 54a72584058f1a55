package org.zoneledger.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.issuer.Credential;

/**
 * Signs what a party of this zone sends: a capture, a form of its filing, a product.
 *
 * @param sm2 whether it signs with its key on the curve of SM2
 */
record Sign(Setting setting, boolean sm2) {

    /** The headers of a capture. */
    Map<String, String> capture(Path file, String code, Optional<String> id) {
        Uscc uscc = Uscc.parse(code);
        JsonNode document = read(file);
        return CaptureHeaders.of(
                document,
                id.orElseGet(() -> CaptureHeaders.captureID(document)),
                uscc,
                Crypto.signer(setting, uscc, sm2),
                Instant.now());
    }

    /**
     * The headers of a filing, an amendment, a new certificate or, with a GTIN, a product.
     *
     * @param version of the record that the form makes, from 1
     */
    Map<String, String> form(Path file, String code, Optional<String> id, Optional<String> gtin, long version) {
        if (!(read(file) instanceof ObjectNode form)) {
            throw new ZoneException(file + " holds no JSON object");
        }
        Uscc uscc = Uscc.parse(code);
        Credential party = Crypto.signer(setting, uscc, sm2);
        String key = id.orElseGet(() -> CaptureHeaders.captureID(form).replace("capture", "form"));
        byte[] seed = CaptureHeaders.seed(party.key(), key);
        PartyDocument document = gtin.map(number -> PartyDocument.of(Gtin.parse(number), uscc, form, key, version))
                .orElseGet(() -> PartyDocument.of(uscc, form, Optional.of(seed), key, version));
        Map<String, String> headers = headers(party, key, seed, document);
        if (version > 1) {
            headers.put("If-Match", "\"" + (version - 1) + "\"");
        }
        return headers;
    }

    /** The headers of an application for credit repair; whom it is about and who decides are put in as the gateway does. */
    Map<String, String> repair(Path file, String code, Optional<String> id) {
        if (!(read(file) instanceof ObjectNode form) || !(form.get("restricted") instanceof ObjectNode asked)) {
            throw new ZoneException(file + " holds no JSON object with what is asked under restricted");
        }
        Uscc uscc = Uscc.parse(code);
        Credential party = Crypto.signer(setting, uscc, sm2);
        String key = id.orElseGet(() -> CaptureHeaders.captureID(form).replace("capture", "repair"));
        byte[] seed = CaptureHeaders.seed(party.key(), key);
        String owner = Competence.ownerOf(asked.path("scheme").asText());
        asked.put("uscc", uscc.value());
        return headers(party, key, seed, PartyDocument.repair(owner, form, seed, key, 1));
    }

    /** The headers of a statement before a listing, which is the second version of its record. */
    Map<String, String> statement(Path file, String code, Optional<String> id, String listing) {
        if (!(read(file) instanceof ObjectNode form) || !(form.get("restricted") instanceof ObjectNode)) {
            throw new ZoneException(file + " holds no JSON object with what is said under restricted");
        }
        Credential party = Crypto.signer(setting, Uscc.parse(code), sm2);
        String key = id.orElseGet(() -> CaptureHeaders.captureID(form).replace("capture", "statement"));
        byte[] seed = CaptureHeaders.seed(party.key(), key);
        return headers(party, key, seed, PartyDocument.statement(listing, form, seed, key, 2));
    }

    private static Map<String, String> headers(Credential party, String key, byte[] seed, PartyDocument document) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Idempotency-Key", key);
        headers.put("Zone-Salt", HexFormat.of().formatHex(seed));
        headers.put("Zone-Signature", Jws.sign(document.bytes(), party.key(), party.fingerprint()));
        return headers;
    }

    private static JsonNode read(Path file) {
        try {
            return CanonicalJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ZoneException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
