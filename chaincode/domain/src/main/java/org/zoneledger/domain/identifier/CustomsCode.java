package org.zoneledger.domain.identifier;

import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

/**
 * A customs registration code 海关注册编码 of 10 characters; it has no check digit.
 *
 * @param value four digits of the place, the zone, the kind of enterprise and a serial of digits or capital letters
 */
public record CustomsCode(String value) implements Comparable<CustomsCode> {
    private static final Pattern FORM = Pattern.compile("[0-9]{4}[0-9A-Z]{6}");

    public CustomsCode {
        if (value == null || !FORM.matcher(value).matches()) {
            throw Refusal.of(
                    Refusal.Code.CUSTOMS_CODE_INVALID,
                    "customsCode",
                    "Must be 4 digits and 6 digits or capital letters.");
        }
    }

    /**
     * Reads a code.
     *
     * @throws RefusalException CUSTOMS_CODE_INVALID when the form is wrong
     */
    public static CustomsCode parse(String text) {
        return new CustomsCode(text);
    }

    /** The first four digits of the area code of the registering place; 3304 is Jiaxing. */
    public String place() {
        return value.substring(0, 4);
    }

    @Override
    public int compareTo(CustomsCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
