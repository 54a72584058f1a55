package org.zoneledger.gateway.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.gateway.provenance.Passport;

/** Where the chain of custody of a journey has a gap that its own records show. */
final class Custody {
    private static final Set<String> DISPATCH = Set.of("shipping", "departing");
    private static final Set<String> TRANSIT =
            Set.of("shipping", "departing", "loading", "transporting", "staging_outbound");
    private static final Set<String> ARRIVAL = Set.of("receiving", "arriving", "accepting");

    private Custody() {}

    /** A kind of gap. */
    enum Kind {
        /** It was sent off, and no later record says where it came to. */
        not_received,
        /** It arrived, and no earlier record says that it was sent. */
        not_sent
    }

    /** A gap and the step beside it. */
    record Gap(Kind kind, Passport.Step step) {}

    /**
     * The gaps of a journey: its first arrival without a dispatch, and its last dispatch without anything after it.
     *
     * <p>Records of a batch are of many parcels; a gap of one among them cannot be told from the batch's records.
     *
     * @param journey oldest first
     */
    static List<Gap> gaps(List<Passport.Step> journey) {
        List<Gap> gaps = new ArrayList<>();
        boolean sent = false;
        Optional<Passport.Step> open = Optional.empty();
        boolean arrived = false;
        for (Passport.Step step : journey.stream().filter(Passport.Step::stands).toList()) {
            String word = step.bizStep().orElse("");
            if (DISPATCH.contains(word)) {
                sent = true;
                open = Optional.of(step);
            } else if (!word.isEmpty() && !TRANSIT.contains(word) && !StepWords.isCheck(step)) {
                open = Optional.empty();
            }
            if (ARRIVAL.contains(word) && !arrived) {
                arrived = true;
                if (!sent) {
                    gaps.add(new Gap(Kind.not_sent, step));
                }
            }
        }
        open.ifPresent(step -> gaps.add(new Gap(Kind.not_received, step)));
        return List.copyOf(gaps);
    }
}
