package org.zoneledger.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;

/** Which organisation the law gives which word, read from {@code competence.json}. */
public final class Competence {

    private static final JsonNode TABLE = load();

    private Competence() {}

    /** MSP ids of the agencies that endorse, in their order. */
    public static List<String> agencies() {
        return texts(TABLE.path("agencies"));
    }

    /** Owner MSP id by credit scheme, ordered by scheme. */
    public static SortedMap<String, String> schemes() {
        SortedMap<String, String> owners = new TreeMap<>();
        TABLE.path("schemes")
                .properties()
                .forEach(scheme -> owners.put(scheme.getKey(), scheme.getValue().asText()));
        return owners;
    }

    /** Owner MSP id of every credit scheme: those of each subject, and those of subjects of one kind. */
    public static SortedMap<String, String> creditSchemes() {
        SortedMap<String, String> owners = schemes();
        TABLE.path("kindSchemes")
                .properties()
                .forEach(scheme -> owners.put(
                        scheme.getKey(), scheme.getValue().path("owner").asText()));
        return owners;
    }

    /** The credit schemes of a subject that does these kinds of business. */
    public static SortedMap<String, String> creditSchemes(Collection<String> kinds) {
        SortedMap<String, String> owners = creditSchemes();
        TABLE.path("kindSchemes").properties().stream()
                .filter(scheme -> !kinds.contains(scheme.getValue().path("kind").asText()))
                .forEach(scheme -> owners.remove(scheme.getKey()));
        return owners;
    }

    /** The credit schemes that only subjects of some kind of business have. */
    public static Set<String> kindSchemes() {
        Set<String> names = new TreeSet<>();
        TABLE.path("kindSchemes").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The agency whose assertion a scheme holds; refuses an unknown scheme. */
    public static String ownerOf(String scheme) {
        String owner = creditSchemes().get(scheme);
        if (owner == null) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    "scheme",
                    "the scheme is not one of " + creditSchemes().keySet());
        }
        return owner;
    }

    /** The agency whose word a scheme holds, by the short name that its own scheme has. */
    public static String agencyOf(String scheme) {
        String owner = ownerOf(scheme);
        return schemes().entrySet().stream()
                .filter(agency -> agency.getValue().equals(owner))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The agency that verifies a field of a filing; empty when nobody does. */
    public static Optional<String> verifierOf(String filingField) {
        return Optional.ofNullable(TABLE.path("filingFields").get(filingField)).map(JsonNode::asText);
    }

    /** Agencies that may hold personal data. */
    public static List<String> people() {
        return texts(TABLE.path("people"));
    }

    /** Fields of the details that the owner of a scheme keeps and gives out on a ground. */
    public static Set<String> details(String scheme) {
        return new TreeSet<>(texts(TABLE.path("details").path(scheme)));
    }

    /** A part of the table. */
    public static JsonNode table(String name) {
        return TABLE.path(name);
    }

    /** The agency that is the single window of parties. */
    public static String singleWindow() {
        return TABLE.path("singleWindow").asText();
    }

    /** Refuses unless the caller came in through the single window for parties. */
    public static void mustBeSingleWindow(Caller caller) {
        if (!caller.msp().equals(singleWindow())) {
            throw Refusal.of(Code.NOT_PERMITTED, "", "parties file through the single window");
        }
    }

    /** Refuses unless the caller came in through a gateway that takes captures. */
    public static void mustTakeCaptures(Caller caller) {
        if (!texts(TABLE.path("capture")).contains(caller.msp())) {
            throw Refusal.of(Code.NOT_PERMITTED, "", "captures come in through the operator or the single window");
        }
    }

    /** The texts of a list. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }

    private static JsonNode load() {
        try (InputStream in = Competence.class.getResourceAsStream("competence.json")) {
            return CanonicalJson.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
