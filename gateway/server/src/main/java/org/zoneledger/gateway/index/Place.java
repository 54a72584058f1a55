package org.zoneledger.gateway.index;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a version of a record stands among all that the ledger has ever held; the same at every gateway.
 *
 * @param block number of the block
 * @param position of the transaction in it
 * @param number of the key among those that the transaction wrote, from 0 by key; -1 before the first
 */
public record Place(long block, int position, int number) {

    /** No transaction of ours writes as many records. */
    private static final int MOST_NUMBER = 9_999;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})(?:-(\\d{1,9})-(\\d{1,4}))?");

    /** Before everything in a block. */
    public static Place before(long block) {
        return new Place(block, 0, -1);
    }

    /** Reads {@code block-position-number}, or a block number, which is the place before everything in it. */
    public static Optional<Place> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long block = Long.parseLong(matcher.group(1));
        return Optional.of(
                matcher.group(2) == null
                        ? before(block)
                        : new Place(block, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
    }

    boolean isInOneTransactionWith(Place other) {
        return block == other.block && position == other.position;
    }

    /** How many rows of its own transaction stand up to here. */
    int rows() {
        return Math.min(number, MOST_NUMBER) + 1;
    }

    @Override
    public String toString() {
        return number < 0 ? Long.toString(block) : block + "-" + position + "-" + number;
    }
}
