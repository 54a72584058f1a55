package org.zoneledger.contracts;

import java.util.List;

/** What a peer does for a transaction with many keys in one message; what it is not asked for here, it does one by one. */
interface Batches {

    /** A peer that has none of it. */
    Batches NONE = new Batches() {
        @Override
        public void readAhead(String collection, List<String> keys) {}

        @Override
        public void write() {}
    };

    /**
     * Asks for keys that the transaction reads next, and reads them all: what it does not read must not be asked for, because it counts as
     * read when the transaction is validated.
     *
     * @param collection empty for public records
     */
    void readAhead(String collection, List<String> keys);

    /** Sends what was written and not sent so far. */
    void write();
}
