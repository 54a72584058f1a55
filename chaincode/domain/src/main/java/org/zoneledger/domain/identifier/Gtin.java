package org.zoneledger.domain.identifier;

import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

/**
 * A Global Trade Item Number, always held as 14 digits (GS1 AI 01).
 *
 * <p>Two adjacent digits that differ by five may be swapped without the check digit noticing.
 *
 * @param value the 14 digits, shorter numbers padded with zeros on the left
 */
public record Gtin(String value) implements Comparable<Gtin> {
    public Gtin {
        Gs1.check(value, 14, Refusal.Code.GTIN_INVALID, "gtin");
    }

    /**
     * Reads a GTIN-8, GTIN-12, GTIN-13 or GTIN-14.
     *
     * @throws RefusalException GTIN_INVALID when it is not 8, 12, 13 or 14 digits or the check digit is wrong
     */
    public static Gtin parse(String text) {
        requireLength(text, 0);
        return new Gtin("0".repeat(14 - text.length()) + text);
    }

    /**
     * Completes 7, 11, 12 or 13 digits with their check digit.
     *
     * @throws RefusalException GTIN_INVALID when the form is wrong
     */
    public static Gtin withCheckDigit(String body) {
        requireLength(body, 1);
        return parse(Gs1.withCheckDigit(body, body.length() + 1, Refusal.Code.GTIN_INVALID, "gtin"));
    }

    @Override
    public int compareTo(Gtin other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void requireLength(String text, int missing) {
        int length = text == null ? 0 : text.length() + missing;
        if (length != 8 && length != 12 && length != 13 && length != 14) {
            throw Refusal.of(Refusal.Code.GTIN_INVALID, "gtin", "Must be 8, 12, 13 or 14 digits.");
        }
    }
}
