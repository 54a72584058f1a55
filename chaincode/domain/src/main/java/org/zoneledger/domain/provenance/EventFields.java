package org.zoneledger.domain.provenance;

import java.util.List;
import java.util.Set;

/** Names of the standard's fields by what stands in them (EPCIS 2.0 section 7). */
final class EventFields {

    static final List<String> EPC_LISTS = List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");
    static final List<String> QUANTITY_LISTS =
            List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");
    static final List<String> PLACES = List.of("readPoint", "bizLocation");
    static final List<String> TRADE_LISTS = List.of("bizTransactionList", "sourceList", "destinationList");

    /** Fields of the zone itself: objects of short texts whose names have no prefix. */
    static final Set<String> ZONE = Set.of("zone:place", "zone:inspection", "zone:customsRelease");

    static final List<String> SENSOR_TIMES = List.of("time", "startTime", "endTime");
    static final List<String> SENSOR_URIS = List.of(
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules",
            "microorganism",
            "chemicalSubstance",
            "uriValue",
            "coordinateReferenceSystem");
    static final List<String> SENSOR_NUMBERS =
            List.of("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue");

    /** Fields of sensorMetadata in the order of the event hash. */
    static final List<String> METADATA = List.of(
            "time",
            "startTime",
            "endTime",
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules");

    /** Fields of sensorReport in the order of the event hash. */
    static final List<String> REPORT = List.of(
            "type",
            "exception",
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "time",
            "microorganism",
            "chemicalSubstance",
            "value",
            "component",
            "stringValue",
            "booleanValue",
            "hexBinaryValue",
            "uriValue",
            "minValue",
            "maxValue",
            "meanValue",
            "sDev",
            "percRank",
            "percValue",
            "uom",
            "coordinateReferenceSystem");

    private EventFields() {}

    /** What an entry of a trade list names: bizTransaction, source or destination. */
    static String entry(String tradeList) {
        return tradeList.substring(0, tradeList.length() - "List".length());
    }

    /** The vocabulary of the types in a trade list. */
    static Vocabulary types(String tradeList) {
        return tradeList.equals("bizTransactionList") ? Vocabulary.BIZ_TRANSACTION : Vocabulary.SOURCE_DESTINATION;
    }
}
