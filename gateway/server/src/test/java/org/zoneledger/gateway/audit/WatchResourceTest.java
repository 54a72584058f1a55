package org.zoneledger.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.TestTransaction;
import org.zoneledger.gateway.peer.Until;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class WatchResourceTest extends RunningGateway {

    private static final String LATE = "/api/v1/audit/late";
    private static final String UNUSUAL = "/api/v1/audit/unusual?from=2025-06-02&to=2025-06-02";
    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);

    /** Nine o'clock on a Monday in Beijing. */
    private static final Instant MONDAY = Instant.parse("2025-06-02T01:00:00Z");

    private static boolean isWritten;

    @BeforeEach
    void things_have_been_late_and_much_was_read() throws Exception {
        if (!isWritten) {
            isWritten = true;
            share("watch-share-late", 1, "REQUESTED", "2025-06-01T02:00:00Z");
            share("watch-share-late", 2, "GRANTED", "2025-06-19T02:00:00Z");
            share("watch-share-in-time", 1, "REQUESTED", "2025-06-01T02:00:00Z");
            share("watch-share-in-time", 2, "GRANTED", "2025-06-16T15:59:00Z");
            share("watch-share-waits", 1, "REQUESTED", "2025-06-01T02:00:00Z");
            for (int i = 0; i < 25; i++) {
                access("watch-access-" + i, "913304000000000" + (10 + i), MONDAY.plusSeconds(60L * i));
            }
        }
        Until.holds("the index has them", () -> json(UNUSUAL).path("reads").asInt() == 25);
    }

    @Nested
    class LateDecisions {

        @Test
        void are_told_with_whose_they_are_and_how_late_whether_decided_since_or_not() throws Exception {
            JsonNode decided = late("share/watch-share-late");
            assertThat(decided.path("kind").asText()).isEqualTo("SHARE");
            assertThat(decided.path("owner").asText()).isEqualTo("TaxMSP");
            assertThat(decided.path("since").asText()).isEqualTo("2025-06-01");
            assertThat(decided.path("due").asText()).isEqualTo("2025-06-16");
            assertThat(decided.path("source").asText()).isEqualTo("RECORD");
            assertThat(decided.path("daysLate").asInt()).isEqualTo(3);
            assertThat(decided.path("decidedOn").asText()).isEqualTo("2025-06-19");
            assertThat(decided.path("subject").asText()).isEqualTo(Past.KNITTER);

            JsonNode waiting = late("share/watch-share-waits");
            assertThat(waiting.has("decidedOn")).isFalse();
            LocalDate today = LocalDate.parse(json(LATE).path("on").asText());
            assertThat(waiting.path("daysLate").asLong())
                    .isEqualTo(LocalDate.of(2025, 6, 16).until(today, java.time.temporal.ChronoUnit.DAYS));
        }

        @Test
        void are_not_those_that_came_on_the_last_day() throws Exception {
            assertThat(json(LATE + "?perPage=1000").path("late").findValuesAsText("key"))
                    .doesNotContain("share/watch-share-in-time");
        }

        @Test
        void are_an_amendment_that_nobody_answers_by_the_auditors_own_measure() throws Exception {
            JsonNode amendment = late("amendment/" + Past.KNITTER);
            assertThat(amendment.path("owner").asText()).isEqualTo("MarketMSP");
            assertThat(amendment.path("source").asText()).isEqualTo("PARAMETER");
            assertThat(amendment.path("subject").asText()).isEqualTo(Past.KNITTER);
        }

        @Test
        void are_counted_by_agency_and_given_page_by_page() throws Exception {
            JsonNode whole = json(LATE + "?perPage=1000");
            List<String> all = whole.path("late").findValuesAsText("key");
            assertThat(all).hasSize(whole.path("matched").asInt()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(whole.path("height").asLong()).isPositive();
            assertThat(whole.path("late").findValuesAsText("due"))
                    .isSortedAccordingTo(java.util.Comparator.reverseOrder());
            int counted = 0;
            for (JsonNode count : whole.path("counts")) {
                counted += count.path("waiting").asInt() + count.path("decided").asInt();
            }
            assertThat(counted).isEqualTo(all.size());
            List<String> paged = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = json(LATE + "?perPage=1" + next);
                assertThat(page.path("matched").asInt()).isEqualTo(all.size());
                paged.addAll(page.path("late").findValuesAsText("key"));
                next = page.path("nextPageToken").isNull()
                        ? ""
                        : "&nextPageToken=" + page.path("nextPageToken").asText();
            } while (!next.isEmpty());
            assertThat(paged).isEqualTo(all);
        }

        @Test
        void are_those_of_an_agency() throws Exception {
            JsonNode ofTax = json(LATE + "?agency=TaxMSP&perPage=1000");
            assertThat(ofTax.path("late"))
                    .isNotEmpty()
                    .allSatisfy(late -> assertThat(late.path("owner").asText()).isEqualTo("TaxMSP"));
            assertThat(ofTax.path("counts")).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "2025-06-16", "2025-06-16_x", "_1"})
        void do_not_go_on_from_what_is_no_token(String token) throws Exception {
            Answer answer = as(People.AUDITOR).get(LATE + "?nextPageToken=" + token);
            assertThat(answer.code()).isEqualTo("VALUE_INVALID");
        }

        private JsonNode late(String key) throws Exception {
            for (JsonNode late : json(LATE + "?perPage=1000").path("late")) {
                if (late.path("key").asText().equals(key)) {
                    return late;
                }
            }
            throw new AssertionError(key + " is not late");
        }
    }

    @Nested
    class UnusualReading {

        @Test
        void is_told_with_its_reader_and_what_would_have_been_usual() throws Exception {
            JsonNode answer = json(UNUSUAL);
            assertThat(answer.path("matched").asInt()).isEqualTo(2);
            assertThat(answer.path("withoutSubject").asInt()).isZero();
            assertThat(answer.at("/law/readsADay").asInt()).isEqualTo(20);
            assertThat(answer.path("unusual").findValuesAsText("kind")).containsExactlyInAnyOrder("SURGE", "BULK");
            for (JsonNode found : answer.path("unusual")) {
                boolean isSurge = found.path("kind").asText().equals("SURGE");
                assertThat(found.path("reads").asInt()).isEqualTo(25);
                assertThat(found.path("subjects").asInt()).isEqualTo(25);
                assertThat(found.path("limit").asInt()).isEqualTo(20);
                assertThat(found.path("usual").asInt()).isZero();
                assertThat(found.at("/by/msp").asText()).isEqualTo("TaxMSP");
                assertThat(found.at("/by/role").asText()).isEqualTo("OFFICER");
                assertThat(found.path("purpose").asText()).isEqualTo(isSurge ? "tax-audit" : "");
                assertThat(found.at("/by/certificate").asText())
                        .isEqualTo(isSurge ? "" : People.OFFICER.credential().sha256());
                assertThat(Instant.parse(found.path("from").asText())).isEqualTo(MONDAY);
            }
        }

        @Test
        void is_given_page_by_page() throws Exception {
            JsonNode first = json(UNUSUAL + "&perPage=1");
            JsonNode second = json(UNUSUAL + "&perPage=1&nextPageToken="
                    + first.path("nextPageToken").asText());
            assertThat(List.of(first.at("/unusual/0"), second.at("/unusual/0")))
                    .containsExactlyElementsOf(json(UNUSUAL).path("unusual"));
            String after = second.path("nextPageToken").asText();
            assertThat(json(UNUSUAL + "&perPage=1&nextPageToken=" + after).path("unusual"))
                    .isEmpty();
        }

        @Test
        void is_not_told_of_other_days_or_other_agencies() throws Exception {
            assertThat(json("/api/v1/audit/unusual?from=2025-06-03&to=2025-06-04")
                            .path("matched")
                            .asInt())
                    .isZero();
            assertThat(json(UNUSUAL + "&agency=CustomsMSP").path("reads").asInt())
                    .isZero();
        }

        @ParameterizedTest
        @CsvSource({
            "from=2025-06-02&to=2025-06-01, PERIOD_INVALID",
            "from=2024-06-01&to=2025-06-02, PERIOD_INVALID",
            "from=June, TIME_INVALID",
            "nextPageToken=7, VALUE_INVALID",
            "perPage=0, VALUE_INVALID"
        })
        void is_not_looked_for_in_what_is_no_question(String question, String code) throws Exception {
            assertThat(as(People.AUDITOR)
                            .get("/api/v1/audit/unusual?" + question)
                            .code())
                    .isEqualTo(code);
        }
    }

    @Nested
    class APage {

        @ParameterizedTest
        @CsvSource({
            "en, Late decisions and unusual reading, 'made 3 days late', Far more reads on a day than usual",
            "zh, 逾期事项与异常查阅, 逾期3天作出, 一天内的查阅远多于平常"
        })
        void shows_both(String language, String title, String late, String unusual) throws Exception {
            String page = page("/audit/watch?from=2025-06-02&to=2025-06-02&lang=" + language);
            assertThat(page).contains(title, late, unusual, "share/watch-share-waits");
            assertThat(page).contains("href=\"/audit/records/share/watch-share-late?lang=" + language + "\"");
            assertThat(page).doesNotContain("null", "audit.");
        }

        @Test
        void is_found_from_the_desk_which_counts() throws Exception {
            int matched = json(LATE).path("matched").asInt();
            assertThat(page("/audit?lang=en"))
                    .contains("href=\"/audit/watch?lang=en\"")
                    .contains(matched + " decisions of agencies are late");
        }

        private String page(String path) throws Exception {
            Answer answer = as(People.AUDITOR).get(path, "Accept", "text/html");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            return answer.body();
        }
    }

    private void share(String id, int version, String status, String at) {
        Sealed terms = Sealed.seal(JsonNodeFactory.instance.objectNode().put("uscc", Past.KNITTER), SEED);
        ObjectNode share = JsonNodeFactory.instance
                .objectNode()
                .put("type", "share")
                .put("owner", "TaxMSP")
                .put("status", status)
                .put("decideBy", "2025-06-16")
                .put("purpose", "tax-audit")
                .put("version", version);
        share.set("restricted", terms.digests());
        peer().past(transaction(id + "-" + version, version == 1 ? "disclosure:request" : "disclosure:decide", at)
                .writing("share/" + id, CanonicalJson.bytes(share))
                .restricting("share/" + id, terms.bytes()));
    }

    private void access(String id, String uscc, Instant at) {
        Sealed read = Sealed.seal(JsonNodeFactory.instance.objectNode().put("uscc", uscc), SEED);
        ObjectNode access = JsonNodeFactory.instance
                .objectNode()
                .put("type", "access")
                .put("permit", "share/watch-share-late")
                .put("version", 1);
        access.set("restricted", read.digests());
        peer().past(transaction(id, "disclosure:access", at.toString())
                .writing("access/" + id, CanonicalJson.bytes(access))
                .restricting("access/" + id, read.bytes()));
    }

    private static TestTransaction transaction(String id, String name, String at) {
        String actor =
                Base64.getEncoder().encodeToString(People.OFFICER.credential().der());
        return TestTransaction.of(id)
                .by("TaxMSP", new byte[0])
                .calling(name, "{}", actor)
                .at(Instant.parse(at));
    }

    private JsonNode json(String path) {
        try {
            Answer answer = as(People.AUDITOR).get(path, "Accept", "application/json");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            return answer.json();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
