package org.zoneledger.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** What can be measured. */
enum Id {
    W1(
            "capture: events validated, signed, valid at every agency's peer and in the index, against single-key creates",
            200),
    Q1("look-up: QR pages over HTTPS, against a chaincode evaluate of one key", 20),
    Q3("lag of the index at half load: from the block at the peer to the events being found", 1),
    V1("receipts and tiles: size, and how many are checked and served a second", 1),
    V2("delay of a checkpoint cosigned by three agencies: from the block to the record's receipt", 1),
    V3("log built anew from block 0, against what the channel takes live", 5),
    H1("history of a record with 1,000 versions, against GetHistoryForKey", 50),
    H2("first page of an auditor's question", 1),
    C1(
            "a credit word and the grade made anew from 100 inputs, against single-key creates: processors' time a transaction",
            OptionalDouble.of(1.5),
            true),
    C2("first grades of subjects, made by 50 officers at once");

    private final String title;
    private final OptionalDouble goal;
    private final boolean lessIsBetter;

    Id(String title) {
        this(title, OptionalDouble.empty(), false);
    }

    Id(String title, double atLeast) {
        this(title, OptionalDouble.of(atLeast), false);
    }

    Id(String title, OptionalDouble goal, boolean lessIsBetter) {
        this.title = title;
        this.goal = goal;
        this.lessIsBetter = lessIsBetter;
    }

    /** What it is about. */
    String title() {
        return title;
    }

    /** Whether a ratio is as wanted; never where a rate is all that is looked for. */
    boolean isReached(double ratio) {
        return goal.isPresent() && (lessIsBetter ? ratio <= goal.getAsDouble() : ratio >= goal.getAsDouble());
    }

    /** The ratio that is wanted, as people read it. */
    String goal() {
        return goal.isEmpty()
                ? "none"
                : lessIsBetter
                        ? String.format(Locale.ROOT, "at most %.1f", goal.getAsDouble())
                        : String.format(Locale.ROOT, "%,.0f", goal.getAsDouble());
    }
}
