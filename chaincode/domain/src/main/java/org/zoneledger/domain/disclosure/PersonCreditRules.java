package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;

/**
 * A person's credit (个人信用, T4): how much of the year's quota for retail imports is used, and whether an identity was abused or goods were
 * sold on. The scheme knows nothing else of a person.
 *
 * <p>Customs' word, by two of its people. It stays in the collection of the agencies with competence, under the person's keyed hash and no
 * longer than the person, and goes with the person's erasure; the channel holds two hashes. The case is kept there too, because other
 * cases are read by agencies and auditors who have no competence for persons.
 */
public final class PersonCreditRules {

    /** The restricted value that a read of a person can ask for. */
    public static final String CREDIT = "credit";

    /** What one officer has proposed and nobody has confirmed. */
    public static final String PROPOSED = "proposed";

    private static final int FIRST_YEAR = 2019;
    private static final int LAST_YEAR = 2100;

    /** What is done. */
    public enum Step {
        PROPOSE,
        CONFIRM
    }

    private PersonCreditRules() {}

    /** Key of a person's credit in the collection. */
    public static String key(String person) {
        return "person-credit/" + person;
    }

    /** MSP id of the agency whose word it is. */
    public static String owner() {
        return Competence.ownerOf("customs");
    }

    /**
     * Decides on what an officer proposes, and on what a second person confirms.
     *
     * @param stored the person, if kept
     * @param prior the credit so far, if any
     * @param sent step PROPOSE|CONFIRM, credit {year, quotaUsed, flags?[] IDENTITY_ABUSE|RESALE, legalBasis, validTo}; quotaUsed in CNY
     * @param seed salt seed, see {@link Sealed#seal}
     */
    public static Decision assess(
            Optional<Sealed> stored,
            Optional<LedgerRecord> erasure,
            Optional<Sealed> prior,
            String person,
            Sealed sent,
            Caller caller,
            Instant at,
            byte[] seed) {
        PersonRules.checkKey(person);
        Fields fields = Fields.of(sent.values(), "restricted");
        Step step = fields.choice("step", Step.class);
        JsonNode credit = fields.any(CREDIT);
        fields.end();
        LocalDate validTo = check(credit);
        PersonalData.refuseIn(sent.values(), "restricted");
        caller.mustReviewFor(owner());
        if (erasure.isPresent()) {
            throw Refusal.of(Code.WRONG_STATE, "person", "the person has been erased or is restricted");
        }
        Sealed named = stored.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "person", "there is no such person"));
        LocalDate retainUntil =
                LocalDate.parse(named.values().path("retainUntil").asText());
        if (validTo.isBefore(Terms.today(at)) || validTo.isAfter(retainUntil)) {
            throw Refusal.of(
                    Code.PERIOD_INVALID, "restricted.credit.validTo", "a word that is over, or outlives the person");
        }
        ObjectNode values =
                prior.map(found -> found.values().deepCopy()).orElseGet(JsonNodeFactory.instance::objectNode);
        if (same(values.path(step == Step.PROPOSE ? PROPOSED : CREDIT), credit)) {
            return Decision.replay(key(person), 1);
        }
        if (step == Step.PROPOSE) {
            caller.mustBeOfficerOf(owner());
            values.set(PROPOSED, credit);
            values.set("proposedBy", by(caller, at));
        } else {
            confirm(values, credit, caller, at);
        }
        Sealed sealed = Sealed.seal(values, seed);
        return Decision.of(
                key(person),
                1,
                List.of(Write.kept(Write.PEOPLE, key(person), sealed.bytes()).ownedBy(List.of(owner()))));
    }

    private static void confirm(ObjectNode values, JsonNode credit, Caller caller, Instant at) {
        if (!same(values.path(PROPOSED), credit)) {
            throw Refusal.of(Code.VALUE_INVALID, "restricted.credit", "nobody of the agency has proposed this");
        }
        if (values.at("/proposedBy/certificate").asText().equals(caller.certificate())) {
            throw Refusal.of(Code.NOT_PERMITTED, "by", "a second person decides on what the first has proposed");
        }
        values.remove(PROPOSED);
        values.set(CREDIT, credit);
        values.set("by", values.remove("proposedBy"));
        values.set("reviewedBy", by(caller, at));
    }

    private static LocalDate check(JsonNode credit) {
        Fields fields = Fields.of(credit, "restricted.credit");
        fields.integer("year", FIRST_YEAR, LAST_YEAR);
        fields.value("quotaUsed", PersonCreditRules::amount);
        if (credit.has("flags")) {
            fields.list("flags", 2, PersonCreditRules::flag);
        }
        fields.text("legalBasis", 200);
        LocalDate validTo = fields.date("validTo");
        fields.end();
        return validTo;
    }

    private static String amount(String text) {
        if (!text.matches("(0|[1-9][0-9]{0,6})(\\.[0-9]{1,2})?")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "an amount in CNY with two decimals at most is expected");
        }
        return text;
    }

    private static String flag(String text) {
        if (!text.matches("IDENTITY_ABUSE|RESALE")) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the scheme knows of no such thing");
        }
        return text;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return !one.isMissingNode() && Arrays.equals(CanonicalJson.bytes(one), CanonicalJson.bytes(other));
    }

    private static ObjectNode by(Caller caller, Instant at) {
        return (ObjectNode) new LedgerRecord(JsonNodeFactory.instance.objectNode())
                .stamp(caller, at)
                .node()
                .get("by");
    }
}
