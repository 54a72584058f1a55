package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;

/** What any gateway answers to any write, and what every refusal looks like. */
public final class AnswerSteps {

    private final World world;
    private Answer first;

    public AnswerSteps(World world) {
        this.world = world;
    }

    /** A person at a gateway. */
    @ParameterType("(?:a consumer|another enterprise's clerk|the clerk|the operator|the auditor"
            + "|the (?:customs|tax|forex|market|commerce) (?:officer|reviewer))(?: at the \\w+ gateway)?")
    public Gateway who(String phrase) {
        return world.who(phrase);
    }

    @Then("it is written as version {int}")
    public void isWritten(int version) {
        isWritten(world.answer(), version);
    }

    static void isWritten(Answer answer, int version) {
        assertThat(answer.status()).as("status of %s", answer).isEqualTo(201);
        JsonNode written = answer.json();
        assertThat(written.path("version").asLong()).isEqualTo(version);
        assertThat(written.path("replayed").asBoolean(true)).isFalse();
        assertThat(written.path("key").asText()).isNotEmpty();
        assertThat(written.path("txId").asText()).matches("[0-9a-f]{64}");
        assertThat(written.path("block").asLong()).isPositive();
    }

    @When("the same is sent again")
    public void isSentAgain() {
        first = world.answer();
        world.send(world.sender(), world.request());
    }

    @Then("the first result is answered")
    public void firstResult() {
        assertThat(world.answer().status()).as("status of %s", world.answer()).isEqualTo(200);
        JsonNode again = world.answer().json();
        assertThat(again.path("replayed").asBoolean()).isTrue();
        for (String field : List.of("key", "version", "txId", "block")) {
            assertThat(again.path(field)).as(field).isEqualTo(first.json().path(field));
        }
    }

    @Then("it is refused with {int} {word}")
    public void isRefused(int status, String code) {
        SoftAssertions softly = new SoftAssertions();
        isRefused(softly, "the answer", world.answer(), status, code);
        softly.assertAll();
    }

    @Then("it is refused with {int} {word} in {string}")
    public void isRefused(int status, String code, String field) {
        SoftAssertions softly = new SoftAssertions();
        isRefused(softly, "the answer", world.answer(), status, code, field);
        softly.assertAll();
    }

    @Then("the chaincode refuses it as {word}")
    public void chaincodeRefuses(String code) {
        assertThat(world.refusal()).as("the refusal").isNotNull();
        assertThat(world.refusal().code())
                .as("%s", world.refusal().getMessage())
                .isEqualTo(code);
    }

    /** The refusal names this field, or none when it is empty. */
    static void isRefused(SoftAssertions softly, String what, Answer answer, int status, String code, String field) {
        isRefused(softly, what, answer, status, code);
        softly.assertThat(answer.field()).as("%s: field of %s", what, answer).isEqualTo(field);
    }

    static void isRefused(SoftAssertions softly, String what, Answer answer, int status, String code) {
        softly.assertThat(answer.status() + " " + answer.code())
                .as("%s: %s", what, answer)
                .isEqualTo(status + " " + code);
        if (answer.status() == status) {
            isProblem(softly, what, answer);
        }
    }

    /** Every refusal is problem+json (RFC 9457) with the code of the rule, and repeats nothing personal. */
    static void isProblem(SoftAssertions softly, String what, Answer answer) {
        JsonNode problem = answer.json();
        softly.assertThat(answer.header("Content-Type"))
                .as("%s: content type", what)
                .startsWith("application/problem+json");
        softly.assertThat(problem.path("type").asText())
                .as("%s: type", what)
                .isEqualTo("urn:zoneledger:problem:" + answer.code());
        softly.assertThat(problem.path("status").asInt())
                .as("%s: status in the body", what)
                .isEqualTo(answer.status());
        softly.assertThat(problem.path("title").asText()).as("%s: title", what).isNotBlank();
        softly.assertThat(problem.path("detail").asText())
                .as("%s: detail", what)
                .isNotBlank();
        softly.assertThat(answer.text()).as("%s: what it repeats", what).doesNotContain(Documents.RESIDENT_ID);
    }

    /** Sends a request as each of the people of a table {@code who, status, code} and checks how they are refused. */
    static void eachIsRefused(World world, List<Map<String, String>> people, Request request) {
        SoftAssertions softly = new SoftAssertions();
        people.forEach(row -> isRefused(
                softly,
                row.get("who"),
                world.who(row.get("who")).send(request),
                Integer.parseInt(row.get("status")),
                row.get("code")));
        softly.assertAll();
    }

    /** Sends a request with each of the flaws of a table {@code flaw, status, code, field} and checks how it is refused. */
    static void eachIsRefused(Gateway gateway, List<Map<String, String>> flaws, Function<String, Request> flawed) {
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : flaws) {
            String field = row.get("field");
            isRefused(
                    softly,
                    row.get("flaw"),
                    gateway.send(flawed.apply(row.get("flaw"))),
                    Integer.parseInt(row.get("status")),
                    row.get("code"),
                    field == null ? "" : field);
        }
        softly.assertAll();
    }
}
