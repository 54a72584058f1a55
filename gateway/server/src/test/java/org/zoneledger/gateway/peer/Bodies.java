package org.zoneledger.gateway.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.zoneledger.domain.filing.PartyDocument;
import org.zoneledger.domain.identifier.Gtin;
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
        body.putArray("kinds").add("e-commerce").add("evaluator");
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

    /** A new certificate of an enterprise, shown by its clerk. */
    public static ObjectNode certificate(People clerk) {
        return object().put("certificate", clerk.credential().certificatePem()).put("reason", "a new token");
    }

    /** A decision with the day up to which the filing holds. */
    public static ObjectNode activation() {
        return decision("ACTIVATE").put("validTo", "2036-01-31");
    }

    public static ObjectNode revocation() {
        return object().put("reason", "the token was lost").put("legalBasis", "order 7");
    }

    public static ObjectNode use(String procedure) {
        ObjectNode body = object().put("procedure", procedure);
        body.putArray("fields").add("nameZh").add("areaCode");
        return body;
    }

    /**
     * The signature that goes with a filing, an amendment or a new certificate.
     *
     * @param salt hexadecimal, needed where there are restricted values
     */
    public static String signature(People clerk, String uscc, ObjectNode body, String salt, String id, long version) {
        var seed = Optional.of(HexFormat.of().parseHex(salt));
        return sign(
                clerk,
                PartyDocument.of(Uscc.parse(uscc), body, seed, id, version).bytes());
    }

    /** The signature that goes with a product. */
    public static String signature(People clerk, String uscc, Gtin gtin, ObjectNode body, String id, long version) {
        return sign(
                clerk,
                PartyDocument.of(gtin, Uscc.parse(uscc), body, id, version).bytes());
    }

    /** The signature that goes with a capture. */
    public static String signature(People clerk, String uscc, String captureID, ObjectNode document, String salt) {
        Page page = Page.split(document, HexFormat.of().parseHex(salt), Instant.now());
        byte[] statement =
                PageRules.Statement.of(captureID, Uscc.parse(uscc), page).bytes();
        return sign(clerk, statement);
    }

    private static String sign(People clerk, byte[] statement) {
        return Jws.sign(statement, clerk.credential().key(), clerk.credential().sha256());
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
