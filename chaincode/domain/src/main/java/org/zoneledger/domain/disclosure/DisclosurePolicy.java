package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * The one table of what is open to whom: record type × field × tier, as dated data, by allow-list.
 *
 * <p>A field nobody listed does not leave. A listed name covers a scalar or a list of scalars; inner fields are listed by dotted path
 * through objects and lists; {@code name.*} covers everything below. In the table of events a tier may list {@code *}: every field that no
 * other name covers, such as an extension of a sender's own. It cannot be T0.
 */
public final class DisclosurePolicy {

    private static final String FIELD = "[A-Za-z][A-Za-z0-9:]*(\\.[A-Za-z][A-Za-z0-9:]*)*(\\.\\*)?";
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final DisclosurePolicy IN_FORCE = load();

    private final List<Edition> editions;

    private static final String REST = "*";
    private static final String EVENT = "event";

    /**
     * A table from a day on.
     *
     * @param lookups by record type; containers are the fields whose inner fields are listed
     */
    private record Edition(LocalDate validFrom, Map<String, Map<String, Tier>> tiers, Map<String, Lookup> lookups) {

        Edition(LocalDate validFrom, Map<String, Map<String, Tier>> tiers) {
            this(validFrom, tiers, new HashMap<>());
            tiers.forEach(
                    (type, table) -> lookups.put(type, new Lookup(Map.copyOf(table), containers(table.keySet()))));
        }

        Lookup of(String type) {
            return lookups.getOrDefault(type, Lookup.NONE);
        }

        private static Set<String> containers(Set<String> names) {
            Set<String> containers = new HashSet<>();
            for (String name : names) {
                String inner = name.endsWith(".*") ? name.substring(0, name.length() - 2) : name;
                for (int dot = inner.indexOf('.'); dot > 0; dot = inner.indexOf('.', dot + 1)) {
                    containers.add(inner.substring(0, dot));
                }
            }
            return containers;
        }
    }

    /** The table of one record type, for questions: every field of every event asks. */
    private record Lookup(Map<String, Tier> table, Set<String> containers) {
        static final Lookup NONE = new Lookup(Map.of(), Set.of());
    }

    private DisclosurePolicy(List<Edition> editions) {
        this.editions = List.copyOf(editions);
    }

    /** The policy this software was built with. */
    public static DisclosurePolicy inForce() {
        return IN_FORCE;
    }

    /**
     * The part of a record that somebody with these tiers may see under the law of that moment.
     *
     * @param recordType as the table names it: filing, product, event, share
     * @param record the record with its restricted values, if the asker's side holds them, beside the public fields
     * @param tiers every tier the asker holds for this record
     * @param at the moment whose law counts
     */
    public ObjectNode view(String recordType, ObjectNode record, Set<Tier> tiers, Instant at) {
        Lookup lookup = edition(at).of(recordType);
        return new Seen(lookup.table(), lookup.containers(), tiers).object(record, "");
    }

    /**
     * The tier of a field of a record type.
     *
     * @param path dotted path through objects and lists
     * @return empty when the field itself is not listed: it is unknown, or only its inner fields are, see {@link #isContainer}
     */
    public Optional<Tier> tier(String recordType, String path, Instant at) {
        Lookup lookup = edition(at).of(recordType);
        Map<String, Tier> table = lookup.table();
        Tier tier = table.get(path);
        if (tier == null) {
            tier = table.get(path + ".*");
        }
        boolean isRest = tier == null && !lookup.containers().contains(path);
        return Optional.ofNullable(isRest ? table.get(REST) : tier);
    }

    /** Whether inner fields of a field are listed. */
    public boolean isContainer(String recordType, String path, Instant at) {
        return edition(at).of(recordType).containers().contains(path);
    }

    /** Whether a field is listed with all that stands in it, whatever that is. */
    public boolean coversAllOf(String recordType, String path, Instant at) {
        return edition(at).of(recordType).table().containsKey(path + ".*");
    }

    private Edition edition(Instant at) {
        if (editions.size() == 1) {
            return editions.get(0);
        }
        LocalDate day = LocalDate.ofInstant(at, BEIJING);
        Edition found = editions.get(0);
        for (Edition edition : editions) {
            if (!edition.validFrom().isAfter(day)) {
                found = edition;
            }
        }
        return found;
    }

    /** What somebody with these tiers sees of a record. */
    private record Seen(Map<String, Tier> table, Set<String> containers, Set<Tier> tiers) {

        ObjectNode object(ObjectNode node, String path) {
            ObjectNode seen = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                JsonNode value = value(field.getValue(), path + field.getKey());
                if (value != null) {
                    seen.set(field.getKey(), value);
                }
            }
            return seen;
        }

        private JsonNode value(JsonNode value, String at) {
            Tier below = table.get(at + ".*");
            if (below == null && !table.containsKey(at) && !containers.contains(at)) {
                below = table.get(REST);
            }
            if (below != null) {
                return tiers.contains(below) ? value : null;
            }
            if (value instanceof ObjectNode object) {
                ObjectNode seen = object(object, at + ".");
                return seen.isEmpty() ? null : seen;
            }
            if (value instanceof ArrayNode array) {
                return list(array, at);
            }
            Tier tier = table.get(at);
            return tier != null && tiers.contains(tier) ? value : null;
        }

        private JsonNode list(ArrayNode array, String at) {
            ArrayNode seen = JsonNodeFactory.instance.arrayNode();
            for (JsonNode item : array) {
                JsonNode visible = item.isArray() ? null : value(item, at);
                if (visible != null) {
                    seen.add(visible);
                }
            }
            return seen.isEmpty() ? null : seen;
        }
    }

    /**
     * This policy with later editions, as the ledger holds them.
     *
     * @param editions list of {validFrom, types {record type: {tier: [fields]}}}, by date
     */
    public DisclosurePolicy with(JsonNode editions) {
        List<Edition> all = new ArrayList<>(this.editions);
        editions.forEach(edition -> all.add(edition(edition)));
        return new DisclosurePolicy(all);
    }

    /** The table of the day: record type, then field, then the tier it is open to. */
    public Map<String, Map<String, Tier>> table(Instant at) {
        return edition(at).tiers();
    }

    /** The first day of the table of the day. */
    public LocalDate since(Instant at) {
        return edition(at).validFrom();
    }

    /**
     * Reads the table of an edition; refuses one that is not.
     *
     * @param types {record type: {tier: [fields]}}
     */
    static Map<String, Map<String, Tier>> read(JsonNode types) {
        Map<String, Map<String, Tier>> tables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> type : types.properties()) {
            Map<String, Tier> table = new TreeMap<>();
            for (Map.Entry<String, JsonNode> tier : type.getValue().properties()) {
                Tier named = tier(tier.getKey());
                for (JsonNode name : tier.getValue()) {
                    if (!name.isTextual()
                            || !isName(type.getKey(), name.textValue(), named)
                            || table.put(name.textValue(), named) != null) {
                        throw Refusal.of(
                                Code.VALUE_INVALID,
                                "types." + type.getKey(),
                                "names of fields are expected, each once");
                    }
                }
            }
            tables.put(type.getKey(), table);
        }
        return tables;
    }

    private static boolean isName(String type, String name, Tier tier) {
        return name.equals(REST) ? type.equals(EVENT) && tier != Tier.T0 : name.matches(FIELD);
    }

    private static Tier tier(String name) {
        for (Tier tier : Tier.values()) {
            if (tier.name().equals(name)) {
                return tier;
            }
        }
        throw Refusal.of(Code.VALUE_INVALID, "types", "a tier is T0 to T5");
    }

    private static Edition edition(JsonNode edition) {
        return new Edition(LocalDate.parse(edition.path("validFrom").asText()), read(edition.path("types")));
    }

    private static DisclosurePolicy load() {
        try (InputStream in = DisclosurePolicy.class.getResourceAsStream("policy.json")) {
            return new DisclosurePolicy(List.of()).with(CanonicalJson.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
