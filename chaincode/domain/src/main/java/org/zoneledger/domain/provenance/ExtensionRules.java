package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/**
 * What may stand in the extensions of an event: texts, lists and objects, all names in declared namespaces.
 *
 * <p>The event hash of CBV 2.0 takes every text that looks like a number through a double. A text that would not come out of it as it
 * went in would let two different events have one hash, so it is refused (VALUE_AMBIGUOUS).
 */
final class ExtensionRules {

    private static final int DEEPEST = 8;
    private static final int MOST_VALUES = 500;
    private static final int LONGEST = 400;
    private static final int CERTAIN_DIGITS = 15;
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?|[+-]?(?i:inf(?:inity)?|nan)");
    private static final Pattern PLAIN = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]*[1-9])?");

    private final EventContext context;
    private int values;

    ExtensionRules(EventContext context) {
        this.context = context;
    }

    /** Checks the fields of an object that are not the standard's. */
    void checkIn(JsonNode object, Set<String> standard, String field) {
        FieldRules.names(object, standard, context, field);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!standard.contains(entry.getKey())) {
                check(entry.getValue(), at(field, entry.getKey()), 1);
            }
        }
    }

    /** Refuses a text that a double would change. */
    static void mustBeUnambiguous(String text, String field) {
        String ascii = asciiDigits(text);
        if (NUMBER.matcher(ascii).matches() && !(ascii.equals(text) && survives(text))) {
            throw Refusal.of(
                    Code.VALUE_AMBIGUOUS,
                    field,
                    "the text would be another after a calculation with it: write a number without needless zeros, sign and"
                            + " exponent, and an identifier as a URI");
        }
    }

    /** The number that a text is, when it is written as numbers are written here. */
    static Optional<BigDecimal> plainNumber(String text) {
        return text.length() <= LONGEST && PLAIN.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private void check(JsonNode value, String field, int depth) {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw Refusal.of(
                    Code.TOO_LARGE,
                    field,
                    "the extensions of an event have at most " + DEEPEST + " levels and " + MOST_VALUES + " values");
        }
        if (value instanceof ObjectNode object && !object.isEmpty()) {
            FieldRules.names(object, Set.of(), context, field);
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                check(entry.getValue(), at(field, entry.getKey()), depth + 1);
            }
        } else if (value.isArray() && !value.isEmpty()) {
            for (int i = 0; i < value.size(); i++) {
                if (value.get(i).isArray()) {
                    throw refused(field);
                }
                check(value.get(i), field + "[" + i + "]", depth + 1);
            }
        } else {
            checkScalar(value, field);
        }
    }

    private static void checkScalar(JsonNode value, String field) {
        if (value.isTextual()) {
            String text = value.textValue().strip();
            if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
                throw refused(field);
            }
            mustBeUnambiguous(text, field);
        } else if (value.isNumber()) {
            mustBeUnambiguous(value.decimalValue().stripTrailingZeros().toPlainString(), field);
        } else if (!value.isBoolean()) {
            throw refused(field);
        }
    }

    /** Whether a double carries the number exactly, or so many digits only that every double carries them. */
    private static boolean survives(String text) {
        if (!PLAIN.matcher(text).matches() || text.equals("-0")) {
            return false;
        }
        BigDecimal number = new BigDecimal(text);
        double carried = number.doubleValue();
        if (!Double.isFinite(carried) || (carried == 0 && number.signum() != 0)) {
            return false;
        }
        return number.precision() <= CERTAIN_DIGITS
                || (number.scale() <= 0 && new BigDecimal(carried).compareTo(number) == 0);
    }

    /** The text with the digits of every script as ASCII digits, as a reader of numbers takes them. */
    private static String asciiDigits(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder ascii = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                ascii.append(Character.digit(c, 10));
            } else {
                ascii.appendCodePoint(c);
            }
        });
        return ascii.toString();
    }

    private static String at(String field, String name) {
        return field.isEmpty() ? name : field + "." + name;
    }

    private static RuntimeException refused(String field) {
        return Refusal.of(
                Code.EVENT_INVALID,
                field,
                "an extension is a text of up to 400 characters, or a list or an object of such");
    }
}
