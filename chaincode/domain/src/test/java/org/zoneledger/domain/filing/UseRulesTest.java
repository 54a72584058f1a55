package org.zoneledger.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.filing.TestFiling.AT;
import static org.zoneledger.domain.filing.TestFiling.KNITTER;
import static org.zoneledger.domain.filing.TestFiling.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;

class UseRulesTest {

    private static final List<String> AGENCIES =
            List.of("CustomsMSP", "TaxMSP", "ForexMSP", "MarketMSP", "CommerceMSP");

    private final TestFiling filing = TestFiling.in("ACTIVE");

    @Nested
    class Use {

        @Test
        void gives_every_use_a_key_of_its_own_so_that_agencies_never_wait_for_one_another() {
            ObjectNode use = use();
            for (String msp : AGENCIES) {
                use.put("id", "use-of-" + msp);
                Decision decision = record(use, TestParty.officer(msp));
                assertThat(decision.writes())
                        .extracting(Write::key)
                        .containsExactly("use/" + KNITTER.uscc() + "/use-of-" + msp);
                assertThat(decision.writes().get(0).owners()).isEmpty();
                assertThat(decision.writes().get(0).collection()).isEmpty();
            }
        }

        @Test
        void says_who_relied_on_which_version_of_the_filing_for_which_procedure() {
            LedgerRecord stored = stored(record(use(), TestParty.officer("TaxMSP")));
            assertThat(stored.text("type")).isEqualTo("use");
            assertThat(stored.text("procedure")).isEqualTo("export-tax-refund");
            assertThat(stored.node().path("fields")).isEqualTo(use().get("fields"));
            assertThat(stored.node().path("filingVersion").asLong()).isEqualTo(4);
            assertThat(stored.node().at("/by/msp").asText()).isEqualTo("TaxMSP");
        }

        @Test
        void keeps_what_the_procedure_asked_for_once_more() {
            ObjectNode use = use();
            use.putArray("askedAgain").add("nameZh").add("customsCode");
            assertThat(stored(record(use, TestParty.officer("TaxMSP"))).node().path("askedAgain"))
                    .isEqualTo(use.get("askedAgain"));
            assertThat(stored(record(use(), TestParty.officer("TaxMSP"))).node().has("askedAgain"))
                    .isFalse();
        }

        @Test
        void is_for_officers_of_agencies_alone() {
            for (String msp : List.of("OperatorMSP", "AuditMSP")) {
                refusedFrom(TestParty.officer(msp));
            }
            for (Role role : List.of(Role.REVIEWER, Role.AUDITOR, Role.OPERATOR)) {
                refusedFrom(new Caller("TaxMSP", role, Optional.empty(), "cd".repeat(32)));
            }
            refusedFrom(KNITTER.clerk("CommerceMSP"));
        }

        private void refusedFrom(Caller caller) {
            Refused.with(Code.NOT_PERMITTED, "", () -> record(use(), caller));
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUBMITTED", "VERIFIED", "REJECTED", "ACCEPTED", "SUSPENDED", "CANCELLED"})
        void refuses_a_filing_that_is(String status) {
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
                    () -> UseRules.record(Optional.empty(), filing, use(), TestParty.officer("TaxMSP"), at));
        }

        @Test
        void answers_the_same_use_again_without_writing_even_when_the_filing_has_ended() {
            Optional<LedgerRecord> stored = Optional.of(stored(record(use(), TestParty.officer("TaxMSP"))));
            for (String status : List.of("ACTIVE", "SUSPENDED", "CANCELLED")) {
                Decision again =
                        UseRules.record(stored, TestFiling.in(status).stored(), use(), TestParty.officer("TaxMSP"), AT);
                assertThat(again.replayed()).isTrue();
                assertThat(again.writes()).isEmpty();
                assertThat(again.version()).isEqualTo(1);
            }
        }

        @Test
        void refuses_the_same_id_for_another_use() {
            Optional<LedgerRecord> stored = Optional.of(stored(record(use(), TestParty.officer("TaxMSP"))));
            for (ObjectNode other : List.of(use().put("procedure", "forex-receipt"), use().put("version", 2))) {
                Refused.with(
                        Code.ID_REUSED,
                        "id",
                        () -> UseRules.record(stored, filing.stored(), other, TestParty.officer("TaxMSP"), AT));
            }
        }

        @Test
        void has_one_version() {
            refused(Code.VERSION_CONFLICT, "version", use().put("version", 2));
        }

        @ParameterizedTest
        @ValueSource(strings = {"uscc", "procedure", "fields", "id", "version"})
        void refuses_to_lack(String field) {
            ObjectNode use = use();
            use.remove(field);
            refused(Code.FIELD_MISSING, field, use);
        }

        @Test
        void refuses_procedures_and_fields_that_are_no_names() {
            for (String procedure : List.of("Export", "a", "出口退税", "export tax", "x".repeat(41))) {
                refused(Code.VALUE_INVALID, "procedure", use().put("procedure", procedure));
            }
            for (String field : List.of("NameZh", "restricted.customsCode", "3304960001", "桐乡")) {
                ObjectNode use = use();
                use.putArray("fields").add("nameZh").add(field);
                refused(Code.VALUE_INVALID, "fields[1]", use);
                use = use();
                use.putArray("askedAgain").add(field);
                refused(Code.VALUE_INVALID, "askedAgain[0]", use);
            }
        }

        @Test
        void refuses_empty_lists_and_names_twice() {
            ObjectNode none = use();
            none.putArray("fields");
            refused(Code.VALUE_INVALID, "fields", none);
            ObjectNode twice = use();
            twice.putArray("askedAgain").add("nameZh").add("nameZh");
            refused(Code.VALUE_INVALID, "askedAgain[1]", twice);
        }

        @Test
        void refuses_a_field_that_nobody_knows() {
            refused(Code.FIELD_UNKNOWN, "", use().put("customsCode", "3304960001"));
        }

        private void refused(Code code, String field, ObjectNode use) {
            Refused.with(code, field, () -> record(use, TestParty.officer("TaxMSP")));
        }

        private Decision record(ObjectNode use, Caller caller) {
            return UseRules.record(Optional.empty(), filing.stored(), use, caller, AT);
        }

        private static LedgerRecord stored(Decision decision) {
            return LedgerRecord.read(decision.writes().get(0).value());
        }
    }

    private static ObjectNode use() {
        return json("{'procedure':'export-tax-refund','fields':['nameZh','customsCode'],'id':'use-0001','version':1}")
                .put("uscc", KNITTER.uscc().value());
    }
}
