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
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.CertificateRules;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.filing.FilingRules;
import org.zoneledger.domain.identifier.Uscc;

/** Third parties that evaluate subjects (第三方信用评价): commerce accredits them, and each signs what it thinks of a subject. */
public final class EvaluationRules {

    /** Evaluators that can have a word about one subject. */
    public static final int MOST = 16;

    private static final int MOST_POINTS = 1000;
    private static final String KIND = "evaluator";

    private EvaluationRules() {}

    /** Ledger key of the evaluations of a subject. */
    public static String key(Uscc subject) {
        return "evaluations/" + subject.value();
    }

    /** Ledger key of an evaluator's accreditation. */
    public static String accreditationKey(String evaluator) {
        return "accreditation/" + evaluator;
    }

    /** The vacant slot of a subject. */
    static Write vacantSlot(Uscc subject, Instant at) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "evaluations");
        node.put("schema", 1);
        node.put("uscc", subject.value());
        node.put("status", "VACANT");
        node.put("version", 0);
        node.put("at", Fields.format(at));
        return Write.open(key(subject), new LedgerRecord(node).bytes());
    }

    /**
     * Decides on an accreditation, or on its end: the last day can be set earlier.
     *
     * @param filing of the evaluator
     * @param proposal the case, proposed by another person
     * @param document {uscc of the evaluator, validFrom, validTo, legalBasis, id, version}
     */
    public static Decision accredit(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> filing,
            Optional<Standing.Held> proposal,
            ObjectNode document,
            Caller caller,
            Instant at) {
        String owner = Competence.table("accreditation").asText();
        caller.mustReviewFor(owner);
        check(prior, filing, document, at);
        String key = accreditationKey(document.path("uscc").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord approved = CaseRules.approve(proposal, TransactionName.CREDIT_ACCREDIT, document, caller, at);
        LedgerRecord accreditation = CaseRules.record("accreditation", document, approved, caller, at);
        return Decision.of(
                key,
                accreditation.version(),
                List.of(Write.open(key, accreditation.bytes()).ownedBy(List.of(owner)), CaseRules.end(approved)));
    }

    /**
     * Refuses what is no accreditation, and whose filing is not active or not that of an evaluator; officers learn it when they propose.
     *
     * <p>One that gives no day more than the accreditation before only ends it, and that is possible whatever became of the filing.
     *
     * @param document as {@link #accredit} takes it
     */
    public static void check(
            Optional<LedgerRecord> prior, Optional<LedgerRecord> filing, ObjectNode document, Instant at) {
        Fields fields = Fields.of(document);
        fields.value("uscc", Uscc::parse);
        LocalDate from = fields.date("validFrom");
        LocalDate to = fields.date("validTo");
        fields.text("legalBasis", 200);
        DocumentId.checkIn(fields);
        fields.end();
        if (to.isBefore(from)) {
            throw Refusal.of(Code.PERIOD_INVALID, "validTo", "an accreditation ends after it begins");
        }
        PersonalData.refuseIn(document);
        boolean givesNothing = prior.filter(found -> !from.isBefore(LocalDate.parse(found.text("validFrom")))
                        && !to.isAfter(LocalDate.parse(found.text("validTo"))))
                .isPresent();
        if (!givesNothing) {
            mustBeEvaluator(filing, "uscc", at);
        }
    }

    private static LedgerRecord mustBeEvaluator(Optional<LedgerRecord> filing, String field, Instant at) {
        LedgerRecord active = FilingRules.mustBeActive(filing, at);
        if (!Competence.texts(active.node().path("kinds")).contains(KIND)) {
            throw Refusal.of(Code.VALUE_INVALID, field, "the enterprise has not filed as an evaluator");
        }
        return active;
    }

    /**
     * Decides on an evaluation, which takes the place of the same evaluator's earlier one.
     *
     * @param standing of the subject
     * @param filing of the evaluator, whose certificate signs
     * @param accreditation of the evaluator
     * @param document {evaluator, uscc of the subject, score 0 to 1000, method, validFrom, validTo, id, version of the subject's slot}
     * @param seed salt seed, see {@link org.zoneledger.domain.disclosure.Sealed#seal}
     */
    public static Decision evaluate(
            Standing standing,
            Optional<LedgerRecord> filing,
            Optional<LedgerRecord> accreditation,
            ObjectNode document,
            String jws,
            Caller caller,
            Instant at,
            byte[] seed) {
        Fields fields = Fields.of(document);
        Uscc evaluator = fields.value("evaluator", Uscc::parse);
        Uscc subject = fields.value("uscc", Uscc::parse);
        fields.integer("score", 0, MOST_POINTS);
        fields.text("method", 200);
        LocalDate from = fields.date("validFrom");
        LocalDate to = fields.date("validTo");
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        caller.mustBeClerkOf(evaluator);
        Competence.mustBeSingleWindow(caller);
        LocalDate today = LocalDate.ofInstant(at, CreditRules.BEIJING);
        if (to.isBefore(from) || to.isBefore(today)) {
            throw Refusal.of(Code.PERIOD_INVALID, "validTo", "the period is closed or ends before it begins");
        }
        if (evaluator.equals(subject)) {
            throw Refusal.of(Code.NOT_PERMITTED, "evaluator", "nobody evaluates himself");
        }
        LedgerRecord accredited = mustBeAccredited(accreditation, today);
        LedgerRecord own = mustBeEvaluator(filing, "evaluator", at);
        FilingRules.mustBeSigned(
                jws, document, CertificateRules.mustBeGood(own.node().path("certificate")));
        LedgerRecord slot = standing.evaluations()
                .orElseThrow(() -> Refusal.of(
                        Code.FILING_NOT_ACCEPTED, "uscc", "the subject has no accepted filing and so no slot for it"));
        if (LedgerRecord.isReplay(Optional.of(slot), document)) {
            return Decision.replay(key(subject), slot.version());
        }
        LedgerRecord changed = changed(slot, document, jws, caller, at);
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key(subject), changed.bytes()));
        writes.addAll(GradeRules.write(
                standing.withEvaluations(changed, evaluator.value(), accredited), key(subject), caller, at, seed));
        return Decision.of(key(subject), changed.version(), writes);
    }

    private static LedgerRecord mustBeAccredited(Optional<LedgerRecord> accreditation, LocalDate today) {
        return accreditation
                .filter(found -> !LocalDate.parse(found.text("validFrom")).isAfter(today)
                        && !LocalDate.parse(found.text("validTo")).isBefore(today))
                .orElseThrow(() ->
                        Refusal.of(Code.NOT_PERMITTED, "evaluator", "the evaluator is not accredited on this day"));
    }

    private static LedgerRecord changed(LedgerRecord slot, ObjectNode document, String jws, Caller caller, Instant at) {
        SortedMap<String, JsonNode> byEvaluator = new TreeMap<>();
        slot.node()
                .path("evaluations")
                .forEach(each -> byEvaluator.put(each.path("evaluator").asText(), each));
        ObjectNode evaluation = document.deepCopy();
        evaluation.remove("uscc");
        evaluation.put("jws", jws);
        evaluation.put("at", Fields.format(at));
        byEvaluator.put(document.path("evaluator").asText(), evaluation);
        if (byEvaluator.size() > MOST) {
            throw Refusal.of(Code.TOO_LARGE, "evaluator", "more than " + MOST + " evaluators have a word already");
        }
        LedgerRecord changed = LedgerRecord.from("evaluations", document, caller, at);
        changed.node().remove(List.of("evaluator", "score", "method", "validFrom", "validTo"));
        changed.node().put("status", "EVALUATED");
        ArrayNode evaluations = changed.node().putArray("evaluations");
        byEvaluator.values().forEach(evaluations::add);
        return changed;
    }
}
