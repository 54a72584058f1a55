package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.Ruleset;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.credit.scoring.Inputs;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.Uscc;

/**
 * Blind thresholds: whom an enterprise authorised asks whether a class is at least so good, or whether there is no red line, and learns
 * yes, no or unknown with the day until which that holds. The class itself stays with the agencies, whose peers all compute the answer
 * that they endorse.
 */
public final class ThresholdRules {

    /** The question that is about no scheme. */
    public static final String NO_RED_LINE = "noRedLine";

    private static final int MOST_DAYS = 30;

    private ThresholdRules() {}

    /** Ledger key of an answer. */
    public static String key(String id) {
        return "threshold/" + id;
    }

    /**
     * The agencies whose word an answer is: the owners of the schemes asked for. The ledger takes any three, and so whoever shows an answer
     * asks that these have endorsed it.
     *
     * @param asked questions or answers, by scheme among other names
     */
    public static Set<String> owners(JsonNode asked) {
        Set<String> owners = new TreeSet<>();
        Competence.creditSchemes().forEach((scheme, owner) -> {
            if (asked.has(scheme)) {
                owners.add(owner);
            }
        });
        return owners;
    }

    /**
     * The agencies whose peers must answer, in their order: the owners of the schemes asked for, and others up to three.
     *
     * @param questions by scheme, or {@link #NO_RED_LINE}
     */
    public static List<String> endorsers(JsonNode questions) {
        questions.fieldNames().forEachRemaining(name -> {
            if (!name.equals(NO_RED_LINE)) {
                Competence.ownerOf(name);
            }
        });
        Set<String> owners = owners(questions);
        List<String> chosen = new ArrayList<>(owners);
        Competence.agencies().stream()
                .filter(agency -> !owners.contains(agency))
                .limit(Math.max(0, 3 - owners.size()))
                .forEach(chosen::add);
        return chosen;
    }

    /**
     * Answers what a grant lets its reader ask.
     *
     * @param grant what was granted, with its terms
     * @param standing of the enterprise
     * @param document {restricted digests, id, version 1}
     * @param restricted uscc, grant, questions {scheme: {atLeast class}, noRedLine: {}}
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Decision answer(
            Optional<LedgerRecord> prior,
            Optional<Standing.Held> grant,
            Standing standing,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at,
            byte[] seed) {
        Fields fields = Fields.of(document);
        fields.any("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields asked = Fields.of(restricted.values(), "restricted");
        Uscc uscc = asked.value("uscc", Uscc::parse);
        asked.value("grant", DocumentId::check);
        ObjectNode questions = asked.object("questions").node();
        asked.end();
        restricted.mustMatch(document.path("restricted"));
        Competence.mustBeSingleWindow(caller);
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, 1);
        }
        Standing.Held granted =
                grant.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "restricted.grant", "there is no such grant"));
        Set<String> names = new TreeSet<>();
        questions.fieldNames().forEachRemaining(name -> names.add("threshold." + name));
        GrantRules.mustCover(granted.record(), granted.restricted(), uscc, names, caller, at);
        LocalDate today = Terms.today(at);
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.put("uscc", uscc.value());
        values.set("grant", restricted.values().get("grant"));
        values.put("reader", caller.uscc().orElseThrow().value());
        LocalDate validTo = today.plusDays(MOST_DAYS);
        for (Map.Entry<String, JsonNode> question : questions.properties()) {
            Answer answer = question.getKey().equals(NO_RED_LINE)
                    ? noRedLine(standing, today)
                    : atLeast(standing, question.getKey(), question.getValue(), today);
            values.set(question.getKey(), answer.node());
            validTo = answer.validTo().filter(validTo::isAfter).orElse(validTo);
        }
        Sealed sealed = Sealed.seal(values, seed);
        LedgerRecord record = LedgerRecord.from("threshold", document, caller, at);
        record.node().put("validTo", validTo.toString());
        record.node().set("restricted", sealed.digests());
        return Decision.of(
                key,
                1,
                List.of(Write.open(key, record.bytes()), Write.restricted(key, CanonicalJson.bytes(sealed.node()))));
    }

    private record Answer(String asked, String said, Optional<LocalDate> validTo) {

        ObjectNode node() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            if (!asked.isEmpty()) {
                node.put("atLeast", asked);
            }
            return node.put("answer", said);
        }
    }

    /** A word that has ended is unknown, neither good nor bad. */
    private static Answer atLeast(Standing standing, String scheme, JsonNode question, LocalDate today) {
        Fields fields = Fields.of(question, "restricted.questions." + scheme);
        String asked = fields.text("atLeast", 40);
        fields.end();
        return standing.inputs().words().stream()
                .filter(word -> word.scheme().equals(scheme))
                .filter(word -> !today.isBefore(word.validFrom()) && !today.isAfter(word.validTo()))
                .map(word -> new Answer(asked, isAtLeast(word, asked) ? "YES" : "NO", Optional.of(word.validTo())))
                .findFirst()
                .orElse(new Answer(asked, "UNKNOWN", Optional.empty()));
    }

    private static boolean isAtLeast(Inputs.Word word, String asked) {
        Ruleset ruleset = Ruleset.named(word.ruleset());
        return ruleset.classOf(word.classCode()).rank()
                <= ruleset.classOf(asked).rank();
    }

    private static Answer noRedLine(Standing standing, LocalDate today) {
        var grade = standing.gradeOn(today);
        boolean isRed =
                grade.reasons().stream().anyMatch(reason -> reason.rule().equals("RED_LINE"));
        return new Answer("", isRed ? "NO" : "YES", grade.until());
    }
}
