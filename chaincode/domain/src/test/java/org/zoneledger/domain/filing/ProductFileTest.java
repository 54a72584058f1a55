package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.filing.ProductFile.Format;

class ProductFileTest {

    private static final String HEADER = "gtin,nameZh,nameEn,brand,originCountry,level";
    private static final String ROW = "06930000000028,毛线,Yarn,云织,CN,batch";

    @Nested
    class Csv {

        @Test
        void is_read_with_and_without_a_byte_order_mark_and_with_both_ends_of_line() {
            List<String> expected = List.of(
                    "2 {\"brand\":\"云织\",\"gtin\":\"06930000000028\",\"level\":\"batch\",\"nameEn\":\"Yarn\",\"nameZh\":\"毛线\",\"originCountry\":\"CN\"}");
            for (String text : List.of(
                    HEADER + "\r\n" + ROW + "\r\n",
                    HEADER + "\n" + ROW,
                    "\ufeff" + HEADER + "\r\n" + ROW,
                    HEADER + "\n" + ROW + "\n\r\n")) {
                assertThat(csv(text)).isEqualTo(expected);
            }
        }

        @Test
        void has_its_columns_in_any_order_and_leaves_out_what_is_empty() {
            assertThat(csv("version,hs6,level,brand,originCountry,nameEn,nameZh,gtin\n2,,item,B,CN,E,中,6930000000028\n"
                            + ",611011,item,B,CN,E,中,6930000000028"))
                    .containsExactly(
                            "2 {\"brand\":\"B\",\"gtin\":\"6930000000028\",\"level\":\"item\",\"nameEn\":\"E\",\"nameZh\":\"中\",\"originCountry\":\"CN\",\"version\":2}",
                            "3 {\"brand\":\"B\",\"gtin\":\"6930000000028\",\"hs6\":\"611011\",\"level\":\"item\",\"nameEn\":\"E\",\"nameZh\":\"中\",\"originCountry\":\"CN\"}");
        }

        @Test
        void counts_lines_of_the_file_also_where_a_quoted_cell_holds_some() {
            assertThat(csv(HEADER + "\r\n1,\"a,\r\n\"\"b\"\"\",\"\",c,d,e\r\n\r\n2,a,b,c,d,e\r\nshort,row\r\n"))
                    .containsExactly(
                            "2 {\"brand\":\"c\",\"gtin\":\"1\",\"level\":\"e\",\"nameZh\":\"a,\\r\\n\\\"b\\\"\",\"originCountry\":\"d\"}",
                            "5 {\"brand\":\"c\",\"gtin\":\"2\",\"level\":\"e\",\"nameEn\":\"b\",\"nameZh\":\"a\",\"originCountry\":\"d\"}",
                            "6 MALFORMED the line has 2 cells, the header 6");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "gtin,secret price,nameZh|FIELD_UNKNOWN|column 2 is not known here",
                    "gtin,uscc|FIELD_UNKNOWN|column 2 is not known here",
                    "gtin,id|FIELD_UNKNOWN|column 2 is not known here",
                    "gtin,nameZh,gtin|VALUE_INVALID|column 3 stands there twice",
                    "gtin,nameZh,nameEn,originCountry,level|FIELD_MISSING|the column brand is required"
                })
        void refuses_a_header_by_the_place_of_the_column(String header, Code code, String detail) {
            refused(code, "header", detail, header + "\n" + ROW, Format.CSV);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a,\"b|line 3: a quoted cell does not end",
                    "a,\"b\"c|line 3: a cell ends with a comma or the end of the line",
                    "a,b\"c\"|line 3: a quote stands inside a cell that is not quoted"
                })
        void refuses_what_is_not_rfc_4180_by_its_line(String row, String detail) {
            refused(Code.MALFORMED, "", detail, HEADER + "\n" + ROW + "\n" + row, Format.CSV);
        }

        @Test
        void refuses_a_carriage_return_that_ends_no_line() {
            String detail = "line 2: a cell ends with a comma or the end of the line";
            refused(Code.MALFORMED, "", detail, HEADER + "\n" + ROW + "\r" + ROW, Format.CSV);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", HEADER, HEADER + "\n\n"})
        void refuses_a_file_without_a_product(String text) {
            refused(Code.FIELD_MISSING, "", "the file holds no product", text, Format.CSV);
        }

        @Test
        void refuses_bytes_that_are_not_utf_8() {
            byte[] bytes = (HEADER + "\n" + ROW).getBytes(StandardCharsets.UTF_16BE);
            bytes[0] = (byte) 0xff;
            Refused.with(Code.MALFORMED, "", () -> ProductFile.read(bytes, Format.CSV, new Seen()));
        }

        private static List<String> csv(String text) {
            return seen(text, Format.CSV);
        }
    }

    @Nested
    class Json {

        @Test
        void is_a_list_of_objects_each_with_the_line_it_begins_on() {
            assertThat(seen("[\n{\"gtin\":\"1\",\n\"version\":3},{\"brand\":\"b\"},\n\n 7,{\"price\":1}]", Format.JSON))
                    .containsExactly(
                            "2 {\"gtin\":\"1\",\"version\":3}",
                            "3 {\"brand\":\"b\"}",
                            "5 MALFORMED a JSON object is expected",
                            "5 FIELD_UNKNOWN the object has a field that is not known here");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "[{\"gtin\":\"1\"}", "[{\"gtin\":\"1\",\"gtin\":\"2\"}]", "[{}] []"})
        void refuses_what_is_no_list_in_i_json(String text) {
            Refused.with(
                    Code.MALFORMED,
                    "",
                    () -> ProductFile.read(text.getBytes(StandardCharsets.UTF_8), Format.JSON, new Refusing()));
        }

        @Test
        void refuses_a_number_that_a_double_would_change_by_its_line() {
            String detail = "line 3: a double cannot carry the number; send it as a string";
            refused(Code.MALFORMED, "version", detail, "[{},\n\n{\"version\":1e400}]", Format.JSON);
        }

        @Test
        void refuses_an_empty_list() {
            refused(Code.FIELD_MISSING, "", "the file holds no product", "[]", Format.JSON);
        }
    }

    @Test
    void refuses_more_lines_and_more_bytes_than_an_import_has() {
        String full = HEADER + ("\n" + ROW).repeat(ProductFile.MAX_LINES);
        assertThat(seen(full, Format.CSV)).hasSize(ProductFile.MAX_LINES);
        refused(Code.TOO_LARGE, "", "a file of products has at most 10000 lines", full + "\n" + ROW, Format.CSV);
        byte[] large = new byte[ProductFile.MAX_BYTES + 1];
        Refused.with(Code.TOO_LARGE, "", () -> ProductFile.read(large, Format.JSON, new Seen()));
    }

    private static void refused(Code code, String field, String detail, String text, Format format) {
        Refused.with(code, field, () -> {
            try {
                seen(text, format);
            } catch (org.zoneledger.domain.RefusalException e) {
                assertThat(e.refusal().detail()).isEqualTo(detail);
                throw e;
            }
        });
    }

    private static List<String> seen(String text, Format format) {
        Seen seen = new Seen();
        ProductFile.read(text.getBytes(StandardCharsets.UTF_8), format, seen);
        return seen.lines;
    }

    private static final class Seen implements ProductFile.Lines {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void product(int line, ObjectNode body) {
            lines.add(line + " " + CanonicalJson.text(body));
        }

        @Override
        public void refused(int line, Refusal refusal) {
            lines.add(line + " " + refusal.code() + " " + refusal.detail());
        }
    }

    /** Takes no notice of the lines. */
    private static final class Refusing implements ProductFile.Lines {

        @Override
        public void product(int line, ObjectNode body) {}

        @Override
        public void refused(int line, Refusal refusal) {}
    }
}
