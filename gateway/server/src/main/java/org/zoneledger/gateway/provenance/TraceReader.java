package org.zoneledger.gateway.provenance;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Links;
import org.zoneledger.gateway.provenance.CustodyRules.Gap;

/**
 * Gives traces page by page, and remembers some that have begun; one that was forgotten is begun anew, as of the same height, and
 * gives the same list.
 */
@ApplicationScoped
class TraceReader {

    /** Links that one request looks at beyond those of the pages before it. */
    static final long BUDGET = 20_000;

    private static final int MOST_RUNS = 64;

    /** Things in all traces that are remembered; some 300 bytes each. */
    private static final int MOST_REMEMBERED = 100_000;

    private final Index index;
    private final Map<Question, Run> runs = new LinkedHashMap<>(MOST_RUNS, 0.75f, true);

    TraceReader(Index index) {
        this.index = index;
    }

    /**
     * What is asked.
     *
     * @param uri canonical Digital Link by its finest key
     * @param at milliseconds, or any time
     * @param height blocks that count
     * @param judged blocks whose error declarations count
     */
    record Question(String uri, Trace.Direction direction, Optional<Long> at, long height, long judged) {

        Question(String uri, Trace.Direction direction, Optional<Long> at, long height) {
            this(uri, direction, at, height, height);
        }
    }

    /**
     * One listed thing.
     *
     * @param from name of the thing before it, empty at the start
     * @param last the last event that names it, 0 when there is none
     */
    record Found(Trace.Node node, Trace.Named name, String from, long last, List<Gap> gaps) {}

    /**
     * A page of a trace.
     *
     * @param hasMore whether a page comes after it
     * @param cut why the trace as a whole ends early
     */
    record Listed(List<Found> found, boolean hasMore, Optional<Trace.Cut> cut) {}

    /** A trace with the lock for whoever moves it on. */
    private static final class Run {
        private Optional<Trace> trace = Optional.empty();
        private volatile int size;
    }

    /**
     * A page of a trace.
     *
     * @param offset things listed before it
     * @param most things on it
     */
    Listed page(Question question, int offset, int most) {
        Run run;
        synchronized (runs) {
            run = runs.computeIfAbsent(question, none -> new Run());
        }
        Listed listed = page(run, question, offset, most);
        forgetEldest();
        return listed;
    }

    private Listed page(Run run, Question question, int offset, int most) {
        // before a connection is taken, so that nobody waits for the other with one in hand
        synchronized (run) {
            return index.read(connection -> {
                long known = Links.known(connection, question.height());
                long judged = Links.known(connection, question.judged());
                try (Links links = new Links(connection, known, judged)) {
                    if (run.trace.isEmpty()) {
                        run.trace = Optional.of(
                                new Trace(links.id(question.uri()), question.direction(), question.at(), known));
                    }
                    Listed listed = page(run.trace.get(), links, offset, most);
                    run.size = run.trace.get().nodes().size();
                    return listed;
                }
            });
        }
    }

    private static Listed page(Trace trace, Links links, int offset, int most) throws SQLException {
        trace.advance(links, offset, Long.MAX_VALUE);
        trace.advance(links, offset + most + 1, BUDGET);
        int end = Math.min(trace.nodes().size(), offset + most);
        trace.name(links, end);
        CustodyReader custody = new CustodyReader(links);
        List<Found> found = new ArrayList<>();
        for (int i = offset; i < end; i++) {
            Trace.Node node = trace.nodes().get(i);
            Trace.Named name = trace.named(i);
            String from = node.from() < 0 ? "" : trace.named(node.from()).uri();
            found.add(new Found(
                    node, name, from, links.lastEvent(node.thing()), custody.gaps(node.thing(), name.level())));
        }
        return new Listed(found, end < trace.nodes().size() || !trace.isDone(), trace.cut());
    }

    private void forgetEldest() {
        synchronized (runs) {
            int size = runs.values().stream().mapToInt(run -> run.size).sum();
            var eldest = runs.values().iterator();
            while (runs.size() > MOST_RUNS || (size > MOST_REMEMBERED && runs.size() > 1)) {
                size -= eldest.next().size;
                eldest.remove();
            }
        }
    }

    /** Forgets what has begun. */
    void forget() {
        synchronized (runs) {
            runs.clear();
        }
    }
}
