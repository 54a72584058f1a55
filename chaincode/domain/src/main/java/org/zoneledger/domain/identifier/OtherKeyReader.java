package org.zoneledger.domain.identifier;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/**
 * Reads the GS1 keys of documents, assets, consignments, shipments, parts, coupons and service relations in both spellings (EPC Tag Data
 * Standard 2.0, section 6; GS1 Digital Link URI syntax 1.6.0, section 5).
 */
final class OtherKeyReader {

    private static final int LONGEST = 2048;
    private static final Pattern LINK =
            Pattern.compile("[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?/([^?#]+)(?:\\?[^#]*)?");
    private static final List<String> HINTS = List.of("/80", "/25", "/40", "/235/");
    private static final List<Shape> SHAPES = List.of(
            new Shape("253", 13, 17, false, false, List.of()),
            new Shape("255", 13, 12, true, false, List.of()),
            new Shape("401", 0, 30, false, true, List.of()),
            new Shape("402", 17, 0, true, true, List.of()),
            new Shape("8003", 14, 16, false, false, List.of()),
            new Shape("8004", 0, 30, false, true, List.of()),
            new Shape("8006", 14, 4, true, false, List.of("21", "10")),
            new Shape("8010", 0, 30, false, false, List.of("8011")),
            new Shape("8017", 18, 0, true, true, List.of()),
            new Shape("8018", 18, 0, true, true, List.of()),
            new Shape("01", 14, 0, true, false, List.of("235")));

    private OtherKeyReader() {}

    /**
     * What a key of one application identifier looks like.
     *
     * @param digits leading digits, the last of them the check digit; 0 where there is none
     * @param rest characters that may follow
     * @param numeric whether these are digits
     * @param single whether the key alone tells one thing from its siblings
     * @param qualifiers application identifiers that may follow, one at a time
     */
    private record Shape(String ai, int digits, int rest, boolean numeric, boolean single, List<String> qualifiers) {}

    /** What a Digital Link identifies, when its key is one of these. */
    static Optional<DigitalLink> link(String text) {
        if (text == null || text.length() > LONGEST || HINTS.stream().noneMatch(text::contains)) {
            return Optional.empty();
        }
        Matcher link = LINK.matcher(text);
        return link.matches() ? path(List.of(link.group(1).split("/", -1))) : Optional.empty();
    }

    private static Optional<DigitalLink> path(List<String> segments) {
        int end = segments.size();
        if (segments.contains("") || end < 2) {
            return Optional.empty();
        }
        if (end >= 4 && isAmong(segments.get(end - 4), segments.get(end - 2))) {
            return Optional.of(key(
                    segments.get(end - 4),
                    Ai82.decode(segments.get(end - 3), segments.get(end - 4)),
                    segments.get(end - 2),
                    Ai82.decode(segments.get(end - 1), segments.get(end - 2))));
        }
        String ai = segments.get(end - 2);
        return !ai.equals("01") && SHAPES.stream().anyMatch(shape -> shape.ai().equals(ai))
                ? Optional.of(key(ai, Ai82.decode(segments.get(end - 1), ai)))
                : Optional.empty();
    }

    /** Whether a key is one of these and can have the qualifier. */
    private static boolean isAmong(String ai, String qualifier) {
        return SHAPES.stream()
                .anyMatch(shape -> shape.ai().equals(ai) && shape.qualifiers().contains(qualifier));
    }

    /**
     * What an EPC URN identifies.
     *
     * @param scheme with its kind, such as id:grai
     * @param rest what follows it
     */
    static DigitalLink urn(String scheme, String rest) {
        List<String> f = List.of(rest.split("\\.", -1));
        return switch (scheme + "/" + f.size()) {
            case "id:gdti/3" -> key("253", checked(f, 12, "") + serial(f.get(2)));
            case "idpat:gdti/3" -> key("253", pattern(f, 2, checked(f, 12, "")));
            case "id:sgcn/3" -> key("255", checked(f, 12, "") + serial(f.get(2)));
            case "idpat:sgcn/3" -> key("255", pattern(f, 2, checked(f, 12, "")));
            case "id:ginc/2" -> key("401", prefix(f) + serial(f.get(1)));
            case "id:gsin/2" -> key("402", checked(f, 16, ""));
            case "id:grai/3" -> key("8003", "0" + checked(f, 12, "") + serial(f.get(2)));
            case "idpat:grai/3" -> key("8003", pattern(f, 2, "0" + checked(f, 12, "")));
            case "id:giai/2" -> key("8004", prefix(f) + serial(f.get(1)));
            case "id:itip/5" -> key("8006", item(f) + f.get(2) + f.get(3), "21", serial(f.get(4)));
            case "idpat:itip/5" -> key("8006", pattern(f, 4, item(f) + f.get(2) + f.get(3)));
            case "id:cpi/3" -> key("8010", prefix(f) + serial(f.get(1)), "8011", f.get(2));
            case "idpat:cpi/3" -> key("8010", pattern(f, 2, prefix(f) + serial(f.get(1))));
            case "id:gsrnp/2" -> key("8017", checked(f, 17, ""));
            case "id:gsrn/2" -> key("8018", checked(f, 17, ""));
            case "id:upui/3" -> key("01", item(f), "235", serial(f.get(2)));
            default -> throw refused("The EPC scheme is not supported.");
        };
    }

    private static DigitalLink key(String ai, String value) {
        Shape shape = shape(ai);
        boolean single = shape.single() || (shape.qualifiers().isEmpty() && value.length() > shape.digits());
        return new DigitalLink.OtherKey("/" + ai + "/" + Ai82.encode(checkValue(shape, value)), single);
    }

    private static DigitalLink key(String ai, String value, String qualifier, String number) {
        Shape shape = shape(ai);
        boolean digits = qualifier.equals("8011");
        if (!shape.qualifiers().contains(qualifier) || (digits && !number.matches("[0-9]{1,12}"))) {
            throw refused("The qualifier does not belong to the key.");
        }
        Ai82.check(number, qualifier, qualifier.equals("235") ? 28 : 20);
        return new DigitalLink.OtherKey(
                "/" + ai + "/" + Ai82.encode(checkValue(shape, value)) + "/" + qualifier + "/" + Ai82.encode(number),
                !qualifier.equals("10"));
    }

    private static String checkValue(Shape shape, String value) {
        String rest = value.length() < shape.digits() ? "" : value.substring(shape.digits());
        boolean fits = value.length() >= Math.max(1, shape.digits())
                && rest.length() <= shape.rest()
                && (!shape.numeric() || rest.chars().allMatch(c -> c >= '0' && c <= '9'))
                && (!shape.ai().equals("8006") || rest.length() == shape.rest());
        if (!fits) {
            throw refused("The key has not the form of its application identifier.");
        }
        if (shape.digits() > 0) {
            Gs1.check(value.substring(0, shape.digits()), shape.digits(), Code.DIGITAL_LINK_INVALID, shape.ai());
        }
        if (!rest.isEmpty()) {
            Ai82.check(rest, shape.ai(), shape.rest());
        }
        return value;
    }

    private static Shape shape(String ai) {
        return SHAPES.stream()
                .filter(shape -> shape.ai().equals(ai))
                .findFirst()
                .orElseThrow();
    }

    /** Company prefix and reference, together {@code length} digits, with their check digit. */
    private static String checked(List<String> fields, int length, String lead) {
        String digits = lead + prefix(fields) + fields.get(1);
        if (!Gs1.isDigits(digits, length)) {
            throw refused("Company prefix and reference must be " + length + " digits together.");
        }
        return digits + Gs1.checkDigit(digits);
    }

    private static String item(List<String> fields) {
        String digits = prefix(fields) + fields.get(1);
        if (!Gs1.isDigits(digits, 13) || fields.get(1).isEmpty()) {
            throw refused("Company prefix and reference must be 13 digits together.");
        }
        int indicator = fields.get(0).length();
        String body = digits.charAt(indicator) + digits.substring(0, indicator) + digits.substring(indicator + 1);
        return body + Gs1.checkDigit(body);
    }

    private static String prefix(List<String> fields) {
        if (!fields.get(0).matches("[0-9]{6,12}")) {
            throw refused("Must be a company prefix of 6 to 12 digits and further fields.");
        }
        return fields.get(0);
    }

    private static String pattern(List<String> fields, int star, String value) {
        if (!fields.get(star).equals("*")) {
            throw refused("A pattern must have a star as serial.");
        }
        return value;
    }

    private static String serial(String text) {
        return Ai82.decode(text, "epc");
    }

    private static RefusalException refused(String detail) {
        return Refusal.of(Code.DIGITAL_LINK_INVALID, "epc", detail);
    }
}
