package org.zoneledger.launcher.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import java.util.List;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.log.LogEntry;

/** A capture as the ledger holds it and a gateway publishes it. */
record TestCapture(String id, String uscc, List<ObjectNode> events) {

    TestCapture(String id, String uscc, ObjectNode... events) {
        this(id, uscc, List.of(events));
    }

    /** What was seen and is named by an event of the type. */
    static ObjectNode event(String type, String... epcs) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("eventTime", "2026-11-27T08:00:00.000Z")
                .put("action", "ADD");
        ArrayNode list = event.putArray("epcList");
        List.of(epcs).forEach(list::add);
        return event;
    }

    /** The entries of its page and its head, in a block and transaction of their own. */
    List<LogEntry> entries(int block) {
        return List.of(
                entry("page/" + id, page(), block, 0), entry("pagehead/" + id, CanonicalJson.bytes(head()), block, 1));
    }

    private static LogEntry entry(String key, byte[] value, int block, int position) {
        return new LogEntry("zone", "", key, Sha256.hex(value), block, position, "tx" + block);
    }

    /** A gateway publishes it. */
    void serve(TestLogs logs, String agency) {
        logs.serve(agency, "/log/page/" + id, page());
        ObjectNode receipt = JsonNodeFactory.instance.objectNode();
        receipt.set("content", head());
        logs.serve(agency, "/api/v1/receipts/pagehead/" + id, CanonicalJson.bytes(receipt));
    }

    private byte[] page() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        events.forEach(array::add);
        return Zstd.compress(CanonicalJson.bytes(array));
    }

    private ObjectNode head() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "page")
                .put("captureID", id)
                .put("uscc", uscc)
                .put("count", events.size());
    }
}
