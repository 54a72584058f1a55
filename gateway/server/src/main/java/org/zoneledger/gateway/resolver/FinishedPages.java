package org.zoneledger.gateway.resolver;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.ZoneConfig;
import org.zoneledger.gateway.answer.Cacheable;
import org.zoneledger.gateway.answer.Prepared;
import org.zoneledger.gateway.scan.Scans;

/**
 * Answers scans whose page is finished, on the connection's own thread and before anybody asks who scans: nearly all that consumers ask
 * for. Everything else goes on to {@link DigitalLinkResource}, which finishes pages; whoever is answered here is answered the same there.
 */
@ApplicationScoped
class FinishedPages {

    /** After the address is counted, before Quarkus looks who is asking. */
    private static final int WHEN_COUNTED = -900;

    private static final String ROOT = "/01/";

    /** What makes an answer depend on more than the page. */
    private static final Set<CharSequence> NOT_PLAIN = Set.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.TRANSFER_ENCODING);

    /** Scans whose reading is remembered, none with more characters than the second. */
    private static final int MOST_KNOWN = 2_000;

    private static final int LONGEST_KNOWN = 512;

    private final Map<Asked, Scan> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Scan> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private final Prepared prepared;
    private final Scans scans;
    private final ZoneConfig zone;

    FinishedPages(Prepared prepared, Scans scans, ZoneConfig zone) {
        this.prepared = prepared;
        this.scans = scans;
        this.zone = zone;
    }

    /** What of a request decides its answer; headers that were not sent are null. */
    private record Asked(String path, String languages, String codings) {
        int length() {
            return Stream.of(path, languages, codings)
                    .filter(Objects::nonNull)
                    .mapToInt(String::length)
                    .sum();
        }
    }

    /**
     * What follows from that alone, whatever the page says.
     *
     * @param head headers but those of the content
     */
    private record Scan(DigitalLink.Item item, Language language, boolean takesGzip, MultiMap head) {}

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, ROOT + "*").order(WHEN_COUNTED).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Scan> scan = isPlain(request) ? scan(request) : Optional.empty();
        Optional<Prepared.Answer> page = scan.flatMap(this::finished);
        if (page.isEmpty()) {
            context.next();
            return;
        }
        DigitalLink.Item item = scan.get().item();
        scans.scanned(item, zone.scan().placeHeader().map(request::getHeader).orElse(null));
        Optional<Prepared.Body> gzip =
                page.get().gzip().filter(body -> scan.get().takesGzip());
        Prepared.Body body = gzip.orElse(page.get().plain());
        HttpServerResponse response = context.response();
        response.headers().addAll(scan.get().head()).set(HttpHeaders.ETAG, '"' + body.tag() + '"');
        if (gzip.isPresent()) {
            response.headers().set(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        // Quarkus holds a request back until somebody reads it, and the connection with it
        request.resume();
        response.end(Buffer.buffer(body.content()));
    }

    private static boolean isPlain(HttpServerRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.query() == null
                && accepted != null
                && (accepted.equals(MediaType.TEXT_HTML) || accepted.startsWith(MediaType.TEXT_HTML + ","))
                && NOT_PLAIN.stream().noneMatch(request.headers()::contains);
    }

    private Optional<Prepared.Answer> finished(Scan scan) {
        return scans.remembered(scan.item())
                .flatMap(tally -> prepared.find(
                        new DigitalLinkResource.PageKey(scan.language(), Scanned.of(tally), scan.item())));
    }

    private Optional<Scan> scan(HttpServerRequest request) {
        Asked asked = new Asked(
                request.path(),
                request.getHeader(HttpHeaders.ACCEPT_LANGUAGE),
                request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        synchronized (known) {
            Scan before = known.get(asked);
            if (before != null) {
                return Optional.of(before);
            }
        }
        Optional<Scan> scan = read(asked);
        if (scan.isPresent() && asked.length() <= LONGEST_KNOWN) {
            synchronized (known) {
                known.put(asked, scan.get());
            }
        }
        return scan;
    }

    private Optional<Scan> read(Asked asked) {
        try {
            String link = asked.path().substring(ROOT.length());
            DigitalLink.Item item = ItemPath.parse(link);
            if (!ItemPath.gtin(link).equals(item.gtin().value())) {
                return Optional.empty();
            }
            Language language = Language.choose(null, asked.languages());
            Response.ResponseBuilder head =
                    Response.ok().header(HttpHeaders.CACHE_CONTROL.toString(), ResolverHeaders.CACHE_CONTROL);
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            DigitalLinkResource.page(head, item, language, zone)
                    .getStringHeaders()
                    .forEach((name, values) -> values.forEach(value ->
                            headers.add(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value))));
            return Optional.of(new Scan(item, language, Cacheable.takesGzip(asked.codings()), headers));
        } catch (RefusalException refused) {
            return Optional.empty();
        }
    }
}
