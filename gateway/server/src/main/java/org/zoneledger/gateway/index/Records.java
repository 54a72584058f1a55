package org.zoneledger.gateway.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.gateway.index.LedgerBlock.Signer;

/** Reads records from the index: as they stand, with their restricted parts, and every version. */
@ApplicationScoped
public class Records {

    private final Index index;

    public Records(Index index) {
        this.index = index;
    }

    /**
     * A record as it stands.
     *
     * @param open the public part, exactly as on the ledger
     * @param restricted the restricted part, when the record has one and this organisation's peer holds it
     */
    public record Stored(String key, long version, ObjectNode open, Optional<Sealed> restricted) {}

    /**
     * One version of a record.
     *
     * @param name transaction that wrote it, such as filing:submit
     * @param endorsers MSP ids
     * @param documentId id that the sender chose for the document that made it
     * @param document digest of that document
     */
    public record Version(
            Stored stored,
            long block,
            int position,
            String txId,
            Instant at,
            String name,
            Signer signer,
            List<String> endorsers,
            String documentId,
            String document,
            boolean deleted) {

        /** Whether an organisation has written it itself, and its own peer has endorsed that: the others together cannot. */
        public boolean isOwnOf(String msp) {
            return signer.msp().equals(msp) && endorsers.contains(msp);
        }
    }

    /** A version with its place. */
    public record Placed(Version version, Place place) {}

    /**
     * A stretch of all versions.
     *
     * @param versions those that were wanted
     * @param next place after which the next stretch begins
     * @param isLast whether the index held nothing behind it
     */
    public record Stretch(List<Placed> versions, Place next, boolean isLast) {}

    /** The record under a key. */
    public Optional<Stored> find(String key) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record WHERE key = ?")) {
                statement.setString(1, key);
                return stored(connection, statement).stream().findFirst();
            }
        });
    }

    /**
     * Records of one owner whose keys begin with a prefix, by key.
     *
     * @param owner credit code that the records name
     * @param most how many at the most
     */
    public List<Stored> ofOwner(String owner, String prefix, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record WHERE owner = ?"
                    + " AND key >= ? AND key < ? ORDER BY key LIMIT ?")) {
                statement.setString(1, owner);
                statement.setString(2, prefix);
                statement.setString(3, prefix + Character.MAX_VALUE);
                statement.setInt(4, most);
                return stored(connection, statement);
            }
        });
    }

    /**
     * Page heads of what an enterprise has captured, newest first.
     *
     * @param before key of the page head after which the list goes on, or empty for its beginning
     */
    public List<Stored> captures(String owner, String before, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record"
                    + " WHERE owner = ?1 AND key >= 'pagehead/' AND key < 'pagehead0' AND (?2 = ''"
                    + " OR (block, position) < (SELECT block, position FROM record WHERE key = ?2))"
                    + " ORDER BY block DESC, position DESC LIMIT ?3")) {
                statement.setString(1, owner);
                statement.setString(2, before);
                statement.setInt(3, most);
                return stored(connection, statement);
            }
        });
    }

    /**
     * Filings of enterprises whose name holds a text, or whose code is it, by code.
     *
     * @param most how many at the most
     */
    public List<Stored> filings(String text, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record"
                    + " WHERE key >= 'filing/' AND key < 'filing0' AND (owner = ?1"
                    + " OR instr(lower(body ->> '$.nameZh'), ?2) > 0 OR instr(lower(body ->> '$.nameEn'), ?2) > 0)"
                    + " ORDER BY key LIMIT ?3")) {
                statement.setString(1, text.toUpperCase(Locale.ROOT));
                statement.setString(2, text.toLowerCase(Locale.ROOT));
                statement.setInt(3, most);
                return stored(connection, statement);
            }
        });
    }

    /**
     * Records about an enterprise that only their restricted parts name, newest first.
     *
     * @param prefix such as access/
     */
    public List<Stored> about(String subject, String prefix, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record"
                    + " WHERE key IN (SELECT key FROM restricted WHERE subject = ? AND key >= ? AND key < ?)"
                    + " ORDER BY block DESC, position DESC LIMIT ?")) {
                statement.setString(1, subject);
                statement.setString(2, prefix);
                statement.setString(3, prefix + Character.MAX_VALUE);
                statement.setInt(4, most);
                return stored(connection, statement);
            }
        });
    }

    /** Records whose keys begin with a prefix, by key. */
    public List<Stored> under(String prefix, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT key, version, body FROM record WHERE key >= ? AND key < ? ORDER BY key LIMIT ?")) {
                statement.setString(1, prefix);
                statement.setString(2, prefix + Character.MAX_VALUE);
                statement.setInt(3, most);
                return stored(connection, statement);
            }
        });
    }

    /**
     * Requests that an organisation made or decides on, or all of them for nobody in particular; newest first.
     *
     * @param prefix share/ or correction/
     */
    public List<Stored> requests(String prefix, String msp, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record"
                    + " WHERE key >= ?3 AND key < ?4 AND (?1 = '' OR body ->> '$.owner' = ?1"
                    + " OR body ->> '$.by.msp' = ?1) ORDER BY block DESC, position DESC LIMIT ?2")) {
                statement.setString(1, msp);
                statement.setInt(2, most);
                statement.setString(3, prefix);
                statement.setString(4, prefix + Character.MAX_VALUE);
                return stored(connection, statement);
            }
        });
    }

    /**
     * Records that wait for an organisation, oldest first.
     *
     * @param prefix such as case/
     * @param owner MSP id
     * @param status in which they wait
     */
    public List<Stored> waiting(String prefix, String owner, String status, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record"
                    + " WHERE key >= ? AND key < ? AND body ->> '$.owner' = ? AND body ->> '$.status' = ?"
                    + " ORDER BY block, position LIMIT ?")) {
                statement.setString(1, prefix);
                statement.setString(2, prefix + Character.MAX_VALUE);
                statement.setString(3, owner);
                statement.setString(4, status);
                statement.setInt(5, most);
                return stored(connection, statement);
            }
        });
    }

    /**
     * Records whose validity ends on one of some days, the earliest first.
     *
     * @param prefix such as assertion/tax/
     */
    public List<Stored> ending(String prefix, LocalDate from, LocalDate to, int most) {
        return index.read(connection -> {
            // days of one form: their order as texts is their order in time
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record"
                    + " WHERE key >= ? AND key < ? AND body ->> '$.validTo' BETWEEN ? AND ?"
                    + " ORDER BY body ->> '$.validTo', key LIMIT ?")) {
                statement.setString(1, prefix);
                statement.setString(2, prefix + Character.MAX_VALUE);
                statement.setString(3, from.toString());
                statement.setString(4, to.toString());
                statement.setInt(5, most);
                return stored(connection, statement);
            }
        });
    }

    /** What stands in a field of the records whose keys are a prefix and a number, by number. */
    public SortedMap<Integer, String> numbered(String prefix, String field) {
        return index.read(connection -> {
            // a number is what is the same after it was read as one
            try (var statement = connection.prepareStatement(
                    "SELECT CAST(substr(key, ?1) AS INTEGER), body ->> ?2 FROM record WHERE key >= ?3 AND key < ?4"
                            + " AND CAST(CAST(substr(key, ?1) AS INTEGER) AS TEXT) = substr(key, ?1)")) {
                statement.setInt(1, prefix.length() + 1);
                statement.setString(2, "$." + field);
                statement.setString(3, prefix + "0");
                statement.setString(4, prefix + ":");
                SortedMap<Integer, String> found = new TreeMap<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getString(2));
                }
                return found;
            }
        });
    }

    /** How many records have which value in a field, by value. */
    public SortedMap<String, Long> counts(String prefix, String field) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT body ->> ?, COUNT(*) FROM record" + " WHERE key >= ? AND key < ? GROUP BY 1")) {
                statement.setString(1, "$." + field);
                statement.setString(2, prefix);
                statement.setString(3, prefix + Character.MAX_VALUE);
                SortedMap<String, Long> counts = new TreeMap<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
                return counts;
            }
        });
    }

    /** Filings that wait for one of these statuses' steps, oldest first. */
    public List<Stored> filingsIn(List<String> statuses, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, version, body FROM record"
                    + " WHERE key >= 'filing/' AND key < 'filing0' AND body ->> '$.status' IN ("
                    + String.join(",", Collections.nCopies(statuses.size(), "?"))
                    + ") ORDER BY block, position LIMIT " + most)) {
                for (int i = 0; i < statuses.size(); i++) {
                    statement.setString(1 + i, statuses.get(i));
                }
                return stored(connection, statement);
            }
        });
    }

    /** Every value that a key of a collection has had and this organisation's peer holds, newest first. */
    public List<Sealed> kept(String key) {
        return index.read(connection -> kept(connection, key, part -> true, Integer.MAX_VALUE));
    }

    /** The newest value of a key in which a field has this digest, whichever version it is of. */
    public Optional<Sealed> kept(String key, String field, JsonNode digest) {
        return index.read(connection ->
                kept(connection, key, part -> digest.equals(part.digests().get(field)), 1).stream()
                        .findFirst());
    }

    /**
     * The newest value of each key of a collection that is about an enterprise, by key.
     *
     * @param prefix such as note/
     */
    public SortedMap<String, Sealed> keptAbout(String subject, String prefix, int most) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT key, body FROM restricted WHERE subject = ?"
                    + " AND key >= ? AND key < ? ORDER BY key, block, position LIMIT ?")) {
                statement.setString(1, subject);
                statement.setString(2, prefix);
                statement.setString(3, prefix + Character.MAX_VALUE);
                statement.setInt(4, most);
                SortedMap<String, Sealed> found = new TreeMap<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    found.put(rows.getString(1), Sealed.read(rows.getBytes(2)));
                }
                return found;
            }
        });
    }

    /** Every version of a record, oldest first. */
    public List<Version> versions(String key) {
        return versions("SELECT * FROM record_version WHERE key = ? ORDER BY block, position", key, "");
    }

    /** A version of a record by its number. */
    public Optional<Version> version(String key, long number) {
        return index.read(connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT * FROM record_version WHERE key = ? AND version = ?")) {
                statement.setString(1, key);
                statement.setLong(2, number);
                var rows = statement.executeQuery();
                return rows.next() ? Optional.of(version(connection, rows)) : Optional.empty();
            }
        });
    }

    /** The version of a record that stood at a moment. */
    public Optional<Version> at(String key, Instant moment) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT * FROM record_version"
                    + " WHERE key = ? AND at <= ? ORDER BY block DESC, position DESC LIMIT 1")) {
                statement.setString(1, key);
                statement.setLong(2, moment.toEpochMilli());
                var rows = statement.executeQuery();
                return rows.next()
                        ? Optional.of(version(connection, rows)).filter(version -> !version.deleted())
                        : Optional.empty();
            }
        });
    }

    /** The version that a sender's document made. */
    public Optional<Version> byDocument(String key, String documentId) {
        return versions(
                        "SELECT * FROM record_version WHERE key = ? AND document_id = ? ORDER BY block, position",
                        key,
                        documentId)
                .stream()
                .findFirst();
    }

    /**
     * The versions of all records after a place, in the order of the ledger and within a transaction by key.
     *
     * @param wanted which keys are given; the others are passed over
     * @param most how many are looked at
     */
    public Stretch versionsAfter(Place after, Predicate<String> wanted, int most) {
        int limit = most + after.rows();
        return index.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT * FROM record_version"
                    + " WHERE (block, position) >= (?, ?) ORDER BY block, position, key LIMIT ?")) {
                statement.setLong(1, after.block());
                statement.setInt(2, after.position());
                statement.setInt(3, limit);
                List<Placed> versions = new ArrayList<>();
                Place last = after;
                Place place = Place.before(-1);
                int count = 0;
                var rows = statement.executeQuery();
                while (rows.next()) {
                    count++;
                    Place first = new Place(rows.getLong("block"), rows.getInt("position"), 0);
                    place = place.isInOneTransactionWith(first)
                            ? new Place(place.block(), place.position(), place.number() + 1)
                            : first;
                    if (place.isInOneTransactionWith(after) && place.number() <= after.number()) {
                        continue;
                    }
                    last = place;
                    if (wanted.test(rows.getString("key"))) {
                        versions.add(new Placed(version(connection, rows), place));
                    }
                }
                return new Stretch(versions, last, count < limit);
            }
        });
    }

    private List<Version> versions(String sql, String key, String documentId) {
        return index.read(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, key);
                if (!documentId.isEmpty()) {
                    statement.setString(2, documentId);
                }
                List<Version> versions = new ArrayList<>();
                var rows = statement.executeQuery();
                while (rows.next()) {
                    versions.add(version(connection, rows));
                }
                return versions;
            }
        });
    }

    static Version version(Connection connection, ResultSet row) throws SQLException {
        String key = row.getString("key");
        long block = row.getLong("block");
        int position = row.getInt("position");
        byte[] body = row.getBytes("body");
        boolean deleted = row.getBoolean("deleted");
        ObjectNode open = (ObjectNode) CanonicalJson.read(deleted ? new byte[] {'{', '}'} : body);
        return new Version(
                new Stored(key, row.getLong("version"), open, restricted(connection, key, open)),
                block,
                position,
                row.getString("tx_id"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("name"),
                new Signer(
                        row.getString("msp"),
                        row.getString("role"),
                        row.getString("uscc"),
                        row.getString("certificate")),
                row.getString("endorsers").isEmpty()
                        ? List.of()
                        : List.of(row.getString("endorsers").split(",", -1)),
                row.getString("document_id"),
                row.getString("document"),
                deleted);
    }

    private static List<Stored> stored(Connection connection, PreparedStatement statement) throws SQLException {
        List<Stored> found = new ArrayList<>();
        var rows = statement.executeQuery();
        while (rows.next()) {
            ObjectNode open = (ObjectNode) CanonicalJson.read(rows.getBytes("body"));
            String key = rows.getString("key");
            found.add(new Stored(key, rows.getLong("version"), open, restricted(connection, key, open)));
        }
        return found;
    }

    /**
     * The newest restricted part whose digests the public part names.
     *
     * <p>A version that only changes the public part keeps the restricted one before it; details come after theirs.
     */
    private static Optional<Sealed> restricted(Connection connection, String key, ObjectNode open) throws SQLException {
        if (!open.path("restricted").isObject()) {
            return Optional.empty();
        }
        return kept(connection, key, part -> part.digests().equals(open.get("restricted")), 1).stream()
                .findFirst();
    }

    /** Values that are wanted, newest first; when there are enough, older ones are not read. */
    private static List<Sealed> kept(Connection connection, String key, Predicate<Sealed> wanted, int enough)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT body FROM restricted WHERE key = ? ORDER BY block DESC, position DESC")) {
            statement.setString(1, key);
            List<Sealed> found = new ArrayList<>();
            var rows = statement.executeQuery();
            while (found.size() < enough && rows.next()) {
                Sealed part = Sealed.read(rows.getBytes(1));
                if (wanted.test(part)) {
                    found.add(part);
                }
            }
            return found;
        }
    }
}
