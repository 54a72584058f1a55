package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.DigitalLink;

/** Who sees what. */
public final class DisclosureSteps {

    private final World world;

    public DisclosureSteps(World world) {
        this.world = world;
    }

    @Given("a subject with something restricted in every kind of record")
    public void subject() {
        world.subject();
    }

    /** What is to be seen, or not: by its column, the value that was sent and where it stands in what one reads. */
    private record Secret(JsonNode sent, Function<Reading, JsonNode> seen) {}

    /**
     * Everything one person reads of the subject.
     *
     * @param filing its filing
     * @param word the customs slot of the subject
     * @param event the shipment
     * @param text every answer, as it came
     */
    private record Reading(JsonNode filing, JsonNode word, JsonNode event, String text) {}

    @Then("each sees this much and no more:")
    public void eachSees(DataTable table) {
        Map<String, Secret> secrets = secrets();
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : table.asMaps()) {
            Reading reading = read(world.who(row.get("who")));
            secrets.forEach((column, secret) -> {
                String what = row.get("who") + ", " + column;
                JsonNode seen = secret.seen().apply(reading);
                if (row.get(column).equals("yes")) {
                    softly.assertThat(seen).as(what).isEqualTo(secret.sent());
                } else {
                    softly.assertThat(seen.isMissingNode())
                            .as("%s: %s", what, seen)
                            .isTrue();
                    if (secret.sent().isTextual()) {
                        softly.assertThat(reading.text())
                                .as("%s anywhere in what was answered", what)
                                .doesNotContain(secret.sent().textValue());
                    }
                }
            });
        }
        softly.assertAll();
    }

    @When("the customs officer reads the filing")
    public void readsFiling() {
        world.send(world.who("the customs officer"), Request.get(world.party().filing()));
    }

    @Then("each restricted value and its salt make the digest that a consumer sees")
    public void provable() {
        JsonNode shown = world.answer().json();
        JsonNode digests =
                world.who("a consumer").get(world.party().filing()).json().path("restricted");
        assertThat(digests.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("customsCode", "registeredAddress", "turnoverBand");
        // the turnover is the enterprise's to grant
        assertThat(shown.has("turnoverBand")).isFalse();
        digests.properties().stream()
                .filter(digest -> shown.has(digest.getKey()))
                .forEach(digest -> assertThat(Sealed.digest(
                                digest.getKey(),
                                shown.path("salts").path(digest.getKey()).asText(),
                                shown.path(digest.getKey())))
                        .as(digest.getKey())
                        .isEqualTo(digest.getValue().asText()));
    }

    @Then("the answer may not be kept by a shared cache")
    public void notCached() {
        assertThat(world.answer().header("Cache-Control")).containsAnyOf("private", "no-store");
    }

    private Map<String, Secret> secrets() {
        World.Subject subject = world.subject();
        JsonNode filing = CanonicalJson.read(subject.filing().body());
        JsonNode word = CanonicalJson.read(subject.word().body());
        Map<String, Secret> secrets = new LinkedHashMap<>();
        secrets.put(
                "name", new Secret(filing.path("nameZh"), read -> read.filing().path("nameZh")));
        secrets.put("address", new Secret(filing.at("/restricted/registeredAddress"), read -> read.filing()
                .path("registeredAddress")));
        secrets.put("turnover", new Secret(filing.at("/restricted/turnoverBand"), read -> read.filing()
                .path("turnoverBand")));
        secrets.put(
                "class", new Secret(word.path("classCode"), read -> read.word().path("classCode")));
        secrets.put("grounds", new Secret(word.at("/restricted/grounds"), read -> read.word()
                .path("grounds")));
        secrets.put("score", new Secret(word.at("/restricted/score"), read -> read.word()
                .path("score")));
        secrets.put("quantity", new Secret(JsonNodeFactory.instance.numberNode(240), read -> read.event()
                .at("/quantityList/0/quantity")));
        secrets.put("order", new Secret(JsonNodeFactory.instance.textNode(subject.order()), read -> read.event()
                .at("/bizTransactionList/0/bizTransaction")));
        return secrets;
    }

    private Reading read(Gateway gateway) {
        World.Subject subject = world.subject();
        DigitalLink.Item batch = DigitalLink.Item.batch(subject.maker().sweaters(), subject.lot());
        Answer filing = gateway.get(world.party().filing());
        Answer record = gateway.get(world.party().subject());
        Answer passport = gateway.get(batch.path());
        List<JsonNode> events = ProvenanceSteps.allEvents(gateway, batch.uri(), 30);
        JsonNode shipped = events.stream()
                .filter(event -> event.path("bizStep").asText().endsWith("shipping"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no shipment in " + events));
        String text = filing.text()
                + record.text()
                + passport.text()
                + events.stream().map(JsonNode::toString).collect(Collectors.joining());
        return new Reading(filing.json(), Routine.assertion(record.json(), "customs"), shipped, text);
    }
}
