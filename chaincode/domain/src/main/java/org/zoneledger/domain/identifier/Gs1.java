package org.zoneledger.domain.identifier;

import org.zoneledger.domain.Refusal;

/** The check digit that all numeric GS1 keys share (GS1 General Specifications, section 7.9). */
final class Gs1 {
    private Gs1() {}

    static boolean isDigits(String text, int length) {
        if (text == null || text.length() != length) {
            return false;
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static char checkDigit(String body) {
        int sum = 0;
        int weight = 3;
        for (int i = body.length() - 1; i >= 0; i--) {
            sum += weight * (body.charAt(i) - '0');
            weight = 4 - weight;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    static void check(String value, int length, Refusal.Code code, String field) {
        if (!isDigits(value, length)) {
            throw Refusal.of(code, field, "Must be " + length + " digits.");
        }
        if (checkDigit(value.substring(0, length - 1)) != value.charAt(length - 1)) {
            throw Refusal.of(code, field, "The check digit is wrong.");
        }
    }

    static String withCheckDigit(String body, int length, Refusal.Code code, String field) {
        if (!isDigits(body, length - 1)) {
            throw Refusal.of(code, field, "Must be " + (length - 1) + " digits before the check digit.");
        }
        return body + checkDigit(body);
    }
}
