package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.proof.Jws;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.domain.provenance.PageRules;

/** Bodies as clients send them; every one is acceptable as it is. */
public final class Bodies {

    private Bodies() {}

    public static ObjectNode filing(People clerk) {
        ObjectNode body = object().put("nameZh", "平湖服装")
                .put("nameEn", "Pinghu Garments")
                .put("areaCode", "330482")
                .put("certificate", clerk.credential().certificatePem());
        body.putArray("kinds").add("e-commerce");
        return body;
    }

    public static ObjectNode decision(String step) {
        return object().put("step", step).put("reason", "documents complete").put("legalBasis", "order 7");
    }

    public static ObjectNode product() {
        return object().put("nameZh", "羊毛衫")
                .put("nameEn", "Sweater")
                .put("brand", "Tongxiang")
                .put("originCountry", "CN")
                .put("level", "item");
    }

    public static ObjectNode assertion(String classCode) {
        return object().put("classCode", classCode)
                .put("legalBasis", "trial measure")
                .put("assessedOn", "2026-02-01")
                .put("validFrom", "2026-02-01")
                .put("validTo", "2036-01-31");
    }

    /** The signature that goes with a capture. */
    public static String signature(People clerk, String uscc, String captureID, ObjectNode document, String salt) {
        Page page = Page.split(document, HexFormat.of().parseHex(salt), Instant.now());
        byte[] statement =
                PageRules.Statement.of(captureID, Uscc.parse(uscc), page).bytes();
        return Jws.sign(statement, clerk.credential().key(), clerk.credential().sha256());
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
