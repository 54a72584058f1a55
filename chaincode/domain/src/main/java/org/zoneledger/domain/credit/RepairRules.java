package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.OwnersWord;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Credit repair (信用修复): the subject applies at the single window, the agency that found the fact decides (谁认定、谁修复), and one
 * transaction takes the fact away, ends what rested on it and makes the grade anew.
 */
public final class RepairRules {

    private static final int MOST_MATERIALS = 20;
    private static final String FACT_ID = "restricted.factId";

    /** On what an application rests. */
    private enum Ground {
        DUTIES_DONE,
        REORGANISATION
    }

    private enum Step {
        GRANT,
        REFUSE
    }

    /**
     * What a decision needs beside its document.
     *
     * @param repair the application with its restricted part
     * @param standing of the subject
     * @param recognitions of all agencies
     * @param proposal the case, proposed by another person
     */
    public record State(
            Standing.Held repair,
            Standing standing,
            List<LedgerRecord> recognitions,
            Optional<Standing.Held> proposal) {

        /** Reads what a decision on an application needs; refuses with NOT_FOUND when there is no such application. */
        public static State load(ObjectNode document, Standing.Source source) {
            Fields fields = Fields.of(document);
            String key = key(fields.value("repair", DocumentId::check));
            String id = fields.value("id", DocumentId::check);
            Standing.Held repair = source.held(key)
                    .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "repair", "there is no such application"));
            Uscc uscc = Uscc.parse(repair.restricted().values().path("uscc").asText());
            return new State(
                    repair, Standing.load(uscc, source), RecognitionRules.all(source), source.held(CaseRules.key(id)));
        }
    }

    private RepairRules() {}

    /** Ledger key of an application. */
    public static String key(String id) {
        return "repair/" + id;
    }

    /**
     * Decides on an application.
     *
     * @param filing of the subject, whose certificate signs; any that was accepted will do
     * @param facts the finder's facts about the subject
     * @param document {owner MSP id, restricted digests, id, version 1}
     * @param restricted uscc, scheme, factId, ground DUTIES_DONE|REORGANISATION, statement, materials [SHA-256]
     */
    public static Decision apply(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> filing,
            Optional<Standing.Held> facts,
            ObjectNode document,
            String jws,
            Sealed restricted,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        String owner = fields.text("owner", 64);
        fields.any("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields asked = Fields.of(restricted.values(), "restricted");
        Uscc uscc = asked.value("uscc", Uscc::parse);
        String scheme = asked.text("scheme", 16);
        String factId = asked.value("factId", DocumentId::check);
        Ground ground = asked.choice("ground", Ground.class);
        asked.text("statement", 1000);
        asked.list("materials", MOST_MATERIALS, RepairRules::digest);
        asked.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(restricted.values(), "restricted");
        if (!Competence.ownerOf(scheme).equals(owner)) {
            throw Refusal.of(Code.VALUE_INVALID, "owner", "who found a fact decides on its repair");
        }
        caller.mustBeClerkOf(uscc);
        Competence.mustBeSingleWindow(caller);
        LedgerRecord own = filing.orElseThrow(
                () -> Refusal.of(Code.FILING_NOT_ACCEPTED, "restricted.uscc", "the subject has no filing"));
        FilingRules.mustBeSigned(
                jws, document, CertificateRules.mustBeGood(own.node().path("certificate")));
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LocalDate today = LocalDate.ofInstant(at, CreditRules.BEIJING);
        mustBeRepairable(
                FactRules.find(
                        facts.map(held -> FactRules.facts(held.restricted())).orElse(List.of()), factId, FACT_ID),
                ground,
                today);
        LedgerRecord repair = LedgerRecord.from("repair", document, caller, at);
        repair.node().put("status", "APPLIED");
        repair.node().put("jws", jws);
        repair.node().put("decideBy", OwnersWord.decideBy(today).toString());
        return Decision.of(
                key,
                1,
                List.of(
                        Write.open(key, repair.bytes()).ownedBy(List.of(owner)),
                        Write.restricted(key, restricted.bytes())));
    }

    /**
     * Decides on the finder's decision.
     *
     * @param document {repair, step GRANT|REFUSE, legalBasis, suspendTo? (with REORGANISATION), restricted digests, id, version}
     * @param restricted reason
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Decision restore(
            State state, ObjectNode document, Sealed restricted, Caller caller, Instant at, byte[] seed) {
        Fields fields = Fields.of(document);
        String key = key(fields.value("repair", DocumentId::check));
        Step step = fields.choice("step", Step.class);
        fields.text("legalBasis", 200);
        Optional<LocalDate> suspendTo =
                document.has("suspendTo") ? Optional.of(fields.date("suspendTo")) : Optional.empty();
        fields.any("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        if (step == Step.REFUSE && suspendTo.isPresent()) {
            throw Refusal.of(Code.PERIOD_INVALID, "suspendTo", "what is refused lifts nothing");
        }
        Fields said = Fields.of(restricted.values(), "restricted");
        said.text("reason", 400);
        said.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(restricted.values(), "restricted");
        LedgerRecord repair = state.repair.record();
        caller.mustReviewFor(repair.text("owner"));
        if (LedgerRecord.isDecided(repair, "decision", document)) {
            return Decision.replay(key, repair.version());
        }
        if (!repair.text("status").equals("APPLIED")) {
            throw Refusal.of(Code.WRONG_STATE, "repair", "the application has been decided");
        }
        LedgerRecord approved = CaseRules.approve(state.proposal, TransactionName.CREDIT_RESTORE, document, caller, at);
        List<Write> writes = new ArrayList<>();
        ObjectNode outcome = JsonNodeFactory.instance.objectNode();
        if (step == Step.GRANT) {
            writes.addAll(grant(state, document, approved, suspendTo, caller, at, seed, outcome));
        }
        Sealed result = state.repair.restricted().with(restricted).with(Sealed.seal(outcome, seed));
        ObjectNode node = repair.node().deepCopy();
        node.put("status", step == Step.REFUSE ? "REFUSED" : suspendTo.isPresent() ? "SUSPENDED" : "REPAIRED");
        node.put("version", document.path("version").asLong());
        node.set("decision", LedgerRecord.decision(document, caller, at));
        node.set("proposedBy", approved.node().get("by"));
        node.set("restricted", result.digests());
        writes.add(Write.open(key, CanonicalJson.bytes(node)));
        writes.add(Write.restricted(key, result.bytes()));
        writes.add(CaseRules.end(approved));
        return Decision.of(key, document.path("version").asLong(), writes);
    }

    private static List<Write> grant(
            State state,
            ObjectNode document,
            LedgerRecord approved,
            Optional<LocalDate> suspendTo,
            Caller caller,
            Instant at,
            byte[] seed,
            ObjectNode outcome) {
        JsonNode asked = state.repair.restricted().values();
        String scheme = asked.path("scheme").asText();
        LocalDate today = LocalDate.ofInstant(at, CreditRules.BEIJING);
        Standing.Held slot = state.standing.factsOf(scheme);
        List<Fact> facts = FactRules.facts(slot.restricted());
        Fact fact = FactRules.find(facts, asked.path("factId").asText(), FACT_ID);
        boolean isReorganisation = asked.path("ground").asText().equals(Ground.REORGANISATION.name());
        mustBeRepairable(fact, isReorganisation ? Ground.REORGANISATION : Ground.DUTIES_DONE, today);
        if (isReorganisation != suspendTo.isPresent()
                || suspendTo.map(to -> !to.isAfter(today)).orElse(false)) {
            throw Refusal.of(
                    Code.PERIOD_INVALID,
                    "suspendTo",
                    "a reorganisation lifts until a day to come, and every other repair for good");
        }
        facts.remove(fact);
        suspendTo.ifPresent(to -> facts.add(fact.suspended(to)));
        LedgerRecord roll = FactRules.changed(slot.record(), document);
        roll.node().set("reviewedBy", roll.stamp(caller, at).node().get("by"));
        roll.node().set("by", approved.node().get("by"));
        ObjectNode act = FactRules.act(
                "REPAIR", fact.factId(), document.path("legalBasis").asText());
        Standing.Held stated = FactRules.stated(roll, act, facts, seed);
        outcome.set("lifted", lifted(state, state.standing.withFacts(scheme, stated), today));
        return FactRules.write(state.standing, scheme, stated, caller, at, seed);
    }

    /** What rested on the fact, or on the grade that it made, and stands no longer. */
    private static ArrayNode lifted(State state, Standing after, LocalDate today) {
        LedgerRecord subject = new LedgerRecord(JsonNodeFactory.instance.objectNode());
        subject.node().put("uscc", state.standing.uscc().value());
        List<ObjectNode> still = Measure.of(after.gradeOn(today), subject, state.recognitions).stream()
                .map(Measure::node)
                .toList();
        ArrayNode lifted = JsonNodeFactory.instance.arrayNode();
        Measure.of(state.standing.gradeOn(today), subject, state.recognitions).stream()
                .map(Measure::node)
                .filter(measure -> !still.contains(measure))
                .forEach(lifted::add);
        return lifted;
    }

    private static void mustBeRepairable(Fact fact, Ground ground, LocalDate today) {
        if (!fact.kind().isAdverse()) {
            throw Refusal.of(Code.WRONG_STATE, FACT_ID, "there is nothing to repair in this fact");
        }
        if (fact.irreparableBy().isPresent()) {
            throw Refusal.of(Code.WRONG_STATE, FACT_ID, "a law forbids the repair of this fact");
        }
        LocalDate first = fact.firstRepair(today);
        if (ground == Ground.DUTIES_DONE && today.isBefore(first)) {
            throw Refusal.of(Code.PERIOD_INVALID, FACT_ID, "the fact cannot be repaired before " + first);
        }
    }

    static String digest(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "a SHA-256 in hexadecimal is expected");
        }
        return text;
    }
}
