package org.zoneledger.domain.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zoneledger.domain.RefusalException;

/** Reads the grammar of GS1 Digital Link URI syntax 1.6.0, section 5. */
final class DigitalLinkReader {
    private static final int LONGEST = 2048;
    private static final Pattern LINK =
            Pattern.compile("[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?/([^?#]+)(?:\\?[^#]*)?");
    private static final List<String> PRIMARY = List.of("01", "00", "414", "417");

    private DigitalLinkReader() {}

    static DigitalLink read(String text) {
        if (text == null || text.length() > LONGEST) {
            throw refused("Must be a URI of at most 2,048 characters.");
        }
        Matcher matcher = LINK.matcher(text);
        List<String> segments = matcher.matches() ? List.of(matcher.group(1).split("/", -1)) : List.of("");
        if (segments.contains("")) {
            throw refused("Must be an http or https URI without user, fragment and empty path segments.");
        }
        for (int i = 0; i + 1 < segments.size(); i++) {
            List<String> rest = segments.subList(i, segments.size());
            if (hasOrderedQualifiers(rest)) {
                return link(rest);
            }
        }
        throw refused("Must end in 01 with 22, 10 and 21 in this order, in 00, in 414 with 254 or in 417.");
    }

    private static boolean hasOrderedQualifiers(List<String> segments) {
        String key = segments.get(0);
        if (!PRIMARY.contains(key) || segments.size() % 2 != 0) {
            return false;
        }
        List<String> allowed = new ArrayList<>(
                switch (key) {
                    case "01" -> List.of("22", "10", "21");
                    case "414" -> List.of("254");
                    default -> List.of();
                });
        for (int i = 2; i < segments.size(); i += 2) {
            int at = allowed.indexOf(segments.get(i));
            if (at < 0) {
                return false;
            }
            allowed.subList(0, at + 1).clear();
        }
        return true;
    }

    private static DigitalLink link(List<String> segments) {
        String value = segments.get(1);
        return switch (segments.get(0)) {
            case "01" ->
                new DigitalLink.Item(
                        Gtin.parse(value), value(segments, "22"), value(segments, "10"), value(segments, "21"));
            case "00" -> new DigitalLink.LogisticUnit(Sscc.parse(value));
            case "414" -> new DigitalLink.Place(Gln.parse(value), value(segments, "254"));
            default -> new DigitalLink.Party(Gln.parse(value));
        };
    }

    private static Optional<String> value(List<String> segments, String qualifier) {
        for (int i = 2; i < segments.size(); i += 2) {
            if (segments.get(i).equals(qualifier)) {
                return Optional.of(Ai82.decode(segments.get(i + 1), qualifier));
            }
        }
        return Optional.empty();
    }

    private static RefusalException refused(String detail) {
        return Ai82.refused("digitalLink", detail);
    }
}
