package org.zoneledger.gateway.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.zoneledger.gateway.ZoneConfig;

/** Whether this gateway takes tokens; one that does and leaves out what they are checked against does not start. */
@ApplicationScoped
class TokenConfig {

    /** What Quarkus takes for a check that is left out. */
    private static final String ANY = "any";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean isEnabled;
    private final Optional<String> server;
    private final Optional<String> issuer;
    private final List<String> audience;
    private final Optional<Path> people;

    @Inject
    TokenConfig(
            ZoneConfig config,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean isEnabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server,
            @ConfigProperty(name = "quarkus.oidc.token.issuer") Optional<String> issuer,
            @ConfigProperty(name = "quarkus.oidc.token.audience") Optional<List<String>> audience) {
        this(isEnabled, server, issuer, audience.orElse(List.of()), config.people());
    }

    TokenConfig(
            boolean isEnabled,
            Optional<String> server,
            Optional<String> issuer,
            List<String> audience,
            Optional<Path> people) {
        this.isEnabled = isEnabled;
        this.server = server;
        this.issuer = issuer;
        this.audience = audience;
        this.people = people;
    }

    void check(@Observes StartupEvent event) {
        mustBeWhole();
    }

    void mustBeWhole() {
        if (isEnabled) {
            must(server.filter(TokenConfig::isTold).isPresent(), "quarkus.oidc.auth-server-url must be https");
            must(
                    issuer.filter(each -> !each.equals(ANY)).isPresent(),
                    "quarkus.oidc.token.issuer must name one issuer");
            must(!audience.isEmpty() && !audience.contains(ANY), "quarkus.oidc.token.audience must name this gateway");
            must(people.filter(Files::isDirectory).isPresent(), "zone.people must be a folder");
        }
    }

    boolean isEnabled() {
        return isEnabled;
    }

    /** Whoever stands between could else say which keys are the issuer's. */
    private static boolean isTold(String server) {
        URI uri = URI.create(server);
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost()));
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("tokens are enabled: " + otherwise);
        }
    }
}
