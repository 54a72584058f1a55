package org.zoneledger.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * Why something was not done: a stable code, the field at fault and a plain sentence.
 *
 * <p>The same three travel from the rule to the ledger's answer, the gateway's problem+json and the page. The detail never
 * repeats the value that was sent, because the value may belong to a tier that the reader of the message does not hold.
 *
 * @param code stable code, never renamed
 * @param field path of the field at fault in dotted form, empty when the whole message is meant
 * @param detail one sentence for people
 */
public record Refusal(Code code, String field, String detail) {

    /** Every code a rule can answer with; clients may rely on the names. */
    public enum Code {
        MALFORMED,
        TOO_LARGE,
        NOT_FOUND,
        NOT_PERMITTED,
        NOT_OWNER,
        NOT_GRANTED,
        WRONG_STATE,
        VERSION_CONFLICT,
        ID_REUSED,
        FIELD_MISSING,
        FIELD_UNKNOWN,
        VALUE_INVALID,
        PERSONAL_DATA,
        USCC_INVALID,
        CUSTOMS_CODE_INVALID,
        RESIDENT_ID_INVALID,
        GTIN_INVALID,
        SSCC_INVALID,
        GLN_INVALID,
        DIGITAL_LINK_INVALID,
        CERTIFICATE_INVALID,
        CERTIFICATE_REVOKED,
        SIGNATURE_MISSING,
        SIGNATURE_INVALID,
        EVENT_INVALID,
        VALUE_AMBIGUOUS,
        TIME_INVALID,
        ROOT_MISMATCH,
        RESTRICTED_MISMATCH,
        PRODUCT_UNKNOWN,
        FILING_NOT_ACCEPTED,
        FILING_NOT_ACTIVE,
        CLASS_UNKNOWN,
        RULESET_UNKNOWN,
        PERIOD_INVALID
    }

    public Refusal {
        Objects.requireNonNull(code);
        Objects.requireNonNull(field);
        Objects.requireNonNull(detail);
    }

    /** The refusal as an exception, to leave a constructor or a rule. */
    public RefusalException exception() {
        return new RefusalException(this);
    }

    /** Shorthand to refuse from a rule: {@code throw Refusal.of(...)}. */
    public static RefusalException of(Code code, String field, String detail) {
        return new Refusal(code, field, detail).exception();
    }

    /** The same refusal seen from one level further out: {@code prefix.field}. */
    public Refusal under(String prefix) {
        String inner = field.isEmpty() ? prefix : field.startsWith("[") ? prefix + field : prefix + "." + field;
        return new Refusal(code, inner, detail);
    }

    /** Canonical JSON {@code {"code","detail","field"}}: the message of a refusing chaincode. */
    public String toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("code", code.name());
        node.put("detail", detail);
        node.put("field", field);
        return CanonicalJson.text(node);
    }

    /** Finds a refusal inside a longer message, such as a peer's "chaincode response 500, {...}"; empty when there is none. */
    public static Optional<Refusal> find(String message) {
        int start = message.indexOf("{\"code\":\"");
        int end = message.lastIndexOf('}');
        if (start < 0 || end < start) {
            return Optional.empty();
        }
        try {
            JsonNode node = CanonicalJson.read(message.substring(start, end + 1));
            return Optional.of(new Refusal(
                    Code.valueOf(node.path("code").asText()),
                    node.path("field").asText(),
                    node.path("detail").asText()));
        } catch (IllegalArgumentException | RefusalException notOurs) {
            return Optional.empty();
        }
    }
}
