package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;

/**
 * Which namespace a prefix stands for in the names of fields (JSON-LD 1.1, context; EPCIS 2.0 section 10).
 *
 * <p>Prefixes come from the objects in a document's {@code @context} and in an event's own. Contexts named by their address are not
 * fetched: those prefixes of the standard's context that events use are known here.
 *
 * @param namespaces namespace by prefix
 */
record EventContext(SortedMap<String, String> namespaces) {

    /** Namespace of the zone's own fields. */
    static final String ZONE = "https://zoneledger.org/ns/";

    /** Namespace of the master data attributes of CBV 2.0. */
    static final String MASTER_DATA = "urn:epcglobal:cbv:mda";

    static final String NAME = "@context";

    private static final String CBV = "https://ref.gs1.org/cbv/";
    private static final String VOC = "https://gs1.org/voc/";
    private static final Map<String, String> FIXED = Map.of(
            "zone", ZONE,
            "cbvmda", MASTER_DATA,
            "gs1", VOC,
            "cbv", CBV,
            "epcis", "https://ref.gs1.org/epcis/");
    private static final Map<String, String> FIXED_PREFIXES = Map.of(
            ZONE,
            "zone",
            MASTER_DATA,
            "cbvmda",
            VOC,
            "gs1",
            "https://ref.gs1.org/voc/",
            "gs1",
            "https://ref.gs1.org/cbv/",
            "cbv",
            "https://ref.gs1.org/epcis/",
            "epcis");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,39}");
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z_\\u4E00-\\u9FFF][A-Za-z0-9._\\u4E00-\\u9FFF-]{0,79}");
    private static final int MOST = 64;
    private static final int LONGEST = 200;

    /** What is known without any document. */
    static final EventContext STANDARD = new EventContext(new TreeMap<>(FIXED));

    /**
     * The name of a field.
     *
     * @param namespace where it is defined; empty for a bare name
     * @param local the name there
     */
    record Name(String namespace, String local) {

        /** As the event hash writes it (CBV 2.0 section 8.9, rules 19 to 21). */
        String expanded() {
            return namespace.isEmpty() ? local : "{" + namespace + "}" + local;
        }
    }

    /** The standard's prefixes and those that a document's {@code @context} declares; refuses one that cannot be read. */
    static EventContext of(JsonNode context) {
        return STANDARD.with(context);
    }

    /** These prefixes and those of another {@code @context}, which go before. */
    EventContext with(JsonNode context) {
        if (context == null || context.isMissingNode() || context.isTextual()) {
            return this;
        }
        SortedMap<String, String> all = new TreeMap<>(namespaces);
        if (context instanceof ObjectNode object) {
            add(all, object);
        } else if (context.isArray()) {
            for (JsonNode item : context) {
                if (item instanceof ObjectNode object) {
                    add(all, object);
                } else if (!item.isTextual()) {
                    throw unreadable();
                }
            }
        } else {
            throw unreadable();
        }
        if (all.size() > MOST) {
            throw Refusal.of(Code.TOO_LARGE, NAME, "at most " + MOST + " prefixes are read");
        }
        return new EventContext(all);
    }

    /** What a field name means; nothing when it is bare or its prefix is not declared. */
    Optional<Name> resolve(String name) {
        int colon = name.indexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String namespace = namespaces.get(name.substring(0, colon));
        return namespace != null && !name.startsWith("//", colon + 1)
                ? name(namespace, name.substring(colon + 1))
                : spelledOut(name);
    }

    /** The prefix that the ledger gives a namespace always, if it has one. */
    static Optional<String> fixedPrefix(String namespace) {
        return Optional.ofNullable(FIXED_PREFIXES.get(namespace));
    }

    /** The full URI of a CURIE whose prefix is declared; every other text as it is. */
    String expand(String text) {
        int colon = text.indexOf(':');
        String namespace = colon <= 0 ? null : namespaces.get(text.substring(0, colon));
        return namespace == null || text.startsWith("//", colon + 1) ? text : namespace + text.substring(colon + 1);
    }

    /** The Web URI of a CURIE with one of the prefixes of GS1's vocabularies; every other text as it is. */
    static String standardCurie(String text) {
        if (text.startsWith("gs1:")) {
            return VOC + text.substring("gs1:".length());
        }
        return text.startsWith("cbv:") ? CBV + text.substring("cbv:".length()) : text;
    }

    /** An {@code @context} for these prefixes. */
    static ObjectNode node(SortedMap<String, String> namespaces) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        namespaces.forEach(node::put);
        return node;
    }

    private Optional<Name> spelledOut(String name) {
        String longest = "";
        for (String namespace : namespaces.values()) {
            if (namespace.length() > longest.length() && name.startsWith(namespace)) {
                longest = namespace;
            }
        }
        int end = Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')) + 1;
        if (longest.isEmpty() && (end == 0 ? name.startsWith("urn:") : name.contains("://"))) {
            longest = name.substring(0, end == 0 ? name.lastIndexOf(':') + 1 : end);
        }
        return longest.isEmpty() || !isNamespace(longest)
                ? Optional.empty()
                : name(longest, name.substring(longest.length()));
    }

    private static Optional<Name> name(String namespace, String local) {
        return LOCAL.matcher(local).matches() ? Optional.of(new Name(namespace, local)) : Optional.empty();
    }

    private static void add(SortedMap<String, String> all, ObjectNode context) {
        for (Map.Entry<String, JsonNode> entry : context.properties()) {
            if (!entry.getKey().startsWith("@") && entry.getValue().isTextual()) {
                if (!PREFIX.matcher(entry.getKey()).matches()
                        || !isNamespace(entry.getValue().textValue())) {
                    throw unreadable();
                }
                all.put(entry.getKey(), entry.getValue().textValue());
            }
        }
    }

    private static boolean isNamespace(String text) {
        return text.length() <= LONGEST
                && Vocabulary.isUri(text)
                && text.chars().noneMatch(c -> c == '{' || c == '}');
    }

    private static RuntimeException unreadable() {
        return Refusal.of(
                Code.MALFORMED, NAME, "addresses and objects of prefixes are expected, each prefix with a namespace");
    }
}
