package org.zoneledger.gateway.provenance;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.gateway.index.Links;
import org.zoneledger.gateway.index.Links.Link;

/**
 * One trace, breadth first: everything that became of a thing, or everything it came from, and what carried it.
 *
 * <p>A thing is reached for a stretch of time. <em>Goods</em> hold what is traced, forward from a moment on, backward up to one:
 * transformations in that stretch lead on to outputs (inputs), batches to their items (items to their batches). A <em>carrier</em> has
 * goods packed in it, and only as long; what else it holds is not affected. <em>Open</em> is a thing whose whole content counts, as
 * that of the unit a trace starts from, or of one that went whole into a transformation. A moment at which one thing ends and another
 * begins belongs to both.
 *
 * <p>The order depends on the links alone, so that a trace that is begun anew at the same height gives the same list. A stretch inside
 * one that was followed already leads nowhere new and ends; so do cycles.
 */
final class Trace {

    /** Things that one trace lists. */
    static final int MOST_NODES = 50_000;

    private static final int MOST_STATES = 4 * MOST_NODES;
    private static final long MOST_EDGES = 1_000_000;

    private final boolean forward;
    private final long known;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private final Map<Key, Integer> numbers = new HashMap<>();
    private final Map<Key, List<Stretch>> followed = new HashMap<>();
    private final Map<Long, Long> processes = new HashMap<>();
    private final Deque<State> queue = new ArrayDeque<>();
    private int states;
    private long edges;
    private Optional<Cut> cut = Optional.empty();

    /** Which way a trace goes. */
    enum Direction {
        forward,
        backward
    }

    /** As what a thing is reached. */
    enum Role {
        goods,
        carrier,
        open
    }

    /** How a thing is reached. */
    enum Kind {
        start,
        transformation,
        packing,
        content,
        batch
    }

    /** Why a trace is not whole. */
    enum Cut {
        /** A thing has more links of a kind than are followed. */
        fanOut,
        /** There are more things than one trace lists, or more links than it looks at. */
        size
    }

    /**
     * One thing of a trace.
     *
     * @param thing its number in the index
     * @param role goods or carrier
     * @param depth links from the start
     * @param from number of the node before it, -1 at the start
     * @param event that leads to it, 0 at the start
     */
    record Node(long thing, Role role, int depth, int from, Kind kind, long event) {}

    /** How finely a thing is told apart. */
    enum Level {
        shipment,
        item,
        batch,
        product;

        private static Level of(String uri) {
            return !uri.contains("/01/")
                    ? shipment
                    : uri.contains("/21/") ? item : uri.contains("/10/") ? batch : product;
        }

        private static Level coarser(Level one, Level other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }

    /**
     * What a node is called.
     *
     * @param uri canonical Digital Link
     * @param level of the thing itself
     * @param proof the coarsest level on the way to it: through a batch nothing is proven about one item of it alone
     */
    record Named(String uri, Level level, Level proof) {}

    private record Key(long thing, Role role) {}

    private record Stretch(long from, long to) {

        boolean covers(Stretch other) {
            return from <= other.from && to >= other.to;
        }

        Stretch and(Link link) {
            return new Stretch(Math.max(from, link.from()), Math.min(to, link.to()));
        }
    }

    private record State(long thing, Role role, Stretch stretch, int node, int depth) {}

    /**
     * A trace that has not begun.
     *
     * @param at moment in milliseconds: what the thing and its content were then; without it at any time
     * @param known id of the last event that counts
     */
    Trace(long thing, Direction direction, Optional<Long> at, long known) {
        this.forward = direction == Direction.forward;
        this.known = known;
        if (thing != 0) {
            Stretch open =
                    at.map(moment -> new Stretch(moment, moment)).orElse(new Stretch(Long.MIN_VALUE, Long.MAX_VALUE));
            reach(new Node(thing, Role.goods, 0, -1, Kind.start, 0), goods(open));
            reach(new Node(thing, Role.open, 0, -1, Kind.start, 0), open);
        }
    }

    /** What has been found, in the order it is listed. */
    List<Node> nodes() {
        return nodes;
    }

    long known() {
        return known;
    }

    boolean isDone() {
        return queue.isEmpty();
    }

    Optional<Cut> cut() {
        return cut;
    }

    /** Goes on until so many nodes are found, or so many links looked at. */
    void advance(Links links, int wanted, long budget) throws SQLException {
        long end = edges + budget;
        while (!queue.isEmpty() && nodes.size() < wanted && edges < end) {
            if (edges >= MOST_EDGES) {
                cut = Optional.of(Cut.size);
                queue.clear();
                return;
            }
            State state = queue.remove();
            switch (state.role()) {
                case goods -> {
                    processes(links, state);
                    batches(links, state);
                    carriers(links, state);
                }
                case carrier -> {
                    processes(links, state);
                    carriers(links, state);
                }
                case open -> content(links, state);
            }
        }
    }

    /**
     * Names and levels of proof of the nodes up to a number.
     *
     * @param end the first node that is not needed
     */
    void name(Links links, int end) throws SQLException {
        for (int i = named.size(); i < end; i++) {
            Node node = nodes.get(i);
            String uri = links.uri(node.thing());
            Level own = Level.of(uri);
            Level before = node.from() < 0 ? own : named.get(node.from()).proof();
            named.add(new Named(uri, own, Level.coarser(own, before)));
        }
    }

    /** What a node is called; only of those up to which {@link #name} has been. */
    Named named(int number) {
        return named.get(number);
    }

    private void processes(Links links, State state) throws SQLException {
        Stretch stretch = state.stretch();
        for (Link entry : counted(links.processesOf(state.thing(), !forward, stretch.from(), stretch.to()))) {
            Long before = processes.get(entry.process());
            if (before != null && (forward ? before <= entry.from() : before >= entry.from())) {
                continue;
            }
            processes.put(entry.process(), entry.from());
            Stretch then = goods(new Stretch(entry.from(), entry.from()));
            for (Link exit : counted(links.partsOf(entry.process(), forward, then.from(), then.to()))) {
                Stretch moment = new Stretch(exit.from(), exit.from());
                reach(after(state, exit, Role.goods, Kind.transformation), goods(moment));
                reach(after(state, exit, Role.open, Kind.transformation), moment);
            }
        }
    }

    private void batches(Links links, State state) throws SQLException {
        Stretch stretch = state.stretch();
        List<Link> members = forward
                ? links.itemsOf(state.thing(), stretch.from(), stretch.to())
                : links.batchesOf(state.thing(), stretch.from(), stretch.to());
        for (Link member : counted(members)) {
            reach(after(state, member, Role.goods, Kind.batch), goods(new Stretch(member.from(), member.from())));
        }
    }

    private void carriers(Links links, State state) throws SQLException {
        Stretch stretch = state.stretch();
        for (Link stay : counted(links.parentsOf(state.thing(), stretch.from(), stretch.to()))) {
            reach(after(state, stay, Role.carrier, Kind.packing), stretch.and(stay));
        }
    }

    private void content(Links links, State state) throws SQLException {
        Stretch stretch = state.stretch();
        for (Link stay : counted(links.childrenOf(state.thing(), stretch.from(), stretch.to()))) {
            Stretch both = stretch.and(stay);
            reach(after(state, stay, Role.goods, Kind.content), goods(both));
            reach(after(state, stay, Role.open, Kind.content), both);
        }
    }

    /** The stretch in which goods hold what they met in this one. */
    private Stretch goods(Stretch met) {
        return forward ? new Stretch(met.from(), Long.MAX_VALUE) : new Stretch(Long.MIN_VALUE, met.to());
    }

    private Node after(State state, Link link, Role role, Kind kind) {
        return new Node(link.thing(), role, state.depth() + 1, state.node(), kind, link.event());
    }

    private List<Link> counted(List<Link> found) {
        edges += found.size();
        if (found.size() > Links.MOST) {
            cut = Optional.of(cut.orElse(Cut.fanOut));
            return found.subList(0, Links.MOST);
        }
        return found;
    }

    private void reach(Node node, Stretch stretch) {
        Key key = new Key(node.thing(), node.role());
        List<Stretch> before = followed.computeIfAbsent(key, none -> new ArrayList<>(1));
        if (before.stream().anyMatch(each -> each.covers(stretch))) {
            return;
        }
        Role listed = node.role() == Role.open ? Role.goods : node.role();
        Key place = new Key(node.thing(), listed);
        Integer number = numbers.get(place);
        if (states >= MOST_STATES || (number == null && nodes.size() >= MOST_NODES)) {
            cut = Optional.of(Cut.size);
            return;
        }
        if (number == null) {
            number = nodes.size();
            nodes.add(node);
            numbers.put(place, number);
        }
        states++;
        before.add(stretch);
        queue.add(new State(node.thing(), node.role(), stretch, number, node.depth()));
    }
}
