package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;

class FilingRulesTest {

    private static final Instant AT = Instant.parse("2026-05-06T07:08:09Z");
    private static final TestParty KNITTER = TestParty.knitter();
    private static final String KEY = "filing/" + KNITTER.uscc();

    @Nested
    class Submit {

        @Test
        void writes_the_open_part_in_public_and_the_rest_for_the_agencies() {
            Sealed restricted = sealed("customsCode", "3304960001");

            Decision decision = submit(Optional.empty(), document(restricted, 1), restricted);

            assertThat(decision.writes()).extracting(Write::key).containsExactly(KEY, KEY);
            assertThat(decision.writes().get(0).collection()).isEmpty();
            assertThat(decision.writes().get(1).collection()).contains("agencies");
            String open = new String(decision.writes().get(0).value(), StandardCharsets.UTF_8);
            assertThat(open).contains("\"status\":\"SUBMITTED\"").doesNotContain("3304960001");
        }

        @Test
        void answers_the_same_document_again_without_writing() {
            ObjectNode document = document(Sealed.none(), 1);
            LedgerRecord stored = apply(submit(Optional.empty(), document, Sealed.none()));

            Decision again = submit(Optional.of(stored), document, Sealed.none());

            assertThat(again.replayed()).isTrue();
            assertThat(again.writes()).isEmpty();
        }

        @Test
        void refuses_the_same_id_with_another_content() {
            LedgerRecord stored = apply(submit(Optional.empty(), document(Sealed.none(), 1), Sealed.none()));
            ObjectNode other = document(Sealed.none(), 1).put("nameZh", "另一家");
            Refused.with(Code.ID_REUSED, "id", () -> submit(Optional.of(stored), other, Sealed.none()));
        }

        @Test
        void refuses_a_late_document_made_for_an_older_version() {
            LedgerRecord stored = apply(submit(Optional.empty(), document(Sealed.none(), 1), Sealed.none()));
            ObjectNode late = document(Sealed.none(), 1).put("id", "another-id");
            Refused.with(Code.VERSION_CONFLICT, "version", () -> submit(Optional.of(stored), late, Sealed.none()));
        }

        @Test
        void refuses_a_clerk_of_another_enterprise() {
            TestParty other = TestParty.of("91330482MA2B0006XD", "secp256r1");
            Refused.with(
                    Code.NOT_PERMITTED,
                    "uscc",
                    () -> FilingRules.submit(
                            Optional.empty(),
                            document(Sealed.none(), 1),
                            Sealed.none(),
                            other.clerk("CommerceMSP"),
                            AT));
        }

        @Test
        void refuses_another_way_in_than_the_single_window() {
            Refused.with(
                    Code.NOT_PERMITTED,
                    "",
                    () -> FilingRules.submit(
                            Optional.empty(), document(Sealed.none(), 1), Sealed.none(), KNITTER.clerk("TaxMSP"), AT));
        }

        @Test
        void refuses_a_certificate_that_is_not_the_clerks_own() {
            TestParty newer = TestParty.of(KNITTER.uscc().value(), "secp256r1");
            ObjectNode document = document(Sealed.none(), 1).set("certificate", newer.certificate());
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate.sha256",
                    () -> submit(Optional.empty(), document, Sealed.none()));
        }

        @Test
        void refuses_a_certificate_of_another_curve_or_another_enterprise() {
            ObjectNode larger =
                    TestParty.of(KNITTER.uscc().value(), "secp384r1").certificate();
            ObjectNode others = TestParty.of("91330482MA2B0006XD", "secp256r1").certificate();
            for (ObjectNode certificate : List.of(larger, others)) {
                ObjectNode document = document(Sealed.none(), 1).set("certificate", certificate);
                Refused.with(
                        Code.CERTIFICATE_INVALID,
                        "certificate.der",
                        () -> submit(Optional.empty(), document, Sealed.none()));
            }
        }

        @Test
        void refuses_restricted_values_other_than_those_whose_digests_are_public() {
            ObjectNode document = document(sealed("customsCode", "3304960001"), 1);
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> submit(Optional.empty(), document, sealed("customsCode", "3304960002")));
        }

        @Test
        void refuses_a_wrong_customs_code_inside_the_restricted_part() {
            Sealed restricted = sealed("customsCode", "33049");
            Refused.with(
                    Code.CUSTOMS_CODE_INVALID,
                    "restricted.customsCode",
                    () -> submit(Optional.empty(), document(restricted, 1), restricted));
        }

        @Test
        void refuses_a_resident_identity_number_wherever_it_stands() {
            ObjectNode document = document(Sealed.none(), 1).put("nameEn", "contact 11010519491231002X please");
            Refused.with(Code.PERSONAL_DATA, "nameEn", () -> submit(Optional.empty(), document, Sealed.none()));
        }

        @Test
        void refuses_a_wrong_credit_code_a_missing_name_and_a_field_nobody_knows() {
            Refused.with(
                    Code.USCC_INVALID,
                    "uscc",
                    () -> submit(
                            Optional.empty(),
                            document(Sealed.none(), 1).put("uscc", "91330483MA2B00079U"),
                            Sealed.none()));
            ObjectNode nameless = document(Sealed.none(), 1);
            nameless.remove("nameZh");
            Refused.with(Code.FIELD_MISSING, "nameZh", () -> submit(Optional.empty(), nameless, Sealed.none()));
            ObjectNode more = document(Sealed.none(), 1).put("status", "ACCEPTED");
            Refused.with(Code.FIELD_UNKNOWN, "", () -> submit(Optional.empty(), more, Sealed.none()));
        }
    }

    @Nested
    class Decide {

        @Test
        void leads_from_submitted_over_verified_to_accepted() {
            LedgerRecord accepted = accepted();
            assertThat(accepted.text("status")).isEqualTo("ACCEPTED");
            assertThat(accepted.version()).isEqualTo(3);
            assertThat(accepted.node().path("decision").path("by").path("msp").asText())
                    .isEqualTo("CustomsMSP");
        }

        @Test
        void makes_five_vacant_slots_each_bound_to_its_agency() {
            LedgerRecord verified = apply(decide(submitted(), "VERIFY", "MarketMSP", 2));

            Decision decision = decide(verified, "ACCEPT", "CustomsMSP", 3);

            assertThat(decision.writes().subList(1, 6))
                    .extracting(Write::key, write -> write.owner().orElse(""))
                    .containsExactlyInAnyOrder(
                            slot("customs", "CustomsMSP"),
                            slot("tax", "TaxMSP"),
                            slot("forex", "ForexMSP"),
                            slot("market", "MarketMSP"),
                            slot("commerce", "CommerceMSP"));
        }

        @Test
        void refuses_an_officer_of_an_agency_without_the_competence() {
            Refused.with(Code.NOT_OWNER, "", () -> decide(submitted(), "VERIFY", "CustomsMSP", 2));
        }

        @Test
        void refuses_a_reviewer_alone() {
            Caller reviewer = new Caller("MarketMSP", Caller.Role.REVIEWER, Optional.empty(), "cd".repeat(32));
            Refused.with(
                    Code.NOT_OWNER,
                    "",
                    () -> FilingRules.decide(Optional.of(submitted()), decision("VERIFY", 2), reviewer, AT));
        }

        @Test
        void refuses_to_accept_what_was_not_verified() {
            Refused.with(Code.WRONG_STATE, "step", () -> decide(submitted(), "ACCEPT", "CustomsMSP", 2));
        }

        @Test
        void refuses_a_filing_that_is_not_there() {
            Refused.with(
                    Code.NOT_FOUND,
                    "uscc",
                    () -> FilingRules.decide(
                            Optional.empty(), decision("VERIFY", 1), TestParty.officer("MarketMSP"), AT));
        }

        @Test
        void answers_the_same_decision_again_without_writing() {
            LedgerRecord verified = apply(decide(submitted(), "VERIFY", "MarketMSP", 2));
            assertThat(decide(verified, "VERIFY", "MarketMSP", 2).replayed()).isTrue();
        }

        @Test
        void lets_a_rejected_enterprise_submit_again_but_not_a_verified_one() {
            LedgerRecord rejected = apply(decide(submitted(), "REJECT", "MarketMSP", 2));
            ObjectNode again = document(Sealed.none(), 3).put("id", "second-try");
            assertThat(apply(submit(Optional.of(rejected), again, Sealed.none()))
                            .text("status"))
                    .isEqualTo("SUBMITTED");
            LedgerRecord verified = apply(decide(submitted(), "VERIFY", "MarketMSP", 2));
            Refused.with(Code.WRONG_STATE, "status", () -> submit(Optional.of(verified), again, Sealed.none()));
        }
    }

    private static Tuple slot(String scheme, String owner) {
        return tuple("assertion/" + scheme + "/" + KNITTER.uscc(), owner);
    }

    static LedgerRecord accepted() {
        LedgerRecord verified = apply(decide(submitted(), "VERIFY", "MarketMSP", 2));
        return apply(decide(verified, "ACCEPT", "CustomsMSP", 3));
    }

    private static LedgerRecord submitted() {
        return apply(submit(Optional.empty(), document(Sealed.none(), 1), Sealed.none()));
    }

    private static Decision submit(Optional<LedgerRecord> prior, ObjectNode document, Sealed restricted) {
        return FilingRules.submit(prior, document, restricted, KNITTER.clerk("CommerceMSP"), AT);
    }

    private static Decision decide(LedgerRecord filing, String step, String msp, int version) {
        return FilingRules.decide(Optional.of(filing), decision(step, version), TestParty.officer(msp), AT);
    }

    private static LedgerRecord apply(Decision decision) {
        return LedgerRecord.read(decision.writes().get(0).value());
    }

    private static Sealed sealed(String field, String value) {
        return Sealed.seal(JsonNodeFactory.instance.objectNode().put(field, value), new byte[16]);
    }

    private static ObjectNode decision(String step, int version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uscc", KNITTER.uscc().value())
                .put("step", step)
                .put("reason", "材料齐全")
                .put("legalBasis", "跨境电子商务综合试验区实施方案")
                .put("id", "decision-" + step)
                .put("version", version);
    }

    private static ObjectNode document(Sealed restricted, int version) {
        ObjectNode document = (ObjectNode)
                CanonicalJson.read(
                        "{\"nameZh\":\"桐乡云织毛衫有限公司\",\"nameEn\":\"Tongxiang Yunzhi Knitwear Co., Ltd.\",\"kinds\":[\"manufacturer\","
                                + "\"e-commerce\"],\"areaCode\":\"330483\",\"base\":\"tongxiang-zhendong\",\"id\":\"filing-0001\"}");
        document.put("uscc", KNITTER.uscc().value());
        document.put("version", version);
        document.set("certificate", KNITTER.certificate());
        if (!restricted.isEmpty()) {
            document.set("restricted", restricted.digests());
        }
        return document;
    }
}
