package org.zoneledger.gateway.ledger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.sql.SQLException;
import java.time.Duration;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.index.Following;
import org.zoneledger.gateway.index.Index;

/** The ledger side of one gateway process: what it keeps is in its directory, and a second one there is the process started again. */
public final class TestGateway implements AutoCloseable {

    private final LedgerConnection connection;
    private final Index index;
    private final Outbox outbox;
    private final LedgerClient client;
    private final Following following;

    public TestGateway(ZoneConfig config) {
        this(config, Duration.ofSeconds(20));
    }

    TestGateway(ZoneConfig config, Duration settleLimit) {
        var pace = new LedgerClient.Pace(
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                settleLimit,
                Duration.ofMillis(200),
                Duration.ofMillis(200));
        connection = new LedgerConnection(config, new OwnIdentity(config));
        index = new Index(config.data().resolve("index.db"));
        outbox = new Outbox(config);
        client = new LedgerClient(connection, new Endorsers(config), outbox, index, config, pace);
        following = Following.start(connection, index, config);
    }

    /** Starts what runs without being asked: leftovers of an earlier process are settled. */
    public TestGateway start() {
        client.start(new StartupEvent());
        return this;
    }

    public LedgerClient client() {
        return client;
    }

    Outbox outbox() {
        return outbox;
    }

    public Index index() {
        return index;
    }

    public Following following() {
        return following;
    }

    @Override
    public void close() throws SQLException {
        client.stop(new ShutdownEvent());
        following.close();
        connection.close();
        outbox.close();
        index.close();
    }
}
