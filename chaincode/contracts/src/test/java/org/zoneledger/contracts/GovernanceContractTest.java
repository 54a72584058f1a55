package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.disclosure.PolicyRules;

class GovernanceContractTest {

    private static final String FIRST = "edition-0001";
    private static final String POLICY = "policy/disclosure";

    private final MemoryLedger ledger = new MemoryLedger();
    private final ObjectNode edition = Governance.edition(FIRST, "2027-01-01");
    private final String digest = Sha256.hex(CanonicalJson.bytes(edition));

    @Nested
    class Propose {

        @Test
        void writes_the_edition_and_is_replayed() {
            assertThat(ledger.submit(Governance.propose(edition, "CustomsMSP")).status())
                    .isEqualTo(200);
            assertThat(ledger.record("proposal/" + FIRST).text("document")).isEqualTo(digest);
            assertThat(PolicyRules.digest(ledger.record("proposal/" + FIRST).node()))
                    .isEqualTo(digest);
            assertThat(ledger.submit(Governance.propose(edition, "CustomsMSP"))
                            .writes()
                            .values())
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-24,PERIOD_INVALID,validFrom",
            "2026-01-01,PERIOD_INVALID,validFrom",
            "2027-02-30,TIME_INVALID,validFrom"
        })
        void is_refused_from_a_day_that_is_not_to_come(String validFrom, Code code, String field) {
            Refused.with(
                    code, field, ledger.endorse(Governance.propose(edition.put("validFrom", validFrom), "TaxMSP")));
        }

        @Test
        void is_refused_with_another_table_for_events() {
            edition.withArray("/types/event/T1").removeAll();
            Refused.with(Code.VALUE_INVALID, "types.event", ledger.endorse(Governance.propose(edition, "TaxMSP")));
        }

        @Test
        void is_refused_with_a_field_in_two_tiers() {
            edition.withArray("/types/filing/T1").add("nameZh");
            Refused.with(Code.VALUE_INVALID, "types.filing", ledger.endorse(Governance.propose(edition, "TaxMSP")));
        }

        @Test
        void is_refused_without_a_record_type() {
            edition.withObject("/types").remove("use");
            Refused.with(Code.VALUE_INVALID, "types", ledger.endorse(Governance.propose(edition, "TaxMSP")));
        }

        @Test
        void is_no_business_of_the_operator() {
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(Governance.propose(edition, "OperatorMSP")));
        }
    }

    @Nested
    class Witnesses {

        @Test
        void are_registered_changed_and_withdrawn_by_their_agency() {
            assertThat(ledger.submit(Governance.witness(Identity.witness("tax"), 1, "TaxMSP"))
                            .status())
                    .isEqualTo(200);
            assertThat(ledger.record("witness/TaxMSP").text("certificate"))
                    .isEqualTo(Identity.witness("tax").actor());
            assertThat(ledger.record("witness/TaxMSP").text("status")).isEqualTo("ACTIVE");
            ledger.submit(Governance.withdraw(2, "TaxMSP")).answer();
            assertThat(ledger.record("witness/TaxMSP").text("status")).isEqualTo("WITHDRAWN");
            assertThat(ledger.record("witness/TaxMSP").node().has("certificate"))
                    .isFalse();
        }

        @Test
        void are_bound_to_their_agency() {
            ledger.submit(Governance.witness(Identity.witness("tax"), 1, "TaxMSP"))
                    .answer();
            assertThat(ledger.validationParameter("witness/TaxMSP")).isEqualTo(OwnerPolicy.of(List.of("TaxMSP")));
        }

        @Test
        void sent_twice_are_written_once() {
            Proposal proposal = Governance.witness(Identity.witness("tax"), 1, "TaxMSP");
            ledger.submit(proposal).answer();
            assertThat(ledger.submit(proposal).writes().values()).isEmpty();
        }

        @Test
        void of_another_agency_are_refused() {
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate",
                    ledger.endorse(Governance.witness(Identity.witness("customs"), 1, "TaxMSP")));
        }

        @Test
        void with_a_certificate_of_a_person_are_refused() {
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate",
                    ledger.endorse(Governance.witness(Identity.officer("TaxMSP"), 1, "TaxMSP")));
        }

        @Test
        void are_no_business_of_the_operator() {
            Refused.with(
                    Code.NOT_OWNER, "", ledger.endorse(Governance.witness(Identity.witness("tax"), 1, "OperatorMSP")));
        }
    }

    @Nested
    class Approve {

        @BeforeEach
        void proposed() {
            ledger.submit(Governance.propose(edition, "CustomsMSP"));
        }

        @Test
        void stands_under_the_agencys_own_key_which_is_bound_to_it() {
            assertThat(ledger.submit(Governance.approve(FIRST, digest, "ForexMSP"))
                            .status())
                    .isEqualTo(200);
            assertThat(ledger.record("approval/" + FIRST + "/ForexMSP").text("digest"))
                    .isEqualTo(digest);
            assertThat(ledger.validationParameter("approval/" + FIRST + "/ForexMSP"))
                    .isEqualTo(OwnerPolicy.of(List.of("ForexMSP")));
        }

        @Test
        void is_refused_for_another_text() {
            Refused.with(
                    Code.VALUE_INVALID,
                    "digest",
                    ledger.endorse(Governance.approve(FIRST, "0".repeat(64), "ForexMSP")));
        }

        @Test
        void is_refused_for_a_proposal_that_nobody_made() {
            Refused.with(
                    Code.NOT_FOUND, "proposal", ledger.endorse(Governance.approve("edition-0002", digest, "TaxMSP")));
        }
    }

    @Nested
    class Enact {

        @BeforeEach
        void approvedByThree() {
            ledger.submit(Governance.propose(edition, "CustomsMSP"));
            List.of("CustomsMSP", "TaxMSP", "MarketMSP")
                    .forEach(msp -> ledger.submit(Governance.approve(FIRST, digest, msp)));
        }

        @Test
        void is_refused_with_three_approvals() {
            Refused.with(Code.WRONG_STATE, "proposal", ledger.endorse(Governance.enact(FIRST, 1, "TaxMSP")));
        }

        @Test
        void adds_the_edition_with_four_and_is_replayed() {
            ledger.submit(Governance.approve(FIRST, digest, "CommerceMSP"));
            assertThat(ledger.submit(Governance.enact(FIRST, 1, "TaxMSP")).status())
                    .isEqualTo(200);
            assertThat(ledger.record(POLICY).node().at("/editions/0/validFrom").asText())
                    .isEqualTo("2027-01-01");
            assertThat(ledger.record(POLICY).node().at("/editions/0/types")).isEqualTo(edition.get("types"));
            assertThat(ledger.validationParameter(POLICY)).isEqualTo(OwnerPolicy.of(List.of(), 4));
            assertThat(PolicyRules.digest(ledger.record(POLICY).node().at("/editions/0")))
                    .isEqualTo(digest);
            assertThat(ledger.submit(Governance.enact(FIRST, 1, "TaxMSP")).status())
                    .isEqualTo(200);
            assertThat(ledger.record(POLICY).node().path("editions").size()).isEqualTo(1);
        }

        @Test
        void is_refused_for_an_edition_that_begins_before_the_last() {
            ledger.submit(Governance.approve(FIRST, digest, "CommerceMSP"));
            ledger.submit(Governance.enact(FIRST, 1, "TaxMSP"));
            ObjectNode earlier = Governance.edition("edition-0002", "2026-12-31");
            ledger.submit(Governance.propose(earlier, "CustomsMSP"));
            String other = Sha256.hex(CanonicalJson.bytes(earlier));
            List.of("CustomsMSP", "TaxMSP", "MarketMSP", "CommerceMSP")
                    .forEach(msp -> ledger.submit(Governance.approve("edition-0002", other, msp)));
            Refused.with(
                    Code.PERIOD_INVALID, "validFrom", ledger.endorse(Governance.enact("edition-0002", 2, "TaxMSP")));
        }
    }

    @Nested
    class ARuleSetOfTheGrade {

        private static final String ID = "zone-grade-3";
        private final ObjectNode grading = Governance.grading(ID, "2027-01-01");

        @Test
        void is_enacted_by_four_and_makes_the_grades_from_its_day_on() {
            Enterprise knitter = Enterprise.of("91330483MA2B00078U");
            knitter.fileOn(ledger);
            Credits.word(knitter.assertion("customs", "REGULAR", 1))
                    .carried(ledger, "CustomsMSP")
                    .answer();
            grading.withObject("/grading/thresholds")
                    .put("A", 950)
                    .put("B", 900)
                    .put("C", 800);
            ledger.submit(Governance.propose(grading, "CommerceMSP")).answer();
            List.of("CustomsMSP", "TaxMSP", "MarketMSP", "CommerceMSP")
                    .forEach(msp ->
                            ledger.submit(Governance.approve(ID, Sha256.hex(CanonicalJson.bytes(grading)), msp)));
            ledger.submit(Governance.enact(ID, 1, "CommerceMSP")).answer();
            assertThat(ledger.validationParameter(PolicyRules.GRADE_KEY)).isEqualTo(OwnerPolicy.of(List.of(), 4));

            Proposal anew = Enterprise.official(TransactionName.CREDIT_GRADE, Enterprise.object("{}"), "TaxMSP")
                    .withArgument(0, knitter.uscc().value())
                    .withTransient("seed", Credits.SEED);
            String key = "grade/" + knitter.uscc();
            assertThat(ledger.record(key).text("grade")).isEqualTo("B");
            ledger.submit(anew.at(Instant.parse("2026-12-31T15:59:59Z"))).answer();
            assertThat(ledger.record(key).text("law")).isEqualTo("zone-grade-2");
            ledger.submit(anew.at(Instant.parse("2026-12-31T16:00:00Z"))).answer();
            assertThat(ledger.record(key).text("law")).isEqualTo(ID);
            assertThat(ledger.record(key).text("grade")).isEqualTo("D");
        }

        @Test
        void is_refused_when_it_is_not_whole() {
            grading.withObject("/grading/weights").remove("tax");
            Refused.with(Code.FIELD_MISSING, "weights.tax", ledger.endorse(Governance.propose(grading, "CommerceMSP")));
        }

        @Test
        void is_refused_with_a_function_that_there_is_not() {
            grading.withObject("/grading").put("function", "credit/scoring/v9");
            Refused.with(Code.RULESET_UNKNOWN, "function", ledger.endorse(Governance.propose(grading, "CommerceMSP")));
        }
    }
}
