package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.filing.TestFiling.AT;
import static org.zoneledger.domain.filing.TestFiling.KEY;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.proof.Jws;

class CertificateRulesTest {

    private static final TestParty RENEWED = KNITTER.renewed();

    private final TestFiling filing = TestFiling.in("ACTIVE");

    @Nested
    class Replace {

        @Test
        void registers_a_new_certificate_that_the_old_key_vouches_for() {
            ObjectNode before = filing.record().node();
            Decision decision = renew(KNITTER.sign(replacement(RENEWED)));
            filing.apply(decision);

            ObjectNode after = filing.record().node();
            assertThat(after.get("certificate")).isEqualTo(RENEWED.certificate());
            assertThat(after.path("certification").path("reason").asText()).isEqualTo("换发");
            assertThat(after.at("/certification/by/role").asText()).isEqualTo("CLERK");
            assertThat(after.path("version").asLong()).isEqualTo(5);
            before.remove(List.of("certificate", "version"));
            after.remove(List.of("certificate", "version", "certification"));
            assertThat(after).as("all the rest").isEqualTo(before);
        }

        @Test
        void writes_the_filing_alone_and_leaves_it_bound_as_it_was() {
            Decision decision = renew(KNITTER.sign(replacement(RENEWED)));
            assertThat(decision.writes()).extracting(Write::key).containsExactly(KEY);
            assertThat(decision.writes().get(0).owners()).isEmpty();
        }

        @Test
        void refuses_the_new_key_alone() {
            ObjectNode document = replacement(RENEWED);
            refused(RENEWED.sign(document));
            refused(Jws.sign(CanonicalJson.bytes(document), RENEWED.key(), KNITTER.sha256()));
            refused(Jws.sign(CanonicalJson.bytes(document), KNITTER.key(), RENEWED.sha256()));
        }

        @Test
        void refuses_a_signature_that_is_missing_or_over_another_version_or_certificate() {
            refused("");
            refused(KNITTER.sign(replacement(RENEWED).put("version", 6)));
            refused(KNITTER.sign(replacement(KNITTER.renewed())));
        }

        private void refused(String jws) {
            Refused.with(Code.SIGNATURE_INVALID, "jws", () -> renew(jws));
        }

        @Test
        void goes_on_with_the_newest_key_and_no_older_one() {
            filing.apply(renew(KNITTER.sign(replacement(RENEWED))));
            TestParty third = KNITTER.renewed();
            ObjectNode document = replacement(third);
            Refused.with(
                    Code.SIGNATURE_INVALID,
                    "jws",
                    () -> replace(document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP")));
            filing.apply(replace(document, RENEWED.sign(document), KNITTER.clerk("CommerceMSP")));
            assertThat(filing.node().get("certificate")).isEqualTo(third.certificate());
        }

        @Test
        void takes_a_key_on_the_curve_of_sm2_which_then_signs_alone() {
            TestParty national = KNITTER.withSm2();
            ObjectNode document = replacement(national);
            filing.apply(replace(document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP")));
            assertThat(filing.node().get("certificate")).isEqualTo(national.certificate());
            ObjectNode back = replacement(RENEWED);
            Refused.with(
                    Code.SIGNATURE_INVALID,
                    "jws",
                    () -> replace(back, KNITTER.sign(back), KNITTER.clerk("CommerceMSP")));
            filing.apply(replace(back, national.sign(back), KNITTER.clerk("CommerceMSP")));
            assertThat(filing.node().get("certificate")).isEqualTo(RENEWED.certificate());
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "SUSPENDED"})
        void is_open_to_a_filing_that_is(String status) {
            TestFiling other = TestFiling.in(status);
            ObjectNode document =
                    replacement(RENEWED).put("version", other.record().version() + 1);
            other.apply(CertificateRules.replace(
                    other.stored(), document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP"), AT));
            assertThat(other.node().get("certificate")).isEqualTo(RENEWED.certificate());
            assertThat(other.record().text("status")).isEqualTo(status);
        }

        @Test
        void is_closed_to_a_cancelled_filing_and_to_one_that_is_not_there() {
            ObjectNode document = replacement(RENEWED);
            for (var prior : List.of(TestFiling.in("CANCELLED").stored(), new TestFiling().stored())) {
                Refused.with(
                        Code.NOT_FOUND,
                        "uscc",
                        () -> CertificateRules.replace(
                                prior, document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP"), AT));
            }
        }

        @Test
        void refuses_a_clerk_of_another_enterprise_and_another_way_in_than_the_single_window() {
            ObjectNode document = replacement(RENEWED);
            String jws = KNITTER.sign(document);
            Caller other = TestParty.of("91330482MA2B0006XD", "secp256r1").clerk("CommerceMSP");
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> replace(document, jws, other));
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> replace(document, jws, TestParty.officer("CommerceMSP")));
            Refused.with(Code.NOT_PERMITTED, "", () -> replace(document, jws, KNITTER.clerk("OperatorMSP")));
        }

        @Test
        void refuses_a_certificate_of_another_curve_or_another_enterprise() {
            for (TestParty wrong : List.of(
                    TestParty.of(KNITTER.uscc().value(), "secp384r1"),
                    TestParty.of("91330482MA2B0006XD", "secp256r1"))) {
                ObjectNode document = replacement(wrong);
                Refused.with(
                        Code.CERTIFICATE_INVALID,
                        "certificate.der",
                        () -> replace(document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP")));
            }
            ObjectNode document = replacement(RENEWED);
            ((ObjectNode) document.get("certificate")).put("sha256", KNITTER.sha256());
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate.sha256",
                    () -> replace(document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "certificate", "reason", "id", "version"})
        void refuses_to_lack(String field) {
            ObjectNode document = replacement(RENEWED);
            document.remove(field);
            Refused.with(
                    Code.FIELD_MISSING,
                    field,
                    () -> replace(document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP")));
        }

        @Test
        void refuses_a_resident_identity_number() {
            ObjectNode document = replacement(RENEWED).put("reason", "见 11010519491231002X");
            Refused.with(
                    Code.PERSONAL_DATA,
                    "reason",
                    () -> replace(document, KNITTER.sign(document), KNITTER.clerk("CommerceMSP")));
        }

        @Test
        void answers_the_same_document_again_without_writing_although_the_key_is_another_now() {
            ObjectNode document = replacement(RENEWED);
            String jws = KNITTER.sign(document);
            filing.apply(replace(document, jws, KNITTER.clerk("CommerceMSP")));
            Decision again = replace(document, jws, KNITTER.clerk("CommerceMSP"));
            assertThat(again.replayed()).isTrue();
            assertThat(again.writes()).isEmpty();
            assertThat(again.version()).isEqualTo(5);
        }

        @Test
        void refuses_a_used_id_and_another_version() {
            filing.apply(renew(KNITTER.sign(replacement(RENEWED))));
            ObjectNode other = replacement(RENEWED).put("reason", "另有理由");
            refused(Code.ID_REUSED, "id", other.deepCopy().put("id", "certificate-5"));
            refused(Code.ID_REUSED, "id", other.deepCopy().put("id", "document-1"));
            refused(Code.VERSION_CONFLICT, "version", other.deepCopy().put("version", 5));
            refused(Code.VERSION_CONFLICT, "version", other.deepCopy().put("version", 7));
        }

        private void refused(Code code, String field, ObjectNode document) {
            Refused.with(code, field, () -> replace(document, RENEWED.sign(document), RENEWED.clerk("CommerceMSP")));
        }

        private Decision renew(String jws) {
            return replace(replacement(RENEWED), jws, KNITTER.clerk("CommerceMSP"));
        }
    }

    @Nested
    class Revoke {

        @Test
        void marks_the_certificate_with_the_time_and_keeps_who_revoked_it_and_why() {
            filing.apply(revoke(TestParty.officer("CommerceMSP")));

            assertThat(filing.node().get("certificate"))
                    .isEqualTo(KNITTER.certificate().put("revoked", "2026-05-06T07:08:09.000Z"));
            assertThat(filing.node().at("/certification/by/msp").asText()).isEqualTo("CommerceMSP");
            assertThat(filing.node().at("/certification/legalBasis").asText()).isEqualTo("电子签名法");
            assertThat(filing.record().text("status")).isEqualTo("ACTIVE");
        }

        @Test
        void writes_the_filing_alone_and_leaves_it_bound_as_it_was() {
            Decision decision = revoke(TestParty.officer("CommerceMSP"));
            assertThat(decision.writes()).extracting(Write::key).containsExactly(KEY);
            assertThat(decision.writes().get(0).owners()).isEmpty();
        }

        @Test
        void is_for_an_officer_of_commerce_alone() {
            for (String msp : List.of("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "OperatorMSP", "AuditMSP")) {
                Refused.with(Code.NOT_OWNER, "", () -> revoke(TestParty.officer(msp)));
            }
            Refused.with(Code.NOT_OWNER, "", () -> revoke(KNITTER.clerk("CommerceMSP")));
            Caller reviewer = new Caller("CommerceMSP", Role.REVIEWER, Optional.empty(), "cd".repeat(32));
            Refused.with(Code.NOT_OWNER, "", () -> revoke(reviewer));
        }

        @Test
        void is_done_once() {
            filing.apply(revoke(TestParty.officer("CommerceMSP")));
            Refused.with(Code.CERTIFICATE_REVOKED, "certificate", () -> revoke(TestParty.officer("CommerceMSP")));
        }

        @Test
        void answers_the_same_document_again_without_writing_and_refuses_its_id_for_another() {
            ObjectNode document = revocation();
            filing.apply(revoke(document));
            Decision again = revoke(document);
            assertThat(again.replayed()).isTrue();
            assertThat(again.writes()).isEmpty();
            Refused.with(Code.ID_REUSED, "id", () -> revoke(document.deepCopy().put("reason", "另有理由")));
        }

        @Test
        void refuses_a_late_retry_after_the_enterprise_has_another_certificate() {
            ObjectNode document = revocation();
            filing.apply(revoke(document));
            ObjectNode replacement = replacement(RENEWED);
            filing.apply(replace(replacement, RENEWED.sign(replacement), RENEWED.clerk("CommerceMSP")));
            Refused.with(Code.VERSION_CONFLICT, "version", () -> revoke(document));
            assertThat(filing.node().path("certificate").has("revoked")).isFalse();
        }

        @Test
        void is_closed_to_a_cancelled_filing_and_to_one_that_is_not_there() {
            for (var prior : List.of(TestFiling.in("CANCELLED").stored(), new TestFiling().stored())) {
                Refused.with(
                        Code.NOT_FOUND,
                        "uscc",
                        () -> CertificateRules.revoke(prior, revocation(), TestParty.officer("CommerceMSP"), AT));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "reason", "legalBasis", "id", "version"})
        void refuses_to_lack(String field) {
            ObjectNode document = revocation();
            document.remove(field);
            Refused.with(Code.FIELD_MISSING, field, () -> revoke(document));
        }

        @Test
        void refuses_a_field_that_nobody_knows_and_another_version() {
            Refused.with(Code.FIELD_UNKNOWN, "", () -> revoke(revocation().put("sha256", KNITTER.sha256())));
            Refused.with(
                    Code.VERSION_CONFLICT, "version", () -> revoke(revocation().put("version", 4)));
        }
    }

    @Nested
    class AfterRevocation {

        private final ObjectNode replacement;

        AfterRevocation() {
            filing.apply(revoke(TestParty.officer("CommerceMSP")));
            replacement = replacement(RENEWED);
        }

        @Test
        void the_new_key_registers_itself() {
            filing.apply(replace(replacement, RENEWED.sign(replacement), RENEWED.clerk("CommerceMSP")));
            assertThat(filing.node().get("certificate")).isEqualTo(RENEWED.certificate());
        }

        @Test
        void the_old_key_vouches_for_nothing() {
            Refused.with(
                    Code.SIGNATURE_INVALID,
                    "jws",
                    () -> replace(replacement, KNITTER.sign(replacement), RENEWED.clerk("CommerceMSP")));
        }

        @Test
        void whoever_holds_the_old_certificate_registers_no_other() {
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate.sha256",
                    () -> replace(replacement, RENEWED.sign(replacement), KNITTER.clerk("CommerceMSP")));
        }

        @Test
        void the_revoked_certificate_does_not_come_back() {
            ObjectNode same = replacement(KNITTER);
            Refused.with(
                    Code.CERTIFICATE_REVOKED,
                    "certificate",
                    () -> replace(same, KNITTER.sign(same), KNITTER.clerk("CommerceMSP")));
        }
    }

    /** What stands on the ledger when the certificate has changed. */
    @Nested
    class WhatWasSignedBefore {

        @Test
        void stays_as_it_was_signed() {
            String jws = filing.record().text("jws");
            String document = filing.record().text("document");
            filing.apply(revoke(TestParty.officer("CommerceMSP")));
            ObjectNode replacement = replacement(RENEWED);
            filing.apply(replace(replacement, RENEWED.sign(replacement), RENEWED.clerk("CommerceMSP")));

            ObjectNode form = TestFiling.form(Sealed.none(), 1);
            assertThat(filing.record().text("jws")).isEqualTo(jws);
            assertThat(filing.record().text("document"))
                    .isEqualTo(document)
                    .isEqualTo(Sha256.hex(CanonicalJson.bytes(form)));
            FilingRules.mustBeSigned(jws, form, KNITTER.certificate());
        }
    }

    private Decision revoke(Caller caller) {
        return CertificateRules.revoke(filing.stored(), revocation(), caller, AT);
    }

    private Decision revoke(ObjectNode document) {
        return CertificateRules.revoke(filing.stored(), document, TestParty.officer("CommerceMSP"), AT);
    }

    private Decision replace(ObjectNode document, String jws, Caller caller) {
        return CertificateRules.replace(filing.stored(), document, jws, caller, AT);
    }

    /** The revocation that the filing as it stands could take. */
    private ObjectNode revocation() {
        long version = filing.record().version() + 1;
        return json("{'reason':'密钥遗失','legalBasis':'电子签名法'}")
                .put("uscc", KNITTER.uscc().value())
                .put("id", "revocation-" + version)
                .put("version", version);
    }

    /** The new certificate that the filing as it stands could take. */
    private ObjectNode replacement(TestParty party) {
        long version = filing.record().version() + 1;
        ObjectNode document = json("{'reason':'换发'}").put("uscc", KNITTER.uscc().value());
        document.set("certificate", party.certificate());
        return document.put("id", "certificate-" + version).put("version", version);
    }
}
