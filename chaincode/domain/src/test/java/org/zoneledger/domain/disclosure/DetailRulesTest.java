package org.zoneledger.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.disclosure.Samples.AT;
import static org.zoneledger.domain.disclosure.Samples.KNITTER;
import static org.zoneledger.domain.disclosure.Samples.json;
import static org.zoneledger.domain.disclosure.Samples.kept;
import static org.zoneledger.domain.disclosure.Samples.open;
import static org.zoneledger.domain.disclosure.Samples.sealed;
import static org.zoneledger.domain.disclosure.Samples.stored;
import static org.zoneledger.domain.disclosure.Samples.with;

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
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;

class DetailRulesTest {

    private static final String KEY = "detail/tax/" + KNITTER.uscc();
    private static final Sealed VALUES = sealed("{'taxScore':871,'taxPaid':'1203344.50 CNY'}");
    private static final Caller TAX = TestParty.officer("TaxMSP");

    @Nested
    class Slots {

        @Test
        void binds_the_place_of_each_scheme_to_the_agency_whose_details_it_will_name() {
            List<Write> slots = DetailRules.vacantSlots(KNITTER.uscc(), AT);
            assertThat(slots)
                    .extracting(slot -> slot.key() + " " + slot.owners().orElseThrow())
                    .containsExactly(
                            "detail/commerce/" + KNITTER.uscc() + " [CommerceMSP]",
                            "detail/customs/" + KNITTER.uscc() + " [CustomsMSP]",
                            "detail/forex/" + KNITTER.uscc() + " [ForexMSP]",
                            "detail/market/" + KNITTER.uscc() + " [MarketMSP]",
                            "detail/tax/" + KNITTER.uscc() + " [TaxMSP]");
        }
    }

    @Nested
    class Describe {

        @Test
        void puts_names_and_digests_into_the_place_and_no_value_anywhere() {
            Decision decision = describe(details(1), TAX);
            LedgerRecord described = stored(decision);
            assertThat(decision.writes()).extracting(Write::key).containsExactly(KEY);
            assertThat(decision.writes().get(0).collection()).isEmpty();
            assertThat(decision.writes().get(0).owners())
                    .as("bound as the place was")
                    .isEmpty();
            assertThat(described.text("status")).isEqualTo("DESCRIBED");
            assertThat(described.version()).isEqualTo(1);
            assertThat(described.node().path("restricted")).isEqualTo(VALUES.digests());
            assertThat(open(decision)).doesNotContain("871", "1203344.50");
        }

        @Test
        void answers_the_same_description_again_and_writes_nothing() {
            LedgerRecord described = stored(describe(details(1), TAX));
            Decision again = DetailRules.describe(Optional.of(described), details(1), TAX, AT);
            assertThat(again.replayed()).isTrue();
            assertThat(again.version()).isEqualTo(1);
            Refused.with(
                    Code.ID_REUSED,
                    "id",
                    () -> DetailRules.describe(
                            Optional.of(described), details(1).put("legalBasis", "其他"), TAX, AT));
        }

        @Test
        void refuses_a_description_made_for_another_version() {
            Refused.with(Code.VERSION_CONFLICT, "version", () -> describe(details(2), TAX));
        }

        @Test
        void refuses_everybody_but_an_officer_of_the_owner() {
            for (Caller caller : List.of(
                    TestParty.officer("CustomsMSP"),
                    new Caller("TaxMSP", Role.REVIEWER, Optional.empty(), "cd".repeat(32)),
                    KNITTER.clerk("CommerceMSP"))) {
                Refused.with(Code.NOT_OWNER, "", () -> describe(details(1), caller));
            }
        }

        @Test
        void refuses_a_subject_without_a_place() {
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    () -> DetailRules.describe(Optional.empty(), details(1), TAX, AT));
        }

        @Test
        void refuses_a_field_that_another_agency_keeps() {
            ObjectNode document = with(details(1), sealed("{'declaredValue':1}"));
            Refused.with(Code.FIELD_UNKNOWN, "restricted", () -> describe(document, TAX));
        }

        @Test
        void refuses_a_value_where_a_digest_is_expected_and_no_digests() {
            ObjectNode value = details(1);
            value.putObject("restricted").put("taxScore", "871");
            Refused.with(Code.VALUE_INVALID, "restricted", () -> describe(value, TAX));
            ObjectNode none = details(1);
            none.putObject("restricted");
            Refused.with(Code.VALUE_INVALID, "restricted", () -> describe(none, TAX));
        }

        @Test
        void refuses_a_scheme_that_is_not_one() {
            Refused.with(Code.VALUE_INVALID, "scheme", () -> describe(details(1).put("scheme", "audit"), TAX));
        }

        @Test
        void refuses_a_resident_identity_number() {
            Refused.with(
                    Code.PERSONAL_DATA,
                    "legalBasis",
                    () -> describe(details(1).put("legalBasis", "依申请 11010519491231002X"), TAX));
        }

        @ParameterizedTest
        @ValueSource(strings = {"scheme", "uscc", "legalBasis", "restricted", "id", "version"})
        void refuses_to_lack(String field) {
            ObjectNode document = details(1);
            document.remove(field);
            Refused.with(Code.FIELD_MISSING, field, () -> describe(document, TAX));
        }

        @Test
        void refuses_a_field_that_nobody_knows() {
            Refused.with(Code.FIELD_UNKNOWN, "", () -> describe(details(1).put("taxScore", 871), TAX));
        }
    }

    @Nested
    class Keep {

        @Test
        void puts_the_described_values_into_the_owners_own_collection_alone() {
            Decision decision = keep(VALUES, TAX);
            assertThat(decision.writes()).hasSize(1);
            assertThat(decision.writes().get(0).collection()).contains("_implicit_org_TaxMSP");
            assertThat(decision.writes().get(0).key()).isEqualTo(KEY);
            assertThat(kept(decision, "_implicit_org_TaxMSP")).isEqualTo(VALUES);
            assertThat(decision.version()).isEqualTo(1);
        }

        @Test
        void refuses_values_that_are_not_those_described() {
            for (Sealed other : List.of(
                    sealed("{'taxScore':872,'taxPaid':'1203344.50 CNY'}"), sealed("{'taxScore':871}"), Sealed.none())) {
                Refused.with(Code.RESTRICTED_MISMATCH, "restricted", () -> keep(other, TAX));
            }
        }

        @Test
        void refuses_values_that_nobody_described() {
            Refused.with(
                    Code.NOT_FOUND,
                    "uscc",
                    () -> DetailRules.keep("tax", KNITTER.uscc(), Optional.empty(), VALUES, TAX));
            LedgerRecord vacant = new LedgerRecord(json("{'status':'VACANT','version':0}"));
            Refused.with(
                    Code.NOT_FOUND,
                    "uscc",
                    () -> DetailRules.keep("tax", KNITTER.uscc(), Optional.of(vacant), Sealed.none(), TAX));
        }

        @Test
        void refuses_an_officer_of_another_agency() {
            Refused.with(Code.NOT_OWNER, "", () -> keep(VALUES, TestParty.officer("CustomsMSP")));
        }

        @Test
        void refuses_values_that_are_neither_text_nor_integer() {
            for (String value : List.of("0.5", "true", "' '", "['a']", "{'a':1}", "'" + "x".repeat(401) + "'")) {
                Sealed values = sealed("{'taxScore':" + value + "}");
                Refused.with(Code.VALUE_INVALID, "restricted.taxScore", () -> keep(values, TAX));
            }
        }

        @Test
        void refuses_a_resident_identity_number() {
            Sealed values = sealed("{'taxScore':'11010519491231002X'}");
            Refused.with(Code.PERSONAL_DATA, "restricted.taxScore", () -> keep(values, TAX));
        }

        private Decision keep(Sealed values, Caller caller) {
            LedgerRecord described = stored(describe(details(1), TAX));
            return DetailRules.keep("tax", KNITTER.uscc(), Optional.of(described), values, caller);
        }
    }

    @Nested
    class Note {

        private static final String ID = "0123456789abcdef0123456789abcdef";
        private final ObjectNode text = json("{'text':'复核时留意','riskScore':640}")
                .put("uscc", KNITTER.uscc().value());

        @Test
        void is_kept_by_the_agency_that_wrote_it_under_a_key_that_says_nothing() {
            Decision decision = note(Optional.empty(), ID, sealed(text), TestParty.officer("CustomsMSP"));
            assertThat(decision.writes()).hasSize(1);
            assertThat(decision.writes().get(0).collection()).contains("_implicit_org_CustomsMSP");
            assertThat(decision.writes().get(0).key()).isEqualTo("note/" + ID);
            assertThat(open(decision))
                    .doesNotContain("复核", "640", KNITTER.uscc().value());
        }

        @Test
        void is_answered_again_and_not_replaced() {
            Sealed first = sealed(text);
            assertThat(note(Optional.of(first), ID, sealed(text), TAX).replayed())
                    .isTrue();
            Sealed other = sealed(text.deepCopy().put("riskScore", 1));
            Refused.with(Code.ID_REUSED, "id", () -> note(Optional.of(first), ID, other, TAX));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "0123456789abcdef",
                    "0123456789ABCDEF0123456789ABCDEF",
                    "note-of-the-knitter-of-tongxiang"
                })
        void refuses_an_id_that_could_be_guessed(String id) {
            Refused.with(Code.VALUE_INVALID, "id", () -> note(Optional.empty(), id, sealed(text), TAX));
        }

        @Test
        void refuses_a_score_out_of_bounds_and_a_field_that_nobody_knows() {
            for (int score : List.of(-1, 1001)) {
                refused(
                        Code.VALUE_INVALID,
                        "restricted.riskScore",
                        text.deepCopy().put("riskScore", score));
            }
            refused(Code.FIELD_UNKNOWN, "restricted", text.deepCopy().put("phone", "x"));
            refused(Code.VALUE_INVALID, "restricted.text", text.deepCopy().put("text", "x".repeat(2001)));
            refused(Code.PERSONAL_DATA, "restricted.text", text.deepCopy().put("text", "11010519491231002X"));
        }

        @Test
        void is_for_officers_of_agencies_alone() {
            for (Caller caller : List.of(TestParty.officer("OperatorMSP"), KNITTER.clerk("CommerceMSP"))) {
                Refused.with(Code.NOT_OWNER, "", () -> note(Optional.empty(), ID, sealed(text), caller));
            }
        }

        private void refused(Code code, String field, ObjectNode values) {
            Refused.with(code, field, () -> note(Optional.empty(), ID, sealed(values), TAX));
        }

        private static Decision note(Optional<Sealed> prior, String id, Sealed restricted, Caller caller) {
            return DetailRules.note(prior, id, restricted, caller);
        }
    }

    private static Decision describe(ObjectNode document, Caller caller) {
        return DetailRules.describe(slot(), document, caller, AT);
    }

    private static Optional<LedgerRecord> slot() {
        return DetailRules.vacantSlots(KNITTER.uscc(), AT).stream()
                .filter(write -> write.key().equals(KEY))
                .map(write -> LedgerRecord.read(write.value()))
                .findFirst();
    }

    private static ObjectNode details(int version) {
        ObjectNode document = json("{'scheme':'tax','legalBasis':'税收征收管理法','id':'details-1'}")
                .put("uscc", KNITTER.uscc().value())
                .put("version", version);
        return with(document, VALUES);
    }
}
