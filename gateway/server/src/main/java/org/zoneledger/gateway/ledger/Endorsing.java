package org.zoneledger.gateway.ledger;

import java.util.List;

/**
 * Whose peers a transaction is shown to and endorsed by.
 *
 * @param owners of whom one must be among them; none when nobody in particular must
 * @param among whom they are chosen; none when from all agencies
 * @param needed how many
 */
public record Endorsing(List<String> owners, List<String> among, int needed) {

    private static final int USUAL = 3;

    public Endorsing {
        owners = List.copyOf(owners);
        among = List.copyOf(among);
    }

    /** One of the owners and two others, or without owners any three. */
    public static Endorsing ownedBy(List<String> owners) {
        return new Endorsing(owners, List.of(), USUAL);
    }

    /** Any four: what the agencies change together. */
    public static Endorsing byFour() {
        return new Endorsing(List.of(), List.of(), USUAL + 1);
    }

    /** Three of these and nobody else, because nobody else may see the transient values. */
    public static Endorsing among(List<String> msps) {
        return new Endorsing(List.of(), msps, USUAL);
    }

    /** The owner and two others of these, and nobody else, because nobody else may see the transient values. */
    public static Endorsing ownedBy(String owner, List<String> msps) {
        return new Endorsing(List.of(owner), msps, USUAL);
    }

    /** This one alone: the transient values are nobody else's. */
    public static Endorsing alone(String msp) {
        return new Endorsing(List.of(), List.of(msp), 1);
    }
}
