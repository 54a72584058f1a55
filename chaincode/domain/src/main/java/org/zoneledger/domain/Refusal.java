package org.zoneledger.domain;

import java.util.Objects;

/**
 * Says why a request is not accepted, the same way from the chaincode to the screen.
 *
 * <p>The detail is a sentence for people and never repeats the refused value.
 *
 * @param code the stable code
 * @param field the name or JSON pointer of the offending field, empty when the whole request is meant
 * @param detail one sentence without values
 */
public record Refusal(Code code, String field, String detail) {
    public Refusal {
        Objects.requireNonNull(code);
        Objects.requireNonNull(field);
        Objects.requireNonNull(detail);
    }

    /** The stable refusal codes. */
    public enum Code {
        MALFORMED,
        TOO_LARGE,
        NOT_FOUND,
        NOT_PERMITTED,
        WRONG_STATE,
        ALREADY_EXISTS,
        ID_REUSED,
        USCC_INVALID,
        CUSTOMS_CODE_INVALID,
        GTIN_INVALID,
        SSCC_INVALID,
        GLN_INVALID,
        DIGITAL_LINK_INVALID,
        RESIDENT_ID_PRESENT,
        PERSONAL_DATA,
        FIELD_MISSING,
        FIELD_UNKNOWN,
        VALUE_INVALID,
        EVENT_INVALID,
        TIME_INVALID,
        SIGNATURE_INVALID,
        SIGNATURE_MISSING,
        ROOT_MISMATCH,
        PRODUCT_UNKNOWN,
        FILING_NOT_ACCEPTED,
        CLASS_UNKNOWN,
        RULESET_UNKNOWN,
        PERIOD_INVALID,
        NOT_OWNER,
        UNAUTHENTICATED,
        UNSUPPORTED_MEDIA_TYPE,
        LEDGER_UNAVAILABLE,
        COMMIT_FAILED,
        RATE_LIMITED
    }
}
