package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;

/** A filing's life: each step in its turn, by whom the law names, and only with that agency's endorsement. */
public final class LifeSteps {

    private static final List<String> AGENCIES = List.of("customs", "tax", "forex", "market", "commerce");
    private static final List<String> THREE = List.of("customs", "tax", "market");

    private final World world;

    public LifeSteps(World world) {
        this.world = world;
    }

    /** A cell names the agencies that take a step; an empty one is tried by those that take it in another status. */
    @Then("in each status these agencies take these steps, and every other attempt is refused:")
    public void matrix(DataTable table) {
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : table.asMaps()) {
            String status = row.get("status");
            world.about(world.routine().filed(status));
            long version = world.routine().version(world.party().filing());
            row.forEach((step, cell) -> {
                if (cell == null) {
                    taken(table, step).forEach(agency -> isRefused(softly, status, step, agency, 409, "WRONG_STATE"));
                } else if (!step.equals("status")) {
                    List<String> takers = names(cell);
                    AGENCIES.stream()
                            .filter(agency -> !takers.contains(agency))
                            .forEach(agency -> isRefused(softly, status, step, agency, 403, "NOT_OWNER"));
                }
            });
            JsonNode filing = world.who("a consumer at the commerce gateway")
                    .get(world.party().filing())
                    .json();
            softly.assertThat(filing.path("status").asText()).isEqualTo(status);
            softly.assertThat(filing.path("version").asLong())
                    .as("version of the filing %s", status)
                    .isEqualTo(version);
        }
        softly.assertAll();
    }

    @When("the commerce officer renews it for {int} years")
    public void renews(int years) {
        Gateway officer = world.who("the commerce officer");
        Request renewal = world.routine().decision(world.party(), "RENEW", officer.person());
        world.send(officer, renewal.edited(document -> document.put("validTo", Documents.inYears(years))));
    }

    @Then("everybody sees the filing valid for {int} year(s)")
    public void validFor(int years) {
        String day = Documents.inYears(years);
        world.routine().awaitPublic(world.party().filing(), "a filing valid to " + day, filing -> filing.path("validTo")
                .asText()
                .equals(day));
    }

    @Then("these activations are refused and nothing is written:")
    public void activationsAreRefused(DataTable table) {
        Gateway officer = world.who("the commerce officer");
        Flaws flaws = new Flaws()
                .anyDocument()
                .document("a validity that ended yesterday", document -> document.put("validTo", Documents.yesterday()))
                .document("a validity that ended long ago", document -> document.put("validTo", "1999-12-31"))
                .document("no validity", document -> document.remove("validTo"))
                .document("a date that does not exist", document -> document.put("validTo", "2027-02-30"))
                .document("no reason", document -> document.remove("reason"))
                .document("no legal basis", document -> document.remove("legalBasis"))
                .document("a step nobody knows", document -> document.put("step", "BLESS")
                        .remove("validTo"))
                .document(
                        "a resident identity number in the reason",
                        document -> document.put("reason", "经办人 " + Documents.RESIDENT_ID));
        AnswerSteps.eachIsRefused(officer, table.asMaps(), flaw -> flaws.in(activation(officer), flaw));
        AnswerSteps.isWritten(world.send(officer, activation(officer)), 4);
    }

    @Then("{word} by the {word} officer with these endorsements ends so:")
    public void endorsements(String step, String agency, DataTable table) {
        Person officer = world.zone().person(agency, "officer");
        Endorsements.endSo(world, table, endorsers -> decide(officer, agency, step, "", endorsers));
    }

    @When("{who} goes round the gateways with the step {word}")
    public void bypasses(Gateway who, String step) {
        world.attempt(decide(who.person(), world.zone().organisation(who.person()), step, "", THREE));
    }

    @When("{word}'s gateway goes to the peers with the step {word} in the name of market's officer")
    public void gatewayBypasses(String organisation, String step) {
        world.attempt(decide(
                world.zone().gatewayIdentity(organisation),
                organisation,
                step,
                world.zone().person("market", "officer").actor(),
                THREE));
    }

    private Call decide(Person creator, String peer, String step, String actor, List<String> endorsers) {
        long version = world.routine().version(world.party().filing()) + 1;
        return new Call(
                creator,
                peer,
                endorsers,
                "filing:decide",
                List.of(CanonicalJson.text(Documents.decision(step, world.party(), version)), actor),
                Sealed.none().bytes());
    }

    private Request activation(Gateway officer) {
        return world.routine().decision(world.party(), "ACTIVATE", officer.person());
    }

    private void isRefused(
            SoftAssertions softly, String status, String step, String agency, int answered, String code) {
        Gateway officer = world.who("the " + agency + " officer");
        AnswerSteps.isRefused(
                softly,
                status + ", " + step + " by " + agency,
                officer.send(world.routine().decision(world.party(), step, officer.person())),
                answered,
                code);
    }

    /** The agencies that take a step in whatever status. */
    private static List<String> taken(DataTable table, String step) {
        List<String> takers = table.asMaps().stream()
                .map(row -> row.get(step))
                .filter(cell -> cell != null)
                .flatMap(cell -> names(cell).stream())
                .distinct()
                .toList();
        assertThat(takers).as("who takes the step %s at all", step).isNotEmpty();
        return takers;
    }

    private static List<String> names(String cell) {
        return Arrays.stream(cell.split(",", -1)).map(String::strip).toList();
    }
}
