package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Somebody asks how the zone is. */
public final class StatusSteps {

    private static final Duration CATCH_UP = Duration.ofSeconds(20);

    private final Zone zone;
    private Zone.Run run;
    private JsonNode status;

    public StatusSteps(World world) {
        this.zone = world.zone();
    }

    @When("somebody asks/asked for the status")
    public void asks() throws IOException {
        run = zone.run("status", "--json");
        status = new ObjectMapper().readTree(run.out());
    }

    @Then("the command ends with {int}")
    public void ends(int code) {
        assertThat(run.exit()).as("%s%s", run.out(), run.err()).isEqualTo(code);
    }

    @Then(
            "the zone is described by its name, home, portBase, fabric, consensus, channel, height, indexLag, gateways and consumer")
    public void describesZone() {
        JsonNode described = status.path("zone");
        assertThat(described.path("name").asText()).isEqualTo("jiaxing");
        assertThat(described.path("home").asText()).isNotBlank();
        assertThat(described.path("portBase").asInt()).isPositive();
        assertThat(described.path("fabric").asText()).matches("v?3\\..*");
        assertThat(described.path("consensus").asText()).isEqualTo("bft");
        assertThat(described.path("channel").asText()).isEqualTo("zone");
        assertThat(described.path("height").asLong()).isPositive();
        assertThat(described.path("indexLag").isIntegralNumber()).as("indexLag").isTrue();
        assertThat(described.path("gateways").properties().stream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(
                        zone.organisations().stream().map(Zone.Organisation::id).toList());
        described.path("gateways").forEach(address -> assertThat(URI.create(address.asText()))
                .hasScheme("https"));
        assertThat(URI.create(described.path("consumer").asText())).hasScheme("http");
    }

    @Then("these nodes are described, all healthy and supervised:")
    public void describesNodes(DataTable table) {
        Set<String> expected = new HashSet<>();
        table.asMaps().forEach(row -> Arrays.stream(row.get("organisations").split(",", -1))
                .forEach(organisation -> expected.add(organisation.strip() + "-" + row.get("kind"))));
        assertThat(status.path("nodes"))
                .extracting(node -> node.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(expected);
        for (JsonNode node : status.path("nodes")) {
            assertThat(node.path("name").asText())
                    .isEqualTo(node.path("organisation").asText() + "-"
                            + node.path("kind").asText());
            assertThat(node.path("health").asText()).as("%s", node).isEqualTo("healthy");
            assertThat(node.path("supervised").asBoolean()).as("%s", node).isTrue();
            if (Set.of("peer", "gateway").contains(node.path("kind").asText())) {
                assertThat(node.path("height").asLong()).as("%s", node).isPositive();
            }
        }
    }

    @Then("every process id belongs to a process")
    public void processes() {
        for (JsonNode node : status.path("nodes")) {
            assertThat(ProcessHandle.of(node.path("pid").asLong()))
                    .as("%s", node)
                    .hasValueSatisfying(ProcessHandle::isAlive);
        }
    }

    @Then("every address is listened to")
    public void addresses() throws IOException {
        for (JsonNode node : status.path("nodes")) {
            URI address = URI.create("tcp://" + node.path("address").asText());
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 3000);
                assertThat(socket.isConnected()).as("%s", node).isTrue();
            }
        }
    }

    @Then("the height has grown")
    public void grown() {
        long before = status.at("/zone/height").asLong();
        status = zone.status();
        assertThat(status.at("/zone/height").asLong()).isGreaterThan(before);
    }

    @Then("the index lag is 0 again")
    public void noLag() {
        Await.until(
                "an index lag of 0",
                CATCH_UP,
                zone::status,
                now -> now.at("/zone/indexLag").asLong(-1) == 0);
    }

    @When("the zone is taken down")
    public void takeDown() {
        zone.must("down");
    }

    @Then("no node runs")
    public void nothingRuns() throws IOException {
        asks();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(status.path("nodes")).isNotEmpty().allSatisfy(node -> {
            assertThat(node.path("health").asText()).as("%s", node).isEqualTo("stopped");
            assertThat(node.has("pid")).as("%s", node).isFalse();
        });
    }

    @When("the zone is taken up")
    public void takeUp() {
        zone.must("up", "--no-demo");
    }

    @Then("every node is healthy")
    public void allHealthy() throws IOException {
        asks();
        assertThat(status.path("nodes"))
                .isNotEmpty()
                .allSatisfy(node ->
                        assertThat(node.path("health").asText()).as("%s", node).isEqualTo("healthy"));
    }
}
