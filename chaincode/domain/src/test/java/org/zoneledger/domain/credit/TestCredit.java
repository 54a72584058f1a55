package org.zoneledger.domain.credit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.CreditRules.Split;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Uscc;

/** The credit of one enterprise as agencies lead it from decision to decision, each by two persons. */
final class TestCredit {

    static final Instant AT = Instant.parse("2026-05-06T07:08:09Z");
    static final TestParty KNITTER = TestParty.knitter();
    static final Uscc SUBJECT = KNITTER.uscc();
    static final byte[] SEED = new byte[Sealed.SEED_BYTES];

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES);

    final TestLedger ledger = TestLedger.accepted(SUBJECT, List.of("manufacturer", "payment"), AT);

    private Instant at = AT;
    private int documents;

    /** Whatever is decided from now on is decided at this time. */
    TestCredit at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    Instant now() {
        return at;
    }

    /** JSON with single quotes. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Single quotes, with the id and the version that a document needs. */
    ObjectNode document(String text, String key) {
        documents++;
        long version = ledger.record(key).map(LedgerRecord::version).orElse(0L) + 1;
        return json(text).put("id", "document-" + documents).put("version", version);
    }

    Standing standing() {
        return Standing.load(SUBJECT, ledger);
    }

    LedgerRecord record(String key) {
        return ledger.record(key).orElseThrow();
    }

    LedgerRecord grade() {
        return record(GradeRules.key(SUBJECT));
    }

    /** What only agencies know of the grade: {score?, parts, reasons}. */
    ObjectNode gradeInside() {
        return ledger.restricted(GradeRules.key(SUBJECT)).values();
    }

    /** What an officer proposes. */
    Decision propose(TransactionName name, ObjectNode document, Sealed restricted, Caller officer) {
        Split proposal = CaseRules.split(name, document, restricted, SEED);
        String id = document.path("id").asText();
        return ledger.apply(CaseRules.propose(
                ledger.record(CaseRules.key(id)), proposal.document(), proposal.restricted(), officer, at));
    }

    /** What a person decides on what stands, without putting it on the ledger. */
    Decision decide(TransactionName name, ObjectNode document, Sealed restricted, Caller caller) {
        Optional<Standing.Held> proposal =
                ledger.held(CaseRules.key(document.path("id").asText()));
        return switch (name) {
            case CREDIT_ASSESS -> CreditRules.assess(standing(), proposal, document, restricted, caller, at, SEED);
            case CREDIT_STATE ->
                FactRules.state(
                        standing(),
                        proposal,
                        OriginRules.Known.load(restricted.values(), ledger),
                        document,
                        restricted,
                        caller,
                        at,
                        SEED);
            case CREDIT_RECOGNISE ->
                RecognitionRules.recognise(
                        ledger.record(RecognitionRules.key(caller.msp())), proposal, document, caller, at);
            case CREDIT_ACCREDIT ->
                EvaluationRules.accredit(
                        ledger.record(EvaluationRules.accreditationKey(
                                document.path("uscc").asText())),
                        ledger.record("filing/" + document.path("uscc").asText()),
                        proposal,
                        document,
                        caller,
                        at);
            case CREDIT_LIST ->
                ListRules.decide(
                        ledger.record(ListRules.key(document.path("listId").asText())), proposal, document, caller, at);
            case CREDIT_CONCLUDE ->
                ListingRules.conclude(
                        ListingRules.State.load(document, ledger), proposal, document, restricted, caller, at);
            case CREDIT_RESTORE ->
                RepairRules.restore(RepairRules.State.load(document, ledger), document, restricted, caller, at, SEED);
            default -> throw new AssertionError(name);
        };
    }

    /** What an agency's officer proposes and its reviewer decides. */
    Decision take(TransactionName name, ObjectNode document, Sealed restricted, String msp) {
        propose(name, document, restricted, TestParty.officer(msp));
        return ledger.apply(decide(name, document, restricted, TestParty.reviewer(msp)));
    }

    /** An agency's word, valid from today for a year. */
    Decision assess(String scheme, String classCode) {
        String today = today();
        String to = LocalDate.parse(today).plusYears(1).toString();
        ObjectNode assertion = document("{'legalBasis':'有关规定'}", "assertion/" + scheme + "/" + SUBJECT)
                .put("scheme", scheme)
                .put("uscc", SUBJECT.value())
                .put("classCode", classCode)
                .put("assessedOn", today)
                .put("validFrom", today)
                .put("validTo", to);
        Split split = CreditRules.split(assertion, SEED);
        return take(TransactionName.CREDIT_ASSESS, split.document(), split.restricted(), Competence.ownerOf(scheme));
    }

    String today() {
        return LocalDate.ofInstant(at, CreditRules.BEIJING).toString();
    }

    /** A fact's document and its restricted part. */
    Split statement(String scheme, JsonNode fact) {
        ObjectNode said = json("{'step':'RECORD','legalBasis':'行政处罚法'}")
                .put("factId", fact.path("factId").asText());
        said.set("fact", fact);
        return saying(scheme, said);
    }

    /** What is said of a fact: {step, factId, legalBasis, fact?}. */
    Split saying(String scheme, ObjectNode said) {
        Sealed sealed = Sealed.seal(said, SEED);
        ObjectNode document = document("{}", "facts/" + scheme + "/" + SUBJECT)
                .put("scheme", scheme)
                .put("uscc", SUBJECT.value());
        document.set("restricted", sealed.digests());
        if (said.path("step").asText().equals("RECORD")) {
            document.set("id", said.get("factId"));
        }
        return new Split(document, sealed);
    }

    /** A fact that its finder records. */
    Decision record(String scheme, JsonNode fact) {
        Split split = statement(scheme, fact);
        return take(TransactionName.CREDIT_STATE, split.document(), split.restricted(), Competence.ownerOf(scheme));
    }

    /** A penalty found and published on these days. */
    static ObjectNode fact(String factId, String kind, String severity, String foundOn, String publishedFrom) {
        return json("{'title':'未按规定申报','source':'嘉关缉违字〔2026〕第12号','legalBasis':'海关法 第八十六条'}")
                .put("factId", factId)
                .put("kind", kind)
                .put("severity", severity)
                .put("foundOn", foundOn)
                .put("publishedFrom", publishedFrom);
    }

    /** The subject's product. */
    void registerGoods() {
        ObjectNode product =
                json("{'type':'product','gtin':'16930000000018','version':1}").put("uscc", SUBJECT.value());
        ledger.put(Write.open("product/16930000000018", new LedgerRecord(product).bytes()));
    }

    /** A false origin of two batches of the subject's product. */
    static ObjectNode falseOrigin(String factId) {
        ObjectNode fact = fact(factId, "FALSE_ORIGIN", "GENERAL", "2026-05-04", "2026-05-05");
        return fact.set("goods", json("{'gtin':'16930000000018','batches':['B20260115','B20260116']}"));
    }

    /** Rules of an agency, each as {@code ruleId on measure}, valid from 2026-04-01. */
    Decision recognise(String msp, String... rules) {
        ObjectNode document = document("{}", RecognitionRules.key(msp));
        var list = document.putArray("rules");
        for (String rule : rules) {
            String[] parts = rule.split(" ", 3);
            list.addObject()
                    .put("ruleId", parts[0])
                    .put("on", parts[1])
                    .put("measure", parts[2])
                    .put("legalBasis", "合作备忘录")
                    .put("validFrom", "2026-04-01");
        }
        return take(TransactionName.CREDIT_RECOGNISE, document, Sealed.none(), msp);
    }

    /** An accreditation of somebody who has filed as an evaluator, from 2026-01-01 to a day. */
    Decision accredit(TestParty evaluator, String validTo) {
        file(evaluator, "evaluator");
        ObjectNode document = document(
                        "{'validFrom':'2026-01-01','legalBasis':'综合评价办法'}",
                        EvaluationRules.accreditationKey(evaluator.uscc().value()))
                .put("uscc", evaluator.uscc().value())
                .put("validTo", validTo);
        return take(TransactionName.CREDIT_ACCREDIT, document, Sealed.none(), "CommerceMSP");
    }

    ObjectNode evaluation(TestParty evaluator, int score, String validTo) {
        return document("{'method':'信用评价模型 2026','validFrom':'2026-05-01'}", EvaluationRules.key(SUBJECT))
                .put("evaluator", evaluator.uscc().value())
                .put("uscc", SUBJECT.value())
                .put("score", score)
                .put("validTo", validTo);
    }

    /** What an evaluator signs, decided on but not put on the ledger. */
    Decision evaluate(TestParty evaluator, ObjectNode document) {
        return EvaluationRules.evaluate(
                standing(),
                Optional.of(filing(evaluator)),
                ledger.record(EvaluationRules.accreditationKey(evaluator.uscc().value())),
                document,
                evaluator.sign(document),
                evaluator.clerk("CommerceMSP"),
                at,
                SEED);
    }

    Decision evaluate(TestParty evaluator, int score, String validTo) {
        return ledger.apply(evaluate(evaluator, evaluation(evaluator, score, validTo)));
    }

    /** An active filing of a party of this kind, on the ledger. */
    void file(TestParty party, String kind) {
        LedgerRecord filing = filing(party);
        filing.node().putArray("kinds").add(kind);
        ledger.put(Write.open("filing/" + party.uscc(), filing.bytes()));
    }

    /** An active filing of an evaluator. */
    static LedgerRecord filing(TestParty party) {
        ObjectNode node =
                json("{'type':'filing','status':'ACTIVE','kinds':['evaluator'],'validTo':'2030-12-31','version':5}")
                        .put("uscc", party.uscc().value());
        node.set("certificate", party.certificate());
        return new LedgerRecord(node);
    }

    /** An application for the repair of a fact, with its restricted part. */
    Split application(String scheme, String factId, String ground) {
        ObjectNode asked = json("{'statement':'罚款已缴清'}")
                .put("uscc", SUBJECT.value())
                .put("scheme", scheme)
                .put("factId", factId)
                .put("ground", ground);
        asked.putArray("materials").add("ab".repeat(32));
        return application(Competence.ownerOf(scheme), asked);
    }

    Split application(String owner, ObjectNode asked) {
        Sealed sealed = Sealed.seal(asked, SEED);
        ObjectNode document = document("{}", "repair/none").put("owner", owner);
        document.set("restricted", sealed.digests());
        return new Split(document, sealed);
    }

    /** What the subject applies for, decided on but not put on the ledger. */
    Decision apply(Split application) {
        return apply(application, KNITTER, KNITTER.clerk("CommerceMSP"));
    }

    Decision apply(Split application, TestParty signer, Caller caller) {
        ObjectNode asked = application.restricted().values();
        return RepairRules.apply(
                ledger.record(RepairRules.key(application.document().path("id").asText())),
                Optional.of(filing(KNITTER)),
                ledger.held(FactRules.key(asked.path("scheme").asText(), SUBJECT)),
                application.document(),
                signer.sign(application.document()),
                application.restricted(),
                caller,
                at);
    }

    /** The id of an application that stands on the ledger. */
    String applied(String scheme, String factId, String ground) {
        Split application = application(scheme, factId, ground);
        ledger.apply(apply(application));
        return application.document().path("id").asText();
    }

    /** The finder's decision on an application, with its restricted part. */
    Split outcome(String repair, String step) {
        Sealed sealed = Sealed.seal(json("{'reason':'义务已履行'}"), SEED);
        ObjectNode document = document("{'legalBasis':'信用修复管理办法'}", RepairRules.key(repair))
                .put("repair", repair)
                .put("step", step);
        document.set("restricted", sealed.digests());
        return new Split(document, sealed);
    }

    Decision restore(Split outcome, String msp) {
        return take(TransactionName.CREDIT_RESTORE, outcome.document(), outcome.restricted(), msp);
    }

    /** A list of subjects whose listings are facts of a scheme, in force from 2020 on. */
    ObjectNode subjects(String scheme) {
        String id = "subjects-" + scheme;
        return document(
                        "{'kind':'SUBJECT','titleZh':'严重违法失信名单','titleEn':'Serious violations',"
                                + "'legalBasis':'国家市场监督管理总局令第44号','validFrom':'2020-01-01'}",
                        ListRules.key(id))
                .put("listId", id)
                .put("scheme", scheme);
    }

    Decision list(ObjectNode list, String msp) {
        return take(TransactionName.CREDIT_LIST, list, Sealed.none(), msp);
    }

    /** A document about a listing, with its restricted part, which apostrophes quote. */
    Split step(String listing, String document, String restricted) {
        Sealed sealed = Sealed.seal(json(restricted), SEED);
        ObjectNode step = document(document, ListingRules.key(listing)).put("listing", listing);
        step.set("restricted", sealed.digests());
        return new Split(step, sealed);
    }

    Split notice(String scheme, String listing) {
        Split said = step(listing, "{}", "{'ground':'连续三次抽检不合格','uscc':'" + SUBJECT + "'}");
        said.document().remove("listing");
        said.document().put("list", "subjects-" + scheme).put("id", listing).put("version", 1);
        return said;
    }

    Decision notify(Split notice, Caller caller) {
        String id = notice.document().path("id").asText();
        return ListingRules.notify(
                ledger.record(ListingRules.key(id)),
                ledger.record(CaseRules.key(id)),
                ledger.record(ListRules.key(notice.document().path("list").asText())),
                notice.document(),
                notice.restricted(),
                caller,
                at);
    }

    Split statement(String listing) {
        return step(listing, "{}", "{'statement':'已全部整改'}");
    }

    Decision respond(Split statement, TestParty signer, Caller caller) {
        return ListingRules.respond(
                ListingRules.State.load(statement.document(), ledger),
                Optional.of(filing(KNITTER)),
                statement.document(),
                signer.sign(statement.document()),
                statement.restricted(),
                caller,
                at,
                SEED);
    }

    Split conclusion(String listing, String severity) {
        return step(
                listing,
                "{'step':'LIST','legalBasis':'国家市场监督管理总局令第44号'}",
                "{'reason':'抽检报告属实','severity':'" + severity
                        + "','source':'嘉市监列严〔2026〕3号','remedies':'满一年并整改后可申请信用修复'}");
    }

    Decision conclude(Split conclusion, String msp) {
        return take(TransactionName.CREDIT_CONCLUDE, conclusion.document(), conclusion.restricted(), msp);
    }

    Split delivery(String listing, String deliveredOn) {
        return step(listing, "{}", "{'method':'IN_PERSON','deliveredOn':'" + deliveredOn + "'}");
    }

    Decision deliver(Split delivery, Caller caller) {
        return ListingRules.deliver(
                ListingRules.State.load(delivery.document(), ledger),
                standing(),
                delivery.document(),
                delivery.restricted(),
                caller,
                at,
                SEED);
    }

    /** A listing of the subject, decided and delivered on these days after a notice three weeks before. */
    Decision listed(String scheme, String listing, String severity, String decidedOn, String deliveredOn) {
        Instant now = at;
        String msp = Competence.ownerOf(scheme);
        at(LocalDate.parse(decidedOn).minusWeeks(3) + "T01:00:00Z");
        if (ledger.record(ListRules.key("subjects-" + scheme)).isEmpty()) {
            list(subjects(scheme), msp);
        }
        ledger.apply(notify(notice(scheme, listing), TestParty.officer(msp)));
        at(decidedOn + "T01:00:00Z");
        conclude(conclusion(listing, severity), msp);
        at(deliveredOn + "T01:00:00Z");
        Decision delivered = ledger.apply(deliver(delivery(listing, deliveredOn), TestParty.officer(msp)));
        at(now.toString());
        return delivered;
    }

    /** The open values that a decision writes, as text. */
    static String open(Decision decision) {
        StringBuilder text = new StringBuilder();
        decision.writes().stream()
                .filter(write -> write.collection().isEmpty())
                .forEach(write -> text.append(new String(write.value(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    static List<String> keys(Decision decision) {
        return decision.writes().stream()
                .map(write -> write.collection().map(name -> name + ":").orElse("") + write.key())
                .toList();
    }

    static Write write(Decision decision, String key) {
        return decision.writes().stream()
                .filter(write -> (write.collection().map(name -> name + ":").orElse("") + write.key()).equals(key))
                .findFirst()
                .orElseThrow();
    }
}
