package org.zoneledger.domain.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules;

/**
 * When the reading of what agencies give out only on a ground is unusual. Two plain rules over the access records, in whole numbers, with the
 * numbers of {@link WatchLaw}:
 *
 * <ul>
 *   <li>SURGE: on a day in Beijing one reader reads for one purpose more often than {@code times} the usual and more often than
 *       {@code readsADay}. The usual is the lower median of the {@code usualDays} days before, on which nothing was read included.
 *   <li>BULK: with one certificate it is read about more than {@code subjects} enterprises within {@code window}. Such windows that overlap are one
 *       finding.
 * </ul>
 *
 * <p>Unusual is not wrong: it is where an auditor looks first.
 */
public final class ReadingRules {

    private ReadingRules() {}

    /**
     * Whose reading is compared with its own past.
     *
     * @param msp through which organisation
     * @param role of the person
     * @param uscc enterprise of a clerk, else empty
     */
    public record Reader(String msp, String role, String uscc) {}

    /**
     * One access record.
     *
     * @param purpose that it or its permit names, or the kind of permit
     * @param certificate SHA-256 of the person's
     * @param subject the enterprise it is about, where that is known
     */
    public record Read(Instant at, Reader reader, String purpose, String certificate, Optional<String> subject) {}

    /** Which rule. */
    public enum Kind {
        SURGE,
        BULK
    }

    /**
     * Something unusual.
     *
     * @param purpose of a surge, else empty
     * @param certificate of a bulk, else empty
     * @param from first read
     * @param to last read
     * @param reads how many there are in all
     * @param subjects about how many enterprises
     * @param limit how many reads, or enterprises, would not have been unusual
     * @param usual reads of a usual day before a surge, else 0
     */
    public record Finding(
            Kind kind,
            Reader reader,
            String purpose,
            String certificate,
            Instant from,
            Instant to,
            int reads,
            int subjects,
            int limit,
            int usual) {

        /** A name of its own: 16 hexadecimal digits. */
        public String id() {
            String all = String.join(
                    " ",
                    kind.name(),
                    reader.msp(),
                    reader.role(),
                    reader.uscc(),
                    certificate,
                    from.toString(),
                    purpose);
            return Sha256.hex(all.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .substring(0, 16);
        }
    }

    /** The newest first, those that begin together by their names. */
    public static final Comparator<Finding> NEWEST_FIRST =
            Comparator.comparing(Finding::from).reversed().thenComparing(Finding::id);

    /**
     * What was unusual on some days, newest first.
     *
     * @param reads all of these days and of the {@code usualDays} before them
     */
    public static List<Finding> unusual(List<Read> reads, LocalDate from, LocalDate to) {
        List<Read> ordered = new ArrayList<>(reads);
        ordered.sort(Comparator.comparing(Read::at));
        List<Finding> found = new ArrayList<>();
        grouped(ordered, read -> List.of(read.reader(), read.purpose())).forEach(each -> surges(each, from, to, found));
        grouped(ordered, Read::certificate).forEach(each -> bulks(each, from, to, found));
        found.sort(NEWEST_FIRST);
        return found;
    }

    private static void surges(List<Read> reads, LocalDate from, LocalDate to, List<Finding> found) {
        TreeMap<LocalDate, List<Read>> days = new TreeMap<>();
        reads.forEach(read ->
                days.computeIfAbsent(day(read.at()), day -> new ArrayList<>()).add(read));
        days.subMap(from, true, to, true).forEach((day, all) -> {
            WatchLaw.Reading law = WatchLaw.inForce(day).reading();
            int usual = usual(days, day, law.usualDays());
            int limit = Math.max(law.readsADay(), law.times() * usual);
            if (all.size() > limit) {
                Read first = all.get(0);
                found.add(finding(Kind.SURGE, all, first.purpose(), "", limit, usual));
            }
        });
    }

    /** The lower median of the reads of the days before a day. */
    private static int usual(Map<LocalDate, List<Read>> days, LocalDate day, int usualDays) {
        List<Integer> counts = new ArrayList<>();
        for (int back = 1; back <= usualDays; back++) {
            counts.add(days.getOrDefault(day.minusDays(back), List.of()).size());
        }
        counts.sort(null);
        return counts.get((usualDays - 1) / 2);
    }

    private static void bulks(List<Read> reads, LocalDate from, LocalDate to, List<Finding> found) {
        Map<String, Integer> inWindow = new HashMap<>();
        int first = 0;
        int begun = -1;
        int ended = -1;
        for (int last = 0; last < reads.size(); last++) {
            Read read = reads.get(last);
            WatchLaw.Reading law = WatchLaw.inForce(day(read.at())).reading();
            read.subject().ifPresent(subject -> inWindow.merge(subject, 1, Integer::sum));
            while (!reads.get(first).at().isAfter(read.at().minus(law.window()))) {
                reads.get(first++)
                        .subject()
                        .ifPresent(subject -> inWindow.computeIfPresent(subject, (s, n) -> n == 1 ? null : n - 1));
            }
            if (inWindow.size() > law.subjects()) {
                if (begun >= 0 && first > ended) {
                    bulk(reads.subList(begun, ended + 1), from, to, found);
                    begun = -1;
                }
                begun = begun < 0 ? first : begun;
                ended = last;
            }
        }
        if (begun >= 0) {
            bulk(reads.subList(begun, ended + 1), from, to, found);
        }
    }

    private static void bulk(List<Read> reads, LocalDate from, LocalDate to, List<Finding> found) {
        LocalDate day = day(reads.get(reads.size() - 1).at());
        if (!day.isBefore(from) && !day.isAfter(to)) {
            int limit = WatchLaw.inForce(day).reading().subjects();
            found.add(finding(Kind.BULK, reads, "", reads.get(0).certificate(), limit, 0));
        }
    }

    private static Finding finding(
            Kind kind, List<Read> reads, String purpose, String certificate, int limit, int usual) {
        Set<String> subjects = new HashSet<>();
        reads.forEach(read -> read.subject().ifPresent(subjects::add));
        return new Finding(
                kind,
                reads.get(0).reader(),
                purpose,
                certificate,
                reads.get(0).at(),
                reads.get(reads.size() - 1).at(),
                reads.size(),
                subjects.size(),
                limit,
                usual);
    }

    private static <K> Iterable<List<Read>> grouped(List<Read> reads, java.util.function.Function<Read, K> by) {
        Map<K, List<Read>> groups = new HashMap<>();
        reads.forEach(read ->
                groups.computeIfAbsent(by.apply(read), k -> new ArrayList<>()).add(read));
        return groups.values();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, CreditRules.BEIJING);
    }
}
