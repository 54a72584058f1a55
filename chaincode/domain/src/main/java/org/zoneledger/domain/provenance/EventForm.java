package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.provenance.EventContext.Name;

/**
 * The one form in which an event is signed, digested and stored, whichever way its sender wrote it.
 *
 * <p>GS1 keys are Digital Links on id.gs1.org with the finest key alone, standard words are bare, times are UTC with three decimals,
 * numbers carry no zeros too many, texts no blanks around them, and values of extensions are texts. Names of extensions have the prefix
 * {@code zone}, {@code cbvmda}, {@code gs1}, {@code cbv} or {@code epcis}, or {@code ns1}, {@code ns2} and so on, in the order of their
 * namespaces, which the event's own {@code @context} then lists. What cannot be read stays as it is, for {@link EventRules} to refuse.
 */
public final class EventForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final BigDecimal MAX_SAFE_INTEGER = BigDecimal.valueOf((1L << 53) - 1);

    private static final Set<String> EPC_LISTS = Set.copyOf(EventFields.EPC_LISTS);
    private static final Set<String> QUANTITY_LISTS = Set.copyOf(EventFields.QUANTITY_LISTS);
    private static final Set<String> TRADE_LISTS = Set.copyOf(EventFields.TRADE_LISTS);
    private static final Set<String> SENSOR_TIMES = Set.copyOf(EventFields.SENSOR_TIMES);
    private static final Set<String> SENSOR_NUMBERS = Set.copyOf(EventFields.SENSOR_NUMBERS);
    private static final Pattern FORMED_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z");

    private final EventContext context;
    private final Keys keys;
    private final SortedMap<String, String> prefixes = new TreeMap<>();

    private EventForm(EventContext context, Keys keys) {
        this.context = context;
        this.keys = keys;
    }

    /**
     * The form of an event of a document.
     *
     * @param event as it was sent; it is left as it was
     * @param context the document's {@code @context}, or null
     * @throws RefusalException MALFORMED when two fields have the same name once prefixes are resolved, or a context cannot be read;
     *     TOO_LARGE when it declares too many prefixes
     */
    public static ObjectNode canonical(ObjectNode event, JsonNode context) {
        return within(event, EventContext.of(context));
    }

    static ObjectNode within(ObjectNode event, EventContext document) {
        return within(event, document, new Keys());
    }

    static ObjectNode within(ObjectNode event, EventContext document, Keys keys) {
        EventForm form = new EventForm(document.with(event.get(EventContext.NAME)), keys);
        form.collect(event);
        SortedMap<String, String> declared = new TreeMap<>();
        int number = 0;
        for (Map.Entry<String, String> entry : form.prefixes.entrySet()) {
            entry.setValue("ns" + ++number);
            declared.put(entry.getValue(), entry.getKey());
        }
        ObjectNode canonical = form.object(event, form::eventField);
        canonical.remove("recordTime");
        canonical.remove(EventContext.NAME);
        if (!declared.isEmpty()) {
            canonical.set(EventContext.NAME, EventContext.node(declared));
        }
        return canonical;
    }

    /** Refuses an event in another form, naming the first field that differs. */
    static void check(ObjectNode event, Keys keys) {
        ObjectNode canonical = within(event, EventContext.STANDARD, keys);
        if (canonical.equals(event)) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (!field.getValue().equals(canonical.get(field.getKey()))) {
                throw Refusal.of(
                        Code.EVENT_INVALID,
                        field.getKey(),
                        "the field is not in the form in which events are signed and stored");
            }
        }
        throw Refusal.of(
                Code.EVENT_INVALID,
                EventContext.NAME,
                "the event is not in the form in which events are signed and stored");
    }

    /** What becomes of one field: its value, under the name that it has already. */
    private interface Place {
        JsonNode value(String name, JsonNode value);
    }

    /** Gathers the namespaces that names of fields use. */
    private void collect(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().indexOf(':') > 0) {
                context.resolve(field.getKey())
                        .map(Name::namespace)
                        .filter(namespace -> EventContext.fixedPrefix(namespace).isEmpty())
                        .ifPresent(namespace -> prefixes.put(namespace, ""));
            }
            if (!field.getKey().equals(EventContext.NAME)) {
                collect(field.getValue());
            }
        }
        if (node.isArray()) {
            node.forEach(this::collect);
        }
    }

    private String name(String name) {
        if (name.indexOf(':') <= 0) {
            return name;
        }
        Optional<Name> resolved = context.resolve(name);
        return resolved.map(found ->
                        EventContext.fixedPrefix(found.namespace()).orElseGet(() -> prefixes.get(found.namespace()))
                                + ":" + found.local())
                .orElse(name);
    }

    private ObjectNode object(JsonNode node, Place place) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = name(field.getKey());
            if (object.has(name)) {
                throw Refusal.of(Code.MALFORMED, "", "two fields of the event have the same name");
            }
            object.set(name, place.value(name, field.getValue()));
        }
        return object;
    }

    private JsonNode eventField(String name, JsonNode value) {
        if (EPC_LISTS.contains(name)) {
            return each(value, item -> text(item, keys::formed));
        }
        if (QUANTITY_LISTS.contains(name)) {
            return eachObject(value, this::quantityField);
        }
        if (TRADE_LISTS.contains(name)) {
            return eachObject(
                    value,
                    (inner, entry) -> inner.equals("type")
                            ? word(entry, EventFields.types(name))
                            : text(entry, inner.equals("bizTransaction") ? this::urn : keys::formed));
        }
        if (EventFields.ZONE.contains(name)) {
            return value.isObject() ? object(value, (inner, entry) -> text(entry, UnaryOperator.identity())) : value;
        }
        return switch (name) {
            case "eventTime" -> text(value, EventForm::time);
            case "parentID" -> text(value, keys::formed);
            case "transformationID" -> text(value, this::urn);
            case "bizStep" -> word(value, Vocabulary.BIZ_STEP);
            case "disposition" -> word(value, Vocabulary.DISPOSITION);
            case "certificationInfo" -> oneOrMore(each(value, item -> text(item, UnaryOperator.identity())));
            case "persistentDisposition" -> value.isObject() ? object(value, this::dispositions) : value;
            case "readPoint", "bizLocation" -> value.isObject() ? object(value, this::placeField) : value;
            case "errorDeclaration" -> value.isObject() ? object(value, this::errorField) : value;
            case "sensorElementList" -> eachObject(value, this::sensorField);
            case "ilmd" -> value.isObject() ? object(value, (inner, entry) -> extension(entry)) : value;
            default -> name.indexOf(':') > 0 ? extension(value) : text(value, UnaryOperator.identity());
        };
    }

    private JsonNode quantityField(String name, JsonNode value) {
        return switch (name) {
            case "epcClass" -> text(value, keys::formed);
            case "quantity" -> number(value);
            default -> text(value, UnaryOperator.identity());
        };
    }

    private JsonNode placeField(String name, JsonNode value) {
        return name.equals("id") ? text(value, keys::formed) : extension(value);
    }

    private JsonNode dispositions(String name, JsonNode value) {
        return each(
                value.isTextual() ? JSON.arrayNode().add(value) : value, item -> word(item, Vocabulary.DISPOSITION));
    }

    private JsonNode errorField(String name, JsonNode value) {
        return switch (name) {
            case "declarationTime" -> text(value, EventForm::time);
            case "reason" -> word(value, Vocabulary.ERROR_REASON);
            case "correctiveEventIDs" -> each(value, item -> text(item, UnaryOperator.identity()));
            default -> extension(value);
        };
    }

    private JsonNode sensorField(String name, JsonNode value) {
        return switch (name) {
            case "sensorMetadata" -> value.isObject() ? object(value, this::reportField) : value;
            case "sensorReport" -> eachObject(value, this::reportField);
            default -> extension(value);
        };
    }

    private JsonNode reportField(String name, JsonNode value) {
        if (SENSOR_TIMES.contains(name)) {
            return text(value, EventForm::time);
        }
        if (SENSOR_NUMBERS.contains(name)) {
            return number(value);
        }
        return switch (name) {
            case "type" -> word(value, Vocabulary.MEASUREMENT);
            case "exception" -> word(value, Vocabulary.ALERT);
            case "component" -> word(value, Vocabulary.COMPONENT);
            case "deviceID" -> text(value, keys::formed);
            default -> name.indexOf(':') > 0 ? extension(value) : value.isTextual() ? text(value, this::urn) : value;
        };
    }

    private JsonNode word(JsonNode value, Vocabulary vocabulary) {
        return text(value, text -> {
            String bare = vocabulary.bare(text);
            return bare.equals(text) ? vocabulary.bare(context.expand(text)) : bare;
        });
    }

    /** The value of an extension: texts, lists of more than one, and objects of such. */
    private JsonNode extension(JsonNode value) {
        if (value.isObject()) {
            return object(value, (name, inner) -> extension(inner));
        }
        if (value.isArray()) {
            return oneOrMore(each(value, this::extension));
        }
        if (value.isNumber()) {
            return JSON.textNode(plain(value.decimalValue()).toPlainString());
        }
        return value.isBoolean() ? JSON.textNode(value.asText()) : text(value, UnaryOperator.identity());
    }

    private static JsonNode oneOrMore(JsonNode value) {
        return value.isArray() && value.size() == 1 ? value.get(0) : value;
    }

    private static JsonNode each(JsonNode value, UnaryOperator<JsonNode> form) {
        if (!value.isArray()) {
            return form.apply(value);
        }
        ArrayNode list = JSON.arrayNode(value.size());
        value.forEach(item -> list.add(form.apply(item)));
        return list;
    }

    private JsonNode eachObject(JsonNode value, Place place) {
        return value.isArray() ? each(value, item -> item.isObject() ? object(item, place) : item) : value;
    }

    private static JsonNode text(JsonNode value, UnaryOperator<String> form) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue();
        String formed = form.apply(text.strip());
        return formed.equals(text) ? value : JSON.textNode(formed);
    }

    private static JsonNode number(JsonNode value) {
        if (!value.isNumber() || value.isInt()) {
            return value;
        }
        BigDecimal number = plain(value.decimalValue());
        if (number.scale() > 0 || number.abs().compareTo(MAX_SAFE_INTEGER) > 0) {
            return JSON.numberNode(number);
        }
        long integer = number.longValueExact();
        return integer == (int) integer ? JSON.numberNode((int) integer) : JSON.numberNode(integer);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() < 0 && plain.precision() - plain.scale() <= 40 ? plain.setScale(0) : plain;
    }

    /** A key given as an EPC URN; the address of something is left as it is, even where it looks like a key. */
    private String urn(String text) {
        return text.startsWith("urn:epc:") ? keys.formed(text) : text;
    }

    private static String time(String text) {
        if (FORMED_TIME.matcher(text).matches()) {
            return text;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            // half a millisecond up, as the event hash rounds
            return Fields.format(instant.plusNanos(500_000).truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException unreadable) {
            return text;
        }
    }
}
