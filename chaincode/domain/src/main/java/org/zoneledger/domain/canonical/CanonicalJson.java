package org.zoneledger.domain.canonical;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;

/**
 * The one encoding of the ledger: RFC 8785 (JCS) over I-JSON (RFC 7493); bytes stored are bytes hashed are bytes in a receipt.
 *
 * <p>Reading is strict: UTF-8 only, no duplicate names, no lone surrogates, no trailing text, at most {@value #MAX_DEPTH} levels and
 * {@value #MAX_TOKENS} tokens, and no number that an IEEE 754 double would change.
 */
public final class CanonicalJson {

    /** Levels of nesting that are read. */
    public static final int MAX_DEPTH = 32;

    /** Brackets, names and values that are read: as many as fit into the memory of a chaincode on a small machine. */
    public static final int MAX_TOKENS = 1 << 19;

    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNumberLength(40)
                            .maxNameLength(256)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectReader ONE_OF_MANY =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CanonicalJson() {}

    /** The canonical bytes of a value. */
    public static byte[] bytes(JsonNode node) {
        try {
            return CanonicalWriter.bytes(node);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The canonical text of a value. */
    public static String text(JsonNode node) {
        return new String(bytes(node), StandardCharsets.UTF_8);
    }

    /** Reads JSON text; refuses with MALFORMED and never repeats the text. */
    public static JsonNode read(String json) {
        return parse(json);
    }

    /** Reads JSON bytes; refuses with MALFORMED and never repeats the text. */
    public static JsonNode read(byte[] json) {
        return parse(text(json));
    }

    /** The text that bytes are in UTF-8; refuses with MALFORMED. */
    public static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Refusal.of(Code.MALFORMED, "", "the text is not UTF-8");
        }
    }

    /** One value of a list as it is read. */
    public interface Item {
        /** Takes the value that begins on a line of the text. */
        void accept(int line, JsonNode value);
    }

    /** Reads a JSON list as strictly, one value after the other, so that the values need not be in memory together. */
    public static void readEach(byte[] json, Item each) {
        try (JsonParser parser = MAPPER.createParser(text(json))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw Refusal.of(Code.MALFORMED, "", "a JSON list is expected");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int line = parser.currentTokenLocation().getLineNr();
                JsonNode value = ONE_OF_MANY.readTree(parser);
                checkItem(line, value);
                each.accept(line, value);
            }
            if (parser.nextToken() != null) {
                throw Refusal.of(Code.MALFORMED, "", "there is text after the JSON value");
            }
        } catch (JsonProcessingException notJson) {
            throw Refusal.of(Code.MALFORMED, "", "the text is not I-JSON: " + place(notJson));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads JSON bytes that must already be canonical; refuses with MALFORMED when another byte sequence would be. */
    public static JsonNode readCanonical(byte[] json) {
        JsonNode node = read(json);
        if (!Arrays.equals(bytes(node), json)) {
            throw Refusal.of(Code.MALFORMED, "", "the text is not in canonical form (RFC 8785)");
        }
        return node;
    }

    private static JsonNode parse(String json) {
        JsonNode node;
        try (JsonParser parser = MAPPER.createParser(json)) {
            node = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw Refusal.of(Code.MALFORMED, "", "there is text after the JSON value");
            }
        } catch (JsonProcessingException notJson) {
            throw Refusal.of(Code.MALFORMED, "", "the text is not I-JSON: " + place(notJson));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (node == null || node.isMissingNode()) {
            throw Refusal.of(Code.MALFORMED, "", "the text is empty");
        }
        check(node, "");
        return node;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? "unreadable"
                : "unreadable at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static void checkItem(int line, JsonNode value) {
        try {
            check(value, "");
        } catch (RefusalException e) {
            throw Refusal.of(
                    e.refusal().code(),
                    e.refusal().field(),
                    "line " + line + ": " + e.refusal().detail());
        }
    }

    private static void check(JsonNode node, String path) {
        // without the path first: nearly every text is sound, and a path for every value costs more than the check
        if (!isSound(node)) {
            refuse(node, path);
        }
    }

    private static boolean isSound(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!isText(field.getKey()) || !isSound(field.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (!isSound(item)) {
                    return false;
                }
            }
            return true;
        }
        return node.isTextual()
                ? isText(node.textValue())
                : !node.isNumber() || refusalOf(node).isEmpty();
    }

    private static void refuse(JsonNode node, String path) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                checkText(field.getKey(), path);
                refuse(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuse(node.get(i), path + "[" + i + "]");
            }
        } else if (node.isTextual()) {
            checkText(node.textValue(), path);
        } else if (node.isNumber()) {
            refusalOf(node).ifPresent(detail -> {
                throw Refusal.of(Code.MALFORMED, path, detail);
            });
        }
    }

    private static void checkText(String text, String path) {
        if (!isText(text)) {
            throw Refusal.of(Code.MALFORMED, path, "the text has half a surrogate pair");
        }
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> refusalOf(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.canConvertToLong() && Math.abs(number.longValue()) <= MAX_SAFE_INTEGER
                    ? Optional.empty()
                    : Optional.of("the integer is beyond 2^53 - 1; send it as a string");
        }
        double value = number.doubleValue();
        return Double.isFinite(value)
                        && new java.math.BigDecimal(Double.toString(value)).compareTo(number.decimalValue()) == 0
                ? Optional.empty()
                : Optional.of("a double cannot carry the number; send it as a string");
    }
}
