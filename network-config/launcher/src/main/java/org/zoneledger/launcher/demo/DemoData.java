package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The people's names for things in the demonstration zone, read from the YAML files beside this class. */
public record DemoData(
        List<Base> bases,
        List<Enterprise> enterprises,
        List<Product> products,
        SortedMap<String, Place> places,
        Travel travel) {

    /** Day on which the first batch of the first product starts. */
    static final LocalDate FIRST_DAY = LocalDate.parse("2026-03-02");

    public record Base(String code, String zh, String en, String areaCode) {}

    public record Place(
            String key,
            String gln,
            String zh,
            String en,
            String country,
            String offset,
            String office,
            String officeZh,
            String officeEn) {}

    public record Enterprise(
            String key,
            String uscc,
            String nameZh,
            String nameEn,
            List<String> kinds,
            String areaCode,
            String base,
            String customsCode,
            String licenceNo,
            String registeredAddress,
            String turnoverBand,
            Map<String, String> credit) {}

    public record Product(
            String gtin,
            String owner,
            String nameZh,
            String nameEn,
            String brand,
            String categoryZh,
            String categoryEn,
            String hs6,
            String originCountry,
            String level,
            String producerZh,
            String producerEn,
            List<String> journeys,
            String route,
            List<String> materials,
            int shelfLifeDays) {
        public Product {
            materials = materials == null ? List.of() : List.copyOf(materials);
        }
    }

    /** What happens on which day of a batch; {@code times} events of the kind, one when not given. */
    public record Step(
            int day,
            String step,
            String what,
            String at,
            String by,
            String disposition,
            String release,
            boolean trade,
            int times) {
        public Step {
            times = Math.max(1, times);
        }
    }

    public record Travel(
            Map<String, List<String>> journeys,
            Map<String, Map<String, String>> routes,
            Map<String, Map<String, String>> inspectors,
            Map<String, List<Step>> legs) {

        List<Step> steps(String journey) {
            return journeys.get(journey).stream()
                    .flatMap(leg -> legs.get(leg).stream())
                    .toList();
        }
    }

    /** What stands in the files. */
    public static DemoData load() {
        return new DemoData(
                List.of(read("bases", Base[].class)),
                List.of(read("enterprises", Enterprise[].class)),
                List.of(read("products", Product[].class)),
                byKey(read("places", Place[].class), Place::key),
                read("journeys", Travel.class));
    }

    /** The enterprise that products name by this key. */
    public Enterprise enterprise(String key) {
        return enterprises.stream()
                .filter(enterprise -> enterprise.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no enterprise " + key));
    }

    List<Product> productsOf(Enterprise enterprise) {
        return products.stream()
                .filter(product -> product.owner().equals(enterprise.key()))
                .toList();
    }

    private static <T> SortedMap<String, T> byKey(T[] items, Function<T, String> key) {
        var map = new TreeMap<String, T>();
        for (T item : items) {
            map.put(key.apply(item), item);
        }
        return map;
    }

    private static <T> T read(String name, Class<T> type) {
        try (var in = DemoData.class.getResourceAsStream(name + ".yaml")) {
            return new YAMLMapper().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
