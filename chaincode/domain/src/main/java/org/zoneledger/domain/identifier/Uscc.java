package org.zoneledger.domain.identifier;

import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

/**
 * A unified social credit code 统一社会信用代码 of 18 characters with a right check character (GB 32100-2015).
 *
 * <p>Lower case and full width are refused, never corrected: {@code USCC_INVALID}.
 *
 * @param value the 18 characters
 */
public record Uscc(String value) implements Comparable<Uscc> {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final Pattern BODY = Pattern.compile("[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}");

    private static final String ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    public Uscc {
        if (value == null || value.length() != 18) {
            throw refused("Must be 18 characters.");
        }
        if (checkCharacter(value.substring(0, 17)) != value.charAt(17)) {
            throw refused("The check character is wrong.");
        }
    }

    /**
     * Reads a code.
     *
     * @throws RefusalException USCC_INVALID when the form or the check character is wrong
     */
    public static Uscc parse(String text) {
        return new Uscc(text);
    }

    /**
     * Completes the first 17 characters with their check character.
     *
     * @throws RefusalException USCC_INVALID when the form is wrong
     */
    public static Uscc withCheckDigit(String body) {
        return new Uscc(body + checkCharacter(body));
    }

    /** The GB/T 2260 code of the authority that registered the subject, not of today's address. */
    public String areaCode() {
        return value.substring(2, 8);
    }

    /** The nine characters of the organisation code (GB 11714) inside the code. */
    public String organisationCode() {
        return value.substring(8, 17);
    }

    /**
     * Tells whether the organisation code inside carries its own right check digit (GB 11714).
     *
     * <p>A wrong one is a reason to warn, not to refuse.
     */
    public boolean hasValidOrganisationCode() {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += ORGANISATION_WEIGHTS[i] * ORGANISATION_ALPHABET.indexOf(value.charAt(8 + i));
        }
        return value.charAt(16) == "0X987654321".charAt(sum % 11);
    }

    @Override
    public int compareTo(Uscc other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static char checkCharacter(String body) {
        if (body == null || !BODY.matcher(body).matches()) {
            throw refused("Must be 2 characters, 6 digits and 10 characters of 0-9 and A-Y without I, O, S and V.");
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * ALPHABET.indexOf(body.charAt(i));
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static RefusalException refused(String detail) {
        return Refusal.of(Refusal.Code.USCC_INVALID, "uscc", detail);
    }
}
