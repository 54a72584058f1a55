package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.proof.Jws;

/** Negative lists, and an enterprise's way onto one and off it again. */
public final class ListingSteps {

    private static final String BASIS = "国家市场监督管理总局令第44号";

    private final World world;
    private final LocalDate today = LocalDate.now(CreditRules.BEIJING);
    private final String listId = Documents.id("list");
    private final String listing = Documents.id("listing");
    private final String title = Documents.mark("严重违法失信名单");
    private final String ground = Documents.mark("连续三次抽检不合格");

    public ListingSteps(World world) {
        this.world = world;
    }

    @Given("market regulation leads a list of subjects")
    public void subjects() {
        ObjectNode list = list("SUBJECT").put("scheme", "market");
        world.routine().decided("market", proposing("PUT", "/api/v1/lists/" + listId, list, "market"));
    }

    @Given("customs leads a list of goods under heading {word}")
    public void goods(String heading) {
        ObjectNode list = list("GOODS");
        list.putArray("items")
                .addObject()
                .put("item", heading)
                .put("zh", "超过一百年的古物")
                .put("en", "antiques of more than a hundred years")
                .put("from", "2026-01-01");
        world.routine().decided("customs", proposing("PUT", "/api/v1/lists/" + listId, list, "customs"));
    }

    private ObjectNode list(String kind) {
        return Documents.object()
                .put("kind", kind)
                .put("titleZh", title)
                .put("titleEn", "a list of the scenario")
                .put("legalBasis", BASIS)
                .put("validFrom", "2026-01-01");
    }

    @When("the market officer gives the enterprise notice of a listing")
    public void notice() {
        Person officer = world.zone().person("market", "officer");
        world.who("the market officer").await("/api/v1/lists/" + listId, 200);
        ObjectNode notice = Documents.object().put("list", listId);
        notice.putObject("restricted").put("uscc", world.party().uscc().value()).put("ground", ground);
        world.who("the market officer")
                .must(Request.of("POST", "/api/v1/listings", notice)
                        .with(Map.of("Idempotency-Key", listing, "Zone-Salt", officer.salt(listing))));
    }

    @Then("the clerk sees the notice and the last day for a statement")
    public void clerkSeesNotice() {
        JsonNode notice = seen("the clerk", "NOTIFIED");
        assertThat(notice.path("ground").asText()).isEqualTo(ground);
        assertThat(LocalDate.parse(notice.path("respondBy").asText())).isAfter(today);
    }

    @Then("nobody but the agency and the enterprise sees that it was given notice")
    public void nobodyElse() {
        SoftAssertions softly = new SoftAssertions();
        world.zone().organisations().forEach(each -> {
            Gateway gateway = world.zone().gateway(each.id(), world.zone().consumer());
            for (String path : List.of(facts(), grade(), world.party().subject(), check())) {
                softly.assertThat(gateway.get(path).text())
                        .as("%s at %s", path, each.id())
                        .doesNotContain(title, ground, listing);
            }
            softly.assertThat(gateway.get(listing()).status())
                    .as("a consumer at %s", each.id())
                    .isEqualTo(401);
        });
        for (String who : List.of("the tax officer", "another enterprise's clerk")) {
            softly.assertThat(world.who(who).get(listing()).status()).as(who).isEqualTo(404);
            softly.assertThat(world.who(who).get("/api/v1/listings").text())
                    .as(who)
                    .doesNotContain(ground);
        }
        softly.assertAll();
    }

    @When("the market officer proposes to list the enterprise")
    public void proposes() {
        seen("the market officer", "NOTIFIED");
        world.send(world.who("the market officer"), conclusion());
    }

    @When("the enterprise makes its statement")
    public void states() {
        Person clerk = world.party().clerk();
        String id = Documents.id("statement");
        ObjectNode form = Documents.object();
        form.putObject("restricted").put("statement", "三批次均已召回并整改");
        byte[] seed = HexFormat.of().parseHex(clerk.salt(id));
        byte[] document = PartyDocument.statement(listing, form, seed, id, 2).bytes();
        world.who("the clerk")
                .must(Request.of("POST", listing() + "/statements", form)
                        .with(Map.of(
                                "Idempotency-Key",
                                id,
                                "Zone-Salt",
                                clerk.salt(id),
                                "Zone-Signature",
                                Jws.sign(document, clerk.key(), clerk.fingerprint()))));
    }

    @When("the market officer proposes to list the enterprise and the reviewer decides")
    public void decides() {
        seen("the market officer", "RESPONDED");
        world.routine().decided("market", conclusion());
    }

    private Request conclusion() {
        ObjectNode decision = Documents.object().put("step", "LIST").put("legalBasis", BASIS);
        decision.putObject("restricted")
                .put("reason", "抽检报告属实，陈述不能成立")
                .put("severity", "SERIOUS")
                .put("source", "嘉市监列严1号")
                .put("remedies", "满一年且整改完毕后可申请信用修复");
        return proposing("POST", listing() + "/decisions", decision, "market");
    }

    @Then("the clerk sees how the listing can be repaired")
    public void clerkSeesRemedies() {
        assertThat(seen("the clerk", "DECIDED").path("remedies").asText()).contains("信用修复");
    }

    @When("the market officer delivers the decision")
    public void delivers() {
        seen("the market officer", "DECIDED");
        ObjectNode delivery = Documents.object();
        delivery.putObject("restricted").put("method", "ELECTRONIC").put("deliveredOn", today.toString());
        world.who("the market officer").must(proposing("POST", listing() + "/deliveries", delivery, "market"));
    }

    @Then("everybody sees that the enterprise stands on the list")
    public void everybodySees() {
        agencies().forEach(agency -> {
            Gateway gateway = world.zone().gateway(agency, world.zone().consumer());
            Await.until("the listing at " + agency, Await.LAG, () -> gateway.get(facts()), answer -> answer.text()
                    .contains(title));
            assertThat(gateway.get(check()).json().path("hits").findValuesAsText("listId"))
                    .as("the check at %s", agency)
                    .contains(listId);
        });
    }

    @Then("the listing, the fact and the grade were written by one transaction")
    public void oneTransaction() {
        world.writtenTogether(
                "facts/market/" + world.party().uscc(), "grade/" + world.party().uscc(), "listing/" + listing);
    }

    @When("market regulation withdraws the listing")
    public void withdraws() {
        ObjectNode withdrawal = Documents.object();
        withdrawal.putObject("restricted").put("legalBasis", "行政复议法");
        String path = facts().replace("/facts/", "/facts/market/") + "/" + listing + "/withdrawal";
        world.routine().decided("market", proposing("POST", path, withdrawal, "market"));
    }

    @Then("nothing but an audit shows that the enterprise stood on the list")
    public void onlyAudit() {
        SoftAssertions softly = new SoftAssertions();
        world.zone().organisations().forEach(each -> {
            for (String path : List.of(facts(), grade(), world.party().subject(), check(), "/lists")) {
                softly.assertThat(world.zone()
                                .gateway(each.id(), world.zone().consumer())
                                .get(path)
                                .text())
                        .as("%s at %s", path, each.id())
                        .doesNotContain(listing)
                        .doesNotContain(
                                path.equals("/lists") ? world.party().uscc().value() : title);
            }
        });
        for (String who : List.of("the clerk", "the market officer", "the tax officer")) {
            softly.assertThat(world.who(who).get(facts()).text()).as(who).doesNotContain(title);
            softly.assertThat(world.who(who).get(listing()).status()).as(who).isEqualTo(404);
        }
        softly.assertThat(world.who("the auditor").get(listing()).text()).contains(ground);
        softly.assertAll();
    }

    @When("the market officer proposes a listing as a fact")
    public void proposesFact() {
        ObjectNode fact = Documents.object();
        fact.putObject("restricted")
                .put("legalBasis", BASIS)
                .putObject("fact")
                .put("kind", "LISTING")
                .put("severity", "SERIOUS")
                .put("title", title)
                .put("source", "嘉市监列严1号")
                .put("legalBasis", BASIS)
                .put("foundOn", today.toString());
        world.send(
                world.who("the market officer"),
                proposing("POST", facts().replace("/facts/", "/facts/market/"), fact, "market"));
    }

    @Then("every gateway finds goods {word} on the list")
    public void hits(String code) {
        world.routine()
                .awaitPublic("/api/v1/lists/check?goods=" + code, "the list of goods", answer -> answer.path("hits")
                        .findValuesAsText("listId")
                        .contains(listId));
    }

    @Then("no gateway finds goods {word} on the list")
    public void misses(String code) {
        world.zone().organisations().forEach(each -> assertThat(world.zone()
                        .gateway(each.id(), world.zone().consumer())
                        .get("/api/v1/lists/check?goods=" + code)
                        .json()
                        .path("hits")
                        .findValuesAsText("listId"))
                .as(each.id())
                .doesNotContain(listId));
    }

    /** The listing as somebody sees it, once it has this status there. */
    private JsonNode seen(String who, String status) {
        return Await.until(
                "the listing " + status + " to " + who,
                Await.LAG,
                () -> world.who(who).get(listing()).json(),
                seen -> seen.path("status").asText().equals(status));
    }

    private Request proposing(String method, String path, ObjectNode decision, String agency) {
        String id = Documents.id("document");
        Person officer = world.zone().person(agency, "officer");
        return Request.of(method, path, decision).with(Map.of("Idempotency-Key", id, "Zone-Salt", officer.salt(id)));
    }

    private static Stream<String> agencies() {
        return Stream.of("customs", "tax", "forex", "market", "commerce");
    }

    private String listing() {
        return "/api/v1/listings/" + listing;
    }

    private String facts() {
        return "/api/v1/facts/" + world.party().uscc();
    }

    private String grade() {
        return "/api/v1/grades/" + world.party().uscc();
    }

    private String check() {
        return "/api/v1/lists/check?subject=" + world.party().uscc();
    }
}
