package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
import org.zoneledger.domain.filing.DocumentId;

/**
 * An agency's word about a request that is addressed to it: the step is public, the reason is not.
 *
 * @param type record type of the request, which is also how a document names it and how its key begins
 * @param after status after a step, by status and step; empty when the status does not take the step
 */
public record OwnersWord(String type, BiFunction<String, String, Optional<String>> after) {

    /**
     * Decides on the word.
     *
     * @param prior the request with its restricted part
     * @param document {(type), step, legalBasis, restricted? digests, id, version}
     * @param restricted reason
     */
    public Decision decide(
            Optional<LedgerRecord> prior,
            Sealed priorRestricted,
            ObjectNode document,
            Sealed restricted,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        String key = type + "/" + fields.value(type, DocumentId::check);
        String step = fields.text("step", 16);
        fields.text("legalBasis", 200);
        fields.optionalAny("restricted");
        DocumentId.checkIn(fields);
        fields.end();
        Fields said = Fields.of(restricted.values(), "restricted");
        said.text("reason", 400);
        said.end();
        restricted.mustMatch(document.path("restricted"));
        PersonalData.refuseIn(document);
        PersonalData.refuseIn(restricted.values(), "restricted");
        LedgerRecord request =
                prior.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, type, "there is no such " + type + " request"));
        if (LedgerRecord.isDecided(request, "decision", document)) {
            return Decision.replay(key, request.version());
        }
        caller.mustBeOfficerOf(request.text("owner"));
        ObjectNode node = request.node().deepCopy();
        node.put(
                "status",
                after.apply(request.text("status"), step)
                        .orElseThrow(() ->
                                Refusal.of(Code.WRONG_STATE, "step", "the request's status does not take this step")));
        node.put("version", document.path("version").asLong());
        node.set("decision", LedgerRecord.decision(document, caller, at));
        Sealed both = priorRestricted.namedBy(node.path("restricted")).with(restricted);
        node.set("restricted", both.digests());
        return Decision.of(
                key,
                document.path("version").asLong(),
                List.of(Write.open(key, CanonicalJson.bytes(node)), Write.restricted(key, both.bytes())));
    }

    /** The last working day for the word. */
    public static LocalDate decideBy(LocalDate asked) {
        return workingDaysAfter(
                asked,
                Competence.table("sharing").path("decideWithinWorkingDays").asInt());
    }

    /** The day so many working days after another, weekends not counted. */
    public static LocalDate workingDaysAfter(LocalDate from, int days) {
        int left = days;
        LocalDate day = from;
        while (left > 0) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return day;
    }
}
