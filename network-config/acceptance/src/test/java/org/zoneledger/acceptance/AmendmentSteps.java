package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;

/** An enterprise changes what it filed, and verifiers look at their fields again. */
public final class AmendmentSteps {

    private static final String FIELD =
            "(?:nameZh|nameEn|areaCode|base|evidence|customsCode|licenceNo|registeredAddress" + "|turnoverBand)";
    private static final Set<String> RESTRICTED =
            Set.of("customsCode", "licenceNo", "registeredAddress", "turnoverBand");

    /** A value for each field that differs from what was filed and is right. */
    private static final Map<String, String> OTHERS = Map.of(
            "nameZh", "桐乡市试验毛衫有限公司",
            "nameEn", "Tongxiang Trial Sweaters Co., Ltd.",
            "areaCode", "330402",
            "base", "jiaxing-nanhu",
            "customsCode", "3304962Q43",
            "licenceNo", "Z2004433000012");

    private final World world;
    private ObjectNode form;

    public AmendmentSteps(World world) {
        this.world = world;
    }

    /** Fields of the form: {@code nameEn, base and evidence}. */
    @ParameterType(FIELD + "(?:(?:, | and )" + FIELD + ")*")
    public List<String> names(String text) {
        return Arrays.asList(text.split(", | and ", -1));
    }

    /** Each of the fields gets another value than the one that was filed. */
    @When("the clerk amends {names}")
    public void amends(List<String> fields) {
        form = amended(fields);
        world.send(world.who("the clerk"), world.routine().amendment(world.party(), form));
    }

    @Given("an enterprise whose amendment of {names} waits")
    public void hasAmended(List<String> fields) {
        world.about(world.routine().filed("ACTIVE"));
        amends(fields);
        AnswerSteps.isWritten(world.answer(), 1);
        everybodySees("PENDING");
    }

    @When("the clerk sends the form as it is as an amendment")
    public void amendsNothing() {
        amends(List.of());
    }

    @When("the clerk amends {names} on top of version {int}")
    public void amendsOnTopOf(List<String> fields, int version) {
        form = amended(fields);
        Request amendment = world.routine().amendment(world.party(), form).on(version);
        world.send(world.who("the clerk"), Documents.signed(amendment, world.party()));
    }

    @When("the same amendment is sent under its id with another name")
    public void sendsOtherContent() {
        Request other = world.request().edited(document -> document.put("nameEn", "Another Name Ltd."));
        world.send(world.sender(), Documents.signed(other, world.party()));
    }

    @When("{who} sends {word} for the amendment")
    public void reviews(Gateway officer, String step) {
        world.send(officer, review(officer, step));
    }

    @Then("everybody sees the amendment {word}")
    public void everybodySees(String status) {
        world.routine().awaitPublic(world.party().amendment(), "the amendment " + status, amendment -> amendment
                .path("status")
                .asText()
                .equals(status));
    }

    /** The table has a row for each field with its verifier, who is none for a field that nobody verifies. */
    @Then("everybody sees that it changes these fields and waits for these verifiers:")
    public void changes(DataTable table) {
        Map<String, String> waits = new TreeMap<>();
        List<String> fields = new ArrayList<>();
        for (Map<String, String> row : table.asMaps()) {
            fields.add(row.get("field"));
            if (row.get("verifier") != null) {
                waits.put(row.get("field"), world.zone().msp(row.get("verifier")));
            }
        }
        JsonNode amendment =
                world.who("a consumer").get(world.party().amendment()).json();
        assertThat(amendment.path("changes"))
                .extracting(change -> change.path("field").asText())
                .containsExactlyInAnyOrderElementsOf(fields);
        Map<String, String> pending = new TreeMap<>();
        amendment
                .path("pending")
                .properties()
                .forEach(field -> pending.put(field.getKey(), field.getValue().asText()));
        assertThat(pending).isEqualTo(waits);
        ObjectNode filed = Documents.filing(world.party());
        for (JsonNode change : amendment.path("changes")) {
            String field = change.path("field").asText();
            if (RESTRICTED.contains(field)) {
                assertThat(change.properties())
                        .as("of a restricted field nobody is told more than that it changes: %s", change)
                        .hasSize(2);
                assertThat(change.path("restricted").asBoolean()).isTrue();
            } else {
                assertThat(change.path("from")).isEqualTo(filed.path(field));
                assertThat(change.path("to")).isEqualTo(form.path(field));
            }
        }
    }

    @Then("everybody sees the filing with another {names}")
    public void seesOther(List<String> fields) {
        fields.forEach(field -> awaitField(field, form.path(field)));
    }

    @Then("everybody sees the filing with the former {names}")
    public void seesFormer(List<String> fields) {
        ObjectNode filed = Documents.filing(world.party());
        fields.forEach(field -> awaitField(field, filed.path(field)));
    }

    @Then("the filing has version {int}")
    public void hasVersion(int version) {
        awaitVersion(world.party().filing(), version);
    }

    @Then("the amendment has version {int}")
    public void amendmentHasVersion(int version) {
        awaitVersion(world.party().amendment(), version);
    }

    @Then("each officer reads the former address in the filing and the other one in the amendment")
    public void officersReadFormer() {
        eachOfficerReads(world.party().filing(), formerAddress());
        eachOfficerReads(world.party().amendment(), otherAddress());
    }

    @Then("each officer reads the other address in the filing")
    public void officersReadOther() {
        eachOfficerReads(world.party().filing(), otherAddress());
    }

    @Then("the clerk reads the other address in the filing")
    public void clerkReadsOther() {
        assertThat(world.who("the clerk").get(world.party().filing()).json().path("registeredAddress"))
                .isEqualTo(otherAddress());
    }

    @Then("no consumer, operator or other enterprise reads either address in the filing, its amendment or the subject")
    public void othersReadNeither() {
        for (String who : List.of(
                "a consumer", "a consumer at the market gateway", "the operator", "another enterprise's clerk")) {
            Gateway reader = world.who(who);
            for (String path : List.of(
                    world.party().filing(),
                    world.party().amendment(),
                    world.party().subject())) {
                Answer answer = reader.get(path);
                assertThat(answer.status()).as("%s, %s", who, path).isEqualTo(200);
                assertThat(answer.text())
                        .as("%s, %s", who, path)
                        .doesNotContain(formerAddress().asText())
                        .doesNotContain(otherAddress().asText());
            }
        }
    }

    @Then("these people cannot decide on the amendment:")
    public void cannotReview(DataTable table) {
        Gateway market = world.who("the market officer");
        AnswerSteps.eachIsRefused(world, table.asMaps(), review(market, "CONFIRM"));
        AnswerSteps.isWritten(world.send(market, review(market, "CONFIRM")), 2);
    }

    @Then("these people cannot amend the filing:")
    public void cannotAmend(DataTable table) {
        Request amendment = world.routine().amendment(world.party(), amended(List.of("base")));
        AnswerSteps.eachIsRefused(world, table.asMaps(), amendment);
        AnswerSteps.isWritten(world.send(world.who("the clerk"), amendment), 1);
    }

    @Then("these amendments are refused and nothing is written:")
    public void amendmentsAreRefused(DataTable table) {
        Flaws flaws = Flaws.of(world.party())
                .anyDocument()
                .anySignature(world.party(), world.other())
                .document("no name in Chinese", document -> document.remove("nameZh"))
                .document("a kind that needs a licence", document -> document.putArray("kinds")
                        .add("bank"))
                .document("an area code of five digits", document -> document.put("areaCode", "33048"))
                .document("an empty list of evidence", document -> document.putArray("evidence"))
                .document("a resident identity number in the address", document -> document.withObject("/restricted")
                        .put("registeredAddress", "试验路 " + Documents.RESIDENT_ID))
                .document(
                        "the certificate of another enterprise",
                        document -> document.put(
                                "certificate", world.other().clerk().pem()));
        Request amendment = world.routine().amendment(world.party(), amended(List.of("base")));
        AnswerSteps.eachIsRefused(world.who("the clerk"), table.asMaps(), flaw -> flaws.in(amendment, flaw));
        AnswerSteps.isWritten(world.send(world.who("the clerk"), amendment), 1);
    }

    @Then("the confirmation by the market officer with these endorsements ends so:")
    public void endorsements(DataTable table) {
        Endorsements.endSo(world, table, this::confirmation);
    }

    private Call confirmation(List<String> endorsers) {
        long version = world.routine().version(world.party().amendment()) + 1;
        return new Call(
                world.zone().person("market", "officer"),
                "market",
                endorsers,
                "filing:review",
                List.of(CanonicalJson.text(Documents.decision("CONFIRM", world.party(), version)), ""),
                Sealed.none().bytes());
    }

    private Request review(Gateway officer, String step) {
        return world.routine().review(world.party(), step, officer.person());
    }

    private void awaitVersion(String path, int version) {
        world.routine()
                .awaitPublic(
                        path,
                        "version " + version + " of " + path,
                        record -> record.path("version").asInt() == version);
    }

    private void awaitField(String field, JsonNode value) {
        world.routine().awaitPublic(world.party().filing(), field + " " + value, filing -> filing.path(field)
                .equals(value));
    }

    private void eachOfficerReads(String path, JsonNode address) {
        for (String agency : List.of("customs", "tax", "forex", "market", "commerce")) {
            Gateway officer = world.who("the " + agency + " officer");
            Await.until(
                    "the address " + address + " in " + path + " at " + agency,
                    Await.LAG,
                    () -> officer.get(path).json().path("registeredAddress"),
                    address::equals);
        }
    }

    private JsonNode formerAddress() {
        return Documents.filing(world.party()).at("/restricted/registeredAddress");
    }

    private JsonNode otherAddress() {
        return form.at("/restricted/registeredAddress");
    }

    /** What the enterprise filed, with other values for these fields. */
    private ObjectNode amended(List<String> fields) {
        ObjectNode amended = Documents.filing(world.party());
        for (String field : fields) {
            switch (field) {
                case "evidence" ->
                    amended.putArray("evidence")
                            .addObject()
                            .put("sha256", Sha256.hex(Bypass.bytes(Documents.mark("scan"))))
                            .put("mediaType", "application/pdf")
                            .put("size", 48_211);
                case "registeredAddress", "turnoverBand" ->
                    amended.withObject("/restricted").put(field, Documents.mark(field));
                case "customsCode", "licenceNo" ->
                    amended.withObject("/restricted").put(field, OTHERS.get(field));
                default -> amended.put(field, OTHERS.get(field));
            }
        }
        return amended;
    }
}
