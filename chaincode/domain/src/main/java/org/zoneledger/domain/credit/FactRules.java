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
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * What an agency has found about a subject: one slot a scheme, made when the subject's filing is accepted and bound to its owner.
 *
 * <p>The slot holds the facts that stand and what was last done to them. The channel has their digests only, because what is public today is hidden from everybody but
 * an audit once it is repaired or its time is over; gateways show the published ones while they are.
 */
public final class FactRules {

    /** Facts of one agency about one subject that can stand at once. */
    public static final int MOST = 100;

    private static final String FACT_ID = "restricted.factId";
    private static final String PUBLISHED = "published";
    private static final String UNPUBLISHED = "unpublished";

    /** What is done to the facts. */
    private enum Step {
        RECORD,
        WITHDRAW
    }

    private FactRules() {}

    /** Ledger key of an agency's facts about a subject. */
    public static String key(String scheme, Uscc uscc) {
        return "facts/" + scheme + "/" + uscc.value();
    }

    /** The facts of a slot, published ones first. */
    public static List<Fact> facts(Sealed roll) {
        List<Fact> facts = new ArrayList<>();
        for (String name : List.of(PUBLISHED, UNPUBLISHED)) {
            roll.values().path(name).forEach(fact -> facts.add(Fact.read(fact, name)));
        }
        return facts;
    }

    /**
     * Decides on a fact that is recorded, or withdrawn because it was wrong.
     *
     * @param proposal the case, proposed by another person
     * @param known what the ledger knows of what the statement names
     * @param document {scheme, uscc, restricted digests, id, which is also that of a fact it records, version}
     * @param restricted step RECORD|WITHDRAW, factId, legalBasis, fact when it is recorded
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Decision state(
            Standing standing,
            Optional<Standing.Held> proposal,
            OriginRules.Known known,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at,
            byte[] seed) {
        Fields fields = Fields.of(document);
        String scheme = fields.text("scheme", 16);
        String owner = Competence.ownerOf(scheme);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        fields.any("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields said = Fields.of(restricted.values(), "restricted");
        Step step = said.choice("step", Step.class);
        String factId = said.value("factId", DocumentId::check);
        String legalBasis = said.text("legalBasis", 200);
        Optional<JsonNode> fact = said.optionalAny("fact");
        said.end();
        PersonalData.refuseIn(document);
        PersonalData.refuseIn(restricted.values(), "restricted");
        restricted.mustMatch(document.path("restricted"));
        caller.mustReviewFor(owner);
        Standing.Held slot = standing.factsOf(scheme);
        if (LedgerRecord.isReplay(Optional.of(slot.record()), document)) {
            return Decision.replay(key(scheme, uscc), slot.record().version());
        }
        List<Fact> facts = facts(slot.restricted());
        if ((step == Step.RECORD) != fact.isPresent()) {
            throw Refusal.of(
                    Code.VALUE_INVALID, "restricted.fact", "a fact is sent when it is recorded, and only then");
        }
        if (step == Step.RECORD) {
            mustBeNew(factId, document, proposal, known);
        }
        Fact stated = step == Step.RECORD
                ? recorded(facts, factId, fact.orElseThrow(), LocalDate.ofInstant(at, CreditRules.BEIJING))
                : find(facts, factId, FACT_ID);
        LedgerRecord approved = CaseRules.approve(proposal, TransactionName.CREDIT_STATE, document, caller, at);
        LedgerRecord roll = CaseRules.record("facts", document, approved, caller, at);
        Optional<Write> finding;
        if (step == Step.RECORD) {
            facts.add(stated);
            finding = stated.goods().map(goods -> OriginRules.find(stated, goods, known, uscc, approved, caller, at));
        } else {
            facts.remove(stated);
            finding = stated.goods().flatMap(goods -> OriginRules.withdraw(known, approved, caller, at));
        }
        Standing.Held held = stated(roll, act(step.name(), factId, legalBasis), facts, seed);
        List<Write> writes = write(standing, scheme, held, caller, at, seed);
        finding.ifPresent(writes::add);
        writes.add(CaseRules.end(approved));
        return Decision.of(key(scheme, uscc), roll.version(), writes);
    }

    /** A roll with the facts that stand from now on, and what was done to make it so. */
    static Standing.Held stated(LedgerRecord roll, ObjectNode act, List<Fact> facts, byte[] seed) {
        ObjectNode values = values(facts);
        values.set("act", act);
        Sealed sealed = Sealed.seal(values, seed);
        roll.node().put("status", "STATED");
        roll.node().set("restricted", sealed.digests());
        return new Standing.Held(roll, sealed);
    }

    /** What is done to a fact, and on which basis. */
    static ObjectNode act(String step, String factId, String legalBasis) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("step", step)
                .put("factId", factId)
                .put("legalBasis", legalBasis);
    }

    /** The writes of a roll of facts, and of the grade that follows. */
    static List<Write> write(
            Standing standing, String scheme, Standing.Held roll, Caller caller, Instant at, byte[] seed) {
        String key = key(scheme, standing.uscc());
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key, roll.record().bytes()));
        writes.add(standing.factsOf(scheme).next(key, roll.restricted(), Competence.ownerOf(scheme)));
        writes.addAll(GradeRules.write(standing.withFacts(scheme, roll), key, caller, at, seed));
        return writes;
    }

    /** A roll that another document than a statement changes; who and when is for that one to say. */
    static LedgerRecord changed(LedgerRecord slot, ObjectNode document) {
        LedgerRecord roll = new LedgerRecord(slot.node().deepCopy());
        roll.node().put("version", slot.version() + 1);
        roll.node().set("id", document.get("id"));
        roll.node().put("document", Sha256.hex(CanonicalJson.bytes(document)));
        return roll;
    }

    /**
     * Refuses the id of a fact that was ever recorded, also when it has been repaired or withdrawn since.
     *
     * <p>A fact has the id of its statement, whose case stays when the fact is gone, or that of its listing.
     */
    private static void mustBeNew(
            String factId, ObjectNode document, Optional<Standing.Held> proposal, OriginRules.Known known) {
        if (!document.path("id").asText().equals(factId)) {
            throw Refusal.of(Code.VALUE_INVALID, FACT_ID, "a fact has the id of the statement that records it");
        }
        boolean wasRecorded = proposal.filter(
                        held -> held.record().text("status").equals("APPROVED"))
                .isPresent();
        if (wasRecorded || known.listing().isPresent()) {
            throw Refusal.of(Code.ID_REUSED, FACT_ID, "the id is that of an earlier fact or listing");
        }
    }

    /** Refuses a fact that is one too many. */
    static void mustFit(List<Fact> facts) {
        if (facts.size() >= MOST) {
            throw Refusal.of(Code.TOO_LARGE, FACT_ID, "more than " + MOST + " facts cannot stand at once");
        }
    }

    /** Refuses a fact that nobody records by a statement alone. */
    public static void mustBeRecordable(Fact fact) {
        if (fact.kind() == Fact.Kind.LISTING) {
            throw Refusal.of(Code.WRONG_STATE, "restricted.fact.kind", "a listing begins with a notice to the subject");
        }
    }

    /** The fact of an id; refuses with NOT_FOUND at the field that names it. */
    static Fact find(List<Fact> facts, String factId, String field) {
        return facts.stream()
                .filter(fact -> fact.factId().equals(factId))
                .findFirst()
                .orElseThrow(() -> Refusal.of(Code.NOT_FOUND, field, "no such fact stands"));
    }

    private static Fact recorded(List<Fact> facts, String factId, JsonNode node, LocalDate today) {
        Fact fact = Fact.read(node, "restricted.fact");
        if (!fact.factId().equals(factId)) {
            throw Refusal.of(Code.VALUE_INVALID, FACT_ID, "the fact has another id");
        }
        if (fact.foundOn().isAfter(today)) {
            throw Refusal.of(Code.PERIOD_INVALID, "restricted.fact.foundOn", "the day has not come yet");
        }
        if (fact.suspendedTo().isPresent()) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    "restricted.fact.suspendedTo",
                    "a fact is suspended by a repair and not before");
        }
        mustBeRecordable(fact);
        mustFit(facts);
        return fact;
    }

    static ObjectNode values(List<Fact> facts) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        ArrayNode published = values.putArray(PUBLISHED);
        ArrayNode unpublished = values.putArray(UNPUBLISHED);
        facts.forEach(fact -> (fact.isForPublicity() ? published : unpublished).add(fact.node()));
        return values;
    }
}
