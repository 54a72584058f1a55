package org.zoneledger.domain.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.erdtman.jcs.NumberToJSON;

/** Writes a tree as RFC 8785 has it, in one pass: pages have a million characters, and every agency writes each of them. */
final class CanonicalWriter {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
    private static final String[] SHORT = new String[' '];

    static {
        SHORT['\b'] = "\\b";
        SHORT['\t'] = "\\t";
        SHORT['\n'] = "\\n";
        SHORT['\f'] = "\\f";
        SHORT['\r'] = "\\r";
    }

    private final StringBuilder out = new StringBuilder(512);

    private CanonicalWriter() {}

    static byte[] bytes(JsonNode node) throws IOException {
        CanonicalWriter writer = new CanonicalWriter();
        writer.write(node);
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> text(node.textValue());
            case NUMBER -> number(node);
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        }
    }

    /** Names in the order of their UTF-16 code units (section 3.2.3), which is that of {@link String#compareTo}. */
    private void object(JsonNode node) throws IOException {
        String[] names = new String[node.size()];
        int count = 0;
        for (var field : node.properties()) {
            names[count++] = field.getKey();
        }
        Arrays.sort(names);
        out.append('{');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            text(names[i]);
            out.append(':');
            write(node.get(names[i]));
        }
        out.append('}');
    }

    private void array(JsonNode node) throws IOException {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(node.get(i));
        }
        out.append(']');
    }

    /** Section 3.2.2.2. */
    private void text(String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, from, i).append(escaped(c));
                from = i + 1;
            }
        }
        out.append(text, from, text.length()).append('"');
    }

    private static String escaped(char c) {
        if (c >= ' ') {
            return "\\" + c;
        }
        return SHORT[c] != null ? SHORT[c] : "\\u00" + (c < 0x10 ? "0" : "") + Integer.toHexString(c);
    }

    /** Section 3.2.2.3: as a double, whatever it was written as. */
    private void number(JsonNode node) throws IOException {
        if (node.isIntegralNumber() && node.canConvertToLong() && Math.abs(node.longValue()) <= MAX_SAFE_INTEGER) {
            out.append(node.longValue());
        } else {
            out.append(NumberToJSON.serializeNumber(Double.parseDouble(node.asText())));
        }
    }
}
