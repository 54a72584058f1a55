package org.zoneledger.domain.identifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** Makes {@code valid-generated.json}: run its main in the module's folder. */
final class IdentifierVectors {
    static final Path FOLDER = Path.of("src", "vectors", "identifier");
    static final Path GENERATED = FOLDER.resolve("valid-generated.json");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String SET_82 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!\"%&'()*+,-./:;<=>?_";

    private final Random random;

    IdentifierVectors(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] args) throws IOException {
        Files.writeString(GENERATED, generated());
    }

    /** The content of the generated file. */
    static String generated() throws JsonProcessingException {
        IdentifierVectors vectors = new IdentifierVectors(20260401);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            lines.add(line("uscc", vectors.uscc().value()));
            lines.add(line("gtin", vectors.gtin().value()));
            lines.add(line("gln", vectors.gln().value()));
            lines.add(line("sscc", vectors.sscc().value()));
            lines.add(line("customsCode", vectors.customsCode().value()));
            lines.add(line("digitalLink", vectors.digitalLink().uri()));
        }
        return "[\n  " + String.join(",\n  ", lines) + "\n]\n";
    }

    static List<JsonNode> read(String file) {
        try {
            return StreamSupport.stream(
                            JSON.readTree(Files.readString(FOLDER.resolve(file)))
                                    .spliterator(),
                            false)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a text as the named type and writes it again. */
    static String readAndWrite(String type, String text) {
        Map<String, UnaryOperator<String>> parsers = Map.of(
                "uscc", t -> Uscc.parse(t).toString(),
                "customsCode", t -> CustomsCode.parse(t).toString(),
                "gtin", t -> Gtin.parse(t).toString(),
                "gln", t -> Gln.parse(t).toString(),
                "sscc", t -> Sscc.parse(t).toString(),
                "residentId", t -> ResidentId.parse(t).toString(),
                "digitalLink", t -> DigitalLink.parse(t).uri(),
                "epc", t -> EpcUri.parse(t).uri());
        return parsers.get(type).apply(text);
    }

    Uscc uscc() {
        return Uscc.withCheckDigit("91" + text("0123456789", 6) + text(USCC, 9));
    }

    CustomsCode customsCode() {
        return CustomsCode.parse(text("0123456789", 4) + text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 6));
    }

    Gtin gtin() {
        return Gtin.withCheckDigit(text("0123456789", new int[] {7, 11, 12, 13}[random.nextInt(4)]));
    }

    Gln gln() {
        return Gln.withCheckDigit(text("0123456789", 12));
    }

    Sscc sscc() {
        return Sscc.withCheckDigit(text("0123456789", 17));
    }

    DigitalLink digitalLink() {
        return switch (random.nextInt(4)) {
            case 0 -> new DigitalLink.LogisticUnit(sscc());
            case 1 -> new DigitalLink.Place(gln(), qualifier());
            case 2 -> new DigitalLink.Party(gln());
            default -> new DigitalLink.Item(gtin(), qualifier(), qualifier(), qualifier());
        };
    }

    /** A text of the alphabet, now and then one that starts like an identifier. */
    String noise(int longest) {
        String start = List.of(
                        "", "", "urn:epc:id:sgtin:", "urn:epc:class:lgtin:6930000.", "https://a.b/01/", "91330402")
                .get(random.nextInt(6));
        StringBuilder noise = new StringBuilder(start);
        int length = random.nextInt(longest);
        for (int i = 0; i < length; i++) {
            noise.appendCodePoint(
                    random.nextInt(8) == 0
                            ? 1 + random.nextInt(0xFFFF)
                            : "0123456789./:%-XABCurn*".charAt(random.nextInt(23)));
        }
        return noise.toString();
    }

    private Optional<String> qualifier() {
        return random.nextBoolean() ? Optional.of(text(SET_82, 1 + random.nextInt(20))) : Optional.empty();
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String line(String type, String text) throws JsonProcessingException {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("type", type);
        line.put("text", text);
        return JSON.writeValueAsString(line);
    }
}
