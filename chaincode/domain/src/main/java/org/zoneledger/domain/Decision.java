package org.zoneledger.domain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * What a rule decided: the writes to apply and the answer to give. A rule that refuses throws {@link RefusalException} instead.
 *
 * @param key key of the record that was decided on
 * @param version its version afterwards
 * @param replayed the same document had arrived before; there is nothing to write
 * @param writes values to put, in order
 */
public record Decision(String key, long version, boolean replayed, List<Write> writes) {

    public Decision {
        writes = List.copyOf(writes);
        if (replayed && !writes.isEmpty()) {
            throw new IllegalArgumentException("a replay writes nothing");
        }
    }

    /** A decision that writes. */
    public static Decision of(String key, long version, List<Write> writes) {
        return new Decision(key, version, false, writes);
    }

    /** The answer to a document that had arrived before. */
    public static Decision replay(String key, long version) {
        return new Decision(key, version, true, List.of());
    }

    /** Canonical JSON {@code {"key","replayed","version"}}: the answer of a transaction. */
    public byte[] answer() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("key", key);
        node.put("replayed", replayed);
        node.put("version", version);
        return CanonicalJson.bytes(node);
    }
}
