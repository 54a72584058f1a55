package org.zoneledger.domain;

import java.util.Optional;

/** The transactions of the chaincode by their names on the wire. */
public enum TransactionName {
    /** Arguments: document, actor. Transient: restricted. */
    FILING_SUBMIT("filing:submit"),
    /** Arguments: document, actor. */
    FILING_DECIDE("filing:decide"),
    /** Arguments: document, actor. */
    FILING_REGISTER("filing:register"),
    /** Arguments: statement, jws, actor. Transient: events (zstd), restricted. */
    PROVENANCE_CAPTURE("provenance:capture"),
    /** Arguments: document, actor. Transient: restricted. */
    CREDIT_ASSESS("credit:assess");

    private final String wire;

    TransactionName(String wire) {
        this.wire = wire;
    }

    /** The name as a proposal carries it. */
    public String wire() {
        return wire;
    }

    /** The transaction of this name, if there is one. */
    public static Optional<TransactionName> of(String wire) {
        for (TransactionName name : values()) {
            if (name.wire.equals(wire)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
