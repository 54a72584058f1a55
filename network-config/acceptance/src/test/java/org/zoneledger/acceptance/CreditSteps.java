package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.acceptance.Bypass.Endorsed;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;

/** Agencies give their credit words, and others try to. */
public final class CreditSteps {

    private static final String OPEN_CLASS = "ADVANCED_CERTIFIED";
    private static final List<String> THREE = List.of("customs", "tax", "market");
    private static final List<String> ORDERERS = List.of("customs", "tax", "market", "commerce");

    private final World world;
    private final Map<String, Answer> words = new TreeMap<>();
    private final Map<String, Status> ordererWords = new TreeMap<>();
    private Endorsed endorsed;

    public CreditSteps(World world) {
        this.world = world;
    }

    @When("each agency's officer gives the best class")
    public void eachGives() {
        Routine.GOOD_WORDS.forEach((scheme, classCode) -> words.put(scheme, give(scheme, classCode)));
    }

    @Given("each agency has given the best class")
    public void eachHasGiven() {
        Routine.GOOD_WORDS.forEach((scheme, classCode) -> world.routine().said(world.party(), scheme, classCode));
    }

    @Given("{word} has given the class {word}")
    public void hasGiven(String scheme, String classCode) {
        world.routine().said(world.party(), scheme, classCode);
    }

    @When("the customs officer gives the word {word}")
    public void customsGives(String classCode) {
        give("customs", classCode);
    }

    @Then("each is written as version {int}")
    public void eachIsWritten(int version) {
        words.values().forEach(answer -> AnswerSteps.isWritten(answer, version));
    }

    @Then("everybody sees that the five words are effective")
    public void fiveEffective() {
        world.zone()
                .organisations()
                .forEach(each -> Await.until(
                        "five effective words at " + each.id(),
                        Await.LAG,
                        () -> assertions(each.id()),
                        assertions -> assertions.size() == 5
                                && assertions.stream()
                                        .allMatch(word ->
                                                word.path("status").asText().equals("EFFECTIVE"))));
    }

    @Then("everybody sees these classes:")
    public void classes(DataTable table) {
        table.asMaps().forEach(row -> everybodySeesClass(row.get("scheme"), row.get("class")));
    }

    @Then("everybody sees the customs class {word}")
    public void customsClass(String classCode) {
        everybodySeesClass("customs", classCode);
    }

    @Then("the customs slot is still vacant")
    public void stillVacant() {
        world.zone().organisations().forEach(each -> {
            JsonNode slot = slot(each.id(), "customs");
            assertThat(slot.path("status").asText())
                    .as("at %s: %s", each.id(), slot)
                    .isEqualTo("VACANT");
        });
    }

    @Then("these people cannot give the customs word:")
    public void cannotGive(DataTable table) {
        AnswerSteps.eachIsRefused(world, table.asMaps(), word("customs", OPEN_CLASS));
        AnswerSteps.isWritten(give("customs", OPEN_CLASS), 1);
    }

    @Then("these customs words are refused and nothing is written:")
    public void wordsAreRefused(DataTable table) {
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        Flaws flaws = new Flaws()
                .document("a class the rule set does not have", word -> word.put("classCode", "EXCELLENT"))
                .document("an assessment of tomorrow", word -> word.put(
                                "assessedOn", today.plusDays(1).toString())
                        .put("validFrom", today.plusDays(1).toString()))
                .document("an assessment before every rule set", word -> word.put("assessedOn", "1999-01-01"))
                .document("a period that is over", word -> word.put("assessedOn", "2026-05-01")
                        .put("validFrom", "2026-05-01")
                        .put("validTo", "2026-05-31"))
                .document("a period that ends before it begins", word -> word.put(
                                "validFrom", today.plusDays(9).toString())
                        .put("validTo", today.plusDays(3).toString()))
                .document("a date that does not exist", word -> word.put("validTo", "2027-02-30"))
                .document("a score of 1001", word -> word.withObject("/restricted")
                        .put("score", 1001))
                .document("no legal basis", word -> word.remove("legalBasis"))
                .document("a resident identity number in the grounds", word -> word.withObject("/restricted")
                        .put("grounds", "经核查 " + Documents.RESIDENT_ID));
        AnswerSteps.eachIsRefused(
                world.who("the customs officer"), table.asMaps(), flaw -> flaws.in(word("customs", OPEN_CLASS), flaw));
        AnswerSteps.isWritten(give("customs", OPEN_CLASS), 1);
    }

    @When("the tax officer goes round the gateways with a word for customs")
    public void taxOfficerBypasses() {
        attempt(world.zone().person("tax", "officer"), "tax", "");
    }

    @When("tax's gateway goes to the peers with a word in the name of customs' officer")
    public void taxGatewayBypasses() {
        attempt(world.zone().gatewayIdentity("tax"), "tax", customsOfficer());
    }

    @When("the customs reviewer goes to the peers with a word in the name of customs' officer")
    public void reviewerBypasses() {
        attempt(world.zone().person("customs", "reviewer"), "customs", customsOfficer());
    }

    @When("the auditor goes to the peers with a word for customs")
    public void auditorBypasses() {
        attempt(world.zone().person("audit", "auditor"), "audit", "");
    }

    @Then("the peers refuse because audit is not among the channel's writers")
    public void peersRefuse() {
        assertThat(world.refusal()).as("the refusal").isNotNull();
        assertThat(world.refusal().code()).as("the chaincode was never asked").isEmpty();
        assertThat(world.refusal()).hasMessageContaining("/Channel/Application/Writers");
    }

    @Then("a customs word by customs' own people with these endorsements ends so:")
    public void endorsements(DataTable table) {
        Endorsements.endSo(world, table, this::proposedWord);
    }

    @Given("a customs word that customs, tax and market have endorsed")
    public void endorsedByThree() {
        endorsed = world.bypass().endorse(proposedWord(THREE));
    }

    @When("the auditor hands it to each orderer")
    public void auditorBroadcasts() {
        Envelope envelope = endorsed.envelopeBy(world.zone().person("audit", "auditor"));
        ordererWords.clear();
        ORDERERS.forEach(orderer -> ordererWords.put(orderer, world.bypass().broadcast(orderer, envelope)));
    }

    @When("customs' reviewer hands it to an orderer")
    public void reviewerBroadcasts() {
        String orderer = ORDERERS.get(0);
        ordererWords.clear();
        ordererWords.put(orderer, world.bypass().broadcast(orderer, endorsed.envelope()));
    }

    @Then("each orderer answers {word}")
    public void eachOrdererAnswers(String status) {
        assertThat(ordererWords.keySet()).containsExactlyInAnyOrderElementsOf(ORDERERS);
        assertThat(ordererWords.values()).extracting(Status::name).containsOnly(status);
    }

    @Then("that orderer answers {word}")
    public void thatOrdererAnswers(String status) {
        assertThat(ordererWords.values()).extracting(Status::name).containsExactly(status);
    }

    private void attempt(Person creator, String peer, String actor) {
        world.attempt(word(creator, peer, actor, THREE));
    }

    private Call word(Person creator, String peer, String actor, List<String> endorsers) {
        return taking(aWord(), creator, peer, actor, endorsers);
    }

    /** A word that customs' officer has proposed, taken by customs' reviewer. */
    private Call proposedWord(List<String> endorsers) {
        CreditRules.Split word = aWord();
        CreditRules.Split proposal =
                CaseRules.split(TransactionName.CREDIT_ASSESS, word.document(), word.restricted(), new byte[16]);
        world.bypass()
                .endorse(new Call(
                        world.zone().person("customs", "officer"),
                        "customs",
                        THREE,
                        "credit:propose",
                        List.of(CanonicalJson.text(proposal.document()), ""),
                        proposal.restricted().bytes()))
                .commit();
        world.routine().awaitCase(word.document().path("id").asText());
        return taking(word, world.zone().person("customs", "reviewer"), "customs", "", endorsers);
    }

    private CreditRules.Split aWord() {
        return Documents.assertion("customs", OPEN_CLASS, world.party(), Documents.id("bypass"), 1);
    }

    private static Call taking(
            CreditRules.Split word, Person creator, String peer, String actor, List<String> endorsers) {
        return new Call(
                creator,
                peer,
                endorsers,
                "credit:assess",
                List.of(CanonicalJson.text(word.document()), actor),
                word.restricted().bytes());
    }

    private String customsOfficer() {
        return world.zone().person("customs", "officer").actor();
    }

    private Answer give(String scheme, String classCode) {
        Request word = word(scheme, classCode);
        Answer proposed = world.send(world.who("the " + scheme + " officer"), word);
        return proposed.status() == 201
                ? world.send(world.who("the " + scheme + " reviewer"), Routine.approval(word))
                : proposed;
    }

    private Request word(String scheme, String classCode) {
        return world.routine()
                .word(world.party(), scheme, classCode, world.zone().person(scheme, "officer"));
    }

    private void everybodySeesClass(String scheme, String classCode) {
        world.zone()
                .organisations()
                .forEach(each -> Await.until(
                        scheme + "'s class at " + each.id(),
                        Await.LAG,
                        () -> slot(each.id(), scheme),
                        slot -> slot.path("openClass").asText().equals(classCode)
                                && slot.path("status").asText().equals("EFFECTIVE")));
    }

    private JsonNode slot(String organisation, String scheme) {
        return Routine.assertion(subject(organisation), scheme);
    }

    private List<JsonNode> assertions(String organisation) {
        List<JsonNode> assertions = new ArrayList<>();
        subject(organisation).path("assertions").forEach(assertions::add);
        return assertions;
    }

    private JsonNode subject(String organisation) {
        return world.zone()
                .gateway(organisation, world.zone().consumer())
                .get(world.party().subject())
                .json();
    }
}
