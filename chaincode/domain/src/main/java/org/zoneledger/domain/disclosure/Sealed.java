package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;

/**
 * The restricted part of a record: values by field name, each with a salt of 128 bits.
 *
 * <p>The public part carries {@link #digests()}, so that one field shown to somebody entitled can be proven to him alone:
 * digest = SHA-256 of canonical {@code {"field","salt","value"}}. A field name may be a JSON pointer (RFC 6901) into an event.
 *
 * @param salts hexadecimal salt by field
 * @param values value by field
 */
public record Sealed(ObjectNode salts, ObjectNode values) {

    /** Bytes of a seed, at least. */
    public static final int SEED_BYTES = 16;

    private static final int MAX_BYTES = 4 << 20;

    public Sealed {
        if (salts.size() != values.size() || !haveSameNames(salts, values)) {
            throw Refusal.of(Code.RESTRICTED_MISMATCH, "restricted", "every restricted value needs its salt");
        }
        for (JsonNode salt : salts) {
            if (!salt.isTextual() || !salt.textValue().matches("[0-9a-f]{32}")) {
                throw Refusal.of(Code.RESTRICTED_MISMATCH, "restricted", "a salt has 32 hexadecimal digits");
            }
        }
    }

    /** Nothing restricted. */
    public static Sealed none() {
        return new Sealed(JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());
    }

    /**
     * Seals values under salts derived from a secret seed: HMAC-SHA-256(seed, field), first 16 bytes.
     *
     * @param seed at least {@value #SEED_BYTES} random bytes, chosen by the sender and not stored
     */
    public static Sealed seal(ObjectNode values, byte[] seed) {
        if (seed.length < SEED_BYTES) {
            throw Refusal.of(Code.VALUE_INVALID, "salt", "a salt seed has at least " + SEED_BYTES + " bytes");
        }
        ObjectNode salts = JsonNodeFactory.instance.objectNode();
        for (Iterator<String> names = values.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            salts.put(name, HexFormat.of().formatHex(hmac(seed, name), 0, 16));
        }
        return new Sealed(salts, values);
    }

    /** Reads canonical {@code {"salts","values"}}. */
    public static Sealed read(byte[] value) {
        if (value.length > MAX_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "restricted", "the restricted part is larger than 4 MiB");
        }
        JsonNode node = CanonicalJson.readCanonical(value);
        if (node.size() == 2
                && node.get("salts") instanceof ObjectNode salts
                && node.get("values") instanceof ObjectNode values) {
            return new Sealed(salts, values);
        }
        throw Refusal.of(Code.MALFORMED, "restricted", "an object of salts and values is expected");
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Digest by field, for the public part. */
    public ObjectNode digests() {
        ObjectNode digests = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            digests.put(
                    field.getKey(),
                    digest(field.getKey(), salts.get(field.getKey()).textValue(), field.getValue()));
        }
        return digests;
    }

    /** The digest by which one restricted value is known in public. */
    public static String digest(String field, String salt, JsonNode value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("field", field);
        node.put("salt", salt);
        node.set("value", value);
        return Sha256.hex(CanonicalJson.bytes(node));
    }

    /** Refuses unless these are exactly the values whose digests the public part names. */
    public void mustMatch(JsonNode publicDigests) {
        JsonNode expected = publicDigests == null || publicDigests.isMissingNode()
                ? JsonNodeFactory.instance.objectNode()
                : publicDigests;
        if (!digests().equals(expected)) {
            throw Refusal.of(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    "the restricted values are not those whose digests are public");
        }
    }

    /** These values and others beside them. */
    public Sealed with(Sealed others) {
        return new Sealed(
                salts.deepCopy().setAll(others.salts), values.deepCopy().setAll(others.values));
    }

    /** Refuses anything but one or more digests of fields with these names. */
    public static void checkDigests(JsonNode digests, Set<String> names) {
        if (!digests.isObject() || digests.isEmpty()) {
            throw Refusal.of(Code.VALUE_INVALID, "restricted", "digests by field are expected");
        }
        for (Map.Entry<String, JsonNode> digest : digests.properties()) {
            if (!names.contains(digest.getKey())) {
                throw Refusal.of(Code.FIELD_UNKNOWN, "restricted", "the object has a field that is not known here");
            }
            if (!digest.getValue().isTextual() || !digest.getValue().textValue().matches("[0-9a-f]{64}")) {
                throw Refusal.of(Code.VALUE_INVALID, "restricted", "a digest is a SHA-256 in hexadecimal");
            }
        }
    }

    /** Those of the values whose digests the public part names; what an older version of a record left behind is none of them. */
    public Sealed namedBy(JsonNode publicDigests) {
        List<String> named = digests().properties().stream()
                .filter(digest -> digest.getValue().equals(publicDigests.path(digest.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        return only(named);
    }

    /** Those of the values that stand where they are named in what somebody is shown, together with their salts. */
    public Sealed shownIn(Function<String, JsonNode> values, JsonNode salts) {
        List<String> shown = this.values.properties().stream()
                .filter(field -> field.getValue().equals(values.apply(field.getKey())) && salts.has(field.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return only(shown);
    }

    private Sealed only(List<String> fields) {
        return new Sealed(salts.deepCopy().retain(fields), values.deepCopy().retain(fields));
    }

    /** Canonical bytes, as stored in the collection. */
    public byte[] bytes() {
        return CanonicalJson.bytes(node());
    }

    /** {@code {"salts","values"}}. */
    public ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("salts", salts);
        node.set("values", values);
        return node;
    }

    private static boolean haveSameNames(ObjectNode one, ObjectNode other) {
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            if (!other.has(field.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
