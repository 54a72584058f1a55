package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Gtin;

class PartyDocumentTest {

    private static final Optional<byte[]> SEED = Optional.of("sixteen bytes of".getBytes(StandardCharsets.UTF_8));
    private static final Gtin SWEATER = Gtin.parse("16930000000018");

    @Nested
    class OfAForm {

        @Test
        void is_the_same_bytes_at_the_sender_and_at_the_gateway() {
            ObjectNode body = json("{'nameZh':'桐乡云织','kinds':['e-commerce'],'restricted':{'licenceNo':'Z1'}}");
            ObjectNode shuffled = json("{'restricted':{'licenceNo':'Z1'},'kinds':['e-commerce'],'nameZh':'桐乡云织'}");
            shuffled.put("uscc", KNITTER.uscc().value());
            String expected = "{\"id\":\"document-1\",\"kinds\":[\"e-commerce\"],\"nameZh\":\"桐乡云织\",\"restricted\":"
                    + "{\"licenceNo\":\"" + digest() + "\"},\"uscc\":\"91330483MA2B00078U\",\"version\":3}";
            for (ObjectNode sent : new ObjectNode[] {body, shuffled}) {
                PartyDocument document = PartyDocument.of(KNITTER.uscc(), sent, SEED, "document-1", 3);
                assertThat(new String(document.bytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
            }
        }

        private static String digest() {
            String salt = Sealed.seal(json("{'licenceNo':'Z1'}"), SEED.orElseThrow())
                    .salts()
                    .path("licenceNo")
                    .textValue();
            return Sealed.digest(
                    "licenceNo", salt, CanonicalJson.read("[\"Z1\"]").get(0));
        }

        @Test
        void keeps_restricted_values_out_of_what_is_signed() {
            ObjectNode body = json("{'restricted':{'customsCode':'3304960001'}}");
            PartyDocument document = PartyDocument.of(KNITTER.uscc(), body, SEED, "document-1", 1);
            assertThat(new String(document.bytes(), StandardCharsets.UTF_8)).doesNotContain("3304960001");
            document.restricted().mustMatch(document.document().path("restricted"));
            assertThat(document.restricted().values()).isEqualTo(json("{'customsCode':'3304960001'}"));
        }

        @Test
        void names_no_digests_where_nothing_is_restricted() {
            for (String body : new String[] {"{}", "{'restricted':{}}"}) {
                PartyDocument document =
                        PartyDocument.of(KNITTER.uscc(), json(body), Optional.empty(), "document-1", 1);
                assertThat(document.document().has("restricted")).isFalse();
                assertThat(document.restricted().isEmpty()).isTrue();
            }
        }

        @Test
        void refuses_restricted_values_without_a_seed() {
            refused(Code.FIELD_MISSING, "Zone-Salt", "{'restricted':{'licenceNo':'Z1'}}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "[]", "'x'", "7"})
        void refuses_restricted_values_that_are_no_object(String restricted) {
            refused(Code.MALFORMED, "restricted", "{'restricted':" + restricted + "}");
        }

        @Test
        void takes_the_certificate_as_pem_and_names_it_by_digest() {
            ObjectNode body = json("{}").put("certificate", pem());
            ObjectNode document = PartyDocument.of(KNITTER.uscc(), body, Optional.empty(), "document-1", 1)
                    .document();
            assertThat(document.get("certificate")).isEqualTo(KNITTER.certificate());
        }

        @ParameterizedTest
        @ValueSource(strings = {"''", "'x'", "{}", "[]", "'-----BEGIN CERTIFICATE-----'"})
        void refuses_a_certificate_that_is_none(String certificate) {
            refused(Code.CERTIFICATE_INVALID, "certificate", "{'certificate':" + certificate + "}");
        }

        @Test
        void refuses_a_body_about_another_enterprise() {
            refused(Code.USCC_INVALID, "uscc", "{'uscc':'91330482MA2B0006XD'}");
            refused(Code.USCC_INVALID, "uscc", "{'uscc':null}");
        }

        @Test
        void leaves_the_body_as_it_was_sent() {
            ObjectNode body = json("{'restricted':{'licenceNo':'Z1'}}").put("certificate", pem());
            ObjectNode copy = body.deepCopy();
            PartyDocument.of(KNITTER.uscc(), body, SEED, "document-1", 1);
            assertThat(body).isEqualTo(copy);
        }

        private static String pem() {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(KNITTER.certificateDer())
                    + "\n-----END CERTIFICATE-----\n";
        }

        private static void refused(Code code, String field, String body) {
            Refused.with(
                    code, field, () -> PartyDocument.of(KNITTER.uscc(), json(body), Optional.empty(), "document-1", 1));
        }
    }

    @Nested
    class OfAProduct {

        @Test
        void names_gtin_and_enterprise_whether_the_body_repeats_them_or_not() {
            String expected = "{\"brand\":\"云织\",\"gtin\":\"16930000000018\",\"id\":\"product-1\","
                    + "\"uscc\":\"91330483MA2B00078U\",\"version\":1}";
            for (String body :
                    new String[] {"{'brand':'云织'}", "{'brand':'云织','gtin':'16930000000018','uscc':'91330483MA2B00078U'}"
                    }) {
                byte[] bytes = PartyDocument.of(SWEATER, KNITTER.uscc(), json(body), "product-1", 1)
                        .bytes();
                assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
            }
        }

        @Test
        void spells_a_gtin_with_fourteen_digits() {
            Gtin yarn = Gtin.parse("06930000000028");
            ObjectNode body = json("{'gtin':'6930000000028'}");
            assertThat(PartyDocument.of(yarn, KNITTER.uscc(), body, "product-1", 1)
                            .document()
                            .path("gtin")
                            .asText())
                    .isEqualTo("06930000000028");
        }

        @Test
        void refuses_a_body_about_another_product_or_enterprise() {
            refused(Code.GTIN_INVALID, "gtin", "{'gtin':'06930000000028'}");
            refused(Code.GTIN_INVALID, "gtin", "{'gtin':'16930000000019'}");
            refused(Code.USCC_INVALID, "uscc", "{'uscc':'91330482MA2B0006XD'}");
        }

        private static void refused(Code code, String field, String body) {
            Refused.with(code, field, () -> PartyDocument.of(SWEATER, KNITTER.uscc(), json(body), "product-1", 1));
        }
    }
}
