package org.zoneledger.domain.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.provenance.RecallRules;

/**
 * Goods that a fact is about.
 *
 * @param gtin of the product
 * @param batches of it, none when it is about every one
 */
public record Goods(Gtin gtin, List<String> batches) {

    public Goods {
        batches = List.copyOf(batches);
    }

    /** Reads {gtin, batches?[]}. */
    static Goods read(JsonNode node, String path) {
        Fields fields = Fields.of(node, path);
        Gtin gtin = fields.value("gtin", Gtin::parse);
        List<String> batches = RecallRules.batches(fields, gtin);
        fields.end();
        return new Goods(gtin, batches);
    }

    /** As they are stored. */
    ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("gtin", gtin.value());
        if (!batches.isEmpty()) {
            batches.forEach(node.putArray("batches")::add);
        }
        return node;
    }
}
