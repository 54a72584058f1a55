package org.zoneledger.gateway.index;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.merkle.Subtrees;

/** The tree of the log in tiles of 256 hashes (C2SP tlog-tiles), within one transaction or one reader of the index. */
final class LogTiles implements Subtrees {

    /** Levels of the tree that one tile spans. */
    static final int HEIGHT = 8;

    /** Hashes of a whole tile. */
    static final int WIDTH = 1 << HEIGHT;

    private static final int HASH_BYTES = 32;

    private final Connection connection;
    private final Map<Place, byte[]> tiles = new HashMap<>();
    private final Map<Place, ByteArrayOutputStream> changed = new HashMap<>();

    private record Place(int level, long number) {}

    LogTiles(Connection connection) {
        this.connection = connection;
    }

    /** The hashes of a tile so far, one after the other; nothing where there is none. */
    byte[] tile(int level, long number) throws SQLException {
        Place place = new Place(level, number);
        byte[] known = tiles.get(place);
        if (known == null) {
            known = read(place);
            tiles.put(place, known);
        }
        return known;
    }

    @Override
    public byte[] subtree(int level, long index) {
        int tileLevel = level / HEIGHT;
        long first = index << (level % HEIGHT);
        int count = 1 << (level % HEIGHT);
        int from = (int) (first % WIDTH) * HASH_BYTES;
        try {
            byte[] hashes = tile(tileLevel, first / WIDTH);
            if (hashes.length < from + count * HASH_BYTES) {
                throw new IndexOutOfBoundsException("the log has no subtree " + index + " of level " + level);
            }
            return MerkleTree.root(split(hashes, from, count));
        } catch (SQLException e) {
            throw new IllegalStateException("the index cannot be read", e);
        }
    }

    /** Adds a hash behind the last one of the lowest level; each tile that it fills is added to the level above. */
    void append(long index, byte[] hash) throws SQLException {
        append(0, index, hash);
    }

    private void append(int level, long index, byte[] hash) throws SQLException {
        Place place = new Place(level, index / WIDTH);
        ByteArrayOutputStream tile = changed.get(place);
        if (tile == null) {
            tile = new ByteArrayOutputStream(WIDTH * HASH_BYTES);
            tile.writeBytes(read(place));
            changed.put(place, tile);
        }
        tile.writeBytes(hash);
        if (tile.size() == WIDTH * HASH_BYTES) {
            append(level + 1, place.number(), MerkleTree.root(split(tile.toByteArray(), 0, WIDTH)));
        }
    }

    /** Writes the tiles that were added to. */
    void write() throws SQLException {
        try (var statement = connection.prepareStatement("INSERT OR REPLACE INTO log_tile VALUES (?, ?, ?)")) {
            for (Map.Entry<Place, ByteArrayOutputStream> tile : changed.entrySet()) {
                statement.setInt(1, tile.getKey().level());
                statement.setLong(2, tile.getKey().number());
                statement.setBytes(3, tile.getValue().toByteArray());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private byte[] read(Place place) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT hashes FROM log_tile WHERE level = ? AND number = ?")) {
            statement.setInt(1, place.level());
            statement.setLong(2, place.number());
            var rows = statement.executeQuery();
            return rows.next() ? rows.getBytes(1) : new byte[0];
        }
    }

    private static List<byte[]> split(byte[] hashes, int from, int count) {
        List<byte[]> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = from + i * HASH_BYTES;
            list.add(Arrays.copyOfRange(hashes, at, at + HASH_BYTES));
        }
        return list;
    }
}
