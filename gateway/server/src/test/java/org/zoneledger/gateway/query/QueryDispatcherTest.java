package org.zoneledger.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.gateway.access.Authorities;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.StandingVisitors;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.ledger.OwnIdentity;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestAuthority.Credential;
import org.zoneledger.gateway.peer.TestConfig;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.gateway.provenance.SupplyChain;
import org.zoneledger.gateway.stream.Receiver;
import org.zoneledger.gateway.stream.Receiver.Delivery;
import org.zoneledger.gateway.stream.WebhookClient;

class QueryDispatcherTest {

    private static final TestAuthority PEOPLE = TestAuthority.named("people");
    private static final Credential OFFICER = PEOPLE.holding("officer");
    private static final Credential DISMISSED = PEOPLE.holding("officer");
    private static final String TOKEN = "a secret of the receiver";
    private static Vertx vertx;

    @TempDir
    private Path directory;

    /** A full hour within the time of the certificates. */
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));

    private volatile Instant now = hour;
    private Index index;
    private Queries queries;
    private QueryDispatcher dispatcher;
    private WebhookClient client;
    private Receiver receiver;
    private int count;

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
        queries = new Queries(directory, 10, 5);
        client = new WebhookClient(vertx, true, Duration.ofSeconds(1));
        Records records = new Records(index);
        dispatcher = new QueryDispatcher(
                new EventFeed(new Events(index), records, index, config),
                queries,
                client,
                new OwnIdentity(config),
                new StandingVisitors(
                        new Authorities(List.of(PEOPLE.root()), List.of(PEOPLE.revoking(DISMISSED))),
                        new Policy(records, index),
                        "CommerceMSP"),
                () -> now,
                Duration.ofSeconds(10));
        dispatcher.start();
    }

    private void stop() throws SQLException {
        dispatcher.stop(null);
        queries.close();
        client.close();
    }

    @Nested
    class Streams {

        @Test
        void tell_matching_events_as_they_come_once_and_in_order() throws Exception {
            QuerySubscription subscription = subscribe(OFFICER, "");
            write("ADD", "OBSERVE", "ADD");
            write("OBSERVE");
            write("ADD");
            List<String> told = new ArrayList<>();
            while (told.size() < 3) {
                told.addAll(serials(receiver.delivery()));
            }
            assertThat(told).containsExactly("S0", "S2", "S4");
            Until.holds("the place is kept", () -> place(subscription) == 5);
            assertThat(receiver.isSilent(500)).isTrue();
        }

        @Test
        void begin_after_what_was_there_and_go_on_where_they_were_after_a_restart() throws Exception {
            write("ADD");
            QuerySubscription subscription = subscribe(OFFICER, "");
            write("ADD");
            assertThat(serials(receiver.delivery())).containsExactly("S1");
            Until.holds("the place is kept", () -> place(subscription) == 2);
            stop();
            write("ADD");
            start();
            assertThat(serials(receiver.delivery())).containsExactly("S2");
        }

        @Test
        void tell_long_histories_in_documents_that_lose_and_repeat_nothing() throws Exception {
            QuerySubscription subscription = subscribe(OFFICER, "");
            String[] actions = new String[250];
            java.util.Arrays.fill(actions, "ADD");
            write(actions);
            List<String> told = new ArrayList<>();
            while (told.size() < 250) {
                told.addAll(serials(receiver.delivery()));
            }
            assertThat(told)
                    .hasSize(250)
                    .doesNotHaveDuplicates()
                    .startsWith("S0")
                    .endsWith("S249");
            Until.holds("the place is kept", () -> place(subscription) == 250);
        }

        @Test
        void repeat_what_was_not_taken_when_the_pause_is_over() throws Exception {
            receiver.next(500);
            QuerySubscription subscription = subscribe(OFFICER, "");
            write("ADD");
            receiver.delivery();
            Until.holds(
                    "the failure is kept", () -> find(subscription).progress().failures() == 1);
            assertThat(receiver.isSilent(500)).isTrue();
            now = now.plusSeconds(11);
            assertThat(serials(receiver.delivery())).containsExactly("S0");
        }

        @Test
        void end_with_the_certificate() throws Exception {
            subscribe(DISMISSED, "");
            write("ADD");
            Until.holds("it is gone", () -> queries.subscriptions().isEmpty());
        }

        @Test
        void are_authenticated_by_the_secret_of_the_receiver_and_its_subscription_is_named() throws Exception {
            QuerySubscription subscription = subscribe(OFFICER, "");
            write("ADD");
            Delivery delivery = receiver.delivery();
            assertThat(delivery.hmac()).isEqualTo("sha256=" + Tokens.hmac(TOKEN, delivery.body()));
            assertThat(delivery.subscription()).isEqualTo(subscription.id());
            assertThat(delivery.document()
                            .at("/epcisBody/queryResults/queryName")
                            .asText())
                    .isEqualTo("additions");
            assertThat(delivery.document()
                            .at("/epcisBody/queryResults/subscriptionID")
                            .asText())
                    .isEqualTo(subscription.id());
        }
    }

    @Nested
    class Schedules {

        @Test
        void tell_at_their_moment_what_came_since_the_last() throws Exception {
            subscribe(OFFICER, "{\"minute\":\"30\"}");
            write("ADD", "ADD");
            write("ADD");
            assertThat(receiver.isSilent(500)).as("before the moment").isTrue();
            now = hour.plus(Duration.ofMinutes(30));
            assertThat(serials(receiver.delivery())).containsExactly("S0", "S1", "S2");
            write("ADD");
            assertThat(receiver.isSilent(500)).as("after it").isTrue();
            now = hour.plus(Duration.ofMinutes(90));
            assertThat(serials(receiver.delivery())).containsExactly("S3");
        }

        @Test
        void report_an_empty_run_once_when_that_is_asked() throws Exception {
            subscribe(OFFICER, "{\"minute\":\"30\"}");
            now = hour.plus(Duration.ofMinutes(30));
            Delivery delivery = receiver.delivery();
            assertThat(serials(delivery)).isEmpty();
            assertThat(receiver.isSilent(500)).isTrue();
        }

        @Test
        void that_were_missed_are_made_up_for_at_once() throws Exception {
            subscribe(OFFICER, "{\"minute\":\"30\"}");
            write("ADD");
            stop();
            now = hour.plus(Duration.ofMinutes(250));
            start();
            assertThat(serials(receiver.delivery())).containsExactly("S0");
        }
    }

    private QuerySubscription subscribe(Credential owner, String schedule) {
        ObjectNode definition = Bodies.object();
        definition.putObject("query").putArray("EQ_action").add("ADD");
        definition.put("name", "additions");
        X509Certificate certificate = owner.certificate();
        queries.add(NamedQuery.of(definition, certificate, now));
        Optional<Schedule> times =
                schedule.isEmpty() ? Optional.empty() : Optional.of(Schedule.parse(CanonicalJson.read(schedule)));
        QuerySubscription subscription = new QuerySubscription(
                UUID.randomUUID().toString(),
                "additions",
                certificate,
                URI.create(receiver.url()),
                Optional.of(TOKEN),
                times,
                schedule,
                !schedule.isEmpty(),
                Optional.empty(),
                now,
                new QuerySubscription.Progress(
                        new Events(index).last(),
                        0,
                        times.flatMap(each -> each.next(now)).orElse(Instant.EPOCH)));
        queries.add(subscription);
        return subscription;
    }

    private QuerySubscription find(QuerySubscription subscription) {
        return queries.subscriptions().stream()
                .filter(each -> each.id().equals(subscription.id()))
                .findFirst()
                .orElseThrow();
    }

    private long place(QuerySubscription subscription) {
        return find(subscription).progress().place();
    }

    private void write(String... actions) {
        List<ObjectNode> events = new ArrayList<>();
        for (String action : actions) {
            ObjectNode event = SupplyChain.event("ObjectEvent", count).put("action", action);
            event.putArray("epcList").add(SupplyChain.item(3 * count).replaceFirst("/21/.*", "/21/S" + count));
            events.add(event);
            count++;
        }
        SupplyChain.add(index, events, events.size());
    }

    private static List<String> serials(Delivery delivery) {
        List<String> serials = new ArrayList<>();
        delivery.document()
                .at("/epcisBody/queryResults/resultsBody/eventList")
                .forEach(event ->
                        serials.add(event.path("epcList").path(0).asText().replaceFirst(".*/21/", "")));
        return serials;
    }
}
