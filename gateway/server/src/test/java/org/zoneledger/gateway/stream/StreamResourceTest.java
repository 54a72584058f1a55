package org.zoneledger.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;
import org.zoneledger.gateway.stream.StreamReader.Message;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class StreamResourceTest extends RunningGateway {

    private static final String STREAM = "/api/v1/stream";

    /** Versions of {@link Past#whole()}. */
    private static final int PAST = 29;

    @Nested
    class Events {

        @Test
        void are_cloudevents_of_every_version_in_the_order_of_the_ledger() throws Exception {
            try (StreamReader stream = read(People.NOBODY, "?from=0")) {
                Message first = stream.next();
                JsonNode event = first.data().orElseThrow();
                assertThat(event.path("specversion").asText()).isEqualTo("1.0");
                assertThat(event.path("id").asText()).isEqualTo(first.id()).isEqualTo("1-0-0");
                assertThat(event.path("source").asText()).isEqualTo("urn:zoneledger:zone");
                assertThat(event.path("type").asText()).isEqualTo("org.zoneledger.filing.v1");
                assertThat(event.path("subject").asText()).isEqualTo("filing/" + Past.KNITTER);
                assertThat(event.path("time").asText()).endsWith("Z");
                assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
                assertThat(event.path("txid").asText()).isEqualTo("past-0");
                assertThat(event.path("recordversion").asInt()).isEqualTo(1);
                assertThat(event.path("data").path("status").asText()).isEqualTo("SUBMITTED");
                List<JsonNode> others = data(stream.next(PAST - 1));
                assertThat(others)
                        .filteredOn(each -> each.path("subject").asText().startsWith("filing/"))
                        .extracting(each -> each.path("data").path("status").asText())
                        .containsExactly("VERIFIED", "ACCEPTED", "ACTIVE");
                assertThat(others)
                        .extracting(each -> each.path("type").asText())
                        .contains(
                                "org.zoneledger.amendment.v1",
                                "org.zoneledger.use.v1",
                                "org.zoneledger.product.v1",
                                "org.zoneledger.assertion.v1",
                                "org.zoneledger.page.v1");
                assertThat(stream.response()
                                .headers()
                                .firstValue("Cache-Control")
                                .orElse(""))
                        .contains("no-store");
            }
        }

        @Test
        void come_soon_after_they_were_written_and_only_those_when_no_place_is_named() throws Exception {
            try (StreamReader stream = read(People.NOBODY, "?type=product")) {
                Gtin gtin = Gtin.withCheckDigit("693000000701");
                assertWritten(putProduct(People.CLERK, Past.KNITTER, gtin, Bodies.product(), newId(), 1));
                JsonNode event = stream.nextData();
                assertThat(event.path("subject").asText()).isEqualTo("product/" + gtin.value());
                assertThat(event.path("data"))
                        .isEqualTo(as(People.NOBODY)
                                .get("/api/v1/products/" + gtin)
                                .json());
            }
        }

        @Test
        void have_the_same_ids_for_everybody_and_every_time() throws Exception {
            try (StreamReader one = read(People.NOBODY, "?from=0");
                    StreamReader other = read(People.AUDITOR, "?from=0")) {
                assertThat(other.next(PAST)).extracting(Message::id).isEqualTo(ids(one.next(PAST)));
            }
        }
    }

    @Nested
    class Places {

        @Test
        void are_gone_on_from_without_gap_and_without_repetition() throws Exception {
            List<String> all;
            try (StreamReader stream = read(People.NOBODY, "?from=0")) {
                all = ids(stream.next(PAST));
            }
            assertThat(all).doesNotHaveDuplicates();
            for (int i = 0; i < PAST - 1; i++) {
                try (StreamReader stream = read(People.NOBODY, "?from=" + all.get(i))) {
                    assertThat(stream.next().id()).isEqualTo(all.get(i + 1));
                }
            }
        }

        @Test
        void of_the_header_win_over_those_of_the_address() throws Exception {
            try (StreamReader stream = new StreamReader(
                    as(People.NOBODY), STREAM + "?from=0", "Last-Event-ID", "2-0-0", "Accept", "text/event-stream")) {
                assertThat(stream.next().id()).isEqualTo("3-0-0");
            }
        }

        @Test
        void may_be_blocks() throws Exception {
            try (StreamReader stream = read(People.NOBODY, "?from=3")) {
                assertThat(stream.next().id()).isEqualTo("3-0-0");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "?from=x, VALUE_INVALID, from",
            "?from=-1, VALUE_INVALID, from",
            "?from=1-2, VALUE_INVALID, from",
            "?from=1-0-99999, VALUE_INVALID, from",
            "?from=99999999999999999999, VALUE_INVALID, from",
            "?type=person, VALUE_INVALID, type",
            "?type=filing%2C, VALUE_INVALID, type",
            "?subject=91330483ma2b00078u, USCC_INVALID, ''"
        })
        void and_filters_that_say_nothing_are_refused(String query, String code, String field) throws Exception {
            Answer answer = as(People.NOBODY).get(STREAM + query);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.json().path("field").asText()).contains(field);
        }
    }

    @Nested
    class Filters {

        @Test
        void give_some_types_only() throws Exception {
            try (StreamReader stream = read(People.NOBODY, "?from=0&type=product,use")) {
                assertThat(data(stream.next(3)))
                        .extracting(each -> each.path("type").asText())
                        .containsExactly(
                                "org.zoneledger.product.v1", "org.zoneledger.product.v1", "org.zoneledger.use.v1");
            }
        }

        @Test
        void give_one_enterprise_only() throws Exception {
            try (StreamReader others = read(People.NOBODY, "?type=product&from=0&subject=" + People.OTHER_ENTERPRISE);
                    StreamReader knitters = read(People.NOBODY, "?type=product&from=0&subject=" + Past.KNITTER)) {
                assertThat(data(knitters.next(2)))
                        .allMatch(
                                each -> each.path("data").path("uscc").asText().equals(Past.KNITTER));
                assertThat(others.isSilent(500)).isTrue();
            }
        }
    }

    @Nested
    class RestrictedParts {

        @ParameterizedTest
        @EnumSource(
                value = People.class,
                names = {"NOBODY", "OTHER_CLERK", "GATEWAY", "STRANGER"})
        void are_kept_from_whoever_may_not_see_them(People person) throws Exception {
            try (StreamReader stream = read(person, "?from=0")) {
                assertThat(stream.next(PAST).toString())
                        .doesNotContain(Past.ADDRESS)
                        .doesNotContain(Past.NEW_ADDRESS)
                        .doesNotContain(Past.TURNOVER)
                        .doesNotContain(Past.GROUNDS)
                        .doesNotContain("salts");
            }
        }

        @ParameterizedTest
        @EnumSource(
                value = People.class,
                names = {"CLERK", "OFFICER", "REVIEWER", "AUDITOR"})
        void are_given_to_whoever_is_given_them_by_the_record(People person) throws Exception {
            try (StreamReader stream = read(person, "?from=0")) {
                assertThat(stream.next(PAST).toString()).contains(Past.ADDRESS, Past.GROUNDS);
            }
        }

        @Test
        void of_the_newest_version_are_those_that_a_read_gives() throws Exception {
            for (People person : List.of(People.NOBODY, People.CLERK, People.OTHER_CLERK, People.OFFICER)) {
                try (StreamReader stream = read(person, "?from=0&type=assertion&subject=" + Past.KNITTER)) {
                    List<JsonNode> assertions = data(stream.next(6)).stream()
                            .map(each -> each.path("data"))
                            .toList();
                    JsonNode subject =
                            as(person).get("/api/v1/subjects/" + Past.KNITTER).json();
                    subject.path("assertions").forEach(each -> {
                        if (!each.path("scheme").asText().equals("commerce")) {
                            assertThat(assertions).as(person.name()).contains(each);
                        }
                    });
                }
            }
        }
    }

    @Nested
    class Connections {

        @Test
        void are_open_at_once_to_a_number_each_and_free_again_when_closed() throws Exception {
            List<StreamReader> open = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) {
                    open.add(read(People.REVIEWER, ""));
                }
                HttpResponse<?> refused = as(People.REVIEWER).open(STREAM);
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).contains("15");
                Answer answer = as(People.REVIEWER).get(STREAM);
                assertThat(answer.code()).isEqualTo("TOO_MANY_REQUESTS");
                read(People.OFFICER, "").close();
            } finally {
                for (StreamReader each : open) {
                    each.close();
                }
            }
            Streams streams = Arc.container().instance(Streams.class).get();
            Until.holds("closed connections are noticed", () -> streams.count() == 0);
            read(People.REVIEWER, "").close();
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/json", "text/html"})
        void that_want_something_else_are_told_so(String accepted) throws Exception {
            assertThat(as(People.NOBODY).get(STREAM, "Accept", accepted).code()).isEqualTo("NOT_ACCEPTABLE");
        }

        @Test
        void are_not_opened_to_ask_for_headers_alone() throws Exception {
            assertThat(as(People.NOBODY).send("HEAD", STREAM, null).status()).isEqualTo(405);
        }
    }

    @Test
    void noise_is_refused_or_opens_a_stream_and_is_never_a_fault_of_the_gateway() throws Exception {
        Random random = new Random(20261125);
        List<String> words = List.of(
                "0", "1-0-0", "-1", "%00", "%ff", "PLANTED", "filing", "page,use", ",", Past.KNITTER, "9".repeat(40));
        for (int i = 0; i < 300; i++) {
            String query = "?from=" + words.get(random.nextInt(words.size())) + "&type="
                    + words.get(random.nextInt(words.size())) + "&subject="
                    + words.get(random.nextInt(words.size()));
            var response = as(People.NOBODY).open(STREAM + query, "Last-Event-ID", "7");
            response.body().close();
            assertThat(response.statusCode()).as(query).isIn(200, 422, 429);
        }
    }

    private StreamReader read(People person, String query) throws Exception {
        return new StreamReader(as(person), STREAM + query);
    }

    private static List<JsonNode> data(List<Message> messages) {
        return messages.stream().map(each -> each.data().orElseThrow()).toList();
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }
}
