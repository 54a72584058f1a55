package org.zoneledger.domain.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.PersonalData;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.filing.DocumentId;
import org.zoneledger.domain.identifier.DigitalLink;
import org.zoneledger.domain.identifier.Gtin;

/**
 * Recalls (召回): market regulation calls back batches of a product, or all of it, until it closes the recall. What was made of them or
 * packed with them is found by tracing forward, never listed by hand.
 */
public final class RecallRules {

    /** Batches that one recall names. */
    private static final int MOST_BATCHES = 200;

    private RecallRules() {}

    /** Ledger key of a recall. */
    public static String key(String id) {
        return "recall/" + id;
    }

    /** MSP id of the agency whose word a recall is. */
    public static String owner() {
        return Competence.table("recalls").asText();
    }

    /**
     * Decides on a recall.
     *
     * @param prior the stored recall, if any
     * @param product the product, if any
     * @param document {gtin, batches?[], reasonZh, reasonEn, adviceZh?, adviceEn?, legalBasis, id, version 1}; without batches it is
     *     about every one
     */
    public static Decision open(
            Optional<LedgerRecord> prior,
            Optional<LedgerRecord> product,
            ObjectNode document,
            Caller caller,
            Instant at) {
        Fields fields = Fields.of(document);
        Gtin gtin = fields.value("gtin", Gtin::parse);
        batches(fields, gtin);
        fields.text("reasonZh", 400);
        fields.text("reasonEn", 400);
        fields.optionalText("adviceZh", 400);
        fields.optionalText("adviceEn", 400);
        fields.text("legalBasis", 200);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        caller.mustBeOfficerOf(owner());
        String key = key(document.path("id").asText());
        if (LedgerRecord.isReplay(prior, document)) {
            return Decision.replay(key, prior.orElseThrow().version());
        }
        LedgerRecord recalled = product.orElseThrow(
                () -> Refusal.of(Code.PRODUCT_UNKNOWN, "gtin", "no enterprise has registered this product"));
        LedgerRecord recall = LedgerRecord.from("recall", document, caller, at);
        recall.node().put("gtin", gtin.value());
        recall.node().put("uscc", recalled.text("uscc"));
        recall.node().put("status", "OPEN");
        return Decision.of(key, 1, List.of(Write.open(key, recall.bytes()).ownedBy(List.of(owner()))));
    }

    /**
     * Decides on the end of a recall.
     *
     * @param document {recall, reason, legalBasis, id, version}
     */
    public static Decision close(Optional<LedgerRecord> prior, ObjectNode document, Caller caller, Instant at) {
        Fields fields = Fields.of(document);
        String key = key(fields.value("recall", DocumentId::check));
        fields.text("reason", 400);
        fields.text("legalBasis", 200);
        DocumentId.checkIn(fields);
        fields.end();
        PersonalData.refuseIn(document);
        LedgerRecord recall = prior.orElseThrow(() -> Refusal.of(Code.NOT_FOUND, "recall", "there is no such recall"));
        if (LedgerRecord.isDecided(recall, "decision", document)) {
            return Decision.replay(key, recall.version());
        }
        caller.mustBeOfficerOf(owner());
        if (!recall.text("status").equals("OPEN")) {
            throw Refusal.of(Code.WRONG_STATE, "recall", "the recall is closed already");
        }
        ObjectNode node = recall.node().deepCopy();
        node.put("status", "CLOSED");
        node.put("version", document.path("version").asLong());
        node.set("decision", LedgerRecord.decision(document, caller, at));
        return Decision.of(key, document.path("version").asLong(), List.of(Write.open(key, CanonicalJson.bytes(node))));
    }

    /** The batches of a product that a document names, none when it is about every one. */
    public static List<String> batches(Fields fields, Gtin gtin) {
        return fields.node().has("batches")
                ? fields.list("batches", MOST_BATCHES, batch -> {
                    DigitalLink.Item.batch(gtin, batch);
                    return batch;
                })
                : List.of();
    }

    /** Whether a recall is about a batch, or an item of one; of an item whose batch is not known only when it is about every batch. */
    public static boolean isAbout(JsonNode recall, DigitalLink.Item thing) {
        return recall.path("gtin").asText().equals(thing.gtin().value())
                && (!recall.has("batches")
                        || thing.batch()
                                .filter(Competence.texts(recall.path("batches"))::contains)
                                .isPresent());
    }
}
