package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.EpcUri;

/**
 * The event hash of CBV 2.0, section 8.9: the digest by which other repositories know an event, whatever it was written in.
 *
 * <p>It follows the reference implementation 1.9.3 where that and the text of the standard differ: {@code type} stands before the value,
 * {@code parentID} before {@code epcList}, extensions of a standard field at its end, and what has no place in the order of fields follows
 * in the order of code points. {@code eventID}, {@code recordTime} and {@code errorDeclaration} do not count.
 *
 * <p>Texts that look like numbers are taken as numbers and web addresses that look like Digital Links lose their domain, so the hash says
 * that two events are about the same, not that they are the same bytes. For that there is SHA-256 over RFC 8785.
 */
public final class EventHash {

    private static final String PREFIX = "ni:///sha-256;";
    private static final String SUFFIX = "?ver=CBV2.0";
    private static final int SAFE_DIGITS = 15;
    private static final List<String> BEFORE =
            List.of("eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID");
    private static final List<String> LISTS = List.of(
            "epcList",
            "inputEPCList",
            "childEPCs",
            "quantityList",
            "childQuantityList",
            "inputQuantityList",
            "outputEPCList",
            "outputQuantityList");
    private static final List<String> AFTER = List.of("action", "transformationID");
    private static final List<String> QUANTITY = List.of("epcClass", "quantity", "uom");
    private static final List<String> PLACE = List.of("id");

    /** Fields whose values have the form of the hash in {@link EventForm} already. */
    private static final Set<String> FORMED = Set.of(
            "id",
            "parentID",
            "epcClass",
            "source",
            "destination",
            "deviceID",
            "action",
            "eventTime",
            "eventTimeZoneOffset");

    private static final Set<String> ELEMENT = Set.of("sensorMetadata", "sensorReport");
    private static final Set<String> ORDERED = Set.of(
            "type",
            "eventTime",
            "eventTimeZoneOffset",
            "certificationInfo",
            "parentID",
            "epcList",
            "inputEPCList",
            "childEPCs",
            "quantityList",
            "childQuantityList",
            "inputQuantityList",
            "outputEPCList",
            "outputQuantityList",
            "action",
            "transformationID",
            "bizStep",
            "disposition",
            "persistentDisposition",
            "readPoint",
            "bizLocation",
            "sensorElementList");
    private static final Set<String> NOT_COUNTED =
            Set.of("eventID", "recordTime", "errorDeclaration", EventContext.NAME, EventParts.SEALED, EventParts.SALTS);

    private final EventContext context;

    private EventHash(EventContext context) {
        this.context = context;
    }

    /**
     * The hash of an event as a URI (RFC 6920): {@code ni:///sha-256;...?ver=CBV2.0}.
     *
     * @param event in the form of {@link EventForm}, whole or its public part
     */
    public static String of(ObjectNode event) {
        return PREFIX + Sha256.hex(preHash(event).getBytes(StandardCharsets.UTF_8)) + SUFFIX;
    }

    /** Whether a text has the form of an event hash of this version. */
    static boolean isHash(String eventID) {
        return eventID.startsWith(PREFIX) && eventID.endsWith(SUFFIX);
    }

    /**
     * The string that is hashed.
     *
     * @param event in the form of {@link EventForm}, whole or its public part
     */
    public static String preHash(ObjectNode event) {
        return new EventHash(EventContext.of(event.get(EventContext.NAME))).string(event);
    }

    private String string(ObjectNode event) {
        StringBuilder out = new StringBuilder(512);
        out.append("eventType=").append(event.path("type").asText());
        BEFORE.forEach(name -> standard(out, name, event.get(name)));
        for (String list : LISTS) {
            if (event.has(list)) {
                out.append(list);
                append(out, EventFields.EPC_LISTS.contains(list) ? epcs(event.get(list)) : quantities(event.get(list)));
            }
        }
        AFTER.forEach(name -> standard(out, name, event.get(name)));
        word(out, "bizStep", event.get("bizStep"), Vocabulary.BIZ_STEP);
        word(out, "disposition", event.get("disposition"), Vocabulary.DISPOSITION);
        dispositions(out, event.get("persistentDisposition"));
        for (String place : EventFields.PLACES) {
            if (event.has(place)) {
                out.append(place).append(fields(event.get(place), PLACE));
            }
        }
        sensors(out, event.get("sensorElementList"));
        append(out, unordered(event));
        return out.toString();
    }

    private static List<String> epcs(JsonNode list) {
        List<String> epcs = new ArrayList<>(list.size());
        // the form of an EPC in an event is that of the hash
        list.forEach(epc -> epcs.add("epc=" + epc.asText()));
        return epcs;
    }

    private List<String> quantities(JsonNode list) {
        List<String> quantities = new ArrayList<>(list.size());
        list.forEach(element -> quantities.add("quantityElement" + fields(element, QUANTITY)));
        return quantities;
    }

    private static void dispositions(StringBuilder out, JsonNode dispositions) {
        if (dispositions != null) {
            out.append("persistentDisposition");
            for (String name : List.of("set", "unset")) {
                List<String> words = new ArrayList<>();
                dispositions
                        .path(name)
                        .forEach(word -> words.add(name + "=" + Vocabulary.DISPOSITION.uri(word.asText())));
                append(out, words);
            }
        }
    }

    private void sensors(StringBuilder out, JsonNode list) {
        if (list == null) {
            return;
        }
        List<String> elements = new ArrayList<>();
        for (JsonNode element : list) {
            StringBuilder one = new StringBuilder("sensorElement");
            if (element.has("sensorMetadata")) {
                one.append("sensorMetadata").append(fields(element.get("sensorMetadata"), EventFields.METADATA));
            }
            List<String> reports = new ArrayList<>();
            element.path("sensorReport").forEach(report -> reports.add("sensorReport" + report(report)));
            append(one, reports);
            append(one, extensions(element, ELEMENT::contains));
            elements.add(one.toString());
        }
        out.append("sensorElementList");
        append(out, elements);
    }

    private String report(JsonNode report) {
        ObjectNode expanded = report.deepCopy();
        expand(expanded, "type", Vocabulary.MEASUREMENT);
        expand(expanded, "exception", Vocabulary.ALERT);
        expand(expanded, "component", Vocabulary.COMPONENT);
        return fields(expanded, EventFields.REPORT);
    }

    private static void expand(ObjectNode report, String name, Vocabulary vocabulary) {
        if (report.has(name)) {
            report.put(name, vocabulary.uri(report.path(name).asText()));
        }
    }

    /** What has no place in the order of fields, in the order of code points. */
    private List<String> unordered(ObjectNode event) {
        List<String> rest = extensions(
                event,
                name -> ORDERED.contains(name)
                        || NOT_COUNTED.contains(name)
                        || name.equals("ilmd")
                        || EventFields.TRADE_LISTS.contains(name));
        if (event.has("ilmd")) {
            StringBuilder ilmd = new StringBuilder("ilmd");
            append(ilmd, extensions(event.get("ilmd"), name -> false));
            rest.add(ilmd.toString());
        }
        for (String list : EventFields.TRADE_LISTS) {
            if (event.has(list)) {
                StringBuilder trade = new StringBuilder(list);
                append(trade, trades(list, event.get(list)));
                rest.add(trade.toString());
            }
        }
        return rest;
    }

    private static List<String> trades(String list, JsonNode entries) {
        List<String> trades = new ArrayList<>();
        for (JsonNode entry : entries) {
            StringBuilder trade = new StringBuilder();
            word(trade, "type", entry.get("type"), EventFields.types(list));
            standard(trade, EventFields.entry(list), entry.get(EventFields.entry(list)));
            trades.add(trade.toString());
        }
        return trades;
    }

    /** Standard fields in their order, then extensions. */
    private String fields(JsonNode object, List<String> order) {
        StringBuilder out = new StringBuilder();
        order.forEach(name -> standard(out, name, object.get(name)));
        if (object.size() > 0) {
            append(out, extensions(object, order::contains));
        }
        return out.toString();
    }

    private interface Names {
        boolean contain(String name);
    }

    private List<String> extensions(JsonNode object, Names others) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!others.contain(field.getKey())) {
                extension(found, name(field.getKey()), field.getValue());
            }
        }
        return found;
    }

    private void extension(List<String> found, String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(item -> extension(found, name, item));
        } else if (value.isObject()) {
            StringBuilder inner = new StringBuilder(name);
            append(inner, extensions(value, other -> false));
            found.add(inner.toString());
        } else {
            found.add(name + "=" + text(value.asText()));
        }
    }

    private String name(String name) {
        return name.indexOf(':') < 0
                ? name
                : context.resolve(name).map(EventContext.Name::expanded).orElse(name);
    }

    private static void word(StringBuilder out, String name, JsonNode word, Vocabulary vocabulary) {
        if (word != null) {
            out.append(name).append('=').append(vocabulary.uri(word.asText()));
        }
    }

    private static void standard(StringBuilder out, String name, JsonNode value) {
        if (value == null) {
            return;
        }
        if (value.isArray()) {
            List<String> values = new ArrayList<>();
            value.forEach(item -> values.add(name + "=" + text(item.asText())));
            append(out, values);
        } else {
            String text = value.asText();
            out.append(name).append('=');
            out.append(value.isNumber() ? number(value.decimalValue()) : FORMED.contains(name) ? text : text(text));
        }
    }

    /** A text as the hash takes it: standard words as Web URIs, GS1 keys in their canonical form, numbers as numbers. */
    private static String text(String text) {
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        if (first == 'h' || first == 'H') {
            return link(text);
        }
        if (first == 'u') {
            return text.startsWith("urn:epc:") ? link(text) : Vocabulary.uriOfUrn(text);
        }
        if (first == 'g' || first == 'c') {
            return EventContext.standardCurie(text);
        }
        return first == '-' || (first >= '0' && first <= '9')
                ? ExtensionRules.plainNumber(text).map(EventHash::number).orElse(text)
                : text;
    }

    private static String link(String text) {
        try {
            return EpcUri.parse(text).link().finest().uri();
        } catch (RefusalException noKey) {
            return text;
        }
    }

    /** A number as the reference implementation writes it: no needless zeros, and an exponent from 0.00001 down. */
    static String number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() <= 0 && plain.precision() - plain.scale() > SAFE_DIGITS) {
            // digits beyond what a double carries are those of the double
            return new BigDecimal(plain.doubleValue()).toPlainString();
        }
        int exponent = plain.precision() - plain.scale() - 1;
        if (plain.signum() == 0 || exponent >= -4) {
            return plain.toPlainString();
        }
        String digits = plain.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (plain.signum() < 0 ? "-" : "") + mantissa + "e-" + (exponent > -10 ? "0" : "") + -exponent;
    }

    private static void append(StringBuilder out, List<String> parts) {
        if (parts.size() > 1) {
            parts.sort(EventHash::compare);
        }
        parts.forEach(out::append);
    }

    /** Order of code points, which differs from that of UTF-16 where surrogates meet the characters after them. */
    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b) ? a - b : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
