package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.LocalDate;
import java.util.List;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;

/** How the disclosure policy changes. */
public final class GovernanceSteps {

    private static final String POLICY = "/api/v1/policy";

    private final World world;
    private String proposal = "";
    private JsonNode before;

    public GovernanceSteps(World world) {
        this.world = world;
    }

    @Given("customs has proposed an edition in which the base of a filing is shared")
    public void proposed() {
        before = policy().path("table");
        proposal = Documents.id("edition");
        Confidant.must(world, "customs", Confidant.write("POST", POLICY + "/proposals", edition(), proposal));
        world.routine().awaitPublic(POLICY, "the proposal", policy -> policy.path("proposals")
                .toString()
                .contains(proposal));
    }

    /** Today's table in the form that a proposal has, with the base of a filing at T1, from a day after every other edition. */
    private ObjectNode edition() {
        LocalDate last = LocalDate.now(CreditRules.BEIJING);
        for (JsonNode edition : policy().path("enacted")) {
            LocalDate from = LocalDate.parse(edition.path("validFrom").asText());
            last = from.isAfter(last) ? from : last;
        }
        ObjectNode edition =
                Documents.object().put("validFrom", last.plusDays(1).toString()).put("legalBasis", "政务数据共享条例");
        ObjectNode types = edition.putObject("types");
        policy().path("table").properties().forEach(type -> {
            ObjectNode tiers = types.putObject(type.getKey());
            type.getValue().properties().forEach(field -> tiers.withArray(
                            "/" + field.getValue().asText())
                    .add(field.getKey()));
        });
        ArrayNode open = (ArrayNode) types.at("/filing/T0");
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).asText().equals("base")) {
                open.remove(i);
            }
        }
        types.withArray("/filing/T1").add("base");
        return edition;
    }

    private JsonNode policy() {
        return world.who("a consumer").get(POLICY).json();
    }

    private JsonNode found() {
        for (JsonNode each : policy().path("proposals")) {
            if (each.at("/proposal/id").asText().equals(proposal)) {
                return each;
            }
        }
        throw new AssertionError("no proposal " + proposal);
    }

    @When("customs, tax and market approve it")
    public void threeApprove() {
        List.of("customs", "tax", "market").forEach(this::approves);
    }

    @When("{word} approves it")
    public void approves(String agency) {
        Confidant.must(world, agency, approval(found().at("/proposal/document").asText()));
        world.routine().awaitPublic(POLICY, agency + "'s approval", policy -> found().path("approvedBy")
                .toString()
                .contains(world.zone().msp(agency)));
    }

    private Request approval(String digest) {
        return Confidant.write(
                "POST",
                POLICY + "/proposals/" + proposal + "/approvals",
                Documents.object().put("digest", digest),
                Documents.id("approval"));
    }

    private Request enactment() {
        return Confidant.write(
                "POST",
                POLICY + "/proposals/" + proposal + "/enactment",
                Documents.object(),
                Documents.id("enactment"));
    }

    @Then("nobody can enact it")
    public void cannotEnact() {
        Answer answer = world.who("the customs officer").settle(enactment());
        assertThat(answer.code()).as("%s", answer).isEqualTo("WRONG_STATE");
    }

    @Then("it is enacted, with the endorsement of four")
    public void enacted() {
        Confidant.must(world, "commerce", enactment());
        Await.until("the enactment", Await.LAG, this::policy, policy -> policy.path("enacted")
                .toString()
                .contains(proposal));
        JsonNode versions = world.who("the auditor")
                .await("/api/v1/history/policy/disclosure", 200)
                .json()
                .path("versions");
        assertThat(versions.get(versions.size() - 1).path("endorsers").size()).isGreaterThanOrEqualTo(4);
    }

    @Then("everybody finds it among the editions to come, and today's table as it was")
    public void tableAsItWas() {
        world.routine()
                .awaitPublic(
                        POLICY,
                        "the edition",
                        policy -> policy.path("enacted").toString().contains(proposal)
                                && policy.path("table").equals(before));
    }

    @Then("an approval of another text is refused")
    public void anotherText() {
        Answer answer = world.who("the tax officer").settle(approval("0".repeat(64)));
        assertThat(answer.code() + " " + answer.field()).as("%s", answer).isEqualTo("VALUE_INVALID digest");
    }

    @Then("an approval in the name of forex by tax's gateway counts for tax alone")
    public void inAnothersName() {
        ObjectNode document = Documents.object()
                .put("proposal", proposal)
                .put("digest", found().at("/proposal/document").asText())
                .put("id", Documents.id("bypass"))
                .put("version", 1);
        world.bypass()
                .endorse(new Call(
                        world.zone().gatewayIdentity("tax"),
                        "tax",
                        List.of("customs", "tax", "market"),
                        "governance:approve",
                        List.of(
                                CanonicalJson.text(document),
                                world.zone().person("forex", "officer").actor()),
                        new byte[0]))
                .commit();
        world.routine().awaitPublic(POLICY, "one approval", policy -> found().path("approvedBy")
                .toString()
                .equals("[\"TaxMSP\"]"));
    }

    @Then("these editions are refused:")
    public void refused(DataTable table) {
        Flaws flaws = new Flaws()
                .document("events divided in another way", edition -> edition.withArray("/types/event/T1")
                        .removeAll())
                .document("a record type nobody knows", edition -> edition.withObject("/types/secret")
                        .putArray("T0"))
                .document("a record type left out", edition -> edition.withObject("/types")
                        .remove("use"))
                .document("a tier nobody knows", edition -> edition.withObject("/types/use")
                        .putArray("T9"))
                .document("from today on", edition -> edition.put("validFrom", Confidant.today()))
                .document("no legal basis", edition -> edition.remove("legalBasis"));
        AnswerSteps.eachIsRefused(
                world.who("the customs officer"),
                table.asMaps(),
                flaw -> flaws.in(
                        Confidant.write("POST", POLICY + "/proposals", edition(), Documents.id("edition")), flaw));
    }
}
