package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.credit.scoring.GradeLaw;

class InspectionRulesTest {

    private static final Instant AT = Instant.parse("2026-05-06T07:08:09Z");

    @Test
    void fixes_the_declarations_under_a_key_that_customs_alone_can_touch_again() {
        Decision decision = inspect(list(3), "CustomsMSP");
        assertThat(decision.key()).isEqualTo("inspection/list-0001");
        Write write = decision.writes().get(0);
        assertThat(decision.writes()).hasSize(1);
        assertThat(write.owners()).contains(List.of("CustomsMSP"));
        ObjectNode record = LedgerRecord.read(write.value()).node();
        assertThat(record.path("type").asText()).isEqualTo("inspection");
        assertThat(record.path("declarations")).isEqualTo(list(3).path("declarations"));
    }

    @Test
    void answers_the_same_list_again_and_writes_nothing_even_after_the_law_has_changed() {
        Optional<LedgerRecord> prior = stored(list(3));
        Decision again = InspectionRules.inspect(
                prior, laws(), list(3), TestParty.officer("CustomsMSP"), Instant.parse("2020-05-06T07:08:09Z"));
        assertThat(again.replayed()).isTrue();
        assertThat(again.version()).isEqualTo(1);
    }

    @Test
    void refuses_another_list_under_the_same_id() {
        refused(Code.ID_REUSED, "id", stored(list(3)), list(4));
    }

    @Test
    void refuses_a_second_version() {
        refused(Code.VERSION_CONFLICT, "version", Optional.empty(), list(3).put("version", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TaxMSP", "CommerceMSP", "OperatorMSP"})
    void refuses_the_officer_of_another_organisation(String msp) {
        Refused.with(Code.NOT_OWNER, "", () -> inspect(list(3), msp));
    }

    @Test
    void refuses_a_person_of_customs_who_is_no_officer() {
        Caller reviewer = TestParty.reviewer("CustomsMSP");
        Refused.with(
                Code.NOT_OWNER, "", () -> InspectionRules.inspect(Optional.empty(), laws(), list(3), reviewer, AT));
    }

    @Test
    void refuses_a_rule_set_that_is_not_that_of_the_day() {
        refused(Code.RULESET_UNKNOWN, "law", Optional.empty(), list(3).put("law", "zone-grade-1"));
        refused(Code.RULESET_UNKNOWN, "law", Optional.empty(), list(3).put("law", "zone-grade-9"));
    }

    /** On the last evening of March in Beijing the first rule set is in force, and a second later no more. */
    @Test
    void counts_days_in_beijing() {
        ObjectNode old = list(3).put("law", "zone-grade-1");
        Caller officer = TestParty.officer("CustomsMSP");
        Instant evening = Instant.parse("2026-03-31T15:59:59Z");
        assertThat(InspectionRules.inspect(Optional.empty(), laws(), old, officer, evening)
                        .version())
                .isEqualTo(1);
        Refused.with(
                Code.RULESET_UNKNOWN,
                "law",
                () -> InspectionRules.inspect(Optional.empty(), laws(), old, officer, evening.plusSeconds(1)));
    }

    @Test
    void refuses_no_declarations_and_more_than_an_argument_holds() {
        refused(Code.VALUE_INVALID, "declarations", Optional.empty(), list(0));
        refused(Code.VALUE_INVALID, "declarations", Optional.empty(), list(InspectionRules.MOST + 1));
        refused(Code.VALUE_INVALID, "declarations", Optional.empty(), list(3).put("declarations", "none"));
    }

    @Test
    void takes_as_many_as_an_argument_of_64_kibibytes_holds() {
        ObjectNode most = list(InspectionRules.MOST).put("id", "x".repeat(64));
        assertThat(CanonicalJson.bytes(most)).hasSizeLessThan(64 << 10);
        assertThat(inspect(most, "CustomsMSP").version()).isEqualTo(1);
    }

    @Test
    void refuses_digests_out_of_order_or_twice() {
        ObjectNode twice = list(3);
        declarations(twice).set(1, declarations(twice).get(0).deepCopy());
        refused(Code.VALUE_INVALID, "declarations[1].digest", Optional.empty(), twice);
        ObjectNode reversed = list(3);
        declarations(reversed).set(2, declarations(reversed).get(0).deepCopy());
        refused(Code.VALUE_INVALID, "declarations[2].digest", Optional.empty(), reversed);
    }

    /** The same declaration cannot stand in a list under two grades either. */
    @Test
    void refuses_a_declaration_under_two_grades() {
        ObjectNode twice = list(3);
        ObjectNode other = declarations(twice).get(1).deepCopy();
        declarations(twice).set(2, other.put("letter", "D"));
        refused(Code.VALUE_INVALID, "declarations[2].digest", Optional.empty(), twice);
    }

    @ParameterizedTest
    @CsvSource({"E,VALUE_INVALID", "a,VALUE_INVALID", "AB,VALUE_INVALID", "'',VALUE_INVALID"})
    void refuses_a_letter_that_is_no_grade(String letter, Code code) {
        ObjectNode list = list(3);
        ((ObjectNode) declarations(list).get(0)).put("letter", letter);
        refused(code, "declarations[0].letter", Optional.empty(), list);
    }

    @Test
    void refuses_what_is_no_digest_such_as_the_number_of_a_declaration() {
        for (String digest : List.of("310120260000000001", "F".repeat(64), "g".repeat(64), "0".repeat(63))) {
            ObjectNode list = list(3);
            ((ObjectNode) declarations(list).get(0)).put("digest", digest);
            refused(Code.VALUE_INVALID, "declarations[0].digest", Optional.empty(), list);
        }
    }

    @Test
    void refuses_a_field_that_is_not_known() {
        ObjectNode list = list(3);
        ((ObjectNode) declarations(list).get(0)).put("uscc", "91330483MA2B00078U");
        refused(Code.FIELD_UNKNOWN, "declarations[0]", Optional.empty(), list);
        refused(Code.FIELD_UNKNOWN, "", Optional.empty(), list(3).put("seed", "00"));
    }

    @Test
    void refuses_an_id_that_is_a_resident_identity_number() {
        refused(Code.PERSONAL_DATA, "id", Optional.empty(), list(3).put("id", "11010519491231002X"));
    }

    private static void refused(Code code, String field, Optional<LedgerRecord> prior, ObjectNode document) {
        Refused.with(
                code,
                field,
                () -> InspectionRules.inspect(prior, laws(), document, TestParty.officer("CustomsMSP"), AT));
    }

    private static Decision inspect(ObjectNode document, String msp) {
        return InspectionRules.inspect(Optional.empty(), laws(), document, TestParty.officer(msp), AT);
    }

    private static Optional<LedgerRecord> stored(ObjectNode document) {
        return Optional.of(LedgerRecord.read(
                inspect(document, "CustomsMSP").writes().get(0).value()));
    }

    private static List<GradeLaw> laws() {
        return GradeLaw.all(List.of());
    }

    private static ArrayNode declarations(ObjectNode list) {
        return (ArrayNode) list.path("declarations");
    }

    private static ObjectNode list(int count) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode declarations = list.putArray("declarations");
        for (int i = 0; i < count; i++) {
            declarations
                    .addObject()
                    .put("digest", "%064x".formatted(i))
                    .put("letter", "ABCD".substring(i % 4, i % 4 + 1));
        }
        return list.put("law", "zone-grade-2").put("id", "list-0001").put("version", 1);
    }
}
