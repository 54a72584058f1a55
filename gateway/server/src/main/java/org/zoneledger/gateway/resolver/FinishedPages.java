package org.zoneledger.gateway.resolver;

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
import java.util.Optional;
import java.util.Set;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.gateway.ZoneConfig;
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

    private final Prepared prepared;
    private final Scans scans;
    private final ZoneConfig zone;

    FinishedPages(Prepared prepared, Scans scans, ZoneConfig zone) {
        this.prepared = prepared;
        this.scans = scans;
        this.zone = zone;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, ROOT + "*").order(WHEN_COUNTED).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Response> answer = isPlain(request) ? finished(request) : Optional.empty();
        if (answer.isEmpty()) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        answer.get().getStringHeaders().forEach(response::putHeader);
        // Quarkus holds a request back until somebody reads it, and the connection with it
        request.resume();
        response.end(Buffer.buffer((byte[]) answer.get().getEntity()));
    }

    private static boolean isPlain(HttpServerRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.query() == null
                && accepted != null
                && (accepted.equals(MediaType.TEXT_HTML) || accepted.startsWith(MediaType.TEXT_HTML + ","))
                && NOT_PLAIN.stream().noneMatch(request.headers()::contains);
    }

    private Optional<Response> finished(HttpServerRequest request) {
        try {
            String link = request.path().substring(ROOT.length());
            DigitalLink.Item item = ItemPath.parse(link);
            if (!ItemPath.gtin(link).equals(item.gtin().value())) {
                return Optional.empty();
            }
            Language language = Language.choose(null, request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
            Optional<Response> answer = scans.remembered(item)
                    .flatMap(tally -> prepared.find(DigitalLinkResource.key(language, Scanned.of(tally), item)))
                    .map(page -> DigitalLinkResource.page(
                            Cacheable.answer(
                                    page,
                                    request.getHeader(HttpHeaders.ACCEPT_ENCODING),
                                    ResolverHeaders.CACHE_CONTROL),
                            item,
                            language,
                            zone));
            answer.ifPresent(found -> scans.scanned(
                    item, zone.scan().placeHeader().map(request::getHeader).orElse(null)));
            return answer;
        } catch (RefusalException refused) {
            return Optional.empty();
        }
    }
}
