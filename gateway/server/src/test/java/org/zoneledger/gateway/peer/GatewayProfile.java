package org.zoneledger.gateway.peer;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.zoneledger.domain.Competence;

/** The gateway of commerce as the launcher renders it, with a {@link RunningPeer} and the people of {@link People}. */
public class GatewayProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Path directory = People.prepare();
        int port = freePort();
        return Map.ofEntries(
                Map.entry("zone.organisation", "commerce"),
                Map.entry("zone.msp", "CommerceMSP"),
                Map.entry("zone.channel", "zone"),
                Map.entry("zone.chaincode", "zone"),
                Map.entry("zone.agencies", String.join(",", Competence.agencies())),
                Map.entry("zone.collections", "agencies,people,_implicit_org_CommerceMSP"),
                Map.entry("zone.peer.endpoint", "localhost:" + freePort()),
                Map.entry("zone.peer.tls-roots", file(directory, "tls-root.pem")),
                Map.entry("zone.identity.certificate", file(directory, "identity/cert.pem")),
                Map.entry("zone.identity.key", file(directory, "identity/key.pem")),
                Map.entry("zone.data", data(directory)),
                Map.entry("zone.public-url", "https://trace.example"),
                Map.entry("zone.webhooks.allow-private", "true"),
                Map.entry("zone.scan.place-header", "Zone-Place"),
                Map.entry("zone.webhooks.retry", "0.2S"),
                Map.entry("quarkus.http.test-port", "0"),
                // it is the neighbour of its own that it asks for values
                Map.entry("zone.gateways.CommerceMSP.url", "https://localhost:" + port),
                Map.entry("zone.gateways.CommerceMSP.tls-roots", file(directory, "tls-root.pem")),
                Map.entry("zone.auditors.roots", file(directory, "auditors-root.pem")),
                Map.entry("quarkus.http.test-ssl-port", Integer.toString(port)),
                Map.entry("quarkus.management.test-port", "0"),
                Map.entry("quarkus.http.insecure-requests", "disabled"),
                Map.entry("quarkus.http.tls-configuration-name", "zone"),
                Map.entry("quarkus.tls.zone.key-store.pem.0.cert", file(directory, "tls/cert.pem")),
                Map.entry("quarkus.tls.zone.key-store.pem.0.key", file(directory, "tls/key.pem")),
                Map.entry("quarkus.tls.zone.trust-store.pem.certs", file(directory, "people-root.pem")));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(RunningPeer.class);
    }

    private static String file(Path directory, String name) {
        return directory.resolve(name).toAbsolutePath().toString();
    }

    private static String data(Path directory) {
        try {
            return Files.createTempDirectory(directory, "data").toAbsolutePath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
