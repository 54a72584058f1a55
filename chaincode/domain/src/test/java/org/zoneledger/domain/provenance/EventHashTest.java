package org.zoneledger.domain.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.canonical.CanonicalJson;

class EventHashTest {

    private static final Path VECTORS = Path.of("src", "vectors", "event-hash");

    static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.list(VECTORS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void is_that_of_the_reference_implementation(Path file) throws IOException {
        JsonNode vector = CanonicalJson.read(Files.readAllBytes(file));
        JsonNode document = vector.path("document");
        ObjectNode event =
                EventForm.canonical((ObjectNode) document.at("/epcisBody/eventList/0"), document.get("@context"));
        if (vector.has("preHash")) {
            assertThat(EventHash.preHash(event))
                    .isEqualTo(vector.path("preHash").asText());
        }
        assertThat(EventHash.of(event)).isEqualTo(vector.path("hash").asText());
    }

    @Nested
    class PreHash {

        private final ObjectNode event = event("{'type':'ObjectEvent','action':'OBSERVE'}");

        @Test
        void does_not_count_id_record_time_error_declaration_and_digests_of_what_is_restricted() {
            String before = EventHash.preHash(event);
            event.put("eventID", "urn:uuid:1").put("recordTime", "2026-01-01T00:00:00.000Z");
            event.putObject("errorDeclaration").put("declarationTime", "2026-01-01T00:00:00.000Z");
            event.putObject("zone:sealed").put("/x", "00");
            event.putObject("zone:salts").put("/x", "00");
            assertThat(EventHash.preHash(event)).isEqualTo(before).isEqualTo("eventType=ObjectEventaction=OBSERVE");
        }

        @Test
        void orders_what_has_no_place_by_code_point() {
            event.set("@context", event("{'ns1':'https://a.example/'}"));
            event.putArray("sourceList").addObject().put("type", "location").put("source", "urn:x:1");
            event.putObject("ilmd")
                    .put("ns1:b", "2")
                    .put("ns1:a", "\uD840\uDC00")
                    .put("ns1:A", "\uFFFD");
            event.putArray("ns1:list").add("\uD840\uDC00").add("\uFFFD");
            assertThat(EventHash.preHash(event))
                    .endsWith("action=OBSERVEilmd{https://a.example/}A=\uFFFD{https://a.example/}a=\uD840\uDC00"
                            + "{https://a.example/}b=2sourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=urn:x:1"
                            + "{https://a.example/}list=\uFFFD{https://a.example/}list=\uD840\uDC00");
        }

        @Test
        void leaves_a_word_of_the_zone_as_everybody_else_would() {
            event.put("bizStep", "transforming");
            assertThat(EventHash.preHash(event)).endsWith("bizStep=transforming");
        }

        @Test
        void takes_the_zones_fields_under_their_namespace() {
            event.putObject("zone:place").put("zh", "桐乡").put("country", "CN");
            assertThat(EventHash.preHash(event)).endsWith("{https://zoneledger.org/ns/}placecountry=CNzh=桐乡");
        }

        @ParameterizedTest
        @CsvSource({
            "200.0, 200",
            "0.50, 0.5",
            "0.0001, 0.0001",
            "0.00001, 1e-05",
            "-0.0000123, -1.23e-05",
            "1E-12, 1e-12",
            "0.000, 0",
            "1E+22, 10000000000000000000000",
            "1.2345E+25, 12344999999999999704301568",
            "9007199254740991, 9007199254740991",
            "-18.5, -18.5"
        })
        void writes_numbers_as_the_reference_implementation_does(String number, String written) {
            assertThat(EventHash.number(new BigDecimal(number))).isEqualTo(written);
        }
    }

    private static ObjectNode event(String text) {
        return (ObjectNode) CanonicalJson.read(text.replace('\'', '"'));
    }
}
