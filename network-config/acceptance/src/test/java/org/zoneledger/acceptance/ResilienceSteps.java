package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.After;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.identifier.DigitalLink;

/** Processes are killed, the zone is stopped and started. */
public final class ResilienceSteps {

    /** A write goes round a dead node or waits for its return. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final Duration BACK = Duration.ofSeconds(20);
    private static final List<String> VOLATILE = List.of("height", "createdAt");

    private final World world;
    private final Map<String, Long> killed = new HashMap<>();
    private final Map<String, JsonNode> noted = new TreeMap<>();
    private Clients clients;

    public ResilienceSteps(World world) {
        this.world = world;
    }

    @After
    public void stopClients() {
        if (clients != null) {
            clients.stop();
        }
    }

    @When("{word} is killed")
    public void kill(String node) {
        killed.put(node, world.zone().kill(node));
    }

    @Then("{word} is healthy again within {int} seconds in another process")
    public void isBack(String node, int seconds) {
        world.zone().awaitHealthy(node, killed.get(node), Duration.ofSeconds(seconds));
    }

    @Given("{int} of its clients register one product after another, repeating what was not answered")
    public void startClients(int count) {
        clients = new Clients(world.routine(), world.who("the clerk"), world.party());
        clients.start(count);
    }

    @When("these are killed one after the other, each as soon as the clients had {int} more products acknowledged:")
    public void killOneAfterTheOther(int products, List<String> nodes) {
        for (String node : nodes) {
            awaitProgress(products);
            kill(node);
        }
    }

    @When("the clients had {int} more products acknowledged and stop")
    public void stopAfter(int products) {
        awaitProgress(products);
        killed.forEach((node, pid) -> world.zone().awaitHealthy(node, pid, BACK));
        awaitProgress(products);
        clients.stop();
    }

    @Then("no client was refused")
    public void nothingRefused() {
        assertThat(clients.refused()).isEmpty();
    }

    @Then("the auditor finds each acknowledged product once and with version 1")
    public void auditorFindsEach() {
        Gateway auditor = world.who("the auditor");
        SoftAssertions softly = new SoftAssertions();
        clients.acknowledged().forEach((gtin, answer) -> {
            List<JsonNode> versions =
                    HistorySteps.versions(auditor.await(HistorySteps.history("product/" + gtin), 200));
            softly.assertThat(versions)
                    .as("versions of %s", gtin)
                    .extracting(version -> version.path("version").asLong())
                    .containsExactly(1L);
            softly.assertThat(answer.json().path("version").asLong()).isEqualTo(1);
        });
        softly.assertAll();
    }

    @Given("what everybody sees of it is noted")
    public void note() {
        noted.putAll(look());
        assertThat(noted).isNotEmpty();
    }

    @Then("everybody sees of it what was noted")
    public void seesWhatWasNoted() {
        assertThat(look()).isEqualTo(noted);
    }

    private void awaitProgress(int products) {
        int before = clients.acknowledged().size();
        Await.until(
                products + " more products acknowledged",
                RECOVERY,
                () -> clients.acknowledged().size(),
                now -> now >= before + products || !clients.refused().isEmpty());
    }

    private Map<String, JsonNode> look() {
        World.Subject subject = world.subject();
        DigitalLink.Item batch = DigitalLink.Item.batch(subject.maker().sweaters(), subject.lot());
        Map<String, JsonNode> seen = new TreeMap<>();
        for (Zone.Organisation each : world.zone().organisations()) {
            Gateway consumer = world.zone().gateway(each.id(), world.zone().consumer());
            look(seen, each.id(), consumer, world.party().filing());
            look(seen, each.id(), consumer, world.party().subject());
            look(seen, each.id(), consumer, Routine.product(subject.maker().sweaters()));
            look(seen, each.id(), consumer, batch.path());
            ArrayNode events = JsonNodeFactory.instance.arrayNode();
            ProvenanceSteps.allEvents(consumer, batch.uri(), 30).forEach(events::add);
            seen.put(each.id() + " events", events);
        }
        look(
                seen,
                "customs officer",
                world.who("the customs officer"),
                world.party().filing());
        look(
                seen,
                "customs officer",
                world.who("the customs officer"),
                world.party().subject());
        for (String key : List.of("filing/", "assertion/customs/")) {
            look(
                    seen,
                    "auditor",
                    world.who("the auditor"),
                    HistorySteps.history(key + world.party().uscc()));
        }
        return seen;
    }

    private static void look(Map<String, JsonNode> seen, String who, Gateway gateway, String path) {
        seen.put(who + " " + path, lasting(gateway.await(path, 200).json()));
    }

    /** What does not change by the passing of time and of blocks. */
    private static JsonNode lasting(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode kept = object.deepCopy();
            VOLATILE.forEach(kept::remove);
            return kept;
        }
        return node;
    }
}
