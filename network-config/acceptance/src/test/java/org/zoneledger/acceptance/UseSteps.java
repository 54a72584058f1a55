package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;

/** Procedures rely on what an enterprise has filed. */
public final class UseSteps {

    private static final String PROCEDURE = "export-tax-refund";
    private static final List<String> FIELDS = List.of("nameZh", "customsCode");

    private final World world;
    private final Map<String, Answer> recorded = new TreeMap<>();

    public UseSteps(World world) {
        this.world = world;
    }

    @When("these procedures use the filing and ask the enterprise for nothing:")
    public void use(DataTable table) {
        for (Map<String, String> row : table.asMaps()) {
            Request use = world.routine().use(world.party(), row.get("procedure"), fields(row));
            recorded.put(row.get("procedure"), world.send(world.who("the " + row.get("agency") + " officer"), use));
        }
    }

    @When("{who} records a use")
    public void records(Gateway who) {
        world.send(who, use());
    }

    @When("{who} records a use by a procedure that asked again for the {word} and the {word}")
    public void asksAgain(Gateway who, String one, String other) {
        world.send(who, use().edited(document -> document.putArray("askedAgain")
                .add(one)
                .add(other)));
    }

    @When("the same use is sent under its id with another procedure")
    public void sendsOtherContent() {
        world.send(world.sender(), world.request().edited(document -> document.put("procedure", "tax-audit")));
    }

    @Then("each use is written as version 1")
    public void eachIsWritten() {
        assertThat(recorded).isNotEmpty();
        recorded.values().forEach(answer -> AnswerSteps.isWritten(answer, 1));
    }

    @Then("everybody sees {int} use(s) of the filing, and that {int} fields were asked for again")
    public void counts(int uses, int askedAgain) {
        world.routine()
                .awaitPublic(
                        world.party().uses(),
                        uses + " uses",
                        answer -> answer.path("count").asInt(-1) == uses
                                && answer.path("uses").size() == uses
                                && answer.path("askedAgain").asInt(-1) == askedAgain);
    }

    @Then("the enterprise sees who used what it filed:")
    public void enterpriseSees(DataTable table) {
        JsonNode answer = world.who("the clerk").get(world.party().uses()).json();
        assertThat(answer.path("uscc").asText()).isEqualTo(world.party().uscc().value());
        List<Tuple> expected = new ArrayList<>();
        for (Map<String, String> row : table.asMaps()) {
            Person officer = world.zone().person(row.get("agency"), "officer");
            expected.add(Tuple.tuple(
                    officer.msp(),
                    officer.fingerprint(),
                    row.get("procedure"),
                    fields(row),
                    Integer.parseInt(row.get("version of the filing"))));
        }
        List<Tuple> seen = new ArrayList<>();
        for (JsonNode use : answer.path("uses")) {
            List<String> fields = new ArrayList<>();
            use.path("fields").forEach(field -> fields.add(field.asText()));
            seen.add(Tuple.tuple(
                    use.at("/by/msp").asText(),
                    use.at("/by/certificate").asText(),
                    use.path("procedure").asText(),
                    fields,
                    use.path("filingVersion").asInt()));
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Then("these people cannot record a use:")
    public void cannotRecord(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), use());
        AnswerSteps.isWritten(world.send(world.who("the tax officer"), use()), 1);
        counts(1, 0);
    }

    @Then("these uses are refused and nothing is written:")
    public void usesAreRefused(DataTable table) {
        Flaws flaws = new Flaws()
                .anyDocument()
                .document("no procedure", document -> document.remove("procedure"))
                .document("a procedure in capitals", document -> document.put("procedure", "REFUND"))
                .document("a person for a procedure", document -> document.put("procedure", Documents.RESIDENT_ID))
                .document("no fields", document -> document.remove("fields"))
                .document("an empty list of fields", document -> document.putArray("fields"))
                .document(
                        "a field twice",
                        document -> document.putArray("fields").add("nameZh").add("nameZh"))
                .document("a sentence for a field", document -> document.putArray("fields")
                        .add("the name of the firm"))
                .document("an empty list of fields asked for again", document -> document.putArray("askedAgain"));
        AnswerSteps.eachIsRefused(world.who("the tax officer"), table.asMaps(), flaw -> flaws.in(use(), flaw));
        AnswerSteps.isWritten(world.send(world.who("the tax officer"), use()), 1);
        counts(1, 0);
    }

    private Request use() {
        return world.routine().use(world.party(), PROCEDURE, FIELDS);
    }

    private static List<String> fields(Map<String, String> row) {
        return Arrays.stream(row.get("fields").split(",", -1))
                .map(String::strip)
                .toList();
    }
}
