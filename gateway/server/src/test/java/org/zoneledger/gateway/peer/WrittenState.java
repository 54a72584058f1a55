package org.zoneledger.gateway.peer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.disclosure.Sealed;

/** What the writes of decisions leave under their keys. */
final class WrittenState implements Chaincode.State {

    private final Map<String, byte[]> values = new ConcurrentHashMap<>();

    void apply(List<Write> writes) {
        for (Write write : writes) {
            String place = place(write.collection().orElse(""), write.key());
            if (write.isPurge()) {
                values.remove(place);
            } else {
                values.put(place, write.value());
            }
        }
    }

    /** The bytes of a public key. */
    Optional<byte[]> open(String key) {
        return Optional.ofNullable(values.get(place("", key)));
    }

    @Override
    public Optional<LedgerRecord> record(String key) {
        return open(key).map(LedgerRecord::read);
    }

    @Override
    public Optional<Sealed> kept(String collection, String key) {
        return Optional.ofNullable(values.get(place(collection, key))).map(Sealed::read);
    }

    private static String place(String collection, String key) {
        return collection + ":" + key;
    }
}
