package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;

/** What the tests of restricted records share: one subject, one day, and documents with the digests of their restricted part. */
final class Samples {

    /** A Tuesday, 16:00 in Beijing. */
    static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");

    static final TestParty KNITTER = TestParty.knitter();
    static final TestParty BANK = TestParty.of("91330482MA2B0006XD", "secp256r1");

    private Samples() {}

    /** A JSON object written with apostrophes for quotes. */
    static ObjectNode json(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }

    static Sealed sealed(ObjectNode values) {
        return Sealed.seal(values, "sixteen bytes of".getBytes(StandardCharsets.UTF_8));
    }

    static Sealed sealed(String values) {
        return sealed(json(values));
    }

    /** A document with the digests of its restricted part. */
    static ObjectNode with(ObjectNode document, Sealed restricted) {
        ObjectNode whole = document.deepCopy();
        whole.set("restricted", restricted.digests());
        return whole;
    }

    /** The public record that a decision writes first. */
    static LedgerRecord stored(Decision decision) {
        return LedgerRecord.read(decision.writes().get(0).value());
    }

    /** What a decision writes into a collection. */
    static Sealed kept(Decision decision, String collection) {
        return decision.writes().stream()
                .filter(write -> write.collection().equals(Optional.of(collection)))
                .map(Write::value)
                .map(Sealed::read)
                .findFirst()
                .orElseThrow();
    }

    /** The text of everything that a decision writes in public, and of its answer. */
    static String open(Decision decision) {
        StringBuilder text = new StringBuilder(new String(decision.answer(), StandardCharsets.UTF_8));
        for (Write write : decision.writes()) {
            text.append(write.key());
            if (write.collection().isEmpty()) {
                text.append(new String(write.value(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
