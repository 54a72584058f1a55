package org.zoneledger.domain.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.provenance.EventRules.Mention;
import org.zoneledger.domain.provenance.EventRules.Part;

class EventRulesTest {

    private static final Path VECTORS = Path.of("src", "vectors", "event");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    static List<Path> valid() throws IOException {
        return vectors("valid-");
    }

    static List<Path> errors() throws IOException {
        return vectors("error-");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void accepts_every_valid_vector(Path vector) throws IOException {
        assertThatCode(() -> EventRules.check(event(vector), NOW)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void refuses_every_error_vector_with_its_code_and_field(Path vector) throws IOException {
        JsonNode expected = read(vector).path("refusal");
        Refused.with(
                Code.valueOf(expected.path("code").asText()),
                expected.path("field").asText(),
                () -> EventRules.check(event(vector), NOW));
    }

    @Nested
    class Mentions {

        @Test
        void name_every_epc_in_its_canonical_form() {
            assertThat(epcs(event(VECTORS.resolve("valid-aggregation.json"))))
                    .containsExactly(
                            "https://id.gs1.org/00/169300000000000018", "https://id.gs1.org/01/16930000000018/21/A001");
        }

        @Test
        void take_both_spellings_of_an_epc_for_the_same() {
            assertThat(epcs(event(VECTORS.resolve("valid-object-urn.json"))))
                    .isEqualTo(epcs(event(VECTORS.resolve("valid-object.json"))));
        }

        @Test
        void tell_the_parent_from_its_children() {
            assertThat(mentions("valid-aggregation"))
                    .containsExactly(
                            "PARENT https://id.gs1.org/00/169300000000000018",
                            "CHILD https://id.gs1.org/01/16930000000018/21/A001");
        }

        @Test
        void tell_inputs_from_outputs() {
            assertThat(mentions("valid-transformation"))
                    .containsExactly(
                            "INPUT https://id.gs1.org/01/06930000000028/10/YARN1",
                            "OUTPUT https://id.gs1.org/01/16930000000018/10/B20260115");
        }

        @Test
        void name_single_objects_before_quantities_and_the_same_object_as_often_as_the_event_does() {
            ObjectNode event = event(VECTORS.resolve("valid-object.json"));
            event.withArray("/epcList").add("urn:epc:id:sgtin:6930000.100001.A001");
            event.putArray("quantityList").addObject().put("epcClass", "https://id.gs1.org/01/06930000000028");
            assertThat(EventRules.mentions(event))
                    .extracting(Mention::part, mention -> mention.link().uri())
                    .containsExactly(
                            tuple(Part.OBJECT, "https://id.gs1.org/01/16930000000018/21/A001"),
                            tuple(Part.OBJECT, "https://id.gs1.org/01/16930000000018/21/A001"),
                            tuple(Part.OBJECT, "https://id.gs1.org/01/06930000000028"));
        }

        @Test
        void leave_out_places_and_parties() {
            assertThat(epcs(event(VECTORS.resolve("valid-object-trade.json"))))
                    .containsExactly("https://id.gs1.org/01/16930000000018/21/A001");
        }

        @Test
        void are_none_in_an_event_that_names_none() {
            assertThat(EventRules.mentions(JsonNodeFactory.instance.objectNode()))
                    .isEmpty();
        }

        @Test
        void refuse_what_cannot_be_read_and_name_its_field() {
            ObjectNode event = event(VECTORS.resolve("valid-object.json"));
            event.withArray("/epcList").add(7);
            Refused.with(Code.DIGITAL_LINK_INVALID, "epcList[1]", () -> EventRules.mentions(event));
            ObjectNode quantity = event(VECTORS.resolve("valid-transformation.json"));
            ((ObjectNode) quantity.at("/outputQuantityList/0")).remove("epcClass");
            Refused.with(
                    Code.DIGITAL_LINK_INVALID, "outputQuantityList[0].epcClass", () -> EventRules.mentions(quantity));
            ObjectNode parent = event(VECTORS.resolve("valid-aggregation.json")).put("parentID", "box 1");
            Refused.with(Code.DIGITAL_LINK_INVALID, "parentID", () -> EventRules.mentions(parent));
        }

        private List<String> mentions(String vector) {
            return EventRules.mentions(event(VECTORS.resolve(vector + ".json"))).stream()
                    .map(mention -> mention.part() + " " + mention.link().uri())
                    .toList();
        }
    }

    @Test
    void tells_what_an_event_makes_from_what_it_uses() {
        ObjectNode knitting = event(VECTORS.resolve("valid-transformation.json"));
        assertThat(EventRules.gtins(knitting)).containsExactly("06930000000028", "16930000000018");
        assertThat(EventRules.madeGtins(knitting)).containsExactly("16930000000018");
        assertThat(EventRules.madeGtins(event(VECTORS.resolve("valid-object-trade.json"))))
                .isEmpty();
    }

    @Test
    void answers_mutated_events_with_a_refusal_and_nothing_else() throws IOException {
        Random random = new Random(20260115);
        List<Path> vectors = valid();
        for (int i = 0; i < 4000; i++) {
            ObjectNode event = event(vectors.get(random.nextInt(vectors.size())));
            mutate(event, random);
            try {
                EventRules.check(event, NOW);
                epcs(event);
                EventRules.madeGtins(event);
            } catch (RefusalException expected) {
                assertThat(expected.refusal().detail()).isNotBlank();
            }
        }
    }

    private static void mutate(ObjectNode event, Random random) {
        List<String> names = new ArrayList<>();
        event.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        JsonNodeFactory json = JsonNodeFactory.instance;
        switch (random.nextInt(7)) {
            case 0 -> event.remove(name);
            case 1 -> event.put(name, random.nextInt());
            case 2 -> event.put(name, "\u0000" + random.nextInt());
            case 3 -> event.set(name, json.arrayNode().add(json.objectNode().put("epcClass", 1)));
            case 4 -> event.set(name, json.objectNode().put("id", "x"));
            case 5 -> event.set(name, json.nullNode());
            default -> event.set(name, json.arrayNode().add(event.deepCopy()));
        }
    }

    private static SortedSet<String> epcs(ObjectNode event) {
        SortedSet<String> found = new TreeSet<>();
        EventRules.mentions(event).forEach(mention -> found.add(mention.link().uri()));
        return found;
    }

    private static List<Path> vectors(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(VECTORS)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static ObjectNode event(Path vector) {
        return (ObjectNode) read(vector).path("event");
    }

    private static JsonNode read(Path vector) {
        try {
            return CanonicalJson.read(Files.readAllBytes(vector));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
