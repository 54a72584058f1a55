package org.zoneledger.launcher.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text from the launcher's resources with {@code {{name}}} in the places to fill. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private Template() {}

    /**
     * The text with every place filled.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    static String fill(String resource, Map<String, ?> values) {
        Matcher places = PLACE.matcher(read(resource));
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            Object value = values.get(places.group(1));
            if (value == null) {
                throw new IllegalArgumentException(resource + " wants a value for " + places.group(1));
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value.toString()));
        }
        return places.appendTail(filled).toString();
    }

    /** The text as it is. */
    static String read(String resource) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
