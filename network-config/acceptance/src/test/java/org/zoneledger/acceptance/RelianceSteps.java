package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** What can be done because a filing is active and its certificate good, and cannot otherwise. */
public final class RelianceSteps {

    private final World world;

    public RelianceSteps(World world) {
        this.world = world;
    }

    @Given("an enterprise with an active filing and a product")
    public void enterpriseWithProduct() {
        Party enterprise = world.routine().filed("ACTIVE");
        world.about(enterprise);
        world.makes(world.routine().registered(enterprise));
    }

    @Then("these are refused with {int} {word} in {string}:")
    public void areRefused(int status, String code, String field, List<String> attempts) {
        SoftAssertions softly = new SoftAssertions();
        attempts.forEach(attempt -> AnswerSteps.isRefused(softly, attempt, attempt(attempt), status, code, field));
        softly.assertAll();
    }

    @Then("these are written:")
    public void areWritten(List<String> attempts) {
        SoftAssertions softly = new SoftAssertions();
        attempts.forEach(attempt -> {
            Answer answer = attempt(attempt);
            softly.assertThat(answer.status()).as("%s: %s", attempt, answer).isIn(201, 202);
        });
        softly.assertAll();
    }

    @Then("everybody still finds the product")
    public void stillFound() {
        world.zone().organisations().forEach(each -> assertThat(world.zone()
                        .gateway(each.id(), world.zone().consumer())
                        .get(Routine.product(world.product()))
                        .status())
                .as("at %s", each.id())
                .isEqualTo(200));
    }

    private Answer attempt(String what) {
        Party party = world.party();
        return switch (what) {
            case "another product" ->
                world.who("the clerk").send(world.routine().product(party, Documents.gtin()));
            case "a capture" ->
                world.zone()
                        .gateway("operator", party.clerk())
                        .send(world.routine().capture(party, Documents.id("capture"), made()));
            case "an amendment" -> world.who("the clerk").send(world.routine().amendment(party, otherBase()));
            case "a use" ->
                world.who("the tax officer")
                        .send(world.routine().use(party, "export-tax-refund", List.of("nameZh", "customsCode")));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private ObjectNode made() {
        return Documents.epcis(Documents.made(world.product(), Documents.lot()));
    }

    /** A field that nobody verifies has another value. */
    private ObjectNode otherBase() {
        return Documents.filing(world.party()).put("base", "jiaxing-nanhu");
    }
}
