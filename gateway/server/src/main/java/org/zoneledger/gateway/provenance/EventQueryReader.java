package org.zoneledger.gateway.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.EventScan;
import org.zoneledger.gateway.index.EventScan.Order;
import org.zoneledger.gateway.index.EventScan.Spot;
import org.zoneledger.gateway.index.Events;

/** Answers event queries with bounded work: a page may be short, and its link goes on where the work ended. */
@RequestScoped
public class EventQueryReader {

    private static final int STRETCH = 250;
    private static final int BUDGET = 2_000;
    private static final int COUNTED = 10_000;

    private final EventScan scan;
    private final Events events;
    private final EventView view;
    private final Visitor visitor;

    EventQueryReader(EventScan scan, Events events, EventView view, Visitor visitor) {
        this.scan = scan;
        this.events = events;
        this.view = view;
        this.visitor = visitor;
    }

    /**
     * A page of events.
     *
     * @param next token of the next page, if there may be one
     */
    public record Answer(List<ObjectNode> events, Optional<String> next) {}

    /** Where a query goes on, and how many events it may still give. */
    private record Token(Optional<Spot> after, int left) {

        static Token parse(String text, EventQuery query) {
            if (text == null) {
                return new Token(Optional.empty(), query.limit().orElse(Integer.MAX_VALUE));
            }
            if (!text.matches("-?[0-9]{1,15}\\.[0-9]{1,15}\\.[0-9]{1,9}")) {
                throw Refusal.of(Code.VALUE_INVALID, "nextPageToken", "a token out of a Link header is expected");
            }
            String[] parts = text.split("\\.", -1);
            return new Token(
                    Optional.of(new Spot(Long.parseLong(parts[0]), Long.parseLong(parts[1]))),
                    query.limit().isPresent() ? Integer.parseInt(parts[2]) : Integer.MAX_VALUE);
        }
    }

    /** One event of the order, as the visitor sees it. */
    private record Match(Spot spot, ObjectNode event) {}

    /** Events of a query after one another, a stretch of the index at a time. */
    private final class Walk {

        private final EventQuery query;
        private final Order order;
        private final Set<Long> met = new HashSet<>();
        private final List<Match> matches = new ArrayList<>();
        private Optional<Spot> last;
        private boolean isDone;

        Walk(EventQuery query, Optional<Spot> after) {
            this.query = query;
            this.order = new Order(query.recorded(), query.descending(), query.from(), query.to());
            this.last = after;
        }

        /** Goes on until there are so many matches, or so many events were looked at. */
        void until(int wanted, int budget) {
            int looked = 0;
            while (!isDone && matches.size() < wanted && looked < budget) {
                List<Spot> spots = scan.next(query.source(), order, last, STRETCH);
                isDone = spots.size() < STRETCH;
                looked += spots.size();
                Map<Long, Events.Stored> found =
                        events.find(spots.stream().map(Spot::event).toList());
                for (Spot spot : spots) {
                    last = Optional.of(spot);
                    if (met.add(spot.event())) {
                        ObjectNode seen = view.of(found.get(spot.event()));
                        if (query.matches(seen)) {
                            matches.add(new Match(spot, seen));
                        }
                    }
                }
            }
        }
    }

    /** A page of what a query finds. */
    public Answer page(EventQuery query, String nextPageToken, int perPage) {
        query.restricted().ifPresent(this::mustBeEntitled);
        Token token = Token.parse(nextPageToken, query);
        if (nextPageToken == null && query.most().isPresent()) {
            mustNotBeMore(query);
        }
        Walk walk = new Walk(query, token.after());
        int wanted = Math.min(perPage, token.left());
        walk.until(wanted + 1, BUDGET);
        boolean isFull = walk.matches.size() > wanted;
        List<Match> shown = isFull ? walk.matches.subList(0, wanted) : walk.matches;
        int left = token.left() - shown.size();
        Optional<Spot> end =
                isFull && wanted > 0 ? Optional.of(shown.get(wanted - 1).spot()) : walk.last;
        boolean hasMore = left > 0 && (isFull || !walk.isDone);
        return new Answer(
                shown.stream().map(Match::event).toList(),
                end.filter(spot -> hasMore)
                        .map(spot -> spot.time() + "." + spot.event() + "." + Math.min(left, 999_999_999)));
    }

    /** A filter on what somebody may not see would tell it by what it lets through. */
    private void mustBeEntitled(String parameter) {
        boolean isEntitled = visitor.person()
                .map(person -> person.caller().uscc().isPresent() || visitor.seesShared(""))
                .orElse(false);
        if (!isEntitled) {
            throw Refusal.of(
                    Code.NOT_PERMITTED,
                    parameter,
                    "only who may see these fields may ask for them (SecurityException)");
        }
    }

    private void mustNotBeMore(EventQuery query) {
        int most = query.most().orElseThrow();
        Walk count = new Walk(query, Optional.empty());
        count.until(most + 1, COUNTED);
        if (count.matches.size() > most || !count.isDone) {
            throw Refusal.of(Code.TOO_LARGE, "maxEventCount", "the query has more events (QueryTooLargeException)");
        }
    }
}
