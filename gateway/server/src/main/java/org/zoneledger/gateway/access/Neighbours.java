package org.zoneledger.gateway.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.zoneledger.gateway.ZoneConfig;

/** The gateways of the agencies, reached over TLS under the roots that this gateway was told. */
@ApplicationScoped
public class Neighbours {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final Map<String, ZoneConfig.Neighbour> gateways;
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    public Neighbours(ZoneConfig config) {
        this.gateways = Map.copyOf(config.gateways());
    }

    /** MSP ids of the agencies whose gateways are known here, in order. */
    public Set<String> msps() {
        return new TreeSet<>(gateways.keySet());
    }

    /** A request to a path of an agency's gateway, which must be known. */
    public HttpRequest.Builder request(String msp, String path) {
        return HttpRequest.newBuilder(URI.create(gateways.get(msp).url() + path));
    }

    /** What that gateway answers. */
    public HttpResponse<byte[]> send(String msp, HttpRequest request) throws IOException, InterruptedException {
        return clients.computeIfAbsent(msp, known -> client(gateways.get(known).tlsRoots()))
                .send(request, BodyHandlers.ofByteArray());
    }

    private static HttpClient client(Path roots) {
        try (var pem = Files.newInputStream(roots)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("root" + store.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(tls)
                    .connectTimeout(CONNECT)
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(roots + " holds no certificates", e);
        }
    }
}
