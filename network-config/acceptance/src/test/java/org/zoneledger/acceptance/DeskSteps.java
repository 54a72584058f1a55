package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people do at their desks, in a real browser. */
public final class DeskSteps {

    private static final Pattern HIDDEN = Pattern.compile("name=\"(id|salt|version)\" value=\"([^\"]*)\"");

    private final World world;
    private final List<Answer> answers = new ArrayList<>();
    private String said = "";
    private String share = "";
    private String taxPaid = "";

    public DeskSteps(World world) {
        this.world = world;
    }

    @When("{who} decides {word} on the filing at the desk in {word}")
    public void decides(Gateway officer, String step, String language) {
        String address = "/desk/filings/" + world.party().uscc();
        said = press(officer, language, address, step, form -> {});
        isDone();
    }

    private void isDone() {
        assertThat(said).as("what the desk says").isNotEmpty().doesNotContain("未办成", "Not done");
    }

    @When("the commerce officer activates the filing at the desk up to a day that is over")
    public void activatesTooLate() {
        said = press(
                world.who("the commerce officer"),
                "zh-CN",
                "/desk/filings/" + world.party().uscc(),
                "ACTIVATE",
                form -> form.locator("[name=validTo]").fill(Documents.yesterday()));
    }

    @Then("the desk says that the period is over")
    public void periodIsOver() {
        assertThat(said).contains("未办成").contains("期限已过");
    }

    /** Fills the form that goes to an address and presses the button of a step; gives what the desk says then. */
    private static String press(
            Gateway gateway, String language, String address, String step, java.util.function.Consumer<Locator> more) {
        Page page = Phone.window(gateway, language);
        try {
            page.navigate(gateway.address() + "/desk");
            Locator form = page.locator("form[action^=\"" + address + "\"]");
            form.locator("[name=reason]").fill("资料核对一致");
            form.locator("[name=legalBasis]").fill("海关总署公告2018年第194号");
            more.accept(form);
            form.locator("button[value=" + step + "]").click();
            page.waitForLoadState();
            assertThat(Phone.fits(page)).as("the desk fits a phone").isTrue();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            return page.locator("[role=status]").textContent();
        } finally {
            page.context().close();
        }
    }

    @When("the market officer sends the form of the desk twice")
    public void sendsTwice() {
        Gateway market = world.who("the market officer");
        Request form = form(market, "VERIFY").with("Origin", market.address().toString());
        answers.add(market.send(form));
        answers.add(market.send(form));
    }

    @Then("both times it is done, and the filing has one version more")
    public void doneOnce() {
        assertThat(answers).extracting(Answer::status).containsOnly(303);
        world.routine().awaitStatus(world.party(), "VERIFIED");
        assertThat(world.routine().version(world.party().filing())).isEqualTo(2);
        answers.clear();
    }

    @When("a page from elsewhere makes the customs officer's browser send the form")
    public void fromElsewhere() {
        Gateway customs = world.who("the customs officer");
        Request form = form(customs, "ACCEPT");
        answers.add(customs.send(form.with("Origin", "https://elsewhere.example")));
        answers.add(customs.send(form));
    }

    @Then("it is refused and everybody sees the filing VERIFIED")
    public void refused() {
        assertThat(answers).extracting(Answer::status).containsOnly(403);
        world.routine().awaitStatus(world.party(), "VERIFIED");
    }

    /** The form of the filing as the desk of an officer has it, filled in. */
    private Request form(Gateway officer, String step) {
        String action = "/desk/filings/" + world.party().uscc();
        String desk =
                officer.send(Request.get("/desk").with("Accept", "text/html")).text();
        String own = desk.substring(desk.indexOf("action=\"" + action));
        Map<String, String> fields =
                new TreeMap<>(Map.of("step", step, "reason", "资料核对一致", "legalBasis", "海关总署公告2018年第194号"));
        Matcher hidden = HIDDEN.matcher(own.substring(0, own.indexOf("</form>")));
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new Request(
                "POST", action, Map.of("Content-Type", "application/x-www-form-urlencoded"), Bypass.bytes(body));
    }

    @Given("an enterprise with an active filing of which tax knows what it paid")
    public void taxKnows() {
        world.about(world.routine().filed("ACTIVE"));
        taxPaid = Documents.mark("taxpaid");
        Confidant.must(world, "tax", Confidant.detail(world, world.party(), taxPaid));
        Confidant.awaitDigest(world, "customs", world.party());
    }

    @When("the tax officer decides GRANT on the request at the desk in {word}")
    public void grants(String language) {
        share = world.who("the tax officer")
                .get("/api/v1/shares")
                .json()
                .at("/shares/0/id")
                .asText();
        said = press(world.who("the tax officer"), language, "/desk/shares/" + share, "GRANT", form -> {});
        isDone();
        Await.until(
                "the grant",
                Await.LAG,
                () -> world.who("the customs officer").get("/api/v1/shares/" + share),
                answer -> answer.json().path("status").asText().equals("GRANTED"));
    }

    @Then("customs reads what it asked for")
    public void reads() {
        assertThat(world.who("the customs officer")
                        .must(Confidant.read("/api/v1/shares/" + share, "taxPaid"))
                        .json()
                        .at("/values/taxPaid")
                        .asText())
                .isEqualTo(taxPaid);
    }

    @Then("the clerk's desk in {word} shows {string}, {string} and the contact, and fits a phone")
    public void clerksDesk(String language, String state, String read) {
        Gateway clerk = world.who("the clerk");
        Page page = Phone.window(clerk, language);
        try {
            page.navigate(clerk.address() + "/desk");
            String text = page.locator("main").textContent();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(text).contains(state, read, TierSteps.contactOf(world).phone());
            assertThat(Phone.fits(page)).isTrue();
        } finally {
            page.context().close();
        }
    }

    @Then("another enterprise's desk shows nothing of it")
    public void othersDesk() {
        Answer desk = world.who("another enterprise's clerk")
                .send(Request.get("/desk").with("Accept", "text/html"));
        assertThat(desk.status()).isEqualTo(200);
        assertThat(desk.text())
                .doesNotContain(
                        TierSteps.contactOf(world).phone(), world.party().uscc().value());
    }

    @Then("the policy page in {word} shows {string} and every record type, and fits a phone")
    public void policyPage(String language, String closed) {
        Gateway consumer = world.who("a consumer");
        Phone.Sight sight = Phone.open(java.net.URI.create(consumer.address() + "/policy"), language, true, "policy");
        assertThat(sight.status()).isEqualTo(200);
        assertThat(sight.language()).isEqualTo(language);
        assertThat(sight.fits()).isTrue();
        assertThat(sight.text()).contains(closed);
        var table = consumer.get("/api/v1/policy").json().path("table");
        assertThat(table.size()).isGreaterThan(10);
        table.properties()
                .forEach(type -> type.getValue().fieldNames().forEachRemaining(field -> assertThat(sight.text())
                        .contains(field.replace(".*", ""))));
    }
}
