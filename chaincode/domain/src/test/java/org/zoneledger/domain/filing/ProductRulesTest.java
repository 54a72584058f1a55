package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.filing.TestFiling.AT;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.zoneledger.domain.proof.Jws;

class ProductRulesTest {

    private static final String KEY = "product/16930000000018";

    private final TestFiling filing = TestFiling.in("ACTIVE");

    @Nested
    class Register {

        @Test
        void writes_the_product_with_the_signature_of_its_enterprise() {
            String jws = KNITTER.sign(product());
            Decision decision = register(Optional.empty(), product(), jws);
            assertThat(decision.writes()).extracting(Write::key).containsExactly(KEY);
            assertThat(stored(decision).text("jws")).isEqualTo(jws);
            assertThat(stored(decision).text("brand")).isEqualTo("云织");
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "SUSPENDED", "CANCELLED"})
        void refuses_an_enterprise_whose_filing_is(String status) {
            refusedOf(TestFiling.in(status).stored(), AT);
        }

        @Test
        void refuses_an_enterprise_that_never_filed_and_one_whose_filing_has_expired() {
            refusedOf(Optional.empty(), AT);
            refusedOf(filing.stored(), Instant.parse("2027-05-05T16:00:00Z"));
        }

        private static void refusedOf(Optional<LedgerRecord> filing, Instant at) {
            Refused.with(
                    Code.FILING_NOT_ACTIVE,
                    "uscc",
                    () -> ProductRules.register(
                            Optional.empty(),
                            filing,
                            product(),
                            KNITTER.sign(product()),
                            KNITTER.clerk("CommerceMSP"),
                            at));
        }

        @Test
        void refuses_a_product_that_another_enterprise_registered() {
            LedgerRecord others = stored(register(Optional.empty(), product(), KNITTER.sign(product())));
            others.node().put("uscc", "91330482MA2B0006XD");
            ObjectNode next = product().put("id", "product-0002").put("version", 2);
            Refused.with(Code.NOT_OWNER, "gtin", () -> register(Optional.of(others), next, KNITTER.sign(next)));
        }

        @Test
        void refuses_a_clerk_of_another_enterprise_and_another_way_in_than_the_single_window() {
            Caller other = TestParty.of("91330482MA2B0006XD", "secp256r1").clerk("CommerceMSP");
            refusedFrom("uscc", other);
            refusedFrom("uscc", TestParty.officer("CommerceMSP"));
            refusedFrom("", KNITTER.clerk("OperatorMSP"));
        }

        private void refusedFrom(String field, Caller caller) {
            Refused.with(
                    Code.NOT_PERMITTED,
                    field,
                    () -> ProductRules.register(
                            Optional.empty(), filing.stored(), product(), KNITTER.sign(product()), caller, AT));
        }

        @Test
        void answers_the_same_product_again_without_writing() {
            Optional<LedgerRecord> prior =
                    Optional.of(stored(register(Optional.empty(), product(), KNITTER.sign(product()))));
            Decision again = register(prior, product(), KNITTER.sign(product()));
            assertThat(again.replayed()).isTrue();
            assertThat(again.writes()).isEmpty();
        }

        @Test
        void answers_a_late_retry_whatever_became_of_the_filing_since() {
            Optional<LedgerRecord> prior =
                    Optional.of(stored(register(Optional.empty(), product(), KNITTER.sign(product()))));
            for (String status : List.of("SUSPENDED", "CANCELLED")) {
                Decision again = ProductRules.register(
                        prior,
                        TestFiling.in(status).stored(),
                        product(),
                        KNITTER.sign(product()),
                        KNITTER.clerk("CommerceMSP"),
                        AT);
                assertThat(again.replayed()).isTrue();
            }
        }

        @Test
        void refuses_a_used_id_and_another_version() {
            Optional<LedgerRecord> prior =
                    Optional.of(stored(register(Optional.empty(), product(), KNITTER.sign(product()))));
            ObjectNode other = product().put("brand", "另一个");
            Refused.with(Code.ID_REUSED, "id", () -> register(prior, other, KNITTER.sign(other)));
            ObjectNode late = product().put("id", "product-0002");
            Refused.with(Code.VERSION_CONFLICT, "version", () -> register(prior, late, KNITTER.sign(late)));
        }

        @Test
        void describes_a_product_anew_as_its_next_version() {
            Optional<LedgerRecord> prior =
                    Optional.of(stored(register(Optional.empty(), product(), KNITTER.sign(product()))));
            ObjectNode next =
                    product().put("id", "product-0002").put("version", 2).put("brand", "云织二");
            assertThat(stored(register(prior, next, KNITTER.sign(next))).text("brand"))
                    .isEqualTo("云织二");
        }
    }

    /** The enterprise's signature over a product, by the registered certificate. */
    @Nested
    class Signature {

        @Test
        void may_not_be_missing() {
            refused("");
            refused(KNITTER.sign(product()).replaceFirst("\\.\\..*", ".."));
        }

        @Test
        void is_by_the_registered_key() {
            TestParty other = KNITTER.renewed();
            refused(other.sign(product()));
            refused(Jws.sign(CanonicalJson.bytes(product()), other.key(), KNITTER.sha256()));
        }

        @Test
        void is_over_this_version_and_every_field() {
            refused(KNITTER.sign(product().put("version", 2)));
            List<String> names = new ArrayList<>();
            product().fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                ObjectNode other = product();
                other.remove(name);
                refused(KNITTER.sign(other));
            }
        }

        @Test
        void is_not_by_a_revoked_certificate() {
            ObjectNode revocation = json("{'reason':'密钥遗失','legalBasis':'电子签名法','id':'revocation-1','version':5}")
                    .put("uscc", KNITTER.uscc().value());
            filing.apply(CertificateRules.revoke(filing.stored(), revocation, TestParty.officer("CommerceMSP"), AT));
            Refused.with(
                    Code.CERTIFICATE_REVOKED,
                    "certificate",
                    () -> register(Optional.empty(), product(), KNITTER.sign(product())));
        }

        @Test
        void is_by_the_newest_certificate() {
            TestParty renewed = KNITTER.renewed();
            ObjectNode replacement = json("{'reason':'换发','id':'certificate-1','version':5}")
                    .put("uscc", KNITTER.uscc().value());
            replacement.set("certificate", renewed.certificate());
            filing.apply(CertificateRules.replace(
                    filing.stored(), replacement, KNITTER.sign(replacement), KNITTER.clerk("CommerceMSP"), AT));
            refused(KNITTER.sign(product()));
            assertThat(register(Optional.empty(), product(), renewed.sign(product()))
                            .version())
                    .isEqualTo(1);
        }

        private void refused(String jws) {
            Refused.with(Code.SIGNATURE_INVALID, "jws", () -> register(Optional.empty(), product(), jws));
        }
    }

    @Nested
    class Document {

        @ParameterizedTest
        @ValueSource(strings = {"gtin", "uscc", "nameZh", "nameEn", "brand", "originCountry", "level", "id", "version"})
        void refuses_to_lack(String field) {
            ObjectNode product = product();
            product.remove(field);
            refused(Code.FIELD_MISSING, field, product);
        }

        @Test
        void refuses_a_gtin_in_another_spelling_a_country_a_heading_and_a_level_that_are_none() {
            refused(Code.GTIN_INVALID, "gtin", product().put("gtin", "6930000000028"));
            refused(Code.VALUE_INVALID, "originCountry", product().put("originCountry", "China"));
            refused(Code.VALUE_INVALID, "hs6", product().put("hs6", "6110"));
            refused(Code.VALUE_INVALID, "level", product().put("level", "pallet"));
        }

        @Test
        void takes_tariff_number_unit_specification_and_certificates() {
            ObjectNode product =
                    product().put("hs10", "6110110011").put("unit", "011").put("specification", "羊绒90%");
            product.putArray("certificates")
                    .addObject()
                    .put("sha256", "ab".repeat(32))
                    .put("mediaType", "application/pdf")
                    .put("size", 4096);
            assertThat(ProductRules.check(product).gtin().value())
                    .isEqualTo(product.path("gtin").asText());
        }

        @Test
        void refuses_a_tariff_number_under_another_heading_a_unit_that_is_none_and_a_certificate_without_digest() {
            refused(Code.VALUE_INVALID, "hs10", product().put("hs10", "6203110011"));
            refused(Code.VALUE_INVALID, "hs10", product().put("hs10", "611011"));
            refused(Code.VALUE_INVALID, "unit", product().put("unit", "piece"));
            ObjectNode product = product();
            product.putArray("certificates")
                    .addObject()
                    .put("mediaType", "application/pdf")
                    .put("size", 1);
            refused(Code.FIELD_MISSING, "certificates[0].sha256", product);
        }

        @Test
        void refuses_a_field_that_nobody_knows_and_a_resident_identity_number() {
            refused(Code.FIELD_UNKNOWN, "", product().put("price", "199.00"));
            refused(Code.PERSONAL_DATA, "producerEn", product().put("producerEn", "Mr 11010519491231002X"));
        }

        private void refused(Code code, String field, ObjectNode product) {
            Refused.with(code, field, () -> register(Optional.empty(), product, KNITTER.sign(product)));
        }
    }

    private Decision register(Optional<LedgerRecord> prior, ObjectNode product, String jws) {
        return ProductRules.register(prior, filing.stored(), product, jws, KNITTER.clerk("CommerceMSP"), AT);
    }

    private static LedgerRecord stored(Decision decision) {
        return LedgerRecord.read(decision.writes().get(0).value());
    }

    private static ObjectNode product() {
        return json("{'gtin':'16930000000018','nameZh':'羊毛衫','nameEn':'Wool sweater','brand':'云织',"
                        + "'originCountry':'CN','hs6':'611011','level':'item','id':'product-0001','version':1}")
                .put("uscc", KNITTER.uscc().value());
    }
}
