package org.zoneledger.gateway.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MerkleMap.Proof;
import org.zoneledger.domain.merkle.Subtrees;

/** The log of this organisation's peer, and what can be proven about it. */
@ApplicationScoped
public class Log {

    private static final int HASH_BYTES = 32;

    private final Index index;

    public Log(Index index) {
        this.index = index;
    }

    /** An entry and where it stands. */
    public record Placed(long index, LogEntry entry) {}

    /** Entries so far. */
    public long size() {
        return index.read(LogProjection::size);
    }

    /** Entries of the blocks before this one. */
    public long sizeAt(long height) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT min(id) FROM log_entry WHERE block >= ?")) {
                statement.setLong(1, height);
                var rows = statement.executeQuery();
                long first = rows.getLong(1);
                return rows.wasNull() ? LogProjection.size(connection) : first;
            }
        });
    }

    /** Entries up to the end of the first block after this one that adds any; nothing while there is none. */
    public OptionalLong sizeAfterNext(long block) {
        return index.read(connection -> {
            try (var next = connection.prepareStatement("SELECT min(block) FROM log_entry WHERE block > ?");
                    var last = connection.prepareStatement("SELECT max(id) + 1 FROM log_entry WHERE block = ?")) {
                next.setLong(1, block);
                var rows = next.executeQuery();
                long found = rows.getLong(1);
                if (rows.wasNull()) {
                    return OptionalLong.empty();
                }
                last.setLong(1, found);
                return OptionalLong.of(last.executeQuery().getLong(1));
            }
        });
    }

    /** Whatever is proven from one state of the tree. */
    public <T> T prove(Function<Subtrees, T> proof) {
        return index.read(connection -> proof.apply(new LogTiles(connection)));
    }

    /** Root of the map of newest entries at a size of the log; nothing where no block ended there. */
    public Optional<byte[]> mapRoot(long size) {
        return index.read(connection -> new LogMap(connection).root(size));
    }

    /**
     * What the map of newest entries held at a size of the log where the way of a key ends.
     *
     * @return nothing where the log has grown by more than {@value LogMap#MOST_SINCE} entries since
     */
    public Optional<Proof> mapProof(String namespace, String key, long size) {
        return index.read(connection -> new LogMap(connection).proof(namespace, key, size));
    }

    /**
     * Hashes of a tile (C2SP tlog-tiles), 32 bytes each; nothing where it does not have so many.
     *
     * @param width how many, from the first on
     */
    public Optional<byte[]> tile(int level, long number, int width) {
        byte[] hashes = index.read(connection -> new LogTiles(connection).tile(level, number));
        return hashes.length < width * HASH_BYTES || width == 0
                ? Optional.empty()
                : Optional.of(Arrays.copyOf(hashes, width * HASH_BYTES));
    }

    /** Entries of a bundle (C2SP tlog-tiles), each behind its length in two bytes; nothing where it does not have so many. */
    public Optional<byte[]> bundle(long number, int width) {
        return index.read(connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT entry FROM log_entry WHERE id >= ? AND id < ? ORDER BY id")) {
                statement.setLong(1, number * LogTiles.WIDTH);
                statement.setLong(2, number * LogTiles.WIDTH + width);
                var rows = statement.executeQuery();
                ByteArrayOutputStream bundle = new ByteArrayOutputStream();
                int found = 0;
                for (; rows.next(); found++) {
                    byte[] entry = rows.getBytes(1);
                    bundle.write(entry.length >> 8);
                    bundle.write(entry.length);
                    bundle.writeBytes(entry);
                }
                return found == width && width > 0 ? Optional.of(bundle.toByteArray()) : Optional.empty();
            }
        });
    }

    /**
     * The last write of a key of public state.
     *
     * @param size how many entries of the log count
     */
    public Optional<Placed> last(String namespace, String key, long size) {
        return placed(
                namespace, "SELECT id, entry FROM log_entry WHERE key = ? AND id < ? ORDER BY id DESC", key, size);
    }

    /** The write of a key of public state in a block. */
    public Optional<Placed> inBlock(String namespace, String key, long block) {
        return placed(namespace, "SELECT id, entry FROM log_entry WHERE key = ? AND block = ? ORDER BY id", key, block);
    }

    private Optional<Placed> placed(String namespace, String sql, String key, long number) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, key);
                statement.setLong(2, number);
                var rows = statement.executeQuery();
                while (rows.next()) {
                    LogEntry entry = LogEntry.read(CanonicalJson.read(rows.getBytes(2)));
                    if (entry.namespace().equals(namespace)) {
                        return Optional.of(new Placed(rows.getLong(1), entry));
                    }
                }
                return Optional.empty();
            }
        });
    }
}
