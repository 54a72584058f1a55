package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.cucumber.java.After;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.identifier.DigitalLink;

/** Codes are scanned from the zone's own page. */
public final class ScanSteps {

    private static final int SLOW = 20_000;

    private final World world;
    private final List<com.microsoft.playwright.Request> asked = new ArrayList<>();
    private Page phone;
    private String language;

    public ScanSteps(World world) {
        this.world = world;
    }

    @After
    public void putAway() {
        if (phone != null) {
            phone.context().browser().close();
        }
    }

    @Given("a phone in {language} whose camera sees the batch's code")
    public void seesCode(String tag) {
        takes(Phone.filming(Film.of(code()), tag, true), tag);
    }

    @Given("a phone in {language} whose camera sees nothing")
    public void seesNothing(String tag) {
        takes(Phone.filming(Film.of(Film.nothing()), tag, true), tag);
    }

    @Given("a phone in {language} whose camera sees a code of the batch that leads to {word}")
    public void seesForeign(String tag, String host) {
        takes(Phone.filming(Film.of(Film.code("https://" + host + batch().path())), tag, true), tag);
    }

    @Given("a phone in {language} whose camera sees a code with the text {string}")
    public void seesText(String tag, String text) {
        takes(Phone.filming(Film.of(Film.code(text)), tag, true), tag);
    }

    @Given("a phone in {language} that does not let pages use its camera")
    public void refuses(String tag) {
        takes(Phone.filming(Film.of(Film.nothing()), tag, false), tag);
    }

    @Given("a phone in {language} that runs no scripts")
    public void runsNoScripts(String tag) {
        takes(Phone.withoutScripts(tag), tag);
    }

    private void takes(Page page, String tag) {
        phone = page;
        language = tag;
        phone.onRequest(asked::add);
        phone.navigate(world.zone().consumerPage() + "/scan");
        assertThat(phone.locator("html").getAttribute("lang")).startsWith(tag.substring(0, 2));
        Phone.picture(phone, "scan-" + tag);
    }

    @When("its camera is opened on the scan page")
    public void opensCamera() {
        phone.locator("#camera").click();
    }

    @When("it is given a photo of the batch's code on the scan page")
    public void givesPhoto() {
        gives(code());
    }

    @When("it is given a photo of nothing on the scan page")
    public void givesNothing() {
        gives(Film.nothing());
    }

    private void gives(byte[] png) {
        phone.setInputFiles("#photo", new FilePayload("photo.png", "image/png", png));
    }

    @When("the batch's link is typed on the scan page")
    public void types() {
        phone.locator("#code").fill(world.zone().consumerPage() + batch().path());
        phone.locator("form button").click();
    }

    @When("the product is looked up here")
    public void looksUp() {
        phone.locator("#here").click();
    }

    @Then("the page of the batch opens in {language}")
    public void opens(String tag) {
        phone.waitForURL(
                address -> URI.create(address).getRawPath().equals(batch().path()),
                new Page.WaitForURLOptions().setTimeout(SLOW));
        assertThat(phone.locator("html").getAttribute("lang")).startsWith(tag.substring(0, 2));
        assertThat(phone.locator("body").textContent()).contains(batch().gtin().value());
    }

    @Then("the scan page says {string} and {string}")
    public void says(String verdict, String more) {
        PlaywrightAssertions.assertThat(phone.locator("#verdict"))
                .hasText(verdict, new HasTextOptions().setTimeout(SLOW));
        PlaywrightAssertions.assertThat(phone.locator("#result")).containsText(more);
        assertThat(Phone.fits(phone)).isTrue();
        Phone.picture(phone, "scan-" + verdict.replaceAll("\\P{L}+", "-") + "-" + language);
    }

    @Then("the phone has asked nobody but the zone, and only for what pages are made of")
    public void askedOnly() {
        assertThat(asked).isNotEmpty().allSatisfy(request -> {
            URI address = URI.create(request.url());
            if (!address.getScheme().equals("data")) {
                assertThat(address.getAuthority())
                        .isEqualTo(world.zone().consumerPage().getAuthority());
            }
            assertThat(request.method()).isEqualTo("GET");
            if (request.resourceType().equals("fetch")) {
                // the page of the product checks itself
                assertThat(address.getPath()).matches("/log/roots|/api/v1/receipts/events/[0-9a-f]{64}");
            } else {
                assertThat(request.resourceType()).isIn("document", "script", "other", "image");
            }
        });
    }

    private DigitalLink.Item batch() {
        World.Subject subject = world.subject();
        return DigitalLink.Item.batch(subject.maker().sweaters(), subject.lot());
    }

    private byte[] code() {
        return new Gateway(world.zone().consumerPage(), world.zone().consumer())
                .send(Request.get("/qr" + batch().path() + "?format=png&size=400")
                        .with("Accept", "image/png"))
                .body();
    }
}
