package org.zoneledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zoneledger.acceptance.Bypass.Call;
import org.zoneledger.acceptance.Bypass.NotEndorsed;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CaseRules;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.proof.Jws;

/** Who can bring about which credit transaction, past the gateways. */
public final class CompetenceSteps {

    private static final List<String> AGENCIES = List.of("customs", "tax", "forex", "market", "commerce");
    /** Whose peers hold what is personal, and so can endorse it. */
    private static final List<String> HOLD_PEOPLE = List.of("customs", "tax", "market", "commerce");

    private static final Path PINNED = Path.of("src/test/resources/org/zoneledger/acceptance");
    private static final Path MADE = Path.of("target");
    private static final byte[] SEED = new byte[16];

    private final World world;
    private final String today = LocalDate.now(CreditRules.BEIJING).toString();
    private final String nextYear =
            LocalDate.now(CreditRules.BEIJING).plusYears(1).toString();
    private final List<String> rows = new ArrayList<>();
    private final Set<TransactionName> tried = new TreeSet<>();
    private Party evaluator;

    public CompetenceSteps(World world) {
        this.world = world;
    }

    /**
     * What is tried.
     *
     * @param owner agency to which it belongs
     * @param by who is to succeed
     * @param signature over the document, empty where parties sign nothing
     */
    private record Attempt(
            TransactionName name, String owner, String by, String document, String signature, Sealed restricted) {

        /** How the table calls it: a person's credit is one transaction for two steps. */
        String row() {
            boolean isOfTwoSteps = name == TransactionName.CREDIT_PERSON;
            return "`" + name.wire() + "`"
                    + (isOfTwoSteps ? " " + restricted.values().path("step").asText() : "");
        }

        /** Three agencies whose peers endorse, the owner among them. */
        List<String> withOwner() {
            List<String> endorsers = new ArrayList<>(withoutOwner().subList(0, 2));
            endorsers.add(0, owner);
            return endorsers;
        }

        /** Three agencies whose peers endorse, and not the owner's. */
        List<String> withoutOwner() {
            return (name == TransactionName.CREDIT_PERSON ? HOLD_PEOPLE : AGENCIES)
                    .stream().filter(agency -> !agency.equals(owner)).limit(3).toList();
        }

        List<String> arguments() {
            return signature.isEmpty() ? List.of(document, "") : List.of(document, signature, "");
        }
    }

    @Given("an accredited evaluator")
    public void evaluator() {
        evaluator = world.routine().enterprise();
        Request form = world.routine().filing(evaluator).edited(document -> document.putArray("kinds")
                .add("evaluator"));
        world.routine().bring(evaluator, Documents.signed(form, evaluator), "ACTIVE");
        ObjectNode accreditation = Documents.object()
                .put("validFrom", today)
                .put("validTo", nextYear)
                .put("legalBasis", "综合试验区综合评价办法");
        world.routine()
                .decided("commerce", request("PUT", "/api/v1/accreditations/" + evaluator.uscc(), accreditation));
    }

    @Then("the table of competence is that of {string}")
    public void table(String file) throws IOException {
        List<String> callers = callers();
        rows.add("# Who brings about which credit transaction");
        rows.add("");
        rows.add(
                "Made by `competence.feature` on a real network, past the gateways: `VALID` where it committed, `endorsed` where it would"
                        + " have, else the code of the refusal; `Writers` is the channel's own policy. The last column is what the peers make of the"
                        + " same transaction by who may when three agencies without its owner have endorsed it.");
        rows.add("");
        rows.add("| transaction | " + String.join(" | ", callers) + " | without its owner |");
        rows.add("| --- |" + " --- |".repeat(callers.size() + 1));
        credit();
        listing();
        threshold();
        person();
        correction();
        ruleSet();
        assertThat(tried)
                .as("every credit transaction has a row")
                .containsAll(Stream.of(TransactionName.values())
                        .filter(name -> name.wire().startsWith("credit:"))
                        .toList());
        String made = rows.stream().collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(MADE.resolve(file), made);
        assertThat(made).as("see target/%s", file).isEqualTo(Files.readString(PINNED.resolve(file)));
    }

    private static List<String> callers() {
        List<String> callers = new ArrayList<>();
        AGENCIES.forEach(
                agency -> callers.addAll(List.of("the " + agency + " officer", "the " + agency + " reviewer")));
        callers.addAll(List.of(
                "the operator", "the auditor", "the clerk", "another enterprise's clerk", "the evaluator's clerk"));
        return callers;
    }

    private void credit() {
        String repaired = penalty();
        Attempt word = decision(TransactionName.CREDIT_ASSESS, "tax", word());
        tried(propose(word));
        known(word);
        tried(refusal(word));
        tried(proposed(decision(TransactionName.CREDIT_ASSESS, "tax", word())));
        tried(proposed(decision(TransactionName.CREDIT_STATE, "tax", award())));
        tried(proposed(decision(TransactionName.CREDIT_RECOGNISE, "tax", open(rules(), recognitions()))));
        tried(proposed(decision(TransactionName.CREDIT_ACCREDIT, "commerce", open(accreditation(), 2))));
        tried(evaluation());
        String repair = Documents.id("repair");
        tried(application(repair, repaired));
        tried(proposed(decision(TransactionName.CREDIT_RESTORE, "market", restoration(repair))));
        tried(new Attempt(
                TransactionName.CREDIT_GRADE,
                "tax",
                "the tax officer",
                world.party().uscc().value(),
                "",
                Sealed.none()));
        tried(inspection());
    }

    private void listing() {
        String list = Documents.id("list");
        tried(proposed(decision(TransactionName.CREDIT_LIST, "tax", open(list(list), 1))));
        settle();
        String listing = Documents.id("listing");
        ObjectNode notice = Documents.object().put("list", list);
        Sealed ground = sealed(notice, subject().put("ground", "走逃（失联）"));
        tried(byOfficer(TransactionName.CREDIT_NOTIFY, numbered(notice, listing, 1), ground));
        settle();
        ObjectNode statement = Documents.object().put("listing", listing);
        Sealed said = sealed(statement, Documents.object().put("statement", "已恢复联系"));
        tried(byClerk(TransactionName.CREDIT_RESPOND, "tax", numbered(statement, Documents.id("statement"), 2), said));
        ObjectNode conclusion =
                Documents.object().put("listing", listing).put("step", "LIST").put("legalBasis", "国家税务总局令第54号");
        Sealed reason = sealed(
                conclusion,
                Documents.object()
                        .put("reason", "查证属实")
                        .put("severity", "GENERAL")
                        .put("source", "嘉税失信1号")
                        .put("remedies", "缴清税款后申请"));
        tried(proposed(decision(
                TransactionName.CREDIT_CONCLUDE,
                "tax",
                new CreditRules.Split(numbered(conclusion, Documents.id("conclusion"), 3), reason))));
        settle();
        ObjectNode delivery = Documents.object().put("listing", listing);
        Sealed how =
                sealed(delivery, Documents.object().put("method", "ELECTRONIC").put("deliveredOn", today));
        tried(byOfficer(TransactionName.CREDIT_DELIVER, numbered(delivery, Documents.id("delivery"), 4), how));
    }

    /** What the enterprise lets the evaluator ask, the question, and the end of it. */
    private void threshold() {
        String grant = Documents.id("grant");
        ObjectNode terms = Documents.object()
                .put("reader", evaluator.uscc().value())
                .put("purpose", "loan")
                .put("from", today)
                .put("to", nextYear);
        terms.putArray("fields").add("threshold.tax").add("threshold.noRedLine");
        ObjectNode granted = subject();
        Sealed given = sealed(granted, terms);
        tried(byClerk(TransactionName.DISCLOSURE_GRANT, "commerce", numbered(granted, grant, 1), given));
        settle();
        ObjectNode asked = subject().put("grant", grant);
        asked.putObject("questions").putObject("tax").put("atLeast", "B");
        asked.withObject("/questions").putObject("noRedLine");
        ObjectNode question = Documents.object();
        Sealed questions = sealed(question, asked);
        String id = Documents.id("question");
        tried(new Attempt(
                TransactionName.DISCLOSURE_ASK,
                "tax",
                "the evaluator's clerk",
                CanonicalJson.text(numbered(question, id, 1)),
                "",
                questions));
        settle();
        assertThat(world.zone()
                        .gateway("commerce", evaluator.clerk())
                        .get("/api/v1/thresholds/" + id)
                        .status())
                .as("an answer about tax that tax has not endorsed is none")
                .isEqualTo(404);
        ObjectNode end = numbered(subject().put("grant", grant), Documents.id("end"), 2);
        tried(byClerk(TransactionName.DISCLOSURE_WITHDRAW, "commerce", end, Sealed.none()));
    }

    /** A person whom the enterprise named, and customs' word about that person by two of its people. */
    private void person() {
        Confidant.Contact contact = Confidant.Contact.somebody();
        world.who("the clerk").must(Confidant.kept(world.party(), contact, today));
        settle();
        ObjectNode credit = Documents.object()
                .put("year", LocalDate.now(CreditRules.BEIJING).getYear())
                .put("quotaUsed", "1234.50")
                .put("legalBasis", "财关税〔2018〕49号")
                .put("validTo", today);
        tried(person(contact.key(), "PROPOSE", "the customs officer", credit));
        settle();
        tried(person(contact.key(), "CONFIRM", "the customs reviewer", credit));
    }

    private static Attempt person(String person, String step, String by, ObjectNode credit) {
        ObjectNode said = Documents.object().put("step", step).set("credit", credit);
        return new Attempt(TransactionName.CREDIT_PERSON, "customs", by, person, "", Sealed.seal(said, SEED));
    }

    /** An objection to the word of tax, and what tax answers. */
    private void correction() {
        String correction = Documents.id("correction");
        ObjectNode request = Documents.object().put("owner", "TaxMSP");
        Sealed asked = sealed(
                request,
                subject()
                        .put("target", "assertion/tax")
                        .put("field", "openClass")
                        .put("ground", "税款已补缴"));
        tried(new Attempt(
                TransactionName.FILING_CORRECT,
                "tax",
                "the clerk",
                CanonicalJson.text(numbered(request, correction, 1)),
                "",
                asked));
        settle();
        ObjectNode answer = Documents.object()
                .put("correction", correction)
                .put("step", "REFUSE")
                .put("legalBasis", "国家税务总局公告2025年第12号");
        Sealed reason = sealed(answer, Documents.object().put("reason", "评价年度内未缴清"));
        tried(byOfficer(TransactionName.FILING_ANSWER, numbered(answer, Documents.id("answer"), 2), reason));
    }

    /** A rule set for the zone's grade, and an agency's own approval of it; that four make it law is in governance.feature. */
    private void ruleSet() {
        String proposal = Documents.id("grading");
        ObjectNode edition = Documents.object().put("validFrom", nextYear).put("legalBasis", "综合试验区综合评价办法");
        edition.set("grading", grading());
        numbered(edition, proposal, 1);
        tried(byOfficer(TransactionName.GOVERNANCE_PROPOSE, edition, Sealed.none()));
        settle();
        ObjectNode approval =
                Documents.object().put("proposal", proposal).put("digest", Sha256.hex(CanonicalJson.bytes(edition)));
        tried(byOfficer(
                TransactionName.GOVERNANCE_APPROVE, numbered(approval, Documents.id("approval"), 1), Sealed.none()));
    }

    /** The rule set in force, as an edition has it. */
    private static ObjectNode grading() {
        try (InputStream in = CreditRules.class.getResourceAsStream("grading.json")) {
            JsonNode all = CanonicalJson.read(in.readAllBytes());
            ObjectNode last = all.get(all.size() - 1).deepCopy();
            return last.remove(List.of("id", "validFrom", "legalBasis"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Attempt byClerk(TransactionName name, String owner, ObjectNode document, Sealed restricted) {
        return signed(name, owner, "the clerk", document, world.party(), restricted);
    }

    private ObjectNode list(String id) {
        return Documents.object()
                .put("listId", id)
                .put("kind", "SUBJECT")
                .put("scheme", "tax")
                .put("titleZh", "重大税收违法失信主体名单")
                .put("titleEn", "Serious offenders against tax law")
                .put("legalBasis", "国家税务总局令第54号")
                .put("validFrom", today);
    }

    private static Attempt byOfficer(TransactionName name, ObjectNode document, Sealed restricted) {
        return new Attempt(name, "tax", "the tax officer", CanonicalJson.text(document), "", restricted);
    }

    /** Waits until every agency's peer has what was committed so far: a case that comes after it. */
    private void settle() {
        proposed(decision(TransactionName.CREDIT_ASSESS, "tax", word()));
    }

    /** Everybody has it endorsed with the owner's peer; who is to succeed commits it, first without that peer. */
    private void tried(Attempt attempt) {
        List<String> cells = new ArrayList<>();
        for (String caller : callers()) {
            cells.add(caller.equals(attempt.by()) ? "VALID" : outcome(attempt, caller, attempt.withOwner(), false));
        }
        String without = outcome(attempt, attempt.by(), attempt.withoutOwner(), true);
        if (!without.equals("VALID")) {
            assertThat(outcome(attempt, attempt.by(), attempt.withOwner(), true))
                    .as("%s by %s", attempt.name().wire(), attempt.by())
                    .isEqualTo("VALID");
        }
        tried.add(attempt.name());
        rows.add("| " + attempt.row() + " | " + String.join(" | ", cells) + " | " + without + " |");
    }

    /** What becomes of it, once the peers that are asked have seen the same blocks. */
    private String outcome(Attempt attempt, String caller, List<String> endorsers, boolean commits) {
        return Await.until(
                attempt.name().wire() + " by " + caller,
                Await.LAG,
                () -> once(attempt, caller, endorsers, commits),
                outcome -> !outcome.contains("do not match"));
    }

    private String once(Attempt attempt, String caller, List<String> endorsers, boolean commits) {
        Person person = caller.equals("the evaluator's clerk")
                ? evaluator.clerk()
                : world.who(caller).person();
        try {
            Bypass.Endorsed endorsed = world.bypass()
                    .endorse(new Call(
                            person,
                            caller.equals("the auditor") ? "audit" : endorsers.get(0),
                            endorsers,
                            attempt.name().wire(),
                            attempt.arguments(),
                            attempt.restricted().bytes()));
            return commits ? endorsed.commit().name() : "endorsed";
        } catch (NotEndorsed refused) {
            String said = refused.getMessage();
            return refused.code().isEmpty() ? said.contains("Writers") ? "Writers" : said : refused.code();
        }
    }

    /** The same, after an officer of the owner has proposed it and every agency knows. */
    private Attempt proposed(Attempt decision) {
        Attempt proposal = propose(decision);
        assertThat(outcome(proposal, proposal.by(), proposal.withOwner(), true))
                .isEqualTo(TxValidationCode.VALID.name());
        known(decision);
        return decision;
    }

    private void known(Attempt decision) {
        world.routine().awaitCase(id(decision));
    }

    private static Attempt propose(Attempt decision) {
        CreditRules.Split split =
                CaseRules.split(decision.name(), read(decision.document()), decision.restricted(), SEED);
        return new Attempt(
                TransactionName.CREDIT_PROPOSE,
                decision.owner(),
                "the " + decision.owner() + " officer",
                CanonicalJson.text(split.document()),
                "",
                split.restricted());
    }

    private static Attempt refusal(Attempt decision) {
        ObjectNode document = Documents.object().put("case", id(decision));
        Sealed reason = sealed(document, Documents.object().put("reason", "依据不足"));
        return new Attempt(
                TransactionName.CREDIT_REFUSE,
                decision.owner(),
                "the " + decision.owner() + " reviewer",
                CanonicalJson.text(numbered(document, Documents.id("refusal"), 2)),
                "",
                reason);
    }

    private static Attempt decision(TransactionName name, String owner, CreditRules.Split split) {
        return new Attempt(
                name,
                owner,
                "the " + owner + " reviewer",
                CanonicalJson.text(split.document()),
                "",
                split.restricted());
    }

    private CreditRules.Split word() {
        return Documents.assertion("tax", "A", world.party(), Documents.id("word"), 1);
    }

    private CreditRules.Split award() {
        String id = Documents.id("award");
        ObjectNode said =
                Documents.object().put("step", "RECORD").put("factId", id).put("legalBasis", "国家税务总局公告2025年第12号");
        said.putObject("fact")
                .put("factId", id)
                .put("kind", "AWARD")
                .put("title", "纳税信用A级纳税人")
                .put("source", "公告1号")
                .put("legalBasis", "国家税务总局公告2025年第12号")
                .put("foundOn", today);
        ObjectNode document = subject().put("scheme", "tax");
        Sealed sealed = sealed(document, said);
        return new CreditRules.Split(numbered(document, id, 1), sealed);
    }

    private ObjectNode rules() {
        ObjectNode document = Documents.object();
        document.putArray("rules")
                .addObject()
                .put("ruleId", "tax-0001")
                .put("on", "grade:A")
                .put("measure", "I-2")
                .put("legalBasis", "信用联合奖惩合作备忘录")
                .put("validFrom", today);
        return document;
    }

    private long recognitions() {
        for (var each :
                world.who("the tax officer").get("/api/v1/recognitions").json().path("recognitions")) {
            if (each.path("msp").asText().equals("TaxMSP")) {
                return each.path("version").asLong() + 1;
            }
        }
        return 1;
    }

    private ObjectNode accreditation() {
        return Documents.object()
                .put("uscc", evaluator.uscc().value())
                .put("validFrom", today)
                .put("validTo", nextYear)
                .put("legalBasis", "综合试验区综合评价办法");
    }

    private Attempt evaluation() {
        ObjectNode document = subject()
                .put("evaluator", evaluator.uscc().value())
                .put("score", 800)
                .put("method", "信用评价模型")
                .put("validFrom", today)
                .put("validTo", nextYear);
        return signed(
                TransactionName.CREDIT_EVALUATE,
                "commerce",
                "the evaluator's clerk",
                numbered(document, Documents.id("evaluation"), 1),
                evaluator,
                Sealed.none());
    }

    private Attempt application(String id, String factId) {
        ObjectNode asked = subject()
                .put("scheme", "market")
                .put("factId", factId)
                .put("ground", "DUTIES_DONE")
                .put("statement", "罚款已缴清");
        asked.putArray("materials").add("5e".repeat(32));
        ObjectNode document = Documents.object().put("owner", "MarketMSP");
        Sealed sealed = sealed(document, asked);
        return byClerk(TransactionName.CREDIT_REPAIR, "market", numbered(document, id, 1), sealed);
    }

    private static CreditRules.Split restoration(String repair) {
        ObjectNode document =
                Documents.object().put("repair", repair).put("step", "GRANT").put("legalBasis", "国家发展和改革委员会令第36号");
        Sealed reason = sealed(document, Documents.object().put("reason", "义务已履行"));
        return new CreditRules.Split(numbered(document, Documents.id("restoration"), 2), reason);
    }

    private Attempt inspection() {
        ObjectNode document = Documents.object()
                .put(
                        "law",
                        GradeLaw.inForce(GradeLaw.all(List.of()), LocalDate.now(CreditRules.BEIJING))
                                .id());
        String id = Documents.id("inspection");
        document.putArray("declarations")
                .addObject()
                .put("digest", Sha256.hex(Bypass.bytes(id)))
                .put("letter", "B");
        return new Attempt(
                TransactionName.CREDIT_INSPECT,
                "customs",
                "the customs officer",
                CanonicalJson.text(numbered(document, id, 1)),
                "",
                Sealed.none());
    }

    /** A penalty of market regulation that can be repaired today. */
    private String penalty() {
        String day = LocalDate.now(CreditRules.BEIJING).minusDays(7).toString();
        ObjectNode statement = Documents.object();
        statement
                .putObject("restricted")
                .put("legalBasis", "行政处罚法")
                .putObject("fact")
                .put("kind", "PENALTY")
                .put("severity", "MINOR")
                .put("title", "标签不规范")
                .put("source", "嘉市监罚2号")
                .put("legalBasis", "食品安全法")
                .put("foundOn", day)
                .put("publishedFrom", day);
        Request proposal =
                request("POST", "/api/v1/facts/market/" + world.party().uscc(), statement);
        world.routine().decided("market", proposal);
        return proposal.headers().get("Idempotency-Key");
    }

    private Attempt signed(
            TransactionName name, String owner, String by, ObjectNode document, Party signer, Sealed restricted) {
        Person clerk = signer.clerk();
        String jws = Jws.sign(CanonicalJson.bytes(document), clerk.key(), clerk.fingerprint());
        return new Attempt(name, owner, by, CanonicalJson.text(document), jws, restricted);
    }

    private ObjectNode subject() {
        return Documents.object().put("uscc", world.party().uscc().value());
    }

    private static CreditRules.Split open(ObjectNode document, long version) {
        return new CreditRules.Split(numbered(document, Documents.id("decision"), version), Sealed.none());
    }

    private static Sealed sealed(ObjectNode document, ObjectNode values) {
        Sealed sealed = Sealed.seal(values, SEED);
        document.set("restricted", sealed.digests());
        return sealed;
    }

    private static ObjectNode numbered(ObjectNode document, String id, long version) {
        return document.put("id", id).put("version", version);
    }

    private static String id(Attempt attempt) {
        return read(attempt.document()).path("id").asText();
    }

    private static ObjectNode read(String document) {
        return (ObjectNode) CanonicalJson.read(Bypass.bytes(document));
    }

    private static Request request(String method, String path, ObjectNode document) {
        return Request.of(method, path, document)
                .with(Map.of("Idempotency-Key", Documents.id("competence"), "Zone-Salt", "0".repeat(32)));
    }
}
