package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
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
import org.zoneledger.domain.credit.Ruleset.CreditClass;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * An agency's credit word about a subject: one slot a scheme, made when the subject's filing is accepted and bound to its owner.
 *
 * <p>The class stands in public ({@code openClass}) when the rule set publishes it; otherwise it is restricted ({@code classCode}).
 */
public final class CreditRules {

    /** The law counts days in Beijing time. */
    public static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private CreditRules() {}

    /** Ledger key of a slot. */
    public static String key(String scheme, Uscc uscc) {
        return "assertion/" + scheme + "/" + uscc.value();
    }

    /** The vacant slots of a subject, of words, facts and evaluations; each of an agency bound to it. */
    public static List<Write> vacantSlots(Uscc uscc, Collection<String> kinds, Instant at) {
        List<Write> slots = ofAgencies(uscc, Competence.creditSchemes(kinds), at);
        slots.add(EvaluationRules.vacantSlot(uscc, at));
        return slots;
    }

    private static List<Write> ofAgencies(Uscc uscc, SortedMap<String, String> owners, Instant at) {
        List<Write> slots = new ArrayList<>();
        for (String type : List.of("assertion", "facts")) {
            slots.addAll(LedgerRecord.vacant(type, owners, uscc.value(), at));
        }
        return slots;
    }

    /** The schemes in which a subject has a place, of those that not every subject has. */
    public static Set<String> places(Uscc uscc, Standing.Source source) {
        return Competence.kindSchemes().stream()
                .filter(scheme -> source.record(key(scheme, uscc)).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The vacant slots that a subject needs for kinds of business which it did not do when its filing was accepted. */
    public static List<Write> missingSlots(Uscc uscc, Collection<String> kinds, Set<String> places, Instant at) {
        SortedMap<String, String> owners = Competence.creditSchemes(kinds);
        owners.keySet().retainAll(Competence.kindSchemes());
        owners.keySet().removeAll(places);
        return ofAgencies(uscc, owners, at);
    }

    /**
     * Splits what an officer writes into the public document and the restricted values, as the rule set of the day says.
     *
     * @param assertion {scheme, uscc, classCode, legalBasis, assessedOn, validFrom, validTo, grounds?, score?, id, version}
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Split split(ObjectNode assertion, byte[] seed) {
        Fields fields = Fields.of(assertion);
        String scheme = fields.text("scheme", 16);
        Ruleset ruleset = Ruleset.inForce(scheme, fields.date("assessedOn"));
        String code = fields.text("classCode", 40);
        ObjectNode document = assertion.deepCopy();
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        document.put("ruleset", ruleset.id());
        document.remove("classCode");
        if (ruleset.classOf(code).isOpen()) {
            document.put("openClass", code);
        } else {
            values.put("classCode", code);
        }
        for (String name : List.of("grounds", "score")) {
            Optional.ofNullable(document.remove(name)).ifPresent(value -> values.set(name, value));
        }
        Sealed sealed = Sealed.seal(values, seed);
        if (!sealed.isEmpty()) {
            document.set("restricted", sealed.digests());
        }
        return new Split(document, sealed);
    }

    /**
     * A document in its two parts.
     *
     * @param document the public part
     * @param restricted the rest
     */
    public record Split(ObjectNode document, Sealed restricted) {}

    /**
     * Decides on an agency's assertion, and on the grade that follows.
     *
     * @param standing of the subject; refuses one without an accepted filing
     * @param proposal the case, proposed by another person
     * @param document {scheme, uscc, openClass?, ruleset, legalBasis, assessedOn, validFrom, validTo, id, version, restricted? digests}
     * @param restricted classCode when the class is not open, grounds?, score? 0 to 1000
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Decision assess(
            Standing standing,
            Optional<Standing.Held> proposal,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at,
            byte[] seed) {
        Fields fields = Fields.of(document);
        String scheme = fields.text("scheme", 16);
        String owner = Competence.ownerOf(scheme);
        Uscc uscc = fields.value("uscc", Uscc::parse);
        check(document, restricted, LocalDate.ofInstant(at, BEIJING));
        caller.mustReviewFor(owner);
        LedgerRecord slot = standing.word(scheme);
        if (LedgerRecord.isReplay(Optional.of(slot), document)) {
            return Decision.replay(key(scheme, uscc), slot.version());
        }
        LedgerRecord approved = CaseRules.approve(proposal, TransactionName.CREDIT_ASSESS, document, caller, at);
        LedgerRecord assertion = CaseRules.record("assertion", document, approved, caller, at);
        assertion.node().put("status", "EFFECTIVE");
        String key = key(scheme, uscc);
        List<Write> writes = new ArrayList<>();
        writes.add(Write.open(key, assertion.bytes()));
        if (!restricted.isEmpty()) {
            writes.add(standing.wordOf(scheme).next(key, restricted, owner));
        }
        writes.addAll(GradeRules.write(
                standing.withWord(scheme, new Standing.Held(assertion, restricted)), key, caller, at, seed));
        writes.add(CaseRules.end(approved));
        return Decision.of(key, assertion.version(), writes);
    }

    /**
     * Refuses an assertion that the law of the day of its assessment does not know; officers learn it when they propose.
     *
     * @param today in Beijing
     */
    public static void check(ObjectNode document, Sealed restricted, LocalDate today) {
        Fields fields = Fields.of(document);
        String scheme = fields.text("scheme", 16);
        fields.value("uscc", Uscc::parse);
        Ruleset ruleset = fields.value("ruleset", Ruleset::named);
        Optional<String> openClass = fields.optionalText("openClass", 40);
        fields.text("legalBasis", 200);
        checkPeriod(fields, ruleset, scheme, today);
        DocumentId.checkIn(fields);
        fields.optionalAny("restricted");
        fields.end();
        checkClass(ruleset, openClass, restricted);
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(document);
        PersonalData.refuseIn(restricted.values(), "restricted");
    }

    private static void checkPeriod(Fields fields, Ruleset ruleset, String scheme, LocalDate today) {
        LocalDate assessedOn = fields.date("assessedOn");
        LocalDate validFrom = fields.date("validFrom");
        LocalDate validTo = fields.date("validTo");
        if (!ruleset.scheme().equals(scheme) || !ruleset.isInForce(assessedOn)) {
            throw Refusal.of(
                    Code.RULESET_UNKNOWN,
                    "ruleset",
                    "the rule set was not in force for the scheme on the day of the assessment");
        }
        if (assessedOn.isAfter(today)) {
            throw Refusal.of(Code.PERIOD_INVALID, "assessedOn", "the day of the assessment has not come yet");
        }
        if (validTo.isBefore(validFrom) || validFrom.isBefore(assessedOn)) {
            throw Refusal.of(
                    Code.PERIOD_INVALID,
                    "validFrom",
                    "an assertion is valid from the day of the assessment or later, to a day after");
        }
        if (validTo.isBefore(today)) {
            throw Refusal.of(Code.PERIOD_INVALID, "validTo", "the period is closed");
        }
    }

    private static void checkClass(Ruleset ruleset, Optional<String> openClass, Sealed restricted) {
        Fields fields = Fields.of(restricted.values(), "restricted");
        Optional<String> sealedClass = fields.optionalText("classCode", 40);
        fields.optionalText("grounds", 400);
        if (restricted.values().has("score")) {
            fields.integer("score", 0, 1000);
        }
        fields.end();
        if (openClass.isPresent() == sealedClass.isPresent()) {
            throw Refusal.of(Code.CLASS_UNKNOWN, "classCode", "exactly one class is expected");
        }
        CreditClass creditClass =
                ruleset.classOf(openClass.or(() -> sealedClass).orElseThrow());
        if (creditClass.isOpen() != openClass.isPresent()) {
            throw Refusal.of(
                    Code.CLASS_UNKNOWN,
                    "classCode",
                    creditClass.isOpen() ? "the law publishes this class" : "the law does not publish this class");
        }
    }
}
