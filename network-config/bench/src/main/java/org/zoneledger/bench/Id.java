package org.zoneledger.bench;

/** What can be measured. */
enum Id {
    W1(
            "capture: events validated, signed, valid at every agency's peer and in the index, against single-key creates",
            200),
    Q1("look-up: QR pages over HTTPS, against a chaincode evaluate of one key", 20),
    Q3("lag of the index at half load: from the block at the peer to the events being found", 1);

    private final String title;
    private final double goal;

    Id(String title, double goal) {
        this.title = title;
        this.goal = goal;
    }

    /** What it is about. */
    String title() {
        return title;
    }

    /** The ratio that is wanted at least. */
    double goal() {
        return goal;
    }
}
