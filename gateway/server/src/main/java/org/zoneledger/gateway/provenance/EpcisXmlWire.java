package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.provenance.Page;

/**
 * Turns an EPCIS document in XML (schemas 2.0, 1.2 and 1.1) into the document in JSON-LD that says the same, which then goes the way of
 * every other (EPCIS 2.0 section 9).
 *
 * <p>Elements of other namespaces become extensions under prefixes that the document's {@code @context} declares; the frames
 * {@code extension} and {@code baseExtension} of 1.x are looked through. An element that has no place in JSON-LD is refused.
 */
final class EpcisXmlWire {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> NAMESPACES = Set.of("urn:epcglobal:epcis:xsd:1", "urn:epcglobal:epcis:xsd:2");
    private static final Set<String> VERSIONS = Set.of("1.1", "1.2", "2.0");
    private static final Set<String> FRAMES = Set.of("extension", "baseExtension");
    private static final Set<String> TEXTS = Set.of(
            "eventTime",
            "recordTime",
            "eventTimeZoneOffset",
            "eventID",
            "parentID",
            "action",
            "bizStep",
            "disposition",
            "transformationID");
    private static final Set<String> NUMBERS =
            Set.of("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9]{1,30}(?:\\.[0-9]{0,30})?(?:[eE][+-]?[0-9]{1,3})?");
    private static final Set<String> TRUE = Set.of("true", "1");
    private static final Set<String> FALSE = Set.of("false", "0");

    private final Map<String, String> prefixes = new TreeMap<>();

    private EpcisXmlWire() {}

    /**
     * The same document in JSON-LD.
     *
     * @throws RefusalException MALFORMED when it is not XML, has a document type, or an element stands where it has no meaning; TOO_LARGE
     *     beyond the limits of {@link XmlElement}; VALUE_INVALID for another document than EPCISDocument 1.1, 1.2 or 2.0; FIELD_UNKNOWN
     *     for an element that is not EPCIS and has no namespace
     */
    static JsonNode document(byte[] xml) {
        XmlElement root = XmlElement.read(xml);
        if (!root.name().equals("EPCISDocument") || !NAMESPACES.contains(root.namespace())) {
            throw Refusal.of(Code.VALUE_INVALID, "type", "the value must be EPCISDocument");
        }
        if (!VERSIONS.contains(root.attributes().getOrDefault("schemaVersion", ""))) {
            throw Refusal.of(Code.VALUE_INVALID, "schemaVersion", "the value must be 2.0, 1.2 or 1.1");
        }
        EpcisXmlWire wire = new EpcisXmlWire();
        ArrayNode events = wire.events(only(only(root, "EPCISBody", ""), "EventList", "epcisBody"));
        ObjectNode document = JSON.objectNode().put("type", "EPCISDocument").put("schemaVersion", "2.0");
        ObjectNode context = document.putArray("@context").addObject();
        wire.prefixes.forEach((namespace, prefix) -> context.put(prefix, namespace));
        document.putObject("epcisBody").set("eventList", events);
        // read as strictly as what comes in JSON
        return CanonicalJson.read(document.toString());
    }

    private static XmlElement only(XmlElement parent, String name, String field) {
        if (parent.children().size() != 1 || !parent.children().get(0).isBare(name)) {
            throw Refusal.of(Code.FIELD_UNKNOWN, field, "exactly one " + name + " is expected, and nothing beside it");
        }
        return parent.children().get(0);
    }

    private ArrayNode events(XmlElement list) {
        ArrayNode events = JSON.arrayNode();
        for (XmlElement element : unframed(list)) {
            try {
                events.add(event(element));
            } catch (RefusalException e) {
                throw e.refusal().under(Page.at(events.size())).exception();
            }
        }
        return events;
    }

    private ObjectNode event(XmlElement element) {
        ObjectNode event = JSON.objectNode().put("type", element.name());
        if (!element.namespace().isEmpty()) {
            throw Refusal.of(Code.EVENT_INVALID, "type", "an event of EPCIS is expected");
        }
        for (XmlElement child : unframed(element)) {
            if (!child.namespace().isEmpty()) {
                extend(event, child);
            } else if (child.name().equals("certificationInfo")) {
                event.withArray("/certificationInfo").add(text(child));
            } else {
                JsonNode value = field(child);
                // 1.x demands lists that JSON leaves out when they are empty
                if (!value.isArray() || !value.isEmpty()) {
                    put(event, child.name(), value);
                }
            }
        }
        return event;
    }

    private JsonNode field(XmlElement element) {
        if (TEXTS.contains(element.name())) {
            return JSON.textNode(text(element));
        }
        return switch (element.name()) {
            case "epcList", "childEPCs", "inputEPCList", "outputEPCList" -> texts(element, "epc");
            case "quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList" -> quantities(element);
            case "bizTransactionList" -> trades(element, "bizTransaction");
            case "sourceList" -> trades(element, "source");
            case "destinationList" -> trades(element, "destination");
            case "readPoint", "bizLocation" -> object(element, Set.of("id"));
            case "persistentDisposition" -> dispositions(element);
            case "errorDeclaration" -> errorDeclaration(element);
            case "sensorElementList" -> sensors(element);
            case "ilmd" -> object(element, Set.of());
            default -> throw unknown(element.name());
        };
    }

    private static ArrayNode texts(XmlElement list, String name) {
        ArrayNode texts = JSON.arrayNode();
        for (XmlElement item : list.children()) {
            texts.add(text(item, name));
        }
        return texts;
    }

    private static ArrayNode quantities(XmlElement list) {
        ArrayNode quantities = JSON.arrayNode();
        for (XmlElement element : list.children()) {
            must(element, "quantityElement");
            ObjectNode quantity = quantities.addObject();
            for (XmlElement part : element.children()) {
                if (part.isBare("quantity")) {
                    put(quantity, "quantity", number(text(part)));
                } else if (part.isBare("epcClass") || part.isBare("uom")) {
                    put(quantity, part.name(), JSON.textNode(text(part)));
                } else {
                    throw unknown(list.name());
                }
            }
        }
        return quantities;
    }

    private static ArrayNode trades(XmlElement list, String name) {
        ArrayNode trades = JSON.arrayNode();
        for (XmlElement element : list.children()) {
            must(element, name);
            ObjectNode trade = trades.addObject();
            element.attributes().forEach((attribute, value) -> {
                if (!attribute.equals("type")) {
                    throw unknown(list.name());
                }
                trade.put("type", value);
            });
            trade.put(name, plain(element));
        }
        return trades;
    }

    private static ObjectNode dispositions(XmlElement element) {
        ObjectNode dispositions = JSON.objectNode();
        for (XmlElement word : element.children()) {
            if (!word.isBare("set") && !word.isBare("unset")) {
                throw unknown(element.name());
            }
            dispositions.withArray("/" + word.name()).add(text(word));
        }
        return dispositions;
    }

    private ObjectNode errorDeclaration(XmlElement element) {
        ObjectNode error = JSON.objectNode();
        for (XmlElement child : unframed(element)) {
            if (!child.namespace().isEmpty()) {
                extend(error, child);
            } else if (child.name().equals("correctiveEventIDs")) {
                ArrayNode events = texts(child, "correctiveEventID");
                if (!events.isEmpty()) {
                    put(error, child.name(), events);
                }
            } else if (Set.of("declarationTime", "reason").contains(child.name())) {
                put(error, child.name(), JSON.textNode(text(child)));
            } else {
                throw unknown(element.name());
            }
        }
        return error;
    }

    private ArrayNode sensors(XmlElement list) {
        ArrayNode sensors = JSON.arrayNode();
        for (XmlElement element : list.children()) {
            must(element, "sensorElement");
            ObjectNode sensor = sensors.addObject();
            for (XmlElement child : unframed(element)) {
                if (child.isBare("sensorMetadata")) {
                    put(sensor, child.name(), attributes(child));
                } else if (child.isBare("sensorReport")) {
                    sensor.withArray("/sensorReport").add(attributes(child));
                } else if (!child.namespace().isEmpty()) {
                    extend(sensor, child);
                } else {
                    throw unknown(list.name());
                }
            }
        }
        return sensors;
    }

    /** Metadata and reports of sensors: what is a field in JSON is an attribute in XML. */
    private ObjectNode attributes(XmlElement element) {
        ObjectNode fields = JSON.objectNode();
        for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
            String name = attribute.getKey();
            String value = attribute.getValue();
            if (name.startsWith("{")) {
                int end = name.indexOf('}');
                fields.put(prefixed(name.substring(1, end), name.substring(end + 1)), value);
            } else if (NUMBERS.contains(name)) {
                fields.set(name, number(value));
            } else if (name.equals("booleanValue") && (TRUE.contains(value) || FALSE.contains(value))) {
                fields.put(name, TRUE.contains(value));
            } else {
                fields.put(name, value);
            }
        }
        for (XmlElement child : unframed(element)) {
            if (child.namespace().isEmpty()) {
                throw unknown(element.name());
            }
            extend(fields, child);
        }
        return fields;
    }

    /** An object of texts and extensions. */
    private ObjectNode object(XmlElement element, Set<String> texts) {
        ObjectNode object = JSON.objectNode();
        for (XmlElement child : unframed(element)) {
            if (!child.namespace().isEmpty()) {
                extend(object, child);
            } else if (texts.contains(child.name())) {
                put(object, child.name(), JSON.textNode(text(child)));
            } else {
                throw unknown(element.name());
            }
        }
        return object;
    }

    /** Adds an element of another namespace; one that comes more than once becomes a list. */
    private void extend(ObjectNode object, XmlElement element) {
        String name = element.namespace().isEmpty() ? element.name() : prefixed(element.namespace(), element.name());
        JsonNode value = extension(element);
        JsonNode before = object.get(name);
        if (before == null) {
            object.set(name, value);
        } else if (before instanceof ArrayNode list) {
            list.add(value);
        } else {
            object.putArray(name).add(before).add(value);
        }
    }

    private JsonNode extension(XmlElement element) {
        if (!element.attributes().isEmpty()) {
            throw Refusal.of(Code.FIELD_UNKNOWN, "", "an extension has an attribute, which JSON cannot say");
        }
        if (element.children().isEmpty()) {
            return JSON.textNode(element.value());
        }
        mustHaveNoText(element);
        ObjectNode object = JSON.objectNode();
        element.children().forEach(child -> extend(object, child));
        return object;
    }

    private String prefixed(String namespace, String local) {
        return prefixes.computeIfAbsent(namespace, unseen -> "x" + (prefixes.size() + 1)) + ":" + local;
    }

    /** The children, and in the place of a frame what it holds. */
    private static List<XmlElement> unframed(XmlElement element) {
        mustHaveNoText(element);
        List<XmlElement> children = new ArrayList<>();
        for (XmlElement child : element.children()) {
            if (child.namespace().isEmpty() && FRAMES.contains(child.name())) {
                children.addAll(unframed(child));
            } else {
                children.add(child);
            }
        }
        return children;
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        if (object.has(name)) {
            throw Refusal.of(Code.MALFORMED, name, "the element is there twice");
        }
        object.set(name, value);
    }

    private static void must(XmlElement element, String name) {
        if (!element.isBare(name)) {
            throw unknown(name);
        }
    }

    private static String text(XmlElement element, String name) {
        must(element, name);
        return text(element);
    }

    private static String text(XmlElement element) {
        if (!element.attributes().isEmpty()) {
            throw unknown(element.name());
        }
        return plain(element);
    }

    private static String plain(XmlElement element) {
        if (!element.children().isEmpty()) {
            throw Refusal.of(Code.MALFORMED, element.name(), "a text is expected");
        }
        return element.value();
    }

    private static void mustHaveNoText(XmlElement element) {
        if (!element.value().isEmpty()) {
            throw Refusal.of(Code.MALFORMED, "", "an element has elements and a text beside them");
        }
    }

    /** A number where the text is one; other texts go on as they are, and the rules of events refuse them. */
    private static JsonNode number(String text) {
        return NUMBER.matcher(text).matches() ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
    }

    private static RefusalException unknown(String field) {
        return Refusal.of(Code.FIELD_UNKNOWN, field, "an element stands here that EPCIS does not have here");
    }
}
