package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.EventScan;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.problem.ProblemException;
import org.zoneledger.gateway.provenance.SupplyChain.Chaos;

class EventQueryTest {

    private static final long SEED = 20261125;
    private static final int EVENTS = 400;

    @TempDir
    private Path directory;

    private final Chaos chaos = new Chaos(SEED, 8, 300);
    private Index index;

    @BeforeEach
    void open() {
        index = new Index(directory.resolve("index.db"));
        List<ObjectNode> events = chaos.events(EVENTS);
        for (int i = 0; i < events.size(); i++) {
            // a tenth of the events say more
            if (i % 10 == 0) {
                events.get(i)
                        .put("eventID", "urn:uuid:" + i)
                        .put("disposition", i % 20 == 0 ? "in_transit" : "https://ref.gs1.org/cbv/Disp-active")
                        .putObject("readPoint")
                        .put(
                                "id",
                                i % 30 == 0
                                        ? "urn:epc:id:sgln:6930000.00001.0"
                                        : "https://id.gs1.org/414/6930000000011/254/7");
            }
        }
        SupplyChain.add(index, events, 11);
    }

    @AfterEach
    void close() throws SQLException {
        index.close();
    }

    private EventQueryReader reader() {
        Records records = new Records(index);
        Events events = new Events(index);
        Visitor visitor = Visitor.standing(Optional.empty(), new Policy(records, index));
        return new EventQueryReader(new EventScan(index), events, new EventView(events, records, visitor), visitor);
    }

    private List<ObjectNode> all(EventQuery query, int perPage) {
        List<ObjectNode> found = new ArrayList<>();
        String token = null;
        do {
            EventQueryReader.Answer answer = reader().page(query, token, perPage);
            assertThat(answer.events()).hasSizeLessThanOrEqualTo(perPage);
            found.addAll(answer.events());
            token = answer.next().orElse(null);
        } while (token != null);
        return found;
    }

    private List<ObjectNode> all(String... parameters) {
        return all(EventQuery.parse(parameters(parameters)), 1000);
    }

    private static Map<String, List<String>> parameters(String... parameters) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], List.of(parameters[i + 1]));
        }
        return map;
    }

    private static EventQuery withoutSource(EventQuery query) {
        return new EventQuery(
                query.filters(),
                Optional.empty(),
                query.restricted(),
                query.recorded(),
                query.descending(),
                query.from(),
                query.to(),
                query.limit(),
                query.most());
    }

    @Nested
    class Answers {

        @Test
        void are_the_same_whether_they_are_looked_for_in_one_place_or_everywhere() {
            Random random = new Random(SEED);
            int found = 0;
            for (int each = 0; each < 120; each++) {
                Map<String, List<String>> asked = new HashMap<>();
                for (int filter = 0; filter <= random.nextInt(2); filter++) {
                    String[] parameter = parameter(random);
                    asked.put(parameter[0], List.of(parameter[1]));
                }
                if (random.nextBoolean()) {
                    asked.put("orderBy", List.of(random.nextBoolean() ? "eventTime" : "recordTime"));
                }
                EventQuery query = EventQuery.parse(asked);
                List<ObjectNode> expected = all(withoutSource(query), 1000);
                assertThat(all(query, 1 + random.nextInt(20)))
                        .as(asked.toString())
                        .isEqualTo(expected);
                found += expected.size();
            }
            assertThat(found).isGreaterThan(2_000);
        }

        private String[] parameter(Random random) {
            String thing = chaos.thing();
            boolean isClass = thing.contains("/10/");
            return switch (random.nextInt(6)) {
                case 0, 1 -> new String[] {isClass ? "MATCH_anyEPCClass" : "MATCH_anyEPC", thing + "|" + thing};
                case 2 -> new String[] {"EQ_bizStep", "shipping|https://ref.gs1.org/cbv/BizStep-receiving"};
                case 3 -> new String[] {"eventType", "AggregationEvent|TransformationEvent"};
                case 4 -> new String[] {"EQ_ILMD_cbvmda:lotNumber", "B1|B2|B3"};
                default -> new String[] {"EQ_action", random.nextBoolean() ? "ADD" : "DELETE|OBSERVE"};
            };
        }

        @Test
        void without_a_filter_are_all_events_by_time() {
            List<ObjectNode> events = all();
            assertThat(events).hasSize(EVENTS);
            assertThat(events)
                    .isSortedAccordingTo(java.util.Comparator.comparing((ObjectNode event) ->
                            java.time.Instant.parse(event.path("eventTime").asText())));
        }

        @Test
        void end_where_the_time_does() {
            String from = "2025-10-09T08:55:00Z";
            String to = "2025-10-09T08:57:00Z";
            assertThat(all("GE_eventTime", from, "LT_eventTime", to))
                    .isNotEmpty()
                    .allMatch(event -> event.path("eventTime").asText().compareTo(from) >= 0
                            && event.path("eventTime").asText().compareTo(to) < 0);
        }

        @Test
        void are_as_many_as_the_count_limit() {
            EventQuery query = EventQuery.parse(parameters("eventCountLimit", "7", "orderBy", "eventTime"));
            assertThat(all(query, 3))
                    .hasSize(7)
                    .isEqualTo(all("orderBy", "eventTime").subList(0, 7));
        }

        @Test
        void are_refused_when_there_are_more_than_was_borne() {
            assertThat(all("maxEventCount", "400")).hasSize(400);
            assertThatThrownBy(() -> all("maxEventCount", "399"))
                    .isInstanceOfSatisfying(
                            RefusalException.class,
                            e -> assertThat(e.refusal().code()).isEqualTo(Refusal.Code.TOO_LARGE));
        }
    }

    @Nested
    class Spellings {

        @Test
        void of_one_disposition_are_one() {
            assertThat(all("EQ_disposition", "active"))
                    .hasSize(20)
                    .isEqualTo(all("EQ_disposition", "urn:epcglobal:cbv:disp:active"))
                    .isEqualTo(all("EQ_disposition", "https://ref.gs1.org/cbv/Disp-active"));
        }

        @Test
        void of_one_place_are_one_and_a_place_holds_what_lies_within() {
            assertThat(all("EQ_readPoint", "https://id.gs1.org/414/6930000000011"))
                    .hasSize(14);
            assertThat(all("EQ_readPoint", "urn:epc:id:sgln:6930000.00001.7")).hasSize(26);
            assertThat(all("WD_readPoint", "https://id.gs1.org/414/6930000000011"))
                    .hasSize(40);
        }

        @Test
        void of_an_event_id_are_as_they_were_captured() {
            assertThat(all("EQ_eventID", "urn:uuid:10|urn:uuid:20|urn:uuid:11")).hasSize(2);
        }
    }

    @Nested
    class Parameters {

        @ParameterizedTest
        @CsvSource({
            "orderBy, VALUE_INVALID, orderBy",
            "orderDirection, VALUE_INVALID, orderDirection",
            "maxEventCount, VALUE_INVALID, maxEventCount",
            "GE_eventTime, TIME_INVALID, GE_eventTime",
            "LT_recordTime, TIME_INVALID, LT_recordTime",
            "MATCH_epc, DIGITAL_LINK_INVALID, MATCH_epc",
            "EQ_quantity, VALUE_INVALID, EQ_quantity"
        })
        void that_cannot_be_understood_are_refused_by_name(String name, Refusal.Code code, String field) {
            assertThatThrownBy(() -> all(name, "nonsense")).isInstanceOfSatisfying(RefusalException.class, e -> {
                assertThat(e.refusal().code()).isEqualTo(code);
                assertThat(e.refusal().field()).isEqualTo(field);
            });
        }

        @ParameterizedTest
        @CsvSource({
            "EQ_nothing, EQ_nothing",
            "HASATTR_bizLocation, HASATTR_bizLocation",
            "GE_errorDeclaration_time, GE_errorDeclaration_time",
            "PLANTED33042119701225003, ''"
        })
        void that_there_are_none_of_are_a_bad_request(String name, String field) {
            assertThatThrownBy(() -> all(name, "7")).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().status()).isEqualTo(400);
                assertThat(e.problem().code()).isEqualTo("PARAMETER_UNKNOWN");
                assertThat(e.problem().field()).isEqualTo(field);
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "EQ_bizTransaction_po",
                    "EQ_source_owning_party",
                    "EQ_destination_location",
                    "EQ_quantity",
                    "GT_quantity"
                })
        void about_what_is_restricted_are_not_for_everybody(String name) {
            assertThatThrownBy(() -> all(name, "7")).isInstanceOfSatisfying(RefusalException.class, e -> assertThat(
                            e.refusal().code())
                    .isEqualTo(Refusal.Code.NOT_PERMITTED));
        }

        @Test
        void of_instances_take_no_class_and_those_of_classes_no_instance() {
            assertThatThrownBy(() -> all("MATCH_anyEPC", SupplyChain.batch(1))).isInstanceOf(RefusalException.class);
            assertThatThrownBy(() -> all("MATCH_anyEPCClass", SupplyChain.item(1)))
                    .isInstanceOf(RefusalException.class);
        }
    }
}
