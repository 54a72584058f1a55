package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.After;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zoneledger.domain.canonical.Sha256;

/** The auditor looks back. */
public final class HistorySteps {

    private static final List<String> AGENCIES = List.of("customs", "tax", "forex", "market", "commerce");

    private final World world;
    private final Map<String, JsonNode> lastWords = new TreeMap<>();
    private List<JsonNode> versions = List.of();
    private Page desk;

    public HistorySteps(World world) {
        this.world = world;
    }

    static String history(String recordKey) {
        return "/api/v1/history/" + recordKey;
    }

    @When("the auditor reads the history of the filing")
    public void readsFiling() {
        Answer answer = world.send(world.who("the auditor"), Request.get(filingHistory()));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        versions = versions(answer);
    }

    @When("the auditor asks the desk about the enterprise, in {word}")
    public void asksDesk(String language) {
        Gateway auditor = world.who("the auditor");
        auditor.await(
                "/api/v1/audit/acts?type=filing&transaction=filing:decide&subject="
                        + world.party().uscc(),
                200);
        desk = Phone.window(auditor, language);
        desk.navigate(auditor.address() + "/audit?type=filing&subject="
                + world.party().uscc());
    }

    @Then("the desk lists all {int} acts on the filing, and the newest is {string}")
    public void listsActs(int count, String newest) {
        assertThat(desk.locator("[aria-labelledby=acts] > ul > li").count()).isEqualTo(count);
        assertThat(desk.locator("[aria-labelledby=acts] > ul > li").first().textContent())
                .contains(newest);
        assertThat(desk.locator("[role=status]").textContent()).contains(Integer.toString(count));
        assertThat(Phone.fits(desk)).isTrue();
        Phone.picture(desk, "audit-acts-" + desk.locator("html").getAttribute("lang"));
    }

    @When("the auditor opens the newest of them")
    public void opensNewest() {
        desk.locator("[aria-labelledby=acts] > ul > li a").first().click();
        desk.waitForLoadState();
    }

    @Then("the page says that the status went from ACCEPTED to ACTIVE, and who wrote it")
    public void saysDifference() {
        assertThat(desk.locator("[aria-labelledby=versions] > ul > li").first().textContent())
                .contains("ACCEPTED → ACTIVE")
                .containsPattern("Commerce|商务");
        assertThat(Phone.fits(desk)).isTrue();
        Phone.picture(desk, "audit-record-" + desk.locator("html").getAttribute("lang"));
    }

    @When("the auditor opens the enterprise as of the day before it filed")
    public void opensDayBefore() {
        Gateway auditor = world.who("the auditor");
        desk.navigate(auditor.address() + "/audit/subjects/" + world.party().uscc() + "?at=" + Documents.yesterday()
                + "&since=" + Documents.yesterday());
    }

    @Then("nothing stood on that day")
    public void nothingStood() {
        assertThat(desk.locator("[aria-labelledby=standing] li").count()).isZero();
        desk.navigate(desk.url().replaceFirst("at=[^&]*&", ""));
        assertThat(desk.locator("[aria-labelledby=changes] > ul > li").allTextContents())
                .anySatisfy(change ->
                        assertThat(change).contains("filing/" + world.party().uscc(), "ACTIVE"));
        Phone.picture(desk, "audit-subject-" + desk.locator("html").getAttribute("lang"));
    }

    @Then("an export of the answer has a line for each act and a digest that holds")
    public void exportHolds() {
        Answer export = world.who("the auditor")
                .send(Request.get("/api/v1/audit/acts?type=filing&subject="
                                + world.party().uscc())
                        .with("Accept", "application/jsonl"));
        String body = new String(export.body(), StandardCharsets.UTF_8);
        List<String> lines = body.lines().toList();
        assertThat(lines).hasSize(6);
        String before = body.substring(0, body.lastIndexOf(lines.get(5)));
        assertThat(lines.get(5)).contains(Sha256.hex(before.getBytes(StandardCharsets.UTF_8)));
    }

    @After
    public void closeDesk() {
        if (desk != null) {
            desk.context().close();
        }
    }

    @When("the auditor reads the history of a filing that never was")
    public void readsNothing() {
        world.send(world.who("the auditor"), Request.get(history("filing/" + Documents.uscc())));
    }

    @When("the auditor reads the history of each credit word")
    public void readsWords() {
        for (String scheme : AGENCIES) {
            List<JsonNode> all = versions(world.who("the auditor")
                    .await(history("assertion/" + scheme + "/" + world.party().uscc()), 200));
            lastWords.put(scheme, all.get(all.size() - 1));
        }
    }

    @Then("it has these versions:")
    public void hasVersions(DataTable table) {
        List<Map<String, String>> rows = table.asMaps();
        assertThat(versions).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            JsonNode version = versions.get(i);
            assertThat(version.path("version").asText()).isEqualTo(row.get("version"));
            assertThat(version.at("/record/status").asText()).isEqualTo(row.get("status"));
            isBy(version, world.who(row.get("by")).person());
        }
    }

    @Then("each version names its block, transaction, time and at least 3 endorsing agencies")
    public void namesEverything() {
        for (JsonNode version : versions) {
            assertThat(version.path("block").asLong()).isPositive();
            assertThat(version.path("position").isIntegralNumber()).isTrue();
            assertThat(version.path("txId").asText()).matches("[0-9a-f]{64}");
            assertThat(Instant.parse(version.path("at").asText())).isBefore(Instant.now());
            assertThat(endorsers(version)).hasSizeGreaterThanOrEqualTo(3).isSubsetOf(AGENCIES);
        }
    }

    @Then("blocks and times go forward")
    public void goForward() {
        assertThat(versions)
                .extracting(version -> version.path("block").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(versions)
                .extracting(version -> Instant.parse(version.path("at").asText()))
                .isSorted();
    }

    @Then("each version says that the status changed")
    public void statusChanged() {
        for (JsonNode version : versions) {
            assertThat(version.path("changes").toString()).contains("status");
        }
    }

    @Then(
            "the last version of each was proposed by the owner's officer, taken by its reviewer and endorsed by the owner and two others")
    public void endorsedByOwner() {
        lastWords.forEach((scheme, word) -> {
            assertThat(word.at("/record/status").asText()).as("%s", word).isEqualTo("EFFECTIVE");
            isBy(word, world.zone().person(scheme, "reviewer"));
            assertThat(word.at("/record/by/certificate").asText())
                    .isEqualTo(world.zone().person(scheme, "officer").fingerprint());
            assertThat(endorsers(word))
                    .as("endorsers of the word of %s", scheme)
                    .contains(scheme)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .isSubsetOf(AGENCIES);
        });
    }

    @Then("these people cannot read the history of the filing:")
    public void cannotRead(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), Request.get(filingHistory()));
    }

    private String filingHistory() {
        return history("filing/" + world.party().uscc());
    }

    /** The ledger knows people by their certificates and never by name. */
    private static void isBy(JsonNode version, Person person) {
        assertThat(version.at("/by/certificate").asText()).as("%s", version).isEqualTo(person.fingerprint());
        assertThat(version.at("/by/msp").asText()).isEqualTo(person.msp());
    }

    /** Short names, whether the answer has those or MSP ids. */
    private static Set<String> endorsers(JsonNode version) {
        Set<String> names = new TreeSet<>();
        version.path("endorsers")
                .forEach(name -> names.add(name.asText().replace("MSP", "").toLowerCase(Locale.ROOT)));
        return names;
    }

    static List<JsonNode> versions(Answer answer) {
        List<JsonNode> versions = new ArrayList<>();
        answer.json().path("versions").forEach(versions::add);
        versions.sort(
                Comparator.comparingLong(version -> version.path("version").asLong()));
        return versions;
    }
}
