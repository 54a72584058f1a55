package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.Refused;
import org.zoneledger.domain.TestLedger;
import org.zoneledger.domain.TestParty;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.credit.CreditRules.Split;
import org.zoneledger.domain.disclosure.Sealed;

class FactRulesTest {

    private static final String KEY = "facts/customs/" + TestCredit.SUBJECT;
    private static final TransactionName STATE = TransactionName.CREDIT_STATE;

    private final TestCredit credit = new TestCredit();

    @Nested
    class RecordFact {

        @Test
        void makes_the_grade_anew_in_the_same_decision_and_ends_the_case() {
            credit.assess("customs", "ADVANCED_CERTIFIED");
            credit.assess("tax", "A");
            assertThat(credit.grade().text("grade")).isEqualTo("A");
            Decision decision = credit.record("customs", penalty("penalty-1").put("severity", "SERIOUS"));
            assertThat(TestCredit.keys(decision))
                    .containsExactly(
                            KEY,
                            "agencies:" + KEY,
                            "grade/" + TestCredit.SUBJECT,
                            "agencies:grade/" + TestCredit.SUBJECT,
                            "case/penalty-1");
            assertThat(credit.grade().text("grade")).isEqualTo("C");
            assertThat(credit.grade().text("because")).isEqualTo(KEY);
            assertThat(credit.record("case/penalty-1").text("status")).isEqualTo("APPROVED");
        }

        @Test
        void keeps_the_facts_with_the_agencies_bound_to_their_finder() {
            Decision decision = credit.record("customs", penalty("penalty-1"));
            Write inside = TestCredit.write(decision, "agencies:" + KEY);
            assertThat(inside.owners()).contains(List.of("CustomsMSP"));
            assertThat(FactRules.facts(Sealed.read(inside.value())))
                    .extracting(Fact::factId)
                    .containsExactly("penalty-1");
            Decision second = credit.record("customs", penalty("penalty-2"));
            assertThat(TestCredit.write(second, "agencies:" + KEY).owners())
                    .as("bound as it was")
                    .isEmpty();
        }

        @Test
        void tells_the_public_nothing_of_what_the_fact_says() {
            Decision decision = credit.record("customs", penalty("penalty-1"));
            assertThat(TestCredit.open(decision))
                    .doesNotContain("PENALTY")
                    .doesNotContain("GENERAL")
                    .doesNotContain("未按规定申报")
                    .doesNotContain("嘉关缉违字")
                    .doesNotContain("第八十六条")
                    .doesNotContain("行政处罚法")
                    .doesNotContain("RECORD")
                    .doesNotContain("2026-05-04");
            LedgerRecord open =
                    LedgerRecord.read(TestCredit.write(decision, KEY).value());
            List<String> names = new ArrayList<>();
            open.node().fieldNames().forEachRemaining(names::add);
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "type",
                            "schema",
                            "scheme",
                            "uscc",
                            "status",
                            "by",
                            "reviewedBy",
                            "at",
                            "document",
                            "restricted",
                            "id",
                            "version");
        }

        @Test
        void says_as_much_of_a_published_fact_as_of_one_that_is_not() {
            ObjectNode hidden = penalty("penalty-2");
            hidden.remove("publishedFrom");
            credit.record("customs", penalty("penalty-1"));
            credit.record("customs", hidden);
            LedgerRecord open = credit.record(KEY);
            assertThat(open.node().get("restricted").size()).isEqualTo(3);
            assertThat(FactRules.facts(credit.ledger.restricted(KEY)))
                    .extracting(Fact::isForPublicity)
                    .containsExactly(true, false);
        }

        @Test
        void names_both_who_proposed_and_who_decided() {
            credit.record("customs", penalty("penalty-1"));
            assertThat(credit.record(KEY).node().at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(credit.record(KEY).node().at("/reviewedBy/role").asText())
                    .isEqualTo("REVIEWER");
        }

        @Test
        void answers_the_same_statement_again_without_writing() {
            Split split = credit.statement("customs", penalty("penalty-1"));
            credit.take(STATE, split.document(), split.restricted(), "CustomsMSP");
            assertThat(decide(split, "CustomsMSP").replayed()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"customs,TaxMSP", "tax,CustomsMSP", "forex,MarketMSP", "market,ForexMSP", "payment,CommerceMSP"})
        void refuses_another_agency_than_the_finder(String scheme, String msp) {
            Split split = credit.statement(scheme, penalty("penalty-1"));
            credit.propose(STATE, split.document(), split.restricted(), TestParty.officer(msp));
            Refused.with(Code.NOT_OWNER, "", () -> decide(split, msp));
            Refused.with(Code.NOT_OWNER, "", () -> decide(split, Competence.ownerOf(scheme)));
        }

        @Test
        void refuses_the_officer_who_proposed_it() {
            Split split = propose(penalty("penalty-1"));
            Refused.with(
                    Code.NOT_PERMITTED,
                    "by",
                    () -> credit.decide(STATE, split.document(), split.restricted(), TestParty.officer("CustomsMSP")));
        }

        @Test
        void refuses_the_id_of_a_fact_that_was_ever_recorded() {
            credit.record("customs", penalty("penalty-1"));
            credit.record("customs", penalty("penalty-2"));
            mustBeRefused(penalty("penalty-1"));
            credit.at("2026-09-06T07:08:09Z");
            String repair = credit.applied("customs", "penalty-1", "DUTIES_DONE");
            credit.restore(credit.outcome(repair, "GRANT"), "CustomsMSP");
            withdraw("penalty-2");
            assertThat(FactRules.facts(credit.ledger.restricted(KEY))).isEmpty();
            mustBeRefused(penalty("penalty-1"));
            mustBeRefused(penalty("penalty-2"));
        }

        @Test
        void refuses_the_id_of_a_fact_that_another_agency_has_recorded() {
            credit.record("tax", penalty("penalty-1"));
            mustBeRefused(penalty("penalty-1"));
        }

        @Test
        void refuses_the_id_of_a_listing_whatever_became_of_it() {
            credit.listed("customs", "listing-1", "SERIOUS", "2026-05-04", "2026-05-05");
            withdraw("listing-1");
            Split again = propose(penalty("listing-1"));
            Refused.with(Code.ID_REUSED, "restricted.factId", () -> decide(again, "CustomsMSP"));
        }

        @Test
        void refuses_a_fact_that_has_not_the_id_of_its_statement() {
            Split split = credit.statement("customs", penalty("penalty-1"));
            split.document().put("id", "penalty-2");
            credit.propose(STATE, split.document(), split.restricted(), TestParty.officer("CustomsMSP"));
            Refused.with(Code.VALUE_INVALID, "restricted.factId", () -> decide(split, "CustomsMSP"));
        }

        private void mustBeRefused(ObjectNode fact) {
            Split again = credit.statement("customs", fact.put("title", "走私"));
            Refused.with(
                    Code.ID_REUSED,
                    "id",
                    () -> credit.propose(STATE, again.document(), again.restricted(), TestParty.officer("CustomsMSP")));
            Refused.with(Code.ID_REUSED, "restricted.factId", () -> decide(again, "CustomsMSP"));
        }

        @Test
        void refuses_a_fact_of_another_id_than_the_document_names() {
            ObjectNode said = said("RECORD", "penalty-2").set("fact", penalty("penalty-1"));
            Split split = proposeSaying(said);
            Refused.with(Code.VALUE_INVALID, "restricted.factId", () -> decide(split, "CustomsMSP"));
        }

        @Test
        void refuses_a_fact_found_tomorrow_and_takes_one_found_today_in_beijing() {
            Split tomorrow = propose(penalty("penalty-1", "2026-05-07"));
            Refused.with(Code.PERIOD_INVALID, "restricted.fact.foundOn", () -> decide(tomorrow, "CustomsMSP"));
            credit.at("2026-05-06T16:00:00Z");
            assertThat(decide(tomorrow, "CustomsMSP").version()).isEqualTo(1);
        }

        @Test
        void refuses_a_fact_that_comes_suspended() {
            Split split = propose(penalty("penalty-1").put("suspendedTo", "2027-05-06"));
            Refused.with(Code.VALUE_INVALID, "restricted.fact.suspendedTo", () -> decide(split, "CustomsMSP"));
        }

        @Test
        void refuses_a_listing_that_began_without_a_notice() {
            Split split = propose(penalty("listing-1").put("kind", "LISTING"));
            Refused.with(Code.WRONG_STATE, "restricted.fact.kind", () -> decide(split, "CustomsMSP"));
        }

        @Test
        void refuses_restricted_values_other_than_those_of_the_digests() {
            Split split = propose(penalty("penalty-1"));
            Split other = credit.statement("customs", penalty("penalty-1").put("title", "走私"));
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> decide(new Split(split.document(), other.restricted()), "CustomsMSP"));
        }

        @Test
        void refuses_a_statement_without_a_fact() {
            Split split = proposeSaying(said("RECORD", "penalty-1"));
            Refused.with(Code.VALUE_INVALID, "restricted.fact", () -> decide(split, "CustomsMSP"));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Split split = propose(penalty("penalty-1"));
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    () -> FactRules.state(
                            Standing.load(TestCredit.SUBJECT, new TestLedger()),
                            credit.ledger.held(
                                    CaseRules.key(split.document().path("id").asText())),
                            OriginRules.Known.load(split.restricted().values(), new TestLedger()),
                            split.document(),
                            split.restricted(),
                            TestParty.reviewer("CustomsMSP"),
                            TestCredit.AT,
                            TestCredit.SEED));
        }

        @Test
        void refuses_the_hundred_and_first_fact() {
            List<Fact> facts = new ArrayList<>();
            for (int i = 0; i < FactRules.MOST; i++) {
                facts.add(Fact.read(penalty("penalty-" + i), "fact"));
            }
            Sealed sealed = Sealed.seal(FactRules.values(facts), TestCredit.SEED);
            LedgerRecord roll = credit.record(KEY);
            roll.node().set("restricted", sealed.digests());
            credit.ledger.put(Write.open(KEY, roll.bytes()));
            credit.ledger.put(Write.restricted(KEY, sealed.bytes()));
            Split split = propose(penalty("penalty-x"));
            Refused.with(Code.TOO_LARGE, "restricted.factId", () -> decide(split, "CustomsMSP"));
        }

        @Test
        void refuses_a_late_retry_after_a_newer_statement() {
            Split old = credit.statement("customs", penalty("penalty-1"));
            credit.take(STATE, old.document(), old.restricted(), "CustomsMSP");
            credit.record("customs", penalty("penalty-2"));
            Refused.with(Code.VERSION_CONFLICT, "version", () -> decide(old, "CustomsMSP"));
        }
    }

    @Nested
    class WithdrawFact {

        @Test
        void takes_the_fact_away_and_makes_the_grade_anew() {
            credit.assess("customs", "ADVANCED_CERTIFIED");
            credit.assess("tax", "A");
            credit.listed("customs", "listing-1", "SERIOUS", "2026-05-04", "2026-05-05");
            credit.record("customs", penalty("penalty-1"));
            withdraw("listing-1");
            assertThat(FactRules.facts(credit.ledger.restricted(KEY)))
                    .extracting(Fact::factId)
                    .containsExactly("penalty-1");
            assertThat(credit.grade().text("grade")).isEqualTo("A");
            assertThat(credit.gradeInside().get("score").asInt()).isEqualTo(970);
        }

        @Test
        void refuses_a_fact_that_does_not_stand() {
            credit.record("customs", penalty("penalty-1"));
            Refused.with(Code.NOT_FOUND, "restricted.factId", () -> withdraw("penalty-2"));
        }

        @Test
        void refuses_content() {
            credit.record("customs", penalty("penalty-1"));
            ObjectNode said = said("WITHDRAW", "penalty-1").set("fact", penalty("penalty-1"));
            Split split = proposeSaying(said);
            Refused.with(Code.VALUE_INVALID, "restricted.fact", () -> decide(split, "CustomsMSP"));
        }
    }

    private Decision withdraw(String factId) {
        Split split = credit.saying("customs", said("WITHDRAW", factId));
        return credit.take(STATE, split.document(), split.restricted(), "CustomsMSP");
    }

    private Split propose(ObjectNode fact) {
        return proposeSaying(said("RECORD", fact.path("factId").asText()).set("fact", fact));
    }

    private Split proposeSaying(ObjectNode said) {
        Split split = credit.saying("customs", said);
        credit.propose(STATE, split.document(), split.restricted(), TestParty.officer("CustomsMSP"));
        return split;
    }

    private Decision decide(Split split, String msp) {
        return credit.decide(STATE, split.document(), split.restricted(), TestParty.reviewer(msp));
    }

    private static ObjectNode said(String step, String factId) {
        return TestCredit.json("{'legalBasis':'行政处罚法'}").put("step", step).put("factId", factId);
    }

    private static ObjectNode penalty(String factId) {
        return penalty(factId, "2026-05-04");
    }

    private static ObjectNode penalty(String factId, String foundOn) {
        return TestCredit.fact(factId, "PENALTY", "GENERAL", foundOn, foundOn);
    }
}
