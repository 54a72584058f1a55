package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.EpcUri;
import org.zoneledger.gateway.index.Custody;
import org.zoneledger.gateway.index.EventScan.Source;
import org.zoneledger.gateway.index.Things;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/** The parameters of a SimpleEventQuery (EPCIS 2.0 section 8.2.7.1) by name, or by what their names begin with. */
enum QueryParameter {
    GE_EVENT_TIME("GE_eventTime", Kind.FROM, "eventTime"),
    LT_EVENT_TIME("LT_eventTime", Kind.BEFORE, "eventTime"),
    GE_RECORD_TIME("GE_recordTime", Kind.FROM, "recordTime"),
    LT_RECORD_TIME("LT_recordTime", Kind.BEFORE, "recordTime"),
    MATCH_EPC("MATCH_epc", Kind.INSTANCE, "epcList", "childEPCs"),
    MATCH_PARENT_ID("MATCH_parentID", Kind.INSTANCE, "parentID"),
    MATCH_INPUT_EPC("MATCH_inputEPC", Kind.INSTANCE, "inputEPCList"),
    MATCH_OUTPUT_EPC("MATCH_outputEPC", Kind.INSTANCE, "outputEPCList"),
    MATCH_ANY_EPC("MATCH_anyEPC", Kind.INSTANCE, "epcList", "childEPCs", "inputEPCList", "outputEPCList", "parentID"),
    MATCH_EPC_CLASS("MATCH_epcClass", Kind.CLASS, "quantityList", "childQuantityList"),
    MATCH_INPUT_EPC_CLASS("MATCH_inputEPCClass", Kind.CLASS, "inputQuantityList"),
    MATCH_OUTPUT_EPC_CLASS("MATCH_outputEPCClass", Kind.CLASS, "outputQuantityList"),
    MATCH_ANY_EPC_CLASS(
            "MATCH_anyEPCClass",
            Kind.CLASS,
            "quantityList",
            "childQuantityList",
            "inputQuantityList",
            "outputQuantityList"),
    EQ_EVENT_ID("EQ_eventID", Kind.TEXT, "eventID"),
    EQ_TRANSFORMATION_ID("EQ_transformationID", Kind.TEXT, "transformationID"),
    EQ_ILMD("EQ_ILMD_", Kind.ILMD, "ilmd"),
    EQ_READ_POINT("EQ_readPoint", Kind.PLACE, "readPoint"),
    EQ_BIZ_LOCATION("EQ_bizLocation", Kind.PLACE, "bizLocation"),
    EQ_BIZ_STEP("EQ_bizStep", Kind.WORD, "bizStep"),
    EQ_DISPOSITION("EQ_disposition", Kind.WORD, "disposition"),
    EQ_ACTION("EQ_action", Kind.TEXT, "action"),
    EVENT_TYPE("eventType", Kind.TEXT, "type"),
    WD_READ_POINT("WD_readPoint", Kind.WITHIN, "readPoint"),
    WD_BIZ_LOCATION("WD_bizLocation", Kind.WITHIN, "bizLocation"),
    EQ_SET("EQ_persistentDisposition_set", Kind.PERSISTENT, "set"),
    EQ_UNSET("EQ_persistentDisposition_unset", Kind.PERSISTENT, "unset"),
    EXISTS_ILMD("EXISTS_ILMD_", Kind.HAS_ILMD, "ilmd"),
    EXISTS_ERROR("EXISTS_errorDeclaration", Kind.EXISTS, "errorDeclaration"),
    GE_ERROR_TIME("GE_errorDeclaration_Time", Kind.FROM, "errorDeclaration", "declarationTime"),
    LT_ERROR_TIME("LT_errorDeclaration_Time", Kind.BEFORE, "errorDeclaration", "declarationTime"),
    // as EPCIS 1.2 spells them
    GE_ERROR_TIME_BEFORE("GE_errorDeclarationTime", Kind.FROM, "errorDeclaration", "declarationTime"),
    LT_ERROR_TIME_BEFORE("LT_errorDeclarationTime", Kind.BEFORE, "errorDeclaration", "declarationTime"),
    EQ_ERROR_REASON("EQ_errorReason", Kind.REASON, "errorDeclaration"),
    EQ_CORRECTIVE("EQ_correctiveEventID", Kind.CORRECTIVE, "errorDeclaration"),
    EQ_BIZ_TRANSACTION("EQ_bizTransaction_", Kind.TRADE, "bizTransactionList", "bizTransaction"),
    EQ_SOURCE("EQ_source_", Kind.TRADE, "sourceList", "source"),
    EQ_DESTINATION("EQ_destination_", Kind.TRADE, "destinationList", "destination"),
    EQ_QUANTITY("EQ_quantity", Kind.QUANTITY, "=="),
    GT_QUANTITY("GT_quantity", Kind.QUANTITY, ">"),
    GE_QUANTITY("GE_quantity", Kind.QUANTITY, ">="),
    LT_QUANTITY("LT_quantity", Kind.QUANTITY, "<"),
    LE_QUANTITY("LE_quantity", Kind.QUANTITY, "<=");

    private enum Kind {
        FROM,
        BEFORE,
        INSTANCE,
        CLASS,
        TEXT,
        WORD,
        PLACE,
        WITHIN,
        ILMD,
        HAS_ILMD,
        PERSISTENT,
        EXISTS,
        REASON,
        CORRECTIVE,
        TRADE,
        QUANTITY
    }

    private final String spelling;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> fields;

    QueryParameter(String spelling, Kind kind, String... fields) {
        this.spelling = spelling;
        this.kind = kind;
        this.fields = List.of(fields);
    }

    /**
     * What a parameter asks.
     *
     * @param test of what the visitor sees of an event
     * @param source where the index has all events that pass
     * @param isRestricted whether it asks about fields that are not public
     */
    record Filter(Predicate<ObjectNode> test, Optional<Source> source, boolean isRestricted) {}

    /** The parameter of a name; refuses one that there is not, or not here. */
    static QueryParameter of(String name) {
        for (QueryParameter each : values()) {
            if (each.spelling.endsWith("_")
                    ? name.startsWith(each.spelling) && name.length() > each.spelling.length()
                    : name.equals(each.spelling)) {
                return each;
            }
        }
        // a name is repeated when it can be no value that somebody sent by mistake
        throw Problem.of(
                        GatewayCode.PARAMETER_UNKNOWN,
                        name.matches("[A-Za-z_:]{1,60}") ? name : "",
                        "a parameter of the SimpleEventQuery that is served here is expected (QueryParameterException)")
                .exception();
    }

    /** What refusals call it: its name, without the part that the sender chose. */
    String label() {
        return spelling;
    }

    /** How well a parameter narrows a search; the smallest first. */
    int rank() {
        List<Kind> order = List.of(Kind.INSTANCE, Kind.CLASS, Kind.ILMD, Kind.PLACE, Kind.WORD, Kind.TEXT);
        boolean isId = this == EQ_EVENT_ID || this == EQ_TRANSFORMATION_ID;
        return isId ? -1 : this == EVENT_TYPE ? order.size() + 1 : order.indexOf(kind);
    }

    Filter filter(String name, List<String> values) {
        return switch (kind) {
            case FROM ->
                open(event ->
                        at(event).filter(time -> time >= time(name, values)).isPresent());
            case BEFORE ->
                open(event ->
                        at(event).filter(time -> time < time(name, values)).isPresent());
            case INSTANCE -> things(links(name, values, false));
            case CLASS -> things(links(name, values, true));
            case TEXT -> attribute(Set.copyOf(values), fields.get(0));
            case WORD -> words(values);
            case PLACE -> attribute(links(name, values), fields.get(0));
            case WITHIN -> within(links(name, values));
            case ILMD -> ilmd(name.substring(spelling.length()), values);
            case HAS_ILMD -> {
                String field = name.substring(spelling.length());
                yield open(event -> event.path("ilmd").has(field));
            }
            case PERSISTENT -> persistent(values);
            case EXISTS -> open(event -> event.has(fields.get(0)));
            case REASON -> {
                Set<String> wanted = bare(values);
                yield open(event -> wanted.contains(Custody.bare(
                        event.path("errorDeclaration").path("reason").asText())));
            }
            case CORRECTIVE ->
                open(event -> texts(event.path("errorDeclaration").path("correctiveEventIDs")).stream()
                        .anyMatch(values::contains));
            case TRADE -> trade(Custody.bare(name.substring(spelling.length())), values);
            case QUANTITY -> quantity(name, values);
        };
    }

    private static Filter open(Predicate<ObjectNode> test) {
        return new Filter(test, Optional.empty(), false);
    }

    private Optional<Long> at(ObjectNode event) {
        JsonNode node = event;
        for (String field : fields) {
            node = node.path(field);
        }
        return node.isTextual() ? Optional.of(time(fields.get(0), node.textValue())) : Optional.empty();
    }

    private static long time(String name, List<String> values) {
        if (values.size() > 1) {
            throw Refusal.of(Code.VALUE_INVALID, name, "one time is expected");
        }
        return time(name, values.get(0));
    }

    static long time(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Refusal.of(Code.TIME_INVALID, name, "a time with date, seconds and offset is expected");
        }
    }

    private Filter things(Set<String> wanted) {
        return new Filter(
                event -> fields.stream()
                        .flatMap(field -> names(event.path(field)).stream())
                        .anyMatch(wanted::contains),
                Optional.of(Source.things(wanted)),
                false);
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        if (node.isTextual()) {
            names.add(name(node.textValue()));
        }
        for (JsonNode each : node) {
            names.add(name((each.isObject() ? each.path("epcClass") : each).asText()));
        }
        return names;
    }

    /** The canonical name of a thing or place; for what is not shown, none. */
    private static String name(String epc) {
        try {
            return Things.of(EpcUri.parse(epc).link()).uri();
        } catch (RefusalException notShown) {
            return "";
        }
    }

    private static Set<String> links(String name, List<String> values, boolean isClass) {
        Set<String> uris = new HashSet<>();
        for (String value : values) {
            DigitalLink link = link(name, value);
            boolean names =
                    link instanceof DigitalLink.Item item && item.serial().isEmpty();
            if (names != isClass) {
                throw Refusal.of(
                        Code.VALUE_INVALID,
                        name,
                        isClass ? "a GTIN, with or without batch, is expected" : "a single object is expected");
            }
            uris.add(Things.of(link).uri());
        }
        return uris;
    }

    private static Set<String> links(String name, List<String> values) {
        Set<String> uris = new HashSet<>();
        values.forEach(value -> uris.add(link(name, value).uri()));
        return uris;
    }

    private static DigitalLink link(String name, String value) {
        try {
            return EpcUri.parse(value).link();
        } catch (RefusalException e) {
            throw new Refusal(e.refusal().code(), name, e.refusal().detail()).exception();
        }
    }

    private static Filter attribute(Set<String> wanted, String field) {
        return new Filter(
                event -> wanted.contains(
                        event.path(field).isObject()
                                ? name(event.path(field).path("id").asText())
                                : event.path(field).asText()),
                Optional.of(Source.attributes(field, wanted)),
                false);
    }

    private Filter words(List<String> values) {
        Set<String> wanted = bare(values);
        String field = fields.get(0);
        return new Filter(
                event -> event.has(field)
                        && wanted.contains(Custody.bare(event.path(field).asText())),
                Optional.of(Source.attributes(field, wanted)),
                false);
    }

    private static Set<String> bare(List<String> values) {
        Set<String> words = new HashSet<>();
        values.forEach(value -> words.add(Custody.bare(value)));
        return words;
    }

    private Filter within(Set<String> places) {
        return open(event -> {
            String place = name(event.path(fields.get(0)).path("id").asText());
            return places.stream().anyMatch(each -> place.equals(each) || place.startsWith(each + "/"));
        });
    }

    private static Filter ilmd(String field, List<String> values) {
        return new Filter(
                event -> values.contains(event.path("ilmd").path(field).asText()),
                Optional.of(Source.attributes("ilmd " + field, Set.copyOf(values))),
                false);
    }

    private Filter persistent(List<String> values) {
        Set<String> wanted = bare(values);
        return open(event -> texts(event.path("persistentDisposition").path(fields.get(0))).stream()
                .anyMatch(each -> wanted.contains(Custody.bare(each))));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private Filter trade(String type, List<String> values) {
        return new Filter(
                event -> {
                    for (JsonNode each : event.path(fields.get(0))) {
                        if (Custody.bare(each.path("type").asText()).equals(type)
                                && values.contains(each.path(fields.get(1)).asText())) {
                            return true;
                        }
                    }
                    return false;
                },
                Optional.empty(),
                true);
    }

    private Filter quantity(String name, List<String> values) {
        if (values.size() > 1 || !values.get(0).matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            throw Refusal.of(Code.VALUE_INVALID, name, "one decimal number is expected");
        }
        BigDecimal wanted = new BigDecimal(values.get(0));
        return new Filter(
                event -> {
                    for (String list : List.of("quantityList", "childQuantityList")) {
                        for (JsonNode each : event.path(list)) {
                            JsonNode quantity = each.path("quantity");
                            if (quantity.isNumber()
                                    && holds(quantity.decimalValue().compareTo(wanted))) {
                                return true;
                            }
                        }
                    }
                    return false;
                },
                Optional.empty(),
                true);
    }

    private boolean holds(int compared) {
        return switch (fields.get(0).toLowerCase(Locale.ROOT)) {
            case "==" -> compared == 0;
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            case "<" -> compared < 0;
            default -> compared <= 0;
        };
    }
}
