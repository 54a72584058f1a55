package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zoneledger.contracts.Enterprise.SWEATER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.canonical.CanonicalJson;
import org.zoneledger.domain.disclosure.Sealed;

class FilingContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final Enterprise MILL = Enterprise.of("91330482MA2B0006XD");
    private static final String KEY = KNITTER.filingKey();

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
        void writes_one_public_key_when_nothing_is_restricted_and_binds_none() {
            WriteSet writes = ledger.endorse(KNITTER.submit(KNITTER.filing(1), Sealed.none()))
                    .writes();
            assertThat(writes.values()).containsOnlyKeys(KEY);
            assertThat(writes.validationParameters()).isEmpty();
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

    @Nested
    class Decide {

        @ParameterizedTest
        @CsvSource({"VERIFY,VERIFIED", "REJECT,REJECTED"})
        void writes_the_filing_alone_when_market_regulation_has_seen_it(String step, String status) {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();

            Endorsement endorsement = ledger.submit(KNITTER.decide(step, 2));

            assertThat(endorsement.answer()).endsWith("\"version\":2}");
            assertThat(endorsement.writes().values()).containsOnlyKeys(KEY);
            assertThat(endorsement.writes().validationParameters()).isEmpty();
            assertThat(ledger.record(KEY).text("status")).isEqualTo(status);
        }

        @Test
        void makes_the_five_slots_with_their_owners_policies_when_customs_accepts() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            ledger.submit(KNITTER.decide("VERIFY", 2)).answer();

            WriteSet writes = ledger.submit(KNITTER.decide("ACCEPT", 3)).writes();

            assertThat(writes.values())
                    .containsOnlyKeys(
                            slot("commerce"), slot("customs"), slot("forex"), slot("market"), slot("tax"), KEY);
            assertThat(writes.validationParameters())
                    .containsOnlyKeys(slot("commerce"), slot("customs"), slot("forex"), slot("market"), slot("tax"));
            Competence.schemes().forEach((scheme, owner) -> {
                assertThat(ledger.record(slot(scheme)).text("status")).isEqualTo("VACANT");
                assertThat(ledger.validationParameter(slot(scheme))).as(scheme).isEqualTo(OwnerPolicy.of(owner));
            });
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
        void refuses_an_enterprise_without_a_credit_code() {
            Proposal proposal = KNITTER.decide("VERIFY", 2).withArgument(0, "{}");
            Refused.with(Code.USCC_INVALID, "uscc", ledger.endorse(proposal));
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
        void refuses_an_enterprise_whose_filing_is_not_accepted() {
            ledger.submit(KNITTER.submit(KNITTER.filing(1), Sealed.none())).answer();
            Refused.with(
                    Code.FILING_NOT_ACCEPTED, "uscc", ledger.endorse(KNITTER.register(KNITTER.product(SWEATER, 1))));
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
}
