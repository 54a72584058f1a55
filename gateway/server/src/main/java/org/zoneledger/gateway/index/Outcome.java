package org.zoneledger.gateway.index;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * What became of a transaction.
 *
 * @param block number of the block that holds it
 * @param code validation code of the peers (TxValidationCode)
 */
public record Outcome(String txId, long block, int code) {

    public boolean isValid() {
        return code == TxValidationCode.VALID_VALUE;
    }
}
