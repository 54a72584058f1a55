package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.PartyDocument;

/** An enterprise files, agencies decide. */
public final class FilingSteps {

    private final World world;
    private List<Answer> answers = List.of();

    public FilingSteps(World world) {
        this.world = world;
    }

    @Given("an enterprise with a certificate")
    public void enterprise() {
        world.about(world.routine().enterprise());
    }

    @Given("an enterprise whose filing is {word}")
    public void enterpriseWhoseFilingIs(String status) {
        world.about(world.routine().filed(status));
    }

    @When("the clerk submits the filing")
    public void submits() {
        world.send(world.who("the clerk"), filing());
    }

    @When("the clerk submits the filing on top of version {int}")
    public void submitsOnTopOf(int version) {
        world.send(world.who("the clerk"), Documents.signed(filing().on(version), world.party()));
    }

    @When("the clerk submits the filing under a code with a wrong check character")
    public void submitsUnderWrongCode() {
        String code = world.party().uscc().value();
        char wrong = code.charAt(17) == '0' ? '1' : '0';
        world.send(world.who("the clerk"), filing().at("/api/v1/filings/" + code.substring(0, 17) + wrong));
    }

    @When("the same key is sent with another name")
    public void sendsOtherContent() {
        Request other = world.request().edited(document -> document.put("nameEn", "Another Name Ltd."));
        world.send(world.sender(), Documents.signed(other, world.party()));
    }

    @When("the clerk submits the filing {int} times at once")
    public void submitsAtOnce(int times) {
        Gateway gateway = world.who("the clerk");
        Request request = filing();
        ExecutorService clerks = Executors.newFixedThreadPool(times);
        try {
            answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> gateway.settle(request), clerks))
                    .limit(times)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            clerks.shutdown();
        }
        world.send(gateway, request);
    }

    @Then("each time version {int} is answered")
    public void eachTime(int version) {
        SoftAssertions softly = new SoftAssertions();
        answers.forEach(answer -> {
            softly.assertThat(answer.status()).as("%s", answer).isIn(200, 201);
            softly.assertThat(answer.json().path("version").asLong())
                    .as("%s", answer)
                    .isEqualTo(version);
        });
        softly.assertThat(answers.stream().filter(answer -> answer.status() == 201))
                .as("first times")
                .hasSize(1);
        softly.assertAll();
    }

    @Then("the ledger has it once")
    public void once() {
        JsonNode versions = world.who("the auditor")
                .await("/api/v1/history/filing/" + world.party().uscc(), 200)
                .json()
                .path("versions");
        assertThat(versions).hasSize(1);
        assertThat(versions.get(0).path("version").asLong()).isEqualTo(1);
    }

    @When("{who} decides {word}")
    public void decides(Gateway officer, String step) {
        world.send(officer, decision(officer, step));
    }

    @Then("everybody sees the filing {word}")
    public void everybodySees(String status) {
        world.routine().awaitStatus(world.party(), status);
    }

    @Then("everybody still sees the filing {word}")
    public void everybodyStillSees(String status) {
        world.zone().organisations().forEach(each -> {
            Answer answer = world.zone()
                    .gateway(each.id(), world.zone().consumer())
                    .get(world.party().filing());
            assertThat(answer.json().path("status").asText())
                    .as("at %s: %s", each.id(), answer)
                    .isEqualTo(status);
        });
    }

    @Then("the subject has a vacant slot for the word of each of the five agencies")
    public void vacantSlots() {
        JsonNode assertions =
                world.who("a consumer").get(world.party().subject()).json().path("assertions");
        assertThat(assertions)
                .extracting(slot -> slot.path("scheme").asText())
                .containsExactlyInAnyOrder("customs", "tax", "forex", "market", "commerce");
        assertThat(assertions).extracting(slot -> slot.path("status").asText()).containsOnly("VACANT");
    }

    @Then("these steps are refused and change nothing:")
    public void stepsAreRefused(DataTable table) {
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : table.asMaps()) {
            Gateway gateway = world.who(row.get("who"));
            AnswerSteps.isRefused(
                    softly,
                    row.get("who") + " " + row.get("step"),
                    gateway.send(decision(gateway, row.get("step"))),
                    Integer.parseInt(row.get("status")),
                    row.get("code"));
        }
        softly.assertAll();
        Gateway market = world.who("the market officer");
        AnswerSteps.isWritten(world.send(market, decision(market, "VERIFY")), 2);
    }

    @Then("these people cannot file for it:")
    public void cannotFile(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), filing());
        AnswerSteps.isWritten(world.send(world.who("the clerk"), filing()), 1);
    }

    /** One form for all: a party of each kind on top of the one before, as long as nobody has verified it. */
    @Then("each kind of party files with the same form, some only with a number of theirs:")
    public void eachKindFiles(DataTable table) {
        Gateway clerk = world.who("the clerk");
        SoftAssertions softly = new SoftAssertions();
        int version = 0;
        for (Map<String, String> row : table.asMaps()) {
            Request form = kind(filing().on(version), row.get("kind"));
            String needed = row.get("number");
            if (needed != null) {
                AnswerSteps.isRefused(
                        softly, row.get("kind"), clerk.send(form), 422, "FIELD_MISSING", "restricted." + needed);
                form = Documents.signed(
                        form.edited(document -> document.withObject("/restricted")
                                .put(needed, needed.equals("customsCode") ? "3304961Q43" : "Z2004433000012")),
                        world.party());
            }
            version++;
            AnswerSteps.isWritten(world.send(clerk, form), version);
        }
        softly.assertAll();
    }

    /** The form of a party of one kind that has given no number. */
    private Request kind(Request form, String kind) {
        return Documents.signed(
                form.edited(document -> {
                    document.putArray("kinds").add(kind);
                    document.withObject("/restricted").remove("customsCode");
                }),
                world.party());
    }

    @When("the single window's gateway goes to the peers with a filing that another enterprise has signed")
    public void gatewayFiles() {
        bypass(Documents.signed(
                filing(), new Party(world.party().uscc(), world.other().clerk())));
    }

    @When("the single window's gateway goes to the peers with a filing that was changed after signing")
    public void gatewayChanges() {
        bypass(filing().edited(document -> document.put("nameEn", "Changed After Signing Ltd.")));
    }

    private void bypass(Request form) {
        PartyDocument document = Documents.document(form, world.party());
        world.attempt(new Call(
                world.zone().gatewayIdentity("commerce"),
                "commerce",
                List.of("customs", "market", "commerce"),
                "filing:submit",
                List.of(
                        CanonicalJson.text(document.document()),
                        form.headers().get("Zone-Signature"),
                        world.party().clerk().actor()),
                document.restricted().bytes()));
    }

    @Then("nobody finds a filing of the enterprise")
    public void nobodyFinds() {
        world.zone().organisations().forEach(each -> assertThat(world.zone()
                        .gateway(each.id(), world.zone().consumer())
                        .get(world.party().filing())
                        .status())
                .as("at %s", each.id())
                .isEqualTo(404));
    }

    @Then("these filings are refused and nothing is written:")
    public void filingsAreRefused(DataTable table) {
        Flaws flaws = flaws();
        AnswerSteps.eachIsRefused(world.who("the clerk"), table.asMaps(), flaw -> flaws.in(filing(), flaw));
        AnswerSteps.isWritten(world.send(world.who("the clerk"), filing()), 1);
    }

    @When("an enterprise files")
    public void files() {
        world.about(world.routine().filed("SUBMITTED"));
    }

    @Then("an enterprise can file")
    public void canFile() {
        files();
    }

    private Request filing() {
        return world.routine().filing(world.party());
    }

    private Request decision(Gateway officer, String step) {
        Person signer = officer.person().key() == null ? world.party().clerk() : officer.person();
        return world.routine().decision(world.party(), step, signer);
    }

    private Flaws flaws() {
        return Flaws.of(world.party())
                .anyDocument()
                .anySignature(world.party(), world.other())
                .document("no name in Chinese", document -> document.remove("nameZh"))
                .document("a name of 200 characters", document -> document.put("nameEn", "n".repeat(200)))
                .document("a kind of enterprise nobody knows", document -> document.putArray("kinds")
                        .add("pirate"))
                .document("an area code of five digits", document -> document.put("areaCode", "33048"))
                .document("a number for a name", document -> document.put("nameEn", 7))
                .document("a payment institution without a licence", document -> document.putArray("kinds")
                        .add("payment"))
                .document("a broker without a customs code", document -> {
                    document.putArray("kinds").add("broker");
                    document.withObject("/restricted").remove("customsCode");
                })
                .document("evidence with half a digest", document -> document.putArray("evidence")
                        .addObject()
                        .put("sha256", "ab".repeat(16))
                        .put("mediaType", "application/pdf")
                        .put("size", 1))
                .document("a customs code of nine characters", document -> document.withObject("/restricted")
                        .put("customsCode", "3304961Q4"))
                .document("a restricted field nobody knows", document -> document.withObject("/restricted")
                        .put("colour", "blue"))
                .document(
                        "a resident identity number in the name",
                        document -> document.put("nameZh", "王" + Documents.RESIDENT_ID))
                .document("a resident identity number in a restricted value", document -> document.withObject(
                                "/restricted")
                        .put("registeredAddress", "试验路 " + Documents.RESIDENT_ID))
                .document(
                        "the certificate of another enterprise",
                        document -> document.put(
                                "certificate", world.other().clerk().pem()))
                .document("a certificate that is none", document -> document.put("certificate", "MIIB"))
                .request("restricted values without a salt", request -> request.without("Zone-Salt"))
                .request("a salt of eight digits", request -> request.with("Zone-Salt", "01234567"));
    }
}
