package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zoneledger.gateway.access.Policy;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Events;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.provenance.Trace.Direction;
import org.zoneledger.gateway.provenance.TraceReader.Listed;
import org.zoneledger.gateway.provenance.TraceReader.Question;

/**
 * Traces over many events: right on a sample, and how long the first page takes. {@code -Dscale=1000000} for the figures in the
 * README of the house; without it a size that every build can bear.
 */
class TraceScaleTest {

    private static final int EVENTS = Integer.getInteger("scale", 20_000);
    private static final int PAGE = 1000;
    private static final int QUERIES = 200;
    private static final int CHECKED = 6;
    private static final long SEED = 20261125;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());

    @Test
    void the_first_page_is_right_and_quick_whatever_the_index_holds() throws Exception {
        Path file = directory.resolve("index.db");
        Index index = new Index(file);
        int chains = EVENTS / TextileChain.EVENTS;
        long indexing = fill(index, chains);
        say(
                "%,d events in %,d chains: %,.0f events/s into the index, %,d MiB",
                EVENTS, chains, EVENTS / (indexing / 1e9), Files.size(file) >> 20);
        for (int each = 0; each < CHECKED; each++) {
            isRight(index, random.nextInt(chains));
        }
        time(index, "forward from fibre", Direction.forward, () -> TextileChain.lot(random.nextInt(chains), 0));
        time(
                index,
                "forward from the buttons of 200 chains",
                Direction.forward,
                () -> TextileChain.buttons(random.nextInt(chains)));
        time(index, "forward from a carton", Direction.forward, () -> TextileChain.unit(random.nextInt(chains), 8));
        time(
                index,
                "backward from a sweater",
                Direction.backward,
                () -> TextileChain.sweater(random.nextInt(chains), random.nextInt(200)));
        time(
                index,
                "backward from a container",
                Direction.backward,
                () -> TextileChain.unit(random.nextInt(chains), 39));
        index.close();
    }

    private static long fill(Index index, int chains) {
        long spent = 0;
        List<ObjectNode> page = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            page.addAll(TextileChain.events(chain));
            if (page.size() >= PAGE || chain == chains - 1) {
                var block = SupplyChain.block(index.checkpoint().height(), page);
                long begin = System.nanoTime();
                index.add(block, List.of());
                spent += System.nanoTime() - begin;
                page.clear();
            }
        }
        return spent;
    }

    /** A whole trace of one chain equals a walk through the events of that chain alone; others are not connected with it. */
    private static void isRight(Index index, int chain) {
        List<ObjectNode> events = TextileChain.events(chain);
        for (String start : List.of(TextileChain.lot(chain, 0), TextileChain.unit(chain, 37))) {
            is(index, events, start, Direction.forward);
        }
        for (String start : List.of(TextileChain.sweater(chain, 17), TextileChain.unit(chain, 39))) {
            is(index, events, start, Direction.backward);
        }
    }

    private static void is(Index index, List<ObjectNode> events, String start, Direction direction) {
        TraceReader reader = new TraceReader(index);
        Question question = new Question(
                start, direction, Optional.empty(), index.checkpoint().height());
        Set<String> found = new HashSet<>();
        int depth = 0;
        Listed listed;
        do {
            listed = reader.page(question, found.size(), 100);
            for (TraceReader.Found each : listed.found()) {
                found.add(each.node().role() + " " + each.name().uri());
                depth = Math.max(depth, each.node().depth());
            }
        } while (listed.hasMore());
        assertThat(found)
                .as("%s from %s", direction, start)
                .isEqualTo(WalkThroughTime.from(events, start, direction, Optional.empty()));
        if (start.equals(TextileChain.lot(0, 0))) {
            assertThat(depth).isGreaterThanOrEqualTo(12);
        }
    }

    private void time(Index index, String what, Direction direction, Supplier<String> start) throws Exception {
        for (int warm = 0; warm < QUERIES / 4; warm++) {
            first(index, start.get(), direction);
        }
        long[] nanos = new long[QUERIES];
        int listed = 0;
        for (int each = 0; each < QUERIES; each++) {
            String thing = start.get();
            long begin = System.nanoTime();
            listed += first(index, thing, direction);
            nanos[each] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        say(
                "%s: first page of up to 100 things in %.1f ms (p50), %.1f ms (p95); %d things on average",
                what, nanos[QUERIES / 2] / 1e6, nanos[QUERIES * 95 / 100] / 1e6, listed / QUERIES);
    }

    /** All that a request does but HTTP, with nothing remembered from those before it. */
    private int first(Index index, String start, Direction direction) throws Exception {
        Records records = new Records(index);
        Events events = new Events(index);
        Visitor visitor = Visitor.standing(Optional.empty(), new Policy(records, index));
        TraceView view = new TraceView(events, new EventView(events, records, visitor));
        var nodes = view.of(new TraceReader(index)
                .page(
                        new Question(
                                start,
                                direction,
                                Optional.empty(),
                                index.checkpoint().height()),
                        0,
                        100)
                .found());
        assertThat(json.writeValueAsBytes(nodes)).isNotEmpty();
        return nodes.size();
    }

    private static void say(String text, Object... values) {
        System.out.println("scale: " + String.format(Locale.ROOT, text, values));
    }
}
