package org.zoneledger.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A party's own server, which takes what it is sent or answers as a test says. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();

    /** How a request is answered. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Delivery(
            String path, String mediaType, String subscription, String signature, String hmac, byte[] body) {

        /** The one document that came. */
        public JsonNode document() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        List<JsonNode> events() {
            try {
                List<JsonNode> events = new ArrayList<>();
                JSON.readTree(body).forEach(events::add);
                return events;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        List<String> ids() {
            return events().stream().map(each -> each.path("id").asText()).toList();
        }
    }

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hook?party=1";
    }

    /** The next request is answered like this; those without one are answered 204. */
    public void next(Behaviour behaviour) {
        behaviours.add(behaviour);
    }

    public void next(int status) {
        next(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    public Delivery delivery() throws InterruptedException {
        Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery within 10 s").isNotNull();
        return delivery;
    }

    /** Ids of events in the order they came, until there are so many different ones. */
    List<String> ids(int count) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        while (ids.stream().distinct().count() < count) {
            ids.addAll(delivery().ids());
        }
        return ids;
    }

    /** A delivery within some time, if there is one. */
    public Optional<Delivery> delivery(long millis) throws InterruptedException {
        return Optional.ofNullable(deliveries.poll(millis, TimeUnit.MILLISECONDS));
    }

    public boolean isSilent(long millis) throws InterruptedException {
        return delivery(millis).isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var headers = exchange.getRequestHeaders();
            deliveries.add(new Delivery(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Content-Type"),
                    headers.getFirst("Zone-Subscription"),
                    headers.getFirst("Zone-Signature"),
                    headers.getFirst("GS1-Signature"),
                    body));
            Behaviour behaviour = behaviours.poll();
            if (behaviour == null) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                behaviour.answer(exchange);
            }
        }
    }
}
