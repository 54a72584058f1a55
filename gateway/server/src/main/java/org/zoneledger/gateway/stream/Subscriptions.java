package org.zoneledger.gateway.stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.access.Certificates;
import org.zoneledger.gateway.file.KeptFile;
import org.zoneledger.gateway.index.Place;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/**
 * All subscriptions, in a file of its own because it cannot be rebuilt: {@code subscriptions.db}.
 *
 * <p>They are few, so that they are also held in memory; the file is written first.
 */
@ApplicationScoped
class Subscriptions {

    private final KeptFile file;
    private final Map<String, Subscription> byId = new LinkedHashMap<>();
    private final int most;
    private final int mostEach;

    @Inject
    Subscriptions(ZoneConfig config) {
        this(config.data(), config.webhooks().subscriptions(), config.webhooks().subscriptionsEach());
    }

    Subscriptions(Path directory, int most, int mostEach) {
        this.most = most;
        this.mostEach = mostEach;
        file = new KeptFile(
                directory,
                "subscriptions.db",
                "CREATE TABLE IF NOT EXISTS subscription ("
                        + "id TEXT PRIMARY KEY, certificate BLOB NOT NULL, url TEXT NOT NULL, types TEXT NOT NULL,"
                        + " subject TEXT NOT NULL, created_at INTEGER NOT NULL, place TEXT NOT NULL,"
                        + " failures INTEGER NOT NULL, next_attempt INTEGER NOT NULL) WITHOUT ROWID");
        file.run("SELECT * FROM subscription ORDER BY created_at, id", statement -> {
            var rows = statement.executeQuery();
            while (rows.next()) {
                Subscription each = new Subscription(
                        rows.getString("id"),
                        Certificates.read(rows.getBytes("certificate")),
                        URI.create(rows.getString("url")),
                        selection(rows.getString("types"), rows.getString("subject")),
                        Instant.ofEpochMilli(rows.getLong("created_at")),
                        Place.parse(rows.getString("place")).orElseThrow(),
                        rows.getInt("failures"),
                        Instant.ofEpochMilli(rows.getLong("next_attempt")));
                byId.put(each.id(), each);
            }
            return null;
        });
    }

    @PreDestroy
    synchronized void close() {
        file.close();
    }

    /** All of them, oldest first. */
    synchronized List<Subscription> all() {
        return List.copyOf(byId.values());
    }

    /** Those that the holder of a certificate gave. */
    synchronized List<Subscription> of(X509Certificate owner) {
        return byId.values().stream()
                .filter(each -> each.certificate().equals(owner))
                .toList();
    }

    synchronized Optional<Subscription> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Adds one, unless the same person has given the same order before: then that one. Refuses with TOO_MANY_REQUESTS. */
    synchronized Subscription add(Subscription wanted) {
        List<Subscription> own = of(wanted.certificate());
        Optional<Subscription> same = own.stream().filter(wanted::isSameOrderAs).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        if (own.size() >= mostEach || byId.size() >= most) {
            throw Problem.of(GatewayCode.TOO_MANY_REQUESTS, "there are too many subscriptions; delete one first")
                    .exception();
        }
        file.write("INSERT INTO subscription VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", statement -> {
            statement.setString(1, wanted.id());
            statement.setBytes(2, Certificates.der(wanted.certificate()));
            statement.setString(3, wanted.url().toString());
            statement.setString(
                    4, wanted.selection().types().stream().map(RecordType::wire).collect(Collectors.joining(",")));
            statement.setString(5, wanted.selection().subject().map(Uscc::value).orElse(""));
            statement.setLong(6, wanted.createdAt().toEpochMilli());
            statement.setString(7, wanted.place().toString());
            statement.setInt(8, wanted.failures());
            statement.setLong(9, wanted.nextAttempt().toEpochMilli());
        });
        byId.put(wanted.id(), wanted);
        return wanted;
    }

    /** Keeps place and failures of a subscription; one that was removed meanwhile stays removed. */
    synchronized void put(Subscription changed) {
        if (byId.containsKey(changed.id())) {
            file.write("UPDATE subscription SET place = ?, failures = ?, next_attempt = ? WHERE id = ?", statement -> {
                statement.setString(1, changed.place().toString());
                statement.setInt(2, changed.failures());
                statement.setLong(3, changed.nextAttempt().toEpochMilli());
                statement.setString(4, changed.id());
            });
            byId.put(changed.id(), changed);
        }
    }

    synchronized void remove(String id) {
        file.write("DELETE FROM subscription WHERE id = ?", statement -> statement.setString(1, id));
        byId.remove(id);
    }

    private static Selection selection(String types, String subject) {
        return Selection.of(List.of(types.split(",", -1)), "types", subject);
    }
}
