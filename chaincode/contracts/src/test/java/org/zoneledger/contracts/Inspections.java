package org.zoneledger.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.Sha256;

/** The proposals that customs' gateway makes about random inspections. */
final class Inspections {

    private Inspections() {}

    /** A list of so many declarations, which are this inspection's own. */
    static ObjectNode list(String id, int declarations) {
        Map<String, String> letters = new TreeMap<>();
        for (int i = 0; i < declarations; i++) {
            String digest = Sha256.hex((id + " " + i).getBytes(StandardCharsets.UTF_8));
            letters.put(digest, "ABCD".substring(i % 4, i % 4 + 1));
        }
        ObjectNode list = Enterprise.object("{'declarations':[],'law':'zone-grade-2','version':1}");
        letters.forEach((digest, letter) -> list.withArray("/declarations")
                .addObject()
                .put("digest", digest)
                .put("letter", letter));
        return list.put("id", id);
    }

    static Proposal inspect(ObjectNode list, String msp) {
        return Enterprise.official(TransactionName.CREDIT_INSPECT, list, msp);
    }
}
