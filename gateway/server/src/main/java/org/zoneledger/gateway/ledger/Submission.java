package org.zoneledger.gateway.ledger;

import java.util.List;
import java.util.Map;
import org.zoneledger.domain.TransactionName;

/**
 * One transaction to be put on the ledger.
 *
 * @param id what makes a retry the same submission: transaction, record and the sender's document id
 * @param name the transaction
 * @param arguments public arguments, kept in the block for ever
 * @param transients values that do not become part of the block's arguments
 * @param owners agencies of which the ledger will ask for one's endorsement, beside two others'; none when any three may
 */
public record Submission(
        String id, TransactionName name, List<String> arguments, Map<String, byte[]> transients, List<String> owners) {

    public Submission {
        arguments = List.copyOf(arguments);
        transients = Map.copyOf(transients);
        owners = List.copyOf(owners);
    }
}
