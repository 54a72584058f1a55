package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.ImportFile.Flaw;
import org.zoneledger.domain.filing.ProductFile.Format;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.domain.merkle.MerkleTree;

class ImportFileTest {

    private static final Uscc USCC = TestParty.knitter().uscc();
    private static final String ID = "import-1";
    private static final String FLAWED = """
            gtin,nameZh,nameEn,brand,originCountry,hs6,level,version
            06930000000028,毛线,Yarn,云织,CN,510620,batch,
            16930000000018,羊毛衫,Sweater,云织,CN,61101,item,
            6930000000028,毛线,Yarn,云织,CN,,batch,
            16930000000017,羊毛衫,Sweater,云织,CN,,item,
            16930000000018,羊毛衫,"Sweater
            of wool",云织,CN,,item,
            16930000000018,羊毛衫,Sweater,云织,CN,,item,0
            16930000000018,羊毛衫,Mr 11010519491231002X,云织,CN,,item,
            16930000000018,羊毛衫,Sweater,,CN,,item,
            16930000000018,羊毛衫
            16930000000018,羊毛衫,Sweater,云织,CN,,item,4
            """;

    private final List<ObjectNode> documents = new ArrayList<>();

    @Test
    void makes_a_document_of_each_good_line_and_names_line_field_and_code_of_the_others() {
        ImportFile file = read(FLAWED, Set.of());
        assertThat(documents)
                .extracting(CanonicalJson::text)
                .containsExactly(
                        "{\"brand\":\"云织\",\"gtin\":\"06930000000028\",\"hs6\":\"510620\",\"id\":\"import-1-0\",\"level\":\"batch\",\"nameEn\":\"Yarn\",\"nameZh\":\"毛线\",\"originCountry\":\"CN\",\"uscc\":\""
                                + USCC + "\",\"version\":1}",
                        "{\"brand\":\"云织\",\"gtin\":\"16930000000018\",\"id\":\"import-1-1\",\"level\":\"item\",\"nameEn\":\"Sweater\",\"nameZh\":\"羊毛衫\",\"originCountry\":\"CN\",\"uscc\":\""
                                + USCC + "\",\"version\":4}");
        assertThat(file.lines()).isEqualTo(10);
        assertThat(file.flaws())
                .extracting(flaw -> flaw.line() + " " + flaw.item() + " " + flaw.field() + " " + flaw.code())
                .containsExactly(
                        "3 2 hs6 VALUE_INVALID",
                        "4 3 gtin VALUE_INVALID",
                        "5 4 gtin GTIN_INVALID",
                        "6 5 nameEn VALUE_INVALID",
                        "8 6 version VALUE_INVALID",
                        "9 7 nameEn PERSONAL_DATA",
                        "10 8 brand FIELD_MISSING",
                        "11 9  MALFORMED");
        assertThat(file.flaws()).extracting(Flaw::detail).noneMatch(detail -> detail.contains("61101"));
    }

    @Test
    void has_the_root_over_the_good_lines_in_the_order_of_the_file() {
        ImportFile file = read(FLAWED, Set.of());
        byte[] root = MerkleTree.nodeHash(leafHash(0), leafHash(1));
        assertThat(file.root()).isEqualTo(HexFormat.of().formatHex(root));
        assertThat(new String(file.statement(ID, USCC).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"count\":2,\"importID\":\"import-1\",\"root\":\"" + file.root() + "\",\"uscc\":\"" + USCC
                        + "\"}");
    }

    @Test
    void is_the_same_import_when_what_was_refused_is_left_out() {
        ImportFile once = read(FLAWED, Set.of());
        ImportFile again = read(FLAWED, Set.of(2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(again.flaws()).isEmpty();
        assertThat(again.lines()).isEqualTo(10);
        assertThat(again.root()).isEqualTo(once.root());
    }

    @Test
    void tells_apart_the_objects_that_stand_on_one_line() {
        String product =
                "\"nameZh\":\"中\",\"nameEn\":\"E\",\"brand\":\"B\",\"originCountry\":\"CN\",\"level\":\"item\"}";
        String text = "[{\"gtin\":\"6930000000028\"," + product + ",{\"gtin\":6930000000028," + product + ",{" + product
                + "]";
        ImportFile file = ImportFile.read(bytes(text), Format.JSON, ID, USCC, Set.of(), leaf());
        assertThat(file.flaws())
                .extracting(flaw -> flaw.line() + " " + flaw.item() + " " + flaw.field() + " " + flaw.code())
                .containsExactly("1 2 gtin MALFORMED", "1 3 gtin FIELD_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789012345678901234567890123456789012345678901234567x"})
    void refuses_an_id_that_leaves_no_room_for_those_of_its_products(String id) {
        Refused.with(
                Code.VALUE_INVALID, "", () -> ImportFile.read(bytes(FLAWED), Format.CSV, id, USCC, Set.of(), leaf()));
    }

    @Test
    void keeps_ten_thousand_products_as_hashes() {
        StringBuilder text = new StringBuilder("gtin,nameZh,nameEn,brand,originCountry,level\n");
        for (int i = 0; i < ProductFile.MAX_LINES; i++) {
            text.append(Gtin.withCheckDigit("69300001" + (10_000 + i)).value()).append(",毛线,Yarn,云织,CN,batch\n");
        }
        ImportFile file = ImportFile.read(
                bytes(text.toString()),
                Format.CSV,
                ID,
                USCC,
                Set.of(),
                ImportFile.checked((line, item, index, document) -> {}));
        assertThat(file.flaws()).isEmpty();
        assertThat(file.leafHashes()).hasSize(ProductFile.MAX_LINES);
    }

    private ImportFile read(String text, Set<Integer> leftOut) {
        documents.clear();
        return ImportFile.read(bytes(text), Format.CSV, ID, USCC, leftOut, leaf());
    }

    private ImportFile.Leaf leaf() {
        return ImportFile.checked((line, item, index, document) -> {
            assertThat(index).isEqualTo(documents.size());
            documents.add(document);
        });
    }

    private byte[] leafHash(int index) {
        return MerkleTree.leafHash(CanonicalJson.bytes(documents.get(index)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
