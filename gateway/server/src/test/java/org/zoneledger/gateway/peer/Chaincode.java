package org.zoneledger.gateway.peer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;

/** What endorsers run: decides on a call, or refuses it. */
public interface Chaincode {

    /**
     * One call as the ledger sees it.
     *
     * @param creator MSP of the identity that signed the proposal
     * @param name function
     */
    record Call(String creator, String name, List<String> arguments, Map<String, byte[]> transients, Instant at) {

        public Call {
            arguments = List.copyOf(arguments);
            transients = Map.copyOf(transients);
        }
    }

    /**
     * Decides on a call.
     *
     * @param state the public record under a key
     * @throws org.zoneledger.domain.RefusalException when a rule refuses
     */
    Decision decide(Call call, Function<String, Optional<LedgerRecord>> state);
}
