package org.zoneledger.domain.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.zoneledger.domain.disclosure.OwnersWord;
import org.zoneledger.domain.filing.FilingSteps;

/**
 * Whose word a record waits for, and until which day: the day that stands in the record, or else the one that {@link WatchLaw} gives.
 *
 * <p>A subject's statement before a listing is not among them: the ledger takes none that is late.
 */
public final class DeadlineRules {

    private static final Set<String> FILING_WAITS = Set.of("SUBMITTED", "VERIFIED", "ACCEPTED");

    private DeadlineRules() {}

    /** What is waited for. */
    public enum Kind {
        /** The next step of a filing. */
        FILING,
        /** A verifier's word on an amendment. */
        AMENDMENT,
        /** The answer to a correction request; of an enterprise about a fact, its objection. */
        CORRECTION,
        /** The second person's word on a proposal. */
        CASE,
        /** The decision on an application for repair. */
        REPAIR,
        /** The decision after a notice of listing. */
        LISTING,
        /** The delivery of a decision to list. */
        DELIVERY,
        /** The owner's word on a share request. */
        SHARE
    }

    /** Who says until when. */
    public enum Source {
        /** The record itself. */
        RECORD,
        /** {@code watch.json}. */
        PARAMETER
    }

    /**
     * A word that is waited for.
     *
     * @param owner MSP id of the agency whose it is
     * @param due the last day for it, in Beijing
     */
    public record Wait(Kind kind, String owner, LocalDate due, Source source) {}

    /**
     * The words that a record waits for as it stands, in the order of their owners; none when it waits for none.
     *
     * @param type what its key begins with
     * @param open its public part
     * @param since day in Beijing on which it came to stand like this
     */
    public static List<Wait> waits(String type, JsonNode open, LocalDate since) {
        String status = open.path("status").asText();
        WatchLaw law = WatchLaw.inForce(since);
        return switch (type + " " + status) {
            case "repair APPLIED" -> recorded(Kind.REPAIR, open);
            case "correction REQUESTED" -> recorded(Kind.CORRECTION, open);
            case "share REQUESTED" -> recorded(Kind.SHARE, open);
            case "case PROPOSED" -> List.of(owners(Kind.CASE, open, working(since, law.caseDays())));
            case "listing NOTIFIED" -> List.of(owners(Kind.LISTING, open, since.plusDays(law.listingDays())));
            case "listing RESPONDED" -> List.of(owners(Kind.LISTING, open, since.plusDays(law.listingDays())));
            case "listing DECIDED" -> List.of(owners(Kind.DELIVERY, open, since.plusDays(law.deliveryDays())));
            case "amendment PENDING" -> amendment(open, working(since, law.amendmentDays()));
            default ->
                type.equals("filing") && FILING_WAITS.contains(status)
                        ? FilingSteps.owners(status).stream()
                                .map(owner -> parameter(Kind.FILING, owner, working(since, law.filingDays())))
                                .toList()
                        : List.of();
        };
    }

    /** How many days after its last day a word came, or has not come; not above 0 when it is in time. */
    public static long daysLate(LocalDate due, LocalDate day) {
        return ChronoUnit.DAYS.between(due, day);
    }

    private static List<Wait> recorded(Kind kind, JsonNode open) {
        String due = open.path("decideBy").asText();
        return due.isEmpty()
                ? List.of()
                : List.of(new Wait(kind, open.path("owner").asText(), LocalDate.parse(due), Source.RECORD));
    }

    private static List<Wait> amendment(JsonNode open, LocalDate due) {
        Set<String> verifiers = new TreeSet<>();
        open.path("pending").forEach(verifier -> verifiers.add(verifier.asText()));
        return verifiers.stream()
                .map(owner -> parameter(Kind.AMENDMENT, owner, due))
                .toList();
    }

    private static Wait owners(Kind kind, JsonNode open, LocalDate due) {
        return parameter(kind, open.path("owner").asText(), due);
    }

    private static Wait parameter(Kind kind, String owner, LocalDate due) {
        return new Wait(kind, owner, due, Source.PARAMETER);
    }

    private static LocalDate working(LocalDate since, int days) {
        return OwnersWord.workingDaysAfter(since, days);
    }
}
