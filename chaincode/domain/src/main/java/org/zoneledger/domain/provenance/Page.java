package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.merkle.MerkleTree;

/**
 * The events of one capture in two parts: what everybody may see, and by event what is restricted.
 *
 * @param events public events in the order captured, 1 to {@value #MAX_EVENTS}
 * @param restricted restricted fields by index of their event; field names are JSON pointers (RFC 6901) into it
 */
public record Page(List<ObjectNode> events, SortedMap<Integer, Sealed> restricted) {

    /** Events that one page holds. */
    public static final int MAX_EVENTS = 1000;

    /** Bytes of the canonical events, uncompressed. */
    public static final int MAX_BYTES = 8 << 20;

    public Page {
        events = List.copyOf(events);
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw Refusal.of(Code.TOO_LARGE, "epcisBody.eventList", "a capture has 1 to " + MAX_EVENTS + " events");
        }
    }

    /**
     * Makes a page from an EPCIS 2.0 document (JSON): each event in its one form ({@link EventForm}), divided by the disclosure policy.
     *
     * @param document EPCISDocument with an eventList
     * @param seed salt seed of the sender, see {@link Sealed#seal}
     * @param at now; decides which disclosure policy is in force
     */
    public static Page split(JsonNode document, byte[] seed, Instant at) {
        JsonNode list = eventList(document);
        EventContext context = EventContext.of(document.get(EventContext.NAME));
        Keys keys = new Keys();
        List<ObjectNode> events = new ArrayList<>();
        SortedMap<Integer, Sealed> restricted = new TreeMap<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof ObjectNode event)) {
                throw Refusal.of(Code.MALFORMED, at(i), "an event is a JSON object");
            }
            EventParts parts = split(event, context, keys, i, seed, at);
            events.add(parts.open());
            if (!parts.restricted().isEmpty()) {
                restricted.put(i, parts.restricted());
            }
        }
        return new Page(events, restricted);
    }

    /** The document that captures one event: as a page, the event alone is captured like any other. */
    public static ObjectNode documentOf(JsonNode event) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("type", "EPCISDocument");
        document.put("schemaVersion", "2.0");
        document.putArray(EventContext.NAME);
        document.putObject("epcisBody").putArray("eventList").add(event);
        return document;
    }

    private static EventParts split(
            ObjectNode event, EventContext context, Keys keys, int index, byte[] seed, Instant at) {
        byte[] own = eventSeed(seed, index);
        try {
            return EventParts.split(EventForm.within(event, context, keys), own, at);
        } catch (RefusalException e) {
            throw e.refusal().under(at(index)).exception();
        }
    }

    /**
     * Reads a page as it travels and is stored.
     *
     * @param events canonical JSON array of public events
     * @param restricted canonical JSON object of sealed fields by event index
     */
    public static Page read(byte[] events, byte[] restricted) {
        if (events.length > MAX_BYTES || restricted.length > MAX_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "", "a page is larger than " + MAX_BYTES + " bytes");
        }
        List<ObjectNode> list = readEvents(events);
        JsonNode fields = CanonicalJson.readCanonical(restricted);
        if (!fields.isObject()) {
            throw Refusal.of(Code.MALFORMED, "restricted", "an object of sealed fields by event is expected");
        }
        SortedMap<Integer, Sealed> sealed = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            if (!entry.getKey().matches("0|[1-9][0-9]{0,3}") || Integer.parseInt(entry.getKey()) >= list.size()) {
                throw Refusal.of(
                        Code.RESTRICTED_MISMATCH, "restricted", "restricted fields belong to an event of the page");
            }
            sealed.put(Integer.valueOf(entry.getKey()), Sealed.read(CanonicalJson.bytes(entry.getValue())));
        }
        return new Page(list, sealed);
    }

    /** Reads the public events of a stored page. */
    public static List<ObjectNode> readEvents(byte[] events) {
        JsonNode array = CanonicalJson.readCanonical(events);
        if (!array.isArray()) {
            throw Refusal.of(Code.MALFORMED, "epcisBody.eventList", "a list of events is expected");
        }
        List<ObjectNode> list = new ArrayList<>();
        for (JsonNode event : array) {
            if (!(event instanceof ObjectNode object)) {
                throw Refusal.of(Code.MALFORMED, at(list.size()), "an event is a JSON object");
            }
            list.add(object);
        }
        return list;
    }

    /** Path of an event as refusals name it. */
    public static String at(int index) {
        return "epcisBody.eventList[" + index + "]";
    }

    /** Canonical bytes of the public events. */
    public byte[] eventBytes() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        events.forEach(array::add);
        return CanonicalJson.bytes(array);
    }

    /** Canonical bytes of the restricted fields; {@code {}} when there are none. */
    public byte[] restrictedBytes() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        restricted.forEach((index, parts) -> node.set(Integer.toString(index), CanonicalJson.read(parts.bytes())));
        return CanonicalJson.bytes(node);
    }

    /** RFC 9162 leaf hashes over the canonical public events. */
    public List<byte[]> leafHashes() {
        return events.stream()
                .map(event -> MerkleTree.leafHash(CanonicalJson.bytes(event)))
                .toList();
    }

    /** Merkle root of the page, lower-case hexadecimal. */
    public String root() {
        return HexFormat.of().formatHex(MerkleTree.root(leafHashes()));
    }

    /** RFC 9162 Merkle root over the event hashes (CBV 2.0) of the public events, lower-case hexadecimal; a leaf is a hash as a URI in UTF-8. */
    public String hashRoot() {
        return HexFormat.of()
                .formatHex(MerkleTree.root(events.stream()
                        .map(event -> MerkleTree.leafHash(EventHash.of(event).getBytes(StandardCharsets.UTF_8)))
                        .toList()));
    }

    /** The event with its restricted fields in their places. */
    public ObjectNode whole(int index) {
        return new EventParts(events.get(index), restricted.getOrDefault(index, Sealed.none())).join();
    }

    private static byte[] eventSeed(byte[] seed, int index) {
        if (seed.length < Sealed.SEED_BYTES) {
            throw Refusal.of(Code.VALUE_INVALID, "salt", "a salt seed has at least " + Sealed.SEED_BYTES + " bytes");
        }
        return Sha256.digest(seed, ByteBuffer.allocate(4).putInt(index).array());
    }

    private static JsonNode eventList(JsonNode document) {
        Fields fields = Fields.of(document);
        fields.constant("type", "EPCISDocument");
        fields.constant("schemaVersion", "2.0");
        fields.any("@context");
        fields.optionalText("id", 200);
        fields.optionalText("creationDate", 40);
        fields.optionalText("sender", 200);
        fields.optionalText("receiver", 200);
        fields.optionalText("instanceIdentifier", 200);
        Fields body = fields.object("epcisBody");
        JsonNode list = body.any("eventList");
        body.end();
        fields.end();
        if (!list.isArray()) {
            throw Refusal.of(Code.MALFORMED, "epcisBody.eventList", "a list of events is expected");
        }
        return list;
    }
}
