package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/** What makes the sensor elements of an event acceptable (EPCIS 2.0 section 7.3.7). */
final class SensorRules {

    private static final String LIST = "sensorElementList";
    private static final int MOST_ELEMENTS = 100;
    private static final int MOST_REPORTS = 500;
    private static final Set<String> ELEMENT = Set.of("sensorMetadata", "sensorReport");
    private static final Set<String> METADATA = Set.copyOf(EventFields.METADATA);
    private static final Set<String> REPORT = Set.copyOf(EventFields.REPORT);
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,200}");

    private final EventContext context;
    private final ExtensionRules extensions;
    private final Instant now;
    private int reports;

    SensorRules(EventContext context, ExtensionRules extensions, Instant now) {
        this.context = context;
        this.extensions = extensions;
        this.now = now;
    }

    void check(ObjectNode event) {
        JsonNode elements = FieldRules.list(event, LIST, LIST, MOST_ELEMENTS);
        for (int i = 0; i < elements.size(); i++) {
            element(elements.get(i), LIST + "[" + i + "]");
        }
    }

    private void element(JsonNode node, String field) {
        ObjectNode element = FieldRules.object(node, field);
        extensions.checkIn(element, ELEMENT, field);
        if (element.has("sensorMetadata")) {
            String at = field + ".sensorMetadata";
            ObjectNode metadata = FieldRules.object(element.get("sensorMetadata"), at);
            extensions.checkIn(metadata, METADATA, at);
            values(metadata, at);
        }
        String at = field + ".sensorReport";
        JsonNode list = FieldRules.list(element, "sensorReport", at, MOST_REPORTS);
        if (list.isMissingNode()) {
            throw Refusal.of(Code.EVENT_INVALID, at, "a sensor element has one report or more");
        }
        for (int i = 0; i < list.size(); i++) {
            report(list.get(i), at + "[" + i + "]");
        }
    }

    private void report(JsonNode node, String field) {
        if (++reports > MOST_REPORTS) {
            throw Refusal.of(Code.TOO_LARGE, LIST, "an event has at most " + MOST_REPORTS + " sensor reports");
        }
        ObjectNode report = FieldRules.object(node, field);
        extensions.checkIn(report, REPORT, field);
        if (!report.has("type") && !report.has("exception")) {
            throw Refusal.of(
                    Code.EVENT_INVALID, field + ".type", "a report says what it measures or which alert it is");
        }
        word(report, "type", Vocabulary.MEASUREMENT, field);
        word(report, "exception", Vocabulary.ALERT, field);
        word(report, "component", Vocabulary.COMPONENT, field);
        values(report, field);
        FieldRules.unit(report, field);
        if (report.has("hexBinaryValue")
                && !HEX.matcher(report.path("hexBinaryValue").asText()).matches()) {
            throw Refusal.of(Code.EVENT_INVALID, field + ".hexBinaryValue", "hexadecimal digits are expected");
        }
        if (report.has("booleanValue") && !report.path("booleanValue").isBoolean()) {
            throw Refusal.of(Code.EVENT_INVALID, field + ".booleanValue", "true or false is expected");
        }
        if (report.has("stringValue")) {
            FieldRules.text(report.get("stringValue"), field + ".stringValue");
            ExtensionRules.mustBeUnambiguous(
                    report.get("stringValue").textValue().strip(), field + ".stringValue");
        }
    }

    private void values(ObjectNode object, String field) {
        for (String name : EventFields.SENSOR_TIMES) {
            if (object.has(name)) {
                FieldRules.time(object.get(name), field + "." + name, now);
            }
        }
        for (String name : EventFields.SENSOR_URIS) {
            if (object.has(name)) {
                FieldRules.uri(object.get(name), field + "." + name);
            }
        }
        for (String name : EventFields.SENSOR_NUMBERS) {
            if (object.has(name) && !object.get(name).isNumber()) {
                throw Refusal.of(Code.EVENT_INVALID, field + "." + name, "a number is expected");
            }
        }
    }

    private void word(ObjectNode report, String name, Vocabulary vocabulary, String field) {
        if (report.has(name)) {
            FieldRules.word(report.get(name), vocabulary, context, field + "." + name);
        }
    }
}
