package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.acceptance.Bypass.NotEndorsed;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.proof.Jws;

/** Facts, what rests on them, their repair, and who may decide. */
public final class RepairSteps {

    private static final Map<String, List<String>> MEASURES = Map.of(
            "customs", List.of("PENALTY:SERIOUS D-9", "grade:C D-8"),
            "tax", List.of("grade:C D-6"),
            "market", List.of("PENALTY:SERIOUS D-1"),
            "commerce", List.of("PENALTY:SERIOUS D-5"));
    private static final List<String> AGENCIES = List.of("customs", "tax", "forex", "market", "commerce");

    private final World world;
    private final LocalDate today = LocalDate.now(CreditRules.BEIJING);
    private final String title = Documents.mark("处以较大数额罚款");
    private Request penalty;
    private String fact;
    private String repair;
    private Scenario scenario;
    private Optional<Instant> decided = Optional.empty();

    public RepairSteps(World world) {
        this.world = world;
    }

    @Before
    public void remember(Scenario running) {
        scenario = running;
    }

    @Given("four agencies take five measures on a serious penalty or the grade C")
    public void recognise() {
        MEASURES.forEach((agency, rules) -> {
            JsonNode own = recognition(agency);
            Request proposal = proposing("PUT", "/api/v1/recognitions", rules(agency, rules), agency, "recognition");
            world.routine().decided(agency, proposal.on(own.path("version").asLong(0)));
        });
    }

    private JsonNode recognition(String agency) {
        for (JsonNode each : world.who("the " + agency + " officer")
                .get("/api/v1/recognitions")
                .json()
                .path("recognitions")) {
            if (each.path("msp").asText().equals(world.zone().msp(agency))) {
                return each;
            }
        }
        return Documents.object();
    }

    private static ObjectNode rules(String agency, List<String> rules) {
        ObjectNode decision = Documents.object();
        var list = decision.putArray("rules");
        for (String rule : rules) {
            String[] part = rule.split(" ", 2);
            list.addObject()
                    .put("ruleId", "rule-" + agency + "-" + list.size())
                    .put("on", part[0])
                    .put("measure", part[1])
                    .put("legalBasis", "信用联合奖惩合作备忘录")
                    .put("validFrom", "2026-04-01");
        }
        return decision;
    }

    @When("market regulation records a serious penalty of {int} months ago")
    public void records(int months) {
        String day = today.minusMonths(months).toString();
        ObjectNode decision = Documents.object();
        decision.putObject("restricted")
                .put("legalBasis", "产品质量法第五十条")
                .putObject("fact")
                .put("kind", "PENALTY")
                .put("severity", "SERIOUS")
                .put("title", title)
                .put("source", "嘉市监罚1号")
                .put("legalBasis", "产品质量法第五十条")
                .put("foundOn", day)
                .put("publishedFrom", day);
        penalty = proposing("POST", facts().replace("/facts/", "/facts/market/"), decision, "market", "penalty");
        fact = penalty.headers().get("Idempotency-Key");
        world.routine().decided("market", penalty);
    }

    @Then("another penalty cannot have the id of the repaired one")
    public void idIsUsed() {
        Request again = penalty.edited(body -> ((ObjectNode) body.at("/restricted/fact")).put("source", "嘉市监罚2号"));
        Answer answer = world.who("the market officer").settle(again);
        assertThat(answer.code()).as("%s", answer).isEqualTo("ID_REUSED");
    }

    @When("the enterprise applies for the repair of the listing")
    @When("the enterprise applies for the repair of the penalty")
    public void applies() {
        Party party = world.party();
        repair = Documents.id("repair");
        ObjectNode form = Documents.object();
        ObjectNode restricted = form.putObject("restricted")
                .put("scheme", "market")
                .put("factId", fact)
                .put("ground", "DUTIES_DONE")
                .put("statement", "罚款已缴清，整改完毕");
        restricted.putArray("materials").add("5e".repeat(32));
        ObjectNode whole = form.deepCopy();
        whole.withObject("/restricted").put("uscc", party.uscc().value());
        Person clerk = party.clerk();
        byte[] seed = HexFormat.of().parseHex(clerk.salt(repair));
        byte[] document =
                PartyDocument.repair("MarketMSP", whole, seed, repair, 1).bytes();
        world.send(
                world.who("the clerk"),
                Request.of("POST", "/api/v1/repairs", form)
                        .with(Map.of(
                                "Idempotency-Key",
                                repair,
                                "Zone-Salt",
                                clerk.salt(repair),
                                "Zone-Signature",
                                Jws.sign(document, clerk.key(), clerk.fingerprint()))));
    }

    @When("the market officer proposes to grant it and the reviewer decides")
    public void grants() {
        Await.until(
                "the application at market regulation",
                Await.LAG,
                () -> world.who("the market officer").get("/api/v1/repairs").json(),
                all -> all.toString().contains(repair));
        ObjectNode decision = Documents.object().put("step", "GRANT").put("legalBasis", "国家发展和改革委员会令第36号");
        decision.putObject("restricted").put("reason", "义务已履行");
        world.routine()
                .decided(
                        "market",
                        proposing("POST", "/api/v1/repairs/" + repair + "/decisions", decision, "market", "restore"));
        decided = Optional.of(Instant.now());
    }

    @Then("everybody sees the grade {word}")
    public void gradeIs(String letter) {
        world.routine().awaitPublic(grade(), "grade " + letter, answer -> answer.at("/grade/grade")
                .asText()
                .equals(letter));
        decided.map(at -> Duration.between(at, Instant.now()).toMillis())
                .ifPresent(millis -> scenario.log("shown by every gateway " + millis + " ms after the decision"));
    }

    @Then("the five measures stand")
    public void measuresStand() {
        assertThat(measures()).containsExactlyInAnyOrderElementsOf(items());
    }

    @Then("no measure stands")
    public void noMeasure() {
        assertThat(measures()).doesNotContainAnyElementsOf(items());
    }

    @Then("the penalty is shown to everybody at the agencies' gateways")
    public void penaltyIsShown() {
        AGENCIES.forEach(agency -> Await.until(
                "the penalty at " + agency,
                Await.LAG,
                () -> world.zone().gateway(agency, world.zone().consumer()).get(facts()),
                answer -> answer.text().contains(title)));
    }

    @Then("the repair names the five measures that it lifted")
    public void namesLifted() {
        JsonNode repaired = Await.until(
                "the repair at the clerk's",
                Await.LAG,
                () -> world.who("the clerk").get("/api/v1/repairs").json().at("/repairs/0"),
                own -> own.path("status").asText().equals("REPAIRED"));
        assertThat(repaired.path("lifted").findValuesAsText("item")).containsExactlyInAnyOrderElementsOf(items());
        assertThat(repaired.path("lifted").findValuesAsText("msp"))
                .containsOnly("CustomsMSP", "TaxMSP", "MarketMSP", "CommerceMSP");
    }

    @Then("the fact, the grade and the repair were written by one transaction")
    public void oneTransaction() {
        world.writtenTogether(
                "facts/market/" + world.party().uscc(), "grade/" + world.party().uscc(), "repair/" + repair);
    }

    @Then("nothing but an audit shows the penalty")
    public void onlyAudit() {
        SoftAssertions softly = new SoftAssertions();
        world.zone().organisations().forEach(each -> {
            for (String path : List.of(
                    facts(),
                    grade(),
                    world.party().subject(),
                    "/enterprises/" + world.party().uscc())) {
                softly.assertThat(world.zone()
                                .gateway(each.id(), world.zone().consumer())
                                .get(path)
                                .text())
                        .as("%s at %s", path, each.id())
                        .doesNotContain(title);
            }
        });
        for (String who : List.of("the clerk", "the market officer", "the tax reviewer", "the auditor")) {
            softly.assertThat(world.who(who).get(facts()).text()).as(who).doesNotContain(title);
        }
        softly.assertThat(world.who("the auditor")
                        .get("/api/v1/history/facts/market/" + world.party().uscc())
                        .text())
                .as("the audit")
                .contains(title);
        softly.assertAll();
    }

    @Then("the receipt of the repair verifies")
    public void receiptVerifies() throws java.io.IOException {
        world.verifies(world.who("the clerk"), "repair/" + repair);
    }

    /** A decision as its officer proposes it, with its restricted part. */
    private record Decision(TransactionName name, ObjectNode document, Sealed restricted) {}

    @Then("decisions that a tax officer has proposed end so:")
    public void decisionsEndSo(DataTable table) {
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : table.asMaps()) {
            Decision decision = decision(row.get("decision"));
            propose(decision);
            List<String> endorsers = Arrays.stream(row.get("endorsed by").split(",", -1))
                    .map(String::strip)
                    .toList();
            softly.assertThat(outcome(decision, row.get("taken by"), endorsers))
                    .as("%s", row)
                    .isEqualTo(row.get("it ends as"));
        }
        softly.assertAll();
    }

    @Then("a word that nobody proposed is refused as {word} when the tax reviewer takes it")
    public void unproposed(String code) {
        // a peer that is a block behind does not know the enterprise yet
        Await.until(
                "the refusal " + code,
                Await.LAG,
                () -> outcome(decision("a word"), "the tax reviewer", List.of("tax", "customs", "market")),
                code::equals);
    }

    private String outcome(Decision decision, String who, List<String> endorsers) {
        Person person = world.who(who).person();
        try {
            return world.bypass()
                    .endorse(new Call(
                            person,
                            who.contains("auditor") ? "audit" : endorsers.get(0),
                            endorsers,
                            decision.name().wire(),
                            List.of(CanonicalJson.text(decision.document()), ""),
                            decision.restricted().bytes()))
                    .commit()
                    .name();
        } catch (NotEndorsed refused) {
            String said = refused.getMessage();
            return refused.code().isEmpty() ? said.contains("Writers") ? "Writers" : said : refused.code();
        }
    }

    private void propose(Decision decision) {
        CreditRules.Split proposal =
                CaseRules.split(decision.name(), decision.document(), decision.restricted(), new byte[16]);
        world.bypass()
                .endorse(new Call(
                        world.who("the tax officer").person(),
                        "tax",
                        List.of("tax", "customs", "market"),
                        "credit:propose",
                        List.of(CanonicalJson.text(proposal.document()), ""),
                        proposal.restricted().bytes()))
                .commit();
        world.routine().awaitCase(decision.document().path("id").asText());
    }

    private Decision decision(String what) {
        String id = Documents.id("decision");
        switch (what) {
            case "a word" -> {
                CreditRules.Split word = Documents.assertion("tax", "A", world.party(), id, 1);
                return new Decision(TransactionName.CREDIT_ASSESS, word.document(), word.restricted());
            }
            case "a fact" -> {
                ObjectNode values = Documents.object()
                        .put("step", "RECORD")
                        .put("factId", id)
                        .put("legalBasis", "国家税务总局公告2025年第12号");
                values.putObject("fact")
                        .put("factId", id)
                        .put("kind", "AWARD")
                        .put("title", "纳税信用A级纳税人")
                        .put("source", "公告1号")
                        .put("legalBasis", "国家税务总局公告2025年第12号")
                        .put("foundOn", today.toString());
                Sealed fact = Sealed.seal(values, new byte[16]);
                ObjectNode document = Documents.object()
                        .put("scheme", "tax")
                        .put("uscc", world.party().uscc().value())
                        .put("id", id)
                        .put("version", 1);
                document.set("restricted", fact.digests());
                return new Decision(TransactionName.CREDIT_STATE, document, fact);
            }
            default -> {
                ObjectNode document = rules("tax", MEASURES.get("tax"));
                long version = recognition("tax").path("version").asLong(0);
                document.put("id", id).put("version", version + 1);
                return new Decision(TransactionName.CREDIT_RECOGNISE, document, Sealed.none());
            }
        }
    }

    private Request proposing(String method, String path, ObjectNode decision, String agency, String what) {
        String id = Documents.id(what);
        Person officer = world.zone().person(agency, "officer");
        return Request.of(method, path, decision).with(Map.of("Idempotency-Key", id, "Zone-Salt", officer.salt(id)));
    }

    /** What stands because of the penalty and the grade, as an officer sees it. */
    private List<String> measures() {
        return world.who("the tax officer").get(grade()).json().path("measures").findValuesAsText("item");
    }

    private static List<String> items() {
        return MEASURES.values().stream()
                .flatMap(List::stream)
                .map(rule -> rule.split(" ", 2)[1])
                .toList();
    }

    private String grade() {
        return "/api/v1/grades/" + world.party().uscc();
    }

    private String facts() {
        return "/api/v1/facts/" + world.party().uscc();
    }
}
