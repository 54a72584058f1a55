package org.zoneledger.domain.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

/**
 * A resident identity number 公民身份号码 that can be checked on its way in and cannot be stored (GB 11643-1999).
 *
 * <p>Nothing returns the number: there is no accessor, {@code toString} is masked and the type is not serialisable.
 */
public final class ResidentId {
    private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9X]");
    private static final Pattern IN_TEXT = Pattern.compile("(?=([0-9]{6})[ -]?([0-9]{8})[ -]?([0-9]{3}[0-9X]))");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final Pattern AREA =
            Pattern.compile("(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}");
    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 2099;

    private final LocalDate born;

    private ResidentId(LocalDate born) {
        this.born = born;
    }

    /**
     * Checks a number: area of a province, a real birth date of the years 1900 to 2099, check character.
     *
     * @throws RefusalException VALUE_INVALID when it is no resident identity number
     */
    public static ResidentId parse(String text) {
        if (text == null || !FORM.matcher(text).matches() || !isValid(text)) {
            throw Refusal.of(Refusal.Code.VALUE_INVALID, "residentId", "Is not a valid resident identity number.");
        }
        return new ResidentId(birthDate(text));
    }

    /**
     * Tells whether free text contains a valid resident identity number anywhere, also inside longer words, grouped
     * 6-8-4 by a space or hyphen, in full width digits or with a small x.
     */
    public static boolean occursIn(String text) {
        if (!hasManyDigits(text)) {
            return false;
        }
        Matcher matcher = IN_TEXT.matcher(halfWidth(text));
        while (matcher.find()) {
            if (isValid(matcher.group(1) + matcher.group(2) + matcher.group(3))) {
                return true;
            }
        }
        return false;
    }

    /** Whether 17 digits follow one another but for spaces and hyphens: few texts have them, and the search is slow. */
    private static boolean hasManyDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < WEIGHTS.length; i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9') || (c >= '\uFF10' && c <= '\uFF19')) {
                digits++;
            } else if (c != ' ' && c != '-' && c != '\uFF0D' && c != '\u3000') {
                digits = 0;
            }
        }
        return digits == WEIGHTS.length;
    }

    /** Tells whether the birth date in the number is after a date, for callers that know what day it is. */
    public boolean isBornAfter(LocalDate date) {
        return born.isAfter(date);
    }

    @Override
    public String toString() {
        return "ResidentId[masked]";
    }

    private static boolean isValid(String number) {
        if (!AREA.matcher(number.substring(0, 6)).matches() || birthDate(number) == null) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return "10X98765432".charAt(sum % 11) == number.charAt(17);
    }

    private static LocalDate birthDate(String number) {
        int year = Integer.parseInt(number.substring(6, 10));
        if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
            return null;
        }
        try {
            return LocalDate.of(
                    year, Integer.parseInt(number.substring(10, 12)), Integer.parseInt(number.substring(12, 14)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String halfWidth(String text) {
        StringBuilder half = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char narrow = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c == '\u3000' ? ' ' : c;
            half.append(narrow == 'x' ? 'X' : narrow);
        }
        return half.toString();
    }
}
