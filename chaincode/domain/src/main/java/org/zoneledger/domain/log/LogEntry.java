package org.zoneledger.domain.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleTree;

/**
 * One write of a valid transaction, as the log holds it. A write to public state names its key; one to a private data collection is
 * known by the hashes that the ledger itself keeps.
 *
 * @param namespace the chaincode
 * @param collection the private data collection; empty for public state
 * @param key the key in public state; in a collection SHA-256 of the key, hexadecimal
 * @param value SHA-256 of the value, hexadecimal; empty where the key was deleted
 * @param block number of the block, from 0
 * @param position of the write among those of its block, from 0
 * @param txId hexadecimal
 */
public record LogEntry(
        String namespace, String collection, String key, String value, long block, int position, String txId) {

    /** What {@link #value} is where a key was deleted. */
    public static final String DELETED = "";

    /** Reads the canonical JSON of an entry; refuses with the field at fault. */
    public static LogEntry read(JsonNode node) {
        Fields fields = Fields.of(node);
        String collection = fields.optionalText("collection", 64).orElse("");
        LogEntry entry = new LogEntry(
                fields.text("namespace", 64),
                collection,
                collection.isEmpty() ? fields.text("key", 1024) : digest("keyDigest", fields),
                node.path("delete").asBoolean() ? DELETED : digest("valueDigest", fields),
                fields.integer("block", 0, Long.MAX_VALUE),
                (int) fields.integer("position", 0, Integer.MAX_VALUE),
                fields.text("txId", 64));
        if (!fields.any("delete").isBoolean()) {
            throw Refusal.of(Code.VALUE_INVALID, "delete", "true or false is expected");
        }
        fields.end();
        return entry;
    }

    /** The entry as it stands in a receipt. */
    public ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("namespace", namespace);
        if (collection.isEmpty()) {
            node.put("key", key);
        } else {
            node.put("collection", collection);
            node.put("keyDigest", key);
        }
        node.put("delete", isDelete());
        if (!isDelete()) {
            node.put("valueDigest", value);
        }
        node.put("block", block);
        node.put("position", position);
        node.put("txId", txId);
        return node;
    }

    /** Canonical bytes: an entry of the log's bundles. */
    public byte[] bytes() {
        return CanonicalJson.bytes(node());
    }

    /** Hash of the entry as a leaf of the log. */
    public byte[] leafHash() {
        return MerkleTree.leafHash(bytes());
    }

    public boolean isDelete() {
        return value.equals(DELETED);
    }

    /**
     * Whether the map of newest entries holds a key of public state: every key does but those of pages and their heads, which come by
     * the thousand and are written once.
     */
    public static boolean isMapped(String key) {
        return !key.startsWith("page/") && !key.startsWith("pagehead/");
    }

    /** Whether the map of newest entries holds the key of this entry. */
    public boolean isMapped() {
        return collection.isEmpty() && isMapped(key);
    }

    /** What the map holds when this entry, at a place of the log, is the newest of its key. */
    public Leaf leaf(long index) {
        return new Leaf(MerkleMap.key(namespace, key), index, isDelete());
    }

    private static String digest(String name, Fields fields) {
        String digest = fields.text(name, 64);
        if (!digest.matches("[0-9a-f]{64}")) {
            throw Refusal.of(Code.VALUE_INVALID, name, "a SHA-256 in hexadecimal is expected");
        }
        return digest;
    }
}
