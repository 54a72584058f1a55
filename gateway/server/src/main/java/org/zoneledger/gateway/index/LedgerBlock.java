package org.zoneledger.gateway.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.TransactionName;

/**
 * A block of the channel as the index needs it.
 *
 * @param number counted from 0
 * @param hash SHA-256 of its header, lower-case hexadecimal
 * @param transactions all of them, in order
 */
public record LedgerBlock(long number, String hash, List<LedgerTransaction> transactions) {

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
            List<RestrictedWrite> restricted) {}

    /**
     * Who asked for a transaction.
     *
     * @param msp organisation whose identity signed
     * @param role of the person, empty when the certificate names none
     * @param uscc enterprise of a clerk
     * @param certificate SHA-256 of the person's certificate, hexadecimal; empty when there is none
     */
    public record Signer(String msp, String role, String uscc, String certificate) {}

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
