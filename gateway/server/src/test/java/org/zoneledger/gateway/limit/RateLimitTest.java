package org.zoneledger.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;
import org.zoneledger.gateway.peer.Until;

/** Each test spends the budget of somebody else. */
@QuarkusTest
@TestProfile(LimitsProfile.class)
class RateLimitTest extends RunningGateway {

    private static final String FILING = "/api/v1/filings/" + Past.KNITTER;

    @Test
    void a_person_who_reads_too_much_is_told_when_to_come_back_and_is_served_then() throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 3 * LimitsProfile.PERSON_READS; i++) {
            answers.add(as(People.CLERK).get(FILING));
        }
        assertThat(answers.subList(0, LimitsProfile.PERSON_READS))
                .extracting(Answer::status)
                .containsOnly(200);
        Answer refused = answers.get(answers.size() - 1);
        assertTooMany(refused);
        assertThat(as(People.OTHER_CLERK).get(FILING).status())
                .as("another person")
                .isEqualTo(200);
        Until.holds("the public at the same address is served", () -> isPublicServed());
        Thread.sleep(Integer.parseInt(refused.header("Retry-After")) * 1000L);
        assertThat(as(People.CLERK).get(FILING).status()).isEqualTo(200);
    }

    @Test
    void reads_and_writes_have_budgets_of_their_own() throws Exception {
        Answer last = post(People.OFFICER, "/api/v1/filings/1/uses", Bodies.use("export-refund"), newId());
        for (int i = 0; i < 2 * LimitsProfile.WRITES; i++) {
            last = post(People.OFFICER, "/api/v1/filings/1/uses", Bodies.use("export-refund"), newId());
        }
        assertTooMany(last);
        assertThat(as(People.OFFICER).get(FILING).status()).isEqualTo(200);
    }

    @Test
    void routes_that_are_none_and_an_address_by_another_name_are_counted_too() throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 3 * LimitsProfile.PERSON_READS; i++) {
            answers.add(
                    as(People.AUDITOR).get("/nowhere", "X-Forwarded-For", "192.0.2." + i, "Forwarded", "for=a" + i));
        }
        assertThat(answers.get(0).status()).isEqualTo(404);
        assertTooMany(answers.get(answers.size() - 1));
    }

    @Test
    void the_public_is_counted_by_address() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 1000 && !statuses.contains(429); i++) {
            statuses.add(as(People.NOBODY)
                    .get("/nowhere", "X-Forwarded-For", "192.0.2." + i)
                    .status());
        }
        assertThat(statuses).contains(404, 429);
    }

    @Test
    void the_management_port_is_not_limited() throws Exception {
        for (int i = 0; i < 120; i++) {
            assertThat(management().get("/health/live").status()).isEqualTo(200);
        }
    }

    private boolean isPublicServed() {
        try {
            return as(People.NOBODY).get(FILING).status() == 200;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertTooMany(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:zoneledger:problem:TOO_MANY_REQUESTS");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 2);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
