package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.Selection;
import org.zoneledger.domain.credit.scoring.GradeLaw;

/** Declarations that customs inspects at random. */
public final class InspectionSteps {

    private static final String INSPECTIONS = "/api/v1/inspections";
    private static final List<String> LETTERS = List.of("A", "B", "C", "D");

    private final World world;
    private final String id = Documents.id("inspection");
    private ObjectNode list;
    private JsonNode drawn;

    public InspectionSteps(World world) {
        this.world = world;
    }

    @Given("customs has fixed {int} declarations of enterprises of all four grades")
    public void fixes(int count) {
        list = list(count);
        world.who("the customs officer").must(fixing(list));
    }

    private ObjectNode list(int count) {
        TreeSet<String> digests = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            digests.add(Sha256.hex(
                    CanonicalJson.bytes(Documents.object().put("declaration", i).put("salt", id))));
        }
        ObjectNode document = Documents.object();
        document.put(
                "law",
                GradeLaw.inForce(GradeLaw.all(List.of()), LocalDate.now(CreditRules.BEIJING))
                        .id());
        var declarations = document.putArray("declarations");
        for (String digest : digests) {
            declarations
                    .addObject()
                    .put("digest", digest)
                    .put("letter", LETTERS.get(declarations.size() % LETTERS.size()));
        }
        return document;
    }

    private Request fixing(ObjectNode document) {
        return Request.of("POST", INSPECTIONS, document).with("Idempotency-Key", id);
    }

    @When("something else is written")
    public void somethingElse() {
        world.routine().filed("SUBMITTED");
    }

    @Then("every gateway gives the same seed and the same declarations")
    public void sameEverywhere() {
        List<JsonNode> all = new ArrayList<>();
        world.zone()
                .organisations()
                .forEach(each -> all.add(Await.until(
                        "the draw at " + each.id(),
                        Await.LAG,
                        () -> world.zone()
                                .gateway(each.id(), world.zone().consumer())
                                .get(INSPECTIONS + "/" + id)
                                .json(),
                        answer -> answer.path("seed").isTextual())));
        drawn = all.get(0);
        assertThat(drawn.path("selected")).isNotEmpty();
        for (JsonNode other : all) {
            for (String field : List.of("seed", "seedSize", "selected", "inspection")) {
                assertThat(other.path(field)).as(field).isEqualTo(drawn.path(field));
            }
        }
    }

    @Then("whoever computes it from the list and the seed finds the same")
    public void sameByHand() {
        assertThat(Selection.of(record(), seed())).isEqualTo(selected());
    }

    @Then("it is published how much of each grade was drawn, and the better grade less")
    public void effects() {
        JsonNode effects = world.who("a consumer").get(INSPECTIONS).json().path("effects");
        Map<String, Long> drawnHere = new TreeMap<>();
        for (JsonNode each : list.path("declarations")) {
            drawnHere.merge(
                    each.path("letter").asText(),
                    selected().contains(each.path("digest").asText()) ? 1L : 0L,
                    Long::sum);
        }
        assertThat(effects).hasSize(LETTERS.size());
        for (JsonNode effect : effects) {
            assertThat(effect.path("drawn").asLong())
                    .as("%s", effect)
                    .isGreaterThanOrEqualTo(drawnHere.get(effect.path("letter").asText()))
                    .isLessThanOrEqualTo(effect.path("declared").asLong());
        }
        assertThat(effects.at("/0/letter").asText()).isEqualTo("A");
        assertThat(effects.at("/3/letter").asText()).isEqualTo("D");
        assertThat(effects.at("/0/perMille").asLong())
                .isLessThan(effects.at("/3/perMille").asLong());
    }

    @Then("a list in which one was spared and one was picked by hand is found out")
    public void manipulated() {
        List<String> inspected = new ArrayList<>(selected());
        String spared = inspected.remove(0);
        String picked = null;
        for (JsonNode each : list.path("declarations")) {
            if (!selected().contains(each.path("digest").asText())) {
                picked = each.path("digest").asText();
            }
        }
        inspected.add(picked);
        assertThat(Selection.deviation(record(), seed(), inspected))
                .isEqualTo(new Selection.Deviation(List.of(spared), List.of(picked)));
    }

    @Then("the tax officer is refused a list as {word}")
    public void refusedToOthers(String code) {
        Answer answer =
                world.who("the tax officer").send(fixing(list(3)).with("Idempotency-Key", Documents.id("inspection")));
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
    }

    @Then("customs cannot send another list under the same id")
    public void another() {
        Answer answer = world.who("the customs officer").send(fixing(list(3)));
        assertThat(answer.json().path("code").asText()).isEqualTo("ID_REUSED");
    }

    private LedgerRecord record() {
        return new LedgerRecord((ObjectNode) drawn.path("inspection"));
    }

    private byte[] seed() {
        return HexFormat.of().parseHex(drawn.path("seed").asText());
    }

    private List<String> selected() {
        List<String> selected = new ArrayList<>();
        drawn.path("selected").forEach(each -> selected.add(each.asText()));
        return selected;
    }
}
