package org.zoneledger.contracts;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.filing.ProductRules;
import org.zoneledger.domain.identifier.Gtin;

/** The ledger as rules need it: single keys in, a decision's writes out. */
final class LedgerStore implements Standing.Source {

    private final ChaincodeStub stub;
    private final Batches batches;

    LedgerStore(ChaincodeStub stub, Batches batches) {
        this.stub = stub;
        this.batches = batches;
    }

    @Override
    public void readAhead(List<String> records, List<String> restricted) {
        batches.readAhead("", records);
        batches.readAhead(Write.AGENCIES, restricted);
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

    /** The products of these that are on the ledger, by GTIN. */
    SortedMap<String, LedgerRecord> products(Collection<String> gtins) {
        Map<String, String> keys = new TreeMap<>();
        gtins.forEach(gtin -> keys.put(gtin, ProductRules.key(Gtin.parse(gtin))));
        readAhead(List.copyOf(keys.values()), List.of());
        SortedMap<String, LedgerRecord> products = new TreeMap<>();
        keys.forEach((gtin, key) -> record(key).ifPresent(product -> products.put(gtin, product)));
        return products;
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
