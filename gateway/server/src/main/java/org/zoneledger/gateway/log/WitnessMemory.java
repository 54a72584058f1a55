package org.zoneledger.gateway.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.Checkpoint;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.file.KeptFile;

/**
 * What this agency has cosigned, and whom it has caught: on disk before it is said, in {@code witness.db}. Unlike the index it cannot
 * be rebuilt; whoever loses it must register a new key.
 */
@ApplicationScoped
class WitnessMemory {

    private final KeptFile file;

    /**
     * A checkpoint that contradicts the own log.
     *
     * @param note as it was signed
     * @param isOfMap whether the log is the same and the map of newest entries is another
     * @param ownRoot root of the own log, or of its map, at that size, 32 bytes; of a map nothing where no block ends at that size
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Divergence(Checkpoint checkpoint, String note, boolean isOfMap, byte[] ownRoot, Instant at) {

        /** The root that was shown. */
        byte[] root() {
            return isOfMap ? checkpoint.map().orElseThrow() : checkpoint.root();
        }

        private static Divergence read(String note, byte[] root, byte[] ownRoot, Instant at) {
            Checkpoint checkpoint = Checkpoint.read(SignedNote.read(note).text());
            return new Divergence(checkpoint, note, !Arrays.equals(root, checkpoint.root()), ownRoot, at);
        }
    }

    @Inject
    WitnessMemory(ZoneConfig config) {
        this(config.data());
    }

    WitnessMemory(Path directory) {
        file = new KeptFile(
                directory,
                "witness.db",
                "CREATE TABLE IF NOT EXISTS cosigned ("
                        + "origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL) WITHOUT ROWID",
                "CREATE TABLE IF NOT EXISTS divergence ("
                        + "origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,"
                        + " own_root BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (origin, size, root)) WITHOUT ROWID");
    }

    @PreDestroy
    void close() {
        file.close();
    }

    /** The last checkpoint of a log that was cosigned; that of the empty log when none was. */
    synchronized Checkpoint last(String origin) {
        return file.run("SELECT size, root FROM cosigned WHERE origin = ?", statement -> {
            statement.setString(1, origin);
            var rows = statement.executeQuery();
            return rows.next()
                    ? new Checkpoint(origin, rows.getLong(1), rows.getBytes(2))
                    : new Checkpoint(origin, 0, Sha256.digest());
        });
    }

    /** Remembers a checkpoint; whoever calls holds the lock since {@link #last}. */
    synchronized void remember(Checkpoint checkpoint) {
        file.write("INSERT OR REPLACE INTO cosigned VALUES (?, ?, ?)", statement -> {
            statement.setString(1, checkpoint.origin());
            statement.setLong(2, checkpoint.size());
            statement.setBytes(3, checkpoint.root());
        });
    }

    /** Remembers who was caught; the first sight of each contradiction stays. */
    synchronized void remember(Divergence divergence) {
        file.write("INSERT OR IGNORE INTO divergence VALUES (?, ?, ?, ?, ?, ?)", statement -> {
            statement.setString(1, divergence.checkpoint().origin());
            statement.setLong(2, divergence.checkpoint().size());
            statement.setBytes(3, divergence.root());
            statement.setString(4, divergence.note());
            statement.setBytes(5, divergence.ownRoot());
            statement.setLong(6, divergence.at().toEpochMilli());
        });
    }

    /** The latest contradictions, newest first. */
    synchronized List<Divergence> divergences(int most) {
        return file.run("SELECT * FROM divergence ORDER BY at DESC LIMIT ?", statement -> {
            statement.setInt(1, most);
            var rows = statement.executeQuery();
            List<Divergence> found = new ArrayList<>();
            while (rows.next()) {
                found.add(Divergence.read(
                        rows.getString("note"),
                        rows.getBytes("root"),
                        rows.getBytes("own_root"),
                        Instant.ofEpochMilli(rows.getLong("at"))));
            }
            return found;
        });
    }
}
