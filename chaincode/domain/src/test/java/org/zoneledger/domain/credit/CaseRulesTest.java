package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.credit.TestCredit.AT;
import static org.zoneledger.domain.credit.TestCredit.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.CreditRules.Split;
import org.zoneledger.domain.disclosure.Sealed;

class CaseRulesTest {

    private static final TransactionName NAME = TransactionName.CREDIT_ACCREDIT;
    private static final Caller OFFICER = TestParty.officer("CommerceMSP");
    private static final Caller REVIEWER = TestParty.reviewer("CommerceMSP");
    private static final String KEY = "case/decision-1";

    private final TestLedger ledger = new TestLedger();

    @Nested
    class Propose {

        @Test
        void tells_the_public_the_transaction_and_the_digest_and_nothing_of_the_decision() {
            Decision decision = propose(split(decision()), OFFICER);
            LedgerRecord open = LedgerRecord.read(decision.writes().get(0).value());
            assertThat(open.text("status")).isEqualTo("PROPOSED");
            assertThat(open.text("owner")).isEqualTo("CommerceMSP");
            assertThat(open.text("transaction")).isEqualTo("credit:accredit");
            assertThat(open.node().toString())
                    .doesNotContain("91330402MA2B00019E")
                    .doesNotContain("评价办法")
                    .doesNotContain(Sha256.hex(CanonicalJson.bytes(decision())));
            assertThat(decision.writes().get(0).owners()).contains(List.of("CommerceMSP"));
            assertThat(decision.writes().get(1).collection()).contains(Write.AGENCIES);
        }

        @Test
        void keeps_the_whole_decision_with_the_agencies() {
            propose(split(decision()), OFFICER);
            assertThat(ledger.restricted(KEY).values().get("proposed")).isEqualTo(decision());
        }

        @Test
        void answers_the_same_proposal_again_without_writing_also_when_it_has_been_decided() {
            Split split = split(decision());
            propose(split, OFFICER);
            assertThat(propose(split, OFFICER).replayed()).isTrue();
            ledger.apply(refuse("refusal-01", REVIEWER));
            Decision late = propose(split, OFFICER);
            assertThat(late.replayed()).isTrue();
            assertThat(late.version()).isEqualTo(2);
        }

        @Test
        void refuses_the_same_id_for_another_decision() {
            propose(split(decision()), OFFICER);
            Split other = split(decision().put("validTo", "2027-06-30"));
            Refused.with(Code.ID_REUSED, "id", () -> propose(other, OFFICER));
        }

        @Test
        void refuses_the_id_of_another_decision() {
            Split renamed = split(decision());
            renamed.document().put("id", "decision-2");
            Refused.with(Code.VALUE_INVALID, "restricted.proposed.id", () -> propose(renamed, OFFICER));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"credit:evaluate", "credit:repair", "credit:propose", "filing:decide", "credit:unknown"})
        void refuses_a_transaction_that_one_person_carries_out_alone_or_that_there_is_not(String wire) {
            Split split = split(decision());
            split.document().put("transaction", wire);
            Refused.with(Code.VALUE_INVALID, "transaction", () -> propose(split, OFFICER));
        }

        @Test
        void refuses_everybody_but_officers_of_agencies() {
            Split split = split(decision());
            Refused.with(Code.NOT_OWNER, "", () -> propose(split, REVIEWER));
            Refused.with(Code.NOT_OWNER, "", () -> propose(split, TestParty.officer("OperatorMSP")));
            Refused.with(
                    Code.NOT_OWNER, "", () -> propose(split, TestParty.knitter().clerk("CommerceMSP")));
        }

        @Test
        void refuses_restricted_values_other_than_those_of_the_digests() {
            Split split = split(decision());
            Split other = split(decision().put("validTo", "2027-06-30"));
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> propose(new Split(split.document(), other.restricted()), OFFICER));
        }

        @Test
        void refuses_what_is_neither_the_decision_nor_its_restricted_part() {
            ObjectNode values = json("{'remark':'急'}");
            values.set("proposed", decision());
            Split split = split(decision());
            Sealed sealed = Sealed.seal(values, TestCredit.SEED);
            split.document().set("restricted", sealed.digests());
            Refused.with(Code.FIELD_UNKNOWN, "restricted", () -> propose(new Split(split.document(), sealed), OFFICER));
        }

        @Test
        void refuses_a_resident_identity_number_in_the_decision() {
            Split split = split(decision().put("legalBasis", "330402199001010019"));
            Refused.with(Code.PERSONAL_DATA, "restricted.proposed.legalBasis", () -> propose(split, OFFICER));
        }
    }

    @Nested
    class Refuse {

        @Test
        void ends_the_case_by_a_second_person() {
            propose(split(decision()), OFFICER);
            ledger.apply(refuse("refusal-01", REVIEWER));
            LedgerRecord refused = ledger.record(KEY).orElseThrow();
            assertThat(refused.node().toString()).doesNotContain("依据不足");
            assertThat(ledger.held(KEY).orElseThrow().restricted().values())
                    .isEqualTo(json("{'reason':'依据不足'}").set("proposed", decision()));
            assertThat(refused.text("status")).isEqualTo("REFUSED");
            assertThat(refused.version()).isEqualTo(2);
            assertThat(refused.node().at("/decision/by/role").asText()).isEqualTo("REVIEWER");
            assertThat(refused.node().at("/by/role").asText()).isEqualTo("OFFICER");
        }

        @Test
        void answers_the_same_refusal_again_without_writing() {
            propose(split(decision()), OFFICER);
            ledger.apply(refuse("refusal-01", REVIEWER));
            assertThat(refuse("refusal-01", REVIEWER).replayed()).isTrue();
        }

        @Test
        void refuses_the_proposer_himself_another_agency_and_a_clerk() {
            propose(split(decision()), OFFICER);
            Refused.with(Code.NOT_PERMITTED, "by", () -> refuse("refusal-01", OFFICER));
            Refused.with(Code.NOT_OWNER, "", () -> refuse("refusal-01", TestParty.reviewer("TaxMSP")));
            Refused.with(
                    Code.NOT_OWNER,
                    "",
                    () -> refuse("refusal-01", TestParty.knitter().clerk("CommerceMSP")));
        }

        @Test
        void refuses_a_case_that_there_is_not_and_a_version_that_does_not_follow() {
            Refused.with(Code.NOT_FOUND, "case", () -> refuse("refusal-01", REVIEWER));
            propose(split(decision()), OFFICER);
            Refused.with(Code.VERSION_CONFLICT, "version", () -> refuse(refusal("refusal-01", 3), REVIEWER));
        }

        @Test
        void refuses_to_decide_twice() {
            propose(split(decision()), OFFICER);
            ledger.apply(refuse("refusal-01", REVIEWER));
            Refused.with(Code.WRONG_STATE, "id", () -> refuse(refusal("refusal-02", 3), REVIEWER));
            Refused.with(
                    Code.WRONG_STATE, "id", () -> CaseRules.approve(ledger.held(KEY), NAME, decision(), REVIEWER, AT));
        }
    }

    @Nested
    class Approve {

        @Test
        void names_both_persons() {
            propose(split(decision()), OFFICER);
            LedgerRecord approved = approve(decision(), REVIEWER);
            assertThat(approved.text("status")).isEqualTo("APPROVED");
            assertThat(approved.version()).isEqualTo(2);
            assertThat(approved.node().at("/by/certificate").asText()).isEqualTo(OFFICER.certificate());
            assertThat(approved.node().at("/decision/by/certificate").asText()).isEqualTo(REVIEWER.certificate());
        }

        @Test
        void may_be_by_a_second_officer() {
            propose(split(decision()), OFFICER);
            Caller second = new Caller("CommerceMSP", Caller.Role.OFFICER, Optional.empty(), "ef".repeat(32));
            assertThat(approve(decision(), second).text("status")).isEqualTo("APPROVED");
        }

        @Test
        void refuses_the_same_person_in_another_role() {
            propose(split(decision()), OFFICER);
            Caller same = new Caller("CommerceMSP", Caller.Role.REVIEWER, Optional.empty(), OFFICER.certificate());
            Refused.with(Code.NOT_PERMITTED, "by", () -> approve(decision(), same));
        }

        @Test
        void refuses_another_agency() {
            propose(split(decision()), OFFICER);
            Refused.with(Code.NOT_OWNER, "", () -> approve(decision(), TestParty.reviewer("CustomsMSP")));
        }

        @Test
        void refuses_what_nobody_proposed_what_was_proposed_otherwise_and_for_another_transaction() {
            Refused.with(Code.NOT_FOUND, "id", () -> approve(decision(), REVIEWER));
            propose(split(decision()), OFFICER);
            ObjectNode other = decision().put("validTo", "2027-06-30");
            Refused.with(Code.VALUE_INVALID, "id", () -> approve(other, REVIEWER));
            Refused.with(
                    Code.VALUE_INVALID,
                    "id",
                    () -> CaseRules.approve(
                            ledger.held(KEY), TransactionName.CREDIT_RECOGNISE, decision(), REVIEWER, AT));
        }
    }

    private Decision propose(Split split, Caller caller) {
        String key = CaseRules.key(split.document().path("id").asText());
        return ledger.apply(CaseRules.propose(ledger.record(key), split.document(), split.restricted(), caller, AT));
    }

    private Decision refuse(String id, Caller caller) {
        return refuse(refusal(id, 2), caller);
    }

    private Decision refuse(Split refusal, Caller caller) {
        return CaseRules.refuse(ledger.held(KEY), refusal.document(), refusal.restricted(), caller, AT);
    }

    private LedgerRecord approve(ObjectNode decision, Caller caller) {
        return CaseRules.approve(ledger.held(KEY), NAME, decision, caller, AT);
    }

    private static Split split(ObjectNode decision) {
        return CaseRules.split(NAME, decision, Sealed.none(), TestCredit.SEED);
    }

    private static Split refusal(String id, int version) {
        Sealed reason = Sealed.seal(json("{'reason':'依据不足'}"), TestCredit.SEED);
        ObjectNode document = json("{'case':'decision-1'}").put("id", id).put("version", version);
        document.set("restricted", reason.digests());
        return new Split(document, reason);
    }

    private static ObjectNode decision() {
        return json("{'uscc':'91330402MA2B00019E','validFrom':'2026-05-01','validTo':'2027-04-30',"
                + "'legalBasis':'综合评价办法','id':'decision-1','version':1}");
    }
}
