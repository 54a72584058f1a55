package org.zoneledger.gateway.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.credit.InspectionRules;
import org.zoneledger.domain.credit.Selection;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.gateway.index.Index;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.index.Records.Stored;
import org.zoneledger.gateway.index.Records.Version;

/** What random inspections draw, and how much of each grade that has been. */
@ApplicationScoped
public class Draws {

    /** Lists that are counted. */
    private static final int MOST = 1000;

    private static final int MILLE = 1000;

    private final Records records;
    private final Log log;
    private final Index index;
    private volatile Known known = new Known(-1, List.of());

    private record Known(long height, List<Effect> effects) {}

    /**
     * A list that has its seed.
     *
     * @param seedSize entries of the log whose root is the seed
     * @param seed that root
     * @param selected digests of the declarations that are drawn, in the order of the list
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Draw(long seedSize, byte[] seed, List<String> selected) {}

    /**
     * What a grade has meant so far.
     *
     * @param letter of the grade
     * @param declared declarations of subjects of that grade on the lists that have been drawn
     * @param drawn those of them that were
     * @param perMille drawn out of 1,000, rounded; empty while there are none
     */
    public record Effect(Letter letter, long declared, long drawn, Optional<Long> perMille) {}

    Draws(Records records, Log log, Index index) {
        this.records = records;
        this.log = log;
        this.index = index;
    }

    /** What is drawn from a list; empty while no later block has made its seed. */
    public Optional<Draw> of(Version list) {
        return of(list, Standing.laws(IndexSource.now(records)));
    }

    private Optional<Draw> of(Version list, List<GradeLaw> laws) {
        OptionalLong size = log.sizeAfterNext(list.block());
        if (size.isEmpty()) {
            return Optional.empty();
        }
        byte[] seed = log.prove(tree -> tree.root(size.getAsLong()));
        return Optional.of(new Draw(
                size.getAsLong(),
                seed,
                Selection.of(new LedgerRecord(list.stored().open()), seed, laws)));
    }

    /** Of every letter what was declared and drawn, over the first 1,000 lists; counted once a block. */
    public List<Effect> effects() {
        long height = index.checkpoint().height();
        Known now = known;
        if (now.height() != height) {
            now = new Known(height, counted());
            known = now;
        }
        return now.effects();
    }

    private List<Effect> counted() {
        Map<Letter, long[]> counts = new EnumMap<>(Letter.class);
        List<GradeLaw> laws = Standing.laws(IndexSource.now(records));
        for (Stored stored : records.under(InspectionRules.key(""), MOST)) {
            Version list = records.versions(stored.key()).get(0);
            of(list, laws).ifPresent(draw -> count(list.stored().open(), Set.copyOf(draw.selected()), counts));
        }
        return Arrays.stream(Letter.values())
                .map(letter -> effect(letter, counts.getOrDefault(letter, new long[2])))
                .toList();
    }

    private static void count(ObjectNode list, Set<String> selected, Map<Letter, long[]> counts) {
        for (JsonNode declaration : list.path("declarations")) {
            long[] count = counts.computeIfAbsent(
                    Letter.valueOf(declaration.path("letter").asText()), any -> new long[2]);
            count[0]++;
            if (selected.contains(declaration.path("digest").asText())) {
                count[1]++;
            }
        }
    }

    private static Effect effect(Letter letter, long[] count) {
        return new Effect(
                letter,
                count[0],
                count[1],
                count[0] == 0 ? Optional.empty() : Optional.of(Math.round((double) MILLE * count[1] / count[0])));
    }
}
