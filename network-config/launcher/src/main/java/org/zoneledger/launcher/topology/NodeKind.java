package org.zoneledger.launcher.topology;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a node is, in the order nodes are started. */
public enum NodeKind {
    /** Orders transactions into blocks. */
    ORDERER,
    /** Runs the contracts, as a service its peer calls. */
    CHAINCODE,
    /** Endorses and keeps the ledger. */
    PEER,
    /** Answers the organisation's people and the public. */
    GATEWAY;

    /** The word used in node names and in the status. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
