package org.zoneledger.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.Issuer;

/** A gateway for each organisation that remembers what it is sent, over TLS that asks for the client's certificate. */
public final class StandInGateways implements AutoCloseable {

    public static final List<String> AGENCIES = List.of("customs", "tax", "forex", "market", "commerce");

    /** One document as it arrived. */
    record Sent(
            String organisation,
            String subject,
            String method,
            String path,
            Map<String, String> headers,
            JsonNode body) {}

    final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Map<String, ObjectNode> records = new ConcurrentHashMap<>();
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final Map<String, URI> addresses = new TreeMap<>();
    private final List<HttpsServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper json = new ObjectMapper();

    public StandInGateways(Issuer issuer, Path folder) throws IOException, GeneralSecurityException {
        var kinds = new TreeMap<>(Map.of("operator", "operator", "audit", "audit"));
        AGENCIES.forEach(agency -> kinds.put(agency, "agency"));
        kinds.forEach(issuer::organisation);
        issuer.trust();
        var clients = issuer.organisation("commerce", "agency").ca();
        for (var kind : kinds.entrySet()) {
            var organisation = issuer.organisation(kind.getKey(), kind.getValue());
            var own = organisation.tls(organisation.id() + "-gateway", List.of(), folder.resolve(organisation.id()));
            serve(organisation.id(), tls(own, List.of(clients, organisation.ca())));
        }
    }

    public Gateways gateways() {
        return new Gateways(addresses, AGENCIES, URI.create("http://localhost:17055"));
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void serve(String organisation, SSLContext tls) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asked = getSSLContext().getDefaultSSLParameters();
                asked.setNeedClientAuth(true);
                parameters.setSSLParameters(asked);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(organisation, (HttpsExchange) exchange));
        server.start();
        servers.add(server);
        addresses.put(
                organisation,
                URI.create("https://localhost:" + server.getAddress().getPort()));
    }

    /** What answers under a path of one's own. */
    public interface Route {
        /** The answer to a request with this method, query, headers and body. */
        JsonNode answer(String method, String target, Map<String, String> headers, byte[] body);
    }

    /** Answers everything under a path with what a route says; its {@code status} is the status. */
    public void route(String prefix, Route route) {
        routes.put(prefix, route);
    }

    private boolean isRouted(HttpsExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        for (Map.Entry<String, Route> each : routes.entrySet()) {
            if (target.startsWith(each.getKey())) {
                var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
                byte[] body = exchange.getRequestBody().readAllBytes();
                JsonNode answer = each.getValue().answer(exchange.getRequestMethod(), target, headers, body);
                reply(exchange, answer.path("status").asInt(200), answer);
                return true;
            }
        }
        return false;
    }

    private void answer(String organisation, HttpsExchange exchange) throws IOException {
        if (isRouted(exchange)) {
            return;
        }
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("GET")) {
            ObjectNode found = records.get(path);
            reply(exchange, found == null ? 404 : 200, found == null ? json.createObjectNode() : found);
            return;
        }
        var body = json.readTree(exchange.getRequestBody());
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        var person = (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
        sent.add(new Sent(
                organisation,
                person.getSubjectX500Principal().getName(),
                exchange.getRequestMethod(),
                path,
                headers,
                body));
        remember(path, headers, body);
        reply(exchange, 201, json.createObjectNode());
    }

    /** One more name in the list that a path answers. */
    private void remember(String path, String name) {
        records.compute(path, (key, list) -> {
            var now = list == null ? json.createObjectNode() : list.deepCopy();
            now.withArray("/names").add(name);
            return now;
        });
    }

    private void remember(String path, Map<String, String> headers, JsonNode body) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.endsWith("/decisions") && path.startsWith("/api/v1/filings/")) {
            String status = Map.of("VERIFY", "VERIFIED", "ACCEPT", "ACCEPTED", "ACTIVATE", "ACTIVE")
                    .get(body.path("step").asText());
            records.get(path.substring(0, path.lastIndexOf('/'))).put("status", status);
        } else if (path.equals("/api/v1/listings")) {
            listing(path + "/" + headers.get("Idempotency-Key"), "NOTIFIED");
        } else if (path.startsWith("/api/v1/listings/")) {
            var statuses = Map.of("statements", "RESPONDED", "decisions", "DECIDED", "deliveries", "LISTED");
            listing(path.substring(0, path.lastIndexOf('/')), statuses.get(last));
        } else if (path.equals("/capture")) {
            records.put("/capture/" + headers.get("Idempotency-Key"), json.createObjectNode());
        } else if (path.startsWith("/api/v1/cases/")) {
            String proposal = path.substring(0, path.lastIndexOf('/'));
            records.put(proposal, json.createObjectNode().put("status", "APPROVED"));
        } else if (path.equals("/api/v1/repairs")) {
            records.computeIfAbsent(path, key -> json.createObjectNode())
                    .withArray("/repairs")
                    .add(headers.get("Idempotency-Key"));
        } else if (path.startsWith("/api/v1/evaluations/")) {
            records.put(path, json.createObjectNode().put("by", "91330402MA2E002735"));
        } else if (path.startsWith("/api/v1/people/")) {
            remember("/api/v1/people", last);
        } else if (path.equals("/api/v1/shares")) {
            String share = path + "/" + headers.get("Idempotency-Key");
            // whoever asks is granted it at once
            records.put(share, json.createObjectNode().put("status", "GRANTED"));
        } else if (path.equals("/api/v1/grants")) {
            remember(path, headers.get("Idempotency-Key"));
        } else if (path.endsWith("/uses")) {
            remember(path, body.path("procedure").asText());
        } else {
            records.put(path, json.createObjectNode().put("status", "SUBMITTED"));
        }
    }

    private void listing(String path, String status) {
        records.put(path, json.createObjectNode().put("status", status));
    }

    private void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static SSLContext tls(Credential own, List<X509Certificate> clients)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", own.key(), new char[0], new Certificate[] {own.certificate()});
        for (int i = 0; i < clients.size(); i++) {
            store.setCertificateEntry("client" + i, clients.get(i));
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
