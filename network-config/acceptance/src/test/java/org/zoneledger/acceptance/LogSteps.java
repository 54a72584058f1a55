package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.cucumber.java.After;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.DigitalLink;

/** The log, its witnesses, and receipts that are checked by somebody who trusts nobody. */
public final class LogSteps {

    private static final Duration COSIGNED = Duration.ofSeconds(20);
    private static final int WIDTH = 256;
    private static final int REFUSED = 1;
    private static final String NONE = "filing/none";

    private final World world;
    private final Map<String, byte[]> receipts = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Zone.Run> searches = new ArrayList<>();
    private Page phone;
    private String seen;
    private String lot;
    private String captureID;

    public LogSteps(World world) {
        this.world = world;
    }

    @When("a stranger takes the receipts of the filing, the product and an event from the operator")
    public void takes() {
        World.Maker maker = world.subject().maker();
        receipts.put("filing", receipt("filing/" + world.party().uscc()));
        receipts.put("product", receipt("product/" + maker.sweaters()));
        receipts.put("event", receipt("events/" + digest(anEvent())));
    }

    @Then("a stranger soon has the receipt of that filing")
    public void soonHasIt() {
        receipts.put("filing", receipt("filing/" + world.party().uscc()));
        accepts(3);
    }

    @Then("the zone's own verifier accepts each of them and names at least {int} agencies")
    public void accepts(int agencies) {
        receipts.forEach((name, receipt) -> {
            Zone.Run run = verify(receipt);
            assertThat(run.exit()).as(name + ": " + run.out() + run.err()).isZero();
            assertThat(run.out()).startsWith("verified: ");
            assertThat(run.out().lines().filter(line -> line.startsWith("  "))).hasSizeGreaterThanOrEqualTo(agencies);
        });
    }

    @Then("a verifier written by others in another language accepts each of them")
    public void othersAccept() {
        receipts.forEach((name, receipt) -> {
            Zone.Run run = world.zone().check("receipt", roots(), file(receipt));
            assertThat(run.exit()).as(name + ": " + run.out() + run.err()).isZero();
        });
    }

    @Then("the receipt of the event takes at most {int} bytes without the event")
    public void isSmall(int bytes) {
        ObjectNode receipt = (ObjectNode) json(receipts.get("event"));
        receipt.remove("content");
        assertThat(CanonicalJson.bytes(receipt).length).isLessThanOrEqualTo(bytes);
    }

    @Then("neither accepts any of them once a letter of it was changed")
    public void neitherAcceptsChanged() {
        receipts.forEach((name, receipt) -> {
            ObjectNode changed = (ObjectNode) json(receipt);
            ObjectNode content = (ObjectNode) changed.get("content");
            content.put("type", content.path("type").asText() + "s");
            byte[] bytes = CanonicalJson.bytes(changed);
            Zone.Run run = verify(bytes);
            assertThat(run.exit()).as(name + ": " + run.out()).isEqualTo(REFUSED);
            assertThat(run.out()).startsWith("REFUSED at ");
            assertThat(world.zone().check("receipt", roots(), file(bytes)).exit())
                    .as(name)
                    .isEqualTo(REFUSED);
        });
    }

    @When(
            "a stranger asks the operator for the receipt of the filing, and for one that a filing nobody made does not exist")
    public void asksForBoth() {
        receipts.put("newest", receipt(ownFiling()));
        receipts.put("absent", receipt(NONE + "?absent=true"));
    }

    @Then("both verifiers say that the first is the newest version, and that there is no record of the second")
    public void bothSayNewestAndAbsent() {
        assertThat(verify(receipts.get("newest")).out()).contains("the newest version under this key");
        assertThat(others(receipts.get("newest")).out()).contains(ownFiling() + ", the newest version");
        for (Zone.Run run : List.of(verify(receipts.get("absent")), others(receipts.get("absent")))) {
            assertThat(run.exit()).as(run.out() + run.err()).isZero();
            assertThat(run.out()).contains("there is no record " + NONE);
        }
    }

    @Then("both refuse the second as proof that the first does not exist")
    public void bothRefuse() {
        ObjectNode changed = (ObjectNode) json(receipts.get("absent"));
        ((ObjectNode) changed.get("absent")).put("key", ownFiling());
        byte[] bytes = CanonicalJson.bytes(changed);
        assertThat(verify(bytes).out()).startsWith("REFUSED at ABSENT: ");
        assertThat(others(bytes).exit()).isEqualTo(REFUSED);
    }

    @Then("the operator gives no receipt that the first does not exist")
    public void givesNoFalseAbsence() {
        Answer answer = stranger("operator").get("/api/v1/receipts/" + ownFiling() + "?absent=true");
        assertThat(answer.json().path("code").asText()).isEqualTo("WRONG_STATE");
    }

    private String ownFiling() {
        return "filing/" + world.party().uscc();
    }

    private Zone.Run others(byte[] receipt) {
        return world.zone().check("receipt", roots(), file(receipt));
    }

    @Then("every gateway serves the same tiles and entries, byte for byte")
    public void sameLog() {
        Gateway customs = stranger("customs");
        long size = size(Await.until(
                "a checkpoint of customs", COSIGNED, () -> file(customs, "/log/checkpoint"), Answer::isSuccess));
        SoftAssertions softly = new SoftAssertions();
        for (long from = 0; from < size; from += WIDTH) {
            long width = Math.min(WIDTH, size - from);
            String path = "%03d".formatted(from / WIDTH) + (width < WIDTH ? ".p/" + width : "");
            for (String tile : List.of("/log/tile/0/" + path, "/log/tile/entries/" + path)) {
                byte[] expected = awaitFile(customs, tile);
                world.zone().organisations().forEach(each -> softly.assertThat(awaitFile(stranger(each.id()), tile))
                        .as("%s at %s", tile, each.id())
                        .isEqualTo(expected));
            }
        }
        softly.assertAll();
    }

    @Then("every agency publishes a checkpoint of the whole log with at least {int} cosignatures")
    public void publishes(int agencies) {
        agencies().forEach(agency -> {
            Answer checkpoint = Await.until(
                    "a cosigned checkpoint of " + agency,
                    COSIGNED,
                    () -> file(stranger(agency), "/log/checkpoint"),
                    answer -> answer.isSuccess() && cosignatures(answer) >= agencies);
            assertThat(checkpoint.text()).startsWith("zoneledger.org/jiaxing/" + agency + "\n");
        });
    }

    @Then("an audit of the logs finds that all agree")
    public void auditAgrees() {
        Zone.Run run = Await.until(
                "an audit without findings",
                COSIGNED,
                () -> world.zone().run("log", "audit"),
                each -> each.exit() == 0);
        assertThat(run.out().lines()).hasSize(5).allSatisfy(line -> assertThat(line)
                .endsWith(": agrees"));
    }

    @Then("the tools of the Go checksum database accept every agency's log, entry by entry")
    public void toolsAccept() {
        JsonNode witnesses = stranger("operator").get("/api/v1/witnesses").json();
        assertThat(witnesses).hasSize(5);
        for (JsonNode witness : witnesses) {
            String agency = witness.path("origin").asText().replaceAll(".*/", "");
            Zone.Run run = world.zone()
                    .check(
                            "log",
                            world.zone().tlsRoots().toString(),
                            stranger(agency).address() + "/log",
                            witness.path("logKey").asText());
            assertThat(run.exit()).as(agency + ": " + run.out() + run.err()).isZero();
            assertThat(run.out()).contains(" entries under root ");
        }
    }

    @After
    public void putAway() {
        if (phone != null) {
            phone.context().close();
        }
    }

    @When("a stranger opens the page that checks receipts with that of the filing, in {word}")
    public void opensChecker(String language) {
        String key = "filing/" + world.party().uscc();
        receipts.put("filing", receipt(key));
        phone = Phone.stranger();
        phone.navigate(stranger("operator").address() + "/verify?lang=" + language + "&receipt=" + key);
    }

    @When("the stranger gives it the same receipt with a letter changed")
    public void givesChanged() {
        ObjectNode changed = (ObjectNode) json(receipts.get("filing"));
        ((ObjectNode) changed.get("content")).put("nameZh", "另一家企业");
        phone.setInputFiles("#file", Path.of(file(CanonicalJson.bytes(changed))));
    }

    @Then("the page says {string} and who cosigned")
    public void saysWho(String verdict) {
        PlaywrightAssertions.assertThat(phone.locator("#verdict")).hasText(verdict);
        assertThat(phone.locator("#facts dd").allTextContents())
                .contains("filing/" + world.party().uscc());
        assertThat(phone.locator("#facts dt").allTextContents().stream()
                        .filter(term -> term.contains("Cosigned") || term.contains("联署")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(Phone.fits(phone)).isTrue();
        Phone.picture(phone, "receipt-good-" + phone.locator("html").getAttribute("lang"));
    }

    @Then("the page says {string} and shows nothing as proven")
    public void saysNothing(String verdict) {
        PlaywrightAssertions.assertThat(phone.locator("#verdict")).hasText(verdict);
        PlaywrightAssertions.assertThat(phone.locator("#facts")).isEmpty();
        PlaywrightAssertions.assertThat(phone.locator("#reason")).containsText("LOG");
        Phone.picture(phone, "receipt-bad-" + phone.locator("html").getAttribute("lang"));
    }

    @When("the stranger asks the page whether a filing that nobody made exists, in {word}")
    public void asksWhetherAbsent(String language) {
        phone.navigate(
                stranger("operator").address() + "/verify?lang=" + language + "&receipt=" + NONE + "&absent=true");
    }

    @Then("the page says {string} and that there is no such record")
    public void saysAbsent(String verdict) {
        PlaywrightAssertions.assertThat(phone.locator("#verdict")).hasText(verdict);
        assertThat(phone.locator("#facts dt").allTextContents()).containsAnyOf("No record", "没有此记录");
        assertThat(phone.locator("#facts dd").allTextContents()).contains(NONE);
        Phone.picture(phone, "receipt-absent-" + phone.locator("html").getAttribute("lang"));
    }

    @When("a consumer's phone has checked the page of the batch, in {word}")
    public void checksPage(String language) {
        receipt("events/" + digest(anEvent()));
        World.Subject subject = world.subject();
        String batch = DigitalLink.Item.batch(subject.maker().sweaters(), subject.lot())
                .path();
        phone = Phone.stranger();
        phone.navigate(world.zone().consumerPage() + batch + "?lang=" + language);
    }

    @Then("that page says {string} and every step has a tick")
    public void everyStepHasTick(String verdict) {
        PlaywrightAssertions.assertThat(phone.locator("#own-check h2")).containsText(verdict);
        PlaywrightAssertions.assertThat(phone.locator(".journey li:not(.proven)"))
                .hasCount(0);
        assertThat(phone.locator(".journey li.proven").count()).isPositive();
        assertThat(Phone.fits(phone)).isTrue();
        Phone.picture(phone, "own-check-good-" + phone.locator("html").getAttribute("lang"));
    }

    @When("a receipt is changed on its way to the phone")
    public void changesReceipt() {
        phone.route("**/api/v1/receipts/events/*", route -> {
            ObjectNode receipt = (ObjectNode) json(route.fetch().body());
            ((ObjectNode) receipt.get("content")).put("bizStep", "returning");
            route.fulfill(new Route.FulfillOptions().setBodyBytes(CanonicalJson.bytes(receipt)));
        });
        phone.reload();
    }

    @Then("that page says {string} in red, with the reason")
    public void saysRed(String verdict) {
        PlaywrightAssertions.assertThat(phone.locator("#own-check.bad h2")).containsText(verdict);
        PlaywrightAssertions.assertThat(phone.locator("#own-check p")).containsText("PAGE");
        PlaywrightAssertions.assertThat(phone.locator(".journey li.proven")).hasCount(0);
        Phone.picture(phone, "own-check-bad-" + phone.locator("html").getAttribute("lang"));
    }

    @When("a stranger searches every page for the batch of sweaters, and for a sweater that nobody has captured")
    public void searches() {
        World.Subject subject = world.subject();
        searches.add(Await.until(
                "the batch in the log",
                COSIGNED,
                () -> world.zone().run("log", "search", batch(subject.lot())),
                run -> run.exit() != REFUSED));
        searches.add(world.zone().run("log", "search", batch(subject.lot()) + "/21/" + Documents.mark("none")));
    }

    private String batch(String lot) {
        return DigitalLink.Item.batch(world.subject().maker().sweaters(), lot).uri();
    }

    @Then("the first was recorded, and the second never was, as at least {int} agencies have cosigned")
    public void neverWas(int agencies) {
        Zone.Run recorded = searches.get(0);
        assertThat(recorded.exit()).as(recorded.out() + recorded.err()).isZero();
        assertThat(recorded.out())
                .contains("recorded, first in event ")
                .contains(batch(world.subject().lot()));
        Zone.Run never = searches.get(1);
        assertThat(never.exit()).as(never.out() + never.err()).isEqualTo(1);
        assertThat(never.out()).containsPattern("not recorded: .* is named by none of [1-9][0-9,]* events in [1-9]");
        assertThat(searches).allSatisfy(run -> assertThat(run.out().lines().filter(line -> line.startsWith("  ")))
                .hasSizeGreaterThanOrEqualTo(agencies));
    }

    @When("a stranger begins to watch the sweaters, and then another batch of them is captured")
    public void watches() throws IOException {
        World.Subject subject = world.subject();
        seen = Files.createTempDirectory("monitor").resolve("seen.json").toString();
        Await.until("a first look", COSIGNED, () -> monitor(subject.maker()), run -> run.exit() == 0);
        lot = Documents.lot();
        captureID = world.routine()
                .captured(
                        world.party(),
                        Documents.epcis(Documents.made(subject.maker().sweaters(), lot)));
    }

    private Zone.Run monitor(World.Maker maker) {
        return world.zone()
                .run(
                        "monitor",
                        "--once",
                        "--state",
                        seen,
                        "--gtin",
                        maker.sweaters().value(),
                        "--uscc",
                        maker.party().uscc().value());
    }

    @Then("the stranger is told of that event, its page and who captured it")
    public void isTold() {
        World.Maker maker = world.subject().maker();
        Zone.Run told = Await.until("the event", COSIGNED, () -> monitor(maker), run -> run.exit() == 3);
        assertThat(told.out().lines().filter(line -> line.startsWith("page/" + captureID + " in block ")))
                .hasSize(2)
                .anyMatch(line -> line.contains("ObjectEvent of") && line.endsWith(" names " + batch(lot)))
                .anyMatch(line ->
                        line.endsWith(" was captured by " + maker.party().uscc()));
    }

    @When("somebody asks every agency to cosign another history of the customs log")
    public void asksForAnother() {
        byte[] root = Sha256.digest(new byte[] {7});
        String checkpoint = "zoneledger.org/jiaxing/customs\n1\n"
                + Base64.getEncoder().encodeToString(root) + "\n\n\u2014 zoneledger.org/jiaxing/customs "
                + Base64.getEncoder().encodeToString(new byte[68]) + "\n";
        byte[] body = ("old 0\n\n" + checkpoint).getBytes(StandardCharsets.UTF_8);
        agencies()
                .forEach(agency -> answers.add(stranger(agency)
                        .send(new Request("POST", "/log/add-checkpoint", Map.of("Content-Type", "text/plain"), body))));
    }

    @Then("each refuses with NOT_PERMITTED")
    public void eachRefuses() {
        assertThat(answers).hasSize(5).allSatisfy(answer -> assertThat(
                        answer.json().path("code").asText())
                .isEqualTo("NOT_PERMITTED"));
    }

    private List<String> agencies() {
        return world.zone().organisations().stream()
                .filter(each -> each.kind().equals("agency"))
                .map(Zone.Organisation::id)
                .toList();
    }

    private byte[] receipt(String what) {
        return Await.until(
                        "the receipt of " + what,
                        COSIGNED,
                        () -> stranger("operator").get("/api/v1/receipts/" + what),
                        Answer::isSuccess)
                .body();
    }

    private ObjectNode anEvent() {
        World.Subject subject = world.subject();
        String batch = DigitalLink.Item.batch(subject.maker().sweaters(), subject.lot())
                .uri();
        Answer events = stranger("operator")
                .await("/epcs/" + URLEncoder.encode(batch, StandardCharsets.UTF_8) + "/events", 200);
        return (ObjectNode) events.json().at("/epcisBody/queryResults/resultsBody/eventList/0");
    }

    /** What an answer adds to the event as the ledger has it does not belong to its digest. */
    private static String digest(ObjectNode event) {
        return Sha256.hex(CanonicalJson.bytes(event.deepCopy().without("recordTime")));
    }

    private Zone.Run verify(byte[] receipt) {
        return world.zone().run("verify", "--roots", roots(), file(receipt));
    }

    private String roots() {
        return world.zone().home().resolve("trust/agencies").toString();
    }

    /** A file of the log, which is no JSON. */
    private static Answer file(Gateway gateway, String path) {
        return gateway.send(Request.get(path).with("Accept", "*/*"));
    }

    private static byte[] awaitFile(Gateway gateway, String path) {
        return Await.until(path + " at " + gateway.address(), Await.LAG, () -> file(gateway, path), Answer::isSuccess)
                .body();
    }

    private static String file(byte[] receipt) {
        try {
            Path file = Files.createTempFile("receipt", ".json");
            file.toFile().deleteOnExit();
            return Files.write(file, receipt).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(byte[] receipt) {
        try {
            return new ObjectMapper().readTree(receipt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Answer checkpoint) {
        return Long.parseLong(checkpoint.text().split("\n", -1)[1]);
    }

    private static long cosignatures(Answer checkpoint) {
        return checkpoint
                .text()
                .lines()
                .filter(line -> line.contains("/witness "))
                .count();
    }

    private Gateway stranger(String organisation) {
        return world.zone().gateway(organisation, world.zone().consumer());
    }
}
