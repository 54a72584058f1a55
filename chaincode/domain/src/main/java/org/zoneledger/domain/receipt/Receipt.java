package org.zoneledger.domain.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.merkle.MerkleMap;

/**
 * What proves one record or one event to somebody who trusts nobody but the agencies' roots. Its JSON is described by
 * {@code receipt-v1.schema.json} beside this class; once given out, a format is read for ever.
 *
 * @param content the record, or the public event, as it stands on the ledger; may be left out where its holder has it
 * @param revealed restricted fields of the content that its holder was shown, each with its salt; empty for everybody else
 * @param place where an event stands in its page; nothing for a record
 * @param entry the write that brought the record, or the head of the event's page
 * @param index of the entry in the log
 * @param path inclusion proof of the entry in the log of the checkpoint
 * @param newest proof, in the map of the checkpoint, that no entry of the log is a newer one of the same key; nothing where the receipt does
 *     not say so
 * @param checkpoint a C2SP signed note with cosignatures
 * @param certificates X.509 (DER) of the witnesses that cosigned
 */
public record Receipt(
        Optional<ObjectNode> content,
        Sealed revealed,
        Optional<Place> place,
        Written entry,
        long index,
        List<byte[]> path,
        Optional<List<byte[]>> newest,
        String checkpoint,
        List<byte[]> certificates) {

    /** The name of this format. */
    public static final String FORMAT = "zoneledger.org/receipt/v1";

    /** Bytes of a receipt that is read. */
    public static final int MAX_BYTES = 16 << 20;

    private static final String PATH = "path";
    private static final int HASH_BYTES = 32;
    private static final int MOST_LEVELS = 64;

    /** A receipt that does not say whether what it proves is the newest. */
    public Receipt(
            Optional<ObjectNode> content,
            Sealed revealed,
            Optional<Place> place,
            Written entry,
            long index,
            List<byte[]> path,
            String checkpoint,
            List<byte[]> certificates) {
        this(content, revealed, place, entry, index, path, Optional.empty(), checkpoint, certificates);
    }

    /**
     * An event's place.
     *
     * @param head what the ledger says about the page
     * @param index of the event in the page
     * @param path inclusion proof of the event in the page
     */
    public record Place(ObjectNode head, int index, List<byte[]> path) {}

    /**
     * Where a value was written. What was written is not repeated here: it is the content, or the page head.
     *
     * @param namespace the chaincode
     * @param key in public state
     * @param block number of the block
     * @param position of the write in its block
     * @param txId hexadecimal
     */
    public record Written(String namespace, String key, long block, int position, String txId) {}

    /** Reads a receipt; refuses with the field at fault. */
    public static Receipt read(byte[] json) {
        return read(json(json));
    }

    /** The JSON of a receipt, or of an absence. */
    static JsonNode json(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "", "a receipt has at most " + MAX_BYTES + " bytes");
        }
        return CanonicalJson.read(json);
    }

    static Receipt read(JsonNode node) {
        Fields fields = Fields.of(node);
        fields.constant("format", FORMAT);
        Optional<ObjectNode> content = fields.optionalAny("content").map(any -> object("content", any));
        Sealed revealed = fields.optionalAny("revealed")
                .map(any -> Sealed.read(CanonicalJson.bytes(any)))
                .orElse(Sealed.none());
        Optional<Place> place = fields.optionalAny("page").map(any -> place(Fields.of(any, "page")));
        Written entry = entry(fields.object("entry"));
        Fields log = fields.object("log");
        long index = log.integer("index", 0, Long.MAX_VALUE);
        List<byte[]> path = hashes(log);
        log.end();
        Optional<List<byte[]>> newest = fields.optionalAny("newest").map(any -> newest(Fields.of(any, "newest")));
        String checkpoint = fields.any("checkpoint").asText();
        List<byte[]> certificates = certificates(fields);
        fields.end();
        return new Receipt(content, revealed, place, entry, index, path, newest, checkpoint, certificates);
    }

    /** The receipt as it is given out. */
    public ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("format", FORMAT);
        content.ifPresent(given -> node.set("content", given));
        if (!revealed.isEmpty()) {
            node.set("revealed", revealed.node());
        }
        place.ifPresent(given -> {
            ObjectNode page = node.putObject("page");
            page.set("head", given.head());
            page.put("index", given.index());
            page.put(PATH, joined(given.path()));
        });
        ObjectNode written = node.putObject("entry");
        written.put("namespace", entry.namespace());
        written.put("key", entry.key());
        written.put("block", entry.block());
        written.put("position", entry.position());
        written.put("txId", entry.txId());
        ObjectNode log = node.putObject("log");
        log.put("index", index);
        log.put(PATH, joined(path));
        newest.ifPresent(given -> node.putObject("newest").put(PATH, joined(given)));
        vouch(node, checkpoint, certificates);
        return node;
    }

    /** Adds who vouches for it. */
    static void vouch(ObjectNode node, String checkpoint, List<byte[]> certificates) {
        node.put("checkpoint", checkpoint);
        ArrayNode witnesses = node.putArray("certificates");
        certificates.forEach(der -> witnesses.add(Base64.getEncoder().encodeToString(der)));
    }

    /** Canonical bytes. */
    public byte[] bytes() {
        return CanonicalJson.bytes(node());
    }

    /** The same receipt for somebody who has the content. */
    public Receipt withoutContent() {
        return new Receipt(Optional.empty(), revealed, place, entry, index, path, newest, checkpoint, certificates);
    }

    /** The same receipt with this content. */
    public Receipt with(ObjectNode given) {
        return new Receipt(Optional.of(given), revealed, place, entry, index, path, newest, checkpoint, certificates);
    }

    /** The same receipt for somebody who is shown these restricted fields of the content. */
    public Receipt revealing(Sealed fields) {
        return new Receipt(content, fields, place, entry, index, path, newest, checkpoint, certificates);
    }

    /** The same receipt with the proof that it is of the newest version. */
    public Receipt newest(List<byte[]> proof) {
        return new Receipt(content, revealed, place, entry, index, path, Optional.of(proof), checkpoint, certificates);
    }

    private static List<byte[]> newest(Fields newest) {
        List<byte[]> path = way(newest);
        newest.end();
        return path;
    }

    private static Place place(Fields page) {
        Place place = new Place(
                object("page.head", page.any("head")), (int) page.integer("index", 0, Integer.MAX_VALUE), hashes(page));
        page.end();
        return place;
    }

    private static Written entry(Fields entry) {
        Written written = new Written(
                entry.text("namespace", 64),
                entry.text("key", 1024),
                entry.integer("block", 0, Long.MAX_VALUE),
                (int) entry.integer("position", 0, Integer.MAX_VALUE),
                entry.text("txId", 64));
        entry.end();
        return written;
    }

    static List<byte[]> certificates(Fields fields) {
        JsonNode list = fields.any("certificates");
        if (!list.isArray() || list.size() > 32) {
            throw Refusal.of(Code.VALUE_INVALID, "certificates", "a list of at most 32 certificates is expected");
        }
        List<byte[]> certificates = new ArrayList<>();
        for (JsonNode certificate : list) {
            certificates.add(decoded("certificates", certificate.asText()));
        }
        return List.copyOf(certificates);
    }

    private static ObjectNode object(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.of(Code.VALUE_INVALID, name, "an object is expected");
    }

    /** The hashes of a path are one base64 text, one after the other: a path of one leaf alone is empty. */
    private static List<byte[]> hashes(Fields fields) {
        return hashes(fields, MOST_LEVELS);
    }

    /** The same for the way of a key in a map, which may be as long as the key has bits. */
    static List<byte[]> way(Fields fields) {
        return hashes(fields, MerkleMap.KEY_BITS);
    }

    private static List<byte[]> hashes(Fields fields, int most) {
        byte[] joined = decoded(fields.at(PATH), fields.any(PATH).asText());
        if (joined.length % HASH_BYTES != 0 || joined.length > most * HASH_BYTES) {
            throw Refusal.of(
                    Code.VALUE_INVALID, fields.at(PATH), "at most " + most + " hashes of 32 bytes are expected");
        }
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < joined.length; i += HASH_BYTES) {
            hashes.add(Arrays.copyOfRange(joined, i, i + HASH_BYTES));
        }
        return List.copyOf(hashes);
    }

    static String joined(List<byte[]> hashes) {
        ByteBuffer joined = ByteBuffer.allocate(hashes.size() * HASH_BYTES);
        hashes.forEach(joined::put);
        return Base64.getEncoder().encodeToString(joined.array());
    }

    private static byte[] decoded(String name, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.of(Code.VALUE_INVALID, name, "base64 is expected");
        }
    }
}
