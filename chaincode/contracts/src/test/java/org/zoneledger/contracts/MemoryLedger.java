package org.zoneledger.contracts;

import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.zoneledger.domain.LedgerRecord;

/** The ledger as a peer of an agency holds it, in memory. */
final class MemoryLedger {

    private final SortedMap<String, byte[]> values = new TreeMap<>();
    private final SortedMap<String, byte[]> validationParameters = new TreeMap<>();

    /** What the chaincode says to a proposal; nothing is on the ledger yet. */
    Endorsement endorse(Proposal proposal) {
        MemoryStub stub = new MemoryStub(values, proposal);
        Response response = new ZoneChaincode().invoke(stub.stub());
        return new Endorsement(response.getStatusCode(), response.getMessage(), response.getPayload(), stub.writes());
    }

    /** Endorses a proposal and, when the chaincode agrees, commits what it writes. */
    Endorsement submit(Proposal proposal) {
        Endorsement endorsement = endorse(proposal);
        if (endorsement.status() == 200) {
            commit(endorsement.writes());
        }
        return endorsement;
    }

    void commit(WriteSet writes) {
        values.putAll(writes.values());
        validationParameters.putAll(writes.validationParameters());
        values.keySet().removeAll(writes.purges());
    }

    /** The committed value of a place; null when there is none. */
    byte[] value(String place) {
        return values.get(place);
    }

    /** The committed record under a key. */
    LedgerRecord record(String key) {
        return LedgerRecord.read(values.get(key));
    }

    /** The key-level policy of a place; null when the chaincode's own policy holds. */
    byte[] validationParameter(String place) {
        return validationParameters.get(place);
    }
}
