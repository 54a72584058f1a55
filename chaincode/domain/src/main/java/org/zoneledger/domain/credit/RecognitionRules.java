package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.domain.filing.DocumentId;

/** What an agency recognises of others' words (互评互认): stated once, as a list of rules; each names what it rests on and one measure. */
public final class RecognitionRules {

    private static final int MOST = 64;

    private RecognitionRules() {}

    /** Ledger key of an agency's recognition rules. */
    public static String key(String msp) {
        return "recognition/" + msp;
    }

    /**
     * Decides on the whole list, which takes the place of the one before.
     *
     * @param proposal the case, proposed by another person
     * @param document {rules [{ruleId, on, measure, legalBasis, validFrom, validTo?}], id, version}. {@code on} is {@code ruleset:class},
     *     {@code kind:severity} of an adverse fact, or {@code grade:letter}; {@code measure} an item of the catalogue
     */
    public static Decision recognise(
            Optional<LedgerRecord> prior,
            Optional<Standing.Held> proposal,
            ObjectNode document,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        JsonNode rules = fields.any("rules");
        DocumentId.checkIn(fields);
        fields.end();
        check(rules);
        PersonalData.refuseIn(document);
        if (!Competence.agencies().contains(caller.msp())) {
            throw Refusal.of(Code.NOT_OWNER, "", "only agencies recognise words");
        }
        caller.mustReviewFor(proposal.map(found -> found.record().text("owner")).orElse(caller.msp()));
        String key = key(caller.msp());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord approved = CaseRules.approve(proposal, TransactionName.CREDIT_RECOGNISE, document, caller, at);
        LedgerRecord recognition = CaseRules.record("recognition", document, approved, caller, at);
        recognition.node().put("msp", caller.msp());
        return Decision.of(
                key,
                recognition.version(),
                List.of(Write.open(key, recognition.bytes()).ownedBy(List.of(caller.msp())), CaseRules.end(approved)));
    }

    /** The rules of all agencies that have any, in the order of the agencies. */
    public static List<LedgerRecord> all(Standing.Source source) {
        List<LedgerRecord> all = new ArrayList<>();
        Competence.agencies().forEach(msp -> source.record(key(msp)).ifPresent(all::add));
        return all;
    }

    /** Refuses a list with a rule that rests on nothing known or takes no measure of the catalogue. */
    public static void check(JsonNode rules) {
        if (!rules.isArray() || rules.size() > MOST) {
            throw Refusal.of(Code.VALUE_INVALID, "rules", "a list of at most " + MOST + " rules is expected");
        }
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < rules.size(); i++) {
            Fields rule = Fields.of(rules.get(i), "rules[" + i + "]");
            if (!ids.add(rule.value("ruleId", DocumentId::check))) {
                throw Refusal.of(Code.ID_REUSED, rule.at("ruleId"), "two rules have the same id");
            }
            rule.value("on", RecognitionRules::ground);
            rule.value("measure", Measure::item);
            rule.text("legalBasis", 200);
            var from = rule.date("validFrom");
            if (rule.node().has("validTo") && rule.date("validTo").isBefore(from)) {
                throw Refusal.of(Code.PERIOD_INVALID, rule.at("validTo"), "a rule ends after it begins");
            }
            rule.end();
        }
    }

    private static String ground(String on) {
        String[] parts = on.split(":", 2);
        boolean isKnown = parts.length == 2
                && (parts[0].equals("grade")
                        ? names(Letter.values()).contains(parts[1])
                        : isAdverse(parts[0])
                                ? names(Fact.Severity.values()).contains(parts[1])
                                : isClass(parts[0], parts[1]));
        if (!isKnown) {
            throw Refusal.of(
                    Code.VALUE_INVALID, "", "a class, a kind of adverse fact with its severity or a grade is expected");
        }
        return on;
    }

    private static boolean isAdverse(String kind) {
        return Stream.of(Fact.Kind.values())
                .anyMatch(each -> each.isAdverse() && each.name().equals(kind));
    }

    private static boolean isClass(String ruleset, String code) {
        return Ruleset.all().stream()
                .anyMatch(each -> each.id().equals(ruleset)
                        && each.classes().stream()
                                .anyMatch(known -> known.code().equals(code)));
    }

    private static Set<String> names(Enum<?>... values) {
        Set<String> names = new TreeSet<>();
        for (Enum<?> value : values) {
            names.add(value.name());
        }
        return names;
    }
}
