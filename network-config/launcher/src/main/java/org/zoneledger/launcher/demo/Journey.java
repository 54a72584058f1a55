package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gln;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.launcher.demo.DemoData.Place;
import org.zoneledger.launcher.demo.DemoData.Product;
import org.zoneledger.launcher.demo.DemoData.Step;

/** The EPCIS 2.0 events of one batch of one product, the same on every run. */
final class Journey {

    static final int CARTONS = 4;
    static final int ITEMS = 24;
    private static final int UNITS_PER_CARTON = 60;
    private static final int DAYS_BETWEEN_BATCHES = 70;
    private static final String SITE = "https://id.gs1.org";
    private static final Map<String, String> DISPOSITIONS = Map.of(
            "commissioning", "active",
            "transforming", "active",
            "packing", "in_progress",
            "unpacking", "in_progress",
            "shipping", "in_transit",
            "departing", "in_transit",
            "arriving", "in_progress",
            "receiving", "in_progress",
            "storing", "available",
            "retail_selling", "retail_sold");

    private final DemoData data;
    private final Product product;
    private final int ordinal;
    private final int number;
    private final LocalDate start;
    private final List<ObjectNode> events = new ArrayList<>();

    private Journey(DemoData data, Product product, int number) {
        this.data = data;
        this.product = product;
        this.ordinal = data.products().indexOf(product);
        this.number = number;
        this.start = start(product, ordinal, number);
    }

    /** The events of every batch of a product as one EPCIS document, in the order of time. */
    static ObjectNode document(DemoData data, Product product) {
        var document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context")
                .add("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld")
                .addObject()
                .put("zone", "https://zoneledger.org/ns/");
        document.put("type", "EPCISDocument");
        document.put("schemaVersion", "2.0");
        var list = document.putObject("epcisBody").putArray("eventList");
        for (int number = 0; number < product.journeys().size(); number++) {
            list.addAll(new Journey(data, product, number).events());
        }
        return document;
    }

    /** Batch number on the label: the day the batch was begun. */
    static String batch(DemoData data, Product product, int number) {
        return batch(start(product, data.products().indexOf(product), number));
    }

    /** Serial number of an item, from 0. */
    static String serial(DemoData data, Product product, int number, int item) {
        return String.format(Locale.ROOT, "%s-%03d", batch(data, product, number), item + 1);
    }

    private static String batch(LocalDate start) {
        return "L" + start.toString().replace("-", "").substring(2);
    }

    private static LocalDate start(Product product, int ordinal, int number) {
        // materials are there before what is made of them
        int lead = product.journeys().get(number).equals("material") ? 0 : 1 + ordinal % 30;
        return DemoData.FIRST_DAY.plusDays(lead + (long) number * DAYS_BETWEEN_BATCHES);
    }

    private List<ObjectNode> events() {
        int day = -1;
        int hour = 0;
        for (Step step : data.travel().steps(product.journeys().get(number))) {
            hour = step.day() == day ? hour + 2 : 8;
            day = step.day();
            add(step, start.plusDays(day), hour);
        }
        return events;
    }

    private void add(Step step, LocalDate day, int hour) {
        switch (step.step() + " " + step.what()) {
            case "commissioning batch" -> {
                var event = event("ObjectEvent", step, day, hour, 0).put("action", "ADD");
                quantities(event, "quantityList", CARTONS * UNITS_PER_CARTON);
                ilmd(event);
            }
            case "commissioning items" -> {
                var event = event("ObjectEvent", step, day, hour, 0).put("action", "ADD");
                items(event.putArray("epcList"), 0, ITEMS);
                ilmd(event);
            }
            case "transforming batch" -> transform(step, day, hour);
            case "packing cartons" -> IntStream.range(0, CARTONS).forEach(i -> pack(step, day, hour, i));
            case "packing pallet" -> {
                var event = event("AggregationEvent", step, day, hour, 0).put("action", "ADD");
                cartons(event.put("parentID", pallet()).putArray("childEPCs"));
            }
            case "unpacking pallet" ->
                event("AggregationEvent", step, day, hour, 0)
                        .put("action", "DELETE")
                        .put("parentID", pallet());
            case "retail_selling items" ->
                IntStream.range(0, step.times())
                        .forEach(i -> items(observe(step, day, hour, i).putArray("epcList"), i, i + 1));
            case "retail_selling batch" -> quantities(observe(step, day, hour, 0), "quantityList", 20);
            default -> {
                var event = observe(step, day, hour, 0);
                switch (step.what()) {
                    case "batch" -> quantities(event, "quantityList", CARTONS * UNITS_PER_CARTON);
                    case "cartons" -> cartons(event.putArray("epcList"));
                    default -> event.putArray("epcList").add(pallet());
                }
            }
        }
    }

    private void transform(Step step, LocalDate day, int hour) {
        var event = event("TransformationEvent", step, day, hour, 0);
        var inputs = event.putArray("inputQuantityList");
        for (String material : product.materials()) {
            var made = data.products().stream()
                    .filter(candidate -> candidate.gtin().equals(material))
                    .findFirst()
                    .orElseThrow();
            inputs.addObject()
                    .put("epcClass", batchClass(made, batch(data, made, number)))
                    .put("quantity", 120)
                    .put("uom", "KGM");
        }
        quantities(event, "outputQuantityList", CARTONS * UNITS_PER_CARTON);
        ilmd(event);
    }

    private void pack(Step step, LocalDate day, int hour, int carton) {
        var event = event("AggregationEvent", step, day, hour, carton)
                .put("action", "ADD")
                .put("parentID", sscc(1 + carton));
        if (product.level().equals("item")) {
            int each = ITEMS / CARTONS;
            items(event.putArray("childEPCs"), carton * each, (carton + 1) * each);
        } else {
            quantities(event, "childQuantityList", UNITS_PER_CARTON);
        }
    }

    private ObjectNode observe(Step step, LocalDate day, int hour, int index) {
        return event("ObjectEvent", step, day, hour, index).put("action", "OBSERVE");
    }

    private ObjectNode event(String type, Step step, LocalDate day, int hour, int index) {
        Place place = place(step.at());
        var local = OffsetDateTime.of(day.atTime(hour, ordinal * 7 % 60), ZoneOffset.of(place.offset()))
                .plusMinutes(17L * index);
        var event = JsonNodeFactory.instance.objectNode();
        event.put("type", type);
        event.put("eventID", "urn:uuid:" + uuid(events.size()));
        event.put("eventTime", Fields.format(local.toInstant()));
        event.put("eventTimeZoneOffset", place.offset());
        event.put("bizStep", step.step());
        event.put("disposition", step.disposition() != null ? step.disposition() : DISPOSITIONS.get(step.step()));
        String site = new DigitalLink.Place(Gln.parse(place.gln()), Optional.empty()).uri();
        event.putObject("readPoint").put("id", site);
        event.putObject("bizLocation").put("id", site);
        event.putObject("zone:place")
                .put("zh", place.zh())
                .put("en", place.en())
                .put("country", place.country());
        if (step.by() != null) {
            var inspection = event.putObject("zone:inspection");
            data.travel().inspectors().get(step.by()).forEach(inspection::put);
        }
        if (step.release() != null) {
            release(event.putObject("zone:customsRelease"), step.release(), place);
        }
        if (step.trade()) {
            trade(event);
        }
        events.add(event);
        return event;
    }

    private static void release(ObjectNode release, String kind, Place place) {
        release.put("office", place.office())
                .put("officeZh", place.officeZh())
                .put("officeEn", place.officeEn())
                .put("direction", kind.equals("export") ? "export" : "import")
                .put("released", Boolean.toString(!kind.equals("refused")));
    }

    private void trade(ObjectNode event) {
        String seller = place("owner").gln();
        event.putArray("bizTransactionList")
                .addObject()
                .put("type", "po")
                .put(
                        "bizTransaction",
                        String.format(
                                Locale.ROOT, "urn:epcglobal:cbv:bt:%s:PO26%02d%d", seller, ordinal + 1, number + 1));
        event.putArray("sourceList").addObject().put("type", "owning_party").put("source", SITE + "/417/" + seller);
    }

    private void ilmd(ObjectNode event) {
        var ilmd = event.putObject("ilmd").put("cbvmda:lotNumber", batch(start));
        if (product.shelfLifeDays() > 0) {
            ilmd.put(
                    "cbvmda:itemExpirationDate",
                    start.plusDays(product.shelfLifeDays()).toString());
        }
    }

    private void quantities(ObjectNode event, String list, int quantity) {
        event.putArray(list)
                .addObject()
                .put("epcClass", batchClass(product, batch(start)))
                .put("quantity", quantity);
    }

    private void items(ArrayNode list, int from, int to) {
        IntStream.range(from, to)
                .mapToObj(item ->
                        DigitalLink.Item.serial(Gtin.parse(product.gtin()), serial(data, product, number, item)))
                .forEach(item -> list.add(item.uri()));
    }

    private void cartons(ArrayNode list) {
        IntStream.rangeClosed(1, CARTONS).forEach(carton -> list.add(sscc(carton)));
    }

    private String pallet() {
        return sscc(0);
    }

    private String sscc(int unit) {
        return new DigitalLink.LogisticUnit(
                        Sscc.withCheckDigit(String.format(Locale.ROOT, "16930000%07d%d%d", ordinal + 1, number, unit)))
                .uri();
    }

    private static String batchClass(Product product, String batch) {
        return DigitalLink.Item.batch(Gtin.parse(product.gtin()), batch).uri();
    }

    private Place place(String at) {
        String role = data.travel().routes().get(product.route()).get(at);
        String key = role != null ? role : at.equals("maker") || at.equals("owner") ? product.owner() : at;
        Place place = data.places().get(key);
        if (place == null) {
            throw new IllegalArgumentException(product.gtin() + ": no place " + at);
        }
        return place;
    }

    private UUID uuid(int index) {
        String name = product.gtin() + "/" + number + "/" + index;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
