package org.zoneledger.gateway.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zoneledger.domain.Competence;
import org.zoneledger.gateway.ZoneConfig;

/**
 * What the launcher would render for the gateway of commerce, whose peer is a {@link LoopbackPeer}.
 *
 * @param directory with {@code tls-root.pem} and the gateway's {@code identity/cert.pem} and {@code key.pem}
 * @param endpoint of the peer
 * @param data where index and outbox go
 */
public record TestConfig(Path directory, String endpoint, Path data) implements ZoneConfig {

    /** Makes an organisation's files in a directory. */
    public static void prepare(Path directory) {
        TestAuthority tls = TestAuthority.named("tls");
        tls.writeRoot(directory.resolve("tls-root.pem"));
        tls.server().write(directory.resolve("tls"));
        TestAuthority commerce = TestAuthority.named("commerce");
        commerce.writeRoot(directory.resolve("commerce-root.pem"));
        commerce.holding("gateway").write(directory.resolve("identity"));
    }

    @Override
    public String organisation() {
        return "commerce";
    }

    @Override
    public String msp() {
        return "CommerceMSP";
    }

    @Override
    public String channel() {
        return "zone";
    }

    @Override
    public String chaincode() {
        return "zone";
    }

    @Override
    public List<String> agencies() {
        return Competence.agencies();
    }

    @Override
    public Optional<List<String>> collections() {
        return Optional.of(List.of("agencies"));
    }

    @Override
    public Map<String, Neighbour> gateways() {
        return Map.of();
    }

    @Override
    public Optional<Auditors> auditors() {
        return Optional.empty();
    }

    @Override
    public Peer peer() {
        return new Peer() {
            @Override
            public String endpoint() {
                return endpoint;
            }

            @Override
            public Path tlsRoots() {
                return directory.resolve("tls-root.pem");
            }
        };
    }

    @Override
    public Identity identity() {
        return new Identity() {
            @Override
            public Path certificate() {
                return directory.resolve("identity/cert.pem");
            }

            @Override
            public Path key() {
                return directory.resolve("identity/key.pem");
            }
        };
    }

    @Override
    public Optional<Identity> witness() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> roots() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> people() {
        return Optional.empty();
    }

    @Override
    public String publicUrl() {
        return "https://trace.example";
    }

    @Override
    public Limits limits() {
        throw new UnsupportedOperationException("only routes are limited");
    }

    @Override
    public Scan scan() {
        throw new UnsupportedOperationException("only routes count scans");
    }

    @Override
    public Webhooks webhooks() {
        throw new UnsupportedOperationException("only routes have subscriptions");
    }
}
