package org.zoneledger.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.gateway.access.Authorities;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.StandingVisitors;
import org.zoneledger.gateway.index.BlockReader;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Index.Checkpoint;
import org.zoneledger.gateway.index.Place;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.OwnIdentity;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestAuthority.Credential;
import org.zoneledger.gateway.peer.TestConfig;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;

class DispatcherTest {

    private static final TestAuthority PEOPLE = TestAuthority.named("people");
    private static final Credential OFFICER = PEOPLE.holding("officer");
    private static final Credential DISMISSED = PEOPLE.holding("officer");
    private static final Selection ALL = Selection.of(List.of(), "types", "");
    private static Vertx vertx;

    @TempDir
    private Path directory;

    private final BlockReader reader = new BlockReader("zone");
    private final Chain chain = new Chain();
    private volatile Instant now = Instant.now();
    private Index index;
    private Subscriptions subscriptions;
    private Dispatcher dispatcher;
    private WebhookClient client;
    private Receiver receiver;

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void open() throws Exception {
        TestConfig.prepare(directory);
        index = new Index(directory.resolve("index.db"));
        receiver = new Receiver();
        start();
    }

    @AfterEach
    void close() throws SQLException {
        stop();
        receiver.close();
        index.close();
    }

    private void start() {
        TestConfig config = new TestConfig(directory, "localhost:1", directory);
        subscriptions = new Subscriptions(directory, 10, 5);
        client = new WebhookClient(vertx, true, Duration.ofSeconds(1));
        Records records = new Records(index);
        Policy policy = new Policy(records, index);
        dispatcher = new Dispatcher(
                new Feed(records, index, policy, config),
                subscriptions,
                client,
                new OwnIdentity(config),
                new StandingVisitors(
                        new Authorities(List.of(PEOPLE.root()), List.of(PEOPLE.revoking(DISMISSED))),
                        policy,
                        "CommerceMSP"),
                () -> now,
                Duration.ofSeconds(10));
        dispatcher.start();
    }

    private void stop() throws SQLException {
        dispatcher.stop(null);
        subscriptions.close();
        client.close();
    }

    @Nested
    class Delivering {

        @Test
        void goes_on_where_it_was_after_a_restart() throws Exception {
            write(3);
            Subscription subscription = add(OFFICER);
            receiver.ids(3);
            Until.holds("the place is kept", () -> place(subscription).equals("2-0-0"));
            stop();
            write(2);
            start();
            assertThat(receiver.delivery().ids()).containsExactly("3-0-0", "4-0-0");
        }

        @Test
        void takes_long_histories_in_batches_that_lose_and_repeat_nothing() throws Exception {
            write(350);
            add(OFFICER);
            assertThat(receiver.ids(350))
                    .isEqualTo(IntStream.range(0, 350).mapToObj(i -> i + "-0-0").toList());
        }

        @Test
        void of_a_receiver_that_says_nothing_ends_in_time_and_is_tried_again() throws Exception {
            receiver.next(exchange -> sleep(3000));
            write(1);
            Subscription subscription = add(OFFICER);
            receiver.delivery();
            Until.holds("it was given up", () -> failures(subscription) == 1);
            now = now.plusSeconds(11);
            assertThat(receiver.delivery().ids()).containsExactly("0-0-0");
        }

        @Test
        void is_not_held_up_by_another_receiver() throws Exception {
            try (Receiver other = new Receiver()) {
                other.next(exchange -> sleep(3000));
                write(1);
                subscriptions.add(subscription(OFFICER, other.url()));
                other.delivery();
                add(OFFICER);
                receiver.delivery();
            }
        }
    }

    @Nested
    class Failing {

        @Test
        void waits_twice_as_long_each_time_and_no_longer_than_an_hour() throws Exception {
            IntStream.range(0, 12).forEach(i -> receiver.next(500));
            write(1);
            Subscription subscription = add(OFFICER);
            for (int i = 1; i <= 12; i++) {
                int failures = i;
                receiver.delivery();
                Until.holds("it failed once more", () -> failures(subscription) == failures);
                Duration pause = Duration.between(
                        now, subscriptions.find(subscription.id()).orElseThrow().nextAttempt());
                assertThat(pause.toSeconds()).isEqualTo(Math.min(3600, 10L << (i - 1)));
                now = now.plus(pause);
            }
            receiver.delivery();
            Until.holds("it was taken", () -> failures(subscription) == 0);
        }

        @Test
        void is_remembered_over_a_restart() throws Exception {
            receiver.next(500);
            write(1);
            Subscription subscription = add(OFFICER);
            receiver.delivery();
            Until.holds("it failed", () -> failures(subscription) == 1);
            stop();
            start();
            assertThat(receiver.isSilent(600)).isTrue();
            now = now.plusSeconds(10);
            receiver.delivery();
        }
    }

    @Nested
    class Ending {

        @Test
        void comes_with_the_end_of_the_certificate() throws Exception {
            Subscription subscription = add(OFFICER);
            now = now.plus(Duration.ofDays(2));
            write(1);
            Until.holds("it ended", () -> subscriptions.find(subscription.id()).isEmpty());
            assertThat(receiver.isSilent(500)).isTrue();
        }

        @Test
        void comes_at_once_for_a_certificate_that_is_revoked_or_nobodys() throws Exception {
            write(1);
            add(DISMISSED);
            add(TestAuthority.named("strangers").holding("officer"));
            add(PEOPLE.holding("gateway"));
            Until.holds("all ended", () -> subscriptions.all().isEmpty());
            assertThat(receiver.isSilent(500)).isTrue();
        }
    }

    private Subscription add(Credential owner) {
        return subscriptions.add(subscription(owner, receiver.url()));
    }

    private static Subscription subscription(Credential owner, String url) {
        return new Subscription(
                UUID.randomUUID().toString(),
                owner.certificate(),
                URI.create(url),
                ALL,
                Instant.EPOCH,
                Place.before(0),
                0,
                Instant.EPOCH);
    }

    private String place(Subscription subscription) {
        return subscriptions.find(subscription.id()).orElseThrow().place().toString();
    }

    private int failures(Subscription subscription) {
        return subscriptions.find(subscription.id()).orElseThrow().failures();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
