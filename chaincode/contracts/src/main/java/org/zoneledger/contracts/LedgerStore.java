package org.zoneledger.contracts;

import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.Sealed;

/** The ledger as rules need it: single keys in, a decision's writes out. */
final class LedgerStore implements Standing.Source {

    private final ChaincodeStub stub;

    LedgerStore(ChaincodeStub stub) {
        this.stub = stub;
    }

    /** The public record under a key, if there is one. */
    @Override
    public Optional<LedgerRecord> record(String key) {
        byte[] value = stub.getState(key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(LedgerRecord.read(value));
    }

    /** The restricted part under a key, empty if there is none. */
    @Override
    public Sealed restricted(String key) {
        return kept(Write.AGENCIES, key).orElse(Sealed.none());
    }

    /** The value of a collection under a key, if there is one. */
    Optional<Sealed> kept(String collection, String key) {
        byte[] value = stub.getPrivateData(collection, key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(Sealed.read(value));
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
        write.owners()
                .ifPresent(owners ->
                        stub.setStateValidationParameter(write.key(), OwnerPolicy.of(owners, write.needed())));
    }

    private void restricted(String collection, Write write) {
        if (write.isPurge()) {
            stub.purgePrivateData(collection, write.key());
            return;
        }
        stub.putPrivateData(collection, write.key(), write.value());
        write.owners()
                .ifPresent(owners -> stub.setPrivateDataValidationParameter(
                        collection, write.key(), OwnerPolicy.of(owners, write.needed())));
    }
}
