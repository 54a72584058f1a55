package org.zoneledger.gateway.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MapTiles;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleMap.Proof;

/** The map of newest entries beside the log, within one transaction or one reader of the index. */
final class LogMap {

    /** Entries that the log may have grown by since the size about which something is proven. */
    static final long MOST_SINCE = 10_000;

    private final Connection connection;
    private final MapTiles tiles = new MapTiles(this::tile);

    LogMap(Connection connection) {
        this.connection = connection;
    }

    /**
     * Adds what the entries of a block have changed.
     *
     * @param newest leaves of the keys that were written
     * @param size of the log with that block
     */
    void add(Map<String, Optional<Leaf>> newest, long size) throws SQLException {
        tiles.change(newest);
        try (var put = connection.prepareStatement("INSERT OR REPLACE INTO map_tile VALUES (?, ?)");
                var remove = connection.prepareStatement("DELETE FROM map_tile WHERE prefix = ?");
                var root = connection.prepareStatement("INSERT OR IGNORE INTO map_root VALUES (?, ?)")) {
            for (Map.Entry<String, byte[]> tile : tiles.changed().entrySet()) {
                var statement = tile.getValue().length == 0 ? remove : put;
                statement.setString(1, tile.getKey());
                if (statement == put) {
                    statement.setBytes(2, tile.getValue());
                }
                statement.addBatch();
            }
            put.executeBatch();
            remove.executeBatch();
            root.setLong(1, size);
            root.setBytes(2, tiles.root());
            root.executeUpdate();
        }
    }

    /** The root after the block with which the log had a size; nothing where no block ended there. */
    Optional<byte[]> root(long size) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT root FROM map_root WHERE size = ?")) {
            statement.setLong(1, size);
            var rows = statement.executeQuery();
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        }
    }

    /**
     * What the map held, where the way of a key ends, when the log had a size: what was written since is taken back first. Nothing where
     * that is more than {@value #MOST_SINCE} entries.
     */
    Optional<Proof> proof(String namespace, String key, long size) throws SQLException {
        if (LogProjection.size(connection) - size > MOST_SINCE) {
            return Optional.empty();
        }
        tiles.change(before(size));
        return Optional.of(tiles.proof(MerkleMap.key(namespace, key)));
    }

    private Map<String, Optional<Leaf>> before(long size) throws SQLException {
        Map<String, Optional<Leaf>> before = new HashMap<>();
        try (var since = connection.prepareStatement(
                        "SELECT key, entry FROM log_entry WHERE id >= ? AND key IS NOT NULL");
                var earlier = connection.prepareStatement(
                        "SELECT id, entry FROM log_entry WHERE key = ? AND id < ? ORDER BY id DESC")) {
            since.setLong(1, size);
            var written = since.executeQuery();
            while (written.next()) {
                String key = written.getString(1);
                if (!LogEntry.isMapped(key)) {
                    continue;
                }
                String mapped = leaf(written.getBytes(2), 0).key();
                if (!before.containsKey(mapped)) {
                    earlier.setString(1, key);
                    earlier.setLong(2, size);
                    var rows = earlier.executeQuery();
                    Optional<Leaf> leaf = Optional.empty();
                    while (leaf.isEmpty() && rows.next()) {
                        leaf = Optional.of(leaf(rows.getBytes(2), rows.getLong(1)))
                                .filter(found -> found.key().equals(mapped));
                    }
                    before.put(mapped, leaf);
                }
            }
        }
        return before;
    }

    private static Leaf leaf(byte[] entry, long index) {
        return LogEntry.read(CanonicalJson.read(entry)).leaf(index);
    }

    private Optional<byte[]> tile(String prefix) {
        try (var statement = connection.prepareStatement("SELECT slots FROM map_tile WHERE prefix = ?")) {
            statement.setString(1, prefix);
            var rows = statement.executeQuery();
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("the index cannot be read", e);
        }
    }
}
