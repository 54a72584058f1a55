package org.zoneledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.disclosure.Sealed;

class ListingContractTest {

    private static final Enterprise KNITTER = Enterprise.of("91330483MA2B00078U");
    private static final String LISTING = "listing/listing-01";
    private static final String FACTS = "facts/market/" + KNITTER.uscc();
    private static final String GRADE = "grade/" + KNITTER.uscc();
    private static final byte[] MARKET = OwnerPolicy.of(List.of("MarketMSP"));

    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void file() {
        KNITTER.fileOn(ledger);
        Listings.subjects("market", 1).carried(ledger, "MarketMSP").answer();
    }

    @Nested
    class Lists {

        @Test
        void is_written_by_two_persons_and_bound_to_their_agency() {
            Credits goods = Listings.goods("goods-01", "9706", 1);
            WriteSet writes = goods.carried(ledger, "CustomsMSP").writes();
            assertThat(writes.values()).containsOnlyKeys("list/goods-01", goods.caseKey());
            assertThat(ledger.validationParameter("list/goods-01")).isEqualTo(OwnerPolicy.of(List.of("CustomsMSP")));
        }

        @Test
        void is_changed_by_nobody_else() {
            Credits other = Listings.subjects("market", 2);
            ledger.submit(other.proposed("TaxMSP")).answer();
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(other.taken("TaxMSP")));
        }
    }

    @Nested
    class Notify {

        @Test
        void refuses_the_id_of_a_fact_because_a_listing_becomes_one() {
            Credits.fact(KNITTER, "market", Credits.penalty("listing-01"), 1)
                    .carried(ledger, "MarketMSP")
                    .answer();
            Refused.with(Code.ID_REUSED, "id", ledger.endorse(notice()));
        }

        @Test
        void binds_the_notice_to_the_agency_or_the_single_window_and_tells_only_agencies_whom() {
            WriteSet writes = ledger.submit(notice()).writes();
            assertThat(writes.values()).containsOnlyKeys(LISTING, "agencies:" + LISTING);
            assertThat(ledger.validationParameter(LISTING))
                    .isEqualTo(OwnerPolicy.of(List.of("MarketMSP", "CommerceMSP")));
            assertThat(text(ledger.value(LISTING)))
                    .contains("\"status\":\"NOTIFIED\"", "\"respondBy\":\"2026-12-01\"")
                    .doesNotContain(KNITTER.uscc().value(), "抽检");
            assertThat(text(ledger.value("agencies:" + LISTING)))
                    .contains(KNITTER.uscc().value(), "连续三次抽检不合格");
        }

        @Test
        void answers_the_same_notice_again_and_writes_nothing() {
            ledger.submit(notice()).answer();
            mustBeReplayed(notice());
        }
    }

    @Nested
    class Respond {

        @BeforeEach
        void notifyIt() {
            ledger.submit(notice()).answer();
        }

        @Test
        void binds_the_listing_to_its_agency_and_keeps_what_was_said_with_the_agencies() {
            ledger.submit(Listings.statement(KNITTER, "listing-01", 2)).answer();
            assertThat(ledger.validationParameter(LISTING)).isEqualTo(MARKET);
            assertThat(text(ledger.value("agencies:" + LISTING))).contains("已全部整改", "jws");
            assertThat(text(ledger.value(LISTING)))
                    .contains("\"status\":\"RESPONDED\"")
                    .doesNotContain(KNITTER.uscc().value(), KNITTER.clerk().sha256(), "整改");
        }

        @Test
        void answers_the_same_statement_again_and_writes_nothing() {
            ledger.submit(Listings.statement(KNITTER, "listing-01", 2)).answer();
            mustBeReplayed(Listings.statement(KNITTER, "listing-01", 2));
        }

        @Test
        void refuses_to_do_without_a_seed_and_through_an_organisation_that_is_no_agency() {
            Proposal statement = Listings.statement(KNITTER, "listing-01", 2);
            Refused.with(Code.FIELD_MISSING, "seed", ledger.endorse(statement.withoutTransient("seed")));
            Refused.with(Code.NOT_OWNER, "", ledger.endorse(statement.by(Identity.gateway("OperatorMSP"))));
        }
    }

    @Nested
    class Conclude {

        @BeforeEach
        void notifyIt() {
            ledger.submit(notice()).answer();
        }

        @Test
        void waits_for_the_subject() {
            Credits decision = Listings.conclusion("listing-01", "LIST", 2);
            ledger.submit(decision.proposed("MarketMSP")).answer();
            Refused.with(Code.PERIOD_INVALID, "listing", ledger.endorse(decision.taken("MarketMSP")));
            assertThat(ledger.endorse(decision.taken("MarketMSP").at(Enterprise.AT.plusSeconds(8 * 86_400)))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void writes_the_listing_and_the_case_and_neither_facts_nor_grade() {
            ledger.submit(Listings.statement(KNITTER, "listing-01", 2)).answer();
            Credits decision = Listings.conclusion("listing-01", "LIST", 3);
            WriteSet writes = decision.carried(ledger, "MarketMSP").writes();
            assertThat(writes.values()).containsOnlyKeys(LISTING, "agencies:" + LISTING, decision.caseKey());
            assertThat(text(ledger.value(LISTING)))
                    .contains("\"status\":\"DECIDED\"")
                    .doesNotContain("SERIOUS", "抽检", "嘉市监", "修复");
            mustBeReplayed(decision.taken("MarketMSP"));
        }
    }

    @Nested
    class Deliver {

        @BeforeEach
        void decide() {
            ledger.submit(notice()).answer();
            ledger.submit(Listings.statement(KNITTER, "listing-01", 2)).answer();
            Listings.conclusion("listing-01", "LIST", 3)
                    .carried(ledger, "MarketMSP")
                    .answer();
        }

        @Test
        void makes_the_fact_and_the_grade_in_the_same_commit() {
            WriteSet writes = ledger.submit(delivery()).writes();
            assertThat(writes.values())
                    .containsOnlyKeys(
                            FACTS, "agencies:" + FACTS, GRADE, "agencies:" + GRADE, LISTING, "agencies:" + LISTING);
            assertThat(ledger.validationParameter("agencies:" + FACTS)).isEqualTo(MARKET);
            assertThat(ledger.validationParameter(FACTS)).isEqualTo(MARKET);
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("D");
            assertThat(ledger.record(LISTING).text("status")).isEqualTo("LISTED");
            assertThat(Sealed.read(ledger.value("agencies:" + FACTS))
                            .values()
                            .at("/published/0/factId")
                            .asText())
                    .isEqualTo("listing-01");
            mustBeReplayed(delivery());
        }

        @Test
        void makes_a_fact_that_its_agency_can_withdraw() {
            ledger.submit(delivery()).answer();
            Credits.withdrawal(KNITTER, "market", "listing-01", 2)
                    .carried(ledger, "MarketMSP")
                    .answer();
            assertThat(ledger.record(GRADE).text("grade")).isEqualTo("B");
        }

        @Test
        void refuses_to_do_without_a_seed_and_another_agency() {
            Refused.with(Code.FIELD_MISSING, "seed", ledger.endorse(delivery().withoutTransient("seed")));
            Refused.with(
                    Code.NOT_OWNER, "", ledger.endorse(Listings.delivery("listing-01", "2026-11-24", 4, "TaxMSP")));
        }

        private Proposal delivery() {
            return Listings.delivery("listing-01", "2026-11-24", 4, "MarketMSP");
        }
    }

    private static Proposal notice() {
        return Listings.notice("listing-01", KNITTER, "market");
    }

    private void mustBeReplayed(Proposal proposal) {
        Endorsement again = ledger.endorse(proposal);
        assertThat(again.answer()).contains("\"replayed\":true");
        assertThat(again.writes().isEmpty()).isTrue();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
