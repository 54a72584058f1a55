package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the gateway under test, as one of its {@link People}. */
public final class GatewayProbe {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<People, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    private final URI base;
    private final People person;

    /** What came back. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }

        /** The code of a problem, empty when the answer is none. */
        public String code() {
            return header("Content-Type").startsWith("application/problem+json")
                    ? json().path("code").asText()
                    : "";
        }

        @Override
        public String toString() {
            return status + " " + header("Content-Type") + " " + body;
        }
    }

    public GatewayProbe(URL base, People person) {
        this.base = URI.create(base.toString().replaceAll("/$", ""));
        this.person = person;
    }

    public Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    public Answer put(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8), json(headers));
    }

    public Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), json(headers));
    }

    private static String[] json(String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return all;
    }

    /**
     * Sends any request over HTTP/1.1.
     *
     * @param body absent when null
     * @param headers names and values in turn
     */
    public Answer send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(HttpClient.Version.HTTP_1_1, method, path, body, headers);
    }

    public Answer send(HttpClient.Version version, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .version(version)
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = client().send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    /** Asks for an answer that need not end; whoever asks closes it. */
    public HttpResponse<InputStream> open(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client().send(request.build(), BodyHandlers.ofInputStream());
    }

    private HttpClient client() {
        // a client each keeps its connections, so that one person's certificate is never shown for another
        return CLIENTS.computeIfAbsent(person, each -> HttpClient.newBuilder()
                .sslContext(each.tls())
                .connectTimeout(Duration.ofSeconds(10))
                .build());
    }

    /** Writes bytes as they are and reads until the gateway closes the connection or falls silent. */
    public Answer raw(byte[] request) throws IOException {
        try (Socket socket = person.tls().getSocketFactory().createSocket("localhost", base.getPort())) {
            socket.setSoTimeout(3000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return RawAnswer.read(socket.getInputStream());
        }
    }

    /** The little of HTTP/1.1 that reading an answer needs. */
    private static final class RawAnswer {

        static Answer read(InputStream in) throws IOException {
            String head = head(in);
            String[] lines = head.split("\r\n", -1);
            Map<String, List<String>> headers = new java.util.TreeMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon > 0) {
                    headers.put(
                            lines[i].substring(0, colon),
                            List.of(lines[i].substring(colon + 1).trim()));
                }
            }
            Answer bare = new Answer(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, "");
            int length = bare.header("Content-Length").isEmpty() ? 0 : Integer.parseInt(bare.header("Content-Length"));
            return new Answer(bare.status(), headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private static String head(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the connection was closed after: " + head);
                }
                head.append((char) next);
            }
            return head.substring(0, head.length() - 4);
        }
    }
}
