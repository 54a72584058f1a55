package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.form;
import static org.zoneledger.domain.filing.TestFiling.json;
import static org.zoneledger.domain.filing.TestFiling.sealed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.disclosure.Sealed;

class FilingDocumentTest {

    /** What a kind of party cannot file without. */
    @Nested
    class Kinds {

        @ParameterizedTest
        @CsvSource({"payment,licenceNo", "bank,licenceNo", "broker,customsCode", "warehouse,customsCode"})
        void need_their_licence_or_their_customs_code(String kind, String needed) {
            Refused.with(Code.FIELD_MISSING, "restricted." + needed, () -> check(Sealed.none(), kind));
            String other = needed.equals("licenceNo") ? "customsCode" : "licenceNo";
            Refused.with(Code.FIELD_MISSING, "restricted." + needed, () -> check(value(other), kind));
            assertThat(check(value(needed), kind)).isEqualTo(KNITTER.uscc().value());
        }

        @ParameterizedTest
        @ValueSource(strings = {"manufacturer", "e-commerce", "platform", "logistics", "evaluator"})
        void need_neither(String kind) {
            assertThat(check(Sealed.none(), kind)).isEqualTo(KNITTER.uscc().value());
        }

        @Test
        void need_what_each_of_them_needs_when_a_party_is_of_several() {
            Refused.with(
                    Code.FIELD_MISSING,
                    "restricted.licenceNo",
                    () -> check(value("customsCode"), "broker", "manufacturer", "bank"));
            Refused.with(
                    Code.FIELD_MISSING,
                    "restricted.customsCode",
                    () -> check(value("licenceNo"), "manufacturer", "bank", "broker"));
            Sealed both = sealed("{'licenceNo':'Z2000133000019','customsCode':'3304960001'}");
            assertThat(check(both, "manufacturer", "bank", "broker"))
                    .isEqualTo(KNITTER.uscc().value());
        }

        @Test
        void are_known_none_twice_and_at_least_one() {
            Refused.with(Code.VALUE_INVALID, "kinds[1]", () -> check(Sealed.none(), "platform", "Bank"));
            Refused.with(Code.VALUE_INVALID, "kinds[1]", () -> check(Sealed.none(), "platform", "platform"));
            Refused.with(Code.VALUE_INVALID, "kinds", () -> check(Sealed.none()));
        }

        private static Sealed value(String name) {
            return sealed(
                    name.equals("customsCode") ? "{'customsCode':'3304960001'}" : "{'licenceNo':'Z2000133000019'}");
        }

        private static String check(Sealed restricted, String... kinds) {
            ObjectNode form = form(restricted, 1);
            ArrayNode list = form.putArray("kinds");
            List.of(kinds).forEach(list::add);
            return FilingDocument.check(form, restricted).value();
        }
    }

    /** Digests of the documents that a filing refers to. */
    @Nested
    class Evidence {

        private static final String LICENCE =
                "{'mediaType':'application/pdf','sha256':'" + "0a".repeat(32) + "','size':48213}";

        @Test
        void names_each_document_by_digest_media_type_and_size() {
            check(List.of(json(LICENCE)));
        }

        @Test
        void is_a_list_of_one_to_twenty() {
            check(Collections.nCopies(20, json(LICENCE)));
            refused(Code.VALUE_INVALID, "evidence", Collections.nCopies(21, json(LICENCE)));
            refused(Code.VALUE_INVALID, "evidence", List.of());
            ObjectNode form = form(Sealed.none(), 1).set("evidence", json(LICENCE));
            Refused.with(Code.VALUE_INVALID, "evidence", () -> FilingDocument.check(form, Sealed.none()));
            form.put("evidence", "0a".repeat(32));
            Refused.with(Code.VALUE_INVALID, "evidence", () -> FilingDocument.check(form, Sealed.none()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"sha256", "mediaType", "size"})
        void refuses_a_document_that_lacks(String field) {
            ObjectNode document = json(LICENCE);
            document.remove(field);
            refused(Code.FIELD_MISSING, "evidence[1]." + field, List.of(json(LICENCE), document));
        }

        @Test
        void refuses_a_digest_that_is_none_an_empty_document_and_one_above_four_gibibytes() {
            for (String digest : List.of("0A".repeat(32), "0a".repeat(31), "0a".repeat(33), "zz".repeat(32))) {
                refused(
                        Code.VALUE_INVALID,
                        "evidence[0].sha256",
                        List.of(json(LICENCE).put("sha256", digest)));
            }
            for (long size : new long[] {0, -1, (1L << 32) + 1}) {
                refused(
                        Code.VALUE_INVALID,
                        "evidence[0].size",
                        List.of(json(LICENCE).put("size", size)));
            }
            check(List.of(json(LICENCE).put("size", 1L << 32)));
        }

        @Test
        void refuses_a_field_that_nobody_knows() {
            refused(Code.FIELD_UNKNOWN, "evidence[0]", List.of(json(LICENCE).put("name", "营业执照.pdf")));
        }

        private static void refused(Code code, String field, List<ObjectNode> documents) {
            Refused.with(code, field, () -> check(documents));
        }

        private static void check(List<ObjectNode> documents) {
            ObjectNode form = form(Sealed.none(), 1);
            form.putArray("evidence").addAll(documents);
            FilingDocument.check(form, Sealed.none());
        }
    }

    @Nested
    class Form {

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "nameZh", "nameEn", "kinds", "areaCode", "certificate", "id", "version"})
        void refuses_to_lack(String field) {
            ObjectNode form = form(Sealed.none(), 1);
            form.remove(field);
            refused(Code.FIELD_MISSING, field, form);
        }

        @Test
        void may_lack_a_base() {
            ObjectNode form = form(Sealed.none(), 1);
            form.remove("base");
            assertThat(FilingDocument.check(form, Sealed.none())).isEqualTo(KNITTER.uscc());
        }

        @Test
        void refuses_a_wrong_credit_code_area_base_id_or_version() {
            refused(Code.USCC_INVALID, "uscc", form(Sealed.none(), 1).put("uscc", "91330483MA2B00079U"));
            refused(Code.VALUE_INVALID, "areaCode", form(Sealed.none(), 1).put("areaCode", "033048"));
            refused(Code.VALUE_INVALID, "base", form(Sealed.none(), 1).put("base", "Tongxiang"));
            refused(Code.VALUE_INVALID, "id", form(Sealed.none(), 1).put("id", "short"));
            refused(Code.VALUE_INVALID, "version", form(Sealed.none(), 0));
        }

        @Test
        void refuses_fields_that_nobody_knows() {
            refused(Code.FIELD_UNKNOWN, "", form(Sealed.none(), 1).put("status", "ACCEPTED"));
            ObjectNode form = form(Sealed.none(), 1);
            ((ObjectNode) form.path("certificate")).put("revoked", "2026-05-06T07:08:09.000Z");
            refused(Code.FIELD_UNKNOWN, "certificate", form);
        }

        @Test
        void refuses_a_resident_identity_number_wherever_it_stands() {
            refused(Code.PERSONAL_DATA, "nameEn", form(Sealed.none(), 1).put("nameEn", "ask 11010519491231002X"));
            Sealed restricted = sealed("{'registeredAddress':'桐乡 11010519491231002X'}");
            Refused.with(
                    Code.PERSONAL_DATA,
                    "restricted.registeredAddress",
                    () -> FilingDocument.check(form(restricted, 1), restricted));
        }

        private static void refused(Code code, String field, ObjectNode form) {
            Refused.with(code, field, () -> FilingDocument.check(form, Sealed.none()));
        }
    }

    @Nested
    class Restricted {

        @Test
        void holds_four_fields_and_no_other() {
            Sealed all = sealed("{'customsCode':'3304960001','licenceNo':'Z2000133000019',"
                    + "'registeredAddress':'桐乡市振东新区','turnoverBand':'1000-5000'}");
            assertThat(FilingDocument.check(form(all, 1), all)).isEqualTo(KNITTER.uscc());
            refused(Code.FIELD_UNKNOWN, "restricted", sealed("{'telephone':'13800000000'}"));
        }

        @Test
        void refuses_a_wrong_customs_code_and_a_value_that_is_no_text() {
            refused(Code.CUSTOMS_CODE_INVALID, "restricted.customsCode", sealed("{'customsCode':'33049'}"));
            refused(Code.MALFORMED, "restricted.licenceNo", sealed("{'licenceNo':7}"));
        }

        private static void refused(Code code, String field, Sealed restricted) {
            Refused.with(code, field, () -> FilingDocument.check(form(restricted, 1), restricted));
        }
    }
}
