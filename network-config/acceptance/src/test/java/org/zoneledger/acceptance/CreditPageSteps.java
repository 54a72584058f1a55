package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.cucumber.java.After;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.zoneledger.domain.credit.CreditRules;

/** Credit from the desks of two people of an agency to the pages of the enterprise and of everybody, in a real browser. */
public final class CreditPageSteps {

    private static final String POST = """
            ([action, fields]) => {
              const form = Object.assign(document.createElement('form'), {method: 'post', action});
              for (const [name, value] of Object.entries(fields)) {
                form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
              }
              document.body.append(form);
              form.submit();
            }""";

    private final World world;
    private final String grounds = Documents.mark("grounds");
    private final String today = LocalDate.now(CreditRules.BEIJING).toString();
    private Page page;
    private String language = "";
    private String action = "";
    private String proposal = "";

    public CreditPageSteps(World world) {
        this.world = world;
    }

    @After
    public void close() {
        if (page != null) {
            page.context().close();
        }
    }

    @When("{who} proposes the class {word} at the desk in {language}")
    public void proposes(Gateway officer, String classCode, String language) {
        proposes(officer, classCode, language, today);
    }

    @When("{who} proposes the class {word} at the desk in {language}, assessed on {word}")
    public void proposes(Gateway officer, String classCode, String language, String assessedOn) {
        find(officer, language, "words");
        form().locator("[name=classCode]").selectOption(classCode);
        form().locator("[name=assessedOn]").fill(assessedOn);
        form().locator("[name=grounds]").fill(grounds);
        propose();
    }

    @When("{who} finds at the desk in {language} that the origin of a product nobody has registered is false")
    public void finds(Gateway officer, String language) {
        find(officer, language, "facts");
        form().locator("[name=kind]").selectOption("FALSE_ORIGIN");
        form().locator("[name=severity]").selectOption("SERIOUS");
        Map.of("title", "产地标注不实", "source", "嘉市监处1号", "legalBasis", "产品质量法第五十三条", "publishedFrom", today)
                .forEach((name, value) -> form().locator("[name=" + name + "]").fill(value));
        form().locator("[name='goods.gtin']").fill(Documents.gtin().value());
        propose();
    }

    @When("the officer writes today in the field {word} and proposes again")
    public void writesToday(String field) {
        writes(field, today);
    }

    @When("the officer writes the product of the enterprise in the field {word} and proposes again")
    public void writesProduct(String field) {
        writes(field, world.product().value());
    }

    private void writes(String field, String value) {
        form().locator("[name='" + field + "']").fill(value);
        propose();
    }

    @Then("the desk says {string}")
    public void says(String words) {
        assertThat(page.locator("[role=status]").textContent()).contains(words);
    }

    @Then("the desk says at the field {word} {string}")
    public void saysAtField(String field, String why) {
        Locator wrong = form().locator("[aria-invalid]");
        assertThat(wrong.getAttribute("name")).isEqualTo(field);
        assertThat(page.locator("#" + wrong.getAttribute("aria-describedby")).textContent())
                .isEqualTo(why);
        assertThat(page.evaluate("document.activeElement.name")).isEqualTo(field);
    }

    @Then("everything that was written is still there")
    public void isStillThere() {
        assertThat(form().locator("[name=grounds]").inputValue()).isEqualTo(grounds);
        assertThat(form().locator("[name=classCode]").inputValue()).isEqualTo("CERTIFIED");
    }

    @Then("{who} finds it at the desk in {language} as {string}, with no button")
    public void hasNoButton(Gateway officer, String language, String words) {
        open(officer, "/desk", language);
        assertThat(waiting().textContent()).contains(words);
        assertThat(waiting().locator("button").count()).isZero();
    }

    @When("{who} approves it at the desk in {language}")
    public void approves(Gateway reviewer, String language) {
        open(reviewer, "/desk", language);
        press(waiting(), "APPROVE");
    }

    /** There is no such form on the desk: the browser sends one that the officer has made. */
    @When("the same officer's browser sends an approval")
    public void approvesOwn() {
        Map<String, String> fields =
                Map.of("id", Documents.id("own"), "salt", "00".repeat(16), "version", "1", "step", "APPROVE");
        String address = "/desk/cases/" + proposal + "?lang=" + language.substring(0, 2);
        page.evaluate(POST, List.of(address, fields));
        page.waitForURL(url -> url.contains("/desk/cases/"));
    }

    @Then("the clerk's page on credit in {language} shows the grade {word} with {int} points, because {string}")
    public void showsGrade(String language, String letter, int points, String because) {
        Gateway clerk = world.who("the clerk");
        awaitGrade(clerk, letter);
        open(clerk, "/desk", language);
        page.locator("a[href^='/desk/credit?']").click();
        isWell();
        Phone.picture(page, "own-credit-" + language);
        assertThat(part("grade").locator(".class").first().textContent())
                .startsWith(letter + " · ")
                .contains(Integer.toString(points));
        assertThat(part("grade").textContent()).contains(because);
    }

    @Then("it names these inputs:")
    public void namesInputs(Map<String, String> inputs) {
        assertThat(part("parts").locator("li").count()).isEqualTo(inputs.size());
        inputs.forEach(
                (input, value) -> assertThat(line("parts", input).textContent()).contains(value));
    }

    @Then("it says that {string} would make {word} with {int} points")
    public void wouldMake(String change, String letter, int points) {
        assertThat(line("prospects", change).locator(".tag").textContent()).startsWith(letter + " · " + points + " ");
    }

    @Then("everybody's page in {language} shows the grade {word} and {string}, and nothing that is restricted")
    public void everybodys(String language, String letter, String open) {
        Gateway consumer = world.who("a consumer");
        awaitGrade(consumer, letter);
        open(consumer, "/enterprises/" + world.party().uscc(), language);
        Phone.picture(page, "enterprise-credit-" + language);
        assertThat(page.locator(".grade b").textContent()).isEqualTo(letter);
        String text = page.locator("main").textContent();
        assertThat(text).contains(open).doesNotContain(grounds, "527 ", "纳税缴费信用级别", "Tax class");
        world.zone().organisations().forEach(each -> assertThat(world.zone()
                        .gateway(each.id(), world.zone().consumer())
                        .send(Request.get("/enterprises/" + world.party().uscc())
                                .with("Accept", "text/html"))
                        .text())
                .as("at %s", each.id())
                .contains(world.party().uscc().value())
                .doesNotContain(grounds, "纳税缴费信用级别"));
    }

    @Then("the page of the product in {language} says {string}")
    public void productPage(String language, String words) {
        Gateway consumer = world.who("a consumer");
        String path = "/01/" + world.product().value();
        Await.until("the finding", Await.LAG, () -> consumer.get(path), answer -> answer.json()
                .path("state")
                .asText()
                .equals("false_origin"));
        open(consumer, path, language);
        assertThat(page.locator("#main h2").first().textContent()).contains(words);
    }

    private void awaitGrade(Gateway gateway, String letter) {
        Await.until(
                "the grade at " + gateway.address(),
                Await.LAG,
                () -> gateway.get("/api/v1/grades/" + world.party().uscc()),
                answer -> answer.json().at("/grade/grade").asText().equals(letter));
    }

    /** The agency's form about the enterprise, found as an officer finds it. */
    private void find(Gateway officer, String language, String kind) {
        String uscc = world.party().uscc().value();
        open(officer, "/desk", language);
        page.locator("a[href^='/desk/enterprises?']").click();
        page.locator("#q").fill(uscc);
        page.locator("form.search button").click();
        page.locator("a[href^='/desk/enterprises/" + uscc + "']").click();
        isWell();
        action = "/desk/" + kind + "/" + world.zone().organisation(officer.person()) + "/" + uscc + "?";
    }

    private void open(Gateway gateway, String path, String shown) {
        close();
        language = shown;
        page = Phone.window(gateway, language);
        page.navigate(gateway.address() + path);
        isWell();
    }

    private void isWell() {
        assertThat(Phone.fits(page)).as("%s fits a phone", page.url()).isTrue();
        assertThat(page.locator("html").getAttribute("lang")).startsWith(language.substring(0, 2));
    }

    private Locator form() {
        return page.locator("form[action^='" + action + "']");
    }

    private void propose() {
        proposal = form().locator("[name=id]").inputValue();
        press(form(), "PROPOSE");
    }

    private void press(Locator form, String step) {
        form.locator("button[value=" + step + "]").click();
        page.waitForLoadState();
        isWell();
    }

    private Locator waiting() {
        return line("cases", world.party().uscc().value());
    }

    private Locator part(String name) {
        return page.locator("section[aria-labelledby=" + name + "]");
    }

    private Locator line(String part, String words) {
        return part(part).locator("ul.work > li").filter(new Locator.FilterOptions().setHasText(words));
    }
}
