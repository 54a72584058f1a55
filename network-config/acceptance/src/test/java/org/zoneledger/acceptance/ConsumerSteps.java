package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.net.URI;
import java.util.Map;
import org.zoneledger.domain.identifier.DigitalLink;

/** Somebody bought it. */
public final class ConsumerSteps {

    private static final Map<String, String> LOCALES = Map.of("Chinese", "zh-CN", "English", "en-GB");
    private static final Map<String, String> AGENCIES_ZH = Map.of(
            "customs", "海关",
            "tax", "税务",
            "forex", "外汇",
            "market", "市场监管",
            "commerce", "商务");
    private static final Map<String, String> AGENCIES_EN = Map.of(
            "customs", "customs",
            "tax", "tax",
            "forex", "foreign exchange",
            "market", "market regulation",
            "commerce", "commerce");

    private final World world;
    private DigitalLink.Item batch;
    private Phone.Sight sight;

    public ConsumerSteps(World world) {
        this.world = world;
    }

    @ParameterType("Chinese|English")
    public String language(String name) {
        return LOCALES.get(name);
    }

    @Given("a batch of sweaters with a journey and five credit words")
    public void batch() {
        World.Subject subject = world.subject();
        batch = DigitalLink.Item.batch(subject.maker().sweaters(), subject.lot());
    }

    @When("a consumer scans the batch's code with a phone in {language}")
    public void scans(String language) {
        sight = Phone.open(scanned(), language, true);
    }

    @When("a consumer scans the batch's code with a phone in {language} that runs no scripts")
    public void scansWithoutScripts(String language) {
        sight = Phone.open(scanned(), language, false);
    }

    @When("a consumer opens a link with a wrong check digit with a phone in {language}")
    public void opensWrongDigit(String language) {
        String digits = Documents.gtin().value();
        String wrong = digits.substring(0, 13) + (digits.charAt(13) == '0' ? '1' : '0');
        sight = Phone.open(page("/01/" + wrong), language, true);
    }

    @When("a consumer opens the link of a product nobody has registered with a phone in {language}")
    public void opensUnknown(String language) {
        sight = Phone.open(page(DigitalLink.Item.product(Documents.gtin()).path()), language, true);
    }

    @Then("the page is in {language}")
    public void isIn(String language) {
        assertThat(sight.language()).startsWith(language.substring(0, 2));
    }

    @Then("it names the product {string} and its enterprise {string}")
    public void names(String product, String enterprise) {
        assertThat(sight.status()).isEqualTo(200);
        assertThat(sight.text()).contains(product).contains(enterprise);
    }

    @Then("it tells the journey through {string}")
    public void tellsJourney(String place) {
        assertThat(sight.text()).contains(place);
    }

    /** The proof stands on the page as it stands in the answer for programs. */
    @Then("it says by whom and how the journey is proven")
    public void proves() {
        JsonNode passport = world.who("a consumer").get(batch.path()).json();
        assertThat(passport.path("proofs")).isNotEmpty();
        Map<String, String> agencies = sight.language().startsWith("zh") ? AGENCIES_ZH : AGENCIES_EN;
        for (JsonNode proof : passport.path("proofs")) {
            assertThat(sight.text())
                    .contains(proof.path("root").asText())
                    .contains(proof.path("txId").asText())
                    .contains(proof.path("block").asText());
            assertThat(proof.path("endorsers")).hasSizeGreaterThanOrEqualTo(3);
            proof.path("endorsers")
                    .forEach(agency -> assertThat(sight.text()).containsIgnoringCase(agencies.get(agency.asText())));
        }
    }

    @Then("it fits the phone")
    public void fits() {
        assertThat(sight.fits()).as("a page of width %s", sight.width()).isTrue();
    }

    @Then("it asked nobody but the zone")
    public void askedNobodyElse() {
        assertThat(sight.hosts()).containsOnly(world.zone().consumerPage().getAuthority());
    }

    @Then("it is no page about a product")
    public void isNoProduct() {
        assertThat(sight.status()).isBetween(400, 499);
    }

    @Then("it speaks of the {string}")
    public void speaksOf(String words) {
        assertThat(sight.text()).containsIgnoringCase(words);
    }

    private URI scanned() {
        Gateway consumer = new Gateway(world.zone().consumerPage(), world.zone().consumer());
        Answer picture =
                consumer.send(Request.get("/qr" + batch.path() + "?format=png").with("Accept", "image/png"));
        assertThat(picture.status()).as("%s", picture).isEqualTo(200);
        assertThat(picture.header("Content-Type")).startsWith("image/png");
        URI address = URI.create(Phone.scan(picture.body()));
        assertThat(DigitalLink.parse(address.toString())).isEqualTo(batch);
        assertThat(address)
                .hasPath(batch.path())
                .hasAuthority(world.zone().consumerPage().getAuthority());
        return address;
    }

    private URI page(String path) {
        return URI.create(world.zone().consumerPage() + path);
    }
}
