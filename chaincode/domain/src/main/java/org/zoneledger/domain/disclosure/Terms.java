package org.zoneledger.domain.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;

/** What a permit says of its fields and its days, both days included, Beijing time. */
final class Terms {

    private static final int MOST_DAYS = 366;

    private Terms() {}

    /** The day at that moment. */
    static LocalDate today(Instant at) {
        return LocalDate.ofInstant(at, CreditRules.BEIJING);
    }

    /** Whether a permit is good on a day for all these fields. */
    static boolean cover(JsonNode terms, Set<String> names, LocalDate today) {
        return !LocalDate.parse(terms.path("from").asText()).isAfter(today)
                && !LocalDate.parse(terms.path("to").asText()).isBefore(today)
                && Competence.texts(terms.path("fields")).containsAll(names);
    }

    /** Refuses a period that is over, turned round or longer than {@value #MOST_DAYS} days. */
    static void checkPeriod(Fields fields, String first, String last, LocalDate today) {
        LocalDate from = fields.date(first);
        LocalDate to = fields.date(last);
        if (to.isBefore(from) || to.isBefore(today) || to.isAfter(from.plusDays(MOST_DAYS))) {
            throw Refusal.of(
                    Code.PERIOD_INVALID,
                    fields.at(last),
                    "the period ends today or later, after it begins and within " + MOST_DAYS + " days");
        }
    }
}
