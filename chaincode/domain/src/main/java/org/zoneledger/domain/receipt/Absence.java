package org.zoneledger.domain.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.log.LogEntry;
import org.zoneledger.domain.merkle.MerkleMap;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleMap.Proof;

/**
 * What proves to somebody who trusts nobody but the agencies' roots that the zone's chaincode holds no record under a key. Its JSON is a
 * form of {@code receipt-v1.schema.json}.
 *
 * @param key as on the ledger, such as {@code filing/91330483MA2E0010X3}
 * @param proof what the map of the checkpoint holds where the way of the key ends: nothing, another key, or the key with its deletion
 * @param checkpoint a C2SP signed note with cosignatures
 * @param certificates X.509 (DER) of the witnesses that cosigned
 */
public record Absence(String key, Proof proof, String checkpoint, List<byte[]> certificates) {

    /** The chaincode whose records are meant; under a name that no chaincode has everything is absent. */
    public static final String NAMESPACE = "zone";

    private static final String ABSENT = "absent";

    /** Whether a receipt is one of absence. */
    static boolean isIn(JsonNode json) {
        return json.has(ABSENT);
    }

    /** Reads a receipt of absence; refuses with the field at fault. */
    public static Absence read(byte[] json) {
        return read(Receipt.json(json));
    }

    static Absence read(JsonNode json) {
        Fields fields = Fields.of(json);
        fields.constant("format", Receipt.FORMAT);
        Fields absent = fields.object(ABSENT);
        String key = absent.text("key", 1024);
        Optional<Leaf> leaf = absent.optionalAny("leaf").map(any -> leaf(Fields.of(any, "absent.leaf")));
        List<byte[]> path = Receipt.way(absent);
        absent.end();
        String checkpoint = fields.any("checkpoint").asText();
        List<byte[]> certificates = Receipt.certificates(fields);
        fields.end();
        return new Absence(key, new Proof(leaf, path), checkpoint, certificates);
    }

    /** The receipt as it is given out. */
    public ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("format", Receipt.FORMAT);
        ObjectNode absent = node.putObject(ABSENT);
        absent.put("key", key);
        proof.leaf().ifPresent(leaf -> absent.putObject("leaf")
                .put("keyDigest", leaf.key())
                .put("index", leaf.index())
                .put("delete", leaf.deleted()));
        absent.put("path", Receipt.joined(proof.path()));
        Receipt.vouch(node, checkpoint, certificates);
        return node;
    }

    /** Canonical bytes. */
    public byte[] bytes() {
        return CanonicalJson.bytes(node());
    }

    /** Whether a map of this root holds no record under the key. */
    boolean isProven(byte[] map) {
        String mapped = MerkleMap.key(NAMESPACE, key);
        return LogEntry.isMapped(key) && isAbsent(key, proof) && MerkleMap.verify(mapped, proof, map);
    }

    /** Whether the place that a proof shows has no record under a key: it is empty, or another key's, or says that it was deleted. */
    public static boolean isAbsent(String key, Proof proof) {
        String mapped = MerkleMap.key(NAMESPACE, key);
        return proof.leaf()
                .map(leaf -> leaf.deleted() || !leaf.key().equals(mapped))
                .orElse(true);
    }

    private static Leaf leaf(Fields fields) {
        String key = fields.text("keyDigest", 64);
        long index = fields.integer("index", 0, Long.MAX_VALUE);
        JsonNode deleted = fields.any("delete");
        if (!deleted.isBoolean()) {
            throw Refusal.of(Code.VALUE_INVALID, fields.at("delete"), "true or false is expected");
        }
        fields.end();
        return new Leaf(key, index, deleted.booleanValue());
    }
}
