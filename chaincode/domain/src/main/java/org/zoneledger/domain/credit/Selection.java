package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.scoring.GradeLaw;
import org.zoneledger.domain.credit.scoring.GradeLaw.Letter;
import org.zoneledger.domain.log.LogEntry;

/**
 * Which declarations a random inspection (随机抽查) takes: computed from what is public, by anybody, with the same result.
 *
 * <p>A declaration is taken when the first 32 bits of SHA-256 over canonical {@code {"declaration","purpose","seed"}}, as a number from 0
 * to 1 and in thousandths rounded down, lie below the rate of its grade. Each is drawn by itself: neither the order of a list nor what
 * else stands in it counts.
 *
 * <p>The seed is the root of the log (RFC 9162) at the end of the first block after the list's that adds entries. What a selection proves
 * is that the list was fixed before its seed was there and that nothing was spared or added by hand. It does not prove that the list is
 * whole, that its grades are those of the declarants, or that nobody tried several blocks before one was ordered.
 */
public final class Selection {

    /** Bytes of a seed. */
    public static final int SEED_BYTES = 32;

    private static final String PURPOSE = "zoneledger/inspection/v1";
    private static final String CHAINCODE = "zone";
    private static final int MILLE = 1000;

    private Selection() {}

    /**
     * How an inspection differs from what was drawn.
     *
     * @param spared declarations that were drawn and not inspected
     * @param picked declarations that were inspected and not drawn
     */
    public record Deviation(List<String> spared, List<String> picked) {

        public Deviation {
            spared = List.copyOf(spared);
            picked = List.copyOf(picked);
        }

        public boolean isNone() {
            return spared.isEmpty() && picked.isEmpty();
        }
    }

    /**
     * Whether a declaration is taken.
     *
     * @param seed 32 bytes
     * @param declaration its digest, 64 hexadecimal digits
     * @param perMille see {@link GradeLaw.Supervision#inspectionsPerMille}
     */
    public static boolean isSelected(byte[] seed, String declaration, int perMille) {
        if (seed.length != SEED_BYTES) {
            throw Refusal.of(Code.VALUE_INVALID, "seed", "a seed has " + SEED_BYTES + " bytes");
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("declaration", declaration);
        input.put("purpose", PURPOSE);
        input.put("seed", HexFormat.of().formatHex(seed));
        int first = ByteBuffer.wrap(Sha256.digest(CanonicalJson.bytes(input))).getInt();
        return ((Integer.toUnsignedLong(first) * MILLE) >> Integer.SIZE) < perMille;
    }

    /** The declarations of a list that are taken, under the rule sets this software was built with; see {@link #of(LedgerRecord, byte[], List)}. */
    public static List<String> of(LedgerRecord list, byte[] seed) {
        return of(list, seed, GradeLaw.all(List.of()));
    }

    /**
     * The declarations of a list that are taken, by digest in the order of the list.
     *
     * @param list record of {@link InspectionRules#inspect}
     * @param seed root of the log whose size is {@link #seedSize}
     * @param laws the zone's rule sets; refuses with RULESET_UNKNOWN when that of the list is none of them
     */
    public static List<String> of(LedgerRecord list, byte[] seed, List<GradeLaw> laws) {
        GradeLaw law = laws.stream()
                .filter(each -> each.id().equals(list.text("law")))
                .findFirst()
                .orElseThrow(() -> Refusal.of(Code.RULESET_UNKNOWN, "law", "there is no such rule set"));
        List<String> selected = new ArrayList<>();
        for (JsonNode declaration : list.node().path("declarations")) {
            Letter letter = Letter.valueOf(declaration.path("letter").asText());
            String digest = declaration.path("digest").asText();
            if (isSelected(seed, digest, law.supervision().get(letter).inspectionsPerMille())) {
                selected.add(digest);
            }
        }
        return selected;
    }

    /**
     * Compares an inspection with what was drawn.
     *
     * @param inspected digests of the declarations that were inspected as drawn out of this list
     */
    public static Deviation deviation(LedgerRecord list, byte[] seed, Collection<String> inspected) {
        List<String> drawn = of(list, seed);
        return new Deviation(
                drawn.stream().filter(digest -> !inspected.contains(digest)).toList(),
                inspected.stream()
                        .filter(digest -> !drawn.contains(digest))
                        .sorted()
                        .toList());
    }

    /**
     * Size of the log whose root is the seed of a list; empty while the block that makes it has not come.
     *
     * @param log entries from the first on, up to the end of a block
     * @param key of the list
     */
    public static OptionalLong seedSize(Iterable<LogEntry> log, String key) {
        long size = 0;
        long fixedIn = -1;
        long drawnBy = -1;
        for (LogEntry entry : log) {
            if (drawnBy >= 0 && entry.block() > drawnBy) {
                return OptionalLong.of(size);
            }
            if (fixedIn >= 0 && drawnBy < 0 && entry.block() > fixedIn) {
                drawnBy = entry.block();
            }
            if (fixedIn < 0 && isOf(entry, key)) {
                fixedIn = entry.block();
            }
            size++;
        }
        return drawnBy >= 0 ? OptionalLong.of(size) : OptionalLong.empty();
    }

    private static boolean isOf(LogEntry entry, String key) {
        return entry.namespace().equals(CHAINCODE)
                && entry.collection().isEmpty()
                && entry.key().equals(key);
    }
}
