package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.credit.InspectionRules;
import org.zoneledger.domain.credit.Measure;
import org.zoneledger.domain.credit.RecognitionRules;
import org.zoneledger.domain.credit.Selection;
import org.zoneledger.domain.credit.Standing;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.proof.PartyCertificate;

class CreditContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise MILL = Enterprise.of("91330482MA2B0006XD");
    private static final String CUSTOMS = "assertion/customs/" + KNITTER.uscc();
    private static final String TAX = "assertion/tax/" + KNITTER.uscc();
    private static final String FACTS = "facts/market/" + KNITTER.uscc();
    private static final String EVALUATIONS = "evaluations/" + KNITTER.uscc();
    private static final String ACCREDITATION = "accreditation/" + MILL.uscc();
    private static final String GRADE = "grade/" + KNITTER.uscc();
    private static final String CASE = "case/assertion-1";
    private static final String REPAIR = "repair/repair-0001";

    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void file() {
        KNITTER.fileOn(ledger);
    }

    @Nested
    class Propose {

        private final Credits word = Credits.word(KNITTER.assertion("customs", "REGULAR", 1));

        @Test
        void writes_a_case_bound_to_its_agency_and_keeps_what_it_is_about_with_the_agencies() {
            WriteSet writes = agreed(word.proposed("CustomsMSP")).writes();

            assertThat(writes.values()).containsOnlyKeys(CASE, "agencies:" + CASE);
            assertThat(writes.validationParameters()).containsOnlyKeys(CASE);
            assertThat(writes.validationParameters().get(CASE)).isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));
            assertThat(text(writes.values().get("agencies:" + CASE)))
                    .contains("REGULAR", KNITTER.uscc().value());
            assertThat(text(writes.values().get(CASE)))
                    .contains("\"status\":\"PROPOSED\"", "\"owner\":\"CustomsMSP\"")
                    .doesNotContain("REGULAR", KNITTER.uscc().value(), "customs/");
        }

        @Test
        void answers_the_same_proposal_again_and_writes_nothing() {
            agreed(word.proposed("CustomsMSP"));
            mustBeReplayed(word.proposed("CustomsMSP"));
        }

        @Test
        void refuses_another_decision_under_the_same_id() {
            agreed(word.proposed("CustomsMSP"));
            Credits other = Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1));
            Refused.with(Code.ID_REUSED, "id", ledger.endorse(other.proposed("CustomsMSP")));
        }

        @Test
        void refuses_everybody_but_an_officer_of_an_agency() {
            Proposal proposal = word.proposed("CustomsMSP");
            String reviewer = Identity.reviewer("CustomsMSP").actor();
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(proposal.withArgument(1, reviewer)));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(word.proposed("OperatorMSP")));
        }

        @Test
        void refuses_a_transaction_that_needs_no_second_person() {
            Proposal proposal = word.proposed("CustomsMSP");
            String document = proposal.arguments().get(0).replace("credit:assess", "credit:grade");
            Refused.with(Code.VALUE_INVALID, "transaction", ledger.endorse(proposal.withArgument(0, document)));
        }

        @Test
        void refuses_the_id_of_another_decision() {
            Proposal proposal = word.proposed("CustomsMSP");
            String other = proposal.arguments().get(0).replace("assertion-1", "assertion-2");
            Refused.with(Code.VALUE_INVALID, "restricted.proposed.id", ledger.endorse(proposal.withArgument(0, other)));
        }

        @Test
        void refuses_to_do_without_what_it_is_about() {
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    ledger.endorse(word.proposed("CustomsMSP").withoutTransient("restricted")));
        }
    }

    @Nested
    class Refuse {

        private final Credits word = Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1));

        @BeforeEach
        void propose() {
            agreed(word.proposed("CustomsMSP"));
        }

        @Test
        void ends_the_case_and_nothing_else() {
            WriteSet writes = agreed(word.refused("CustomsMSP")).writes();
            assertThat(writes.values()).containsOnlyKeys(CASE, "agencies:" + CASE);
            assertThat(writes.validationParameters()).isEmpty();
            assertThat(ledger.record(CASE).text("status")).isEqualTo("REFUSED");
            assertThat(ledger.validationParameter(CASE)).isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));
        }

        @Test
        void leaves_a_decision_that_can_be_taken_no_more() {
            agreed(word.refused("CustomsMSP"));
            Refused.with(Code.WRONG_STATE, "id", ledger.endorse(word.taken("CustomsMSP")));
            assertThat(ledger.record(CUSTOMS).version()).isZero();
        }

        @Test
        void answers_the_same_refusal_again_and_writes_nothing() {
            agreed(word.refused("CustomsMSP"));
            mustBeReplayed(word.refused("CustomsMSP"));
        }

        @Test
        void refuses_the_person_who_proposed_it() {
            Refused.with(Code.NOT_PERMITTED, "by", ledger.endorse(bySame(word.refused("CustomsMSP"), "CustomsMSP")));
        }

        @Test
        void refuses_a_person_of_another_agency() {
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(word.refused("TaxMSP")));
        }

        @Test
        void refuses_a_case_that_there_is_not_and_one_that_is_decided() {
            Credits other = Credits.word(KNITTER.assertion("customs", "CERTIFIED", 2));
            Refused.with(Code.NOT_FOUND, "case", ledger.endorse(other.refused("CustomsMSP")));
            agreed(word.taken("CustomsMSP"));
            Proposal late = word.refused("CustomsMSP");
            String third = late.arguments().get(0).replace("\"version\":2", "\"version\":3");
            Refused.with(Code.WRONG_STATE, "id", ledger.endorse(late.withArgument(0, third)));
        }
    }

    @Nested
    class Assess {

        @Test
        void writes_a_word_that_the_law_publishes_into_its_slot_with_the_grade_that_follows_and_the_case_it_ends() {
            Endorsement endorsement = give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP");

            assertThat(endorsement.answer())
                    .isEqualTo("{\"key\":\"" + CUSTOMS + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values()).containsOnlyKeys(CUSTOMS, GRADE, "agencies:" + GRADE, CASE);
            assertThat(ledger.record(CUSTOMS).text("openClass")).isEqualTo("CERTIFIED");
        }

        @Test
        void leaves_the_slot_bound_to_its_owner() {
            Endorsement endorsement = give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP");
            assertThat(endorsement.writes().validationParameters()).isEmpty();
            assertThat(ledger.validationParameter(CUSTOMS)).isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));
        }

        @Test
        void keeps_a_class_that_the_law_does_not_publish_with_the_agencies_and_binds_it_to_its_owner() {
            ObjectNode assertion = KNITTER.assertion("tax", "B", 1).put("grounds", "按期申报");

            WriteSet writes = give(assertion, "TaxMSP").writes();

            assertThat(writes.values()).containsOnlyKeys("agencies:" + TAX, TAX, "agencies:" + GRADE, GRADE, CASE);
            assertThat(new String(writes.values().get("agencies:" + TAX), StandardCharsets.UTF_8))
                    .contains("\"classCode\":\"B\"", "\"grounds\":\"按期申报\"");
            assertThat(new String(writes.values().get(TAX), StandardCharsets.UTF_8))
                    .doesNotContain("\"B\"", "按期申报");
            assertThat(writes.validationParameters()).containsOnlyKeys("agencies:" + TAX);
            assertThat(writes.validationParameters().get("agencies:" + TAX))
                    .isEqualTo(OwnerPolicy.of(List.of("TaxMSP")));
        }

        @Test
        void answers_the_same_word_again_and_writes_nothing() {
            Proposal proposal = KNITTER.assess(KNITTER.assertion("tax", "B", 1), "TaxMSP");
            give(KNITTER.assertion("tax", "B", 1), "TaxMSP").answer();
            Endorsement again = ledger.endorse(proposal);
            assertThat(again.answer()).contains("\"replayed\":true");
            assertThat(again.writes().isEmpty()).isTrue();
        }

        @Test
        void puts_a_second_word_in_the_place_of_the_first() {
            give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP").answer();
            give(KNITTER.assertion("customs", "DISCREDITED", 2), "CustomsMSP").answer();
            assertThat(ledger.record(CUSTOMS).text("openClass")).isEqualTo("DISCREDITED");
            assertThat(ledger.record(CUSTOMS).version()).isEqualTo(2);
        }

        @Test
        void names_who_proposed_it_and_who_took_it() {
            give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP").answer();
            LedgerRecord word = ledger.record(CUSTOMS);
            assertThat(word.node().at("/by/certificate").asText())
                    .isEqualTo(Identity.officer("CustomsMSP").sha256());
            assertThat(word.node().at("/reviewedBy/certificate").asText())
                    .isEqualTo(Identity.reviewer("CustomsMSP").sha256());
            assertThat(ledger.record(CASE).text("status")).isEqualTo("APPROVED");
        }

        @Test
        void refuses_a_word_that_nobody_has_proposed() {
            Refused.with(
                    Code.NOT_FOUND,
                    "id",
                    ledger.endorse(KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP")));
        }

        @Test
        void refuses_the_person_who_proposed_it() {
            Credits word = Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1));
            agreed(word.proposed("CustomsMSP"));
            Refused.with(Code.NOT_PERMITTED, "by", ledger.endorse(bySame(word.taken("CustomsMSP"), "CustomsMSP")));
        }

        @Test
        void refuses_another_word_than_the_one_that_was_proposed() {
            agreed(Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1)).proposed("CustomsMSP"));
            Credits other = Credits.word(KNITTER.assertion("customs", "ADVANCED_CERTIFIED", 1));
            Refused.with(Code.VALUE_INVALID, "id", ledger.endorse(other.taken("CustomsMSP")));
        }

        /** The seed makes the salts of the grade, which every peer has to make alike. */
        @Test
        void refuses_to_do_without_a_seed_and_with_a_short_one() {
            mustAskForASeed(Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1)), "CustomsMSP");
        }

        @Test
        void refuses_the_officer_of_another_agency() {
            Refused.with(
                    Code.NOT_OWNER,
                    "",
                    ledger.endorse(KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "TaxMSP")));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Refused.with(
                    Code.FILING_NOT_ACCEPTED,
                    "uscc",
                    ledger.endorse(MILL.assess(MILL.assertion("customs", "CERTIFIED", 1), "CustomsMSP")));
        }

        @Test
        void refuses_a_scheme_that_is_not_one() {
            Proposal proposal = KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP")
                    .withArgument(
                            0,
                            "{\"id\":\"assertion-1\",\"scheme\":\"customs/../tax\",\"uscc\":\"" + KNITTER.uscc()
                                    + "\"}");
            Refused.with(Code.VALUE_INVALID, "scheme", ledger.endorse(proposal));
        }

        @Test
        void takes_today_from_the_transaction() {
            Proposal proposal = KNITTER.assess(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP");
            ledger.submit(Credits.word(KNITTER.assertion("customs", "CERTIFIED", 1))
                            .proposed("CustomsMSP"))
                    .answer();
            Refused.with(
                    Code.PERIOD_INVALID, "assessedOn", ledger.endorse(proposal.at(Enterprise.AT.minusSeconds(86_400))));
        }
    }

    @Nested
    class State {

        @Test
        void writes_a_fact_into_its_slot_with_the_grade_that_follows_and_the_case_it_ends() {
            Credits fact = Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1);
            Endorsement endorsement = fact.carried(ledger, "MarketMSP");

            assertThat(endorsement.answer()).isEqualTo("{\"key\":\"" + FACTS + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values())
                    .containsOnlyKeys(FACTS, "agencies:" + FACTS, GRADE, "agencies:" + GRADE, fact.caseKey());
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("C");
        }

        @Test
        void leaves_the_slot_bound_to_its_owner_and_binds_the_facts_themselves() {
            WriteSet writes = Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1)
                    .carried(ledger, "MarketMSP")
                    .writes();
            assertThat(writes.validationParameters()).containsOnlyKeys("agencies:" + FACTS);
            assertThat(writes.validationParameters().get("agencies:" + FACTS))
                    .isEqualTo(OwnerPolicy.of(List.of("MarketMSP")));
            assertThat(ledger.validationParameter(FACTS)).isEqualTo(OwnerPolicy.of(List.of("MarketMSP")));
        }

        @Test
        void keeps_published_and_unpublished_facts_apart_and_both_with_the_agencies() {
            record("fact-0001", 1);
            ObjectNode unpublished = Credits.penalty("fact-0002");
            unpublished.remove("publishedFrom");
            Credits.fact(KNITTER, "market", unpublished, 2)
                    .carried(ledger, "MarketMSP")
                    .answer();

            JsonNode held = values("agencies:" + FACTS);
            assertThat(held.at("/published/0/factId").asText()).isEqualTo("fact-0001");
            assertThat(held.at("/unpublished/0/factId").asText()).isEqualTo("fact-0002");
            assertThat(ledger.record(FACTS).node().path("restricted"))
                    .isEqualTo(sealed("agencies:" + FACTS).digests());
        }

        @Test
        void takes_a_withdrawn_fact_out_of_the_slot_and_out_of_the_grade() {
            record("fact-0001", 1);
            Credits.withdrawal(KNITTER, "market", "fact-0001", 2)
                    .carried(ledger, "MarketMSP")
                    .answer();
            assertThat(values("agencies:" + FACTS).path("published")).isEmpty();
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("B");
            assertThat(ledger.record(GRADE).node().path("inputs")).isEmpty();
        }

        @Test
        void answers_the_same_fact_again_and_writes_nothing() {
            record("fact-0001", 1);
            mustBeReplayed(Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1)
                    .taken("MarketMSP"));
        }

        @Test
        void refuses_the_facts_of_another_agency() {
            Credits fact = Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1);
            agreed(fact.proposed("TaxMSP"));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(fact.taken("TaxMSP")));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(fact.taken("MarketMSP")));
        }

        @Test
        void refuses_a_fact_that_nobody_has_proposed_and_the_person_who_has() {
            Credits fact = Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1);
            Refused.with(Code.NOT_FOUND, "id", ledger.endorse(fact.taken("MarketMSP")));
            agreed(fact.proposed("MarketMSP"));
            Refused.with(Code.NOT_PERMITTED, "by", ledger.endorse(bySame(fact.taken("MarketMSP"), "MarketMSP")));
        }

        @Test
        void refuses_a_fact_whose_id_stands_already_and_the_withdrawal_of_one_that_does_not() {
            record("fact-0001", 1);
            Credits again = Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 2);
            Refused.with(Code.ID_REUSED, "id", ledger.endorse(again.taken("MarketMSP")));
            Credits other = Credits.withdrawal(KNITTER, "market", "fact-0002", 2);
            Refused.with(Code.NOT_FOUND, "restricted.factId", ledger.endorse(other.taken("MarketMSP")));
        }

        @Test
        void refuses_the_id_of_a_fact_that_has_been_withdrawn_and_that_of_a_listing() {
            record("fact-0001", 1);
            Credits.withdrawal(KNITTER, "market", "fact-0001", 2)
                    .carried(ledger, "MarketMSP")
                    .answer();
            Credits again = Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 3);
            Refused.with(Code.ID_REUSED, "restricted.factId", ledger.endorse(again.taken("MarketMSP")));
            Listings.subjects("market", 1).carried(ledger, "MarketMSP").answer();
            agreed(Listings.notice("listing-01", KNITTER, "market"));
            Credits listing = Credits.fact(KNITTER, "market", Credits.penalty("listing-01"), 3);
            agreed(listing.proposed("MarketMSP"));
            Refused.with(Code.ID_REUSED, "restricted.factId", ledger.endorse(listing.taken("MarketMSP")));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Credits fact = Credits.fact(MILL, "market", Credits.penalty("fact-0001"), 1);
            Refused.with(Code.FILING_NOT_ACCEPTED, "uscc", ledger.endorse(fact.taken("MarketMSP")));
        }

        @Test
        void refuses_to_do_without_a_seed_and_with_a_short_one() {
            mustAskForASeed(Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1), "MarketMSP");
        }
    }

    @Nested
    class Recognise {

        private final Credits rules =
                Credits.recognition("rules-0001", 1, "PENALTY:SERIOUS>D-8", "gacc-282-2026:CERTIFIED>I-1");

        @Test
        void writes_the_rules_bound_to_their_agency_and_the_case_they_end() {
            WriteSet writes = rules.carried(ledger, "CustomsMSP").writes();
            assertThat(writes.values()).containsOnlyKeys("recognition/CustomsMSP", rules.caseKey());
            assertThat(writes.validationParameters()).containsOnlyKeys("recognition/CustomsMSP");
            assertThat(ledger.validationParameter("recognition/CustomsMSP"))
                    .isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));
            assertThat(ledger.record("recognition/CustomsMSP").node().path("rules"))
                    .hasSize(2);
        }

        @Test
        void puts_a_second_list_in_the_place_of_the_first() {
            rules.carried(ledger, "CustomsMSP").answer();
            Credits.recognition("rules-0002", 2, "grade:D>D-9")
                    .carried(ledger, "CustomsMSP")
                    .answer();
            assertThat(ledger.record("recognition/CustomsMSP")
                            .node()
                            .at("/rules/0/on")
                            .asText())
                    .isEqualTo("grade:D");
        }

        @Test
        void leaves_the_rules_of_other_agencies_as_they_are() {
            rules.carried(ledger, "CustomsMSP").answer();
            Credits.recognition("rules-0002", 1, "grade:D>D-9")
                    .carried(ledger, "TaxMSP")
                    .answer();
            assertThat(ledger.record("recognition/CustomsMSP").version()).isEqualTo(1);
            assertThat(ledger.record("recognition/TaxMSP").version()).isEqualTo(1);
        }

        @Test
        void answers_the_same_list_again_and_writes_nothing() {
            rules.carried(ledger, "CustomsMSP").answer();
            mustBeReplayed(rules.taken("CustomsMSP"));
        }

        @Test
        void refuses_the_list_that_another_agency_has_proposed() {
            agreed(rules.proposed("CustomsMSP"));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(rules.taken("TaxMSP")));
        }

        @Test
        void refuses_the_person_who_proposed_it_and_an_organisation_that_is_no_agency() {
            agreed(rules.proposed("CustomsMSP"));
            Refused.with(Code.NOT_PERMITTED, "by", ledger.endorse(bySame(rules.taken("CustomsMSP"), "CustomsMSP")));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(rules.taken("OperatorMSP")));
        }

        @Test
        void refuses_a_measure_or_a_ground_that_nobody_knows() {
            Credits measure = Credits.recognition("rules-0002", 1, "grade:D>D-10");
            Refused.with(Code.VALUE_INVALID, "rules[0].measure", ledger.endorse(measure.taken("TaxMSP")));
            Credits ground = Credits.recognition("rules-0002", 1, "grade:D>D-9", "grade:E>D-9");
            Refused.with(Code.VALUE_INVALID, "rules[1].on", ledger.endorse(ground.taken("TaxMSP")));
        }
    }

    @Nested
    class Accredit {

        private final Credits accreditation = Credits.accreditation(MILL, "accredit-1", "2027-12-31", 1);

        @BeforeEach
        void fileAsEvaluator() {
            MILL.fileOn(ledger);
        }

        @Test
        void refuses_an_enterprise_that_has_not_filed_as_an_evaluator() {
            Enterprise other = Enterprise.of("91330402MA2B0001AH");
            Credits wrong = Credits.accreditation(other, "accredit-1", "2027-12-31", 1);
            agreed(wrong.proposed("CommerceMSP"));
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", ledger.endorse(wrong.taken("CommerceMSP")));
            ObjectNode filing = other.filing(1);
            filing.putArray("kinds").add("manufacturer");
            other.fileOn(ledger, filing, Sealed.none());
            Refused.with(Code.VALUE_INVALID, "uscc", ledger.endorse(wrong.taken("CommerceMSP")));
        }

        @Test
        void writes_an_accreditation_bound_to_commerce_and_the_case_it_ends() {
            WriteSet writes = accreditation.carried(ledger, "CommerceMSP").writes();
            assertThat(writes.values()).containsOnlyKeys(ACCREDITATION, accreditation.caseKey());
            assertThat(writes.validationParameters()).containsOnlyKeys(ACCREDITATION);
            assertThat(ledger.validationParameter(ACCREDITATION)).isEqualTo(OwnerPolicy.of(List.of("CommerceMSP")));
        }

        @Test
        void ends_one_by_an_earlier_last_day() {
            accreditation.carried(ledger, "CommerceMSP").answer();
            Credits.accreditation(MILL, "accredit-2", "2026-11-23", 2)
                    .carried(ledger, "CommerceMSP")
                    .answer();
            assertThat(ledger.record(ACCREDITATION).text("validTo")).isEqualTo("2026-11-23");
        }

        @Test
        void answers_the_same_accreditation_again_and_writes_nothing() {
            accreditation.carried(ledger, "CommerceMSP").answer();
            mustBeReplayed(accreditation.taken("CommerceMSP"));
        }

        @Test
        void refuses_every_other_agency() {
            agreed(accreditation.proposed("MarketMSP"));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(accreditation.taken("MarketMSP")));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(accreditation.taken("CommerceMSP")));
        }

        @Test
        void refuses_the_person_who_proposed_it() {
            agreed(accreditation.proposed("CommerceMSP"));
            Refused.with(
                    Code.NOT_PERMITTED,
                    "by",
                    ledger.endorse(bySame(accreditation.taken("CommerceMSP"), "CommerceMSP")));
        }

        @Test
        void refuses_one_that_ends_before_it_begins() {
            Credits wrong = Credits.accreditation(MILL, "accredit-1", "2025-12-31", 1);
            Refused.with(Code.PERIOD_INVALID, "validTo", ledger.endorse(wrong.taken("CommerceMSP")));
        }
    }

    @Nested
    class Evaluate {

        private final ObjectNode evaluation = MILL.evaluation(KNITTER, 870, 1);

        @BeforeEach
        void accredit() {
            MILL.fileOn(ledger);
            Credits.accreditation(MILL, "accredit-1", "2027-12-31", 1)
                    .carried(ledger, "CommerceMSP")
                    .answer();
        }

        @Test
        void writes_the_evaluation_into_the_subjects_slot_with_the_grade_that_follows() {
            WriteSet writes = agreed(MILL.evaluate(evaluation)).writes();
            assertThat(writes.values()).containsOnlyKeys(EVALUATIONS, GRADE, "agencies:" + GRADE);
            assertThat(writes.validationParameters()).isEmpty();
            JsonNode stored = ledger.record(EVALUATIONS).node().at("/evaluations/0");
            assertThat(stored.path("evaluator").asText()).isEqualTo(MILL.uscc().value());
            assertThat(stored.path("score").asInt()).isEqualTo(870);
        }

        @Test
        void puts_a_second_evaluation_of_the_same_evaluator_in_the_place_of_the_first() {
            agreed(MILL.evaluate(evaluation));
            agreed(MILL.evaluate(MILL.evaluation(KNITTER, 400, 2)));
            JsonNode stored = ledger.record(EVALUATIONS).node().path("evaluations");
            assertThat(stored).hasSize(1);
            assertThat(stored.at("/0/score").asInt()).isEqualTo(400);
        }

        /** The version that the earlier one signed is not that of the slot any more. */
        @Test
        void keeps_each_evaluators_signature_so_that_the_record_alone_proves_it() {
            Enterprise other = Enterprise.of("91330402MA2B0001AH");
            other.fileOn(ledger);
            Credits.accreditation(other, "accredit-2", "2027-12-31", 1)
                    .carried(ledger, "CommerceMSP")
                    .answer();
            agreed(MILL.evaluate(evaluation));
            agreed(other.evaluate(other.evaluation(KNITTER, 650, 2)));

            JsonNode stored = ledger.record(EVALUATIONS).node().path("evaluations");
            assertThat(stored).hasSize(2);
            for (JsonNode each : stored) {
                ObjectNode signed = each.deepCopy();
                signed.remove(List.of("jws", "at"));
                signed.put("uscc", KNITTER.uscc().value());
                Enterprise evaluator =
                        each.path("evaluator").asText().equals(MILL.uscc().value()) ? MILL : other;
                PartyCertificate.mustHaveSigned(
                        evaluator.clerk().registered(), each.path("jws").asText(), CanonicalJson.bytes(signed));
            }
        }

        @Test
        void counts_only_beside_a_word_of_an_agency() {
            agreed(MILL.evaluate(evaluation));
            assertThat(values("agencies:" + GRADE).path("parts")).isEmpty();
            give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP").answer();
            assertThat(values("agencies:" + GRADE).path("parts")).hasSize(3);
        }

        @Test
        void answers_the_same_evaluation_again_and_writes_nothing() {
            agreed(MILL.evaluate(evaluation));
            mustBeReplayed(MILL.evaluate(evaluation));
        }

        @Test
        void refuses_an_evaluator_who_is_accredited_no_more_and_one_who_never_was() {
            Credits.accreditation(MILL, "accredit-2", "2026-11-23", 2)
                    .carried(ledger, "CommerceMSP")
                    .answer();
            Refused.with(Code.NOT_PERMITTED, "evaluator", ledger.endorse(MILL.evaluate(evaluation)));
            ObjectNode other = KNITTER.evaluation(MILL, 870, 1);
            Refused.with(Code.NOT_PERMITTED, "evaluator", ledger.endorse(KNITTER.evaluate(other)));
        }

        @Test
        void refuses_an_evaluator_who_evaluates_himself() {
            ObjectNode own = MILL.evaluation(MILL, 1000, 1);
            Refused.with(Code.NOT_PERMITTED, "evaluator", ledger.endorse(MILL.evaluate(own)));
        }

        @Test
        void refuses_the_clerk_and_the_signature_of_somebody_else() {
            Refused.with(Code.NOT_PERMITTED, "uscc", ledger.endorse(KNITTER.evaluate(evaluation)));
            Proposal forged = MILL.evaluate(evaluation);
            String signature = KNITTER.sign(forged.arguments().get(0));
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(forged.withArgument(1, signature)));
        }

        @Test
        void refuses_a_signature_by_a_certificate_that_has_been_revoked() {
            ledger.submit(MILL.revoke(5)).answer();
            Refused.with(Code.CERTIFICATE_REVOKED, "certificate", ledger.endorse(MILL.evaluate(evaluation)));
        }

        @Test
        void refuses_an_evaluator_whose_filing_is_not_active() {
            ledger.submit(MILL.decide("SUSPEND", 5)).answer();
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", ledger.endorse(MILL.evaluate(evaluation)));
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing() {
            Enterprise stranger = Enterprise.of("91330402MA2B0001AH");
            ObjectNode other = MILL.evaluation(stranger, 870, 1);
            Refused.with(Code.FILING_NOT_ACCEPTED, "uscc", ledger.endorse(MILL.evaluate(other)));
        }

        @Test
        void refuses_to_do_without_a_seed() {
            Proposal proposal = MILL.evaluate(evaluation).withoutTransient("seed");
            Refused.with(Code.FIELD_MISSING, "seed", ledger.endorse(proposal));
        }
    }

    @Nested
    class Repair {

        @BeforeEach
        void state() {
            record("fact-0001", 1);
        }

        @Test
        void writes_an_application_bound_to_who_found_the_fact_and_keeps_what_it_says_with_the_agencies() {
            WriteSet writes = agreed(apply("repair-0001")).writes();
            assertThat(writes.values()).containsOnlyKeys(REPAIR, "agencies:" + REPAIR);
            assertThat(writes.validationParameters()).containsOnlyKeys(REPAIR);
            assertThat(ledger.validationParameter(REPAIR)).isEqualTo(OwnerPolicy.of(List.of("MarketMSP")));
            assertThat(text(writes.values().get("agencies:" + REPAIR))).contains("fact-0001", "罚款已缴清");
            assertThat(text(writes.values().get(REPAIR)))
                    .contains("\"status\":\"APPLIED\"", "\"decideBy\":\"2026-12-08\"")
                    .doesNotContain(
                            "fact-0001", "罚款已缴清", "DUTIES_DONE", KNITTER.uscc().value());
        }

        @Test
        void answers_the_same_application_again_and_writes_nothing() {
            agreed(apply("repair-0001"));
            mustBeReplayed(apply("repair-0001"));
        }

        @Test
        void takes_one_also_while_the_subjects_filing_is_suspended() {
            ledger.submit(KNITTER.decide("SUSPEND", 5)).answer();
            assertThat(agreed(apply("repair-0001")).writes().isEmpty()).isFalse();
        }

        @Test
        void refuses_a_fact_that_does_not_stand() {
            Refused.with(
                    Code.NOT_FOUND,
                    "restricted.factId",
                    ledger.endorse(KNITTER.repair("repair-0001", "market", "fact-0009", "DUTIES_DONE")));
            Refused.with(
                    Code.NOT_FOUND,
                    "restricted.factId",
                    ledger.endorse(KNITTER.repair("repair-0001", "tax", "fact-0001", "DUTIES_DONE")));
        }

        @Test
        void refuses_a_fact_before_its_time_and_one_whose_repair_a_law_forbids() {
            stated(Credits.penalty("fact-0002").put("publishedFrom", "2026-11-01"), 2);
            Refused.with(
                    Code.PERIOD_INVALID,
                    "restricted.factId",
                    ledger.endorse(KNITTER.repair("repair-0001", "market", "fact-0002", "DUTIES_DONE")));
            stated(Credits.penalty("fact-0003").put("irreparableBy", "食品安全法第一百三十五条"), 3);
            Refused.with(
                    Code.WRONG_STATE,
                    "restricted.factId",
                    ledger.endorse(KNITTER.repair("repair-0001", "market", "fact-0003", "DUTIES_DONE")));
        }

        @Test
        void refuses_another_agency_than_the_one_that_found_the_fact() {
            Refused.with(
                    Code.VALUE_INVALID,
                    "owner",
                    ledger.endorse(KNITTER.repair("repair-0001", "TaxMSP", sealed(apply("repair-0001")))));
        }

        @Test
        void refuses_the_clerk_and_the_signature_of_somebody_else() {
            MILL.fileOn(ledger);
            Proposal proposal = apply("repair-0001");
            Refused.with(
                    Code.NOT_PERMITTED,
                    "uscc",
                    ledger.endorse(proposal.withArgument(2, MILL.clerk().actor())));
            String signature = MILL.sign(proposal.arguments().get(0));
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(proposal.withArgument(1, signature)));
        }

        @Test
        void refuses_a_signature_by_a_certificate_that_has_been_revoked() {
            ledger.submit(KNITTER.revoke(5)).answer();
            Refused.with(Code.CERTIFICATE_REVOKED, "certificate", ledger.endorse(apply("repair-0001")));
        }

        @Test
        void refuses_a_scheme_that_is_not_one_before_it_reads_anything_of_it() {
            Sealed asked = sealed(apply("repair-0001"));
            ObjectNode values = asked.values().deepCopy().put("scheme", "market/../tax");
            Proposal proposal = KNITTER.repair("repair-0001", "MarketMSP", Disclosures.sealed(values));
            Refused.with(Code.VALUE_INVALID, "scheme", ledger.endorse(proposal));
        }
    }

    @Nested
    class Restore {

        @BeforeEach
        void ask() {
            record("fact-0001", 1);
            agreed(apply("repair-0001"));
        }

        @Test
        void takes_the_fact_away_and_makes_the_grade_anew_in_the_same_commit() {
            Credits granted = Credits.restoration("repair-0001", "GRANT", 2);
            WriteSet writes = granted.carried(ledger, "MarketMSP").writes();

            assertThat(writes.values())
                    .containsOnlyKeys(
                            FACTS,
                            "agencies:" + FACTS,
                            GRADE,
                            "agencies:" + GRADE,
                            REPAIR,
                            "agencies:" + REPAIR,
                            granted.caseKey());
            assertThat(writes.validationParameters())
                    .as("every place is bound already")
                    .isEmpty();
            assertThat(ledger.record(REPAIR).text("status")).isEqualTo("REPAIRED");
            assertThat(values("agencies:" + FACTS).path("published")).isEmpty();
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("B");
            assertThat(ledger.record(GRADE).text("because")).isEqualTo(FACTS);
        }

        /** Whoever audits the slot finds the document that changed it: that of the repair, no longer that of the fact. */
        @Test
        void names_the_repair_as_what_changed_the_slot() {
            Credits granted = Credits.restoration("repair-0001", "GRANT", 2);
            granted.carried(ledger, "MarketMSP").answer();
            LedgerRecord slot = ledger.record(FACTS);
            assertThat(sealed("agencies:" + FACTS).values().at("/act/step").asText())
                    .isEqualTo("REPAIR");
            assertThat(slot.text("id")).isEqualTo("GRANT-repair-0001");
            assertThat(slot.text("document")).isEqualTo(Sha256.hex(CanonicalJson.bytes(granted.document())));
            assertThat(slot.version()).isEqualTo(2);
        }

        @Test
        void leaves_slot_and_application_bound_to_their_owner() {
            Credits.restoration("repair-0001", "GRANT", 2)
                    .carried(ledger, "MarketMSP")
                    .answer();
            byte[] market = OwnerPolicy.of(List.of("MarketMSP"));
            for (String place : List.of(FACTS, "agencies:" + FACTS, REPAIR)) {
                assertThat(ledger.validationParameter(place)).isEqualTo(market);
            }
        }

        /** 谁认定、谁修复: five measures of four agencies rest on the fact or on the grade it made; a sixth rests on a word and stays. */
        @Test
        void lifts_five_measures_of_four_agencies_in_one_commit() {
            give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP").answer();
            Credits.recognition("rules-of-customs", 1, "PENALTY:SERIOUS>D-8", "grade:C>D-9")
                    .carried(ledger, "CustomsMSP")
                    .answer();
            Credits.recognition("rules-of-tax", 1, "grade:C>D-5", "gacc-282-2026:CERTIFIED>I-3")
                    .carried(ledger, "TaxMSP")
                    .answer();
            Credits.recognition("rules-of-market", 1, "PENALTY:SERIOUS>D-6")
                    .carried(ledger, "MarketMSP")
                    .answer();
            Credits.recognition("rules-of-commerce", 1, "PENALTY:SERIOUS>D-3")
                    .carried(ledger, "CommerceMSP")
                    .answer();
            assertThat(measures())
                    .containsExactlyInAnyOrder(
                            "CustomsMSP D-8",
                            "CustomsMSP D-9",
                            "TaxMSP D-5",
                            "TaxMSP I-3",
                            "MarketMSP D-6",
                            "CommerceMSP D-3");

            WriteSet writes = Credits.restoration("repair-0001", "GRANT", 2)
                    .carried(ledger, "MarketMSP")
                    .writes();

            assertThat(measures()).containsExactly("TaxMSP I-3");
            assertThat(values("agencies:" + REPAIR).path("lifted"))
                    .extracting(lifted -> lifted.path("msp").asText() + " "
                            + lifted.path("item").asText())
                    .containsExactlyInAnyOrder(
                            "CustomsMSP D-8", "CustomsMSP D-9", "TaxMSP D-5", "MarketMSP D-6", "CommerceMSP D-3");
            assertThat(writes.values().keySet()).noneMatch(place -> place.contains("measure"));
        }

        @Test
        void suspends_a_fact_until_the_end_of_a_reorganisation() {
            agreed(KNITTER.repair("repair-0002", "market", "fact-0001", "REORGANISATION"));
            Credits.restoration("repair-0002", "GRANT", 2, Enterprise.object("{'suspendTo':'2027-03-31'}"))
                    .carried(ledger, "MarketMSP")
                    .answer();
            assertThat(ledger.record("repair/repair-0002").text("status")).isEqualTo("SUSPENDED");
            assertThat(values("agencies:" + FACTS)
                            .at("/published/0/suspendedTo")
                            .asText())
                    .isEqualTo("2027-03-31");
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("B");
            assertThat(ledger.record(GRADE).text("until")).isEqualTo("2027-03-31");
        }

        @Test
        void leaves_everything_but_the_application_as_it_is_when_the_finder_refuses() {
            Credits refused = Credits.restoration("repair-0001", "REFUSE", 2);
            WriteSet writes = refused.carried(ledger, "MarketMSP").writes();
            assertThat(writes.values()).containsOnlyKeys(REPAIR, "agencies:" + REPAIR, refused.caseKey());
            assertThat(ledger.record(REPAIR).text("status")).isEqualTo("REFUSED");
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("C");
        }

        @ParameterizedTest
        @ValueSource(strings = {"GRANT", "REFUSE"})
        void answers_the_same_decision_again_and_writes_nothing(String step) {
            Credits.restoration("repair-0001", step, 2)
                    .carried(ledger, "MarketMSP")
                    .answer();
            mustBeReplayed(Credits.restoration("repair-0001", step, 2).taken("MarketMSP"));
        }

        @Test
        void refuses_another_agency_and_the_person_who_proposed_it() {
            Credits granted = Credits.restoration("repair-0001", "GRANT", 2);
            agreed(granted.proposed("MarketMSP"));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(granted.taken("CustomsMSP")));
            Refused.with(Code.NOT_PERMITTED, "by", ledger.endorse(bySame(granted.taken("MarketMSP"), "MarketMSP")));
        }

        @Test
        void refuses_an_application_that_there_is_not_and_one_that_is_decided() {
            Refused.with(
                    Code.NOT_FOUND,
                    "repair",
                    ledger.endorse(
                            Credits.restoration("repair-0009", "GRANT", 2).taken("MarketMSP")));
            Credits.restoration("repair-0001", "REFUSE", 2)
                    .carried(ledger, "MarketMSP")
                    .answer();
            Credits late = Credits.restoration("repair-0001", "GRANT", 3);
            Refused.with(Code.WRONG_STATE, "repair", ledger.endorse(late.taken("MarketMSP")));
        }

        @Test
        void refuses_a_last_day_where_duties_are_done() {
            Credits wrong =
                    Credits.restoration("repair-0001", "GRANT", 2, Enterprise.object("{'suspendTo':'2027-03-31'}"));
            agreed(wrong.proposed("MarketMSP"));
            Refused.with(Code.PERIOD_INVALID, "suspendTo", ledger.endorse(wrong.taken("MarketMSP")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a:b-c-d-e-f", "short", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"})
        void refuses_an_id_that_is_none_before_it_reads_anything_of_it(String id) {
            Proposal proposal = Credits.restoration("repair-0001", "GRANT", 2).taken("MarketMSP");
            ObjectNode document = ledgerDocument(proposal).put("id", id);
            Refused.with(
                    Code.VALUE_INVALID, "id", ledger.endorse(proposal.withArgument(0, CanonicalJson.text(document))));
        }

        @Test
        void refuses_to_do_without_a_seed_and_with_a_short_one() {
            mustAskForASeed(Credits.restoration("repair-0001", "GRANT", 2), "MarketMSP");
        }

        private List<String> measures() {
            Standing.Source source = source();
            Standing standing = Standing.load(KNITTER.uscc(), source);
            return Measure.of(
                            standing.gradeOn(LocalDate.of(2026, 11, 24)),
                            ledger.record(GRADE),
                            RecognitionRules.all(source))
                    .stream()
                    .map(measure -> measure.msp() + " " + measure.item())
                    .toList();
        }
    }

    @Nested
    class Grade {

        @Test
        void writes_the_first_grade_of_a_subject_of_whom_nothing_is_known() {
            WriteSet writes = agreed(Credits.grade(KNITTER, "TaxMSP")).writes();
            assertThat(writes.values()).containsOnlyKeys(GRADE, "agencies:" + GRADE);
            assertThat(writes.validationParameters()).isEmpty();
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("B");
            assertThat(ledger.record(GRADE).node().at("/rules/0").asText()).isEqualTo("NOTHING_KNOWN");
        }

        @Test
        void answers_that_the_grade_stands_as_long_as_it_would_be_the_same() {
            give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP").answer();
            mustBeReplayed(Credits.grade(KNITTER, "TaxMSP"));
            mustBeReplayed(Credits.grade(KNITTER, "TaxMSP").at(Enterprise.AT.plusSeconds(30 * 86_400)));
        }

        @Test
        void makes_it_anew_when_the_period_of_a_word_is_over() {
            give(KNITTER.assertion("customs", "CERTIFIED", 1), "CustomsMSP").answer();
            assertThat(ledger.record(GRADE).text("until")).isEqualTo("2027-11-23");
            agreed(Credits.grade(KNITTER, "TaxMSP").at(Enterprise.AT.plusSeconds(365 * 86_400)));
            assertThat(ledger.record(GRADE).version()).isEqualTo(2);
            assertThat(ledger.record(GRADE).node().path("inputs")).isEmpty();
        }

        @Test
        void names_every_record_it_was_made_of_by_key_and_version() {
            record("fact-0001", 1);
            give(KNITTER.assertion("tax", "B", 1), "TaxMSP").answer();
            give(KNITTER.assertion("tax", "A", 2), "TaxMSP").answer();
            assertThat(ledger.record(GRADE).node().path("inputs").toString())
                    .isEqualTo("[{\"key\":\"" + TAX + "\",\"version\":2},{\"key\":\"" + FACTS + "\",\"version\":1}]");
        }

        @Test
        void refuses_everybody_but_an_officer_of_an_agency() {
            Proposal proposal = Credits.grade(KNITTER, "CommerceMSP");
            for (Identity other : List.of(KNITTER.clerk(), Identity.reviewer("CommerceMSP"))) {
                Refused.with(Code.NOT_OWNER, "", ledger.endorse(proposal.withArgument(1, other.actor())));
            }
        }

        @Test
        void refuses_a_subject_without_an_accepted_filing_and_a_text_that_is_no_credit_code() {
            Refused.with(Code.FILING_NOT_ACCEPTED, "uscc", ledger.endorse(Credits.grade(MILL, "TaxMSP")));
            Proposal proposal = Credits.grade(KNITTER, "TaxMSP").withArgument(0, "../" + KNITTER.uscc());
            assertThat(Refused.mustBe(ledger.endorse(proposal)).code()).isEqualTo(Code.USCC_INVALID);
        }

        @Test
        void refuses_to_do_without_a_seed() {
            Proposal proposal = Credits.grade(KNITTER, "TaxMSP").withoutTransient("seed");
            Refused.with(Code.FIELD_MISSING, "seed", ledger.endorse(proposal));
        }
    }

    @Nested
    class Inspect {

        private final ObjectNode list = Inspections.list("list-0001", 40);

        @Test
        void fixes_a_list_bound_to_customs() {
            WriteSet writes = agreed(Inspections.inspect(list, "CustomsMSP")).writes();
            assertThat(writes.values()).containsOnlyKeys("inspection/list-0001");
            assertThat(writes.validationParameters()).containsOnlyKeys("inspection/list-0001");
            assertThat(ledger.validationParameter("inspection/list-0001"))
                    .isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));
            assertThat(ledger.record("inspection/list-0001").node().path("declarations"))
                    .isEqualTo(list.path("declarations"));
        }

        @Test
        void answers_the_same_list_again_and_writes_nothing() {
            agreed(Inspections.inspect(list, "CustomsMSP"));
            mustBeReplayed(Inspections.inspect(list, "CustomsMSP"));
        }

        @Test
        void refuses_to_change_a_list_once_it_is_fixed() {
            agreed(Inspections.inspect(list, "CustomsMSP"));
            Endorsement other = ledger.endorse(
                    Inspections.inspect(Inspections.list("list-0002", 40).put("id", "list-0001"), "CustomsMSP"));
            Refused.with(Code.ID_REUSED, "id", other);
        }

        @Test
        void refuses_every_other_agency() {
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(Inspections.inspect(list, "CommerceMSP")));
        }

        @Test
        void holds_the_most_declarations_in_one_argument() {
            ObjectNode most = Inspections.list("list-0001", InspectionRules.MOST);
            assertThat(agreed(Inspections.inspect(most, "CustomsMSP")).status()).isEqualTo(200);
        }

        @Test
        void is_drawn_from_by_whoever_has_the_record_and_the_seed() {
            agreed(Inspections.inspect(Inspections.list("list-0001", 400), "CustomsMSP"));
            LedgerRecord fixed = ledger.record("inspection/list-0001");
            List<String> drawn = Selection.of(fixed, new byte[Selection.SEED_BYTES]);
            assertThat(drawn).hasSizeBetween(30, 110);
            assertThat(Selection.deviation(fixed, new byte[Selection.SEED_BYTES], drawn)
                            .isNone())
                    .isTrue();
        }
    }

    /** Everything that every member's peer and every block holds: arguments, keys and public values of a whole story. */
    @Nested
    class WhatIsPublic {

        private final StringBuilder open = new StringBuilder();
        private final StringBuilder restricted = new StringBuilder();

        @Test
        void says_nothing_that_the_law_does_not_publish() {
            MILL.fileOn(ledger);
            ObjectNode word = KNITTER.assertion("customs", "REGULAR", 1);
            both(Credits.word(word.put("grounds", "查验异常三次").put("score", 637)), "CustomsMSP");
            both(Credits.fact(KNITTER, "market", Credits.penalty("fact-0001"), 1), "MarketMSP");
            both(Credits.fact(KNITTER, "market", Credits.penalty("fact-0002"), 2), "MarketMSP");
            both(Credits.withdrawal(KNITTER, "market", "fact-0002", 3), "MarketMSP");
            both(Credits.accreditation(MILL, "accredit-1", "2027-12-31", 1), "CommerceMSP");
            submit(MILL.evaluate(MILL.evaluation(KNITTER, 870, 1)));
            submit(apply("repair-0001"));
            submit(Credits.restoration("repair-0001", "REFUSE", 2).proposed("MarketMSP"));
            submit(Credits.restoration("repair-0001", "REFUSE", 2).refused("MarketMSP"));
            both(Credits.restoration("repair-0001", "GRANT", 2), "MarketMSP");
            submit(Credits.grade(KNITTER, "TaxMSP").at(Enterprise.AT.plusSeconds(400 * 86_400)));

            List<String> secrets = List.of(
                    "REGULAR",
                    "查验异常三次",
                    "\"score\":637",
                    "毛衫纤维含量不实",
                    "桐市监罚",
                    "产品质量法第五十条",
                    "PENALTY",
                    "SERIOUS",
                    "2025-10-08",
                    "2025-10-10",
                    "罚款已缴清",
                    "5e".repeat(32),
                    "DUTIES_DONE",
                    "整改已复核",
                    "\"score\":700",
                    "\"score\":600",
                    "\"points\"",
                    "\"weight\"");
            assertThat(open.toString()).doesNotContain(secrets);
            assertThat(restricted.toString())
                    .contains("REGULAR", "查验异常三次", "桐市监罚", "PENALTY", "罚款已缴清", "整改已复核", "\"points\"");
        }

        private void both(Credits decision, String msp) {
            submit(decision.proposed(msp));
            submit(decision.taken(msp));
        }

        private void submit(Proposal proposal) {
            open.append(proposal.arguments());
            agreed(proposal).writes().values().forEach((place, value) -> {
                StringBuilder side = place.contains(":") ? restricted : open;
                side.append(place).append(text(value));
            });
        }
    }

    private void record(String factId, int version) {
        stated(Credits.penalty(factId), version);
    }

    private void stated(ObjectNode fact, int version) {
        Credits.fact(KNITTER, "market", fact, version)
                .carried(ledger, "MarketMSP")
                .answer();
    }

    private static Proposal apply(String id) {
        return KNITTER.repair(id, "market", "fact-0001", "DUTIES_DONE");
    }

    private Endorsement agreed(Proposal proposal) {
        Endorsement endorsement = ledger.submit(proposal);
        assertThat(endorsement.answer()).contains("\"replayed\":false");
        return endorsement;
    }

    private void mustBeReplayed(Proposal proposal) {
        Endorsement again = ledger.endorse(proposal);
        assertThat(again.answer()).contains("\"replayed\":true");
        assertThat(again.writes().isEmpty()).isTrue();
    }

    private void mustAskForASeed(Credits decision, String msp) {
        agreed(decision.proposed(msp));
        Proposal proposal = decision.taken(msp);
        Refused.with(Code.FIELD_MISSING, "seed", ledger.endorse(proposal.withoutTransient("seed")));
        Refused.with(Code.VALUE_INVALID, "seed", ledger.endorse(proposal.withTransient("seed", new byte[15])));
    }

    /** The same transaction, sent by the officer who proposed the decision. */
    private static Proposal bySame(Proposal proposal, String msp) {
        return proposal.withArgument(1, Identity.officer(msp).actor());
    }

    private static ObjectNode ledgerDocument(Proposal proposal) {
        return (ObjectNode) CanonicalJson.read(proposal.arguments().get(0).getBytes(StandardCharsets.UTF_8));
    }

    private Sealed sealed(String place) {
        return Sealed.read(ledger.value(place));
    }

    private static Sealed sealed(Proposal proposal) {
        return Sealed.read(proposal.transients().get("restricted"));
    }

    private JsonNode values(String place) {
        return sealed(place).values();
    }

    private Standing.Source source() {
        return new Standing.Source() {
            @Override
            public Optional<LedgerRecord> record(String key) {
                return Optional.ofNullable(ledger.value(key)).map(LedgerRecord::read);
            }

            @Override
            public Sealed restricted(String key) {
                return Optional.ofNullable(ledger.value("agencies:" + key))
                        .map(Sealed::read)
                        .orElse(Sealed.none());
            }
        };
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private Endorsement give(ObjectNode assertion, String msp) {
        return Credits.word(assertion).carried(ledger, msp);
    }
}
