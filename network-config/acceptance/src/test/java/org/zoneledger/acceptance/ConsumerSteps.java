package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private DigitalLink.Item asked;
    private String picture = "";
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
        sight = Phone.open(scanned(), language, true, "batch");
    }

    @When("a consumer scans the batch's code with a phone in {language} that runs no scripts")
    public void scansWithoutScripts(String language) {
        sight = Phone.open(scanned(), language, false, "batch-without-scripts");
    }

    @When("a consumer opens a link with a wrong check digit with a phone in {language}")
    public void opensWrongDigit(String language) {
        String digits = Documents.gtin().value();
        String wrong = digits.substring(0, 13) + (digits.charAt(13) == '0' ? '1' : '0');
        sight = Phone.open(page("/01/" + wrong), language, true, "wrong-digit");
    }

    @When("a consumer opens the link of a product nobody has registered with a phone in {language}")
    public void opensUnknown(String language) {
        sight = Phone.open(page(DigitalLink.Item.product(Documents.gtin()).path()), language, true, "unknown-product");
    }

    @Given("sweaters that are {word}")
    public void sweatersThatAre(String state) {
        World.Maker maker = world.maker();
        String lot = Documents.lot();
        batch = DigitalLink.Item.batch(maker.sweaters(), lot);
        asked = state.equals("counterfeited")
                ? new DigitalLink.Item(maker.sweaters(), Optional.empty(), Optional.of(lot), Optional.of("NEVER-MADE"))
                : batch;
        ObjectNode shipped = Documents.shipped(maker.sweaters(), lot, "urn:epcglobal:cbv:bt:6930000000018:PO1");
        List<ObjectNode> events = new ArrayList<>(List.of(Documents.made(maker.sweaters(), lot), shipped));
        if (!state.equals("lost")) {
            events.add(Documents.received(maker.sweaters(), lot));
        }
        switch (state) {
            case "good" -> {
                events.add(Documents.inspected(maker.sweaters(), lot, "conformant"));
                events.add(Documents.released(maker.sweaters(), lot));
            }
            case "misreported" -> {
                ObjectNode failed = Documents.inspected(maker.sweaters(), lot, "non_conformant");
                ObjectNode passed = Documents.inspected(maker.sweaters(), lot, "conformant");
                events.addAll(List.of(failed, passed, Documents.declaredWrong(failed, passed)));
            }
            default -> {}
        }
        world.routine().captured(maker.party(), Documents.epcis(events.toArray(ObjectNode[]::new)));
        if (state.equals("recalled")) {
            recalls(maker.sweaters().value(), lot);
        }
        picture = state;
    }

    private void recalls(String gtin, String lot) {
        ObjectNode document = Documents.object()
                .put("gtin", gtin)
                .put("reasonZh", "甲醛含量超标")
                .put("reasonEn", "Too much formaldehyde")
                .put("adviceZh", "请勿让儿童接触")
                .put("adviceEn", "Keep it away from children")
                .put("legalBasis", "消费品召回管理暂行规定");
        document.putArray("batches").add(lot);
        world.who("the market officer")
                .must(Request.of("POST", "/api/v1/recalls", document).with("Idempotency-Key", Documents.id("recall")));
        Await.until("the recall", Await.LAG, () -> world.who("a consumer").get(batch.path()), answer -> answer.json()
                .path("state")
                .asText()
                .equals("recalled"));
    }

    @When("a consumer opens their link with a phone in {language}")
    public void opens(String language) {
        sight = Phone.open(page(asked.path()), language, true, picture);
    }

    @Then("the first thing it says is {string}")
    public void saysFirst(String words) {
        assertThat(sight.status()).isEqualTo(200);
        assertThat(sight.first()).isEqualTo(words);
    }

    @Then("{who} sees that their code was scanned")
    public void seesScans(Gateway agency) {
        Await.until(
                "the scan of " + batch.path(),
                Await.LAG,
                () -> agency.get("/api/v1/scans?gtin=" + batch.gtin().value()),
                answer -> {
                    for (JsonNode each : answer.json().path("things")) {
                        if (each.path("thing").asText().equals(batch.path())) {
                            return each.path("scans").asLong() > 0;
                        }
                    }
                    return false;
                });
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
