package org.zoneledger.domain.identifier;

import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

/**
 * A Serial Shipping Container Code of 18 digits (GS1 AI 00).
 *
 * @param value the 18 digits, the last of them the check digit
 */
public record Sscc(String value) implements Comparable<Sscc> {
    public Sscc {
        Gs1.check(value, 18, Refusal.Code.SSCC_INVALID, "sscc");
    }

    /**
     * Reads 18 digits.
     *
     * @throws RefusalException SSCC_INVALID when it is not 18 digits or the check digit is wrong
     */
    public static Sscc parse(String text) {
        return new Sscc(text);
    }

    /**
     * Completes 17 digits with their check digit.
     *
     * @throws RefusalException SSCC_INVALID when the form is wrong
     */
    public static Sscc withCheckDigit(String body) {
        return new Sscc(Gs1.withCheckDigit(body, 18, Refusal.Code.SSCC_INVALID, "sscc"));
    }

    @Override
    public int compareTo(Sscc other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
