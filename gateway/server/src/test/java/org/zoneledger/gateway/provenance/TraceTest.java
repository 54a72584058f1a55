package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Links;
import org.zoneledger.gateway.provenance.SupplyChain.Chaos;
import org.zoneledger.gateway.provenance.Trace.Direction;

class TraceTest {

    private static final long SEED = 20261125;

    @TempDir
    private Path directory;

    private Index index(List<ObjectNode> events, int each) {
        Index index = new Index(directory.resolve("index-" + events.hashCode() + "-" + each + ".db"));
        SupplyChain.add(index, events, each);
        return index;
    }

    private static Set<String> trace(Index index, String start, Direction direction, Optional<Long> at, long height) {
        return index.read(connection -> {
            long known = Links.known(connection, height);
            try (Links links = new Links(connection, known)) {
                Trace trace = new Trace(links.id(start), direction, at, known);
                trace.advance(links, Integer.MAX_VALUE, Long.MAX_VALUE);
                assertThat(trace.cut()).isEmpty();
                Set<String> found = new TreeSet<>();
                for (Trace.Node node : trace.nodes()) {
                    found.add(node.role() + " " + links.uri(node.thing()));
                }
                // also when no event up to the height names it
                found.add("goods " + start);
                return found;
            }
        });
    }

    @Nested
    class OfAYarnLot {

        private static final String YARN = SupplyChain.batch(1);
        private static final String SWEATER = SupplyChain.item(1);
        private static final String OTHER = SupplyChain.item(2);
        private static final String LATER = SupplyChain.item(3);
        private static final String BOX = SupplyChain.unit(1);
        private static final String PALLET = SupplyChain.unit(2);

        @Test
        void does_not_touch_what_shares_a_box_with_its_sweater() throws SQLException {
            assertThat(forward(List.of(
                            SupplyChain.transformation(1, List.of(YARN), List.of(SWEATER)),
                            SupplyChain.packing(2, "ADD", BOX, List.of(SWEATER, OTHER)))))
                    .containsExactlyInAnyOrder("goods " + YARN, "goods " + SWEATER, "carrier " + BOX);
        }

        @Test
        void does_not_follow_a_box_that_the_sweater_has_left() throws SQLException {
            assertThat(forward(List.of(
                            SupplyChain.transformation(1, List.of(YARN), List.of(SWEATER)),
                            SupplyChain.packing(2, "ADD", BOX, List.of(SWEATER)),
                            SupplyChain.packing(3, "DELETE", BOX, List.of(SWEATER)),
                            SupplyChain.packing(4, "ADD", PALLET, List.of(BOX)))))
                    .doesNotContain("carrier " + PALLET);
        }

        @Test
        void goes_into_what_a_whole_box_became() throws SQLException {
            assertThat(forward(List.of(
                            SupplyChain.packing(1, "ADD", BOX, List.of(YARN)),
                            SupplyChain.transformation(2, List.of(BOX), List.of(SWEATER)))))
                    .contains("goods " + SWEATER);
        }

        @Test
        void does_not_go_into_what_was_made_before_it_was_there() throws SQLException {
            assertThat(forward(List.of(
                            SupplyChain.transformation(5, List.of(SupplyChain.batch(4)), List.of(YARN)),
                            SupplyChain.transformation(3, List.of(YARN), List.of(SWEATER)))))
                    .as("forward from the lot itself every use counts")
                    .contains("goods " + SWEATER);
            assertThat(trace(
                            List.of(
                                    SupplyChain.transformation(5, List.of(SupplyChain.batch(4)), List.of(YARN)),
                                    SupplyChain.transformation(3, List.of(YARN), List.of(SWEATER))),
                            SupplyChain.batch(4)))
                    .contains("goods " + YARN)
                    .doesNotContain("goods " + SWEATER);
        }

        @Test
        void of_a_box_is_what_was_in_it_at_that_moment() throws SQLException {
            List<ObjectNode> events = List.of(
                    SupplyChain.packing(1, "ADD", BOX, List.of(SWEATER)),
                    SupplyChain.packing(3, "DELETE", BOX, List.of()),
                    SupplyChain.packing(5, "ADD", BOX, List.of(LATER)));
            Index index = index(events, 1);
            assertThat(TraceTest.trace(index, BOX, Direction.forward, Optional.of(SupplyChain.millis(2)), 3))
                    .containsExactlyInAnyOrder("goods " + BOX, "goods " + SWEATER, "carrier " + BOX);
            index.close();
        }

        private Set<String> forward(List<ObjectNode> events) throws SQLException {
            return trace(events, YARN);
        }

        private Set<String> trace(List<ObjectNode> events, String start) throws SQLException {
            Index index = index(events, 1);
            Set<String> found = TraceTest.trace(
                    index,
                    start,
                    Direction.forward,
                    Optional.empty(),
                    index.checkpoint().height());
            index.close();
            return found;
        }
    }

    @Nested
    class OfWhatWasDeclaredWrong {

        private static final String OTHER_SENDER = "91330400MA1B00021X";
        private static final String YARN = SupplyChain.batch(1);
        private static final String SWEATER = SupplyChain.item(1);
        private static final String BOX = SupplyChain.unit(1);
        private final ObjectNode knitting =
                SupplyChain.transformation(1, List.of(YARN), List.of(SWEATER)).put("eventID", "urn:uuid:1");
        private final ObjectNode packing =
                SupplyChain.packing(2, "ADD", BOX, List.of(SWEATER)).put("eventID", "urn:uuid:2");
        private final ObjectNode unpacking =
                SupplyChain.packing(3, "DELETE", BOX, List.of()).put("eventID", "urn:uuid:3");

        @Test
        void leads_nowhere_whether_the_declaration_came_later_or_before() throws SQLException {
            List<ObjectNode> declared = List.of(knitting, SupplyChain.declaredWrong(knitting));
            for (List<ObjectNode> events : List.of(declared, List.of(declared.get(1), declared.get(0)), declared)) {
                Index index = index(events, events == declared ? 1 : 2);
                assertThat(forward(index, index.checkpoint().height())).containsExactly("goods " + YARN);
                index.close();
            }
        }

        @Test
        void led_there_before_it_was_declared() throws SQLException {
            Index index = index(List.of(knitting, SupplyChain.declaredWrong(knitting)), 1);
            assertThat(forward(index, 1)).contains("goods " + SWEATER);
            index.close();
        }

        @Test
        void leads_on_when_another_enterprise_says_so() throws SQLException {
            Index index = index(List.of(knitting), 1);
            index.add(SupplyChain.block(1, OTHER_SENDER, List.of(SupplyChain.declaredWrong(knitting))), List.of());
            assertThat(forward(index, 2)).contains("goods " + SWEATER);
            index.close();
        }

        @Test
        void ends_no_stay() throws SQLException {
            List<ObjectNode> later = List.of(SupplyChain.packing(4, "ADD", SupplyChain.unit(2), List.of(BOX)));
            Index index =
                    index(List.of(knitting, packing, unpacking, later.get(0), SupplyChain.declaredWrong(unpacking)), 1);
            assertThat(forward(index, 4)).doesNotContain("carrier " + SupplyChain.unit(2));
            assertThat(forward(index, 5)).contains("carrier " + SupplyChain.unit(2));
            index.close();
        }

        @Test
        void is_not_the_last_that_happened_to_a_thing() throws SQLException {
            ObjectNode sent = SupplyChain.move(5, "shipping", SWEATER).put("eventID", "urn:uuid:4");
            Index index = index(List.of(knitting, sent, SupplyChain.declaredWrong(sent)), 1);
            index.read(connection -> {
                try (Links links = new Links(connection, 3)) {
                    long sweater = links.id(SWEATER);
                    assertThat(links.lastEvent(sweater)).isEqualTo(1);
                    assertThat(new CustodyReader(links).gaps(sweater, Trace.Level.item))
                            .isEmpty();
                }
                try (Links links = new Links(connection, 2)) {
                    assertThat(links.lastEvent(links.id(SWEATER))).isEqualTo(2);
                }
                return null;
            });
            index.close();
        }

        private Set<String> forward(Index index, long height) {
            return trace(index, YARN, Direction.forward, Optional.empty(), height);
        }
    }

    @Nested
    class OfAnything {

        @ParameterizedTest
        @EnumSource
        void finds_exactly_what_walking_through_time_finds(Direction direction) throws SQLException {
            int reached = 0;
            for (int world = 0; world < 120; world++) {
                Chaos chaos = new Chaos(SEED + world, 2 + world % 9, 3 + world % 40);
                List<ObjectNode> events = chaos.eventsAndErrors(5 + world % 60);
                Index index = index(events, 1 + world % 13);
                for (int query = 0; query < 20; query++) {
                    String start = chaos.thing();
                    Optional<Long> at = chaos.moment();
                    Set<String> expected = WalkThroughTime.from(events, start, direction, at);
                    assertThat(trace(
                                    index,
                                    start,
                                    direction,
                                    at,
                                    index.checkpoint().height()))
                            .as("world %d, %s of %s at %s", world, direction, start, at)
                            .containsExactlyInAnyOrderElementsOf(expected);
                    reached += expected.size();
                }
                index.close();
            }
            assertThat(reached).as("the worlds are connected").isGreaterThan(10_000);
        }

        @Test
        void leads_back_from_wherever_it_leads_to() throws SQLException {
            for (int world = 0; world < 60; world++) {
                Chaos chaos = new Chaos(SEED - world, 2 + world % 9, 3 + world % 40);
                Index index = index(chaos.eventsAndErrors(5 + world % 60), 7);
                for (int query = 0; query < 10; query++) {
                    String start = chaos.thing();
                    String end = chaos.thing();
                    assertThat(reaches(index, start, Direction.forward, end))
                            .as("world %d, %s to %s", world, start, end)
                            .isEqualTo(reaches(index, end, Direction.backward, start));
                }
                index.close();
            }
        }

        @ParameterizedTest
        @EnumSource
        void is_the_same_at_a_height_whatever_came_later(Direction direction) throws SQLException {
            for (int world = 0; world < 60; world++) {
                Chaos chaos = new Chaos(SEED * 7 + world, 2 + world % 9, 3 + world % 40);
                List<ObjectNode> events = chaos.eventsAndErrors(40);
                Index index = index(events, 4);
                for (int query = 0; query < 20; query++) {
                    String start = chaos.thing();
                    int height = 1 + query % 9;
                    List<ObjectNode> until = events.subList(0, Math.min(events.size(), 4 * height));
                    Set<String> expected = WalkThroughTime.from(until, start, direction, Optional.empty());
                    Set<String> found = trace(index, start, direction, Optional.empty(), height);
                    assertThat(found)
                            .as("world %d, %s of %s at height %d", world, direction, start, height)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
                index.close();
            }
        }

        private boolean reaches(Index index, String start, Direction direction, String end) {
            Set<String> found = trace(
                    index,
                    start,
                    direction,
                    Optional.empty(),
                    index.checkpoint().height());
            return found.contains("goods " + end) || found.contains("carrier " + end);
        }
    }
}
