package org.zoneledger.launcher.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.receipt.Absence;
import org.zoneledger.launcher.ZoneException;

/** Captures as a gateway publishes them, each held against its entry in the log. Throws {@link ZoneException} where one is not that. */
final class RemotePages {

    private static final String PAGE = "page/";
    private static final String HEAD = "pagehead/";
    private static final int SHOWN = 5;

    private final URI gateway;
    private final HttpClient http;

    RemotePages(URI gateway, HttpClient http) {
        this.gateway = gateway;
        this.http = http;
    }

    /** Whether an entry says that a page was written. */
    static boolean isPage(LogEntry entry) {
        return isWritten(entry, PAGE);
    }

    /** Whether an entry says that the head of a page was written. */
    static boolean isHead(LogEntry entry) {
        return isWritten(entry, HEAD);
    }

    private static boolean isWritten(LogEntry entry, String type) {
        return entry.namespace().equals(Absence.NAMESPACE)
                && entry.collection().isEmpty()
                && !entry.isDelete()
                && entry.key().startsWith(type);
    }

    /** Whether two entries are page and head of one capture. */
    static boolean areOne(LogEntry page, LogEntry head) {
        return page.txId().equals(head.txId())
                && page.key().substring(PAGE.length()).equals(head.key().substring(HEAD.length()));
    }

    /** The public events of a page, in their order. */
    List<ObjectNode> events(LogEntry page) {
        byte[] stored = RemoteLog.get(gateway, http, "/log/" + PAGE + id(page, PAGE));
        hold(page, stored);
        long size = Zstd.getFrameContentSize(stored);
        if (size < 0 || size > Page.MAX_BYTES) {
            throw new ZoneException(page.key() + " holds no events");
        }
        try {
            return Page.readEvents(Zstd.decompress(stored, (int) size));
        } catch (ZstdException | RefusalException e) {
            throw new ZoneException(page.key() + " holds no events", e);
        }
    }

    /** Credit code of whoever made a capture. */
    String owner(LogEntry head) {
        JsonNode content = CanonicalJson.read(RemoteLog.get(gateway, http, "/api/v1/receipts/" + HEAD + id(head, HEAD)))
                .path("content");
        hold(head, CanonicalJson.bytes(content));
        return content.path("uscc").asText();
    }

    private static void hold(LogEntry entry, byte[] value) {
        if (!Sha256.hex(value).equals(entry.value())) {
            throw new ZoneException("SHOWS ANOTHER " + entry.key() + " than that of its log");
        }
    }

    private static String id(LogEntry entry, String type) {
        return URLEncoder.encode(entry.key().substring(type.length()), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** A line about an event that names something that is looked for; nothing when it does not. */
    static Optional<String> line(LogEntry page, ObjectNode event, List<Sought> things) {
        List<DigitalLink> named = things.stream()
                .flatMap(thing -> thing.namedBy(event).stream())
                .distinct()
                .toList();
        return named.isEmpty() ? Optional.empty() : Optional.of(line(page, event, "names " + some(named)));
    }

    /** A line about an event. */
    static String line(LogEntry page, ObjectNode event, String what) {
        return page.key() + " in block " + page.block() + " by transaction " + page.txId() + ": "
                + event.path("type").asText() + " of " + event.path("eventTime").asText()
                + (event.has("errorDeclaration") ? ", an error declaration," : "") + " " + what;
    }

    private static String some(List<DigitalLink> links) {
        String first = links.stream().limit(SHOWN).map(DigitalLink::uri).collect(Collectors.joining(", "));
        return links.size() > SHOWN ? first + " and " + (links.size() - SHOWN) + " more" : first;
    }
}
