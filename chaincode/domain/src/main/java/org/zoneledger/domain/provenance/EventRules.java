package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.identifier.DigitalLink;

/** What makes an EPCIS 2.0 event acceptable (EPCIS 2.0 section 7.4): all five types with all their dimensions, and extensions. */
public final class EventRules {

    private static final Set<String> COMMON = Set.of(
            "type",
            EventContext.NAME,
            "eventID",
            "eventTime",
            "eventTimeZoneOffset",
            "certificationInfo",
            "errorDeclaration",
            "bizStep",
            "disposition",
            "persistentDisposition",
            "readPoint",
            "bizLocation",
            "bizTransactionList",
            "sourceList",
            "destinationList",
            "sensorElementList",
            "zone:place",
            "zone:inspection",
            "zone:customsRelease");
    private static final Map<String, Set<String>> OWN = Map.of(
            "ObjectEvent", Set.of("epcList", "quantityList", "action", "ilmd"),
            "AggregationEvent", Set.of("parentID", "childEPCs", "childQuantityList", "action"),
            "AssociationEvent", Set.of("parentID", "childEPCs", "childQuantityList", "action"),
            "TransactionEvent", Set.of("parentID", "epcList", "quantityList", "action"),
            "TransformationEvent",
                    Set.of(
                            "inputEPCList",
                            "inputQuantityList",
                            "outputEPCList",
                            "outputQuantityList",
                            "transformationID",
                            "ilmd"));
    private static final Map<String, Set<String>> ALLOWED = allowed();
    private static final Set<String> ERROR = Set.of("declarationTime", "reason", "correctiveEventIDs");
    private static final Set<String> ACTIONS = Set.of("ADD", "OBSERVE", "DELETE");
    private static final Set<String> QUANTITY = Set.of("epcClass", "quantity", "uom");
    private static final Pattern OFFSET = Pattern.compile("[+-][0-9]{2}:[0-9]{2}");
    private static final Pattern ZONE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");
    private static final Pattern GEO =
            Pattern.compile("geo:-?[0-9.]{1,20},-?[0-9.]{1,20}(?:,-?[0-9.]{1,20})?(?:;[!-~]{1,60})?");
    private static final int MAX_EPCS = 1000;
    private static final int MAX_WORDS = 20;
    private static final int MAX_EVENT_IDS = 100;

    private final ObjectNode event;
    private final EventContext context;
    private final ExtensionRules extensions;
    private final Instant now;
    private final Keys keys;

    private EventRules(ObjectNode event, Keys keys, Instant now) {
        this.event = event;
        this.keys = keys;
        this.context = EventContext.of(event.get(EventContext.NAME));
        this.extensions = new ExtensionRules(context);
        this.now = now;
    }

    /**
     * Refuses an event that breaks a rule, naming the field.
     *
     * @param event whole event, with what is restricted, in any spelling; prefixes of extensions are declared in its own {@code @context}
     * @param now time of the transaction; an event may be at most five minutes ahead of it
     */
    public static void check(ObjectNode event, Instant now) {
        check(event, new Keys(), now);
    }

    static void check(ObjectNode event, Keys keys, Instant now) {
        new EventRules(event, keys, now).check();
    }

    private void check() {
        String type = event.path("type").asText();
        Set<String> allowed = ALLOWED.get(type);
        if (allowed == null) {
            throw Refusal.of(
                    Code.EVENT_INVALID,
                    "type",
                    "the type is ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent or AssociationEvent");
        }
        checkNames(allowed);
        FieldRules.time(event.path("eventTime"), "eventTime", now);
        checkOffset();
        EventFields.EPC_LISTS.forEach(this::checkEpcs);
        EventFields.QUANTITY_LISTS.forEach(this::checkQuantities);
        extensions.checkIn(event, allowed, "");
        EventFields.ZONE.forEach(this::checkZoneField);
        checkIlmd();
        EventFields.TRADE_LISTS.forEach(this::checkTradeList);
        checkTexts();
        checkWords();
        EventFields.PLACES.forEach(this::checkPlace);
        checkErrorDeclaration();
        new SensorRules(context, extensions, now).check(event);
        switch (type) {
            case "ObjectEvent" -> checkObject();
            case "AggregationEvent" -> checkAggregation();
            case "AssociationEvent" -> checkAssociation();
            case "TransactionEvent" -> checkTransaction();
            default -> checkTransformation();
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
        return mentions(event, new Keys());
    }

    static List<Mention> mentions(ObjectNode event, Keys keys) {
        List<Mention> mentions = new ArrayList<>();
        if (event.has("parentID")) {
            // what a transaction is about is not packed into anything
            Part part = event.path("type").asText().equals("TransactionEvent") ? Part.OBJECT : Part.PARENT;
            mentions.add(new Mention(part, FieldRules.key(event.get("parentID"), keys, "parentID")));
        }
        for (String list : EventFields.EPC_LISTS) {
            JsonNode epcs = event.path(list);
            for (int i = 0; i < epcs.size(); i++) {
                mentions.add(new Mention(part(list), FieldRules.key(epcs.path(i), keys, list + "[" + i + "]")));
            }
        }
        for (String list : EventFields.QUANTITY_LISTS) {
            JsonNode elements = event.path(list);
            for (int i = 0; i < elements.size(); i++) {
                mentions.add(new Mention(
                        part(list),
                        FieldRules.key(elements.path(i).path("epcClass"), keys, list + "[" + i + "].epcClass")));
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
        return madeGtins(event, mentions(event));
    }

    static SortedSet<String> madeGtins(ObjectNode event, List<Mention> mentions) {
        boolean commissions = event.path("type").asText().equals("ObjectEvent")
                && event.path("action").asText().equals("ADD");
        return gtins(mentions.stream()
                .filter(mention -> mention.part() == Part.OUTPUT || (commissions && mention.part() == Part.OBJECT))
                .toList());
    }

    static SortedSet<String> gtins(List<Mention> mentions) {
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

    private void checkNames(Set<String> allowed) {
        event.fieldNames().forEachRemaining(name -> {
            boolean isReserved = name.startsWith("zone:") && !allowed.contains(name);
            if (!allowed.contains(name) && (isReserved || context.resolve(name).isEmpty())) {
                throw Refusal.of(
                        Code.FIELD_UNKNOWN,
                        "",
                        "the event has a field that its type does not have here, and no declared prefix says what it is");
            }
        });
    }

    private void checkOffset() {
        String offset = event.path("eventTimeZoneOffset").asText();
        try {
            if (!OFFSET.matcher(offset).matches()) {
                throw new DateTimeException("form");
            }
            ZoneOffset.of(offset);
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, "eventTimeZoneOffset", "an offset such as +08:00 is expected");
        }
    }

    private void checkObject() {
        String action = action();
        boolean isReading = event.has("sensorElementList") && event.has("readPoint");
        if (isAbsent("epcList") && isAbsent("quantityList") && !isReading) {
            throw Refusal.of(
                    Code.EVENT_INVALID,
                    "epcList",
                    "an ObjectEvent names objects in epcList or quantityList, or a read point with sensor reports");
        }
        if (event.has("ilmd") && !action.equals("ADD")) {
            throw Refusal.of(Code.EVENT_INVALID, "ilmd", "only an ObjectEvent with action ADD carries ilmd");
        }
    }

    private void checkAggregation() {
        String action = action();
        if (event.has("parentID")) {
            checkInstance(event.path("parentID"), "parentID");
        } else if (!action.equals("OBSERVE")) {
            throw Refusal.of(Code.EVENT_INVALID, "parentID", "the parent is required unless the action is OBSERVE");
        }
        checkChildren(action);
    }

    private void checkAssociation() {
        String action = action();
        if (!event.has("parentID")) {
            throw Refusal.of(Code.EVENT_INVALID, "parentID", "an AssociationEvent names the parent");
        }
        FieldRules.key(event.path("parentID"), keys, "parentID");
        checkChildren(action);
    }

    private void checkChildren(String action) {
        if (!action.equals("DELETE") && isAbsent("childEPCs") && isAbsent("childQuantityList")) {
            throw Refusal.of(Code.EVENT_INVALID, "childEPCs", "children are required unless the action is DELETE");
        }
    }

    private void checkTransaction() {
        String action = action();
        if (isAbsent("bizTransactionList")) {
            throw Refusal.of(
                    Code.EVENT_INVALID,
                    "bizTransactionList",
                    "a TransactionEvent names one business transaction or more");
        }
        if (event.has("parentID")) {
            checkInstance(event.path("parentID"), "parentID");
        }
        if (!action.equals("DELETE") && isAbsent("epcList") && isAbsent("quantityList")) {
            throw Refusal.of(
                    Code.EVENT_INVALID,
                    "epcList",
                    "a TransactionEvent names objects in epcList or quantityList unless the action is DELETE");
        }
    }

    private void checkTransformation() {
        boolean hasInput = !isAbsent("inputEPCList") || !isAbsent("inputQuantityList");
        boolean hasOutput = !isAbsent("outputEPCList") || !isAbsent("outputQuantityList");
        if (event.has("transformationID") ? !hasInput && !hasOutput : !hasInput || !hasOutput) {
            throw Refusal.of(
                    Code.EVENT_INVALID,
                    "outputEPCList",
                    "a transformation names inputs and outputs, or one of them and a transformationID");
        }
    }

    private String action() {
        String action = event.path("action").asText();
        if (!ACTIONS.contains(action)) {
            throw Refusal.of(Code.EVENT_INVALID, "action", "the action is ADD, OBSERVE or DELETE");
        }
        return action;
    }

    private boolean isAbsent(String list) {
        return event.path(list).isEmpty();
    }

    private void checkEpcs(String list) {
        JsonNode epcs = FieldRules.list(event, list, list, MAX_EPCS);
        for (int i = 0; i < epcs.size(); i++) {
            checkInstance(epcs.get(i), list + "[" + i + "]");
        }
    }

    private void checkInstance(JsonNode epc, String field) {
        if (isClass(FieldRules.key(epc, keys, field))) {
            throw Refusal.of(Code.EVENT_INVALID, field, "a single object is expected: a GTIN needs its serial here");
        }
    }

    private static boolean isClass(DigitalLink link) {
        if (link instanceof DigitalLink.Item item) {
            return item.serial().isEmpty();
        }
        return link instanceof DigitalLink.OtherKey key && !key.single();
    }

    private void checkQuantities(String list) {
        JsonNode elements = FieldRules.list(event, list, list, MAX_EPCS);
        for (int i = 0; i < elements.size(); i++) {
            checkQuantity(elements.get(i), list + "[" + i + "]");
        }
    }

    private void checkQuantity(JsonNode element, String field) {
        if (!isClass(FieldRules.key(element.path("epcClass"), keys, field + ".epcClass"))) {
            throw Refusal.of(Code.EVENT_INVALID, field + ".epcClass", "a GTIN, with or without batch, is expected");
        }
        JsonNode quantity = element.path("quantity");
        if (element.has("quantity") && (!quantity.isNumber() || quantity.doubleValue() <= 0)) {
            throw Refusal.of(Code.EVENT_INVALID, field + ".quantity", "a quantity is a number above 0");
        }
        FieldRules.unit(element, field);
        mustHaveOnly(element, QUANTITY, field);
    }

    private void checkTradeList(String name) {
        JsonNode list = FieldRules.list(event, name, name, MAX_EPCS);
        String value = EventFields.entry(name);
        for (int i = 0; i < list.size(); i++) {
            String field = name + "[" + i + "]";
            ObjectNode entry = FieldRules.object(list.get(i), field);
            mustHaveOnly(entry, Set.of("type", value), field);
            if (entry.has("type") || !name.equals("bizTransactionList")) {
                FieldRules.word(entry.path("type"), EventFields.types(name), context, field + ".type");
            }
            FieldRules.uri(entry.path(value), field + "." + value);
        }
    }

    private static void mustHaveOnly(JsonNode object, Set<String> names, String field) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw Refusal.of(
                        Code.FIELD_UNKNOWN, field, "the object has only " + String.join(", ", new TreeSet<>(names)));
            }
        });
    }

    private void checkIlmd() {
        if (event.has("ilmd")) {
            extensions.checkIn(FieldRules.object(event.get("ilmd"), "ilmd"), Set.of(), "ilmd");
        }
    }

    private void checkZoneField(String name) {
        if (event.has(name) && !(event.get(name) instanceof ObjectNode object && isFlat(object))) {
            throw Refusal.of(
                    Code.EVENT_INVALID, name, "an object of up to 24 texts of up to 200 characters is expected");
        }
    }

    private static boolean isFlat(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!ZONE_NAME.matcher(field.getKey()).matches()
                    || !field.getValue().isTextual()
                    || field.getValue().textValue().length() > FieldRules.LONGEST_TEXT) {
                return false;
            }
        }
        return !object.isEmpty() && object.size() <= 24;
    }

    private void checkPlace(String name) {
        if (!event.has(name)) {
            return;
        }
        JsonNode place = event.get(name);
        if (!place.isObject() || !place.path("id").isTextual()) {
            throw Refusal.of(Code.EVENT_INVALID, name, "a place is an object with an id");
        }
        extensions.checkIn(place, Set.of("id"), name);
        if (!GEO.matcher(place.path("id").asText()).matches()
                && !(FieldRules.key(place.path("id"), keys, name + ".id") instanceof DigitalLink.Place)) {
            throw Refusal.of(
                    Code.GLN_INVALID, name + ".id", "a place is named by its GLN (AI 414) or a geo URI (RFC 5870)");
        }
    }

    private void checkTexts() {
        for (String name : List.of("eventID", "transformationID")) {
            if (event.has(name)) {
                FieldRules.text(event.get(name), name);
            }
        }
        JsonNode certificates = event.path("certificationInfo");
        if (certificates.isArray()) {
            FieldRules.list(event, "certificationInfo", "certificationInfo", MAX_WORDS);
            for (int i = 0; i < certificates.size(); i++) {
                FieldRules.uri(certificates.get(i), "certificationInfo[" + i + "]");
            }
        } else if (event.has("certificationInfo")) {
            FieldRules.uri(certificates, "certificationInfo");
        }
    }

    private void checkWords() {
        if (event.has("bizStep")) {
            FieldRules.word(event.get("bizStep"), Vocabulary.BIZ_STEP, context, "bizStep");
        }
        if (event.has("disposition")) {
            FieldRules.word(event.get("disposition"), Vocabulary.DISPOSITION, context, "disposition");
        }
        if (event.has("persistentDisposition")) {
            String field = "persistentDisposition";
            ObjectNode dispositions = FieldRules.object(event.get(field), field);
            mustHaveOnly(dispositions, Set.of("set", "unset"), field);
            for (String name : List.of("set", "unset")) {
                String at = field + "." + name;
                JsonNode list = FieldRules.list(dispositions, name, at, MAX_WORDS);
                for (int i = 0; i < list.size(); i++) {
                    FieldRules.word(list.get(i), Vocabulary.DISPOSITION, context, at + "[" + i + "]");
                }
            }
        }
    }

    private void checkErrorDeclaration() {
        String field = "errorDeclaration";
        if (!event.has(field)) {
            return;
        }
        ObjectNode error = FieldRules.object(event.get(field), field);
        extensions.checkIn(error, ERROR, field);
        FieldRules.time(error.path("declarationTime"), field + ".declarationTime", now);
        if (error.has("reason")) {
            FieldRules.word(error.get("reason"), Vocabulary.ERROR_REASON, context, field + ".reason");
        }
        String at = field + ".correctiveEventIDs";
        JsonNode events = FieldRules.list(error, "correctiveEventIDs", at, MAX_EVENT_IDS);
        for (int i = 0; i < events.size(); i++) {
            FieldRules.text(events.get(i), at + "[" + i + "]");
        }
    }

    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        OWN.forEach((type, own) -> {
            Set<String> names = new TreeSet<>(COMMON);
            names.addAll(own);
            allowed.put(type, Set.copyOf(names));
        });
        return allowed;
    }
}
