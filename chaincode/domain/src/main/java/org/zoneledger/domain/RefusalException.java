package org.zoneledger.domain;

/** Carries a {@link Refusal} out of a constructor, a parser or a rule; it is an answer and therefore has no stack trace. */
public final class RefusalException extends RuntimeException {

    private final transient Refusal refusal;

    public RefusalException(Refusal refusal) {
        super(refusal.code() + " " + refusal.field() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
