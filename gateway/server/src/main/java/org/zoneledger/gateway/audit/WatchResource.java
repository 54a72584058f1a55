package org.zoneledger.gateway.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.audit.DeadlineRules;
import org.zoneledger.domain.audit.DeadlineRules.Kind;
import org.zoneledger.domain.audit.DeadlineRules.Source;
import org.zoneledger.domain.audit.ReadingRules;
import org.zoneledger.domain.audit.ReadingRules.Finding;
import org.zoneledger.domain.audit.WatchLaw;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.credit.CreditRules;
import org.zoneledger.gateway.access.Person;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Deadlines;
import org.zoneledger.gateway.index.Deadlines.Before;
import org.zoneledger.gateway.index.Deadlines.Count;
import org.zoneledger.gateway.index.Readings;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.provenance.Paging;

/** Who watches the watchers: words of agencies that are late, and reading that is unusual. */
@Path("/api/v1/audit")
@RolesAllowed(Person.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "audit")
public class WatchResource {

    /** Days that are looked at where nobody says which. */
    private static final int DAYS = 28;

    private static final int MOST_DAYS = 366;

    private final Deadlines deadlines;
    private final Readings readings;
    private final Records records;
    private final Visitor visitor;

    WatchResource(Deadlines deadlines, Readings readings, Records records, Visitor visitor) {
        this.deadlines = deadlines;
        this.readings = readings;
        this.records = records;
        this.visitor = visitor;
    }

    /**
     * A page of late words.
     *
     * @param height blocks of the ledger that the answer covers
     * @param on day in Beijing on which it is late what has not come
     * @param matched how many are late, on this page or not
     * @param counts the same by agency
     * @param late the latest last day first
     * @param nextPageToken where it goes on, when there is more
     */
    public record LatePage(
            long height, LocalDate on, long matched, List<Count> counts, List<Late> late, String nextPageToken) {}

    /**
     * A word that came after its last day, or has not come though it is over.
     *
     * @param owner MSP id of the agency whose it is
     * @param subject the enterprise it is about, where the auditor may know it
     * @param since day on which it was asked for
     * @param due its last day
     * @param source whether the record or a parameter says so
     * @param daysLate until it came, or until today
     * @param decidedOn day on which the record did not wait for it any more; absent while it does
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Late(
            Kind kind,
            String key,
            String owner,
            Optional<String> subject,
            LocalDate since,
            LocalDate due,
            Source source,
            long daysLate,
            Optional<LocalDate> decidedOn) {}

    @GET
    @Path("late")
    @Operation(summary = "Decisions of agencies that came after their last day, or have not come though it is over")
    public LatePage late(
            @QueryParam("agency") @DefaultValue("") String agency,
            @QueryParam("perPage") @DefaultValue("100") String perPage,
            @QueryParam("nextPageToken") @DefaultValue("") String nextPageToken) {
        int most = Paging.perPage(perPage);
        LocalDate today = LocalDate.now(CreditRules.BEIJING);
        Deadlines.Answer answer = deadlines.late(agency, today, before(nextPageToken), most);
        List<Deadlines.Late> late = answer.late();
        return new LatePage(
                answer.height(),
                today,
                answer.counts().stream()
                        .mapToLong(each -> each.waiting() + each.decided())
                        .sum(),
                answer.counts(),
                late.stream().map(each -> late(each, today)).toList(),
                late.size() == most
                        ? late.get(most - 1).due() + "_" + late.get(most - 1).id()
                        : null);
    }

    private Late late(Deadlines.Late late, LocalDate today) {
        return new Late(
                late.kind(),
                late.key(),
                late.owner(),
                subject(late.key()),
                late.since(),
                late.due(),
                late.source(),
                DeadlineRules.daysLate(late.due(), late.met().orElse(today)),
                late.met());
    }

    private Optional<String> subject(String key) {
        return records.find(key)
                .map(found -> visitor.view(
                        key.substring(0, key.indexOf('/')),
                        found.open().path("uscc").asText(),
                        found.open(),
                        found.restricted()))
                .map(seen -> seen.path("uscc").asText())
                .filter(uscc -> !uscc.isEmpty());
    }

    private static Before before(String token) {
        if (token.isEmpty()) {
            return Before.START;
        }
        try {
            String[] parts = token.split("_", 2);
            return new Before(LocalDate.parse(parts[0]), Long.parseLong(parts[parts.length - 1]));
        } catch (DateTimeException | NumberFormatException e) {
            throw notAToken();
        }
    }

    /**
     * A page of unusual reading.
     *
     * @param height blocks of the ledger that the answer covers
     * @param from first day that was looked at, in Beijing
     * @param to last day
     * @param reads access records of these days
     * @param withoutSubject how many of them are about nobody that this gateway knows yet
     * @param law by which it is unusual on the last day
     * @param matched how many findings there are, on this page or not
     * @param unusual newest first
     * @param nextPageToken where it goes on, when there is more
     */
    public record UnusualPage(
            long height,
            LocalDate from,
            LocalDate to,
            long reads,
            long withoutSubject,
            Measure law,
            int matched,
            List<Unusual> unusual,
            String nextPageToken) {}

    /**
     * The numbers of the two rules.
     *
     * @param usualDays days before a day whose lower median is the usual number of reads of a day
     * @param times how many times the usual a day may have
     * @param readsADay how many a day may have whatever is usual
     * @param windowMinutes in which one certificate may read about so many enterprises
     * @param subjects how many enterprises that are
     */
    public record Measure(int usualDays, int times, int readsADay, long windowMinutes, int subjects) {

        static Measure of(WatchLaw.Reading law) {
            return new Measure(
                    law.usualDays(), law.times(), law.readsADay(), law.window().toMinutes(), law.subjects());
        }
    }

    /**
     * Something unusual.
     *
     * @param by who read: organisation, role, enterprise of a clerk, of a bulk also the certificate
     * @param purpose of a surge
     * @param from first read
     * @param to last read
     * @param reads how many there are in all
     * @param subjects about how many enterprises
     * @param limit how many reads, of a bulk enterprises, would not have been unusual
     * @param usual reads of a usual day, of a surge
     */
    public record Unusual(
            ReadingRules.Kind kind,
            HistoryResource.By by,
            String purpose,
            String from,
            String to,
            int reads,
            int subjects,
            int limit,
            int usual) {

        static Unusual of(Finding found) {
            return new Unusual(
                    found.kind(),
                    new HistoryResource.By(
                            found.reader().msp(),
                            found.reader().role(),
                            found.reader().uscc(),
                            found.certificate()),
                    found.purpose(),
                    Fields.format(found.from()),
                    Fields.format(found.to()),
                    found.reads(),
                    found.subjects(),
                    found.limit(),
                    found.usual());
        }
    }

    @GET
    @Path("unusual")
    @Operation(
            summary =
                    "Recorded reads that are unusual: far more on a day than the reader's usual, or about many enterprises within an hour")
    public UnusualPage unusual(
            @QueryParam("agency") @DefaultValue("") String agency,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("perPage") @DefaultValue("100") String perPage,
            @QueryParam("nextPageToken") @DefaultValue("") String nextPageToken) {
        int most = Paging.perPage(perPage);
        if (!nextPageToken.isEmpty() && !nextPageToken.matches("[0-9]{1,15}-[0-9a-f]{16}")) {
            throw notAToken();
        }
        LocalDate last =
                Questions.given(to).map(text -> day("to", text)).orElseGet(() -> LocalDate.now(CreditRules.BEIJING));
        LocalDate first = Questions.given(from).map(text -> day("from", text)).orElse(last.minusDays(DAYS - 1));
        if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw Refusal.of(Code.PERIOD_INVALID, "from", "1 to " + MOST_DAYS + " days are looked at");
        }
        WatchLaw.Reading law = WatchLaw.inForce(last).reading();
        Instant start = start(first);
        Readings.Answer answer = readings.between(
                start(first.minusDays(WatchLaw.inForce(first).reading().usualDays())), start(last.plusDays(1)));
        List<Finding> found = ReadingRules.unusual(answer.reads(), first, last).stream()
                .filter(each -> agency.isEmpty() || each.reader().msp().equals(agency))
                .toList();
        List<Finding> page = found.stream()
                .dropWhile(each -> !nextPageToken.isEmpty() && !isAfter(each, nextPageToken))
                .limit(most)
                .toList();
        List<ReadingRules.Read> within = answer.reads().stream()
                .filter(read -> !read.at().isBefore(start))
                .filter(read -> agency.isEmpty() || read.reader().msp().equals(agency))
                .toList();
        return new UnusualPage(
                answer.height(),
                first,
                last,
                within.size(),
                within.stream().filter(read -> read.subject().isEmpty()).count(),
                Measure.of(law),
                found.size(),
                page.stream().map(Unusual::of).toList(),
                page.size() == most
                        ? page.get(most - 1).from().toEpochMilli() + "-"
                                + page.get(most - 1).id()
                        : null);
    }

    /** Whether a finding comes after the one that a token names. */
    private static boolean isAfter(Finding finding, String token) {
        String[] parts = token.split("-", 2);
        int time = Long.compare(finding.from().toEpochMilli(), Long.parseLong(parts[0]));
        return time < 0 || (time == 0 && finding.id().compareTo(parts[1]) > 0);
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.of(Code.TIME_INVALID, field, "a day such as 2026-03-31 is expected");
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(CreditRules.BEIJING).toInstant();
    }

    private static RuntimeException notAToken() {
        return Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token is as an answer gave it");
    }
}
