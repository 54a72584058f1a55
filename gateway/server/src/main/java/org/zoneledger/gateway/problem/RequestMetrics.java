package org.zoneledger.gateway.problem;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Keeps what senders wrote into a path out of the metrics: a request is counted under its route, or under no name at all. */
@Singleton
class RequestMetrics implements MeterFilter {

    private static final String REQUESTS = "http.server.requests";
    private static final String URI = "uri";

    /** Routes without a variable, and Quarkus's own words. */
    private static final Set<String> NAMES = Set.of(
            "/capture",
            "/events",
            "/queries",
            "/api/v1/stream",
            "/api/v1/alerts/stream",
            "/api/v1/subscriptions",
            "root",
            "NOT_FOUND",
            "UNKNOWN",
            "REDIRECTION");

    @Override
    public Meter.Id map(Meter.Id id) {
        String uri = id.getTag(URI);
        // a brace in a path arrives percent-encoded, so only routes have one
        if (!id.getName().equals(REQUESTS) || uri == null || uri.contains("{") || NAMES.contains(uri)) {
            return id;
        }
        List<Tag> others =
                id.getTags().stream().filter(tag -> !tag.getKey().equals(URI)).toList();
        return id.replaceTags(others).withTag(Tag.of(URI, "UNKNOWN"));
    }
}
