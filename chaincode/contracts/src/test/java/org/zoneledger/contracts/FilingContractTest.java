package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.contracts.Enterprise.SWEATER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.LedgerRecord;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;
import org.zoneledger.domain.identifier.Gtin;

class FilingContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise MILL = Enterprise.of("91330482MA2B0006XD");
    private static final String KEY = KNITTER.filingKey();
    private static final String AMENDMENT = KNITTER.amendmentKey();

    private final MemoryLedger ledger = new MemoryLedger();

    @Nested
    class Submit {

        @Test
        void writes_the_filing_in_public_and_what_is_restricted_for_the_agencies() {
            Sealed restricted = Enterprise.sealed("customsCode", "3304960001");

            Endorsement endorsement = ledger.endorse(KNITTER.submit(KNITTER.filing(1), restricted));

            assertThat(endorsement.answer()).isEqualTo("{\"key\":\"" + KEY + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values()).containsOnlyKeys("agencies:" + KEY, KEY);
            assertThat(endorsement.writes().values().get("agencies:" + KEY)).isEqualTo(restricted.bytes());
            assertThat(new String(endorsement.writes().values().get(KEY), StandardCharsets.UTF_8))
                    .contains("\"status\":\"SUBMITTED\"")
                    .doesNotContain("3304960001");
        }

        @Test
        void writes_one_public_key_when_nothing_is_restricted() {
            WriteSet writes = ledger.endorse(KNITTER.submit(KNITTER.filing(1), Sealed.none()))
                    .writes();
            assertThat(writes.values()).containsOnlyKeys(KEY);
        }

        @Test
        void refuses_a_filing_that_is_not_signed_or_signed_by_somebody_else() {
            Proposal proposal = KNITTER.submit(KNITTER.filing(1), Sealed.none());
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(proposal.withArgument(1, "")));
            String forged = MILL.sign(proposal.arguments().get(0));
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(proposal.withArgument(1, forged)));
        }

        @Test
        void names_the_clerk_and_not_the_gateway_as_who_filed() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            assertThat(ledger.record(KEY).node().path("by"))
                    .isEqualTo(Enterprise.object(
                            "{'certificate':'" + KNITTER.clerk().sha256() + "','msp':'CommerceMSP','role':'CLERK'}"));
        }

        @Test
        void answers_the_same_document_again_and_writes_nothing() {
            Proposal proposal = KNITTER.submit(KNITTER.filing(1), Sealed.none());
            ledger.submit(proposal).answer();

            Endorsement again = ledger.endorse(proposal);

            assertThat(again.answer()).isEqualTo("{\"key\":\"" + KEY + "\",\"replayed\":true,\"version\":1}");
            assertThat(again.writes().isEmpty()).isTrue();
        }

        @Test
        void refuses_a_document_whose_restricted_part_does_not_travel_with_it() {
            Proposal proposal = KNITTER.submit(KNITTER.filing(1), Enterprise.sealed("customsCode", "3304960001"));
            Refused.with(
                    Code.RESTRICTED_MISMATCH, "restricted", ledger.endorse(proposal.withoutTransient("restricted")));
        }

        @Test
        void refuses_a_restricted_part_that_is_not_canonical() {
            Proposal proposal = KNITTER.submit(KNITTER.filing(1), Sealed.none());
            byte[] spaced = "{\"salts\": {}, \"values\": {}}".getBytes(StandardCharsets.UTF_8);
            Refused.with(Code.MALFORMED, "", ledger.endorse(proposal.withTransient("restricted", spaced)));
            Refused.with(Code.MALFORMED, "", ledger.endorse(proposal.withTransient("restricted", new byte[0])));
        }

        @Test
        void refuses_a_restricted_part_above_four_mebibytes() {
            Proposal proposal = KNITTER.submit(KNITTER.filing(1), Sealed.none());
            Refused.with(
                    Code.TOO_LARGE,
                    "restricted",
                    ledger.endorse(proposal.withTransient("restricted", new byte[(4 << 20) + 1])));
        }
    }

    /** The key's endorsement policy follows the status, so that the next step needs the agency whose step it is. */
    @Nested
    class Life {

        @Test
        void binds_the_filing_at_every_step_to_those_who_can_take_the_next() {
            assertBinds(KNITTER.submit(KNITTER.filing(1), Sealed.none()), "SUBMITTED", "MarketMSP");
            assertBinds(KNITTER.decide("VERIFY", 2), "VERIFIED", "CustomsMSP");
            assertBinds(KNITTER.decide("ACCEPT", 3), "ACCEPTED", "CommerceMSP");
            assertBinds(KNITTER.decide("ACTIVATE", 4), "ACTIVE", "CustomsMSP", "MarketMSP", "CommerceMSP");
            assertBinds(KNITTER.decide("RENEW", 5), "ACTIVE", "CustomsMSP", "MarketMSP", "CommerceMSP");
            assertBinds(KNITTER.decide("SUSPEND", 6), "SUSPENDED", "CustomsMSP", "MarketMSP");
            assertBinds(KNITTER.decide("RESUME", 7), "ACTIVE", "CustomsMSP", "MarketMSP", "CommerceMSP");
            assertBinds(KNITTER.decide("CANCEL", 8), "CANCELLED");
        }

        @Test
        void sets_a_rejected_filing_free_until_it_is_submitted_again() {
            assertBinds(KNITTER.submit(KNITTER.filing(1), Sealed.none()), "SUBMITTED", "MarketMSP");
            assertBinds(KNITTER.decide("REJECT", 2), "REJECTED");
            assertBinds(KNITTER.submit(KNITTER.filing(3), Sealed.none()), "SUBMITTED", "MarketMSP");
            assertBinds(KNITTER.decide("VERIFY", 4), "VERIFIED", "CustomsMSP");
            assertBinds(KNITTER.decide("REJECT", "CustomsMSP", 5), "REJECTED");
        }

        private void assertBinds(Proposal proposal, String status, String... owners) {
            Endorsement endorsement = ledger.submit(proposal);
            endorsement.answer();
            assertThat(ledger.record(KEY).text("status")).isEqualTo(status);
            assertThat(endorsement.writes().validationParameters().get(KEY))
                    .as("policy of a filing that is %s", status)
                    .isEqualTo(OwnerPolicy.of(List.of(owners)));
        }
    }

    @Nested
    class Decide {

        @ParameterizedTest
        @CsvSource({"VERIFY,VERIFIED", "REJECT,REJECTED"})
        void writes_the_filing_alone_when_market_regulation_has_seen_it(String step, String status) {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();

            Endorsement endorsement = ledger.submit(KNITTER.decide(step, 2));

            assertThat(endorsement.answer()).endsWith("\"version\":2}");
            assertThat(endorsement.writes().values()).containsOnlyKeys(KEY);
            assertThat(endorsement.writes().validationParameters()).containsOnlyKeys(KEY);
            assertThat(ledger.record(KEY).text("status")).isEqualTo(status);
        }

        @Test
        void makes_places_for_the_word_facts_and_details_of_each_scheme_with_its_owners_policy_when_customs_accepts() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            ledger.submit(KNITTER.decide("VERIFY", 2)).answer();

            WriteSet writes = ledger.submit(KNITTER.decide("ACCEPT", 3)).writes();

            List<String> keys = new ArrayList<>(List.of(KEY));
            Competence.schemes().keySet().forEach(scheme -> keys.addAll(places(scheme)));
            assertThat(writes.validationParameters().keySet()).containsExactlyInAnyOrderElementsOf(keys);
            keys.add("evaluations/" + KNITTER.uscc());
            assertThat(writes.values().keySet()).hasSize(17).containsExactlyInAnyOrderElementsOf(keys);
            Competence.schemes().forEach((scheme, owner) -> {
                for (String place : places(scheme)) {
                    assertThat(ledger.record(place).text("status")).isEqualTo("VACANT");
                    assertThat(ledger.validationParameter(place)).as(place).isEqualTo(OwnerPolicy.of(List.of(owner)));
                }
            });
        }

        private List<String> places(String scheme) {
            return List.of(slot(scheme), "facts/" + scheme + "/" + KNITTER.uscc(), details(scheme));
        }

        @Test
        void sees_only_what_is_committed() {
            ledger.endorse(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            Refused.with(Code.NOT_FOUND, "uscc", ledger.endorse(KNITTER.decide("VERIFY", 2)));
        }

        @Test
        void refuses_a_step_out_of_order_and_makes_no_slots() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            Refused.with(Code.WRONG_STATE, "step", ledger.submit(KNITTER.decide("ACCEPT", 2)));
            assertThat(ledger.value(slot("customs"))).isNull();
        }

        @Test
        void refuses_the_agency_whose_step_it_is_not() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            for (String msp : Competence.agencies()) {
                if (!msp.equals("MarketMSP")) {
                    Refused.with(Code.NOT_OWNER, "", ledger.endorse(KNITTER.decide("VERIFY", msp, 2)));
                }
            }
        }

        @Test
        void takes_today_from_the_transaction() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            ledger.submit(KNITTER.decide("VERIFY", 2)).answer();
            ledger.submit(KNITTER.decide("ACCEPT", 3)).answer();
            Instant midnight = Instant.parse("2027-11-24T16:00:00Z");
            Proposal activate = KNITTER.decide("ACTIVATE", 4);
            Refused.with(Code.PERIOD_INVALID, "validTo", ledger.endorse(activate.at(midnight)));
            assertThat(ledger.endorse(activate.at(midnight.minusMillis(1))).status())
                    .isEqualTo(200);
        }

        @Test
        void refuses_an_enterprise_without_a_credit_code() {
            Proposal proposal = KNITTER.decide("VERIFY", 2).withArgument(0, "{}");
            Refused.with(Code.USCC_INVALID, "uscc", ledger.endorse(proposal));
        }
    }

    @Nested
    class Amend {

        private final Sealed filed = Enterprise.sealed("customsCode", "3304960001");
        private final Sealed other = Enterprise.sealed("customsCode", "3304960002");

        @BeforeEach
        void file() {
            KNITTER.fileOn(ledger, filed);
        }

        @Test
        void writes_amendment_and_filing_when_nobody_has_to_verify_and_binds_neither_anew() {
            ObjectNode filing = KNITTER.filing(1).put("base", "haining");

            Endorsement endorsement = ledger.submit(KNITTER.amend(filing, filed));

            assertThat(endorsement.answer())
                    .isEqualTo("{\"key\":\"" + AMENDMENT + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values()).containsOnlyKeys("agencies:" + KEY, AMENDMENT, KEY);
            assertThat(endorsement.writes().validationParameters()).containsOnlyKeys(AMENDMENT);
            assertThat(ledger.validationParameter(AMENDMENT)).isEqualTo(OwnerPolicy.of(List.of()));
            assertThat(ledger.record(KEY).text("base")).isEqualTo("haining");
        }

        @Test
        void writes_the_amendment_alone_while_it_waits_and_binds_it_to_its_verifiers() {
            byte[] before = ledger.value(KEY);
            ObjectNode filing = KNITTER.filing(1).put("nameZh", "云织");

            WriteSet writes = ledger.submit(KNITTER.amend(filing, other)).writes();

            assertThat(writes.values()).containsOnlyKeys("agencies:" + AMENDMENT, AMENDMENT);
            assertThat(writes.values().get("agencies:" + AMENDMENT)).isEqualTo(other.bytes());
            assertThat(writes.validationParameters()).containsOnlyKeys(AMENDMENT);
            assertThat(ledger.validationParameter(AMENDMENT))
                    .isEqualTo(OwnerPolicy.of(List.of("CustomsMSP", "MarketMSP")));
            assertThat(ledger.value(KEY)).isEqualTo(before);
        }

        @Test
        void keeps_restricted_values_out_of_public_state_from_the_first_word_to_the_last() {
            ledger.submit(KNITTER.amend(KNITTER.filing(1), other)).answer();
            ledger.submit(KNITTER.review("CONFIRM", "CustomsMSP", 2)).answer();
            for (String key : List.of(KEY, AMENDMENT)) {
                assertThat(new String(ledger.value(key), StandardCharsets.UTF_8))
                        .doesNotContain("3304960001", "3304960002");
            }
        }

        @Test
        void sees_a_restricted_change_by_the_value_that_the_agencies_hold() {
            Refused.with(Code.VALUE_INVALID, "", ledger.endorse(KNITTER.amend(KNITTER.filing(1), filed)));
            ledger.submit(KNITTER.amend(KNITTER.filing(1), other)).answer();
            assertThat(ledger.record(AMENDMENT).node().path("pending"))
                    .isEqualTo(Enterprise.object("{'customsCode':'CustomsMSP'}"));
        }

        @Test
        void answers_the_same_amendment_again_and_writes_nothing() {
            Proposal amend = KNITTER.amend(KNITTER.filing(1), other);
            ledger.submit(amend).answer();
            Endorsement again = ledger.endorse(amend);
            assertThat(again.answer()).contains("\"replayed\":true");
            assertThat(again.writes().isEmpty()).isTrue();
        }

        @Test
        void refuses_an_amendment_that_is_not_signed_or_signed_by_somebody_else() {
            Proposal amend = KNITTER.amend(KNITTER.filing(1), other);
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(amend.withArgument(1, "")));
            String forged = MILL.sign(amend.arguments().get(0));
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(amend.withArgument(1, forged)));
        }

        @Test
        void refuses_an_amendment_whose_restricted_part_does_not_travel_with_it() {
            Proposal amend = KNITTER.amend(KNITTER.filing(1), other);
            Refused.with(Code.RESTRICTED_MISMATCH, "restricted", ledger.endorse(amend.withoutTransient("restricted")));
        }

        @Test
        void refuses_who_does_not_hold_the_restricted_parts_before_reading_them() {
            Identity operator = Identity.gateway("OperatorMSP");
            Proposal amend = KNITTER.amend(KNITTER.filing(1), other);
            Refused.with(Code.NOT_PERMITTED, "", ledger.endorse(amend.by(operator)));
            Proposal review = KNITTER.review("CONFIRM", "MarketMSP", 2);
            Refused.with(Code.NOT_PERMITTED, "", ledger.endorse(review.by(operator)));
        }

        @Test
        void refuses_a_suspended_filing() {
            ledger.submit(KNITTER.decide("SUSPEND", 5)).answer();
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", ledger.endorse(KNITTER.amend(KNITTER.filing(1), other)));
        }
    }

    @Nested
    class Review {

        private final Sealed filed = Enterprise.sealed("customsCode", "3304960001");
        private final Sealed other = Enterprise.sealed("customsCode", "3304960002");

        @BeforeEach
        void amend() {
            KNITTER.fileOn(ledger, filed);
            ledger.submit(KNITTER.amend(KNITTER.filing(1).put("nameZh", "云织"), other))
                    .answer();
        }

        @Test
        void binds_the_amendment_to_the_verifier_that_is_left_and_then_to_nobody() {
            WriteSet first =
                    ledger.submit(KNITTER.review("CONFIRM", "MarketMSP", 2)).writes();
            assertThat(first.values()).containsOnlyKeys(AMENDMENT);
            assertThat(first.validationParameters().get(AMENDMENT)).isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));

            WriteSet second =
                    ledger.submit(KNITTER.review("CONFIRM", "CustomsMSP", 3)).writes();
            assertThat(second.values()).containsOnlyKeys("agencies:" + KEY, AMENDMENT, KEY);
            assertThat(second.values().get("agencies:" + KEY)).isEqualTo(other.bytes());
            assertThat(second.validationParameters()).containsOnlyKeys(AMENDMENT);
            assertThat(ledger.validationParameter(AMENDMENT)).isEqualTo(OwnerPolicy.of(List.of()));
            assertThat(ledger.record(KEY).text("nameZh")).isEqualTo("云织");
        }

        @Test
        void that_refuses_writes_the_amendment_alone_and_sets_it_free() {
            WriteSet writes =
                    ledger.submit(KNITTER.review("REFUSE", "CustomsMSP", 2)).writes();
            assertThat(writes.values()).containsOnlyKeys(AMENDMENT);
            assertThat(writes.validationParameters().get(AMENDMENT)).isEqualTo(OwnerPolicy.of(List.of()));
            assertThat(ledger.record(AMENDMENT).text("status")).isEqualTo("REFUSED");
        }

        @Test
        void refuses_agencies_that_verify_none_of_the_fields() {
            for (String msp : List.of("TaxMSP", "ForexMSP", "CommerceMSP")) {
                Refused.with(Code.NOT_OWNER, "", ledger.endorse(KNITTER.review("CONFIRM", msp, 2)));
            }
        }

        @Test
        void answers_the_same_review_again_and_writes_nothing() {
            Proposal review = KNITTER.review("CONFIRM", "MarketMSP", 2);
            ledger.submit(review).answer();
            Endorsement again = ledger.endorse(review);
            assertThat(again.answer()).contains("\"replayed\":true");
            assertThat(again.writes().isEmpty()).isTrue();
        }

        @Test
        void is_not_held_up_by_what_an_amendment_before_left_with_the_agencies() {
            ledger.submit(KNITTER.review("REFUSE", "MarketMSP", 2)).answer();
            ledger.submit(KNITTER.amend(KNITTER.filing(3).put("nameZh", "云织"), Sealed.none()))
                    .answer();
            ledger.submit(KNITTER.review("CONFIRM", "CustomsMSP", 4)).answer();
            ledger.submit(KNITTER.review("CONFIRM", "MarketMSP", 5)).answer();
            assertThat(ledger.record(AMENDMENT).text("status")).isEqualTo("APPLIED");
            assertThat(ledger.record(KEY).node().has("restricted")).isFalse();
        }
    }

    @Nested
    class Certificate {

        private final Enterprise renewed = KNITTER.renewed();

        @BeforeEach
        void file() {
            KNITTER.fileOn(ledger);
        }

        @Test
        void is_changed_with_the_old_key_and_leaves_the_filing_bound_as_it_was() {
            byte[] policy = ledger.validationParameter(KEY);

            Endorsement endorsement = ledger.submit(KNITTER.certify(renewed, KNITTER, KNITTER, 5));

            assertThat(endorsement.answer()).isEqualTo("{\"key\":\"" + KEY + "\",\"replayed\":false,\"version\":5}");
            assertThat(endorsement.writes().values()).containsOnlyKeys(KEY);
            assertThat(endorsement.writes().validationParameters()).isEmpty();
            assertThat(ledger.validationParameter(KEY)).isEqualTo(policy);
            assertThat(ledger.record(KEY).node().path("certificate"))
                    .isEqualTo(renewed.clerk().registered());
        }

        @Test
        void is_not_changed_with_the_new_key_while_the_old_one_is_good() {
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(KNITTER.certify(renewed, renewed, renewed, 5)));
        }

        @Test
        void is_revoked_by_commerce_and_leaves_the_filing_bound_as_it_was() {
            WriteSet writes = ledger.submit(KNITTER.revoke(5)).writes();
            assertThat(writes.values()).containsOnlyKeys(KEY);
            assertThat(writes.validationParameters()).isEmpty();
            assertThat(ledger.record(KEY).node().at("/certificate/revoked").asText())
                    .isEqualTo("2026-11-24T08:00:00.000Z");
        }

        @Test
        void is_changed_after_a_revocation_by_who_holds_the_new_one_and_no_longer_by_who_holds_the_old() {
            ledger.submit(KNITTER.revoke(5)).answer();
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(KNITTER.certify(renewed, KNITTER, renewed, 6)));
            Refused.with(
                    Code.CERTIFICATE_INVALID,
                    "certificate.sha256",
                    ledger.endorse(KNITTER.certify(renewed, renewed, KNITTER, 6)));
            Refused.with(
                    Code.CERTIFICATE_REVOKED,
                    "certificate",
                    ledger.endorse(KNITTER.certify(KNITTER, KNITTER, KNITTER, 6)));
            ledger.submit(KNITTER.certify(renewed, renewed, renewed, 6)).answer();
            assertThat(ledger.record(KEY).node().path("certificate"))
                    .isEqualTo(renewed.clerk().registered());
        }

        @Test
        void that_was_revoked_registers_no_product_and_amends_nothing() {
            ledger.submit(KNITTER.revoke(5)).answer();
            Refused.with(
                    Code.CERTIFICATE_REVOKED,
                    "certificate",
                    ledger.endorse(KNITTER.register(KNITTER.product(SWEATER, 1))));
            ObjectNode filing = KNITTER.filing(1).put("base", "haining");
            Refused.with(Code.CERTIFICATE_REVOKED, "certificate", ledger.endorse(KNITTER.amend(filing, Sealed.none())));
        }
    }

    @Nested
    class Import {

        private static final List<String> GTINS = Stream.of("693000000201", "693000000202", "693000000203")
                .map(Gtin::withCheckDigit)
                .map(Gtin::value)
                .toList();

        @BeforeEach
        void file() {
            KNITTER.fileOn(ledger);
        }

        @Test
        void writes_one_key_a_product_and_leaves_them_as_free_as_others() {
            Endorsement endorsement = ledger.endorse(importing("import-1", 0, 3));
            assertThat(endorsement.answer())
                    .isEqualTo("{\"key\":\"product/" + GTINS.get(0) + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values())
                    .containsOnlyKeys(
                            GTINS.stream().map(gtin -> "product/" + gtin).toList());
            assertThat(endorsement.writes().validationParameters()).isEmpty();
        }

        @Test
        void goes_on_batch_after_batch_and_is_answered_again_without_writing() {
            ledger.submit(importing("import-1", 0, 2)).answer();
            ledger.submit(importing("import-1", 2, 3)).answer();
            Endorsement again = ledger.endorse(importing("import-1", 0, 3));
            assertThat(again.answer()).contains("\"replayed\":true");
            assertThat(again.writes().isEmpty()).isTrue();
            assertThat(ledger.record("product/" + GTINS.get(2))
                            .node()
                            .at("/import/index")
                            .asInt())
                    .isEqualTo(2);
        }

        @Test
        void names_the_product_that_another_enterprise_has_and_writes_none() {
            MILL.fileOn(ledger);
            ledger.submit(MILL.register(MILL.product(GTINS.get(1), 1))).answer();
            Refused.with(Code.NOT_OWNER, "products[1].gtin", ledger.endorse(importing("import-1", 0, 3)));
        }

        @Test
        void refuses_products_that_do_not_travel_with_the_statement() {
            Proposal proposal = importing("import-1", 0, 3);
            Refused.with(Code.FIELD_MISSING, "products", ledger.endorse(proposal.withoutTransient("products")));
            Refused.with(
                    Code.ROOT_MISMATCH,
                    "products[0].path",
                    ledger.endorse(proposal.withArgument(
                            0,
                            importing("import-1", 0, 3)
                                    .arguments()
                                    .get(0)
                                    .replaceFirst("\"root\":\"[0-9a-f]{2}", "\"root\":\"00"))));
        }

        private Proposal importing(String importID, int from, int to) {
            List<ObjectNode> products =
                    GTINS.stream().map(gtin -> KNITTER.product(gtin, 1)).toList();
            return KNITTER.importing(importID, KNITTER.leaves(importID, products), from, to);
        }
    }

    @Nested
    class Use {

        @BeforeEach
        void file() {
            KNITTER.fileOn(ledger);
        }

        @Test
        void writes_a_key_of_its_own_and_leaves_the_filing_alone() {
            Endorsement endorsement = ledger.submit(KNITTER.use(KNITTER.use("use-0001"), "TaxMSP"));
            String key = "use/" + KNITTER.uscc() + "/use-0001";
            assertThat(endorsement.answer()).isEqualTo("{\"key\":\"" + key + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values()).containsOnlyKeys(key);
            assertThat(endorsement.writes().validationParameters()).isEmpty();
        }

        @Test
        void is_recorded_by_every_agency_without_reading_what_another_wrote() {
            for (String msp : Competence.agencies()) {
                ledger.submit(KNITTER.use(KNITTER.use("use-of-" + msp), msp)).answer();
            }
            for (String msp : Competence.agencies()) {
                LedgerRecord use = ledger.record("use/" + KNITTER.uscc() + "/use-of-" + msp);
                assertThat(use.node().at("/by/msp").asText()).isEqualTo(msp);
                assertThat(use.node().path("filingVersion").asLong()).isEqualTo(4);
            }
        }

        @Test
        void is_answered_again_without_writing_and_its_id_refused_for_another() {
            Proposal use = KNITTER.use(KNITTER.use("use-0001"), "TaxMSP");
            ledger.submit(use).answer();
            Endorsement again = ledger.endorse(use);
            assertThat(again.answer()).contains("\"replayed\":true");
            assertThat(again.writes().isEmpty()).isTrue();
            ObjectNode other = KNITTER.use("use-0001").put("procedure", "forex-receipt");
            Refused.with(Code.ID_REUSED, "id", ledger.endorse(KNITTER.use(other, "TaxMSP")));
            Refused.with(Code.ID_REUSED, "id", ledger.endorse(KNITTER.use(other, "ForexMSP")));
        }

        @Test
        void refuses_an_id_that_would_lead_to_another_key() {
            for (String id : List.of("../../filing", "short", "a/b/c/d/e", "")) {
                Refused.with(Code.VALUE_INVALID, "id", ledger.endorse(KNITTER.use(KNITTER.use(id), "TaxMSP")));
            }
            ObjectNode without = KNITTER.use("use-0001");
            without.remove("id");
            Refused.with(Code.FIELD_MISSING, "id", ledger.endorse(KNITTER.use(without, "TaxMSP")));
        }

        @Test
        void refuses_a_filing_that_is_not_active_and_somebody_who_is_no_agency() {
            Refused.with(Code.NOT_PERMITTED, "", ledger.endorse(KNITTER.use(KNITTER.use("use-0001"), "OperatorMSP")));
            ledger.submit(KNITTER.decide("SUSPEND", 5)).answer();
            Refused.with(
                    Code.FILING_NOT_ACTIVE, "uscc", ledger.endorse(KNITTER.use(KNITTER.use("use-0001"), "TaxMSP")));
        }
    }

    @Nested
    class Register {

        @Test
        void writes_the_product_alone() {
            KNITTER.fileOn(ledger);

            Endorsement endorsement = ledger.submit(KNITTER.register(KNITTER.product(SWEATER, 1)));

            assertThat(endorsement.answer())
                    .isEqualTo("{\"key\":\"product/" + SWEATER + "\",\"replayed\":false,\"version\":1}");
            assertThat(endorsement.writes().values()).containsOnlyKeys("product/" + SWEATER);
            assertThat(endorsement.writes().validationParameters()).isEmpty();
        }

        @Test
        void refuses_an_enterprise_whose_filing_is_not_active() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            ledger.submit(KNITTER.decide("VERIFY", 2)).answer();
            ledger.submit(KNITTER.decide("ACCEPT", 3)).answer();
            Refused.with(Code.FILING_NOT_ACTIVE, "uscc", ledger.endorse(KNITTER.register(KNITTER.product(SWEATER, 1))));
        }

        @Test
        void refuses_a_product_that_is_not_signed_or_signed_by_somebody_else() {
            KNITTER.fileOn(ledger);
            Proposal register = KNITTER.register(KNITTER.product(SWEATER, 1));
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(register.withArgument(1, "")));
            String forged = MILL.sign(register.arguments().get(0));
            Refused.with(Code.SIGNATURE_INVALID, "jws", ledger.endorse(register.withArgument(1, forged)));
            assertThat(ledger.value("product/" + SWEATER)).isNull();
        }

        @Test
        void refuses_a_gtin_that_another_enterprise_registered() {
            KNITTER.fileOn(ledger);
            MILL.fileOn(ledger);
            ledger.submit(KNITTER.register(KNITTER.product(SWEATER, 1))).answer();
            ObjectNode other = MILL.product(SWEATER, 2).put("id", "product-of-mill");
            Refused.with(Code.NOT_OWNER, "gtin", ledger.endorse(MILL.register(other)));
        }

        @Test
        void refuses_a_gtin_in_another_spelling_than_that_of_its_key() {
            KNITTER.fileOn(ledger);
            ObjectNode document = KNITTER.product(Enterprise.YARN.substring(1), 1);
            Refused.with(Code.GTIN_INVALID, "gtin", ledger.endorse(KNITTER.register(document)));
        }

        @Test
        void refuses_a_gtin_that_is_a_number() {
            KNITTER.fileOn(ledger);
            ObjectNode document = KNITTER.product(SWEATER, 1).put("gtin", Long.parseLong(SWEATER));
            Refused.with(Code.MALFORMED, "gtin", ledger.endorse(KNITTER.register(document)));
        }
    }

    @Test
    void stores_the_bytes_that_it_hashes() {
        KNITTER.fileOn(ledger);
        byte[] stored = ledger.value(KEY);
        assertThat(CanonicalJson.bytes(CanonicalJson.readCanonical(stored))).isEqualTo(stored);
    }

    private static String slot(String scheme) {
        return "assertion/" + scheme + "/" + KNITTER.uscc();
    }

    private static String details(String scheme) {
        return "detail/" + scheme + "/" + KNITTER.uscc();
    }
}
