package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** Noise is sent. {@code -Dnoise.seed=N} sends other noise. */
public final class RobustnessSteps {

    private static final long SEED = Long.getLong("noise.seed", 20261124);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final World world;
    private final Map<Request, Answer> answers = new LinkedHashMap<>();
    private JsonNode openapi;
    private long pid;

    public RobustnessSteps(World world) {
        this.world = world;
    }

    @Given("the routes that the {word} gateway describes")
    public void routes(String organisation) {
        Zone zone = world.zone();
        openapi = new Gateway(zone.management(organisation), zone.consumer())
                .get("/q/openapi?format=json")
                .json();
        assertThat(openapi.path("paths").properties().stream().map(Map.Entry::getKey))
                .anyMatch(path -> path.startsWith("/api/v1/filings"))
                .contains("/capture");
        pid = zone.node(organisation + "-gateway").path("pid").asLong();
        world.about(world.maker().party());
    }

    @When("{who} sends {int} requests of noise to each route of the {word} gateway")
    public void sendsNoise(Gateway who, int each, String organisation) {
        Gateway gateway = world.zone().gateway(organisation, who.person());
        new Noise(SEED + organisation.hashCode())
                .requests(openapi, each)
                .forEach(request -> answers.put(request, gateway.send(request, PATIENCE)));
    }

    @Then("each is answered, and none with a server error")
    public void noServerError() {
        SoftAssertions softly = new SoftAssertions();
        answers.forEach((request, answer) -> softly.assertThat(answer.status())
                .as("seed %s, %s: %s", SEED, request, answer)
                .isBetween(200, 499));
        softly.assertAll();
    }

    @Then("no answer repeats the resident identity number that was in the noise")
    public void nothingRepeated() {
        SoftAssertions softly = new SoftAssertions();
        answers.forEach((request, answer) -> softly.assertThat(
                        answer.text() + answer.headers().map())
                .as("seed %s, %s", SEED, request)
                .doesNotContain(Documents.RESIDENT_ID));
        softly.assertAll();
    }

    /** A page for people may explain itself in HTML, and a HEAD has no body. */
    @Then("every refusal is a problem with a code")
    public void everyRefusalIsAProblem() {
        SoftAssertions softly = new SoftAssertions();
        answers.forEach((request, answer) -> {
            boolean page = answer.header("Content-Type").startsWith("text/html")
                    && !request.path().startsWith("/api");
            if (answer.status() >= 400 && !page && !request.method().equals("HEAD")) {
                AnswerSteps.isProblem(softly, request.toString(), answer);
                softly.assertThat(answer.code()).as("%s: %s", request, answer).isNotEmpty();
            }
        });
        softly.assertAll();
    }

    @Then("the {word} gateway is healthy in the same process")
    public void stillThere(String organisation) {
        JsonNode node = world.zone().node(organisation + "-gateway");
        assertThat(node.path("health").asText()).isEqualTo("healthy");
        assertThat(node.path("pid").asLong()).isEqualTo(pid);
    }
}
