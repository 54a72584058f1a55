package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.disclosure.Sealed;

class DisclosureContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise BANK = Enterprise.of("91330482MA2B0006XD");
    private static final String PERSON = "ab".repeat(32);
    private static final String DETAIL = "detail/tax/" + KNITTER.uscc();
    private static final Sealed VALUES =
            Disclosures.sealed(Enterprise.object("{'taxScore':871,'taxPaid':'1203344.50 CNY'}"));

    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void file() {
        KNITTER.fileOn(ledger);
    }

    @Nested
    class Details {

        @Test
        void are_described_in_public_and_kept_in_the_owners_collection_alone() {
            WriteSet described = ledger.submit(describe("TaxMSP")).writes();
            WriteSet kept = ledger.submit(Disclosures.keep(KNITTER, "tax", VALUES, "TaxMSP"))
                    .writes();
            assertThat(described.values()).containsOnlyKeys(DETAIL);
            assertThat(kept.values()).containsOnlyKeys("_implicit_org_TaxMSP:" + DETAIL);
            assertThat(kept.validationParameters()).isEmpty();
            assertThat(ledger.validationParameter(DETAIL)).isEqualTo(OwnerPolicy.of(List.of("TaxMSP")));
            assertThat(Sealed.read(ledger.value("_implicit_org_TaxMSP:" + DETAIL)))
                    .isEqualTo(VALUES);
        }

        @Test
        void are_refused_from_an_officer_of_another_agency() {
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(describe("CustomsMSP")));
            ledger.submit(describe("TaxMSP")).answer();
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(Disclosures.keep(KNITTER, "tax", VALUES, "CustomsMSP")));
        }

        @Test
        void are_not_kept_with_values_whose_digests_are_not_described() {
            Sealed other = Disclosures.sealed(Enterprise.object("{'taxScore':872,'taxPaid':'1203344.50 CNY'}"));
            Refused.with(Code.NOT_FOUND, "uscc", ledger.endorse(Disclosures.keep(KNITTER, "tax", VALUES, "TaxMSP")));
            ledger.submit(describe("TaxMSP")).answer();
            Refused.with(
                    Code.RESTRICTED_MISMATCH,
                    "restricted",
                    ledger.endorse(Disclosures.keep(KNITTER, "tax", other, "TaxMSP")));
        }

        @Test
        void are_refused_of_a_scheme_that_is_not_one() {
            Refused.with(
                    Code.VALUE_INVALID,
                    "scheme",
                    ledger.endorse(Disclosures.keep(KNITTER, "tax/../customs", VALUES, "TaxMSP")));
        }

        private static Proposal describe(String msp) {
            return Disclosures.describe(Disclosures.details(KNITTER, "tax", VALUES, 1), msp);
        }
    }

    @Nested
    class Notes {

        private static final String ID = "0123456789abcdef0123456789abcdef";

        @Test
        void stay_in_the_collection_of_the_agency_that_wrote_them() {
            for (String msp : List.of("ForexMSP", "CustomsMSP")) {
                WriteSet writes = ledger.submit(Disclosures.note(KNITTER, ID, "复核时留意", msp))
                        .writes();
                assertThat(writes.values()).containsOnlyKeys("_implicit_org_" + msp + ":note/" + ID);
            }
        }

        @Test
        void are_answered_again_and_not_replaced() {
            ledger.submit(Disclosures.note(KNITTER, ID, "复核时留意", "TaxMSP")).answer();
            assertThat(ledger.endorse(Disclosures.note(KNITTER, ID, "复核时留意", "TaxMSP"))
                            .answer())
                    .contains("\"replayed\":true");
            Refused.with(Code.ID_REUSED, "id", ledger.endorse(Disclosures.note(KNITTER, ID, "其他", "TaxMSP")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"OperatorMSP", "AuditMSP"})
        void are_not_for_members_that_are_no_agency(String msp) {
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(Disclosures.note(KNITTER, ID, "复核时留意", msp)));
        }
    }

    @Nested
    class Shares {

        @Test
        void lead_from_the_request_over_the_owners_word_to_a_recorded_access() {
            ledger.submit(request()).answer();
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(read("taxPaid", "CustomsMSP")));
            ledger.submit(Disclosures.decide("share-0001", "GRANT", 2, "TaxMSP"))
                    .answer();
            WriteSet writes = ledger.submit(read("taxPaid", "CustomsMSP")).writes();
            assertThat(writes.values()).containsOnlyKeys("access/access-0001", "agencies:access/access-0001");
            assertThat(ledger.record("access/access-0001").text("gateway"))
                    .isEqualTo(Identity.gateway("CustomsMSP").sha256());
            ledger.submit(Disclosures.decide("share-0001", "REVOKE", 3, "TaxMSP"))
                    .answer();
            Refused.with(
                    Code.NOT_GRANTED,
                    "permit",
                    ledger.endorse(Disclosures.access(
                            "access-0002", "share/share-0001", Disclosures.reading(KNITTER, "taxPaid"), "CustomsMSP")));
        }

        @Test
        void are_bound_to_the_owner_who_alone_decides() {
            ledger.submit(request()).answer();
            assertThat(ledger.validationParameter("share/share-0001")).isEqualTo(OwnerPolicy.of(List.of("TaxMSP")));
            for (String msp : List.of("CustomsMSP", "ForexMSP", "AuditMSP")) {
                Refused.with(Code.NOT_OWNER, "", ledger.endorse(Disclosures.decide("share-0001", "GRANT", 2, msp)));
            }
        }

        @Test
        void are_granted_at_once_under_a_standing_rule() {
            ledger.submit(Disclosures.stand("tax", "CustomsMSP", "export-supervision", "taxPaid", 1, "TaxMSP"))
                    .answer();
            ledger.submit(request()).answer();
            assertThat(ledger.record("share/share-0001").text("status")).isEqualTo("GRANTED");
            assertThat(ledger.endorse(read("taxPaid", "CustomsMSP")).status()).isEqualTo(200);
        }

        @Test
        void cover_no_officer_of_a_third_agency_and_no_field_beyond_them() {
            ledger.submit(request()).answer();
            ledger.submit(Disclosures.decide("share-0001", "GRANT", 2, "TaxMSP"))
                    .answer();
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(read("taxPaid", "ForexMSP")));
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(read("refundAmount", "CustomsMSP")));
        }

        @Test
        void are_read_through_an_agencys_gateway_alone() {
            Refused.with(Code.NOT_PERMITTED, "", ledger.endorse(read("taxPaid", "OperatorMSP")));
            Refused.with(
                    Code.NOT_OWNER, "", ledger.endorse(Disclosures.decide("share-0001", "GRANT", 2, "OperatorMSP")));
        }

        private static Proposal request() {
            return Disclosures.request(
                    "share-0001", "tax", "export-supervision", Disclosures.terms(KNITTER, "taxPaid"), "CustomsMSP");
        }

        private static Proposal read(String field, String msp) {
            return Disclosures.access("access-0001", "share/share-0001", Disclosures.reading(KNITTER, field), msp);
        }
    }

    @Nested
    class Mandates {

        private final Identity auditor = Identity.holding("AuditMSP", "{\"zone.role\":\"auditor\"}");

        @Test
        void let_an_auditor_read_through_the_owners_gateway_until_they_end() {
            ledger.submit(mandate()).answer();
            assertThat(ledger.validationParameter("mandate/mandate-0001")).isEqualTo(OwnerPolicy.of(List.of("TaxMSP")));
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(read("access-0001", "CustomsMSP", auditor)));
            Refused.with(
                    Code.NOT_GRANTED,
                    "permit",
                    ledger.endorse(read("access-0001", "TaxMSP", Identity.officer("TaxMSP"))));
            ledger.submit(read("access-0001", "TaxMSP", auditor)).answer();
            assertThat(ledger.record("access/access-0001").node().at("/by/role").asText())
                    .isEqualTo("AUDITOR");
            ledger.submit(Disclosures.end("mandate-0001", 2, "CommerceMSP")).answer();
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(read("access-0002", "TaxMSP", auditor)));
        }

        @Test
        void are_recorded_and_ended_by_another_agency_than_the_audited_one() {
            Refused.with(
                    Code.NOT_PERMITTED,
                    "scheme",
                    ledger.endorse(Disclosures.mandate(
                            "mandate-0001", "tax", Disclosures.terms(KNITTER, "taxPaid"), "TaxMSP")));
            ledger.submit(mandate()).answer();
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(Disclosures.end("mandate-0001", 2, "TaxMSP")));
        }

        private static Proposal mandate() {
            return Disclosures.mandate("mandate-0001", "tax", Disclosures.terms(KNITTER, "taxPaid"), "CommerceMSP");
        }

        private static Proposal read(String id, String msp, Identity reader) {
            return Disclosures.access(id, "mandate/mandate-0001", Disclosures.reading(KNITTER, "taxPaid"), msp, reader);
        }
    }

    @Nested
    class Grants {

        private final Proposal grant = Disclosures.grant(KNITTER, BANK, "grant-0001", "filing.turnoverBand");

        @Test
        void let_the_named_party_read_until_they_are_withdrawn() {
            ledger.submit(grant).answer();
            assertThat(ledger.endorse(read("access-0001", BANK)).status()).isEqualTo(200);
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(read("access-0002", KNITTER)));
            ledger.submit(Disclosures.withdraw(KNITTER, "grant-0001", 2)).answer();
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(read("access-0003", BANK)));
        }

        @Test
        void are_made_and_withdrawn_by_the_enterprise_itself() {
            Refused.with(
                    Code.NOT_PERMITTED,
                    "uscc",
                    ledger.endorse(grant.withArgument(2, BANK.clerk().actor())));
            ledger.submit(grant).answer();
            BANK.fileOn(ledger);
            Refused.with(Code.NOT_FOUND, "grant", ledger.endorse(Disclosures.withdraw(BANK, "grant-0001", 2)));
        }

        private static Proposal read(String id, Enterprise reader) {
            return Disclosures.access(
                    id,
                    "grant/grant-0001",
                    Disclosures.reading(KNITTER, "filing.turnoverBand"),
                    "CommerceMSP",
                    reader.clerk());
        }
    }

    @Nested
    class Thresholds {

        private static final String PLACE = "agencies:threshold/question-1";

        @BeforeEach
        void tax_gives_its_word_and_the_enterprise_grants_the_question() {
            Credits.word(KNITTER.assertion("tax", "B", 1))
                    .carried(ledger, "TaxMSP")
                    .answer();
            ledger.submit(Disclosures.grant(KNITTER, BANK, "grant-0001", "threshold.tax"))
                    .answer();
            ledger.submit(Disclosures.grant(KNITTER, BANK, "grant-0002", "threshold.noRedLine"))
                    .answer();
        }

        @ParameterizedTest
        @CsvSource({"A,NO", "B,YES", "C,YES"})
        void are_answered_by_rank_and_say_no_class(String atLeast, String answer) {
            WriteSet writes = ledger.submit(ask("grant-0001", "{'tax':{'atLeast':'" + atLeast + "'}}"))
                    .writes();
            assertThat(writes.values()).containsOnlyKeys("threshold/question-1", PLACE);
            var answered = Sealed.read(ledger.value(PLACE)).values();
            assertThat(answered.at("/tax/answer").asText()).isEqualTo(answer);
            assertThat(answered.path("tax").size())
                    .as("what was asked and the answer")
                    .isEqualTo(2);
            assertThat(ledger.record("threshold/question-1").text("validTo")).isEqualTo("2026-12-24");
        }

        @Test
        void say_whether_there_is_a_red_line() {
            ledger.submit(ask("grant-0002", "{'noRedLine':{}}")).answer();
            assertThat(Sealed.read(ledger.value(PLACE))
                            .values()
                            .at("/noRedLine/answer")
                            .asText())
                    .isEqualTo("YES");
        }

        @Test
        void are_unknown_where_the_word_has_ended() {
            Proposal later = ask("grant-0001", "{'tax':{'atLeast':'C'}}").at(Enterprise.AT.plus(Duration.ofDays(30)));
            ledger.submit(later).answer();
            assertThat(Sealed.read(ledger.value(PLACE))
                            .values()
                            .at("/tax/answer")
                            .asText())
                    .isEqualTo("YES");
            ledger.submit(Disclosures.grant(KNITTER, BANK, "grant-0003", "threshold.forex"))
                    .answer();
            Proposal unknown = Disclosures.ask(BANK, KNITTER, "question-2", "grant-0003", "{'forex':{'atLeast':'A'}}");
            ledger.submit(unknown).answer();
            assertThat(Sealed.read(ledger.value("agencies:threshold/question-2"))
                            .values()
                            .at("/forex/answer")
                            .asText())
                    .isEqualTo("UNKNOWN");
        }

        @Test
        void are_refused_to_whom_nothing_was_granted() {
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(ask("grant-0002", "{'tax':{'atLeast':'B'}}")));
            Refused.with(
                    Code.NOT_GRANTED,
                    "permit",
                    ledger.endorse(
                            Disclosures.ask(KNITTER, KNITTER, "question-1", "grant-0001", "{'tax':{'atLeast':'B'}}")));
            ledger.submit(Disclosures.withdraw(KNITTER, "grant-0001", 2)).answer();
            Refused.with(Code.NOT_GRANTED, "permit", ledger.endorse(ask("grant-0001", "{'tax':{'atLeast':'B'}}")));
        }

        @Test
        void are_refused_with_a_class_that_the_rule_set_does_not_have() {
            Refused.with(Code.CLASS_UNKNOWN, "classCode", ledger.endorse(ask("grant-0001", "{'tax':{'atLeast':'Z'}}")));
        }

        private Proposal ask(String grant, String questions) {
            return Disclosures.ask(BANK, KNITTER, "question-1", grant, questions);
        }
    }

    @Nested
    class Persons {

        private static final String PLACE = "people:person/" + PERSON;

        @Test
        void are_kept_erased_and_gone() {
            WriteSet kept = ledger.submit(person("2026-11-24")).writes();
            assertThat(kept.values()).containsOnlyKeys(PLACE);
            assertThat(ledger.endorse(person("2026-11-24")).answer()).contains("\"replayed\":true");

            WriteSet erased =
                    ledger.submit(Disclosures.erase(PERSON, 1, "MarketMSP")).writes();
            assertThat(erased.purges()).containsExactly(PLACE);
            assertThat(erased.values()).containsOnlyKeys("erasure/" + PERSON);
            assertThat(ledger.value(PLACE)).isNull();
            assertThat(ledger.record("erasure/" + PERSON).text("status")).isEqualTo("ERASED");

            assertThat(ledger.endorse(Disclosures.erase(PERSON, 1, "MarketMSP")).answer())
                    .contains("\"replayed\":true");
            Refused.with(Code.NOT_FOUND, "person", ledger.endorse(erase(2, "MarketMSP")));
            Refused.with(Code.WRONG_STATE, "person", ledger.endorse(person("2026-11-24")));
        }

        @Test
        void have_a_credit_by_two_people_of_customs_that_is_bound_to_customs_and_erased_with_them() {
            String credit = "people:person-credit/" + PERSON;
            ledger.submit(person("2026-11-24")).answer();
            WriteSet proposed =
                    ledger.submit(Disclosures.credit(PERSON, "PROPOSE", "100")).writes();
            assertThat(proposed.values()).containsOnlyKeys(credit);
            assertThat(proposed.validationParameters()).containsOnlyKeys(credit);
            Refused.with(
                    Code.VALUE_INVALID,
                    "restricted.credit",
                    ledger.endorse(Disclosures.credit(PERSON, "CONFIRM", "200")));
            ledger.submit(Disclosures.credit(PERSON, "CONFIRM", "100")).answer();
            assertThat(ledger.endorse(Disclosures.credit(PERSON, "CONFIRM", "100"))
                            .answer())
                    .contains("\"replayed\":true");
            WriteSet erased = ledger.submit(erase(1, "MarketMSP")).writes();
            assertThat(erased.purges()).containsExactlyInAnyOrder(PLACE, credit);
            Refused.with(Code.WRONG_STATE, "person", ledger.endorse(Disclosures.credit(PERSON, "PROPOSE", "100")));
        }

        @Test
        void are_restricted_as_long_as_the_law_keeps_them_and_erased_then() {
            ledger.submit(person("2026-11-25")).answer();
            assertThat(ledger.submit(erase(1, "MarketMSP")).writes().purges()).isEmpty();
            assertThat(ledger.record("erasure/" + PERSON).text("status")).isEqualTo("RESTRICTED");
            Refused.with(Code.WRONG_STATE, "person", ledger.endorse(person("2026-11-25")));
            Proposal later = erase(2, "MarketMSP").at(Enterprise.AT.plus(Duration.ofDays(1)));
            assertThat(ledger.submit(later).writes().purges()).containsExactly(PLACE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ForexMSP", "OperatorMSP", "AuditMSP"})
        void are_neither_kept_nor_erased_nor_read_by_members_without_competence(String msp) {
            ledger.submit(person("2026-11-24")).answer();
            Refused.with(
                    Code.NOT_PERMITTED, "", ledger.endorse(person("2029-11-24").by(Identity.gateway(msp))));
            Refused.with(Code.NOT_PERMITTED, "", ledger.endorse(erase(1, msp)));
            Endorsement read = ledger.endorse(Disclosures.access("access-0001", "person", reading(), msp));
            assertThat(Refused.mustBe(read).code())
                    .isEqualTo(msp.equals("ForexMSP") ? Code.NOT_OWNER : Code.NOT_PERMITTED);
        }

        @Test
        void are_read_on_an_agencys_own_ground_with_a_record() {
            WriteSet writes = ledger.submit(Disclosures.access("access-0001", "person", reading(), "MarketMSP"))
                    .writes();
            assertThat(writes.values()).containsOnlyKeys("access/access-0001", "agencies:access/access-0001");
            assertThat(ledger.record("access/access-0001").text("purpose")).isEqualTo("complaint-handling");
        }

        private static Proposal person(String retainUntil) {
            return Disclosures.person(KNITTER, PERSON, Disclosures.contact(KNITTER, retainUntil));
        }

        private static Proposal erase(int version, String msp) {
            return Disclosures.erase(PERSON, version, msp);
        }

        private static ObjectNode reading() {
            return Disclosures.reading(KNITTER, "phone").put("person", PERSON);
        }
    }

    /** What is public stays in every member's blocks for ever. */
    @Nested
    class InPublic {

        private static final List<String> SECRETS = List.of(
                "871",
                "1203344.50",
                "复核时留意",
                "640",
                "出口异常",
                "2026-12-31",
                "确有需要",
                "loan-review",
                "沈阿妹",
                "0573-88000001",
                "turnoverBand");

        @Test
        void stands_no_restricted_value_no_term_and_no_person() {
            for (Proposal proposal : List.of(
                    Disclosures.describe(Disclosures.details(KNITTER, "tax", VALUES, 1), "TaxMSP"),
                    Disclosures.keep(KNITTER, "tax", VALUES, "TaxMSP"),
                    Disclosures.note(KNITTER, "0123456789abcdef0123456789abcdef", "复核时留意", "TaxMSP"),
                    Disclosures.request(
                            "share-0001", "tax", "audit", Disclosures.terms(KNITTER, "taxPaid"), "CustomsMSP"),
                    Disclosures.decide("share-0001", "GRANT", 2, "TaxMSP"),
                    Disclosures.access(
                            "access-0001", "share/share-0001", Disclosures.reading(KNITTER, "taxPaid"), "CustomsMSP"),
                    Disclosures.grant(KNITTER, BANK, "grant-0001", "filing.turnoverBand"),
                    Disclosures.withdraw(KNITTER, "grant-0001", 2),
                    Disclosures.person(KNITTER, PERSON, Disclosures.contact(KNITTER, "2026-11-24")),
                    Disclosures.erase(PERSON, 1, "MarketMSP"))) {
                Endorsement endorsement = ledger.submit(proposal);
                StringBuilder open = new StringBuilder(endorsement.answer());
                proposal.arguments().forEach(open::append);
                endorsement.writes().values().forEach((place, value) -> {
                    open.append(place);
                    if (!place.contains(":")) {
                        open.append(new String(value, StandardCharsets.UTF_8));
                    }
                });
                // digests, signatures and certificates may hold any three digits
                String text = open.toString().replaceAll("[0-9A-Za-z+/=_.-]{32,}", "");
                assertThat(text).as(proposal.function()).doesNotContain(SECRETS.toArray(String[]::new));
            }
        }

        @Test
        void nothing_says_about_whom_an_agency_asks_and_reads() {
            for (Proposal proposal : List.of(
                    Disclosures.request(
                            "share-0001", "tax", "audit", Disclosures.terms(KNITTER, "taxPaid"), "CustomsMSP"),
                    Disclosures.decide("share-0001", "GRANT", 2, "TaxMSP"),
                    Disclosures.access(
                            "access-0001",
                            "share/share-0001",
                            Disclosures.reading(KNITTER, "taxPaid"),
                            "CustomsMSP"))) {
                WriteSet writes = ledger.submit(proposal).writes();
                assertThat(proposal.arguments().get(0))
                        .doesNotContain(KNITTER.uscc().value());
                writes.values().forEach((place, value) -> {
                    if (!place.startsWith("agencies:")) {
                        assertThat(new String(value, StandardCharsets.UTF_8))
                                .doesNotContain(KNITTER.uscc().value());
                    }
                });
                assertThat(writes.values()).isNotEmpty();
            }
        }
    }
}
