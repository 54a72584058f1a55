package org.zoneledger.gateway.access;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Without TLS it stays HTTP/1.1. A client may offer to go over to HTTP/2 in its first request ({@code Upgrade: h2c}), as Java's does unless
 * told otherwise; on a busy machine it then waited for the rest of an answer that had begun. RFC 9113 has done away with the offer.
 */
@ApplicationScoped
class ClearText implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
