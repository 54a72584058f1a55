package org.zoneledger.gateway.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Certificates;
import org.zoneledger.gateway.file.KeptFile;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/**
 * All named queries and their subscriptions, in a file of their own because they cannot be rebuilt: {@code queries.db}.
 *
 * <p>They are few, so that they are also held in memory; the file is written first.
 */
@ApplicationScoped
class Queries {

    private final KeptFile file;
    private final List<NamedQuery> queries = new ArrayList<>();
    private final Map<String, QuerySubscription> subscriptions = new LinkedHashMap<>();
    private final int most;
    private final int mostEach;

    @Inject
    Queries(ZoneConfig config) {
        this(config.data(), config.webhooks().subscriptions(), config.webhooks().subscriptionsEach());
    }

    Queries(Path directory, int most, int mostEach) {
        this.most = most;
        this.mostEach = mostEach;
        file = new KeptFile(
                directory,
                "queries.db",
                "CREATE TABLE IF NOT EXISTS query (owner BLOB NOT NULL, name TEXT NOT NULL,"
                        + " definition BLOB NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (owner, name)) WITHOUT ROWID",
                "CREATE TABLE IF NOT EXISTS subscription (id TEXT PRIMARY KEY, owner BLOB NOT NULL,"
                        + " query TEXT NOT NULL, dest TEXT NOT NULL, token TEXT, schedule TEXT NOT NULL,"
                        + " report_if_empty INTEGER NOT NULL, since INTEGER, created_at INTEGER NOT NULL,"
                        + " place INTEGER NOT NULL, failures INTEGER NOT NULL, next INTEGER NOT NULL) WITHOUT ROWID");
        load("SELECT * FROM query ORDER BY created_at, name", this::addQuery);
        load("SELECT * FROM subscription ORDER BY created_at, id", this::addSubscription);
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void load(String sql, Row row) {
        file.run(sql, statement -> {
            var rows = statement.executeQuery();
            while (rows.next()) {
                row.read(rows);
            }
            return null;
        });
    }

    private void addQuery(ResultSet row) throws SQLException {
        queries.add(new NamedQuery(
                row.getString("name"),
                Certificates.read(row.getBytes("owner")),
                (ObjectNode) CanonicalJson.read(row.getBytes("definition")),
                Instant.ofEpochMilli(row.getLong("created_at"))));
    }

    private void addSubscription(ResultSet row) throws SQLException {
        String schedule = row.getString("schedule");
        long since = row.getLong("since");
        Optional<Instant> from = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(since));
        QuerySubscription each = new QuerySubscription(
                row.getString("id"),
                row.getString("query"),
                Certificates.read(row.getBytes("owner")),
                URI.create(row.getString("dest")),
                Optional.ofNullable(row.getString("token")),
                schedule.isEmpty() ? Optional.empty() : Optional.of(Schedule.parse(CanonicalJson.read(schedule))),
                schedule,
                row.getBoolean("report_if_empty"),
                from,
                Instant.ofEpochMilli(row.getLong("created_at")),
                new QuerySubscription.Progress(
                        row.getLong("place"), row.getInt("failures"), Instant.ofEpochMilli(row.getLong("next"))));
        subscriptions.put(each.id(), each);
    }

    @PreDestroy
    synchronized void close() {
        file.close();
    }

    /** Those of a person, oldest first. */
    synchronized List<NamedQuery> of(X509Certificate owner) {
        return queries.stream().filter(each -> each.owner().equals(owner)).toList();
    }

    /** Those of everybody. */
    synchronized List<NamedQuery> all() {
        return List.copyOf(queries);
    }

    synchronized Optional<NamedQuery> find(X509Certificate owner, String name) {
        return queries.stream()
                .filter(each -> each.owner().equals(owner) && each.name().equals(name))
                .findFirst();
    }

    /**
     * Keeps a query, unless the same person has kept the same one before.
     *
     * @return whether it is new; refuses with ID_REUSED another query under the name, and with TOO_MANY_REQUESTS
     */
    synchronized boolean add(NamedQuery wanted) {
        Optional<NamedQuery> before = find(wanted.owner(), wanted.name());
        if (before.isPresent()) {
            if (before.get().definition().equals(wanted.definition())) {
                return false;
            }
            throw Refusal.of(
                    Code.ID_REUSED,
                    "name",
                    "you have another query of this name (DuplicateNameException); delete it first");
        }
        mustHaveRoom(queries.size(), of(wanted.owner()).size(), "queries");
        file.write("INSERT INTO query VALUES (?, ?, ?, ?)", statement -> {
            statement.setBytes(1, Certificates.der(wanted.owner()));
            statement.setString(2, wanted.name());
            statement.setBytes(3, CanonicalJson.bytes(wanted.definition()));
            statement.setLong(4, wanted.createdAt().toEpochMilli());
        });
        queries.add(wanted);
        return true;
    }

    /** Ends a query and its subscriptions. */
    synchronized void remove(NamedQuery query) {
        for (QuerySubscription each : subscriptions(query)) {
            end(each.id());
        }
        file.write("DELETE FROM query WHERE owner = ? AND name = ?", statement -> {
            statement.setBytes(1, Certificates.der(query.owner()));
            statement.setString(2, query.name());
        });
        queries.removeIf(
                each -> each.owner().equals(query.owner()) && each.name().equals(query.name()));
    }

    /** The subscriptions to a query, oldest first. */
    synchronized List<QuerySubscription> subscriptions(NamedQuery query) {
        return subscriptions.values().stream()
                .filter(each ->
                        each.owner().equals(query.owner()) && each.query().equals(query.name()))
                .toList();
    }

    /** The subscriptions to all queries. */
    synchronized List<QuerySubscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    synchronized boolean has(String id) {
        return subscriptions.containsKey(id);
    }

    /** Keeps a subscription; refuses with TOO_MANY_REQUESTS, and with NOT_FOUND when its query has just ended. */
    synchronized void add(QuerySubscription wanted) {
        if (find(wanted.owner(), wanted.query()).isEmpty()) {
            throw unknown();
        }
        long own = subscriptions.values().stream()
                .filter(each -> each.owner().equals(wanted.owner()))
                .count();
        mustHaveRoom(subscriptions.size(), own, "subscriptions");
        file.write("INSERT INTO subscription VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", statement -> {
            statement.setString(1, wanted.id());
            statement.setBytes(2, Certificates.der(wanted.owner()));
            statement.setString(3, wanted.query());
            statement.setString(4, wanted.dest().toString());
            statement.setString(5, wanted.token().orElse(null));
            statement.setString(6, wanted.schedulePattern());
            statement.setBoolean(7, wanted.reportIfEmpty());
            statement.setObject(8, wanted.since().map(Instant::toEpochMilli).orElse(null));
            statement.setLong(9, wanted.createdAt().toEpochMilli());
            progress(statement, 10, wanted.progress());
        });
        subscriptions.put(wanted.id(), wanted);
    }

    /** Keeps how far a subscription has come; one that has ended meanwhile stays ended. */
    synchronized void put(QuerySubscription changed) {
        if (subscriptions.containsKey(changed.id())) {
            file.write("UPDATE subscription SET place = ?, failures = ?, next = ? WHERE id = ?", statement -> {
                progress(statement, 1, changed.progress());
                statement.setString(4, changed.id());
            });
            subscriptions.put(changed.id(), changed);
        }
    }

    synchronized void end(String id) {
        file.write("DELETE FROM subscription WHERE id = ?", statement -> statement.setString(1, id));
        subscriptions.remove(id);
    }

    static RuntimeException unknown() {
        return Refusal.of(Code.NOT_FOUND, "queryName", "you have no query of this name (NoSuchNameException)");
    }

    private void mustHaveRoom(long all, long own, String what) {
        if (own >= mostEach || all >= most) {
            throw Problem.of(GatewayCode.TOO_MANY_REQUESTS, "there are too many " + what + "; delete one first")
                    .exception();
        }
    }

    private static void progress(PreparedStatement statement, int from, QuerySubscription.Progress progress)
            throws SQLException {
        statement.setLong(from, progress.place());
        statement.setInt(from + 1, progress.failures());
        statement.setLong(from + 2, progress.next().toEpochMilli());
    }
}
