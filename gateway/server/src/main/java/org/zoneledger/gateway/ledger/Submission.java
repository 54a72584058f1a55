package org.zoneledger.gateway.ledger;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.disclosure.Sealed;

/**
 * One transaction to be put on the ledger.
 *
 * @param id what makes a retry the same submission: transaction, record and the sender's document id
 * @param name the transaction
 * @param arguments public arguments, kept in the block for ever
 * @param transients values that do not become part of the block's arguments
 * @param endorsing who is asked to endorse
 */
public record Submission(
        String id, TransactionName name, List<String> arguments, Map<String, byte[]> transients, Endorsing endorsing) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public Submission {
        arguments = List.copyOf(arguments);
        transients = Map.copyOf(transients);
    }

    /** What travels beside the arguments of a document: its restricted part, and a fresh seed where the transaction takes one. */
    public static Map<String, byte[]> transients(TransactionName name, Sealed restricted) {
        Map<String, byte[]> transients = new HashMap<>();
        if (!restricted.isEmpty()) {
            transients.put("restricted", restricted.bytes());
        }
        if (name.takesSeed()) {
            byte[] seed = new byte[2 * Sealed.SEED_BYTES];
            RANDOM.nextBytes(seed);
            transients.put("seed", seed);
        }
        return transients;
    }

    /** Endorsed by one of the owners and two others, or without owners by any three. */
    public Submission(
            String id,
            TransactionName name,
            List<String> arguments,
            Map<String, byte[]> transients,
            List<String> owners) {
        this(id, name, arguments, transients, Endorsing.ownedBy(owners));
    }
}
