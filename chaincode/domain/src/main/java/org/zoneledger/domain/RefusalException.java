package org.zoneledger.domain;

import java.util.Objects;

/** Carries a refusal out of a parser or a constructor; its message is the code and the field, never a value. */
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusalException(Refusal refusal) {
        super(Objects.requireNonNull(refusal).code() + " " + refusal.field());
        this.refusal = refusal;
    }

    public RefusalException(Refusal.Code code, String field, String detail) {
        this(new Refusal(code, field, detail));
    }

    public Refusal refusal() {
        return refusal;
    }
}
