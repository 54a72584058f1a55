package org.zoneledger.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.launcher.CaptureHeaders;

/** Makes captures at the limit of a page: {@link #ITEMS} new items, each made, put in store, sent and received. */
final class Captures {

    /** Events of one item. */
    static final List<String> STEPS = List.of("commissioning", "storing", "shipping", "receiving");

    /** Events of one capture. */
    static final int EVENTS = Page.MAX_EVENTS;

    /** Items of one capture. */
    static final int ITEMS = EVENTS / STEPS.size();

    private static final List<String> DISPOSITIONS = List.of("active", "available", "in_transit", "in_progress");

    private final BenchZone zone;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private int made;

    Captures(BenchZone zone) {
        this.zone = zone;
    }

    /**
     * One capture, signed and ready to be sent.
     *
     * @param id chosen by the sender
     * @param request HTTP
     * @param items serial numbers, in order
     * @param events canonical events, in order
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Capture(String id, byte[] request, List<String> items, List<ObjectNode> events) {}

    /** New captures; the sender's signature over the root of the page is made here. */
    List<Capture> make(int count) {
        List<Capture> captures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            captures.add(make());
        }
        return captures;
    }

    /** Where the events of an item are found. */
    byte[] eventsOf(String serial) {
        String epc = URLEncoder.encode(uri(serial), StandardCharsets.UTF_8);
        return HttpLine.get(zone.gateway(), "/epcs/" + epc + "/events", "Accept: application/json\r\n");
    }

    /** The link in the QR code of an item. */
    byte[] lookUp(String serial) {
        return HttpLine.get(
                zone.gateway(),
                DigitalLink.Item.serial(zone.gtin(), serial).path(),
                "Accept: text/html\r\nAccept-Language: en\r\nAccept-Encoding: gzip\r\n");
    }

    private Capture make() {
        int number = made++;
        String id = String.format(Locale.ROOT, "bench-%s-%05d", run, number);
        List<String> items = new ArrayList<>();
        List<ObjectNode> events = new ArrayList<>();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int item = 0; item < ITEMS; item++) {
            String serial = String.format(Locale.ROOT, "%s%05d%03d", run, number, item);
            items.add(serial);
            for (int step = 0; step < STEPS.size(); step++) {
                ObjectNode event = event(serial, step, number);
                events.add(event);
                list.add(event);
            }
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context").add("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld");
        document.put("type", "EPCISDocument").put("schemaVersion", "2.0");
        document.putObject("epcisBody").set("eventList", list);
        return new Capture(id, request(id, document), items, events);
    }

    private ObjectNode event(String serial, int step, int number) {
        String site = "https://id.gs1.org/414/" + zone.place();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", "ObjectEvent");
        event.put("eventID", "urn:uuid:" + UUID.randomUUID());
        event.put("eventTime", Fields.format(start.plusSeconds(3600L * step + number)));
        event.put("eventTimeZoneOffset", "+08:00");
        event.put("action", step == 0 ? "ADD" : "OBSERVE");
        event.put("bizStep", STEPS.get(step)).put("disposition", DISPOSITIONS.get(step));
        event.putObject("readPoint").put("id", site);
        event.putObject("bizLocation").put("id", site);
        event.putArray("epcList").add(uri(serial));
        return event;
    }

    private String uri(String serial) {
        return DigitalLink.Item.serial(zone.gtin(), serial).uri();
    }

    private byte[] request(String id, ObjectNode document) {
        byte[] body = CanonicalJson.bytes(document);
        StringBuilder head = new StringBuilder("POST /capture HTTP/1.1\r\nHost: ")
                .append(zone.gateway().getAuthority())
                .append("\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        CaptureHeaders.of(document, id, zone.uscc(), zone.enterprise(), Instant.now())
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] headers = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream(headers.length + body.length);
        request.writeBytes(headers);
        request.writeBytes(body);
        return request.toByteArray();
    }
}
