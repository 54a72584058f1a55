package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.zoneledger.domain.filing.TestFiling.AT;
import static org.zoneledger.domain.filing.TestFiling.KEY;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.form;
import static org.zoneledger.domain.filing.TestFiling.json;
import static org.zoneledger.domain.filing.TestFiling.sealed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.proof.Jws;

class FilingRulesTest {

    @Nested
    class Submit {

        private final TestFiling none = new TestFiling();

        @Test
        void writes_the_open_part_in_public_and_the_rest_for_the_agencies() {
            Sealed restricted = sealed("{'customsCode':'3304960001'}");

            Decision decision = none.submit(form(restricted, 1), restricted);

            assertThat(decision.writes()).extracting(Write::key).containsExactly(KEY, KEY);
            assertThat(decision.writes().get(0).collection()).isEmpty();
            assertThat(decision.writes().get(1).collection()).contains("agencies");
            String open = new String(decision.writes().get(0).value(), StandardCharsets.UTF_8);
            assertThat(open).contains("\"status\":\"SUBMITTED\"").doesNotContain("3304960001");
        }

        @Test
        void keeps_the_signature_beside_the_form_that_it_is_over() {
            ObjectNode form = form(Sealed.none(), 1);
            String jws = KNITTER.sign(form);
            none.apply(none.submit(form, jws, Sealed.none()));
            assertThat(none.record().text("jws")).isEqualTo(jws);
            assertThat(none.record().text("document")).isEqualTo(Sha256.hex(CanonicalJson.bytes(form)));
        }

        @Test
        void answers_the_same_document_again_without_writing_however_it_is_signed() {
            TestFiling filing = TestFiling.in("SUBMITTED");
            ObjectNode form = form(Sealed.none(), 1);

            Decision again = filing.submit(form, KNITTER.sign(form), Sealed.none());

            assertThat(again.replayed()).isTrue();
            assertThat(again.writes()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"VERIFIED", "REJECTED", "ACCEPTED", "ACTIVE", "SUSPENDED", "CANCELLED"})
        void answers_a_late_retry_whatever_the_agencies_did_since(String status) {
            TestFiling filing = TestFiling.in(status);
            Decision again = filing.submit(form(Sealed.none(), 1), Sealed.none());
            assertThat(again.replayed()).isTrue();
        }

        @Test
        void refuses_the_same_id_with_another_content() {
            ObjectNode other = form(Sealed.none(), 1).put("nameZh", "另一家");
            Refused.with(Code.ID_REUSED, "id", () -> TestFiling.in("SUBMITTED").submit(other, Sealed.none()));
        }

        @Test
        void refuses_a_late_document_made_for_an_older_version() {
            ObjectNode late = form(Sealed.none(), 1).put("id", "another-id");
            Refused.with(Code.VERSION_CONFLICT, "version", () -> TestFiling.in("SUBMITTED")
                    .submit(late, Sealed.none()));
        }

        @Test
        void refuses_a_clerk_of_another_enterprise_and_another_way_in_than_the_single_window() {
            TestParty other = TestParty.of("91330482MA2B0006XD", "secp256r1");
            refusedFrom(Code.NOT_PERMITTED, "uscc", other.clerk("CommerceMSP"));
            refusedFrom(Code.NOT_PERMITTED, "uscc", TestParty.officer("CommerceMSP"));
            for (String msp : List.of("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "OperatorMSP", "AuditMSP")) {
                refusedFrom(Code.NOT_PERMITTED, "", KNITTER.clerk(msp));
            }
        }

        private void refusedFrom(Code code, String field, Caller caller) {
            ObjectNode form = form(Sealed.none(), 1);
            Refused.with(
                    code,
                    field,
                    () -> FilingRules.submit(Optional.empty(), form, KNITTER.sign(form), Sealed.none(), caller, AT));
        }

        @Test
        void refuses_a_certificate_that_is_not_the_clerks_own() {
            TestParty newer = KNITTER.renewed();
            ObjectNode form = form(Sealed.none(), 1).set("certificate", newer.certificate());
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate.sha256",
                    () -> none.submit(form, newer.sign(form), Sealed.none()));
        }

        @Test
        void refuses_a_certificate_of_another_curve_or_another_enterprise() {
            ObjectNode larger =
                    TestParty.of(KNITTER.uscc().value(), "secp384r1").certificate();
            ObjectNode others = TestParty.of("91330482MA2B0006XD", "secp256r1").certificate();
            for (ObjectNode certificate : List.of(larger, others)) {
                ObjectNode form = form(Sealed.none(), 1).set("certificate", certificate);
                Refused.with(Code.CERTIFICATE_INVALID, "certificate.der", () -> none.submit(form, Sealed.none()));
            }
        }

        @Test
        void refuses_restricted_values_other_than_those_whose_digests_are_public() {
            ObjectNode form = form(sealed("{'customsCode':'3304960001'}"), 1);
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> none.submit(form, sealed("{'customsCode':'3304960002'}")));
        }

        @Test
        void is_taken_again_until_market_regulation_has_verified() {
            for (String status : List.of("SUBMITTED", "REJECTED")) {
                TestFiling filing = TestFiling.in(status);
                int next = (int) filing.record().version() + 1;
                filing.apply(filing.submit(form(Sealed.none(), next), Sealed.none()));
                assertThat(filing.record().text("status")).as(status).isEqualTo("SUBMITTED");
                assertThat(filing.record().version()).isEqualTo(next);
                assertThat(filing.owners(KEY)).containsExactly("MarketMSP");
                assertThat(filing.node().has("decision"))
                        .as("an older decision")
                        .isFalse();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"VERIFIED", "ACCEPTED", "ACTIVE", "SUSPENDED", "CANCELLED"})
        void is_refused_once_market_regulation_has_verified(String status) {
            TestFiling filing = TestFiling.in(status);
            ObjectNode form = form(Sealed.none(), (int) filing.record().version() + 1);
            Refused.with(Code.WRONG_STATE, "status", () -> filing.submit(form, Sealed.none()));
        }

        @Test
        void does_not_bring_a_revoked_certificate_back() {
            TestFiling filing = TestFiling.in("REJECTED");
            ObjectNode revocation = json("{'reason':'密钥遗失','legalBasis':'电子签名法','id':'revocation-1','version':3}");
            revocation.put("uscc", KNITTER.uscc().value());
            filing.apply(CertificateRules.revoke(filing.stored(), revocation, TestParty.officer("CommerceMSP"), AT));

            ObjectNode form = form(Sealed.none(), 4);
            Refused.with(Code.CERTIFICATE_REVOKED, "certificate", () -> filing.submit(form, Sealed.none()));

            TestParty renewed = KNITTER.renewed();
            form.set("certificate", renewed.certificate());
            Decision decision = FilingRules.submit(
                    filing.stored(), form, renewed.sign(form), Sealed.none(), renewed.clerk("CommerceMSP"), AT);
            assertThat(decision.version()).isEqualTo(4);
        }
    }

    /** The enterprise's signature over a filing. */
    @Nested
    class Signature {

        private final ObjectNode form = form(Sealed.none(), 1);

        @Test
        void may_not_be_missing() {
            refused("");
            refused("..");
            refused(KNITTER.sign(form).replaceFirst("\\.\\..*", ".."));
        }

        @Test
        void is_by_the_key_of_the_certificate_in_the_filing() {
            TestParty other = KNITTER.renewed();
            refused(other.sign(form));
            refused(Jws.sign(CanonicalJson.bytes(form), other.key(), KNITTER.sha256()));
            refused(Jws.sign(CanonicalJson.bytes(form), KNITTER.key(), other.sha256()));
        }

        @Test
        void is_over_the_version_that_the_filing_makes() {
            refused(KNITTER.sign(form.deepCopy().put("version", 2)));
        }

        @Test
        void is_over_every_field_of_the_document() {
            form.set("restricted", json("{}"));
            form.set(
                    "evidence",
                    json("{'list':[{'mediaType':'application/pdf','sha256':'" + "0a".repeat(32) + "','size':1}]}")
                            .get("list"));
            List<String> names = new ArrayList<>();
            form.fieldNames().forEachRemaining(names::add);
            assertThat(names).hasSize(11);
            for (String name : names) {
                ObjectNode other = form.deepCopy();
                other.remove(name);
                refused(KNITTER.sign(other));
            }
            assertThat(new TestFiling().submit(form, Sealed.none()).version()).isEqualTo(1);
        }

        @Test
        void is_over_the_canonical_bytes_and_no_other_spelling() {
            byte[] pretty = (" " + CanonicalJson.text(form)).getBytes(StandardCharsets.UTF_8);
            refused(Jws.sign(pretty, KNITTER.key(), KNITTER.sha256()));
        }

        private void refused(String jws) {
            Refused.with(
                    Code.SIGNATURE_INVALID, "jws", () -> new TestFiling().submit(form.deepCopy(), jws, Sealed.none()));
        }
    }

    /** Every status, step and agency: what is not in the table is refused. */
    @Nested
    class Life {

        private static final List<String> STATUSES =
                List.of("SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "ACTIVE", "SUSPENDED", "CANCELLED");
        private static final List<String> STEPS =
                List.of("VERIFY", "ACCEPT", "ACTIVATE", "REJECT", "RENEW", "SUSPEND", "RESUME", "CANCEL");
        private static final List<String> MSPS =
                List.of("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP", "OperatorMSP", "AuditMSP");

        private static final Map<String, String> TAKEN = Map.ofEntries(
                Map.entry("SUBMITTED VERIFY MarketMSP", "VERIFIED"),
                Map.entry("SUBMITTED REJECT MarketMSP", "REJECTED"),
                Map.entry("VERIFIED ACCEPT CustomsMSP", "ACCEPTED"),
                Map.entry("VERIFIED REJECT CustomsMSP", "REJECTED"),
                Map.entry("ACCEPTED ACTIVATE CommerceMSP", "ACTIVE"),
                Map.entry("ACTIVE RENEW CommerceMSP", "ACTIVE"),
                Map.entry("ACTIVE SUSPEND CustomsMSP", "SUSPENDED"),
                Map.entry("ACTIVE SUSPEND MarketMSP", "SUSPENDED"),
                Map.entry("ACTIVE CANCEL CustomsMSP", "CANCELLED"),
                // the filing in the table was suspended by market regulation
                Map.entry("SUSPENDED RESUME MarketMSP", "ACTIVE"),
                Map.entry("SUSPENDED CANCEL CustomsMSP", "CANCELLED"));

        private static final Map<String, List<String>> OWNERS = Map.of(
                "SUBMITTED", List.of("MarketMSP"),
                "VERIFIED", List.of("CustomsMSP"),
                "REJECTED", List.of(),
                "ACCEPTED", List.of("CommerceMSP"),
                "ACTIVE", List.of("CustomsMSP", "MarketMSP", "CommerceMSP"),
                "SUSPENDED", List.of("CustomsMSP", "MarketMSP"),
                "CANCELLED", List.of());

        static Stream<Arguments> statusesAndSteps() {
            return STATUSES.stream().flatMap(status -> STEPS.stream().map(step -> Arguments.of(status, step)));
        }

        @ParameterizedTest
        @MethodSource("statusesAndSteps")
        void goes_on_only_by_the_agency_whose_step_it_is(String status, String step) {
            for (String msp : MSPS) {
                TestFiling filing = TestFiling.in(status);
                ObjectNode decision = filing.decision(step);
                String to = TAKEN.get(status + " " + step + " " + msp);
                if (to == null) {
                    refused(status, step, msp, () -> filing.decide(decision, TestParty.officer(msp)));
                    continue;
                }
                long before = filing.record().version();
                filing.take(step, msp);
                assertThat(filing.record().text("status")).isEqualTo(to);
                assertThat(filing.record().version()).isEqualTo(before + 1);
                assertThat(filing.owners(KEY)).isEqualTo(OWNERS.get(to));
            }
        }

        private static void refused(String status, String step, String msp, Runnable decide) {
            boolean someoneMay = TAKEN.keySet().stream().anyMatch(taken -> taken.startsWith(status + " " + step + " "));
            if (!someoneMay) {
                Refused.with(Code.WRONG_STATE, "step", decide);
            } else if (step.equals("RESUME") && msp.equals("CustomsMSP")) {
                Refused.with(Code.NOT_OWNER, "step", decide);
            } else {
                Refused.with(Code.NOT_OWNER, "", decide);
            }
        }

        @ParameterizedTest
        @MethodSource("statusesAndSteps")
        void binds_the_filing_to_those_who_can_take_the_next_step(String status, String step) {
            assertThat(TestFiling.in(status).owners(KEY)).isEqualTo(OWNERS.get(status));
            if (TAKEN.keySet().stream().anyMatch(taken -> taken.startsWith(status + " " + step + " "))) {
                List<String> takers = MSPS.stream()
                        .filter(msp -> TAKEN.containsKey(status + " " + step + " " + msp))
                        .toList();
                assertThat(OWNERS.get(status)).containsAll(takers);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"VERIFY", "ACCEPT", "ACTIVATE", "REJECT", "RENEW", "SUSPEND", "RESUME", "CANCEL"})
        void has_no_step_before_the_enterprise_has_filed(String step) {
            TestFiling none = new TestFiling();
            for (String msp : MSPS) {
                Refused.with(Code.NOT_FOUND, "uscc", () -> none.decide(none.decision(step), TestParty.officer(msp)));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUBMIT", "verify", "VERIFY ", "AMEND", "CONFIRM", "REFUSE"})
        void has_no_other_steps(String step) {
            TestFiling filing = TestFiling.in("SUBMITTED");
            Refused.with(
                    Code.VALUE_INVALID,
                    "step",
                    () -> filing.decide(filing.decision("VERIFY").put("step", step), TestParty.officer("MarketMSP")));
        }

        @Test
        void is_led_by_officers_alone() {
            TestFiling filing = TestFiling.in("SUBMITTED");
            for (Role role : List.of(Role.REVIEWER, Role.AUDITOR, Role.OPERATOR)) {
                Caller caller = new Caller("MarketMSP", role, Optional.empty(), "cd".repeat(32));
                Refused.with(Code.NOT_OWNER, "", () -> filing.decide(filing.decision("VERIFY"), caller));
            }
            Refused.with(
                    Code.NOT_OWNER, "", () -> filing.decide(filing.decision("VERIFY"), KNITTER.clerk("MarketMSP")));
        }
    }

    @Nested
    class Decide {

        private final TestFiling filing = TestFiling.in("SUBMITTED");

        @Test
        void keeps_who_decided_when_and_on_which_ground() {
            ObjectNode decision = filing.decision("VERIFY");
            filing.take("VERIFY", "MarketMSP");
            ObjectNode kept = json("{'step':'VERIFY','reason':'材料齐全','legalBasis':'跨境电子商务综合试验区实施方案',"
                    + "'id':'decision-VERIFY-2','at':'2026-05-06T07:08:09.000Z'}");
            kept.put("document", Sha256.hex(CanonicalJson.bytes(decision)));
            kept.set("by", json("{'msp':'MarketMSP','role':'OFFICER','certificate':'" + "ab".repeat(32) + "'}"));
            assertThat(filing.node().path("decision")).isEqualTo(kept);
        }

        @Test
        void leaves_what_the_enterprise_filed_and_signed_as_it_is() {
            ObjectNode before = filing.record().node();
            filing.take("VERIFY", "MarketMSP");
            ObjectNode after = filing.record().node();
            before.remove(List.of("status", "version"));
            after.remove(List.of("status", "version", "decision"));
            assertThat(after).isEqualTo(before);
        }

        @Test
        void makes_five_vacant_slots_each_bound_to_its_agency_when_customs_accepts_and_never_else() {
            filing.take("VERIFY", "MarketMSP");
            Decision accept = filing.decide(filing.decision("ACCEPT"), TestParty.officer("CustomsMSP"));

            assertThat(accept.writes().subList(1, 6))
                    .extracting(Write::key, write -> write.owners().orElse(List.of()))
                    .containsExactlyInAnyOrder(
                            slot("customs", "CustomsMSP"),
                            slot("tax", "TaxMSP"),
                            slot("forex", "ForexMSP"),
                            slot("market", "MarketMSP"),
                            slot("commerce", "CommerceMSP"));
            filing.apply(accept);
            Decision activate = filing.decide(filing.decision("ACTIVATE"), TestParty.officer("CommerceMSP"));
            assertThat(activate.writes()).extracting(Write::key).containsExactly(KEY);
        }

        private Tuple slot(String scheme, String owner) {
            return tuple("assertion/" + scheme + "/" + KNITTER.uscc(), List.of(owner));
        }

        @Test
        void answers_the_same_decision_again_without_writing() {
            ObjectNode decision = filing.decision("VERIFY");
            filing.take("VERIFY", "MarketMSP");
            Decision again = filing.decide(decision, TestParty.officer("MarketMSP"));
            assertThat(again.replayed()).isTrue();
            assertThat(again.writes()).isEmpty();
        }

        @Test
        void refuses_the_id_of_a_decision_or_of_the_filing_for_another_decision() {
            ObjectNode decision = filing.decision("VERIFY");
            filing.take("VERIFY", "MarketMSP");
            refused(Code.ID_REUSED, "id", decision.deepCopy().put("reason", "另有理由"));
            refused(Code.ID_REUSED, "id", filing.decision("ACCEPT").put("id", "document-1"));
        }

        @Test
        void refuses_a_decision_made_for_another_version() {
            refused(Code.VERSION_CONFLICT, "version", filing.decision("VERIFY").put("version", 1));
            refused(Code.VERSION_CONFLICT, "version", filing.decision("VERIFY").put("version", 3));
        }

        @Test
        void refuses_a_late_retry_of_a_decision_before_the_last() {
            ObjectNode verify = filing.decision("VERIFY");
            filing.take("VERIFY", "MarketMSP").take("ACCEPT", "CustomsMSP");
            refused(Code.VERSION_CONFLICT, "version", verify);
        }

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "step", "reason", "legalBasis", "id", "version"})
        void refuses_a_decision_that_lacks(String field) {
            ObjectNode decision = filing.decision("VERIFY");
            decision.remove(field);
            refused(Code.FIELD_MISSING, field, decision);
        }

        @Test
        void refuses_a_field_that_nobody_knows_and_a_resident_identity_number() {
            refused(Code.FIELD_UNKNOWN, "", filing.decision("VERIFY").put("status", "ACTIVE"));
            refused(Code.PERSONAL_DATA, "reason", filing.decision("VERIFY").put("reason", "见 11010519491231002X"));
        }

        private void refused(Code code, String field, ObjectNode decision) {
            Refused.with(code, field, () -> filing.decide(decision, TestParty.officer("MarketMSP")));
        }
    }

    @Nested
    class Resume {

        @ParameterizedTest
        @CsvSource({"CustomsMSP,MarketMSP", "MarketMSP,CustomsMSP"})
        void is_for_who_suspended(String suspender, String other) {
            TestFiling filing = TestFiling.in("ACTIVE").take("SUSPEND", suspender);
            assertThat(filing.record().text("suspendedBy")).isEqualTo(suspender);
            Refused.with(
                    Code.NOT_OWNER, "step", () -> filing.decide(filing.decision("RESUME"), TestParty.officer(other)));
            filing.take("RESUME", suspender);
            assertThat(filing.record().text("status")).isEqualTo("ACTIVE");
            assertThat(filing.node().has("suspendedBy")).isFalse();
        }

        @Test
        void is_for_who_suspended_last() {
            TestFiling filing = TestFiling.in("ACTIVE")
                    .take("SUSPEND", "CustomsMSP")
                    .take("RESUME", "CustomsMSP")
                    .take("SUSPEND", "MarketMSP");
            Refused.with(
                    Code.NOT_OWNER,
                    "step",
                    () -> filing.decide(filing.decision("RESUME"), TestParty.officer("CustomsMSP")));
        }

        @Test
        void does_not_prolong_the_period() {
            TestFiling filing = TestFiling.in("SUSPENDED").take("RESUME", "MarketMSP");
            assertThat(filing.record().text("validTo")).isEqualTo("2027-05-05");
        }
    }

    /** {@code validTo}: the last day, in Beijing, on which others may rely on a filing. */
    @Nested
    class Period {

        @ParameterizedTest
        @CsvSource({"ACCEPTED,ACTIVATE", "ACTIVE,RENEW"})
        void is_set_when_commerce_activates_or_renews(String status, String step) {
            TestFiling filing = TestFiling.in(status);
            filing.apply(decide(filing, step, "2028-02-29", AT));
            assertThat(filing.record().text("validTo")).isEqualTo("2028-02-29");
        }

        @ParameterizedTest
        @CsvSource({"ACCEPTED,ACTIVATE", "ACTIVE,RENEW"})
        void ends_today_or_later(String status, String step) {
            TestFiling filing = TestFiling.in(status);
            assertThat(decide(filing, step, "2026-05-06", AT).replayed()).isFalse();
            Refused.with(Code.PERIOD_INVALID, "validTo", () -> decide(filing, step, "2026-05-05", AT));
        }

        @Test
        void takes_today_from_beijing() {
            TestFiling filing = TestFiling.in("ACCEPTED");
            Instant midnight = Instant.parse("2026-05-06T16:00:00Z");
            assertThat(decide(filing, "ACTIVATE", "2026-05-06", midnight.minusMillis(1))
                            .version())
                    .isEqualTo(4);
            Refused.with(Code.PERIOD_INVALID, "validTo", () -> decide(filing, "ACTIVATE", "2026-05-06", midnight));
        }

        @ParameterizedTest
        @CsvSource({"ACCEPTED,ACTIVATE", "ACTIVE,RENEW"})
        void may_not_be_missing_or_no_day_of_the_calendar(String status, String step) {
            TestFiling filing = TestFiling.in(status);
            ObjectNode without = filing.decision(step);
            without.remove("validTo");
            Refused.with(Code.FIELD_MISSING, "validTo", () -> filing.decide(without, TestParty.officer("CommerceMSP")));
            for (String day : List.of("2027-02-29", "2027-5-5", "05.05.2027", "2027-05-05T00:00:00Z")) {
                Refused.with(Code.TIME_INVALID, "validTo", () -> decide(filing, step, day, AT));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "SUBMITTED,VERIFY,MarketMSP",
            "SUBMITTED,REJECT,MarketMSP",
            "VERIFIED,ACCEPT,CustomsMSP",
            "ACTIVE,SUSPEND,CustomsMSP",
            "SUSPENDED,RESUME,MarketMSP",
            "ACTIVE,CANCEL,CustomsMSP"
        })
        void is_nothing_for_another_step_to_set(String status, String step, String msp) {
            TestFiling filing = TestFiling.in(status);
            ObjectNode decision = filing.decision(step).put("validTo", "2030-01-01");
            Refused.with(Code.FIELD_UNKNOWN, "", () -> filing.decide(decision, TestParty.officer(msp)));
        }

        @Test
        void that_is_over_can_be_renewed() {
            TestFiling filing = TestFiling.in("ACTIVE");
            Instant later = Instant.parse("2029-01-01T00:00:00Z");
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> FilingRules.mustBeActive(filing.stored(), later));
            filing.apply(decide(filing, "RENEW", "2029-12-31", later));
            assertThat(FilingRules.mustBeActive(filing.stored(), later).version())
                    .isEqualTo(5);
        }

        private static Decision decide(TestFiling filing, String step, String validTo, Instant at) {
            ObjectNode decision = filing.decision(step).put("validTo", validTo);
            return FilingRules.decide(filing.stored(), decision, TestParty.officer("CommerceMSP"), at);
        }
    }

    @Nested
    class MustBeActive {

        @Test
        void takes_an_active_filing_to_the_end_of_its_last_day_in_beijing() {
            Optional<LedgerRecord> active = TestFiling.in("ACTIVE").stored();
            Instant midnight = Instant.parse("2027-05-05T16:00:00Z");
            assertThat(FilingRules.mustBeActive(active, midnight.minusMillis(1)))
                    .isEqualTo(active.orElseThrow());
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> FilingRules.mustBeActive(active, midnight));
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "SUSPENDED", "CANCELLED"})
        void refuses_a_filing_that_is(String status) {
            Optional<LedgerRecord> filing = TestFiling.in(status).stored();
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> FilingRules.mustBeActive(filing, AT));
        }

        @Test
        void refuses_an_enterprise_that_never_filed() {
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", () -> FilingRules.mustBeActive(Optional.empty(), AT));
        }
    }

    @Test
    void keeps_every_version_canonical() {
        TestFiling filing = TestFiling.in("SUSPENDED", sealed("{'customsCode':'3304960001'}"));
        assertThat(CanonicalJson.bytes(CanonicalJson.readCanonical(filing.value(KEY))))
                .isEqualTo(filing.value(KEY));
        assertThat(filing.text(KEY)).doesNotContain("3304960001");
    }
}
