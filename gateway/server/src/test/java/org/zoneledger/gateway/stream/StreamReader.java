package org.zoneledger.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zoneledger.gateway.peer.GatewayProbe;

/** Reads a stream as a party would: the event stream format of the HTML standard. */
public final class StreamReader implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    /** One message; a comment has neither id nor data. */
    public record Message(String id, Optional<JsonNode> data) {}

    public StreamReader(GatewayProbe probe, String path, String... headers) throws IOException, InterruptedException {
        response = probe.open(path, headers);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Thread thread = new Thread(this::read, "stream-reader");
        thread.setDaemon(true);
        thread.start();
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** The next event; comments are passed over. */
    public Message next() throws InterruptedException {
        while (true) {
            Message message = messages.poll(10, TimeUnit.SECONDS);
            assertThat(message).as("an event within 10 s").isNotNull();
            if (message.data().isPresent()) {
                return message;
            }
        }
    }

    public JsonNode nextData() throws InterruptedException {
        return next().data().orElseThrow();
    }

    List<Message> next(int count) throws InterruptedException {
        List<Message> next = new ArrayList<>();
        while (next.size() < count) {
            next.add(next());
        }
        return next;
    }

    /** Whether there is no event within some time. */
    boolean isSilent(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Message message = messages.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message != null && message.data().isPresent()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    messages.add(new Message(id, data.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(data))));
                    data = "";
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).trim();
                } else if (line.startsWith("data:")) {
                    data += line.substring(5);
                }
            }
        } catch (IOException closed) {
            // the test has read enough
        }
    }
}
