package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zoneledger.domain.credit.CreditRules;

/** An agency's results of a year from one file. */
public final class IntakeSteps {

    private static final Duration END = Duration.ofMinutes(2);

    private final World world;
    private final String id = Documents.id("results");
    private final List<Party> parties = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, String> good = new TreeMap<>();
    private final List<String> bad = new ArrayList<>();
    private String scheme;

    public IntakeSteps(World world) {
        this.world = world;
    }

    @Given("{int} enterprises whose filings are {word}")
    public void enterprises(int count, String status) {
        for (int i = 0; i < count; i++) {
            parties.add(world.routine().enterprise());
        }
        // their lives do not touch each other
        parties.parallelStream()
                .forEach(party -> world.routine().bring(party, world.routine().filing(party), status));
    }

    @Given("a file with the {word} class {word} of each")
    public void file(String agency, String classCode) {
        scheme = agency;
        String today = LocalDate.now(CreditRules.BEIJING).toString();
        lines.add("uscc,class,legalBasis,assessedOn,validFrom,validTo,grounds");
        parties.forEach(party -> lines.add(String.join(
                ",",
                party.uscc().value(),
                classCode,
                "yearly measure",
                today,
                today,
                Documents.inYears(1),
                "\"checked, on site\"")));
    }

    @Given("these lines of the agency's file are bad:")
    public void badLines(DataTable table) {
        for (Map<String, String> row : table.asMaps()) {
            int line = Integer.parseInt(row.get("line"));
            String was = lines.get(line - 1);
            good.put(line, was);
            lines.set(line - 1, flawed(was, row.get("flaw")));
            bad.add(line + " " + row.get("column") + " " + row.get("code"));
        }
    }

    private static String flawed(String line, String flaw) {
        String uscc = line.substring(0, 18);
        return switch (flaw) {
            case "a class the rule set does not have" -> line.replace("CERTIFIED", "SUPERB");
            case "a wrong check character" ->
                line.replace(uscc, uscc.substring(0, 17) + (uscc.endsWith("0") ? "1" : "0"));
            case "an enterprise that has not filed" ->
                line.replace(uscc, Documents.uscc().value());
            default -> throw new IllegalArgumentException(flaw);
        };
    }

    @When("{who} sends the agency's file")
    public void send(Gateway officer) {
        byte[] body = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
        world.send(
                officer,
                Request.of("POST", path(), Documents.object())
                        .with("Content-Type", "text/csv")
                        .with("Idempotency-Key", id)
                        .with("Zone-Salt", officer.person().salt(id))
                        .sending(body));
    }

    @Then("exactly the bad lines are named with their columns and codes")
    public void namesLines() {
        List<String> named = new ArrayList<>();
        world.answer()
                .json()
                .path("errors")
                .forEach(flaw -> named.add(flaw.path("line").asInt() + " "
                        + flaw.path("field").asText() + " " + flaw.path("code").asText()));
        assertThat(named).isEqualTo(bad);
        assertThat(world.answer().text()).doesNotContain("SUPERB").doesNotContain("on site");
    }

    @Then("no line of the file is proposed")
    public void nothingProposed() {
        assertThat(officer().get(path() + "/" + id).status()).isEqualTo(404);
        for (int line = 2; line <= lines.size(); line++) {
            assertThat(officer().get("/api/v1/cases/" + id + "-" + line).status())
                    .as("the case of line %d", line)
                    .isEqualTo(404);
        }
    }

    @When("the lines are corrected")
    public void corrected() {
        good.forEach((line, was) -> lines.set(line - 1, was));
    }

    @Then("all lines of the file are proposed and none is taken")
    public void proposed() {
        JsonNode progress = ended("state");
        assertThat(progress.path("proposed").asInt()).as("%s", progress).isEqualTo(parties.size());
        assertThat(progress.path("approved").asInt()).isZero();
        assertThat(progress.path("errors")).isEmpty();
    }

    @When("{who} takes the whole file")
    public void take(Gateway person) {
        world.send(person, Request.of("POST", path() + "/" + id + "/approval", Documents.object()));
    }

    @Then("all lines of the file are taken")
    public void taken() {
        JsonNode progress = ended("approval");
        assertThat(progress.path("approved").asInt()).as("%s", progress).isEqualTo(parties.size());
        assertThat(progress.path("failed").asInt()).isZero();
    }

    @Then("everybody sees the {word} class {word} of each enterprise")
    public void everybodySees(String agency, String classCode) {
        parties.forEach(party -> world.routine()
                .awaitPublic(party.subject(), agency + "'s class", subject -> Routine.assertion(subject, agency)
                        .path("openClass")
                        .asText()
                        .equals(classCode)));
    }

    @Then("the {word} word about each enterprise has version {int}")
    public void version(String agency, int version) {
        // a slot is made, vacant, before its first word
        parties.forEach(party -> assertThat(Routine.assertion(
                                world.who("a consumer").get(party.subject()).json(), agency)
                        .path("version")
                        .asInt())
                .isEqualTo(version));
    }

    private JsonNode ended(String part) {
        return Await.until("the end of the import", END, () -> officer().get(path() + "/" + id), answer -> List.of(
                                "DONE", "FAILED")
                        .contains(answer.json().path(part).asText()))
                .json();
    }

    private Gateway officer() {
        return world.who("the " + scheme + " officer");
    }

    private String path() {
        return "/api/v1/assertions/" + scheme + "/imports";
    }
}
