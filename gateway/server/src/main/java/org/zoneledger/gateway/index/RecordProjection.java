package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.gateway.index.BlockReader.BrokenChainException;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;
import org.zoneledger.gateway.index.LedgerBlock.RestrictedWrite;

/** Transactions, records with all their versions, and the hashes of restricted parts. */
final class RecordProjection implements Projection {

    @Override
    public void apply(Connection connection, LedgerBlock block) throws SQLException {
        for (LedgerTransaction transaction : block.transactions()) {
            if (transaction.txId().isEmpty()) {
                continue;
            }
            if (!isFirst(connection, block.number(), transaction)) {
                if (transaction.isValid()) {
                    throw new BrokenChainException(
                            "block " + block.number() + " calls a transaction valid whose id the ledger has already");
                }
                continue;
            }
            for (PublicWrite write : transaction.writes()) {
                // pages hold compressed events, not a record
                if (!write.key().startsWith("page/")) {
                    record(connection, block.number(), transaction, write);
                }
            }
            for (RestrictedWrite write : transaction.restricted()) {
                restricted(connection, block.number(), transaction.position(), write);
            }
        }
    }

    private static boolean isFirst(Connection connection, long block, LedgerTransaction transaction)
            throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO ledger_transaction VALUES (?, ?, ?, ?)"
                // peers compare within a block with valid ones only
                + " ON CONFLICT DO UPDATE SET position = excluded.position, code = 0"
                + " WHERE block = excluded.block AND code <> 0 AND excluded.code = 0")) {
            statement.setString(1, transaction.txId());
            statement.setLong(2, block);
            statement.setInt(3, transaction.position());
            statement.setInt(4, transaction.code());
            return statement.executeUpdate() == 1;
        }
    }

    private static void record(Connection connection, long block, LedgerTransaction transaction, PublicWrite write)
            throws SQLException {
        JsonNode record = write.deleted() ? CanonicalJson.read("{}") : CanonicalJson.read(write.value());
        JsonNode document = document(transaction.name(), record);
        try (var statement = connection.prepareStatement(
                "INSERT INTO record_version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, write.key());
            statement.setLong(2, block);
            statement.setInt(3, transaction.position());
            statement.setLong(4, version(record));
            statement.setString(5, document.path("id").asText());
            statement.setString(6, document.path("document").asText());
            statement.setBoolean(7, write.deleted());
            statement.setString(8, transaction.txId());
            statement.setLong(9, transaction.at().toEpochMilli());
            statement.setString(
                    10, transaction.name().map(TransactionName::wire).orElse(""));
            statement.setString(11, transaction.signer().msp());
            statement.setString(12, transaction.signer().role());
            statement.setString(13, transaction.signer().uscc());
            statement.setString(14, transaction.signer().certificate());
            statement.setString(15, String.join(",", transaction.endorsers()));
            statement.setBytes(16, write.value());
            statement.executeUpdate();
        }
        if (write.deleted()) {
            try (var statement = connection.prepareStatement("DELETE FROM record WHERE key = ?")) {
                statement.setString(1, write.key());
                statement.executeUpdate();
            }
            return;
        }
        try (var statement = connection.prepareStatement("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, write.key());
            statement.setLong(2, block);
            statement.setInt(3, transaction.position());
            statement.setLong(4, version(record));
            statement.setString(5, record.path("uscc").asText());
            statement.setBytes(6, write.value());
            statement.executeUpdate();
        }
    }

    /** Where a record keeps id and digest of the document that made this version. */
    private static JsonNode document(Optional<TransactionName> name, JsonNode record) {
        if (name.isEmpty()) {
            return record;
        }
        return switch (name.get()) {
            case FILING_DECIDE,
                    FILING_REVIEW,
                    FILING_ANSWER,
                    DISCLOSURE_DECIDE,
                    DISCLOSURE_WITHDRAW,
                    DISCLOSURE_END,
                    PROVENANCE_CLOSE -> record.has("decision") ? record.path("decision") : record;
            case CREDIT_RESPOND -> record.path("response");
            case CREDIT_DELIVER -> record.has("delivery") ? record.path("delivery") : record;
            case FILING_CERTIFY, FILING_REVOKE -> record.path("certification");
            default -> record;
        };
    }

    /** A page head is written once and counts no versions. */
    private static long version(JsonNode record) {
        return record.path("version").asLong(record.path("type").asText().equals("page") ? 1 : 0);
    }

    private static void restricted(Connection connection, long block, int position, RestrictedWrite write)
            throws SQLException {
        if (write.deleted()) {
            purge(connection, write);
            return;
        }
        try (var statement = connection.prepareStatement(
                "INSERT INTO restricted (collection, key_hash, block, position, value_hash) VALUES (?, ?, ?, ?, ?)")) {
            statement.setString(1, write.collection());
            statement.setString(2, write.keyHash());
            statement.setLong(3, block);
            statement.setInt(4, position);
            statement.setString(5, write.valueHash());
            statement.executeUpdate();
        }
    }

    /** No rule deletes without purging: whatever the key has held goes. */
    private static void purge(Connection connection, RestrictedWrite write) throws SQLException {
        try (var statement =
                connection.prepareStatement("UPDATE restricted SET key = NULL, body = NULL, subject = NULL, purged = 1"
                        + " WHERE collection = ? AND key_hash = ?")) {
            statement.setString(1, write.collection());
            statement.setString(2, write.keyHash());
            statement.executeUpdate();
        }
    }
}
