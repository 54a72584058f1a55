package org.zoneledger.bench;

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
    H2("first page of an auditor's question", 1);

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
