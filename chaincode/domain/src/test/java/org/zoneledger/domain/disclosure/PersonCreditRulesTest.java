package org.zoneledger.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.disclosure.Samples.AT;
import static org.zoneledger.domain.disclosure.Samples.json;
import static org.zoneledger.domain.disclosure.Samples.kept;
import static org.zoneledger.domain.disclosure.Samples.open;
import static org.zoneledger.domain.disclosure.Samples.sealed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Caller;
import org.zoneledger.domain.Caller.Role;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;

class PersonCreditRulesTest {

    private static final String PERSON = "ab".repeat(32);
    private static final Caller OFFICER = TestParty.officer("CustomsMSP");
    private static final Caller REVIEWER = TestParty.reviewer("CustomsMSP");
    private static final byte[] SEED = new byte[Sealed.SEED_BYTES];

    private Optional<Sealed> held = Optional.empty();

    @Test
    void is_proposed_by_one_and_confirmed_by_another_and_kept_bound_to_customs_with_nothing_in_public() {
        Decision proposed = step("PROPOSE", credit(), OFFICER);
        assertThat(kept(proposed, "people").values().has("credit")).isFalse();
        Decision confirmed = step("CONFIRM", credit(), REVIEWER);
        ObjectNode values = kept(confirmed, "people").values();
        assertThat(CanonicalJson.text(values.get("credit"))).isEqualTo(CanonicalJson.text(credit()));
        assertThat(values.has("proposed")).isFalse();
        assertThat(values.at("/by/role").asText()).isEqualTo("OFFICER");
        assertThat(values.at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
        assertThat(confirmed.writes()).extracting(Write::owners).containsExactly(Optional.of(List.of("CustomsMSP")));
        assertThat(open(proposed) + open(confirmed)).doesNotContain("6500", "RESALE", "2026-12-31");
        assertThat(confirmed.writes()).extracting(Write::collection).containsExactly(Optional.of("people"));
    }

    @Test
    void keeps_what_stands_while_another_is_proposed() {
        step("PROPOSE", credit(), OFFICER);
        step("CONFIRM", credit(), REVIEWER);
        ObjectNode values = kept(step("PROPOSE", credit().put("quotaUsed", "25999.5"), OFFICER), "people")
                .values();
        assertThat(values.at("/credit/quotaUsed").asText()).isEqualTo("6500.00");
        assertThat(values.at("/proposed/quotaUsed").asText()).isEqualTo("25999.5");
    }

    @Test
    void answers_each_step_again_without_writing() {
        step("PROPOSE", credit(), OFFICER);
        assertThat(step("PROPOSE", credit(), OFFICER).replayed()).isTrue();
        step("CONFIRM", credit(), REVIEWER);
        assertThat(step("CONFIRM", credit(), REVIEWER).replayed()).isTrue();
    }

    @Test
    void refuses_the_proposer_himself_another_content_and_what_nobody_proposed() {
        refused(Code.VALUE_INVALID, "restricted.credit", "CONFIRM", credit(), REVIEWER);
        step("PROPOSE", credit(), OFFICER);
        refused(Code.NOT_PERMITTED, "by", "CONFIRM", credit(), OFFICER);
        Caller same = new Caller("CustomsMSP", Role.REVIEWER, Optional.empty(), OFFICER.certificate());
        refused(Code.NOT_PERMITTED, "by", "CONFIRM", credit(), same);
        refused(Code.VALUE_INVALID, "restricted.credit", "CONFIRM", credit().put("quotaUsed", "1"), REVIEWER);
    }

    @Test
    void refuses_everybody_but_customs() {
        for (Caller caller : List.of(
                TestParty.officer("TaxMSP"), TestParty.reviewer("MarketMSP"), Samples.KNITTER.clerk("CommerceMSP"))) {
            refused(Code.NOT_OWNER, "", "PROPOSE", credit(), caller);
        }
        refused(Code.NOT_OWNER, "", "PROPOSE", credit(), REVIEWER);
    }

    @ParameterizedTest
    @CsvSource({
        "quotaUsed,12.345,VALUE_INVALID",
        "quotaUsed,-1,VALUE_INVALID",
        "quotaUsed,1e5,VALUE_INVALID",
        "quotaUsed,007,VALUE_INVALID",
        "validTo,2026-11-22,PERIOD_INVALID",
        "validTo,2029-11-25,PERIOD_INVALID",
        "score,80,FIELD_UNKNOWN"
    })
    void refuses_what_the_scheme_does_not_know(String field, String value, Code code) {
        refused(
                code,
                code == Code.FIELD_UNKNOWN ? "restricted.credit" : "restricted.credit." + field,
                "PROPOSE",
                credit().put(field, value),
                OFFICER);
    }

    @Test
    void refuses_a_flag_that_there_is_not() {
        ObjectNode credit = credit();
        credit.putArray("flags").add("RESALE").add("LATE_PAYER");
        refused(Code.VALUE_INVALID, "restricted.credit.flags[1]", "PROPOSE", credit, OFFICER);
    }

    @Test
    void refuses_a_person_who_is_not_kept_or_has_been_erased() {
        Refused.with(
                Code.NOT_FOUND,
                "person",
                () -> PersonCreditRules.assess(
                        Optional.empty(),
                        Optional.empty(),
                        held,
                        PERSON,
                        sent("PROPOSE", credit()),
                        OFFICER,
                        AT,
                        SEED));
        Refused.with(
                Code.WRONG_STATE,
                "person",
                () -> PersonCreditRules.assess(
                        person(),
                        Optional.of(new LedgerRecord(json("{}"))),
                        held,
                        PERSON,
                        sent("PROPOSE", credit()),
                        OFFICER,
                        AT,
                        SEED));
    }

    @Test
    void refuses_a_resident_identity_number() {
        refused(
                Code.PERSONAL_DATA,
                "restricted.credit.legalBasis",
                "PROPOSE",
                credit().put("legalBasis", "11010519491231002X"),
                OFFICER);
    }

    private void refused(Code code, String field, String step, ObjectNode credit, Caller caller) {
        Refused.with(code, field, () -> decide(step, credit, caller));
    }

    private Decision step(String step, ObjectNode credit, Caller caller) {
        Decision decision = decide(step, credit, caller);
        if (!decision.replayed()) {
            held = Optional.of(kept(decision, "people"));
        }
        return decision;
    }

    private Decision decide(String step, ObjectNode credit, Caller caller) {
        return PersonCreditRules.assess(person(), Optional.empty(), held, PERSON, sent(step, credit), caller, AT, SEED);
    }

    private static Sealed sent(String step, ObjectNode credit) {
        ObjectNode values = json("{}").put("step", step);
        values.set("credit", credit);
        return sealed(values);
    }

    private static Optional<Sealed> person() {
        return Optional.of(sealed(json("{'kind':'buyer','name':'沈阿妹','retainUntil':'2029-11-24'}")));
    }

    private static ObjectNode credit() {
        ObjectNode credit =
                json("{'year':2026,'quotaUsed':'6500.00','legalBasis':'财关税〔2018〕49号','validTo':'2026-12-31'}");
        credit.putArray("flags").add("RESALE");
        return credit;
    }
}
