package org.zoneledger.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.index.BlockReader;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Index.Checkpoint;
import org.zoneledger.gateway.index.Place;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.TestConfig;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.gateway.problem.ProblemException;
import org.zoneledger.gateway.stream.Streams.Item;

class StreamsTest {

    private static final Selection ALL = Selection.of(List.of(), "type", "");
    private static final int MANY = 250;

    @TempDir
    private Path directory;

    private final BlockReader reader = new BlockReader("zone");
    private final Chain chain = new Chain();
    private Index index;
    private Feed feed;
    private Streams streams;

    @BeforeEach
    void open() {
        index = new Index(directory.resolve("index.db"));
        Records records = new Records(index);
        feed = new Feed(
                records, index, new Policy(records, index), new TestConfig(directory, "localhost:1", directory));
        streams = new Streams(feed, 3, 2, Duration.ofMillis(300));
        streams.start();
    }

    @AfterEach
    void close() throws SQLException {
        streams.close();
        index.close();
    }

    @Nested
    class Readers {

        @Test
        void that_take_nothing_are_given_nothing_more() throws Exception {
            write(MANY);
            AssertSubscriber<Item> slow = subscribe("a", 3);
            Until.holds("three were given", () -> slow.getItems().size() == 3);
            write(MANY);
            Thread.sleep(700);
            assertThat(slow.getItems())
                    .as("no more than it asked for, and no heartbeat")
                    .hasSize(3);
            slow.request(2);
            Until.holds("two more", () -> slow.getItems().size() == 5);
        }

        @Test
        void that_take_all_are_given_every_version_once_and_in_order() throws Exception {
            write(MANY);
            AssertSubscriber<Item> quick = subscribe("a", Long.MAX_VALUE);
            write(MANY);
            Until.holds("all are there", () -> ids(quick).size() >= 2 * MANY);
            List<String> expected = new ArrayList<>();
            for (int block = 0; block < 2 * MANY; block++) {
                expected.add(block + "-0-0");
            }
            assertThat(ids(quick)).isEqualTo(expected);
        }

        @Test
        void that_wait_hear_a_sign_of_life_and_then_what_comes() throws Exception {
            AssertSubscriber<Item> quick = subscribe("a", Long.MAX_VALUE);
            Until.holds("first word and two heartbeats", () -> quick.getItems().size() >= 3);
            assertThat(ids(quick)).isEmpty();
            write(1);
            Until.holds("the version", () -> ids(quick).size() == 1);
        }

        @Test
        void share_a_few_threads_however_many_they_are() throws Exception {
            subscribe("a", Long.MAX_VALUE);
            subscribe("a", Long.MAX_VALUE);
            long threads = threads();
            subscribe("b", Long.MAX_VALUE);
            Thread.sleep(300);
            assertThat(threads()).isEqualTo(threads);
        }

        private long threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("streams"))
                    .count();
        }
    }

    @Nested
    class Numbers {

        @Test
        void of_open_streams_are_bounded_for_each_asker_and_for_all() {
            AssertSubscriber<Item> first = subscribe("a", 1);
            subscribe("a", 1);
            assertRefused("a");
            subscribe("b", 1);
            assertRefused("c");
            first.cancel();
            assertThat(streams.count()).isEqualTo(2);
            subscribe("c", 1);
            assertRefused("a");
        }

        private void assertRefused(String asker) {
            assertThatThrownBy(() -> subscribe(asker, 1))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("TOO_MANY_REQUESTS"));
        }
    }

    @Nested
    class Closing {

        @Test
        void ends_streams_that_wait_and_gives_their_places_back() throws Exception {
            AssertSubscriber<Item> waiting = subscribe("a", Long.MAX_VALUE);
            Until.holds("it waits", () -> waiting.getItems().size() == 1);
            streams.close();
            waiting.awaitCompletion(Duration.ofSeconds(5));
            assertThat(streams.count()).isZero();
        }

        @Test
        void ends_streams_that_are_read_slowly_when_they_ask_again() throws Exception {
            write(MANY);
            AssertSubscriber<Item> slow = subscribe("a", 3);
            Until.holds("three were given", () -> slow.getItems().size() == 3);
            streams.close();
            slow.request(Long.MAX_VALUE);
            slow.awaitCompletion(Duration.ofSeconds(5));
            assertThat(ids(slow)).as("what was read before").hasSizeBetween(3, 2 * MANY);
        }
    }

    private AssertSubscriber<Item> subscribe(String asker, long demand) {
        return streams.open(asker, feed.tail(Place.before(0), ALL, feed.visitor(Optional.empty())))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    private static List<String> ids(AssertSubscriber<Item> subscriber) {
        return List.copyOf(subscriber.getItems()).stream()
                .flatMap(item -> item.event().stream())
                .map(Tail.Told::id)
                .toList();
    }

    private void write(int blocks) {
        for (int i = 0; i < blocks; i++) {
            int number = chain.height();
            Checkpoint checkpoint = index.checkpoint();
            var event = chain.add(TestTransaction.of("tx-" + number).writing("product/" + number, "{\"version\":1}"));
            index.add(reader.read(event.getBlock(), checkpoint.height(), checkpoint.hash()), List.of());
        }
    }
}
