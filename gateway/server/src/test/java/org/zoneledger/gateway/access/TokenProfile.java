package org.zoneledger.gateway.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.TokenIssuer;

/** A gateway that takes tokens of an issuer which does not answer when it starts. */
public class TokenProfile extends GatewayProfile {

    static final int PERSON_READS = 60;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("quarkus.oidc.tenant-enabled", "true");
        overrides.put("quarkus.oidc.auth-server-url", "http://127.0.0.1:" + port());
        overrides.put("quarkus.oidc.token.audience", TokenIssuer.AUDIENCE);
        overrides.put("quarkus.oidc.token.forced-jwk-refresh-interval", "PT0.001S");
        overrides.put("quarkus.http.insecure-requests", "enabled");
        overrides.put("quarkus.tls.zone.certificate-revocation-list", file("people.crl"));
        overrides.put("zone.people", folder());
        overrides.put("zone.limits.person-reads", "1/" + PERSON_READS);
        return overrides;
    }

    private static String folder() {
        try {
            Path folder = Files.createTempDirectory(People.directory().toAbsolutePath(), "people");
            for (People person : People.values()) {
                if (person != People.NOBODY && person != People.NEWCOMER && person != People.STRANGER) {
                    Files.copy(
                            Path.of(file(person.name())).resolve("cert.pem"), folder.resolve(person.name() + ".pem"));
                }
            }
            Files.writeString(folder.resolve("notes.pem"), "no certificate\n");
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String name) {
        return People.directory().resolve(name).toAbsolutePath().toString();
    }

    private static int port() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
