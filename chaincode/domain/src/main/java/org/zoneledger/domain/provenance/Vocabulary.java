package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * The standard words of events (CBV 2.0 sections 7 and 8), each with all its spellings: bare word, CURIE, URN and Web URI.
 *
 * <p>The words are data, in {@code vocabulary.json}; a word of the zone's own stands there under {@code zone} and has no Web URI.
 */
final class Vocabulary {

    private static final String ALL_URNS = "urn:epcglobal:cbv:";
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{1,30}:[\\x21-\\x7E\\u00A0-\\uFFFD]+");
    private static final JsonNode DATA = load();

    static final Vocabulary BIZ_STEP = new Vocabulary("bizStep");
    static final Vocabulary DISPOSITION = new Vocabulary("disposition");
    static final Vocabulary BIZ_TRANSACTION = new Vocabulary("bizTransaction");
    static final Vocabulary SOURCE_DESTINATION = new Vocabulary("sourceDestination");
    static final Vocabulary ERROR_REASON = new Vocabulary("errorReason");
    static final Vocabulary MEASUREMENT = new Vocabulary("measurement");
    static final Vocabulary ALERT = new Vocabulary("alert");
    static final Vocabulary COMPONENT = new Vocabulary("component");

    private static final List<Vocabulary> WITH_URNS =
            List.of(BIZ_STEP, DISPOSITION, BIZ_TRANSACTION, SOURCE_DESTINATION, ERROR_REASON, COMPONENT);

    private final String web;
    private final List<String> prefixes;
    private final Set<String> words;
    private final Set<String> standard;
    private final Map<String, String> spellings;

    private Vocabulary(String name) {
        JsonNode data = DATA.path(name);
        web = data.path("web").asText();
        prefixes = texts(data.path("also"), web);
        standard = Set.copyOf(texts(data.path("words")));
        Set<String> all = new TreeSet<>(standard);
        Map<String, String> spelled = new TreeMap<>();
        standard.forEach(word -> prefixes.forEach(prefix -> spelled.put(prefix + word, word)));
        for (JsonNode word : data.path("zone")) {
            all.add(word.asText());
            spelled.put(EventContext.ZONE + "BizStep-" + word.asText(), word.asText());
        }
        words = Set.copyOf(all);
        spellings = Map.copyOf(spelled);
    }

    private static List<String> texts(JsonNode list, String... first) {
        List<String> texts = new ArrayList<>(List.of(first));
        list.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    /** The bare word for any spelling of a standard word; every other text as it is. */
    String bare(String text) {
        return spellings.getOrDefault(text, text);
    }

    /** Whether a text is a standard word in bare form, or the URI of a word of another vocabulary. */
    boolean knows(String bare) {
        return words.contains(bare)
                || (isUri(bare)
                        && !bare.startsWith(ALL_URNS)
                        && prefixes.stream().noneMatch(bare::startsWith));
    }

    /** The Web URI of a standard word in bare form; every other text as it is (CBV 2.0 section 8.9, rule 16 of the event hash). */
    String uri(String bare) {
        return standard.contains(bare) ? web + bare : bare;
    }

    /** Whether a text is an absolute URI as far as its form goes. */
    static boolean isUri(String text) {
        return URI.matcher(text).matches();
    }

    /** The Web URI of a standard word given as its URN, whichever vocabulary it is of; every other text as it is. */
    static String uriOfUrn(String text) {
        if (text.startsWith(ALL_URNS)) {
            for (Vocabulary vocabulary : WITH_URNS) {
                String bare = vocabulary.bare(text);
                if (!bare.equals(text)) {
                    return vocabulary.uri(bare);
                }
            }
        }
        return text;
    }

    private static JsonNode load() {
        try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.json")) {
            return CanonicalJson.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
