package org.zoneledger.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.stream.StreamReader;

/** What people at commerce's gateway are told before a day passes. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class AlertDeskTest extends DeskPages {

    private static final String ALERTS = "/api/v1/alerts";
    private static final String WORD = "assertion/commerce/" + Past.KNITTER;

    @Test
    void a_word_that_ends_is_told_to_its_agency_and_its_enterprise_and_to_nobody_else() throws Exception {
        String id = propose("GOOD", today.plusDays(10));
        assertThat(kinds(People.REVIEWER, 366)).contains("CASE case/" + id + " ");
        assertThat(kinds(People.OFFICER, 366)).as("he proposed it").doesNotContain("CASE case/" + id + " ");
        assertThat(kinds(People.CLERK, 366)).noneMatch(each -> each.startsWith("CASE"));
        assertWritten(approve(id));
        String ends = "WORD_ENDS " + WORD + " " + today.plusDays(10);
        assertThat(kinds(People.OFFICER, 10)).contains(ends);
        assertThat(kinds(People.CLERK, 10)).contains(ends);
        assertThat(kinds(People.OFFICER, 9)).doesNotContain(ends);
        assertThat(kinds(People.CLERK, 9)).doesNotContain(ends);
        assertThat(kinds(People.OTHER_CLERK, 366)).isEmpty();
        JsonNode alert = find(People.CLERK, "WORD_ENDS", WORD);
        assertThat(alert.path("days").asInt()).isEqualTo(10);
        assertThat(page(People.OFFICER, "/desk")).contains("A class ends", "10 days left", "Tongxiang Knitting");
        assertThat(page(People.CLERK, "/desk")).contains("A class ends", "10 days left");
        look(People.CLERK, "/desk", "alerts");
        word("GOOD");
        assertThat(kinds(People.OFFICER, 366)).doesNotContain(ends);
    }

    @Test
    void a_deadline_is_told_on_the_stream_as_it_arises() throws Exception {
        LocalDate end = today.plusDays(17);
        try (StreamReader clerk = new StreamReader(as(People.CLERK), ALERTS + "/stream?days=366")) {
            assertWritten(approve(propose("GOOD", end)));
            JsonNode alert = clerk.nextData();
            while (!(alert.path("kind").asText().equals("WORD_ENDS")
                    && alert.path("due").asText().equals(end.toString()))) {
                alert = clerk.nextData();
            }
            assertThat(alert.path("key").asText()).isEqualTo(WORD);
            assertThat(alert.path("days").asInt()).isEqualTo(17);
        } finally {
            word("GOOD");
        }
    }

    @Test
    void a_correction_request_is_told_to_who_answers_and_to_whom_it_is_about_until_it_is_answered() throws Exception {
        String id = newId();
        ObjectNode body = Bodies.object();
        body.putObject("restricted")
                .put("uscc", Past.KNITTER)
                .put("target", "assertion/commerce")
                .put("field", "classCode")
                .put("ground", "RESTRICTED-GROUND-31");
        assertWritten(post(People.CLERK, "/api/v1/corrections", body, id, "Zone-Salt", SALT));
        JsonNode alert = find(People.REVIEWER, "CORRECTION", "correction/" + id);
        assertThat(alert.path("due").asText())
                .isEqualTo(find(People.CLERK, "CORRECTION", "correction/" + id)
                        .path("due")
                        .asText());
        assertThat(as(People.REVIEWER).get(ALERTS + "?days=366").body()).doesNotContain("RESTRICTED-GROUND-31");
        assertThat(kinds(People.OTHER_CLERK, 366)).isEmpty();
        assertThat(page(People.REVIEWER, "/desk"))
                .contains("An answer to a correction request is due", "href=\"#corrections\"");
        ObjectNode answer = Bodies.object().put("step", "REFUSE").put("legalBasis", "order 2");
        answer.putObject("restricted").put("reason", "it is right");
        assertWritten(
                post(People.OFFICER, "/api/v1/corrections/" + id + "/decisions", answer, newId(), "Zone-Salt", SALT));
        assertThat(kinds(People.REVIEWER, 366)).noneMatch(each -> each.contains(id));
        assertThat(kinds(People.CLERK, 366)).noneMatch(each -> each.contains(id));
    }

    @Test
    void a_grade_that_moved_is_told_to_its_enterprise_and_to_who_reads_moves_alone() throws Exception {
        word("GOOD");
        String before = letter();
        try (StreamReader moves =
                new StreamReader(as(People.NOBODY), "/api/v1/stream?type=move&subject=" + Past.KNITTER)) {
            String fact = found("PENALTY", "SERIOUS", "serious penalty", today.minusDays(2));
            String after = letter();
            assertThat(after).isNotEqualTo(before);
            JsonNode event = moves.nextData();
            assertThat(event.path("type").asText()).isEqualTo("org.zoneledger.grade.v1");
            assertThat(event.path("movedfrom").asText()).isEqualTo(before);
            assertThat(event.path("movedto").asText()).isEqualTo(after);
            assertThat(event.at("/data/parts").isMissingNode()).isTrue();
            assertThat(event.toString()).doesNotContain("serious penalty");
            assertThat(moves(People.CLERK)).endsWith(before + ">" + after);
            assertThat(kinds(People.OFFICER, 366)).noneMatch(each -> each.startsWith("GRADE"));
            assertThat(page(People.CLERK, "/desk")).contains("The grade has moved", "from " + before + " to " + after);
            // a version that leaves the letter alone comes in between
            word("EXCELLENT");
            assertThat(letter()).isEqualTo(after);
            withdraw(fact);
            JsonNode back = moves.nextData();
            assertThat(back.path("movedfrom").asText()).isEqualTo(after);
            assertThat(back.path("recordversion").asLong())
                    .isGreaterThan(event.path("recordversion").asLong() + 1);
        }
    }

    @Test
    void a_finding_is_told_when_the_day_nears_on_which_it_can_be_repaired() throws Exception {
        String fact =
                found("PENALTY", "GENERAL", "late report", today.minusMonths(3).plusDays(5));
        assertThat(list(People.CLERK, 30))
                .filteredOn(alert -> alert.path("kind").asText().equals("REPAIRABLE"))
                .anySatisfy(alert -> {
                    assertThat(alert.path("factId").asText()).isEqualTo(fact);
                    assertThat(alert.path("key").asText()).isEqualTo("facts/commerce/" + Past.KNITTER);
                    assertThat(alert.path("days").asInt()).isBetween(3, 9);
                });
        assertThat(list(People.OTHER_CLERK, 366)).isEmpty();
        withdraw(fact);
        assertThat(list(People.CLERK, 30))
                .noneMatch(alert -> alert.path("factId").asText().equals(fact));
    }

    @ParameterizedTest
    @ValueSource(strings = {"367", "-1", "soon", "9999"})
    void days_are_a_number_up_to_a_year(String days) throws Exception {
        assertThat(as(People.OFFICER).get(ALERTS + "?days=" + days).code()).isEqualTo("VALUE_INVALID");
    }

    private String propose(String classCode, LocalDate validTo) throws Exception {
        String id = newId();
        ObjectNode word = Bodies.assertion(classCode).put("validTo", validTo.toString());
        assertWritten(put(People.OFFICER, "/api/v1/assertions/commerce/" + Past.KNITTER, word, id, "Zone-Salt", SALT));
        return id;
    }

    private String letter() throws Exception {
        return as(People.NOBODY)
                .get("/api/v1/grades/" + Past.KNITTER)
                .json()
                .at("/grade/grade")
                .asText();
    }

    private String moves(People person) throws Exception {
        StringBuilder moves = new StringBuilder();
        for (JsonNode alert : list(person, 1)) {
            if (alert.path("kind").asText().equals("GRADE_MOVED")) {
                moves.append(' ')
                        .append(alert.path("from").asText())
                        .append('>')
                        .append(alert.path("to").asText());
            }
        }
        return moves.toString();
    }

    private JsonNode find(People person, String kind, String key) throws Exception {
        return list(person, 366).stream()
                .filter(alert -> alert.path("kind").asText().equals(kind)
                        && alert.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private List<String> kinds(People person, int days) throws Exception {
        return list(person, days).stream()
                .map(alert -> alert.path("kind").asText() + " "
                        + alert.path("key").asText() + " " + alert.path("due").asText())
                .toList();
    }

    private List<JsonNode> list(People person, int days) throws Exception {
        List<JsonNode> alerts = new ArrayList<>();
        as(person).get(ALERTS + "?days=" + days).json().path("alerts").forEach(alerts::add);
        return alerts;
    }
}
