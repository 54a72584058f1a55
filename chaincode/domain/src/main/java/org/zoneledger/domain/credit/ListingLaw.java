package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.disclosure.OwnersWord;

/** How long a subject may make its statement before it is listed, by date: {@code listing.json}. */
public final class ListingLaw {

    private static final JsonNode ALL = LawData.read("listing");

    private ListingLaw() {}

    /** The last day for the statement, for a notice of this day; refuses with RULESET_UNKNOWN before there was a term. */
    public static LocalDate respondBy(LocalDate notified) {
        int days = 0;
        for (JsonNode law : ALL) {
            if (!notified.isBefore(LocalDate.parse(law.path("validFrom").asText()))) {
                days = law.path("respondWithinWorkingDays").asInt();
            }
        }
        if (days == 0) {
            throw Refusal.of(Code.RULESET_UNKNOWN, "list", "no term for a statement is known for this day");
        }
        return OwnersWord.workingDaysAfter(notified, days);
    }
}
