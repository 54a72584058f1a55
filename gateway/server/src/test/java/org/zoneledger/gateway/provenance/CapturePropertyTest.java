package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.LogWatch;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

/** Documents that are hostile or broken, sent where captures come in: each is refused by a code, whatever it is. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class CapturePropertyTest extends RunningGateway {

    private static final long SEED = 20261127;
    private static final int MUTATIONS = 250;
    private static final String PLANTED = "PLANTED-33042119701225003";
    private static final List<Integer> REFUSALS = List.of(400, 413, 415, 422);

    /** What takes a value's place in a JSON document. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "\"" + PLANTED + "\"",
            "1e999",
            "-1e-999",
            "0.1000000000000000055511151231257827",
            "9007199254740993",
            "9".repeat(39),
            "9".repeat(5000),
            "01",
            "NaN",
            "\"\\uD800\"",
            "\"\\uDC00\\uD800\"",
            "\"\\u0000\"",
            "\"\\u202E\\uFFFF\"",
            "\"" + "x".repeat(70_000) + "\"",
            "[".repeat(33) + "]".repeat(33),
            "{\"a\":".repeat(40) + "1" + "}".repeat(40),
            "{\"type\":\"x\",\"type\":\"y\"}",
            "{\"\":1}",
            "{\"" + "n".repeat(300) + "\":1}");

    /** What is put anywhere into a text. */
    private static final List<String> PIECES = List.of(
            "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u", "\uFEFF", "\uFFFF", "/*", "//", "\0", "<", ">", "&x;",
            "&#0;", "<!--");

    /** Documents made to cost more than they weigh, or to be read in two ways. */
    private enum Hostile {
        DEEP_LISTS("application/json", "[".repeat(200_000)),
        DEEP_OBJECTS("application/json", "{\"a\":".repeat(200_000)),
        DEEP_CLOSED("application/ld+json", "[".repeat(100_000) + "]".repeat(100_000)),
        MANY_NAMES("application/json", "{" + names(300_000) + "}"),
        MANY_VALUES("application/json", "[" + "0,".repeat(700_000) + "0]"),
        LONG_NUMBER("application/json", "{\"type\":" + "7".repeat(1_000_000) + "}"),
        LONG_FRACTION("application/json", "{\"type\":0." + "7".repeat(1_000_000) + "}"),
        LARGE_EXPONENT("application/json", "{\"type\":1e1000000000}"),
        LONG_NAME("application/json", "{\"" + "n".repeat(1_000_000) + "\":1}"),
        LONG_TEXT("application/json", "{\"type\":\"" + "t".repeat(5_000_000) + "\"}"),
        TWO_DOCUMENTS("application/json", "{} {}"),
        OVERLONG_UTF8("application/json", "{\"type\":\"\u00C0\u00AF\"}", StandardCharsets.ISO_8859_1),
        SURROGATES_IN_UTF8("application/json", "\"\u00ED\u00A0\u0080\"", StandardCharsets.ISO_8859_1),
        UTF_16("application/json", "{\"type\":\"EPCISDocument\"}", StandardCharsets.UTF_16),
        NOTHING("application/json", ""),
        BLANKS("application/xml", " ".repeat(100_000)),
        LAUGHS("application/xml", "<!DOCTYPE a [<!ENTITY b \"ha\">" + laughs() + "]><a>&b9;</a>"),
        QUADRATIC(
                "application/xml",
                "<!DOCTYPE a [<!ENTITY b \"" + "b".repeat(50_000) + "\">]><a>" + "&b;".repeat(9_000) + "</a>"),
        OUTSIDE_ENTITY("text/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>"),
        OUTSIDE_SUBSET("text/xml", "<!DOCTYPE a SYSTEM \"http://localhost:1/a.dtd\"><a/>"),
        PARAMETER_ENTITY("text/xml", "<!DOCTYPE a [<!ENTITY % b SYSTEM \"http://localhost:1/\"> %b;]><a/>"),
        INCLUSION(
                "application/xml",
                "<a xmlns:i=\"http://www.w3.org/2001/XInclude\"><i:include href=\"file:///etc/hostname\" parse=\"text\"/></a>"),
        DEEP_ELEMENTS("application/xml", "<a>".repeat(200_000)),
        MANY_ELEMENTS("application/xml", "<a>" + "<b/>".repeat(400_000) + "</a>"),
        MANY_ATTRIBUTES("application/xml", "<a " + attributes(100_000) + "/>"),
        MANY_NAMESPACES("application/xml", "<a " + namespaces(50_000) + "/>"),
        LONG_XML_NAME("application/xml", "<" + "n".repeat(1_000_000) + "/>"),
        TWO_ATTRIBUTES("application/xml", "<a b=\"1\" b=\"2\"/>"),
        OTHER_ENCODING("application/xml", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>"),
        UTF_16_XML("application/xml", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", StandardCharsets.UTF_16),
        FORBIDDEN_CHARACTERS("application/xml", "<a>\u0001\uFFFE&#xD800;&#0;</a>"),
        STYLESHEET("application/xml", "<?xml-stylesheet href=\"http://localhost:1/\"?><a/>");

        private final String type;
        private final String text;
        private final Charset charset;

        Hostile(String type, String text) {
            this(type, text, StandardCharsets.UTF_8);
        }

        Hostile(String type, String text, Charset charset) {
            this.type = type;
            this.text = text;
            this.charset = charset;
        }

        private static String laughs() {
            StringBuilder entities = new StringBuilder("<!ENTITY b0 \"ha\">");
            for (int i = 1; i < 10; i++) {
                entities.append("<!ENTITY b")
                        .append(i)
                        .append(" \"")
                        .append(("&b" + (i - 1) + ";").repeat(10))
                        .append("\">");
            }
            return entities.toString();
        }

        private static String names(int count) {
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < count; i++) {
                names.append(i == 0 ? "\"" : ",\"").append(i).append("\":0");
            }
            return names.toString();
        }

        private static String attributes(int count) {
            StringBuilder attributes = new StringBuilder();
            for (int i = 0; i < count; i++) {
                attributes.append(" a").append(i).append("=\"\"");
            }
            return attributes.toString();
        }

        private static String namespaces(int count) {
            return attributes(count).replace(" a", " xmlns:a").replace("\"\"", "\"urn:a\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_hostile_document_is_refused_by_a_code(Hostile hostile) throws Exception {
        byte[] body = hostile.text.getBytes(hostile.charset);
        try (LogWatch log = new LogWatch()) {
            assertThat(complaint("/capture", hostile.type, body)).isEmpty();
            if (hostile.type.endsWith("json")) {
                assertThat(complaint("/events", hostile.type, body)).isEmpty();
            }
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
        }
    }

    @Test
    void mutated_json_is_refused_by_a_code_and_never_repeated() throws Exception {
        Random random = new Random(SEED);
        List<String> complaints = new ArrayList<>();
        try (LogWatch log = new LogWatch()) {
            for (int i = 0; i < MUTATIONS; i++) {
                boolean isEvent = i % 3 == 0;
                ObjectNode event = Past.shipment("M" + random.nextInt(9)).put("eventID", "urn:uuid:" + i);
                String text = (isEvent ? event : Past.document(Past.commissioning("M1"), event)).toString();
                byte[] body = mutated(text, random).getBytes(StandardCharsets.UTF_8);
                complaints.add(complaint(isEvent ? "/events" : "/capture", "application/json", flipped(body, random)));
            }
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.contains(PLANTED));
        }
        assertThat(complaints).filteredOn(each -> !each.isEmpty()).isEmpty();
    }

    @Test
    void mutated_xml_is_refused_by_a_code() throws Exception {
        Random random = new Random(SEED);
        List<Path> vectors = EpcisXmlWireTest.vectors();
        List<String> complaints = new ArrayList<>();
        try (LogWatch log = new LogWatch()) {
            for (int i = 0; i < MUTATIONS; i++) {
                StringBuilder text = new StringBuilder(Files.readString(vectors.get(random.nextInt(vectors.size()))));
                text.insert(random.nextInt(text.length()), pick(random, PIECES));
                byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
                complaints.add(complaint("/capture", "application/xml", flipped(body, random)));
            }
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
        }
        assertThat(complaints).filteredOn(each -> !each.isEmpty()).isEmpty();
    }

    /** What is wrong about the answer to a document; the signature is over another one, so that none is captured. */
    private String complaint(String path, String type, byte[] body) throws Exception {
        Answer answer = as(People.CLERK)
                .send(
                        "POST",
                        path,
                        body,
                        "Content-Type",
                        type,
                        "Idempotency-Key",
                        newId(),
                        "Zone-Salt",
                        SALT,
                        "Zone-Signature",
                        "a..b");
        boolean isRefused = REFUSALS.contains(answer.status()) && !answer.code().isEmpty();
        return isRefused && !answer.body().contains(PLANTED)
                ? ""
                : String.format(Locale.ROOT, "%s to %d bytes as %s", answer, body.length, type);
    }

    /** A document with another value somewhere, and a piece of noise one time in three. */
    private static String mutated(String json, Random random) {
        String[] parts = json.split(":", -1);
        int at = 1 + random.nextInt(parts.length - 1);
        String value = pick(random, VALUES);
        parts[at] = parts[at].replaceFirst("^(\"[^\"]*\"|[^,}\\]]*)", java.util.regex.Matcher.quoteReplacement(value));
        String text = String.join(":", parts);
        int place = random.nextInt(text.length());
        return random.nextInt(3) > 0 ? text : text.substring(0, place) + pick(random, PIECES) + text.substring(place);
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        for (int flips = random.nextInt(5) - 2; flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
