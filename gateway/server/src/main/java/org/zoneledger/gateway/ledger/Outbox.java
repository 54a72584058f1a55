package org.zoneledger.gateway.ledger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.file.KeptFile;

/**
 * Endorsed transactions whose outcome this gateway does not know yet, on disk before they are sent.
 *
 * <p>Unlike the index it cannot be rebuilt, so it has a file of its own: {@code outbox.db}.
 */
@ApplicationScoped
public class Outbox {

    private final KeptFile file;

    /**
     * One open transaction.
     *
     * @param submission id of the submission
     * @param txId its transaction
     * @param envelope the endorsed transaction as fabric-gateway writes it; resubmitting it is always safe
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String submission, String txId, byte[] envelope) {}

    Outbox(ZoneConfig config) {
        file = new KeptFile(
                config.data(),
                "outbox.db",
                "CREATE TABLE IF NOT EXISTS open_transaction ("
                        + "submission TEXT PRIMARY KEY, tx_id TEXT NOT NULL, envelope BLOB NOT NULL) WITHOUT ROWID");
    }

    @PreDestroy
    void close() {
        file.close();
    }

    synchronized void put(Entry entry) {
        file.write("INSERT INTO open_transaction VALUES (?, ?, ?)", statement -> {
            statement.setString(1, entry.submission());
            statement.setString(2, entry.txId());
            statement.setBytes(3, entry.envelope());
        });
    }

    synchronized void remove(String submission) {
        file.write("DELETE FROM open_transaction WHERE submission = ?", statement -> {
            statement.setString(1, submission);
        });
    }

    synchronized Optional<Entry> find(String submission) {
        return file.run("SELECT * FROM open_transaction WHERE submission = ?", statement -> {
            statement.setString(1, submission);
            return entries(statement.executeQuery()).stream().findFirst();
        });
    }

    synchronized List<Entry> all() {
        return file.run("SELECT * FROM open_transaction", statement -> entries(statement.executeQuery()));
    }

    private static List<Entry> entries(ResultSet rows) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        while (rows.next()) {
            entries.add(new Entry(rows.getString(1), rows.getString(2), rows.getBytes(3)));
        }
        return entries;
    }
}
