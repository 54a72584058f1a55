package org.zoneledger.gateway.stream;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.zoneledger.gateway.ZoneConfig;

/** Posts to receivers. The address that was checked is the one that is connected to; of the answer only the status is read. */
@ApplicationScoped
public class WebhookClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpClient client;
    private final boolean allowPrivate;
    private final Duration whole;

    @Inject
    WebhookClient(Vertx vertx, ZoneConfig config) {
        this(vertx, config.webhooks().allowPrivate(), WHOLE);
    }

    public WebhookClient(Vertx vertx, boolean allowPrivate, Duration whole) {
        this.vertx = vertx;
        this.allowPrivate = allowPrivate;
        this.whole = whole;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setIdleTimeout((int) whole.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAlive(false));
    }

    @PreDestroy
    public void close() {
        client.close();
    }

    /** The status of the answer; fails when there is none in time or the receiver is nowhere a webhook may go. */
    public CompletionStage<Integer> post(URI url, Map<String, String> headers, byte[] body) {
        return vertx.executeBlocking(() -> Destination.resolve(url, allowPrivate), false)
                .compose(address -> client.request(options(url, address)))
                .compose(request -> {
                    // an answer that trickles in ends too
                    long timer = vertx.setTimer(whole.toMillis(), late -> request.reset());
                    return send(request, headers, body).onComplete(done -> vertx.cancelTimer(timer));
                })
                .toCompletionStage();
    }

    private static io.vertx.core.Future<Integer> send(
            HttpClientRequest request, Map<String, String> headers, byte[] body) {
        headers.forEach(request::putHeader);
        return request.send(Buffer.buffer(body)).map(response -> {
            response.exceptionHandler(brokenOff -> {
                // by us, in the next line
            });
            request.connection().close();
            return response.statusCode();
        });
    }

    private RequestOptions options(URI url, InetAddress address) {
        boolean isSecure = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : isSecure ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(isSecure)
                .setFollowRedirects(false)
                .setTimeout(whole.toMillis())
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
    }
}
