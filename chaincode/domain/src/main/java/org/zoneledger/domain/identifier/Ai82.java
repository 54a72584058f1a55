package org.zoneledger.domain.identifier;

import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;

/** Values in the GS1 AI encodable character set 82 and their percent-encoding (RFC 3986). */
final class Ai82 {
    private static final String LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHARACTERS = LETTERS_AND_DIGITS + "!\"%&'()*+,-./:;<=>?_";
    private static final String UNRESERVED = LETTERS_AND_DIGITS + "-._";
    private static final String READABLE_RAW = UNRESERVED + "!&'()*+,:;=";
    private static final String HEX = "0123456789ABCDEF";
    private static final int LONGEST = 20;

    private Ai82() {}

    static void check(String value, String field) {
        check(value, field, LONGEST);
    }

    static void check(String value, String field, int most) {
        if (value == null || value.isEmpty() || value.length() > most) {
            throw refused(field, "Must be 1 to " + most + " characters.");
        }
        for (int i = 0; i < value.length(); i++) {
            if (CHARACTERS.indexOf(value.charAt(i)) < 0) {
                throw refused(field, "Has a character outside of the GS1 character set 82.");
            }
        }
    }

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return encoded.toString();
    }

    static String decode(String text, String field) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
                int low = high >= 0 ? hex(text.charAt(i + 2)) : -1;
                if (low < 0) {
                    throw refused(field, "The percent-encoding is broken.");
                }
                decoded.append((char) (high * 16 + low));
                i += 2;
            } else if (READABLE_RAW.indexOf(c) >= 0) {
                decoded.append(c);
            } else {
                throw refused(field, "Has a character that must be percent-encoded or is not allowed.");
            }
        }
        return decoded.toString();
    }

    private static int hex(char c) {
        return HEX.indexOf(c >= 'a' && c <= 'f' ? (char) (c - 'a' + 'A') : c);
    }

    static RefusalException refused(String field, String detail) {
        return Refusal.of(Refusal.Code.DIGITAL_LINK_INVALID, field, detail);
    }
}
