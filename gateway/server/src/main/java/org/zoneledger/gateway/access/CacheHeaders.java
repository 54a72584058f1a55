package org.zoneledger.gateway.access;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What a route says nothing about is for the one who asked, because answers depend on who asks. */
final class CacheHeaders {

    @ServerResponseFilter
    void closeByDefault(ContainerResponseContext response) {
        response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, java.util.List.of("private, no-store"));
    }
}
