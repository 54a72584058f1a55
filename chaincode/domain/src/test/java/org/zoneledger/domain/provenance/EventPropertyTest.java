package org.zoneledger.domain.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.DisclosurePolicy;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.disclosure.Tier;

class EventPropertyTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);
    private static final String[] NAMES = {
        "type", "eventTime", "epcList", "quantityList", "ilmd", "readPoint", "sensorElementList", "@context",
                "zone:place", "a:b", "a:b:c",
        "https://x.example/y", "urn:x:y", "zone:sealed", "cbvmda:lotNumber", "id", "value", "x", "", " ",
                "errorDeclaration", "parentID",
        "{a}b", "__proto__", "recordTime", "persistentDisposition", "certificationInfo"
    };
    private static final String[] TEXTS = {
        "",
        " ",
        "x",
        "007",
        "1E5",
        "inf",
        "NaN",
        "-0",
        "1e-7",
        "12345678901234567891",
        "urn:epc:id:sgtin:1.2.3",
        "urn:epc:id:grai:..",
        "https://id.gs1.org/01/16930000000018/21/A",
        "https://id.gs1.org/8003/",
        "\u0000",
        "\uFFFE",
        "\uD840\uDC00",
        "2026-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59.999999999+18:00",
        "shipping",
        "urn:epcglobal:cbv:bizstep:",
        "gs1:",
        "geo:1,2",
        "x".repeat(500),
        "\u0663"
    };

    @Test
    @Timeout(120)
    void random_and_mutated_events_end_in_one_form_or_in_a_refusal() throws IOException {
        Random random = new Random(20260118);
        List<Path> vectors = EventRulesTest.valid();
        int accepted = 0;
        for (int i = 0; i < 6000; i++) {
            ObjectNode event =
                    (ObjectNode) CanonicalJson.read(Files.readAllBytes(vectors.get(random.nextInt(vectors.size()))))
                            .path("event");
            for (int j = random.nextInt(3); j > 0; j--) {
                mutate(event, random, 0);
            }
            accepted += isAccepted(event) ? 1 : 0;
        }
        assertThat(accepted).isBetween(600, 5400);
    }

    @Test
    @Timeout(60)
    void noise_in_the_shape_of_json_ends_in_a_refusal() {
        Random random = new Random(20260119);
        for (int i = 0; i < 6000; i++) {
            JsonNode noise = value(random, 0);
            try {
                Page.split(document(noise instanceof ObjectNode event ? event : JSON.objectNode()), SEED, NOW);
                Page.split(noise, SEED, NOW);
            } catch (RefusalException expected) {
                assertThat(expected.refusal().detail()).isNotBlank();
            }
        }
    }

    @Test
    @Timeout(60)
    void nothing_is_public_that_the_policy_does_not_open() {
        Random random = new Random(20260120);
        for (int i = 0; i < 3000; i++) {
            ObjectNode event = object(random, 0);
            event.remove(EventParts.SEALED);
            EventParts parts = EventParts.split(event, SEED, NOW);
            ObjectNode open = parts.open().deepCopy();
            ObjectNode seen = DisclosurePolicy.inForce().view("event", open, Set.of(Tier.T0), NOW);
            assertThat(scalars(open)).as(event.toString()).isEqualTo(scalars(seen));
            assertThat(parts.join()).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(
            strings = {
                "{\"type\":\"EPCISDocument\",\"type\":\"EPCISDocument\"}",
                "{\"epcisBody\":{\"eventList\":[{\"a\":1e999}]}}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":123456789012345678901234567890123456789012345}",
                "{\"a\":1.00000000000000000001}",
                "[1,2",
                "\uFEFF{}"
            })
    void text_that_is_not_what_it_seems_is_refused_by_the_reader(String text) {
        assertThat(isRefused(text)).isTrue();
    }

    @Test
    @Timeout(20)
    void levels_without_end_are_refused() {
        assertThat(isRefused("[".repeat(1_000_000))).isTrue();
        assertThat(isRefused("{\"a\":".repeat(100_000))).isTrue();
    }

    private static boolean isRefused(String text) {
        try {
            Page.split(CanonicalJson.read(text), SEED, NOW);
            return false;
        } catch (RefusalException expected) {
            return true;
        }
    }

    /** Whether the ledger would take the event; what it takes is in its one form, can be hashed, divided and put together again. */
    private static boolean isAccepted(ObjectNode sent) {
        try {
            Page page = Page.split(document(sent), SEED, NOW);
            Page read = Page.read(page.eventBytes(), page.restrictedBytes());
            ObjectNode whole = read.whole(0);
            EventRules.check(whole, NOW);
            EventForm.check(whole, new Keys());
            ObjectNode open = read.events().get(0);
            assertThat(DisclosurePolicy.inForce().view("event", open, Set.of(Tier.T0), NOW))
                    .as("what everybody sees is what is under the root")
                    .isEqualTo(open);
            assertThat(EventForm.canonical(whole, null)).isEqualTo(whole);
            new EventParts(read.events().get(0), read.restricted().getOrDefault(0, Sealed.none()))
                    .mustBeDividedByPolicy(whole, NOW);
            assertThat(EventHash.of(whole)).matches("ni:///sha-256;[0-9a-f]{64}\\?ver=CBV2\\.0");
            assertThat(EventHash.of(EventForm.canonical(sent, null))).isEqualTo(EventHash.of(whole));
            EventRules.mentions(whole);
            return true;
        } catch (RefusalException expected) {
            assertThat(expected.refusal().detail()).isNotBlank();
            return false;
        }
    }

    private static ObjectNode document(ObjectNode event) {
        ObjectNode document = JSON.objectNode().put("type", "EPCISDocument").put("schemaVersion", "2.0");
        document.put("@context", "https://ref.gs1.org/standards/epcis/epcis-context.jsonld");
        document.putObject("epcisBody").putArray("eventList").add(event);
        return document;
    }

    private static void mutate(ObjectNode object, Random random, int depth) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() || random.nextInt(4) == 0
                ? NAMES[random.nextInt(NAMES.length)]
                : names.get(random.nextInt(names.size()));
        JsonNode inner = object.path(name).isArray() ? object.path(name).path(0) : object.path(name);
        if (inner instanceof ObjectNode deeper && depth < 5 && random.nextInt(3) > 0) {
            mutate(deeper, random, depth + 1);
        } else if (random.nextInt(5) == 0) {
            object.remove(name);
        } else {
            object.set(name, value(random, depth));
        }
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 9)) {
            case 0 -> JSON.numberNode(random.nextInt());
            case 1 -> CanonicalJson.read(Double.toString(random.nextInt(1000) / 8.0 - 20));
            case 2 -> JSON.booleanNode(random.nextBoolean());
            case 3 -> random.nextInt(4) == 0 ? JSON.nullNode() : JSON.textNode("L-" + random.nextInt(100));
            case 4, 5 -> JSON.textNode(TEXTS[random.nextInt(TEXTS.length)]);
            case 6 -> list(random, depth + 1);
            default -> object(random, depth + 1);
        };
    }

    private static ArrayNode list(Random random, int depth) {
        ArrayNode list = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(NAMES[random.nextInt(NAMES.length)], value(random, depth));
        }
        return object;
    }

    /** Everything that a value says, without the frames it says it in. */
    private static List<String> scalars(JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.isValueNode()) {
            found.add(node.toString());
        }
        node.forEach(inner -> found.addAll(scalars(inner)));
        return found;
    }
}
