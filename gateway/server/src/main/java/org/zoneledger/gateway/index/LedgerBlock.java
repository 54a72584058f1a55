package org.zoneledger.gateway.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.log.LogEntry;

/**
 * A block of the channel as the index needs it.
 *
 * @param number counted from 0
 * @param hash SHA-256 of its header, lower-case hexadecimal
 * @param consenters who signs the blocks after it, when it configures the channel
 * @param transactions all of them, in order
 */
public record LedgerBlock(
        long number, String hash, Optional<Consenters> consenters, List<LedgerTransaction> transactions) {

    /**
     * One transaction.
     *
     * @param txId empty for what is no endorsed transaction
     * @param position in the block, from 0
     * @param code validation code of the peers (TxValidationCode)
     * @param at the transaction's own time
     * @param name which transaction of the chaincode, when it is one
     * @param signer who asked
     * @param endorsers MSP ids of the organisations whose peers signed, in order
     * @param writes what it put into public state; only of a valid one
     * @param restricted what it put into private data collections; only of a valid one
     * @param logged every write of whatever chaincode, as the log names it; only of a valid one
     */
    public record LedgerTransaction(
            String txId,
            int position,
            int code,
            Instant at,
            Optional<TransactionName> name,
            Signer signer,
            List<String> endorsers,
            List<PublicWrite> writes,
            List<RestrictedWrite> restricted,
            List<LoggedWrite> logged) {

        /** Whether it changed the ledger. */
        boolean isValid() {
            return code == TxValidationCode.VALID_VALUE;
        }
    }

    /**
     * Who asked for a transaction.
     *
     * @param msp organisation whose identity signed
     * @param role of the person, empty when the certificate names none
     * @param uscc enterprise of a clerk
     * @param certificate SHA-256 of the person's certificate, hexadecimal; empty when there is none
     */
    public record Signer(String msp, String role, String uscc, String certificate) {}

    /**
     * A write of any chaincode, without its value.
     *
     * @param collection empty for public state
     * @param key in a collection SHA-256 of the key, hexadecimal
     * @param value SHA-256 of the value, hexadecimal; {@link LogEntry#DELETED} where the key was deleted
     */
    public record LoggedWrite(String namespace, String collection, String key, String value) {}

    /** A value put into public state, or a key removed from it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record PublicWrite(String key, byte[] value, boolean deleted) {}

    /**
     * A write to a private data collection, known by its hashes alone.
     *
     * @param keyHash SHA-256 of the key, hexadecimal
     * @param valueHash SHA-256 of the value, hexadecimal
     */
    public record RestrictedWrite(String collection, String keyHash, String valueHash, boolean deleted) {}
}
