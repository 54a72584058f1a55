package org.zoneledger.gateway.scan;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How often a thing was scanned at this gateway.
 *
 * @param scans of its own code
 * @param first day of the first one, in China
 * @param last day of the last one
 * @param unknown scans of a finer number below it that is on no record: a serial of a batch, a batch of a product
 * @param farApart scans of its code far from another one less than an hour before
 */
public record Tally(long scans, Optional<LocalDate> first, Optional<LocalDate> last, long unknown, long farApart) {

    /** Of what was never scanned. */
    public static final Tally NONE = new Tally(0, Optional.empty(), Optional.empty(), 0, 0);

    Tally and(LocalDate day, Count count) {
        Optional<LocalDate> scanned = count.scans() > 0 ? Optional.of(day) : Optional.empty();
        return new Tally(
                scans + count.scans(),
                first.filter(known -> known.isBefore(day)).or(() -> scanned.or(() -> first)),
                last.filter(known -> known.isAfter(day)).or(() -> scanned.or(() -> last)),
                unknown + count.unknown(),
                farApart + count.farApart());
    }

    /** What is added to a tally. */
    record Count(long scans, long unknown, long farApart) {

        Count and(Count other) {
            return new Count(scans + other.scans, unknown + other.unknown, farApart + other.farApart);
        }
    }
}
