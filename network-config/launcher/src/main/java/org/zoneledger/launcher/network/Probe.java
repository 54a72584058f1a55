package org.zoneledger.launcher.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.zoneledger.launcher.ZoneException;
import org.zoneledger.launcher.ZoneHome;
import org.zoneledger.launcher.topology.Node;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;
import org.zoneledger.launcher.topology.PortPlan;
import org.zoneledger.launcher.topology.Topology;

/** Asks nodes how they are, as a member of their own organisation. */
public final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topology topology;
    private final PortPlan ports;
    private final ZoneHome home;
    private final HttpClient plain =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    public Probe(Topology topology, ZoneHome home) {
        this.topology = topology;
        this.ports = topology.ports();
        this.home = home;
    }

    /**
     * How a node is.
     *
     * @param healthy whether it does its work
     * @param detail what is wrong, if it says so
     * @param height blocks it has, if it keeps any
     * @param peerHeight for a gateway, the blocks its peer has
     */
    public record Health(boolean healthy, Optional<String> detail, OptionalLong height, OptionalLong peerHeight) {
        /** Nothing is known of a node that does not run. */
        public static Health unknown() {
            return new Health(false, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
        }

        static Health bad(String detail) {
            return new Health(false, Optional.of(detail), OptionalLong.empty(), OptionalLong.empty());
        }
    }

    /** Asks one node; never throws for a node that is down. */
    public Health health(Node node) {
        Organisation of = node.organisation();
        return switch (node.kind()) {
            case ORDERER -> fabric(node, ports.ordererOperations(of));
            case PEER -> fabric(node, ports.peerOperations(of));
            case CHAINCODE -> chaincode(of);
            case GATEWAY -> gateway(of);
        };
    }

    /** The sum of a node's samples of one metric on this channel. */
    public OptionalLong metric(Node node, String name) {
        int port =
                switch (node.kind()) {
                    case ORDERER -> ports.ordererOperations(node.organisation());
                    case PEER -> ports.peerOperations(node.organisation());
                    case CHAINCODE, GATEWAY -> throw new IllegalArgumentException(node + " has no Fabric metrics");
                };
        try {
            return metric(get(client(node), https(node, port), "/metrics").body(), name);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong metric(String metrics, String name) {
        Pattern sample = Pattern.compile(
                "(?m)^" + name + "\\{[^}]*channel=\"" + Pattern.quote(topology.channel()) + "\"[^}]*} (\\S+)$");
        Matcher matcher = sample.matcher(metrics);
        return matcher.find() ? OptionalLong.of((long) Double.parseDouble(matcher.group(1))) : OptionalLong.empty();
    }

    private Health fabric(Node node, int port) {
        try {
            HttpClient client = client(node);
            Answer health = get(client, https(node, port), "/healthz");
            if (health.status() != 200) {
                return Health.bad(health.body().strip());
            }
            OptionalLong height =
                    metric(get(client, https(node, port), "/metrics").body(), "ledger_blockchain_height");
            return new Health(true, Optional.empty(), height, OptionalLong.empty());
        } catch (IOException e) {
            return Health.bad(reason(e));
        }
    }

    /** A handshake, with the certificate of the peer it works for. */
    private Health chaincode(Organisation of) {
        SSLContext context = contexts.computeIfAbsent(new Node(of, NodeKind.PEER).name(), this::context);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(topology.host(of), ports.chaincode(of)), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            try (SSLSocket secure = (SSLSocket)
                    context.getSocketFactory().createSocket(socket, topology.host(of), ports.chaincode(of), true)) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"h2"});
                secure.setSSLParameters(parameters);
                secure.startHandshake();
            }
            return new Health(true, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
        } catch (IOException e) {
            return Health.bad(reason(e));
        }
    }

    private Health gateway(Organisation of) {
        try {
            Answer ready = get(plain, "http://" + topology.host(of) + ":" + ports.management(of), "/q/health/ready");
            JsonNode checks = JSON.readTree(ready.body()).path("checks");
            OptionalLong height = OptionalLong.empty();
            OptionalLong peerHeight = OptionalLong.empty();
            String down = "";
            for (JsonNode check : checks) {
                height = data(check, "height", height);
                peerHeight = data(check, "peerHeight", peerHeight);
                if (!check.path("status").asText().equals("UP")) {
                    down += (down.isEmpty() ? "" : ", ") + check.path("name").asText() + " is down";
                }
            }
            boolean up = ready.status() == 200;
            return new Health(up, up ? Optional.empty() : Optional.of(down), height, peerHeight);
        } catch (JsonProcessingException e) {
            return Health.bad("health is not JSON");
        } catch (IOException e) {
            return Health.bad(reason(e));
        }
    }

    private static OptionalLong data(JsonNode check, String name, OptionalLong otherwise) {
        JsonNode value = check.path("data").path(name);
        return value.isNumber() ? OptionalLong.of(value.asLong()) : otherwise;
    }

    private String https(Node node, int port) {
        return "https://" + topology.host(node.organisation()) + ":" + port;
    }

    private record Answer(int status, String body) {}

    private Answer get(HttpClient client, String address, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZoneException("interrupted", e);
        }
    }

    private HttpClient client(Node node) {
        return clients.computeIfAbsent(node.name(), name -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .sslContext(contexts.computeIfAbsent(name, this::context))
                .build());
    }

    private SSLContext context(String node) {
        try {
            return Tls.of(home.directory().resolve("nodes").resolve(node).resolve("tls"));
        } catch (IOException | GeneralSecurityException e) {
            throw new ZoneException(node + " has no usable TLS folder: " + e.getMessage(), e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage();
    }
}
