package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;

/** What makes a single value of an event acceptable, whichever field it stands in. */
final class FieldRules {

    static final int LONGEST_TEXT = 200;

    private static final int LONGEST_URI = 400;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{2,3}");

    private FieldRules() {}

    static void text(JsonNode text, String field) {
        if (!text.isTextual()
                || text.textValue().isBlank()
                || text.textValue().length() > LONGEST_TEXT
                || text.textValue().chars().anyMatch(Character::isISOControl)) {
            throw Refusal.of(Code.EVENT_INVALID, field, "a text of 1 to 200 characters is expected");
        }
    }

    static void uri(JsonNode uri, String field) {
        if (!uri.isTextual()
                || uri.textValue().length() > LONGEST_URI
                || !Vocabulary.isUri(uri.textValue().strip())) {
            throw Refusal.of(Code.EVENT_INVALID, field, "a URI of up to 400 characters is expected");
        }
    }

    /** A standard word in any of its spellings, or the URI of another vocabulary's word. */
    static void word(JsonNode word, Vocabulary vocabulary, EventContext context, String field) {
        String text = word.isTextual() ? word.textValue().strip() : "";
        String bare = vocabulary.bare(text);
        if (text.length() > LONGEST_URI
                || !(vocabulary.knows(bare) || vocabulary.knows(vocabulary.bare(context.expand(text))))) {
            throw Refusal.of(
                    Code.EVENT_INVALID,
                    field,
                    "a standard word of CBV 2.0 or the URI of another vocabulary is expected");
        }
    }

    static void time(JsonNode value, String field, Instant now) {
        Instant time;
        try {
            time = OffsetDateTime.parse(value.isTextual() ? value.textValue().strip() : "")
                    .toInstant();
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, field, "a time with date, seconds and offset is expected");
        }
        if (time.isAfter(now.plus(CLOCK_TOLERANCE)) || time.isBefore(EARLIEST)) {
            throw Refusal.of(Code.TIME_INVALID, field, "the time lies in the future or before the year 2000");
        }
    }

    /** Refuses a field of an object that is neither standard there nor an extension. */
    static void names(JsonNode object, Set<String> standard, EventContext context, String field) {
        object.fieldNames().forEachRemaining(name -> {
            if (!standard.contains(name) && context.resolve(name).isEmpty()) {
                throw Refusal.of(
                        Code.FIELD_UNKNOWN,
                        field,
                        "the object has a field that is not known here, and no declared prefix says what it is");
            }
        });
    }

    static void unit(JsonNode object, String field) {
        if (object.has("uom") && !UNIT.matcher(object.path("uom").asText()).matches()) {
            throw Refusal.of(Code.EVENT_INVALID, field + ".uom", "a unit code of UN/CEFACT Rec. 20 is expected");
        }
    }

    /** A list of 1 to {@code most} that is there, or nothing. */
    static JsonNode list(JsonNode object, String name, String field, int most) {
        JsonNode list = object.path(name);
        if (object.has(name) && (!list.isArray() || list.isEmpty() || list.size() > most)) {
            throw Refusal.of(Code.EVENT_INVALID, field, "a list of 1 to " + most + " is expected");
        }
        return list;
    }

    static ObjectNode object(JsonNode node, String field) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            return object;
        }
        throw Refusal.of(Code.EVENT_INVALID, field, "an object with fields is expected");
    }

    static DigitalLink key(JsonNode epc, Keys keys, String field) {
        try {
            return keys.read(epc.isTextual() ? epc.textValue().strip() : "");
        } catch (RefusalException e) {
            throw new Refusal(e.refusal().code(), field, e.refusal().detail()).exception();
        }
    }
}
