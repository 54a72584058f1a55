package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Sscc;

/** Recalls, and the traces they follow. */
public final class RecallSteps {

    private static final String RECALLS = "/api/v1/recalls";

    private final World world;
    private final String yarnLot = Documents.lot();
    private final String lot = Documents.lot();
    private final Sscc carton = Documents.sscc();
    private String recall;

    public RecallSteps(World world) {
        this.world = world;
    }

    @Given("sweaters that were knitted of a lot of yarn, packed into a carton and shipped")
    public void journey() {
        World.Maker maker = world.maker();
        ObjectNode events = Documents.epcis(
                Documents.made(maker.yarn(), yarnLot),
                Documents.knitted(maker.yarn(), yarnLot, maker.sweaters(), lot),
                Documents.packed(maker.sweaters(), lot, carton),
                Documents.shipped(maker.sweaters(), lot, "urn:epcglobal:cbv:bt:6930000000018:PO1"));
        String id = Documents.id("capture");
        Gateway operator = world.zone().gateway("operator", world.party().clerk());
        operator.must(world.routine().capture(world.party(), id, events));
        world.zone().organisations().forEach(each -> world.zone()
                .gateway(each.id(), world.zone().consumer())
                .await("/capture/" + id, 200));
    }

    @When("the market officer recalls the lot of yarn")
    public void recalls() {
        recall = Documents.id("recall");
        world.who("the market officer").must(recalling(recall));
    }

    @When("the market officer closes the recall")
    public void closes() {
        ObjectNode closing = Documents.object().put("reason", "全部收回").put("legalBasis", "产品质量法");
        world.who("the market officer")
                .must(Request.of("POST", RECALLS + "/" + recall + "/closure", closing)
                        .with("Idempotency-Key", Documents.id("closure")));
    }

    @Then("everybody who scans the sweaters' code sees the recall of the yarn")
    public void everybodySees() {
        world.zone().organisations().forEach(each -> {
            JsonNode passport = awaitState(each.id(), "recalled");
            assertThat(passport.at("/recalls/0/id").asText()).isEqualTo(recall);
            assertThat(passport.at("/recalls/0/batches/0").asText()).isEqualTo(yarnLot);
        });
    }

    @Then("nobody who scans the sweaters' code sees a recall")
    public void nobodySees() {
        world.zone().organisations().forEach(each -> assertThat(
                        awaitState(each.id(), "fine").path("recalls"))
                .isEmpty());
    }

    @Then("the recall reaches the yarn, the sweaters and the carton, who had them last, and what is missing")
    public void reaches() {
        JsonNode reach = world.who("a consumer")
                .get(RECALLS + "/" + recall + "/affected")
                .json();
        assertThat(reach.path("complete").asBoolean()).as("%s", reach).isTrue();
        assertThat(epcs(reach.path("affected"))).containsExactlyInAnyOrder(yarn(), sweaters(), carton());
        for (JsonNode thing : reach.path("affected")) {
            if (thing.path("epc").asText().equals(sweaters())) {
                assertThat(thing.path("last").toString()).contains("shipping");
                assertThat(thing.path("gaps")).as("shipped and not received").isNotEmpty();
            }
        }
    }

    @Then("subscribers to recalls are told of it")
    public void told() {
        assertThat(world.who("the customs officer").listen("/api/v1/stream?from=0&type=recall"))
                .contains(recall);
    }

    @Then("the sweaters come from the yarn, and the yarn went into the carton")
    public void traced() {
        assertThat(traced(sweaters(), "backward")).contains(yarn());
        assertThat(traced(yarn(), "forward")).contains(sweaters(), carton());
        assertThat(traced(yarn(), "backward")).doesNotContain(sweaters());
    }

    @Then("these people cannot recall the lot of yarn:")
    public void cannotRecall(DataTable table) {
        String id = Documents.id("recall");
        AnswerSteps.eachIsRefused(world, table.asMaps(), recalling(id));
        assertThat(world.who("a consumer").get(RECALLS + "/" + id).status()).isEqualTo(404);
    }

    private List<String> traced(String epc, String direction) {
        String path = "/epcs/" + URLEncoder.encode(epc, StandardCharsets.UTF_8) + "/trace?direction=" + direction;
        return epcs(world.who("a consumer").get(path).json().path("nodes"));
    }

    private static List<String> epcs(JsonNode things) {
        List<String> epcs = new ArrayList<>();
        things.forEach(thing -> epcs.add(thing.path("epc").asText()));
        return epcs;
    }

    private JsonNode awaitState(String organisation, String state) {
        return Await.until(
                        state + " at " + organisation,
                        Await.LAG,
                        () -> world.zone()
                                .gateway(organisation, world.zone().consumer())
                                .get(DigitalLink.Item.batch(world.maker().sweaters(), lot)
                                        .path()),
                        answer -> answer.json().path("state").asText().equals(state))
                .json();
    }

    private Request recalling(String id) {
        ObjectNode document = Documents.object()
                .put("gtin", world.maker().yarn().value())
                .put("reasonZh", "可分解芳香胺染料超标")
                .put("reasonEn", "Azo dyes above the limit")
                .put("legalBasis", "消费品召回管理暂行规定");
        document.putArray("batches").add(yarnLot);
        return Request.of("POST", RECALLS, document).with("Idempotency-Key", id);
    }

    private String yarn() {
        return DigitalLink.Item.batch(world.maker().yarn(), yarnLot).uri();
    }

    private String sweaters() {
        return DigitalLink.Item.batch(world.maker().sweaters(), lot).uri();
    }

    private String carton() {
        return new DigitalLink.LogisticUnit(carton).uri();
    }
}
