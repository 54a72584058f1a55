package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.PartyCertificate;

/**
 * What a party sends, as the document that it signs and that the ledger decides on. Sender and gateway make the same bytes.
 *
 * @param document public part
 * @param restricted the rest, by the salt seed of the sender
 */
public record PartyDocument(ObjectNode document, Sealed restricted) {

    /**
     * The document of a filing, an amendment or a new certificate.
     *
     * @param body as sent: {@code certificate} is PEM, {@code restricted} holds what is not public; {@code uscc} may be repeated
     * @param seed secret seed of the salts, needed where there are restricted values
     * @param id the sender's id of the document
     * @param version of the record that it makes
     */
    public static PartyDocument of(Uscc uscc, ObjectNode body, Optional<byte[]> seed, String id, long version) {
        ObjectNode document = about(uscc, body);
        if (document.hasNonNull("certificate")) {
            document.set("certificate", certificate(document.get("certificate").asText()));
        }
        Sealed restricted = seal(document.remove("restricted"), seed);
        if (!restricted.isEmpty()) {
            document.set("restricted", restricted.digests());
        }
        document.put("id", id);
        document.put("version", version);
        return new PartyDocument(document, restricted);
    }

    /** The document of a product; {@code gtin} and {@code uscc} may be repeated in the body. */
    public static PartyDocument of(Gtin gtin, Uscc uscc, ObjectNode body, String id, long version) {
        ObjectNode document = body.deepCopy();
        if (document.path("gtin").isTextual()) {
            document.put("gtin", Gtin.parse(document.get("gtin").textValue()).value());
        }
        mustAgree(document, "gtin", gtin.value(), Code.GTIN_INVALID);
        return of(uscc, document, Optional.empty(), id, version);
    }

    /**
     * The document of an application for repair: who it is about stands in its restricted part alone.
     *
     * @param owner agency that found the fact
     * @param body with {@code restricted}
     */
    public static PartyDocument repair(String owner, ObjectNode body, byte[] seed, String id, long version) {
        ObjectNode document = body.deepCopy();
        document.put("owner", owner);
        return sealed(document, seed, id, version);
    }

    /**
     * The document of a statement before a listing: whom it is about stands with the notice.
     *
     * @param listing id of the notice
     * @param body with {@code restricted}
     */
    public static PartyDocument statement(String listing, ObjectNode body, byte[] seed, String id, long version) {
        ObjectNode document = body.deepCopy();
        document.put("listing", listing);
        return sealed(document, seed, id, version);
    }

    private static PartyDocument sealed(ObjectNode document, byte[] seed, String id, long version) {
        Sealed restricted = seal(document.remove("restricted"), Optional.of(seed));
        document.set("restricted", restricted.digests());
        document.put("id", id);
        document.put("version", version);
        return new PartyDocument(document, restricted);
    }

    /** A body with its subject, which the path names and the body may repeat. */
    public static ObjectNode about(Uscc uscc, ObjectNode body) {
        ObjectNode document = body.deepCopy();
        mustAgree(document, "uscc", uscc.value(), Code.USCC_INVALID);
        return document;
    }

    /** What the sender signs. */
    public byte[] bytes() {
        return CanonicalJson.bytes(document);
    }

    private static Sealed seal(JsonNode restricted, Optional<byte[]> seed) {
        if (restricted == null) {
            return Sealed.none();
        }
        if (!(restricted instanceof ObjectNode values)) {
            throw Refusal.of(Code.MALFORMED, "restricted", "a JSON object is expected");
        }
        return values.isEmpty()
                ? Sealed.none()
                : Sealed.seal(
                        values,
                        seed.orElseThrow(() -> Refusal.of(
                                Code.FIELD_MISSING,
                                "Zone-Salt",
                                "restricted values need a secret seed for their salts, the same at every retry")));
    }

    private static void mustAgree(ObjectNode document, String name, String expected, Code code) {
        if (document.has(name) && !document.get(name).asText().equals(expected)) {
            throw Refusal.of(code, name, "path and body name different ones");
        }
        document.put(name, expected);
    }

    private static ObjectNode certificate(String pem) {
        byte[] der = PartyCertificate.fromPem(pem);
        return JsonNodeFactory.instance
                .objectNode()
                .put("der", Base64.getEncoder().encodeToString(der))
                .put("sha256", Sha256.hex(der));
    }
}
