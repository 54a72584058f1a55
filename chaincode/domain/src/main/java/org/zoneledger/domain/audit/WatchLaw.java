package org.zoneledger.domain.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * What auditors measure agencies by, for as long as it holds: {@code watch.json}. No law that we know gives these numbers for every case,
 * but those of a listing; they are parameters.
 *
 * @param validFrom first day
 * @param filingDays working days for a step of a filing
 * @param amendmentDays working days for a word on an amendment
 * @param caseDays working days for the second person's word on a proposal
 * @param listingDays days from the notice to the decision
 * @param deliveryDays days from the decision to its delivery
 * @param reading when reading is unusual
 */
public record WatchLaw(
        LocalDate validFrom,
        int filingDays,
        int amendmentDays,
        int caseDays,
        int listingDays,
        int deliveryDays,
        Reading reading) {

    private static final List<WatchLaw> ALL = load();

    /**
     * When reading is unusual.
     *
     * @param usualDays days before a day whose median is the usual number of reads of a day
     * @param times how many times the usual a day may have
     * @param readsADay how many a day may have whatever is usual
     * @param window in which one certificate may read about so many enterprises
     * @param subjects how many enterprises that are
     */
    public record Reading(int usualDays, int times, int readsADay, Duration window, int subjects) {}

    /** What holds on a day; before the first one, what held first. */
    public static WatchLaw inForce(LocalDate day) {
        WatchLaw found = ALL.get(0);
        for (WatchLaw law : ALL) {
            found = day.isBefore(law.validFrom) ? found : law;
        }
        return found;
    }

    private static List<WatchLaw> load() {
        try (InputStream in = WatchLaw.class.getResourceAsStream("watch.json")) {
            List<WatchLaw> laws = new ArrayList<>();
            for (JsonNode node : CanonicalJson.read(in.readAllBytes())) {
                JsonNode within = node.path("withinWorkingDays");
                JsonNode listing = node.path("listing");
                JsonNode reading = node.path("reading");
                laws.add(new WatchLaw(
                        LocalDate.parse(node.path("validFrom").asText()),
                        within.path("filing").asInt(),
                        within.path("amendment").asInt(),
                        within.path("case").asInt(),
                        listing.path("decideWithinDays").asInt(),
                        listing.path("deliverWithinDays").asInt(),
                        new Reading(
                                reading.path("usualDays").asInt(),
                                reading.path("times").asInt(),
                                reading.path("readsADay").asInt(),
                                Duration.ofMinutes(reading.path("windowMinutes").asInt()),
                                reading.path("subjects").asInt())));
            }
            return List.copyOf(laws);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
