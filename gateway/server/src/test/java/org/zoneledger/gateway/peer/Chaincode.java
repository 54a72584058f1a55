package org.zoneledger.gateway.peer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.Sealed;

/** What endorsers run: decides on a call, or refuses it. */
public interface Chaincode {

    /**
     * One call as the ledger sees it.
     *
     * @param creator MSP of the identity that signed the proposal
     * @param signer SHA-256 of its certificate
     * @param name function
     */
    record Call(
            String creator,
            String signer,
            String name,
            List<String> arguments,
            Map<String, byte[]> transients,
            Instant at) {

        public Call {
            arguments = List.copyOf(arguments);
            transients = Map.copyOf(transients);
        }
    }

    /** What stands on the ledger. */
    interface State extends Standing.Source {

        /** What a collection holds under a key, if anything. */
        Optional<Sealed> kept(String collection, String key);

        /** What the agencies' collection holds under a key, nothing when there is nothing. */
        @Override
        default Sealed restricted(String key) {
            return kept(Write.AGENCIES, key).orElse(Sealed.none());
        }
    }

    /**
     * Decides on a call.
     *
     * @throws org.zoneledger.domain.RefusalException when a rule refuses
     */
    Decision decide(Call call, State state);
}
