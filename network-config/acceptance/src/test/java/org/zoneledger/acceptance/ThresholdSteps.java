package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.en.Then;
import java.io.IOException;
import java.util.Map;

/** What a bank learns without learning a class. */
public final class ThresholdSteps {

    private final World world;
    private Party bank;
    private String grant;

    public ThresholdSteps(World world) {
        this.world = world;
    }

    @Then("a bank that the enterprise let ask is answered that there is a red line, and not the class of tax")
    public void bankAsks() {
        bank = world.routine().filed("ACTIVE");
        grant = Confidant.granted(world, world.party(), bank, "threshold.noRedLine", "threshold.tax");
        JsonNode answer = ask();
        assertThat(answer.at("/noRedLine/answer").asText()).isEqualTo("NO");
        assertThat(answer.at("/tax/answer").asText()).isEqualTo("YES");
        assertThat(answer.toString()).doesNotContain("\"A\"").doesNotContain("LISTING");
    }

    @Then("the bank is answered at its next question that there is no red line, and has a receipt of the answer")
    public void bankAsksAgain() throws IOException {
        JsonNode answer = ask();
        assertThat(answer.at("/noRedLine/answer").asText()).isEqualTo("YES");
        world.verifies(bankAtWindow(), "threshold/" + answer.path("id").asText());
    }

    private JsonNode ask() {
        String id = Documents.id("question");
        ObjectNode question =
                Documents.object().put("uscc", world.party().uscc().value()).put("grant", grant);
        question.putObject("questions").putObject("tax").put("atLeast", "B");
        question.withObject("/questions").putObject("noRedLine");
        bankAtWindow()
                .must(Request.of("POST", "/api/v1/thresholds", question)
                        .with(Map.of(
                                "Idempotency-Key", id, "Zone-Salt", bank.clerk().salt(id))));
        return bankAtWindow().await("/api/v1/thresholds/" + id, 200).json();
    }

    private Gateway bankAtWindow() {
        return world.zone().gateway("commerce", bank.clerk());
    }
}
