package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.LoggedWrite;

/** The log: every write of every valid transaction, the tree over them, and the map of the newest of each key. */
final class LogProjection implements Projection {

    @Override
    public void apply(Connection connection, LedgerBlock block) throws SQLException {
        LogTiles tiles = new LogTiles(connection);
        long next = size(connection);
        int position = 0;
        Map<String, Optional<Leaf>> newest = new HashMap<>();
        try (var insert = connection.prepareStatement("INSERT INTO log_entry VALUES (?, ?, ?, ?)")) {
            for (LedgerTransaction transaction : block.transactions()) {
                for (LoggedWrite write : transaction.logged()) {
                    LogEntry entry = new LogEntry(
                            write.namespace(),
                            write.collection(),
                            write.key(),
                            write.value(),
                            block.number(),
                            position++,
                            transaction.txId());
                    insert.setLong(1, next);
                    if (write.collection().isEmpty()) {
                        insert.setString(2, write.key());
                    } else {
                        insert.setNull(2, Types.VARCHAR);
                    }
                    insert.setLong(3, block.number());
                    insert.setBytes(4, entry.bytes());
                    insert.addBatch();
                    if (entry.isMapped()) {
                        Leaf leaf = entry.leaf(next);
                        newest.put(leaf.key(), Optional.of(leaf));
                    }
                    tiles.append(next++, entry.leafHash());
                }
            }
            insert.executeBatch();
        }
        tiles.write();
        new LogMap(connection).add(newest, next);
    }

    static long size(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT max(id) FROM log_entry")) {
            long last = rows.getLong(1);
            return rows.wasNull() ? 0 : last + 1;
        }
    }
}
