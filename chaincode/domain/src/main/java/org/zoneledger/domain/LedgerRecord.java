package org.zoneledger.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.canonical.Sha256;

/**
 * What every versioned record on the ledger has in common, and the rule that makes retries safe.
 *
 * @param node the record's public JSON
 */
public record LedgerRecord(ObjectNode node) {

    /** Reads a stored record. */
    public static LedgerRecord read(byte[] value) {
        return new LedgerRecord((ObjectNode) CanonicalJson.read(value));
    }

    /** The record that a document makes: the document itself, plus who, when and the document's digest. */
    public static LedgerRecord from(String type, ObjectNode document, Caller caller, Instant at) {
        ObjectNode node = document.deepCopy();
        node.put("type", type);
        node.put("schema", 1);
        node.put("document", Sha256.hex(CanonicalJson.bytes(document)));
        return new LedgerRecord(node).stamp(caller, at);
    }

    /**
     * Places that wait for their owners' first documents, {@code type/scheme/uscc}, each bound to its owner: made when a filing is accepted,
     * so that nobody else can make them.
     *
     * @param owners MSP id by scheme
     */
    public static List<Write> vacant(String type, SortedMap<String, String> owners, String uscc, Instant at) {
        List<Write> places = new ArrayList<>();
        owners.forEach((scheme, owner) -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("type", type);
            node.put("schema", 1);
            node.put("scheme", scheme);
            node.put("uscc", uscc);
            node.put("status", "VACANT");
            node.put("version", 0);
            node.put("at", Fields.format(at));
            String key = type + "/" + scheme + "/" + uscc;
            places.add(Write.open(key, new LedgerRecord(node).bytes()).ownedBy(List.of(owner)));
        });
        return places;
    }

    /** The same record signed by this caller at this time. */
    public LedgerRecord stamp(Caller caller, Instant at) {
        ObjectNode by = JsonNodeFactory.instance.objectNode();
        by.put("msp", caller.msp());
        by.put("role", caller.role().name());
        by.put("certificate", caller.certificate());
        node.set("by", by);
        node.put("at", Fields.format(at));
        return this;
    }

    public String text(String field) {
        return node.path(field).asText("");
    }

    public long version() {
        return node.path("version").asLong(0);
    }

    public byte[] bytes() {
        return CanonicalJson.bytes(node);
    }

    /**
     * Whether a document has been decided on already: same id and content.
     *
     * <p>Refuses with ID_REUSED when the id came with other content and with VERSION_CONFLICT when the document was not made for the
     * version that follows the stored one, so that a late retry cannot undo what came after it.
     */
    public static boolean isReplay(Optional<LedgerRecord> prior, JsonNode document) {
        String id = document.path("id").asText();
        long version = document.path("version").asLong();
        if (prior.isPresent() && prior.get().text("id").equals(id)) {
            if (prior.get().text("document").equals(Sha256.hex(CanonicalJson.bytes(document)))) {
                return true;
            }
            throw Refusal.of(Code.ID_REUSED, "id", "the id was used before for another document");
        }
        long expected = prior.map(LedgerRecord::version).orElse(0L) + 1;
        if (version != expected) {
            throw Refusal.of(
                    Code.VERSION_CONFLICT, "version", "the record has changed; the next version is " + expected);
        }
        return false;
    }

    /** Whether a document has been decided on already, by the decision that a field of the record keeps. */
    public static boolean isDecided(LedgerRecord record, String field, JsonNode document) {
        JsonNode last = record.node().path(field);
        if (last.path("id").asText().equals(document.path("id").asText())) {
            if (last.path("document").asText().equals(Sha256.hex(CanonicalJson.bytes(document)))) {
                return true;
            }
            throw Refusal.of(Code.ID_REUSED, "id", "the id was used before for another decision");
        }
        return isReplay(Optional.of(record), document);
    }

    /** What a record keeps of a decision: who, when, why, and the document's id and digest. */
    public static ObjectNode decision(ObjectNode document, Caller caller, Instant at) {
        ObjectNode signed = new LedgerRecord(JsonNodeFactory.instance.objectNode())
                .stamp(caller, at)
                .node();
        for (String name : List.of("step", "reason", "legalBasis", "id")) {
            if (document.has(name)) {
                signed.set(name, document.get(name));
            }
        }
        signed.put("document", Sha256.hex(CanonicalJson.bytes(document)));
        return signed;
    }
}
