package org.zoneledger.domain.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.domain.credit.TestCredit.KNITTER;
import static org.zoneledger.domain.credit.TestCredit.SUBJECT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.zoneledger.domain.credit.CreditRules.Split;
import org.zoneledger.domain.disclosure.Sealed;

/** Notice is given on Wednesday 2026-05-06; the five working days end on Wednesday 2026-05-13. */
class ListingRulesTest {

    private static final Caller CLERK = KNITTER.clerk("CommerceMSP");
    private static final Caller OFFICER = TestParty.officer("MarketMSP");
    private static final String LISTING = "listing/listing-1";
    private static final String FACTS = "facts/market/" + SUBJECT;
    private static final String LAST_MOMENT = "2026-05-13T15:59:59Z";
    private static final String AFTER = "2026-05-13T16:00:00Z";

    private final TestCredit credit = new TestCredit();

    @BeforeEach
    void two_good_words_and_a_list() {
        credit.assess("customs", "ADVANCED_CERTIFIED");
        credit.assess("tax", "A");
        credit.list(credit.subjects("market"), "MarketMSP");
    }

    @Nested
    class Notify {

        @Test
        void gives_the_subject_five_working_days_and_says_to_nobody_but_agencies_whom() {
            Decision decision = credit.notify(credit.notice("market", "listing-1"), OFFICER);
            assertThat(TestCredit.keys(decision)).containsExactly(LISTING, "agencies:" + LISTING);
            assertThat(decision.writes().get(1).collection()).contains(Write.AGENCIES);
            LedgerRecord open = LedgerRecord.read(decision.writes().get(0).value());
            assertThat(open.text("status")).isEqualTo("NOTIFIED");
            assertThat(open.text("owner")).isEqualTo("MarketMSP");
            assertThat(open.text("list")).isEqualTo("subjects-market");
            assertThat(open.text("respondBy")).isEqualTo("2026-05-13");
            assertThat(TestCredit.open(decision)).doesNotContain(SUBJECT.value(), "抽检");
        }

        /** Otherwise the owner's peer could keep the subject from being heard by not endorsing. */
        @Test
        void lets_the_single_window_endorse_what_the_subject_says_where_the_owner_does_not() {
            assertThat(credit.notify(credit.notice("market", "listing-1"), OFFICER)
                            .writes()
                            .get(0)
                            .owners())
                    .contains(List.of("MarketMSP", "CommerceMSP"));
            credit.list(credit.subjects("commerce"), "CommerceMSP");
            assertThat(credit.notify(credit.notice("commerce", "listing-2"), TestParty.officer("CommerceMSP"))
                            .writes()
                            .get(0)
                            .owners())
                    .contains(List.of("CommerceMSP"));
        }

        @Test
        void answers_the_same_notice_again_without_writing() {
            Split notice = credit.notice("market", "listing-1");
            credit.ledger.apply(credit.notify(notice, OFFICER));
            assertThat(credit.notify(notice, OFFICER).replayed()).isTrue();
        }

        @Test
        void refuses_everybody_but_an_officer_of_the_lists_owner() {
            Split notice = credit.notice("market", "listing-1");
            Refused.with(Code.NOT_OWNER, "", () -> credit.notify(notice, TestParty.officer("TaxMSP")));
            Refused.with(Code.NOT_OWNER, "", () -> credit.notify(notice, TestParty.reviewer("MarketMSP")));
            Refused.with(Code.NOT_OWNER, "", () -> credit.notify(notice, CLERK));
        }

        @Test
        void refuses_a_list_that_there_is_not_one_of_other_things_and_one_that_is_over() {
            Refused.with(Code.NOT_FOUND, "list", () -> credit.notify(credit.notice("tax", "listing-1"), OFFICER));
            ObjectNode ended = credit.subjects("market").put("validTo", "2026-05-05");
            credit.list(ended, "MarketMSP");
            Refused.with(
                    Code.PERIOD_INVALID, "list", () -> credit.notify(credit.notice("market", "listing-1"), OFFICER));
            ObjectNode platforms = credit.document(
                    "{'listId':'subjects-forex','kind':'PLATFORM','titleZh':'平台','titleEn':'Platforms',"
                            + "'legalBasis':'办法','validFrom':'2026-01-01','items':[{'item':'shop.example','zh':'店',"
                            + "'en':'shop','from':'2026-01-01'}]}",
                    "list/subjects-forex");
            credit.list(platforms, "MarketMSP");
            Refused.with(Code.VALUE_INVALID, "list", () -> credit.notify(credit.notice("forex", "listing-1"), OFFICER));
        }

        @Test
        void refuses_a_notice_without_a_ground_or_with_other_values_than_the_digests_name() {
            Split notice = credit.notice("market", "listing-1");
            Refused.with(
                    Code.FIELD_MISSING,
                    "restricted.ground",
                    () -> credit.notify(
                            new Split(
                                    notice.document(),
                                    Sealed.seal(TestCredit.json("{'uscc':'" + SUBJECT + "'}"), TestCredit.SEED)),
                            OFFICER));
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    () -> credit.notify(
                            new Split(
                                    notice.document(),
                                    Sealed.seal(
                                            TestCredit.json("{'ground':'另一理由','uscc':'" + SUBJECT + "'}"),
                                            TestCredit.SEED)),
                            OFFICER));
        }
    }

    @Nested
    class Respond {

        @BeforeEach
        void notice() {
            notified();
        }

        @Test
        void keeps_statement_and_signature_with_the_agencies_and_the_signer_out_of_the_record() {
            Decision decision = credit.respond(credit.statement("listing-1"), KNITTER, CLERK);
            credit.ledger.apply(decision);
            assertThat(credit.record(LISTING).text("status")).isEqualTo("RESPONDED");
            assertThat(decision.writes().get(0).owners()).contains(List.of("MarketMSP"));
            assertThat(TestCredit.open(decision)).doesNotContain(SUBJECT.value(), "整改", KNITTER.sha256());
            Sealed inside = credit.ledger.restricted(LISTING);
            assertThat(inside.values().get("statement").asText()).isEqualTo("已全部整改");
            assertThat(inside.values().get("ground").asText()).isEqualTo("连续三次抽检不合格");
            assertThat(inside.values().get("jws").asText()).isNotEmpty();
            inside.mustMatch(credit.record(LISTING).node().get("restricted"));
        }

        @Test
        void takes_the_last_moment_of_the_last_day_in_beijing_and_refuses_the_next_one() {
            Split statement = credit.statement("listing-1");
            credit.at(AFTER);
            Refused.with(Code.PERIOD_INVALID, "listing", () -> credit.respond(statement, KNITTER, CLERK));
            credit.at(LAST_MOMENT);
            assertThat(credit.respond(statement, KNITTER, CLERK).version()).isEqualTo(2);
        }

        @Test
        void answers_the_same_statement_again_and_refuses_a_second_one() {
            Split statement = credit.statement("listing-1");
            credit.ledger.apply(credit.respond(statement, KNITTER, CLERK));
            assertThat(credit.respond(statement, KNITTER, CLERK).replayed()).isTrue();
            Refused.with(
                    Code.WRONG_STATE, "listing", () -> credit.respond(credit.statement("listing-1"), KNITTER, CLERK));
        }

        @Test
        void answers_the_same_statement_again_after_the_decision_too() {
            Split statement = credit.statement("listing-1");
            credit.ledger.apply(credit.respond(statement, KNITTER, CLERK));
            credit.conclude(credit.conclusion("listing-1", "SERIOUS"), "MarketMSP");
            assertThat(credit.respond(statement, KNITTER, CLERK).replayed()).isTrue();
        }

        @Test
        void refuses_everybody_but_the_subjects_own_clerk_at_the_single_window() {
            Split statement = credit.statement("listing-1");
            TestParty other = TestParty.of("91330402MA2B00019E", "secp256r1");
            Refused.with(
                    Code.NOT_PERMITTED, "uscc", () -> credit.respond(statement, KNITTER, other.clerk("CommerceMSP")));
            Refused.with(Code.NOT_PERMITTED, "uscc", () -> credit.respond(statement, KNITTER, OFFICER));
            Refused.with(Code.NOT_PERMITTED, "", () -> credit.respond(statement, KNITTER, KNITTER.clerk("MarketMSP")));
        }

        @Test
        void refuses_a_signature_of_another_certificate_and_a_listing_that_there_is_not() {
            Refused.with(
                    Code.SIGNATURE_INVALID,
                    "jws",
                    () -> credit.respond(credit.statement("listing-1"), KNITTER.renewed(), CLERK));
            Refused.with(
                    Code.NOT_FOUND, "listing", () -> credit.respond(credit.statement("listing-9"), KNITTER, CLERK));
        }
    }

    @Nested
    class Conclude {

        @BeforeEach
        void notice() {
            notified();
        }

        @ParameterizedTest
        @ValueSource(strings = {"LIST", "DISMISS"})
        void waits_for_the_statement_or_the_end_of_its_time(String step) {
            Split early = outcome(step);
            credit.at(LAST_MOMENT);
            Refused.with(Code.PERIOD_INVALID, "listing", () -> credit.conclude(early, "MarketMSP"));
            credit.at(AFTER);
            assertThat(credit.conclude(outcome(step), "MarketMSP").version()).isEqualTo(2);
        }

        @Test
        void need_not_wait_when_the_subject_has_had_its_say() {
            credit.ledger.apply(credit.respond(credit.statement("listing-1"), KNITTER, CLERK));
            credit.conclude(credit.conclusion("listing-1", "SERIOUS"), "MarketMSP");
            assertThat(credit.record(LISTING).text("status")).isEqualTo("DECIDED");
        }

        @Test
        void changes_neither_facts_nor_grade_and_tells_nobody_but_agencies_why() {
            credit.at(AFTER);
            Decision decision = credit.conclude(credit.conclusion("listing-1", "SERIOUS"), "MarketMSP");
            assertThat(TestCredit.keys(decision))
                    .startsWith(LISTING, "agencies:" + LISTING)
                    .hasSize(3);
            assertThat(TestCredit.open(decision)).doesNotContain(SUBJECT.value(), "SERIOUS", "抽检", "嘉市监", "修复");
            assertThat(credit.grade().text("grade")).isEqualTo("A");
            LedgerRecord open = credit.record(LISTING);
            assertThat(open.node().at("/proposedBy/role").asText()).isEqualTo("OFFICER");
            assertThat(open.node().at("/decision/by/role").asText()).isEqualTo("REVIEWER");
            assertThat(credit.ledger
                            .restricted(LISTING)
                            .values()
                            .get("remedies")
                            .asText())
                    .contains("信用修复");
        }

        @Test
        void dismisses_for_good() {
            credit.at(AFTER);
            credit.conclude(outcome("DISMISS"), "MarketMSP");
            assertThat(credit.record(LISTING).text("status")).isEqualTo("DISMISSED");
            Refused.with(
                    Code.WRONG_STATE,
                    "listing",
                    () -> credit.conclude(credit.conclusion("listing-1", "SERIOUS"), "MarketMSP"));
            Refused.with(
                    Code.WRONG_STATE,
                    "listing",
                    () -> credit.deliver(credit.delivery("listing-1", "2026-05-14"), OFFICER));
        }

        @Test
        void answers_the_same_decision_again_without_writing() {
            credit.at(AFTER);
            Split decision = credit.conclusion("listing-1", "SERIOUS");
            credit.conclude(decision, "MarketMSP");
            assertThat(decide(decision, TestParty.reviewer("MarketMSP")).replayed())
                    .isTrue();
        }

        @Test
        void refuses_everybody_but_a_second_person_of_the_lists_owner() {
            credit.at(AFTER);
            Split decision = credit.conclusion("listing-1", "SERIOUS");
            Refused.with(Code.NOT_FOUND, "id", () -> decide(decision, TestParty.reviewer("MarketMSP")));
            credit.propose(TransactionName.CREDIT_CONCLUDE, decision.document(), decision.restricted(), OFFICER);
            Refused.with(Code.NOT_PERMITTED, "by", () -> decide(decision, OFFICER));
            Refused.with(Code.NOT_OWNER, "", () -> decide(decision, TestParty.reviewer("TaxMSP")));
            Refused.with(Code.NOT_OWNER, "", () -> decide(decision, CLERK));
        }

        @ParameterizedTest
        @CsvSource({
            "severity,VALUE_INVALID,restricted.severity",
            "source,FIELD_MISSING,restricted.source",
            "remedies,FIELD_MISSING,restricted.remedies",
            "reason,FIELD_MISSING,restricted.reason"
        })
        void refuses_a_decision_that_does_not_say_how_grave_why_and_how_to_repair(
                String without, Code code, String field) {
            credit.at(AFTER);
            ObjectNode said =
                    credit.conclusion("listing-1", "SERIOUS").restricted().values();
            said.remove(without);
            Refused.with(code, field, () -> credit.conclude(said(said), "MarketMSP"));
        }

        @Test
        void refuses_longer_publicity_than_the_law_allows_and_content_of_a_dismissal() {
            credit.at(AFTER);
            ObjectNode said = credit.conclusion("listing-1", "GENERAL")
                    .restricted()
                    .values()
                    .deepCopy()
                    .put("publishedTo", "2027-05-15");
            Refused.with(Code.PERIOD_INVALID, "restricted.publishedTo", () -> credit.conclude(said(said), "MarketMSP"));
            Split dismissal = credit.conclusion("listing-1", "SERIOUS");
            dismissal.document().put("step", "DISMISS");
            Refused.with(Code.FIELD_UNKNOWN, "restricted", () -> credit.conclude(dismissal, "MarketMSP"));
        }

        @Test
        void refuses_to_put_somebody_on_a_list_that_is_over() {
            credit.list(credit.subjects("market").put("validTo", "2026-05-13"), "MarketMSP");
            credit.at(AFTER);
            Refused.with(
                    Code.PERIOD_INVALID,
                    "listing",
                    () -> credit.conclude(credit.conclusion("listing-1", "SERIOUS"), "MarketMSP"));
            assertThat(credit.conclude(outcome("DISMISS"), "MarketMSP").version())
                    .isEqualTo(2);
        }

        private Split outcome(String step) {
            return step.equals("LIST")
                    ? credit.conclusion("listing-1", "SERIOUS")
                    : credit.step("listing-1", "{'step':'DISMISS','legalBasis':'办法'}", "{'reason':'陈述成立'}");
        }

        private Split said(ObjectNode values) {
            Split decision = credit.conclusion("listing-1", "SERIOUS");
            Sealed sealed = Sealed.seal(values, TestCredit.SEED);
            decision.document().set("restricted", sealed.digests());
            return new Split(decision.document(), sealed);
        }

        private Decision decide(Split decision, Caller caller) {
            return credit.decide(TransactionName.CREDIT_CONCLUDE, decision.document(), decision.restricted(), caller);
        }
    }

    @Nested
    class Deliver {

        @BeforeEach
        void decide() {
            notified();
            credit.at("2026-05-14T01:00:00Z");
            credit.conclude(credit.conclusion("listing-1", "SERIOUS"), "MarketMSP");
        }

        @Test
        void makes_the_listing_a_fact_and_the_grade_anew_in_the_same_decision() {
            credit.at("2026-05-18T01:00:00Z");
            Decision decision = deliver("2026-05-16");
            assertThat(TestCredit.keys(decision))
                    .containsExactly(
                            FACTS,
                            "agencies:" + FACTS,
                            "grade/" + SUBJECT,
                            "agencies:grade/" + SUBJECT,
                            LISTING,
                            "agencies:" + LISTING);
            assertThat(credit.record(LISTING).text("status")).isEqualTo("LISTED");
            assertThat(credit.grade().text("grade")).isEqualTo("D");
            assertThat(facts()).singleElement().satisfies(fact -> {
                assertThat(fact.factId()).isEqualTo("listing-1");
                assertThat(fact.kind()).isEqualTo(Fact.Kind.LISTING);
                assertThat(fact.title()).isEqualTo("严重违法失信名单");
                assertThat(fact.source()).isEqualTo("嘉市监列严〔2026〕3号");
                assertThat(fact.foundOn()).isEqualTo(LocalDate.of(2026, 5, 14));
                assertThat(fact.publishedFrom()).contains(LocalDate.of(2026, 5, 16));
            });
        }

        @Test
        void names_on_the_roll_both_persons_who_decided() {
            deliver("2026-05-14");
            LedgerRecord roll = credit.record(FACTS);
            assertThat(roll.node().at("/by/role").asText()).isEqualTo("OFFICER");
            assertThat(roll.node().at("/reviewedBy/role").asText()).isEqualTo("REVIEWER");
            assertThat(roll.version()).isEqualTo(1);
        }

        @Test
        void answers_the_same_delivery_again_without_writing() {
            Split delivery = credit.delivery("listing-1", "2026-05-14");
            credit.ledger.apply(credit.deliver(delivery, OFFICER));
            assertThat(credit.deliver(delivery, OFFICER).replayed()).isTrue();
            assertThat(facts()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-05-13", "2026-05-15"})
        void refuses_a_day_before_the_decision_and_a_day_to_come(String day) {
            Refused.with(Code.PERIOD_INVALID, "restricted.deliveredOn", () -> deliver(day));
        }

        @Test
        void refuses_everybody_but_an_officer_of_the_lists_owner() {
            Split delivery = credit.delivery("listing-1", "2026-05-14");
            Refused.with(Code.NOT_OWNER, "", () -> credit.deliver(delivery, TestParty.officer("TaxMSP")));
            Refused.with(Code.NOT_OWNER, "", () -> credit.deliver(delivery, TestParty.reviewer("MarketMSP")));
            Refused.with(Code.NOT_OWNER, "", () -> credit.deliver(delivery, CLERK));
        }

        @Test
        void refuses_a_listing_that_is_not_decided_and_a_second_delivery() {
            credit.ledger.apply(credit.notify(credit.notice("market", "listing-2"), OFFICER));
            Refused.with(
                    Code.WRONG_STATE,
                    "listing",
                    () -> credit.deliver(credit.delivery("listing-2", "2026-05-14"), OFFICER));
            deliver("2026-05-14");
            Refused.with(Code.WRONG_STATE, "listing", () -> deliver("2026-05-14"));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Split delivery = credit.delivery("listing-1", "2026-05-14");
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    () -> ListingRules.deliver(
                            ListingRules.State.load(delivery.document(), credit.ledger),
                            Standing.load(SUBJECT, new TestLedger()),
                            delivery.document(),
                            delivery.restricted(),
                            OFFICER,
                            credit.now(),
                            TestCredit.SEED));
        }

        @Test
        void makes_a_fact_that_is_repaired_like_every_other() {
            deliver("2026-05-14");
            credit.at("2027-05-14T16:00:00Z");
            credit.assess("customs", "ADVANCED_CERTIFIED");
            credit.assess("tax", "A");
            String repair = credit.applied("market", "listing-1", "DUTIES_DONE");
            credit.restore(credit.outcome(repair, "GRANT"), "MarketMSP");
            assertThat(facts()).isEmpty();
            assertThat(credit.grade().text("grade")).isEqualTo("A");
        }

        @Test
        void makes_a_fact_that_ends_by_itself() {
            deliver("2026-05-14");
            assertThat(facts().get(0).isPublished(LocalDate.of(2029, 5, 14))).isTrue();
            assertThat(facts().get(0).isOver(LocalDate.of(2029, 5, 15))).isTrue();
        }

        private Decision deliver(String day) {
            return credit.ledger.apply(credit.deliver(credit.delivery("listing-1", day), OFFICER));
        }
    }

    private void notified() {
        credit.ledger.apply(credit.notify(credit.notice("market", "listing-1"), OFFICER));
    }

    private List<Fact> facts() {
        return FactRules.facts(credit.ledger.restricted(FACTS));
    }
}
