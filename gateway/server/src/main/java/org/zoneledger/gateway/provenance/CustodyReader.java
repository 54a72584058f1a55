package org.zoneledger.gateway.provenance;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.zoneledger.gateway.index.Links;
import org.zoneledger.gateway.index.Links.Link;
import org.zoneledger.gateway.index.Links.Step;
import org.zoneledger.gateway.provenance.CustodyRules.Gap;
import org.zoneledger.gateway.provenance.CustodyRules.Missing;

/** Looks up what the custody of a thing is judged by; bounded, so that a much travelled thing costs no more than others. */
final class CustodyReader {

    private static final int MOST_STEPS = 200;
    private static final int MOST_CARRIERS = 20;
    private static final int MOST_NESTED = 4;

    private final Links links;

    CustodyReader(Links links) {
        this.links = links;
    }

    /**
     * What is missing in the custody of a thing. Nothing is said about one with more than {@value #MOST_STEPS} events.
     *
     * @param level of the thing
     */
    List<Gap> gaps(long thing, Trace.Level level) throws SQLException {
        List<Step> own = links.steps(thing, Long.MIN_VALUE, Long.MAX_VALUE, MOST_STEPS + 1);
        if (own.size() > MOST_STEPS) {
            return List.of();
        }
        boolean isClass = level == Trace.Level.batch || level == Trace.Level.product;
        List<Step> moves = new ArrayList<>(own);
        carried(thing, Long.MIN_VALUE, Long.MAX_VALUE, MOST_NESTED, moves);
        List<Gap> gaps = new ArrayList<>(CustodyRules.moves(moves, isClass));
        if (level == Trace.Level.item || level == Trace.Level.batch) {
            boolean hasItems = isClass
                    && !links.itemsOf(thing, Long.MIN_VALUE, Long.MAX_VALUE, 1).isEmpty();
            gaps.addAll(CustodyRules.origin(own, hasItems));
            fromNothing(thing, gaps);
        }
        return gaps;
    }

    private void carried(long thing, long from, long to, int nested, List<Step> moves) throws SQLException {
        if (nested == 0) {
            return;
        }
        for (Link stay : links.parentsOf(thing, from, to, MOST_CARRIERS)) {
            long since = Math.max(from, stay.from());
            long until = Math.min(to, stay.to());
            moves.addAll(links.steps(stay.thing(), since, until, MOST_STEPS));
            carried(stay.thing(), since, until, nested - 1, moves);
        }
    }

    private void fromNothing(long thing, List<Gap> gaps) throws SQLException {
        for (Link process : links.processesOf(thing, true, Long.MIN_VALUE, Long.MAX_VALUE, MOST_CARRIERS)) {
            if (links.partsOf(process.process(), false, Long.MIN_VALUE, process.from(), 1)
                    .isEmpty()) {
                gaps.add(new Gap(Missing.madeFromNothing, process.event()));
            }
        }
    }
}
