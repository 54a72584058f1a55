package org.zoneledger.domain.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/**
 * Reads the fields of one JSON object strictly: a missing, mistyped or unknown field is refused with its path.
 *
 * <p>Take every field, then call {@link #end()}, which refuses what nobody asked for.
 */
public final class Fields {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final ObjectNode node;
    private final String path;
    private final TreeSet<String> unread = new TreeSet<>();

    private Fields(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            unread.add(names.next());
        }
    }

    /** The fields of a whole document. */
    public static Fields of(JsonNode node) {
        return of(node, "");
    }

    /** The fields of an object that stands at a path of a larger document. */
    public static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw Refusal.of(Code.MALFORMED, path, "a JSON object is expected");
    }

    /** An instant as the ledger writes it: UTC, three decimals, {@code Z}. */
    public static String format(Instant instant) {
        return INSTANT.format(instant);
    }

    /** Required text of 1 to {@code max} characters without control characters. */
    public String text(String name, int max) {
        return optionalText(name, max).orElseThrow(() -> missing(name));
    }

    /** Text of 1 to {@code max} characters without control characters, or nothing. */
    public Optional<String> optionalText(String name, int max) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Refusal.of(Code.MALFORMED, at(name), "text is expected");
        }
        String text = value.textValue();
        if (text.isBlank() || text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    at(name),
                    "1 to " + max + " characters without control characters are expected");
        }
        return Optional.of(text);
    }

    /** Required value of a type with a parser of its own; its refusal is given this field's path. */
    public <T> T value(String name, Function<String, T> parser) {
        return optionalValue(name, parser).orElseThrow(() -> missing(name));
    }

    /** Value of a type with a parser of its own, or nothing. */
    public <T> Optional<T> optionalValue(String name, Function<String, T> parser) {
        return optionalText(name, 8192).map(text -> parse(name, text, parser));
    }

    /** Required value out of a fixed set of names. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name, 64);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw Refusal.of(Code.VALUE_INVALID, at(name), "the value is not one of those allowed");
    }

    /** Required list of texts, 1 to {@code maxItems}, none twice, each read by the parser. */
    public <T> List<T> list(String name, int maxItems, Function<String, T> parser) {
        JsonNode value = take(name);
        if (value == null) {
            throw missing(name);
        }
        if (!value.isArray() || value.isEmpty() || value.size() > maxItems) {
            throw Refusal.of(Code.VALUE_INVALID, at(name), "a list of 1 to " + maxItems + " texts is expected");
        }
        List<T> items = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        for (int i = 0; i < value.size(); i++) {
            String item = name + "[" + i + "]";
            if (!value.get(i).isTextual() || !seen.add(value.get(i).textValue())) {
                throw Refusal.of(Code.VALUE_INVALID, at(item), "a text that is not in the list already is expected");
            }
            items.add(parse(item, value.get(i).textValue(), parser));
        }
        return List.copyOf(items);
    }

    /** Required integer from {@code min} to {@code max}. */
    public long integer(String name, long min, long max) {
        JsonNode value = take(name);
        if (value == null) {
            throw missing(name);
        }
        if (!value.isIntegralNumber() || value.longValue() < min || value.longValue() > max) {
            throw Refusal.of(Code.VALUE_INVALID, at(name), "an integer from " + min + " to " + max + " is expected");
        }
        return value.longValue();
    }

    /** Required calendar date, ISO 8601 {@code yyyy-mm-dd}. */
    public LocalDate date(String name) {
        return value(name, text -> {
            try {
                return LocalDate.parse(text, DATE);
            } catch (DateTimeException e) {
                throw Refusal.of(Code.TIME_INVALID, "", "a calendar date yyyy-mm-dd is expected");
            }
        });
    }

    /** Required instant in the ledger's form. */
    public Instant instant(String name) {
        return value(name, text -> {
            try {
                return INSTANT.parse(text, Instant::from);
            } catch (DateTimeException e) {
                throw Refusal.of(Code.TIME_INVALID, "", "an instant yyyy-mm-ddThh:mm:ss.sssZ is expected");
            }
        });
    }

    /** Required inner object. */
    public Fields object(String name) {
        JsonNode value = take(name);
        if (value == null) {
            throw missing(name);
        }
        return of(value, at(name));
    }

    /** Required inner value as it is. */
    public JsonNode any(String name) {
        JsonNode value = take(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** Inner value as it is, or nothing. */
    public Optional<JsonNode> optionalAny(String name) {
        return Optional.ofNullable(take(name));
    }

    /** Required text that must be the one given. */
    public void constant(String name, String expected) {
        if (!text(name, 256).equals(expected)) {
            throw Refusal.of(Code.VALUE_INVALID, at(name), "the value must be " + expected);
        }
    }

    /** The object itself. */
    public ObjectNode node() {
        return node;
    }

    /** Refuses the first field that nobody took. */
    public void end() {
        if (!unread.isEmpty()) {
            throw Refusal.of(Code.FIELD_UNKNOWN, path, "the object has a field that is not known here");
        }
    }

    /** The path of a field of this object. */
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (RefusalException e) {
            throw new Refusal(e.refusal().code(), at(name), e.refusal().detail()).exception();
        }
    }

    private JsonNode take(String name) {
        unread.remove(name);
        JsonNode value = node.get(name);
        if (value != null && value.isNull()) {
            throw Refusal.of(Code.MALFORMED, at(name), "null is not a value here; leave the field out");
        }
        return value;
    }

    private RefusalException missing(String name) {
        return Refusal.of(Code.FIELD_MISSING, at(name), "the field is required");
    }
}
