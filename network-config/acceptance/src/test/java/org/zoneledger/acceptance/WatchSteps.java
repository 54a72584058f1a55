package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.filing.Csv;

/** Late words, unusual reading, and answers on paper. */
public final class WatchSteps {

    private static final String LATE = "/api/v1/audit/late?perPage=1000";
    private static final String UNUSUAL = "/api/v1/audit/unusual?perPage=1000&agency=CustomsMSP";

    private final World world;
    private String purpose;
    private String share;
    private int readBefore;
    private SignedPaper paper;
    private Answer before;

    public WatchSteps(World world) {
        this.world = world;
    }

    @When("customs has asked tax for the tax paid")
    public void asks() {
        asksFor("credit-assessment");
    }

    private void asksFor(String why) {
        share = Confidant.share(world, "customs", world.party(), why);
    }

    @When("tax has answered")
    public void answers() {
        Confidant.must(world, "tax", Confidant.decided(world, share, "GRANT"));
        for (String who : List.of("the customs officer", "the auditor")) {
            Await.until(
                    "the answer, for " + who,
                    Await.LAG,
                    () -> world.who(who).get("/api/v1/shares/" + share),
                    answer -> answer.json().path("status").asText().equals("GRANTED"));
        }
    }

    @Then("its last day is ten working days away, and the auditor finds it open and not late")
    public void isOpen() {
        JsonNode request =
                world.who("the auditor").await("/api/v1/shares/" + share, 200).json();
        assertThat(request.path("status").asText()).isEqualTo("REQUESTED");
        LocalDate last = LocalDate.parse(request.path("decideBy").asText());
        assertThat(LocalDate.now(CreditRules.BEIJING)
                        .datesUntil(last.plusDays(1))
                        .skip(1)
                        .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0))
                .hasSize(10);
        isNotLate();
    }

    @Then("each word that the auditor finds late is later than its last day")
    public void eachIsLate() {
        JsonNode answer = world.who("the auditor").await(LATE, 200).json();
        LocalDate on = LocalDate.parse(answer.path("on").asText());
        assertThat(answer.path("late"))
                .allSatisfy(late ->
                        assertThat(LocalDate.parse(late.path("due").asText())).isBefore(on));
        assertThat(answer.path("matched").asInt()).isEqualTo(answer.path("late").size());
    }

    @Then("the auditor does not find it late either")
    public void isNotLate() {
        JsonNode answer = world.who("the auditor").await(LATE, 200).json();
        assertThat(answer.path("late").findValuesAsText("key")).doesNotContain("share/" + share);
    }

    @When("customs reads the tax paid {int} times for a purpose of its own")
    public void reads(int times) {
        purpose = Documents.id("watch");
        asksFor(purpose);
        answers();
        readBefore = unusual().path("reads").asInt();
        IntStream.range(0, times).parallel().forEach(time -> read());
        awaitReads(readBefore + times);
    }

    @When("customs reads it once more")
    public void readsOnceMore() {
        read();
        awaitReads(readBefore + 21);
    }

    private void read() {
        Confidant.must(world, "customs", Confidant.read("/api/v1/shares/" + share, "taxPaid"));
    }

    private void awaitReads(int reads) {
        Await.until(
                reads + " reads of customs",
                Await.LAG,
                this::unusual,
                answer -> answer.path("reads").asInt() == reads);
    }

    private JsonNode unusual() {
        return world.who("the auditor").await(UNUSUAL, 200).json();
    }

    private List<JsonNode> surges() {
        List<JsonNode> surges = new ArrayList<>();
        unusual().path("unusual").forEach(each -> {
            if (each.path("purpose").asText().equals(purpose)) {
                surges.add(each);
            }
        });
        return surges;
    }

    @Then("the auditor finds nothing unusual in that")
    public void nothingUnusual() {
        assertThat(surges()).isEmpty();
    }

    @Then(
            "the auditor finds {int} reads for that purpose by customs' officers on one day, of which {int} would have been usual")
    public void isUnusual(int reads, int limit) {
        assertThat(surges()).singleElement().satisfies(surge -> {
            assertThat(surge.path("kind").asText()).isEqualTo("SURGE");
            assertThat(surge.path("reads").asInt()).isEqualTo(reads);
            assertThat(surge.path("limit").asInt()).isEqualTo(limit);
            assertThat(surge.path("subjects").asInt()).isEqualTo(1);
            assertThat(surge.at("/by/msp").asText()).isEqualTo("CustomsMSP");
            assertThat(surge.at("/by/role").asText()).isEqualTo("OFFICER");
        });
    }

    @When("the auditor takes the acts on the filing away on paper")
    public void takesAway() {
        Gateway auditor = world.who("the auditor");
        auditor.await(
                "/api/v1/audit/acts?type=filing&transaction=filing:decide&subject="
                        + world.party().uscc(),
                200);
        before = auditor.await(acts(), 200);
        Answer answer = Await.until(
                "the paper with the receipt of the newest act",
                Await.LAG,
                () -> auditor.send(export()),
                each -> each.isSuccess()
                        && new SignedPaper(each.body()).attached().containsKey("receipt.json"));
        assertThat(answer.header("Content-Type")).startsWith("application/pdf");
        paper = new SignedPaper(answer.body());
    }

    private String acts() {
        return "/api/v1/audit/acts?type=filing&subject=" + world.party().uscc();
    }

    private Request export() {
        return Request.get("/audit/export?format=pdf&type=filing&subject="
                        + world.party().uscc())
                .with("Accept", "application/pdf");
    }

    @Then("the paper is signed by audit's gateway, every byte of it")
    public void isSigned() {
        assertThat(paper.signer())
                .contains(world.zone().gatewayIdentity("audit").certificate());
        for (int at : new int[] {20, paper.length() / 3, paper.length() - 2}) {
            assertThat(paper.changed(at).signer()).as("byte " + at).isEmpty();
        }
    }

    @Then(
            "in it are the very acts that the auditor is told, under a manifest that says what was asked and what it covers")
    public void isTheAnswer() {
        byte[] table = paper.attached().get("acts.csv");
        JsonNode manifest = CanonicalJson.read(paper.attached().get("manifest.json"));
        JsonNode after = world.who("the auditor").await(acts(), 200).json();
        assertThat(manifest.path("table").asText()).isEqualTo(Sha256.hex(table));
        assertThat(manifest.at("/question/subject").asText())
                .isEqualTo(world.party().uscc().value());
        assertThat(manifest.path("certificate").asText())
                .isEqualTo(world.zone().gatewayIdentity("audit").fingerprint());
        for (String covers : List.of("height", "logSize")) {
            assertThat(manifest.path(covers).asLong())
                    .as(covers)
                    .isBetween(
                            before.json().path(covers).asLong(),
                            after.path(covers).asLong());
        }
        assertThat(manifest.path("matched")).hasToString("4").isEqualTo(after.path("matched"));
        List<JsonNode> told = new ArrayList<>();
        after.path("acts").forEach(told::add);
        assertThat(rows(table))
                .containsExactlyElementsOf(told.stream().map(WatchSteps::row).toList());
    }

    private static List<String> rows(byte[] table) {
        String text = new String(table, StandardCharsets.UTF_8);
        Set<String> columns = Set.of(text.lines().findFirst().orElseThrow().split(",", -1));
        List<String> rows = new ArrayList<>();
        Csv.table(text, columns, List.of("key"), new Csv.Rows() {
            @Override
            public void row(int line, Map<String, String> cells) {
                rows.add(String.join(
                        " ",
                        cells.get("key"),
                        cells.get("version"),
                        cells.get("transaction"),
                        cells.get("certificate"),
                        cells.get("block"),
                        cells.get("txId")));
            }

            @Override
            public void refused(int line, Refusal refusal) {
                throw new AssertionError("line " + line + " is no row: " + refusal);
            }
        });
        return rows;
    }

    private static String row(JsonNode act) {
        return String.join(
                " ",
                act.path("key").asText(),
                act.path("version").asText(),
                act.path("transaction").asText(),
                act.at("/by/certificate").asText(),
                act.path("block").asText(),
                act.path("txId").asText());
    }

    @Then("the receipt in it is accepted by the zone's verifier")
    public void receiptHolds() throws IOException {
        Path receipt = Files.createTempFile("receipt", ".json");
        Files.write(receipt, paper.attached().get("receipt.json"));
        assertThat(world.zone().must("verify", receipt.toString()).out())
                .startsWith("verified: filing/" + world.party().uscc());
    }

    @Then("nobody else gets one:")
    public void nobodyElse(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), export());
    }

    @Then("nobody else is told what is late or unusual:")
    public void nobodyElseIsTold(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), Request.get(LATE));
        AnswerSteps.eachIsRefused(world, table.asMaps(), Request.get(UNUSUAL));
    }
}
