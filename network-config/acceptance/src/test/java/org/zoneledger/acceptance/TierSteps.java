package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.acceptance.Bypass.NotEndorsed;
import org.zoneledger.acceptance.Confidant.Contact;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.PartyDocument;

/** What is shared on a ground, what is not shared, and what is known of it afterwards. */
public final class TierSteps {

    /** Where a member's peer and gateway keep private values: nowhere else, not in a block and not in a log. */
    private static final String PRIVATE_FILES =
            ".*-peer/data/(ledgersData/(pvtdataStore|stateLeveldb)|transientstore)/.*|.*-gateway/data/index\\.db(-wal|-shm)?";

    private static Confidant confidant;

    private final World world;
    private final NodeFiles files;
    private final List<String> refusals = new ArrayList<>();
    private Contact contact;
    private final String quota = Documents.mark("财关税");
    private String share;
    private String grant;
    private String draft;
    private String mandate;

    public TierSteps(World world) {
        this.world = world;
        this.files = new NodeFiles(world.zone());
    }

    @Given("a subject with something in every tier")
    public void subject() {
        if (confidant == null) {
            confidant = Confidant.make(world);
        }
        world.about(confidant.subject().maker().party());
    }

    /** The contact of the subject with something in every tier. */
    static Contact contactOf(World world) {
        assertThat(confidant.subject().maker().party()).isEqualTo(world.party());
        return confidant.contact();
    }

    @Then("each finds this much and no more, wherever they look:")
    public void eachFinds(DataTable table) {
        Everywhere everywhere = new Everywhere(confidant);
        assertThat(everywhere.forgotten()).as("routes where nobody looked").isEmpty();
        Map<String, String> planted = confidant.planted();
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : table.asMaps()) {
            String who = row.get("who");
            String text = onGround(who) + everywhere.found(who(who.replaceFirst(" on .*", "")));
            planted.forEach((what, value) -> softly.assertThat(text.contains(value))
                    .as("%s finds %s", who, what)
                    .isEqualTo(row.get(what).equals("yes")));
        }
        softly.assertAll();
    }

    /** What somebody is answered who asks on a ground: the values, or a refusal. */
    private String onGround(String phrase) {
        String[] parts = phrase.split(" on ", -1);
        if (parts.length == 1) {
            return "";
        }
        Request read =
                switch (parts[1]) {
                    case "its grant", "the bank's grant" -> confidant.readOfGrant();
                    case "a share request", "customs' share request" -> confidant.readOfShare();
                    case "a mandate", "the auditors' mandate" -> confidant.readOfMandate();
                    case "a legal basis" -> Confidant.readOfContact(confidant.contact());
                    default -> throw new IllegalArgumentException(phrase);
                };
        return who(parts[0]).settle(read).text();
    }

    private Gateway who(String phrase) {
        return phrase.equals("the bank")
                ? world.zone().gateway("commerce", confidant.bank().clerk())
                : world.who(phrase);
    }

    @When("the customs officer reads the tax paid on a share request")
    public void customsReads() {
        assertThat(who("the customs officer")
                        .must(confidant.readOfShare())
                        .json()
                        .at("/values/taxPaid")
                        .asText())
                .isEqualTo(confidant.taxPaid());
    }

    @When("the bank reads the turnover on its grant")
    public void bankReads() {
        assertThat(who("the bank")
                        .must(confidant.readOfGrant())
                        .json()
                        .path("values")
                        .path("filing.turnoverBand")
                        .asText())
                .isEqualTo(confidant.planted().get("turnover"));
    }

    @When("the auditor reads the tax paid on a mandate")
    public void auditorReadsOnMandate() {
        assertThat(who("the auditor")
                        .must(confidant.readOfMandate())
                        .json()
                        .at("/values/taxPaid")
                        .asText())
                .isEqualTo(confidant.taxPaid());
    }

    @When("the customs officer reads the contact on a legal basis")
    public void customsReadsContact() {
        assertThat(who("the customs officer")
                        .must(Confidant.readOfContact(confidant.contact()))
                        .json()
                        .at("/values/phone")
                        .asText())
                .isEqualTo(confidant.contact().phone());
    }

    @Then("the subject finds each of these reads with its ground, and can prove it from what everybody sees")
    public void subjectFinds() {
        String path = world.party().subject() + "/disclosures";
        JsonNode found = Await.until(
                        "the reads",
                        Await.LAG,
                        () -> who("the clerk").get(path),
                        answer -> answer.json().path("count").asInt() >= 4)
                .json();
        SoftAssertions softly = new SoftAssertions();
        Set<String> grounds = new TreeSet<>();
        for (JsonNode disclosure : found.path("disclosures")) {
            JsonNode access = disclosure.path("access");
            grounds.add(access.path("permit").asText().replaceFirst("/.*", ""));
            softly.assertThat(access.path("uscc").asText())
                    .isEqualTo(world.party().uscc().value());
            softly.assertThat(disclosure.path("endorsers").size()).isGreaterThanOrEqualTo(3);
            softly.assertThat(disclosure.path("txId").asText()).matches("[0-9a-f]{64}");
            if (!access.path("permit").asText().equals("person")) {
                softly.assertThat(disclosure.at("/ground/status").asText()).isIn("GRANTED", "REVOKED", "WITHDRAWN");
            }
            JsonNode seen = history(access.path("id").asText());
            access.path("restricted").properties().forEach(digest -> {
                softly.assertThat(Sealed.digest(
                                digest.getKey(),
                                access.path("salts").path(digest.getKey()).asText(),
                                access.path(digest.getKey())))
                        .as("%s of %s", digest.getKey(), access.path("id"))
                        .isEqualTo(seen.path("restricted").path(digest.getKey()).asText());
            });
        }
        softly.assertThat(grounds).containsExactly("grant", "mandate", "person", "share");
        softly.assertAll();
    }

    private JsonNode history(String access) {
        return world.who("the auditor")
                .get("/api/v1/history/access/" + access)
                .json()
                .at("/versions/0/record");
    }

    @Then("these nodes and no others have it in their files:")
    public void inFiles(DataTable table) {
        Map<String, String> planted = confidant.planted();
        SoftAssertions softly = new SoftAssertions();
        table.asMaps().forEach(row -> {
            Set<String> wanted = Arrays.stream(row.get("organisations").split(", ", -1))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Path> holding = files.holding(planted.get(row.get("what")));
            softly.assertThat(holding.stream().map(NodeFiles::organisation).collect(Collectors.toSet()))
                    .as("organisations with %s: %s", row.get("what"), holding)
                    .isEqualTo(wanted);
            softly.assertThat(outside(holding))
                    .as("files with %s", row.get("what"))
                    .isEmpty();
        });
        softly.assertAll();
    }

    private static List<Path> outside(Set<Path> files) {
        return files.stream()
                .filter(file -> !file.toString().matches(PRIVATE_FILES))
                .toList();
    }

    @When("flawed requests with personal data are refused")
    public void flawedRequests() {
        Contact somebody = Contact.somebody();
        contact = somebody;
        Request good = Confidant.kept(world.party(), somebody, Confidant.today());
        Map<String, Function<Request, Request>> flaws = new TreeMap<>();
        flaws.put("unknown kind", request -> request.edited(body -> body.put("kind", somebody.name())));
        flaws.put("unknown field", request -> request.edited(body -> body.put(somebody.name(), somebody.phone())));
        flaws.put(
                "phone as object",
                request -> request.edited(body -> body.putObject("phone").put("no", somebody.phone())));
        flaws.put(
                "endless name",
                request ->
                        request.edited(body -> body.put("name", somebody.name().repeat(40))));
        flaws.put(
                "broken JSON",
                request -> request.sending(
                        Bypass.bytes("{\"name\":\"" + somebody.name() + "\",\"phone\":" + somebody.phone())));
        flaws.put("no salt", request -> request.without("Zone-Salt"));
        flaws.put("a bad date", request -> request.edited(body -> body.put("retainUntil", somebody.phone())));
        flaws.put("in the path", request -> request.at("/api/v1/people/" + somebody.phone()));
        flaws.put("in the query", request -> request.at("/api/v1/people?uscc=" + somebody.phone()));
        SoftAssertions softly = new SoftAssertions();
        flaws.forEach((flaw, make) -> {
            Answer answer = who("the clerk").send(make.apply(good));
            refusals.add(answer.text());
            softly.assertThat(answer.status()).as("%s: %s", flaw, answer).isBetween(400, 499);
        });
        for (String nobody : List.of("the forex officer", "another enterprise's clerk", "a consumer")) {
            Answer answer = who(nobody).send(Confidant.readOfContact(confidant.contact()));
            refusals.add(answer.text());
            softly.assertThat(answer.status()).as("%s: %s", nobody, answer).isBetween(400, 499);
        }
        softly.assertAll();
        who("the clerk").must(good);
    }

    @Then("no block, no log, no metric and no refusal holds anything of it")
    public void nowhereElse() {
        List<String> personal = List.of(
                contact.name(),
                contact.phone(),
                confidant.contact().name(),
                confidant.contact().phone());
        SoftAssertions softly = new SoftAssertions();
        for (String value : personal) {
            softly.assertThat(outside(files.holding(value)))
                    .as("files with %s", value)
                    .isEmpty();
            softly.assertThat(refusals).as("refusals with %s", value).noneMatch(text -> text.contains(value));
            world.zone().organisations().forEach(each -> softly.assertThat(metrics(each.id()))
                    .as("metrics of %s", each.id())
                    .doesNotContain(value));
        }
        for (String value : List.of(
                confidant.taxPaid(), confidant.note(), confidant.planted().get("address"))) {
            softly.assertThat(outside(files.holding(value)))
                    .as("files with %s", value)
                    .isEmpty();
        }
        softly.assertAll();
    }

    private String metrics(String organisation) {
        return new Gateway(world.zone().management(organisation), world.zone().consumer())
                .get("/q/metrics")
                .text();
    }

    @Then("the chaincode refuses these:")
    public void chaincodeRefuses(DataTable table) {
        SoftAssertions softly = new SoftAssertions();
        table.asMaps().forEach(row -> {
            String code;
            try {
                world.bypass().endorse(call(row.get("attempt")));
                code = "endorsed";
            } catch (NotEndorsed e) {
                code = e.code().isEmpty() ? e.getMessage() : e.code();
            }
            softly.assertThat(code).as(row.get("attempt")).isEqualTo(row.get("code"));
        });
        softly.assertAll();
    }

    private Call call(String attempt) {
        Zone zone = world.zone();
        Person customs = zone.person("customs", "officer");
        Person forex = zone.person("forex", "officer");
        List<String> three = List.of("customs", "tax", "market");
        return switch (attempt) {
            case "customs' officer keeps details of tax" -> keep(customs, "customs", "", List.of("customs"));
            case "customs' gateway keeps details of tax" ->
                keep(zone.gatewayIdentity("customs"), "customs", customs.actor(), List.of("tax"));
            case "market's officer reads on customs' share request" ->
                access(zone.person("market", "officer"), "market", "share/" + confidant.share(), "taxPaid");
            case "customs' officer reads more than was granted" ->
                access(customs, "customs", "share/" + confidant.share(), "refundAmount");
            case "tax's officer reads on the auditors' mandate" ->
                access(zone.person("tax", "officer"), "tax", "mandate/" + confidant.mandate(), "taxPaid");
            case "customs' gateway reads for the auditor what tax keeps" ->
                access(zone.gatewayIdentity("customs"), "customs", "mandate/" + confidant.mandate(), "taxPaid")
                        .inTheNameOf(zone.person("audit", "auditor"));
            case "customs' officer grants its own request" -> {
                ObjectNode word = Documents.object()
                        .put("share", Confidant.share(world, "customs", world.party()))
                        .put("step", "GRANT")
                        .put("legalBasis", "政务数据共享条例");
                Sealed reason = Sealed.seal(Documents.object().put("reason", "自行核准"), new byte[16]);
                word.set("restricted", reason.digests());
                word.put("id", Documents.id("bypass")).put("version", 2);
                yield new Call(
                        customs,
                        "customs",
                        three,
                        "disclosure:decide",
                        List.of(CanonicalJson.text(word), ""),
                        reason.bytes());
            }
            case "forex's officer erases the contact" ->
                erase(forex, "forex", confidant.contact().key(), three);
            case "forex's officer reads the contact" -> access(forex, "forex", "person", "phone");
            case "the operator's gateway keeps a person" -> {
                Contact somebody = Contact.somebody();
                Sealed values = Sealed.seal(
                        PartyDocument.about(world.party().uscc(), (ObjectNode)
                                CanonicalJson.read(Confidant.kept(world.party(), somebody, Confidant.today())
                                        .body())),
                        new byte[16]);
                yield new Call(
                        zone.gatewayIdentity("operator"),
                        "operator",
                        three,
                        "disclosure:person",
                        List.of(somebody.key(), world.party().clerk().actor()),
                        values.bytes());
            }
            default -> throw new IllegalArgumentException(attempt);
        };
    }

    private Call access(Person reader, String peer, String permit, String field) {
        ObjectNode terms = Documents.object().put("uscc", world.party().uscc().value());
        terms.putObject("fields").put(field, "0".repeat(64));
        ObjectNode document = Documents.object().put("permit", permit);
        if (permit.equals("person")) {
            terms.put("person", confidant.contact().key());
            document.put("purpose", "notice").put("legalBasis", "个人信息保护法第三十四条");
        }
        Sealed sealed = Sealed.seal(terms, new byte[16]);
        document.set("restricted", sealed.digests());
        document.put("id", Documents.id("bypass")).put("version", 1);
        return new Call(
                reader,
                peer,
                List.of("customs", "tax", "market"),
                "disclosure:access",
                List.of(CanonicalJson.text(document), ""),
                sealed.bytes());
    }

    private Call erase(Person officer, String peer, String key, List<String> endorsers) {
        ObjectNode document = Documents.object()
                .put("person", key)
                .put("reason", "withdrawn")
                .put("legalBasis", "个人信息保护法第四十七条")
                .put("id", Documents.id("bypass"))
                .put("version", 1);
        return new Call(
                officer, peer, endorsers, "disclosure:erase", List.of(CanonicalJson.text(document), ""), new byte[0]);
    }

    /** The values that tax has described, put down once more by whoever calls. */
    private Call keep(Person creator, String peer, String actor, List<String> endorsers) {
        JsonNode own = who("the tax officer")
                .get("/api/v1/details/tax/" + world.party().uscc())
                .json();
        ObjectNode salts = Documents.object();
        ObjectNode values = Documents.object();
        values.set("taxPaid", own.path("taxPaid"));
        salts.set("taxPaid", own.path("salts").path("taxPaid"));
        return new Call(
                creator,
                peer,
                endorsers,
                "disclosure:keep",
                List.of("tax", world.party().uscc().value(), actor),
                new Sealed(salts, values).bytes());
    }

    @Then("tax's details kept by tax's own officer with these endorsements end so:")
    public void endorsements(DataTable table) {
        // other details than those of the scenarios that look into files: a refused endorsement has seen them
        Party other = world.routine().filed("ACTIVE");
        Confidant.must(world, "tax", Confidant.detail(world, other, Documents.mark("taxpaid")));
        world.about(other);
        Endorsements.endSo(
                world, table, endorsers -> keep(world.zone().person("tax", "officer"), "tax", "", endorsers));
    }

    @Then("an erasure of nobody is not endorsed by forex at all")
    public void forexCannotEndorse() {
        Call call = erase(
                world.zone().person("customs", "officer"),
                "customs",
                Confidant.hex(32),
                List.of("customs", "tax", "forex"));
        try {
            world.bypass().endorse(call);
            throw new AssertionError("forex's peer has endorsed what it does not hold");
        } catch (NotEndorsed e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @When("{word} asks tax for the tax paid")
    public void asks(String agency) {
        share = Confidant.share(world, agency, world.party());
    }

    @When("{word} asks tax for the tax paid for {word}")
    public void asksFor(String agency, String purpose) {
        share = Confidant.share(world, agency, world.party(), purpose);
    }

    @When("tax {word} it")
    public void decides(String step) {
        Confidant.must(
                world,
                "tax",
                Confidant.decided(
                        world, share, step.substring(0, step.length() - 1).toUpperCase(java.util.Locale.ROOT)));
        String after = Map.of("refuses", "REFUSED", "grants", "GRANTED", "revokes", "REVOKED")
                .get(step);
        Await.until(
                "the request " + after,
                Await.LAG,
                () -> who("the customs officer").get("/api/v1/shares/" + share),
                answer -> answer.json().path("status").asText().equals(after));
    }

    @Then("nobody reads anything on it before tax's word")
    public void notBefore() {
        nobodyReads();
    }

    @Then("nobody reads anything on it")
    public void nobodyReads() {
        for (String who : List.of("the customs officer", "the market officer")) {
            Answer answer = who(who).settle(Confidant.read("/api/v1/shares/" + share, "taxPaid"));
            assertThat(answer.code()).as("%s: %s", who, answer).isEqualTo("NOT_GRANTED");
        }
    }

    @Then("{word} reads the tax paid on it")
    public void reads(String agency) {
        assertThat(Confidant.must(world, agency, Confidant.read("/api/v1/shares/" + share, "taxPaid"))
                        .json()
                        .at("/values/taxPaid")
                        .asText())
                .isEqualTo(confidant.taxPaid());
    }

    @When("customs records a mandate of auditors over the tax paid")
    public void mandate() {
        mandate = Confidant.mandate(world, world.party());
    }

    @Then("the auditor reads the tax paid on it, and the subject learns of it")
    public void auditorReads() {
        Answer read = who("the auditor").must(Confidant.readOfMandate(mandate, world.party()));
        assertThat(read.json().at("/values/taxPaid").asText()).isEqualTo(confidant.taxPaid());
        String access = read.json().at("/access/key").asText();
        Await.until(
                "the auditor's read",
                Await.LAG,
                () -> who("the clerk").get(world.party().subject() + "/disclosures"),
                answer -> answer.text().contains(access.substring(access.indexOf('/') + 1))
                        && answer.text().contains("mandate/" + mandate));
    }

    @When("customs ends it")
    public void ends() {
        Confidant.must(
                world,
                "customs",
                Confidant.write(
                        "POST",
                        "/api/v1/mandates/" + mandate + "/end",
                        Documents.object().put("reason", "审计结束").put("legalBasis", "审计法"),
                        Documents.id("end")));
        Await.until(
                "its end",
                Await.LAG,
                () -> who("the tax officer").get("/api/v1/mandates/" + mandate),
                answer -> answer.json().path("status").asText().equals("REVOKED"));
    }

    @Then("the auditor reads nothing on it")
    public void auditorReadsNothing() {
        Answer answer = who("the auditor").settle(Confidant.readOfMandate(mandate, world.party()));
        assertThat(answer.code()).as("%s", answer).isEqualTo("NOT_GRANTED");
    }

    @Given("tax's standing rule for {word} and {word}")
    public void standingRule(String reader, String purpose) {
        ObjectNode rule = Documents.object()
                .put("scheme", "tax")
                .put("reader", world.zone().msp(reader))
                .put("purpose", purpose)
                .put("legalBasis", "税收征收管理法")
                .put("validFrom", Confidant.today())
                .put("validTo", Documents.inYears(1));
        rule.putArray("fields").add("taxPaid");
        Confidant.must(
                world, "tax", Confidant.write("POST", "/api/v1/shares/standing", rule, Documents.id("standing")));
        world.routine().awaitPublic("/api/v1/shares/standing", "the standing rule", rules -> rules.toString()
                .contains(purpose));
    }

    @Then("it is granted at once and market reads the tax paid on it")
    public void grantedAtOnce() {
        assertThat(who("the market officer")
                        .get("/api/v1/shares/" + share)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("GRANTED");
        reads("market");
    }

    @Given("the bank has a grant of its own")
    public void anotherGrant() {
        grant = Confidant.granted(world, world.party(), confidant.bank(), "filing.turnoverBand");
        assertThat(who("the bank")
                        .settle(Confidant.read("/api/v1/grants/" + grant, "filing.turnoverBand"))
                        .status())
                .isEqualTo(200);
    }

    @When("the subject takes it back")
    public void takesBack() {
        Request withdrawal = Confidant.write(
                        "POST",
                        "/api/v1/grants/" + grant + "/withdrawal",
                        Documents.object().put("grant", grant),
                        Documents.id("withdrawal"))
                .on(1);
        who("the clerk").must(Documents.signed(withdrawal, world.party()));
    }

    @Then("the bank reads nothing on it")
    public void bankReadsNothing() {
        Answer answer = who("the bank").settle(Confidant.read("/api/v1/grants/" + grant, "filing.turnoverBand"));
        assertThat(answer.code()).as("%s", answer).isEqualTo("NOT_GRANTED");
    }

    @Given("another contact whom nothing keeps")
    public void anotherContact() {
        keepContact(Confidant.today());
    }

    @Given("another contact whom the law keeps for a year")
    public void contactForAYear() {
        keepContact(Documents.inYears(1));
    }

    private void keepContact(String until) {
        contact = Contact.somebody();
        who("the clerk").must(Confidant.kept(world.party(), contact, until));
        Request read = Confidant.readOfContact(contact);
        Await.until(
                "the contact at market",
                Await.LAG,
                () -> who("the market officer").settle(read),
                answer -> answer.json().at("/values/phone").asText().equals(contact.phone()));
    }

    @When("the customs officer says how much of the contact's quota is used")
    public void saysQuota() {
        ObjectNode credit = Documents.object()
                .put("year", LocalDate.now(CreditRules.BEIJING).getYear())
                .put("quotaUsed", "6500.00")
                .put("legalBasis", quota)
                .put("validTo", Confidant.today());
        who("the customs officer").must(Confidant.write("PUT", credit(), credit, Documents.id("quota")));
        who("the customs reviewer").await(credit(), 200);
    }

    @Then("the customs officer cannot confirm that alone")
    public void notAlone() {
        Answer answer = who("the customs officer").send(confirmation());
        assertThat(answer.code()).as("%s", answer).isEqualTo("NOT_PERMITTED");
    }

    @When("the customs reviewer confirms it")
    public void confirmsQuota() {
        who("the customs reviewer").must(confirmation());
    }

    @Then("the market officer reads it on a legal basis, and the forex officer does not")
    public void readsQuota() {
        Await.until(
                "the quota at market",
                Await.LAG,
                () -> who("the market officer").settle(readOfQuota()),
                answer -> answer.json().at("/values/credit/legalBasis").asText().equals(quota));
        Answer refused = who("the forex officer").send(readOfQuota());
        assertThat(refused.status()).as("%s", refused).isIn(403, 404);
        assertThat(who("the tax officer").get(credit()).code()).isEqualTo("NOT_OWNER");
    }

    private Request confirmation() {
        return Confidant.write("POST", credit() + "/approval", Documents.object(), Documents.id("confirmation"));
    }

    private Request readOfQuota() {
        return Confidant.read("/api/v1/people/" + contact.key(), "credit")
                .edited(body -> body.put("purpose", "complaint-handling").put("legalBasis", "消费者权益保护法"));
    }

    private String credit() {
        return "/api/v1/people/" + contact.key() + "/credit";
    }

    @When("the clerk asks to delete the contact")
    public void asksToDelete() {
        ObjectNode document = Documents.object().put("reason", "withdrawn").put("legalBasis", "个人信息保护法第四十七条");
        who("the clerk")
                .must(Confidant.write(
                        "POST", "/api/v1/people/" + contact.key() + "/erasure", document, Documents.id("erasure")));
    }

    @Then("it is {word} for everybody to see")
    public void receipt(String status) {
        world.routine()
                .awaitPublic(
                        "/api/v1/people/" + contact.key() + "/erasure",
                        "the receipt",
                        receipt -> receipt.path("status").asText().equals(status));
    }

    @Then("nobody finds the contact any more")
    public void nobodyFinds() {
        String people = "/api/v1/people?uscc=" + world.party().uscc();
        for (String who : List.of("the clerk", "the customs officer", "the tax officer", "the market officer")) {
            Await.until("no contact for " + who, Await.LAG, () -> who(who).get(people), answer -> !answer.text()
                    .contains(contact.key()));
        }
        noOfficerReads();
    }

    @Then("no officer reads the contact any more")
    public void noOfficerReads() {
        for (String who : List.of("the customs officer", "the tax officer", "the market officer")) {
            Answer answer = who(who).settle(Confidant.readOfContact(contact));
            assertThat(answer.code()).as("%s: %s", who, answer).isEqualTo("WRONG_STATE");
        }
    }

    @When("the peers' databases are rewritten")
    public void rewritten() {
        world.zone().must("compact");
        for (String agency : List.of("customs", "tax", "forex", "market", "commerce")) {
            Await.until(
                    agency + "'s gateway ready",
                    Duration.ofSeconds(60),
                    () -> world.zone().node(agency + "-gateway"),
                    node -> node.path("health").asText().equals("healthy"));
        }
    }

    @Then("no file of any node holds the contact")
    public void noFile() {
        assertThat(files.holding(contact.phone())).isEmpty();
        assertThat(files.holding(contact.name())).isEmpty();
        assertThat(files.holding(quota)).isEmpty();
    }

    @When("the clerk keeps a draft of a filing")
    public void keepsDraft() {
        draft = Documents.mark("draft");
        who("the clerk")
                .must(Confidant.write("PUT", draft(), Documents.object().put("nameZh", draft), Documents.id("draft")));
    }

    private String draft() {
        return world.party().filing() + "/draft";
    }

    @Then("the clerk finds it, nobody else does, and only commerce's nodes hold it")
    public void onlyTheClerk() {
        Await.until("the draft", Await.LAG, () -> who("the clerk").get(draft()), answer -> answer.json()
                .at("/form/nameZh")
                .asText()
                .equals(draft));
        for (String other : List.of(
                "another enterprise's clerk", "the commerce officer", "the auditor", "the operator", "a consumer")) {
            Answer answer = who(other).get(draft());
            assertThat(answer.status()).as("%s: %s", other, answer).isIn(401, 403);
        }
        Set<Path> holding = files.holding(draft);
        assertThat(holding.stream().map(NodeFiles::organisation).collect(Collectors.toSet()))
                .containsExactly("commerce");
        assertThat(outside(holding)).isEmpty();
    }

    @When("the clerk throws the draft away")
    public void dropsDraft() {
        who("the clerk").must(Confidant.write("DELETE", draft(), Documents.object(), Documents.id("drop")));
    }

    @Then("the clerk finds no draft")
    public void noDraft() {
        who("the clerk").await(draft(), 404);
    }
}
