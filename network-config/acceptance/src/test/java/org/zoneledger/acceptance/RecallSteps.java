package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Sscc;

/** Recalls, and the traces they follow. */
public final class RecallSteps {

    private static final String RECALLS = "/api/v1/recalls";
    private static final String TITLE = "冒用羊绒纱产地";
    private static final String OPENING = "form[action^=\"/desk/recalls?\"]";

    private final World world;
    private final String yarnLot = Documents.lot();
    private final String lot = Documents.lot();
    private final Sscc carton = Documents.sscc();
    private String recall;
    private String finding;
    private String language = "en";
    private String said = "";

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

    @When("two people of market regulation find that the origin of the lot of yarn is false")
    public void findsOrigin() {
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        finding = Documents.id("finding");
        ObjectNode statement = Documents.object();
        ObjectNode fact = statement
                .putObject("restricted")
                .put("legalBasis", "产品质量法第三十条")
                .putObject("fact")
                .put("kind", "FALSE_ORIGIN")
                .put("severity", "SERIOUS")
                .put("title", TITLE)
                .put("source", "嘉市监罚1号")
                .put("legalBasis", "产品质量法第三十条")
                .put("foundOn", today);
        fact.putObject("goods")
                .put("gtin", world.maker().yarn().value())
                .putArray("batches")
                .add(yarnLot);
        decided("/api/v1/facts/market/" + world.party().uscc(), statement, finding);
    }

    @When("two people of market regulation withdraw the finding")
    public void withdrawsOrigin() {
        ObjectNode statement = Documents.object();
        statement.putObject("restricted").put("legalBasis", "行政复议法");
        String path = "/api/v1/facts/market/" + world.party().uscc() + "/" + finding + "/withdrawal";
        decided(path, statement, Documents.id("withdrawal"));
    }

    private void decided(String path, ObjectNode statement, String id) {
        Person officer = world.zone().person("market", "officer");
        world.routine()
                .decided(
                        "market",
                        Request.of("POST", path, statement)
                                .with(Map.of("Idempotency-Key", id, "Zone-Salt", officer.salt(id))));
    }

    @Then("everybody who scans the yarn's or the sweaters' code sees that the origin of the yarn is false")
    public void seesFalseOrigin() {
        everywhere("false_origin", passport -> assertThat(
                        passport.at("/falseOrigins/0/id").asText())
                .isEqualTo(finding));
    }

    @Then("nobody who scans the yarn's or the sweaters' code sees a false origin")
    public void seesNoFalseOrigin() {
        everywhere("fine", passport -> assertThat(passport.path("falseOrigins")).isEmpty());
    }

    private void everywhere(String state, Consumer<JsonNode> check) {
        List<DigitalLink.Item> codes = List.of(
                DigitalLink.Item.batch(world.maker().yarn(), yarnLot),
                DigitalLink.Item.batch(world.maker().sweaters(), lot));
        world.zone()
                .organisations()
                .forEach(each -> codes.forEach(code -> {
                    Answer answer = Await.until(
                            code + " at " + each.id(),
                            Await.LAG,
                            () -> world.zone()
                                    .gateway(each.id(), world.zone().consumer())
                                    .send(Request.get(code.path()).with("Accept", "application/json")),
                            found -> found.json().path("state").asText().equals(state));
                    check.accept(answer.json());
                }));
    }

    @Then("the finding, the fact and the grade {string} were written by one transaction")
    public void oneTransaction(String grade) {
        List<JsonNode> last = world.writtenTogether(
                "origin/" + finding,
                "facts/market/" + world.party().uscc(),
                "grade/" + world.party().uscc());
        assertThat(last.get(2).at("/record/grade").asText()).isEqualTo(grade);
    }

    @Then("the finding says nothing of a penalty")
    public void saysNothing() {
        assertThat(world.who("the auditor")
                        .get("/api/v1/history/origin/" + finding)
                        .text())
                .doesNotContain(TITLE)
                .doesNotContain("SERIOUS")
                .doesNotContain("嘉市监罚");
    }

    @When("the market officer closes the recall")
    public void closes() {
        ObjectNode closing = Documents.object().put("reason", "全部收回").put("legalBasis", "产品质量法");
        world.who("the market officer")
                .must(Request.of("POST", RECALLS + "/" + recall + "/closure", closing)
                        .with("Idempotency-Key", Documents.id("closure")));
    }

    @When("the market officer recalls the lot of yarn at the desk in {word}")
    public void recallsAtDesk(String language) {
        atDesk(language, desk -> {
            recall = fill(desk, world.maker().yarn().value()).getAttribute("value");
            desk.locator(OPENING + " [name=batches]").fill(yarnLot);
            Phone.picture(desk, "desk-recall-" + language);
            assertThat(press(desk, OPENING)).doesNotContain("未办成", "Not done");
        });
    }

    @When("the market officer recalls a product nobody has registered at the desk")
    public void recallsUnknown() {
        atDesk("en", desk -> {
            fill(desk, Documents.gtin().value());
            said = press(desk, OPENING);
        });
    }

    @Then("the desk says that no enterprise has registered it")
    public void saysUnknown() {
        assertThat(said).contains("Not done").contains("No enterprise has registered this product.");
    }

    @Then("the desk shows that it reaches the yarn, the sweaters and the carton, and that {string} had them last")
    public void deskShows(String holder) {
        atDesk(language, desk -> {
            desk.locator("a[href^=\"/desk/recalls/" + recall + "\"]").click();
            desk.waitForLoadState();
            String text = desk.locator("main").textContent();
            assertThat(text).contains(yarnLot, lot, carton.value(), holder);
            assertThat(Phone.fits(desk)).isTrue();
            Phone.picture(desk, "desk-recall-reach-" + language);
        });
    }

    @Then("{who} sees the recall at the desk and has no form for it")
    public void seesOnly(Gateway reviewer) {
        String desk =
                reviewer.send(Request.get("/desk").with("Accept", "text/html")).text();
        assertThat(desk).contains("/desk/recalls/" + recall).doesNotContain("action=\"/desk/recalls");
    }

    @Then("the customs officer's desk has nothing about recalls")
    public void nothingElsewhere() {
        assertThat(world.who("the customs officer")
                        .send(Request.get("/desk").with("Accept", "text/html"))
                        .text())
                .doesNotContain("/desk/recalls");
    }

    @When("the market officer ends the recall at the desk in {word}")
    public void endsAtDesk(String language) {
        atDesk(language, desk -> {
            String form = "form[action^=\"/desk/recalls/" + recall + "\"]";
            desk.locator(form + " [name=reason]").fill("全部收回");
            desk.locator(form + " [name=legalBasis]").fill("消费品召回管理暂行规定");
            assertThat(press(desk, form)).doesNotContain("未办成", "Not done");
        });
    }

    /** Fills what a recall needs; gives the hidden id that it will have. */
    private static Locator fill(Page desk, String gtin) {
        desk.locator(OPENING + " [name=gtin]").fill(gtin);
        desk.locator(OPENING + " [name=reasonZh]").fill("可分解芳香胺染料超标");
        desk.locator(OPENING + " [name=reasonEn]").fill("Azo dyes above the limit");
        desk.locator(OPENING + " [name=legalBasis]").fill("消费品召回管理暂行规定");
        return desk.locator(OPENING + " [name=id]");
    }

    /** Presses the one button of a form; gives what the desk says then. */
    private static String press(Page desk, String form) {
        desk.locator(form + " button").click();
        desk.waitForLoadState();
        assertThat(Phone.fits(desk)).as("the desk fits a phone").isTrue();
        return desk.locator("[role=status]").textContent();
    }

    private void atDesk(String tag, Consumer<Page> work) {
        language = tag;
        Gateway market = world.who("the market officer");
        Page desk = Phone.window(market, tag);
        try {
            desk.navigate(market.address() + "/desk");
            work.accept(desk);
        } finally {
            desk.context().close();
        }
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
