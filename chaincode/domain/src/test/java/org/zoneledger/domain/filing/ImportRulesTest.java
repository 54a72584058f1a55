package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.filing.TestFiling.AT;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.ImportRules.Leaf;
import org.zoneledger.domain.filing.ImportRules.Statement;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.merkle.MerkleTree;
import org.zoneledger.domain.proof.Jws;

class ImportRulesTest {

    private static final String ID = "import-1";
    private static final int COUNT = 7;

    private final TestFiling filing = TestFiling.in("ACTIVE");
    private final TreeMap<String, LedgerRecord> products = new TreeMap<>();
    private final List<ObjectNode> documents = documents(KNITTER);

    @Nested
    class Decide {

        @Test
        void writes_each_product_of_a_batch_under_the_signature_of_all() {
            Decision decision = decide(leaves(), 2, 5);
            assertThat(decision.writes())
                    .extracting(Write::key)
                    .containsExactly("product/" + gtin(2), "product/" + gtin(3), "product/" + gtin(4));
            assertThat(decision.key()).isEqualTo("product/" + gtin(2));
            assertThat(decision.version()).isEqualTo(1);
        }

        @Test
        void leaves_each_product_provable_from_its_record_and_the_filing_alone() {
            for (Write write : decide(leaves(), 0, COUNT).writes()) {
                ObjectNode record = LedgerRecord.read(write.value()).node();
                assertThat(record.path("schema").asInt()).isEqualTo(2);
                var place = record.path("import");
                List<byte[]> path = new ArrayList<>();
                place.path("path").forEach(hash -> path.add(HexFormat.of().parseHex(hash.asText())));
                ObjectNode document = record.deepCopy();
                document.remove(List.of("type", "schema", "document", "by", "at", "jws", "import"));
                byte[] root = HexFormat.of().parseHex(place.path("root").asText());
                assertThat(MerkleTree.verifyInclusion(
                                MerkleTree.leafHash(CanonicalJson.bytes(document)),
                                place.path("index").asLong(),
                                place.path("count").asLong(),
                                path,
                                root))
                        .isTrue();
                Statement statement = new Statement(
                        place.path("importID").asText(),
                        place.path("count").asLong(),
                        place.path("root").asText(),
                        KNITTER.uscc());
                Jws.mustVerify(record.path("jws").asText(), statement.bytes(), KNITTER.certificateDer());
            }
        }

        @Test
        void answers_the_same_batch_again_without_writing_whatever_became_of_the_filing() {
            store(decide(leaves(), 0, COUNT));
            filing.take("SUSPEND", "MarketMSP");
            Decision again = decide(leaves(), 0, COUNT);
            assertThat(again.replayed()).isTrue();
            assertThat(again.key()).isEqualTo("product/" + gtin(0));
        }

        @Test
        void writes_what_is_missing_of_a_batch_that_was_written_in_part() {
            store(decide(leaves(), 0, 3));
            assertThat(decide(leaves(), 0, COUNT).writes())
                    .extracting(Write::key)
                    .containsExactly(
                            "product/" + gtin(3), "product/" + gtin(4), "product/" + gtin(5), "product/" + gtin(6));
        }

        @Test
        void imports_a_single_product() {
            documents.subList(1, COUNT).clear();
            assertThat(decide(leaves(), 0, 1).writes()).hasSize(1);
        }

        @Test
        void describes_products_anew_as_their_next_versions() {
            store(decide(leaves(), 0, COUNT));
            documents.forEach(document -> document.put("brand", "云织二").put("version", 2));
            List<Leaf> next = leaves("import-2");
            store(decide("import-2", next, 0, COUNT));
            assertThat(products.get(gtin(0)).text("brand")).isEqualTo("云织二");
        }

        @Test
        void refuses_a_product_by_its_place_in_the_batch_and_its_field() {
            documents.get(4).put("hs6", "61");
            refused(Code.VALUE_INVALID, "products[2].hs6", leaves(), 2, 6);
            documents.get(4).put("hs6", "611011").put("price", "1");
            refused(Code.FIELD_UNKNOWN, "products[2]", leaves(), 2, 6);
            documents.get(4).remove("price");
            documents.get(4).put("brand", "B11010519491231002X");
            refused(Code.PERSONAL_DATA, "products[2].brand", leaves(), 2, 6);
        }

        @Test
        void refuses_another_enterprises_product_and_another_enterprises_number() {
            documents.get(1).put("uscc", "91330482MA2B0006XD");
            refused(Code.USCC_INVALID, "products[1].uscc", leaves(), 0, COUNT);
            documents.get(1).put("uscc", KNITTER.uscc().value());
            store(decide(leaves(), 0, COUNT));
            products.get(gtin(1)).node().put("uscc", "91330482MA2B0006XD");
            refused(Code.NOT_OWNER, "products[1].gtin", leaves(), 0, COUNT);
        }

        @Test
        void refuses_a_number_twice_and_another_version() {
            documents.get(3).put("gtin", gtin(1));
            refused(Code.VALUE_INVALID, "products[3].gtin", leaves(), 0, COUNT);
            documents.get(3).put("gtin", gtin(3)).put("version", 2);
            refused(Code.VERSION_CONFLICT, "products[3].version", leaves(), 0, COUNT);
        }

        @Test
        void refuses_an_id_that_is_not_that_of_the_import_and_the_place() {
            for (String id : List.of("import-1-4", "import-2-3", "import-1")) {
                leaves();
                documents.get(3).put("id", id);
                refused(Code.VALUE_INVALID, "products[3].id", leavesAsTheyAre(), 0, COUNT);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "SUSPENDED", "CANCELLED"})
        void refuses_an_enterprise_whose_filing_is(String status) {
            Refused.with(
                    Code.FILING_NOT_ACTIVE,
                    "uscc",
                    () -> decide(TestFiling.in(status).stored(), leaves(), KNITTER.clerk("CommerceMSP"), AT));
        }

        @Test
        void refuses_an_enterprise_that_never_filed_and_one_whose_filing_has_expired() {
            Caller clerk = KNITTER.clerk("CommerceMSP");
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> decide(Optional.empty(), leaves(), clerk, AT));
            Instant late = Instant.parse("2027-05-05T16:00:00Z");
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> decide(filing.stored(), leaves(), clerk, late));
        }

        @Test
        void refuses_a_clerk_of_another_enterprise_and_another_way_in_than_the_single_window() {
            Caller other = TestParty.of("91330482MA2B0006XD", "secp256r1").clerk("CommerceMSP");
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> decide(filing.stored(), leaves(), other, AT));
            Caller officer = TestParty.officer("CommerceMSP");
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> decide(filing.stored(), leaves(), officer, AT));
            Caller elsewhere = KNITTER.clerk("OperatorMSP");
            Refused.with(Code.NOT_PERMITTED, "", () -> decide(filing.stored(), leaves(), elsewhere, AT));
        }
    }

    /** Each product is under the root that the enterprise signed, at its place. */
    @Nested
    class Inclusion {

        @Test
        void holds_for_no_other_document_than_the_signed_one() {
            List<Leaf> leaves = leaves();
            Statement signed = statement(ID, leaves);
            documents.get(5).put("brand", "另一个");
            Refused.with(
                    Code.ROOT_MISMATCH,
                    "products[5].path",
                    () -> decide(signed, KNITTER.sign(node(signed)), leaves, 0, COUNT));
        }

        @Test
        void holds_for_no_other_place_and_no_other_path() {
            refusedLeaf(leaf -> new Leaf(leaf.document(), COUNT, leaf.path()), "id");
            refusedLeaf(leaf -> new Leaf(leaf.document(), leaf.index(), List.of()), "path");
            refusedLeaf(
                    leaf -> {
                        List<String> path = new ArrayList<>(leaf.path());
                        Collections.reverse(path);
                        return new Leaf(leaf.document(), leaf.index(), path);
                    },
                    "path");
        }

        @Test
        void holds_for_no_other_count() {
            List<Leaf> leaves = leaves();
            Statement right = statement(ID, leaves);
            Statement fewer = new Statement(ID, 3, right.root(), KNITTER.uscc());
            Refused.with(
                    Code.ROOT_MISMATCH,
                    "products[0].path",
                    () -> decide(fewer, KNITTER.sign(node(fewer)), leaves, 0, COUNT));
        }

        private void refusedLeaf(UnaryOperator<Leaf> change, String field) {
            List<Leaf> leaves = new ArrayList<>(leaves());
            Statement signed = statement(ID, leaves);
            leaves.set(2, change.apply(leaves.get(2)));
            Refused.with(
                    field.equals("id") ? Code.VALUE_INVALID : Code.ROOT_MISMATCH,
                    "products[2]." + field,
                    () -> decide(signed, KNITTER.sign(node(signed)), leaves, 0, COUNT));
        }
    }

    /** The enterprise's one signature, over the statement. */
    @Nested
    class Signature {

        @Test
        void may_not_be_missing_nor_by_another_key_nor_over_one_of_the_products() {
            refused("");
            refused(KNITTER.renewed().sign(node(statement(ID, leaves()))));
            refused(KNITTER.sign(documents.get(0)));
        }

        @Test
        void is_over_every_field_of_the_statement() {
            Statement signed = statement(ID, leaves());
            for (String name : List.of("importID", "count", "root", "uscc")) {
                ObjectNode other = node(signed);
                other.remove(name);
                refused(KNITTER.sign(other));
            }
            refused(KNITTER.sign(node(signed).put("count", COUNT + 1)));
        }

        @Test
        void is_not_by_a_revoked_certificate() {
            ObjectNode revocation = json("{'reason':'密钥遗失','legalBasis':'电子签名法','id':'revocation-1','version':5}")
                    .put("uscc", KNITTER.uscc().value());
            filing.apply(CertificateRules.revoke(filing.stored(), revocation, TestParty.officer("CommerceMSP"), AT));
            Refused.with(Code.CERTIFICATE_REVOKED, "certificate", () -> decide(leaves(), 0, COUNT));
        }

        private void refused(String jws) {
            List<Leaf> leaves = leaves();
            Refused.with(Code.SIGNATURE_INVALID, "jws", () -> decide(statement(ID, leaves), jws, leaves, 0, COUNT));
        }
    }

    @Nested
    class Wire {

        @Test
        void of_a_batch_is_read_as_it_was_written() {
            List<Leaf> leaves = leaves();
            assertThat(ImportRules.bytes(ImportRules.read(ImportRules.bytes(leaves))))
                    .isEqualTo(ImportRules.bytes(leaves));
        }

        @Test
        void of_a_batch_has_one_to_a_hundred_products_in_canonical_form() {
            refused(Code.TOO_LARGE, "products", "[]");
            refused(Code.TOO_LARGE, "products", "{}");
            Leaf leaf = leaves().get(0);
            String full = text(Collections.nCopies(ImportRules.MAX_BATCH, leaf));
            assertThat(ImportRules.read(full.getBytes(StandardCharsets.UTF_8))).hasSize(100);
            refused(Code.TOO_LARGE, "products", text(Collections.nCopies(ImportRules.MAX_BATCH + 1, leaf)));
            refused(Code.TOO_LARGE, "products", " ".repeat(ImportRules.MAX_BATCH_BYTES + 1));
            refused(Code.MALFORMED, "", " " + text(leaves()));
        }

        @Test
        void of_a_leaf_is_document_index_and_path() {
            String good = text(leaves().subList(0, 1));
            refused(Code.FIELD_UNKNOWN, "products[0]", good.replace("\"path\":", "\"parts\":[],\"path\":"));
            refused(Code.FIELD_MISSING, "products[0].path", good.replaceAll(",\"path\":\\[.*?\\]", ""));
            refused(Code.VALUE_INVALID, "products[0].path", good.replaceAll("\"path\":\\[.*?\\]", "\"path\":[\"ab\"]"));
            refused(Code.VALUE_INVALID, "products[0].path", good.replaceAll("\"path\":\\[.*?\\]", "\"path\":\"ab\""));
            refused(Code.VALUE_INVALID, "products[0].index", good.replace("\"index\":0", "\"index\":-1"));
            refused(Code.MALFORMED, "products[0].document", "[{\"document\":[],\"index\":0,\"path\":[]}]");
        }

        @Test
        void of_a_statement_is_read_as_it_was_written_and_no_other_way() {
            Statement statement = statement(ID, leaves());
            String text = new String(statement.bytes(), StandardCharsets.UTF_8);
            assertThat(read(text)).isEqualTo(statement);
            Refused.with(Code.VALUE_INVALID, "root", () -> read(text.replace(statement.root(), "AB".repeat(32))));
            Refused.with(Code.VALUE_INVALID, "count", () -> read(text.replace("\"count\":7", "\"count\":10001")));
            Refused.with(Code.VALUE_INVALID, "importID", () -> read(text.replace(ID, "i".repeat(59))));
            Refused.with(Code.FIELD_UNKNOWN, "", () -> read(text.replace("{", "{\"a\":1,")));
            Refused.with(Code.MALFORMED, "", () -> read(text + " "));
        }

        private static Statement read(String text) {
            return Statement.read(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String text(List<Leaf> leaves) {
            return new String(ImportRules.bytes(leaves), StandardCharsets.UTF_8);
        }

        private static void refused(Code code, String field, String text) {
            Refused.with(code, field, () -> ImportRules.read(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void refused(Code code, String field, List<Leaf> leaves, int from, int to) {
        Refused.with(code, field, () -> decide(leaves, from, to));
    }

    private Decision decide(List<Leaf> leaves, int from, int to) {
        return decide(ID, leaves, from, to);
    }

    private Decision decide(String importID, List<Leaf> leaves, int from, int to) {
        Statement statement = statement(importID, leaves);
        return decide(statement, KNITTER.sign(node(statement)), leaves, from, to);
    }

    private Decision decide(Statement statement, String jws, List<Leaf> leaves, int from, int to) {
        return ImportRules.decide(
                filing.stored(), products, statement, jws, leaves.subList(from, to), KNITTER.clerk("CommerceMSP"), AT);
    }

    private Decision decide(Optional<LedgerRecord> filing, List<Leaf> leaves, Caller caller, Instant at) {
        Statement statement = statement(ID, leaves);
        return ImportRules.decide(filing, products, statement, KNITTER.sign(node(statement)), leaves, caller, at);
    }

    private void store(Decision decision) {
        for (Write write : decision.writes()) {
            products.put(write.key().substring("product/".length()), LedgerRecord.read(write.value()));
        }
    }

    private List<Leaf> leaves() {
        return leaves(ID);
    }

    /** The leaves of the documents as they are now; they share them. */
    private List<Leaf> leaves(String importID) {
        for (int i = 0; i < documents.size(); i++) {
            documents.get(i).put("id", importID + "-" + i);
        }
        return leavesAsTheyAre();
    }

    private List<Leaf> leavesAsTheyAre() {
        MerkleTree.Levels tree = tree(documents);
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            List<String> path = tree.inclusionProof(i).stream()
                    .map(HexFormat.of()::formatHex)
                    .toList();
            leaves.add(new Leaf(documents.get(i), i, path));
        }
        return leaves;
    }

    private static Statement statement(String importID, List<Leaf> leaves) {
        byte[] root = tree(leaves.stream().map(Leaf::document).toList()).root();
        return new Statement(importID, leaves.size(), HexFormat.of().formatHex(root), KNITTER.uscc());
    }

    private static ObjectNode node(Statement statement) {
        return (ObjectNode) CanonicalJson.read(statement.bytes());
    }

    private static MerkleTree.Levels tree(List<ObjectNode> documents) {
        return new MerkleTree.Levels(documents.stream()
                .map(document -> MerkleTree.leafHash(CanonicalJson.bytes(document)))
                .toList());
    }

    private static List<ObjectNode> documents(TestParty party) {
        List<ObjectNode> documents = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            documents.add(ImportRules.document(
                    ID,
                    i,
                    party.uscc(),
                    json("{'nameZh':'羊毛衫','nameEn':'Sweater','brand':'云织','originCountry':'CN','level':'item'}")
                            .put("gtin", gtin(i))));
        }
        return documents;
    }

    private static String gtin(int index) {
        return Gtin.withCheckDigit("69300000010" + index).value();
    }
}
