package org.zoneledger.gateway.audit;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.index.Acts.Question;

/** A question as its parameters ask it: all of them must hold. */
public class Questions {

    @QueryParam("subject")
    String subject;

    @QueryParam("type")
    String type;

    @QueryParam("agency")
    String agency;

    @QueryParam("transaction")
    String transaction;

    @QueryParam("actor")
    String actor;

    @QueryParam("legalBasis")
    String legalBasis;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    Question question() {
        return new Question(
                given(subject),
                given(type),
                given(agency),
                given(transaction),
                given(actor),
                given(legalBasis),
                given(from).map(text -> start("from", text)),
                given(to).map(text -> end("to", text)));
    }

    static Optional<String> given(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(each -> !each.isEmpty());
    }

    /** The first moment of a day in China, or a moment. */
    static Instant start(String field, String text) {
        return moment(field, text, 0);
    }

    /** The first moment after a day in China, or a moment. */
    static Instant end(String field, String text) {
        return moment(field, text, 1);
    }

    private static Instant moment(String field, String text, int days) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(days)
                            .atStartOfDay(CreditRules.BEIJING)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, field, "a day such as 2026-03-31, or a time with offset, is expected");
        }
    }
}
