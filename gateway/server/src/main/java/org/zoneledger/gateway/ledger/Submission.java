package org.zoneledger.gateway.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.TransactionName;

/**
 * One transaction to be put on the ledger.
 *
 * @param id what makes a retry the same submission: transaction, record and the sender's document id
 * @param name the transaction
 * @param arguments public arguments, kept in the block for ever
 * @param transients values that do not become part of the block's arguments
 * @param owner agency whose endorsement the ledger will ask for, beside two others
 */
public record Submission(
        String id,
        TransactionName name,
        List<String> arguments,
        Map<String, byte[]> transients,
        Optional<String> owner) {

    public Submission {
        arguments = List.copyOf(arguments);
        transients = Map.copyOf(transients);
    }
}
