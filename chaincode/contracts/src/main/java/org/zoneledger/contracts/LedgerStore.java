package org.zoneledger.contracts;

import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.disclosure.Sealed;

/** The ledger as rules need it: single keys in, a decision's writes out. */
final class LedgerStore {

    private final ChaincodeStub stub;

    LedgerStore(ChaincodeStub stub) {
        this.stub = stub;
    }

    /** The public record under a key, if there is one. */
    Optional<LedgerRecord> record(String key) {
        byte[] value = stub.getState(key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(LedgerRecord.read(value));
    }

    /** The restricted part under a key, if there is one. */
    Sealed restricted(String key) {
        byte[] value = stub.getPrivateData(Write.AGENCIES, key);
        return value == null || value.length == 0 ? Sealed.none() : Sealed.read(value);
    }

    /** Puts what was decided, and binds keys to their owners. */
    Decision apply(Decision decision) {
        for (Write write : decision.writes()) {
            write.collection().ifPresentOrElse(collection -> restricted(collection, write), () -> open(write));
        }
        return decision;
    }

    private void open(Write write) {
        stub.putState(write.key(), write.value());
        write.owners().ifPresent(owners -> stub.setStateValidationParameter(write.key(), OwnerPolicy.of(owners)));
    }

    private void restricted(String collection, Write write) {
        stub.putPrivateData(collection, write.key(), write.value());
        write.owners()
                .ifPresent(owners ->
                        stub.setPrivateDataValidationParameter(collection, write.key(), OwnerPolicy.of(owners)));
    }
}
