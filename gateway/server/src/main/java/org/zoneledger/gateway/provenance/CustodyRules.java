package org.zoneledger.gateway.provenance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zoneledger.gateway.index.Custody;
import org.zoneledger.gateway.index.Links.Step;

/** What is missing in the custody of a thing, from what its events and those of its carriers say. */
final class CustodyRules {

    private CustodyRules() {}

    /** What is missing. */
    enum Missing {
        /** It was shipped, and nobody has received it. */
        shippedNotReceived,
        /** It was received, and nobody has shipped it. */
        receivedNotShipped,
        /** Events name it before it was made. */
        usedBeforeMade,
        /** No event says that it was made. */
        unknownOrigin,
        /** It came out of a process that nothing went into. */
        madeFromNothing
    }

    /**
     * One thing that is missing.
     *
     * @param event that shows it, 0 when it is the absence of one
     */
    record Gap(Missing missing, long event) {}

    /**
     * Shipments and receipts that lack the other.
     *
     * @param steps own ones and those of carriers while it was in them, in any order
     * @param isClass a batch is shipped in many parts at once, so that only a side that is missing altogether is a gap
     */
    static List<Gap> moves(List<Step> steps, boolean isClass) {
        List<Step> moves = steps.stream()
                .filter(step -> step.custody() != Custody.NOTHING && step.custody() != Custody.MADE)
                .sorted(Comparator.comparingLong(Step::time)
                        .thenComparing(Step::custody)
                        .thenComparingLong(Step::event))
                .toList();
        return isClass ? sides(moves) : inTurn(moves);
    }

    private static List<Gap> inTurn(List<Step> moves) {
        List<Gap> gaps = new ArrayList<>();
        Optional<Step> shipped = Optional.empty();
        Optional<Step> last = Optional.empty();
        for (Step move : moves) {
            // a thing and what carries it are shipped by two events of one moment
            if (last.filter(before -> before.time() == move.time() && before.custody() == move.custody())
                    .isPresent()) {
                continue;
            }
            last = Optional.of(move);
            switch (move.custody()) {
                case SHIPPED -> {
                    shipped.ifPresent(before -> gaps.add(new Gap(Missing.shippedNotReceived, before.event())));
                    shipped = Optional.of(move);
                }
                case RECEIVED -> {
                    if (shipped.isEmpty()) {
                        gaps.add(new Gap(Missing.receivedNotShipped, move.event()));
                    }
                    shipped = Optional.empty();
                }
                default -> shipped = Optional.empty();
            }
        }
        shipped.ifPresent(before -> gaps.add(new Gap(Missing.shippedNotReceived, before.event())));
        return gaps;
    }

    private static List<Gap> sides(List<Step> moves) {
        Optional<Step> firstShipped = first(moves, Custody.SHIPPED);
        Optional<Step> firstReceived = first(moves, Custody.RECEIVED);
        boolean isReceived = moves.stream()
                .anyMatch(move -> move.custody() != Custody.SHIPPED
                        && firstShipped
                                .filter(shipped -> shipped.time() <= move.time())
                                .isPresent());
        List<Gap> gaps = new ArrayList<>();
        firstReceived
                .filter(received -> firstShipped
                        .filter(shipped -> shipped.time() <= received.time())
                        .isEmpty())
                .ifPresent(received -> gaps.add(new Gap(Missing.receivedNotShipped, received.event())));
        firstShipped
                .filter(shipped -> !isReceived)
                .ifPresent(shipped -> gaps.add(new Gap(Missing.shippedNotReceived, shipped.event())));
        return gaps;
    }

    /**
     * Whether a thing was there before it was made, or nobody knows where it comes from.
     *
     * @param own what the events that name it say, oldest first
     * @param isBegotten it is known to have been made by others' events, such as a batch by those of its items
     */
    static List<Gap> origin(List<Step> own, boolean isBegotten) {
        Optional<Step> made = first(own, Custody.MADE);
        if (made.isEmpty()) {
            return isBegotten ? List.of() : List.of(new Gap(Missing.unknownOrigin, 0));
        }
        Step earliest = own.get(0);
        return earliest.time() < made.get().time()
                ? List.of(new Gap(Missing.usedBeforeMade, earliest.event()))
                : List.of();
    }

    private static Optional<Step> first(List<Step> steps, Custody custody) {
        return steps.stream().filter(step -> step.custody() == custody).findFirst();
    }
}
