package org.zoneledger.domain.filing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Fields;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.proof.PartyCertificate;

/** Many products under one signature: the enterprise signs the Merkle root over their documents, and each is proven to be under it. */
public final class ImportRules {

    /** Products of one transaction. */
    public static final int MAX_BATCH = 100;

    /** Largest batch, as canonical JSON. */
    public static final int MAX_BATCH_BYTES = 1 << 20;

    private static final int MAX_PATH = 14;
    private static final String SHA256 = "[0-9a-f]{64}";

    /** Form of a record with its place in an import; {@code jws} is over the statement and not over the record's own document. */
    private static final int SCHEMA = 2;

    private ImportRules() {}

    /**
     * What an enterprise signs for an import: canonical {@code {"count","importID","root","uscc"}}.
     *
     * @param importID chosen by the sender, 8 to 58 characters
     * @param count number of products
     * @param root Merkle root over their canonical documents, hexadecimal
     * @param uscc the sender
     */
    public record Statement(String importID, long count, String root, Uscc uscc) {

        /** Reads canonical bytes. */
        public static Statement read(byte[] statement) {
            Fields fields = Fields.of(CanonicalJson.readCanonical(statement));
            Statement read = new Statement(
                    fields.value("importID", ImportRules::checkImportID),
                    fields.integer("count", 1, ProductFile.MAX_LINES),
                    fields.value("root", ImportRules::sha256),
                    fields.value("uscc", Uscc::parse));
            fields.end();
            return read;
        }

        /** Canonical bytes: the payload of the sender's signature. */
        public byte[] bytes() {
            ObjectNode node = place();
            node.put("uscc", uscc.value());
            return CanonicalJson.bytes(node);
        }

        private ObjectNode place() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("importID", importID);
            node.put("count", count);
            node.put("root", root);
            return node;
        }
    }

    /**
     * One product of an import.
     *
     * @param document as for {@link ProductRules#register}; its id is that of the import, a hyphen and the index
     * @param index place among the leaves, from 0
     * @param path inclusion proof, from the leaf's sibling upwards, hexadecimal
     */
    public record Leaf(ObjectNode document, long index, List<String> path) {

        public Leaf {
            path = List.copyOf(path);
        }

        private ObjectNode node() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.set("document", document);
            node.put("index", index);
            path.forEach(node.putArray("path")::add);
            return node;
        }

        private boolean isUnder(Statement statement) {
            List<byte[]> proof = path.stream().map(HexFormat.of()::parseHex).toList();
            byte[] hash = MerkleTree.leafHash(CanonicalJson.bytes(document));
            byte[] root = HexFormat.of().parseHex(statement.root());
            return MerkleTree.verifyInclusion(hash, index, statement.count(), proof, root);
        }
    }

    /** Refuses an id that leaves no room for the ids of the products: 8 to 58 characters. */
    public static String checkImportID(String id) {
        DocumentId.check(id);
        if (id.length() > 58) {
            throw Refusal.of(Code.VALUE_INVALID, "", "the id of an import has 8 to 58 characters");
        }
        return id;
    }

    /**
     * The document of one product of an import.
     *
     * @param index place among the leaves, from 0
     * @param body the product as its line describes it, with {@code gtin} and, if it is not the first one, {@code version}
     */
    public static ObjectNode document(String importID, long index, Uscc uscc, ObjectNode body) {
        ObjectNode product = body.deepCopy();
        JsonNode version = product.remove("version");
        if (version != null && !(version.isIntegralNumber() && version.longValue() >= 1)) {
            throw Refusal.of(Code.VALUE_INVALID, "version", "an integer from 1 on is expected");
        }
        Gtin gtin = Fields.of(product).value("gtin", Gtin::parse);
        return PartyDocument.of(gtin, uscc, product, id(importID, index), version == null ? 1 : version.longValue())
                .document();
    }

    /** Canonical bytes of a batch: {@code [{"document","index","path"}]}. */
    public static byte[] bytes(List<Leaf> batch) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        batch.forEach(leaf -> array.add(leaf.node()));
        return CanonicalJson.bytes(array);
    }

    /** Reads a batch of 1 to {@value #MAX_BATCH} products from canonical bytes. */
    public static List<Leaf> read(byte[] batch) {
        if (batch.length > MAX_BATCH_BYTES) {
            throw Refusal.of(Code.TOO_LARGE, "products", "a batch has at most " + MAX_BATCH_BYTES + " bytes");
        }
        JsonNode list = CanonicalJson.readCanonical(batch);
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_BATCH) {
            throw Refusal.of(Code.TOO_LARGE, "products", "a list of 1 to " + MAX_BATCH + " products is expected");
        }
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            leaves.add(leaf(list.get(i), at(i)));
        }
        return leaves;
    }

    /** Every GTIN that a batch names, in order; refuses one that is none. */
    public static SortedSet<String> gtins(List<Leaf> batch) {
        TreeSet<String> gtins = new TreeSet<>();
        for (int i = 0; i < batch.size(); i++) {
            ObjectNode document = batch.get(i).document();
            within(i, () -> gtins.add(Gtin.parse(document.path("gtin").asText()).value()));
        }
        return gtins;
    }

    /**
     * Decides on a batch of an import. Products that stand on the ledger already are passed over; if all do, it is a replay.
     *
     * @param filing the sender's filing, if any
     * @param products the stored products among {@link #gtins}, by GTIN
     * @param statement what the sender signed
     * @param jws the sender's detached signature over the statement
     */
    public static Decision decide(
            Optional<LedgerRecord> filing,
            SortedMap<String, LedgerRecord> products,
            Statement statement,
            String jws,
            List<Leaf> batch,
            Caller caller,
            Instant at) {
        caller.mustBeClerkOf(statement.uscc());
        Competence.mustBeSingleWindow(caller);
        List<Leaf> unwritten = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        for (int i = 0; i < batch.size(); i++) {
            Leaf leaf = batch.get(i);
            within(i, () -> {
                if (!isWritten(leaf, statement, seen, products)) {
                    unwritten.add(leaf);
                }
            });
        }
        ObjectNode first = batch.get(0).document();
        String key = key(first);
        long version = first.path("version").asLong();
        if (unwritten.isEmpty()) {
            return Decision.replay(key, version);
        }
        mustBeSigned(statement, jws, filing, at);
        return Decision.of(
                key,
                version,
                unwritten.stream()
                        .map(leaf -> Write.open(key(leaf.document()), record(leaf, statement, jws, caller, at)))
                        .toList());
    }

    /** Refuses unless the statement is signed by the good certificate of an active filing. */
    public static void mustBeSigned(Statement statement, String jws, Optional<LedgerRecord> filing, Instant at) {
        JsonNode certificate = CertificateRules.mustBeGood(
                FilingRules.mustBeActive(filing, at).node().path("certificate"));
        PartyCertificate.mustHaveSigned(certificate, jws, statement.bytes());
    }

    private static boolean isWritten(
            Leaf leaf, Statement statement, Set<String> seen, SortedMap<String, LedgerRecord> products) {
        ObjectNode document = leaf.document();
        ProductRules.Product product = ProductRules.check(document);
        String gtin = product.gtin().value();
        if (!product.uscc().equals(statement.uscc())) {
            throw Refusal.of(Code.USCC_INVALID, "uscc", "the product is not of the enterprise that signed the import");
        }
        if (!document.path("id").asText().equals(id(statement.importID(), leaf.index()))) {
            throw Refusal.of(Code.VALUE_INVALID, "id", "the id is that of the import, a hyphen and the index");
        }
        if (!seen.add(gtin)) {
            throw Refusal.of(Code.VALUE_INVALID, "gtin", "the GTIN stands in the batch before");
        }
        if (!leaf.isUnder(statement)) {
            throw Refusal.of(Code.ROOT_MISMATCH, "path", "the product is not under the signed root at this index");
        }
        Optional<LedgerRecord> prior = Optional.ofNullable(products.get(gtin));
        ProductRules.mustBeFreeFor(product.uscc(), prior);
        return LedgerRecord.isReplay(prior, document);
    }

    private static byte[] record(Leaf leaf, Statement statement, String jws, Caller caller, Instant at) {
        LedgerRecord product = LedgerRecord.from("product", leaf.document(), caller, at);
        ObjectNode place = statement.place();
        place.put("index", leaf.index());
        leaf.path().forEach(place.putArray("path")::add);
        product.node().put("schema", SCHEMA);
        product.node().put("jws", jws);
        product.node().set("import", place);
        return product.bytes();
    }

    private static Leaf leaf(JsonNode node, String path) {
        Fields fields = Fields.of(node, path);
        JsonNode document = fields.any("document");
        long index = fields.integer("index", 0, ProductFile.MAX_LINES);
        JsonNode proof = fields.any("path");
        fields.end();
        if (!(document instanceof ObjectNode product)) {
            throw Refusal.of(Code.MALFORMED, fields.at("document"), "a JSON object is expected");
        }
        List<String> hashes = new ArrayList<>();
        proof.forEach(hash -> hashes.add(hash.asText()));
        if (!proof.isArray() || hashes.size() > MAX_PATH || !hashes.stream().allMatch(hash -> hash.matches(SHA256))) {
            throw Refusal.of(
                    Code.VALUE_INVALID,
                    fields.at("path"),
                    "a list of at most " + MAX_PATH + " SHA-256 in hexadecimal is expected");
        }
        return new Leaf(product, index, hashes);
    }

    private static String sha256(String text) {
        if (!text.matches(SHA256)) {
            throw Refusal.of(Code.VALUE_INVALID, "", "a SHA-256 in hexadecimal is expected");
        }
        return text;
    }

    private static String key(ObjectNode document) {
        return ProductRules.key(Gtin.parse(document.path("gtin").asText()));
    }

    private static String id(String importID, long index) {
        return importID + "-" + index;
    }

    private static String at(int index) {
        return "products[" + index + "]";
    }

    private static void within(int index, Runnable check) {
        try {
            check.run();
        } catch (RefusalException e) {
            throw e.refusal().under(at(index)).exception();
        }
    }
}
