package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;

/** What makes an EPCIS 2.0 event acceptable (EPCIS 2.0 section 7.4): object, aggregation and transformation events. */
public final class EventRules {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Set<String> COMMON = Set.of(
            "type",
            "eventID",
            "eventTime",
            "eventTimeZoneOffset",
            "bizStep",
            "disposition",
            "readPoint",
            "bizLocation",
            "bizTransactionList",
            "sourceList",
            "destinationList",
            "zone:place",
            "zone:inspection",
            "zone:customsRelease");
    private static final Map<String, Set<String>> OWN = Map.of(
            "ObjectEvent", Set.of("epcList", "quantityList", "action", "ilmd"),
            "AggregationEvent", Set.of("parentID", "childEPCs", "childQuantityList", "action"),
            "TransformationEvent",
                    Set.of(
                            "inputEPCList",
                            "inputQuantityList",
                            "outputEPCList",
                            "outputQuantityList",
                            "transformationID",
                            "ilmd"));
    private static final List<String> EPC_LISTS = List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");
    private static final List<String> QUANTITY_LISTS =
            List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");
    private static final List<String> EXTENSIONS =
            List.of("ilmd", "zone:place", "zone:inspection", "zone:customsRelease");
    private static final List<String> TRADE_LISTS = List.of("bizTransactionList", "sourceList", "destinationList");
    private static final int MAX_EPCS = 1000;

    private EventRules() {}

    /**
     * Refuses an event that breaks a rule, naming the field.
     *
     * @param event whole event, with what is restricted
     * @param now time of the transaction; an event may be at most five minutes ahead of it
     */
    public static void check(ObjectNode event, Instant now) {
        String type = event.path("type").asText();
        Set<String> own = OWN.get(type);
        if (own == null) {
            throw Refusal.of(
                    Code.EVENT_INVALID, "type", "the type is ObjectEvent, AggregationEvent or TransformationEvent");
        }
        event.fieldNames().forEachRemaining(name -> {
            if (!COMMON.contains(name) && !own.contains(name)) {
                throw Refusal.of(
                        Code.FIELD_UNKNOWN, "", "the event has a field that a " + type + " does not have here");
            }
        });
        checkTime(event, now);
        EPC_LISTS.forEach(list -> checkEpcs(event, list));
        QUANTITY_LISTS.forEach(list -> checkQuantities(event, list));
        EXTENSIONS.forEach(name -> checkExtension(event, name));
        TRADE_LISTS.forEach(list -> checkTradeList(event, list));
        for (String name : List.of("eventID", "bizStep", "disposition", "transformationID")) {
            checkText(event, name);
        }
        checkPlace(event, "readPoint");
        checkPlace(event, "bizLocation");
        switch (type) {
            case "ObjectEvent" -> checkObject(event);
            case "AggregationEvent" -> checkAggregation(event);
            default -> checkTransformation(event);
        }
    }

    /** In which part an EPC or EPC class stands in an event. */
    public enum Part {
        OBJECT,
        PARENT,
        CHILD,
        INPUT,
        OUTPUT
    }

    /**
     * One EPC or EPC class that an event names.
     *
     * @param part where it stands
     * @param link what it identifies
     */
    public record Mention(Part part, DigitalLink link) {}

    /** Every EPC and EPC class that an event names, in the order of the event; refuses one that cannot be read, naming its field. */
    public static List<Mention> mentions(ObjectNode event) {
        List<Mention> mentions = new ArrayList<>();
        if (event.has("parentID")) {
            mentions.add(new Mention(Part.PARENT, parse(event.get("parentID"), "parentID")));
        }
        for (String list : EPC_LISTS) {
            JsonNode epcs = event.path(list);
            for (int i = 0; i < epcs.size(); i++) {
                mentions.add(new Mention(part(list), parse(epcs.path(i), list + "[" + i + "]")));
            }
        }
        for (String list : QUANTITY_LISTS) {
            JsonNode elements = event.path(list);
            for (int i = 0; i < elements.size(); i++) {
                mentions.add(new Mention(
                        part(list), parse(elements.path(i).path("epcClass"), list + "[" + i + "].epcClass")));
            }
        }
        return mentions;
    }

    /** Every GTIN that an event names. */
    public static SortedSet<String> gtins(ObjectNode event) {
        return gtins(mentions(event));
    }

    /** GTINs of what an event brings into being: commissioned objects and the outputs of a transformation. */
    public static SortedSet<String> madeGtins(ObjectNode event) {
        boolean commissions = event.path("type").asText().equals("ObjectEvent")
                && event.path("action").asText().equals("ADD");
        return gtins(mentions(event).stream()
                .filter(mention -> mention.part() == Part.OUTPUT || (commissions && mention.part() == Part.OBJECT))
                .toList());
    }

    private static SortedSet<String> gtins(List<Mention> mentions) {
        SortedSet<String> found = new TreeSet<>();
        for (Mention mention : mentions) {
            if (mention.link() instanceof DigitalLink.Item item) {
                found.add(item.gtin().value());
            }
        }
        return found;
    }

    private static Part part(String list) {
        return list.startsWith("child")
                ? Part.CHILD
                : list.startsWith("input") ? Part.INPUT : list.startsWith("output") ? Part.OUTPUT : Part.OBJECT;
    }

    private static void checkTime(ObjectNode event, Instant now) {
        Instant time;
        try {
            time = OffsetDateTime.parse(event.path("eventTime").asText()).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, "eventTime", "a time with date, seconds and offset is expected");
        }
        if (time.isAfter(now.plus(CLOCK_TOLERANCE)) || time.isBefore(EARLIEST)) {
            throw Refusal.of(Code.TIME_INVALID, "eventTime", "the event lies in the future or before the year 2000");
        }
        String offset = event.path("eventTimeZoneOffset").asText();
        try {
            if (!offset.matches("[+-][0-9]{2}:[0-9]{2}")) {
                throw new DateTimeException("form");
            }
            ZoneOffset.of(offset);
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, "eventTimeZoneOffset", "an offset such as +08:00 is expected");
        }
    }

    private static void checkObject(ObjectNode event) {
        String action = action(event);
        if (isAbsent(event, "epcList") && isAbsent(event, "quantityList")) {
            throw Refusal.of(Code.EVENT_INVALID, "epcList", "an ObjectEvent names objects in epcList or quantityList");
        }
        if (event.has("ilmd") && !action.equals("ADD")) {
            throw Refusal.of(Code.EVENT_INVALID, "ilmd", "only an ObjectEvent with action ADD carries ilmd");
        }
    }

    private static void checkAggregation(ObjectNode event) {
        String action = action(event);
        if (event.has("parentID")) {
            checkInstance(event.path("parentID"), "parentID");
        } else if (!action.equals("OBSERVE")) {
            throw Refusal.of(Code.EVENT_INVALID, "parentID", "the parent is required unless the action is OBSERVE");
        }
        if (!action.equals("DELETE") && isAbsent(event, "childEPCs") && isAbsent(event, "childQuantityList")) {
            throw Refusal.of(Code.EVENT_INVALID, "childEPCs", "children are required unless the action is DELETE");
        }
    }

    private static void checkTransformation(ObjectNode event) {
        boolean hasInput = !isAbsent(event, "inputEPCList") || !isAbsent(event, "inputQuantityList");
        boolean hasOutput = !isAbsent(event, "outputEPCList") || !isAbsent(event, "outputQuantityList");
        if (event.has("transformationID") ? !hasInput && !hasOutput : !hasInput || !hasOutput) {
            throw Refusal.of(
                    Code.EVENT_INVALID,
                    "outputEPCList",
                    "a transformation names inputs and outputs, or one of them and a transformationID");
        }
    }

    private static String action(ObjectNode event) {
        String action = event.path("action").asText();
        if (!Set.of("ADD", "OBSERVE", "DELETE").contains(action)) {
            throw Refusal.of(Code.EVENT_INVALID, "action", "the action is ADD, OBSERVE or DELETE");
        }
        return action;
    }

    private static boolean isAbsent(ObjectNode event, String list) {
        return event.path(list).isEmpty();
    }

    private static void checkEpcs(ObjectNode event, String list) {
        JsonNode epcs = listOf(event, list);
        for (int i = 0; i < epcs.size(); i++) {
            checkInstance(epcs.get(i), list + "[" + i + "]");
        }
    }

    private static void checkInstance(JsonNode epc, String field) {
        DigitalLink link = parse(epc, field);
        boolean isClass = link instanceof DigitalLink.Item item && item.serial().isEmpty();
        if (isClass) {
            throw Refusal.of(Code.EVENT_INVALID, field, "a single object is expected: a GTIN needs its serial here");
        }
    }

    private static void checkQuantities(ObjectNode event, String list) {
        JsonNode elements = listOf(event, list);
        for (int i = 0; i < elements.size(); i++) {
            String field = list + "[" + i + "]";
            JsonNode element = elements.get(i);
            if (!(parse(element.path("epcClass"), field + ".epcClass") instanceof DigitalLink.Item item)
                    || item.serial().isPresent()) {
                throw Refusal.of(Code.EVENT_INVALID, field + ".epcClass", "a GTIN, with or without batch, is expected");
            }
            JsonNode quantity = element.path("quantity");
            if (element.has("quantity") && (!quantity.isNumber() || quantity.doubleValue() <= 0)) {
                throw Refusal.of(Code.EVENT_INVALID, field + ".quantity", "a quantity is a number above 0");
            }
            if (element.has("uom") && !element.path("uom").asText().matches("[A-Z0-9]{2,3}")) {
                throw Refusal.of(Code.EVENT_INVALID, field + ".uom", "a unit code of UN/CEFACT Rec. 20 is expected");
            }
            element.fieldNames().forEachRemaining(name -> {
                if (!Set.of("epcClass", "quantity", "uom").contains(name)) {
                    throw Refusal.of(Code.FIELD_UNKNOWN, field, "a quantity element has epcClass, quantity and uom");
                }
            });
        }
    }

    private static JsonNode listOf(ObjectNode event, String name) {
        JsonNode list = event.path(name);
        if (event.has(name) && (!list.isArray() || list.isEmpty() || list.size() > MAX_EPCS)) {
            throw Refusal.of(Code.EVENT_INVALID, name, "a list of 1 to " + MAX_EPCS + " is expected");
        }
        return list;
    }

    private static void checkTradeList(ObjectNode event, String name) {
        JsonNode list = listOf(event, name);
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof ObjectNode entry) || !isFlat(entry)) {
                throw Refusal.of(Code.EVENT_INVALID, name + "[" + i + "]", "an object of short texts is expected");
            }
        }
    }

    private static void checkExtension(ObjectNode event, String name) {
        if (event.has(name) && !(event.get(name) instanceof ObjectNode object && isFlat(object))) {
            throw Refusal.of(
                    Code.EVENT_INVALID, name, "an object of up to 24 texts of up to 200 characters is expected");
        }
    }

    private static boolean isFlat(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getKey().matches("[A-Za-z][A-Za-z0-9:_-]{0,39}")
                    || !field.getValue().isTextual()
                    || field.getValue().textValue().length() > 200) {
                return false;
            }
        }
        return !object.isEmpty() && object.size() <= 24;
    }

    private static void checkPlace(ObjectNode event, String name) {
        if (!event.has(name)) {
            return;
        }
        JsonNode place = event.get(name);
        if (!place.isObject() || place.size() != 1 || !place.path("id").isTextual()) {
            throw Refusal.of(Code.EVENT_INVALID, name, "a place is an object with an id");
        }
        if (!(parse(place.path("id"), name + ".id") instanceof DigitalLink.Place)) {
            throw Refusal.of(Code.GLN_INVALID, name + ".id", "a place is named by its GLN (AI 414)");
        }
    }

    private static void checkText(ObjectNode event, String name) {
        JsonNode text = event.path(name);
        if (event.has(name)
                && (!text.isTextual()
                        || text.textValue().isBlank()
                        || text.textValue().length() > 200)) {
            throw Refusal.of(Code.EVENT_INVALID, name, "a text of 1 to 200 characters is expected");
        }
    }

    private static DigitalLink parse(JsonNode epc, String field) {
        try {
            return EpcUri.parse(epc.isTextual() ? epc.textValue() : "").link();
        } catch (RefusalException e) {
            throw new Refusal(e.refusal().code(), field, e.refusal().detail()).exception();
        }
    }
}
