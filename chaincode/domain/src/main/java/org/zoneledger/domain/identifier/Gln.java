package org.zoneledger.domain.identifier;

import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

/**
 * A Global Location Number of 13 digits, of a place (GS1 AI 414) or of a party (GS1 AI 417).
 *
 * @param value the 13 digits, the last of them the check digit
 */
public record Gln(String value) implements Comparable<Gln> {
    public Gln {
        Gs1.check(value, 13, Refusal.Code.GLN_INVALID, "gln");
    }

    /**
     * Reads 13 digits.
     *
     * @throws RefusalException GLN_INVALID when it is not 13 digits or the check digit is wrong
     */
    public static Gln parse(String text) {
        return new Gln(text);
    }

    /**
     * Completes 12 digits with their check digit.
     *
     * @throws RefusalException GLN_INVALID when the form is wrong
     */
    public static Gln withCheckDigit(String body) {
        return new Gln(Gs1.withCheckDigit(body, 13, Refusal.Code.GLN_INVALID, "gln"));
    }

    @Override
    public int compareTo(Gln other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
